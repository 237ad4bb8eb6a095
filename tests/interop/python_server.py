"""Demo agent on the official Python SDK: `python_server.py PORT`.

Serves both HTTP bindings under one origin on 127.0.0.1:
    /.well-known/agent-card.json   the card
    /rpc                           JSON-RPC
    /rest/...                      HTTP+JSON

The first word of the text chooses the behaviour:
    stream N   one artifact in N chunks
    ask        asks for input; the next message of the task completes it
    wait       works until canceled
    other      one artifact, `echo: <text>`
Push notifications go wherever they are asked to: this is for tests.

Needs: pip install "a2a-sdk[http-server]" uvicorn
"""

import asyncio
import sys

import httpx
import uvicorn
from a2a.helpers import new_task_from_user_message, new_text_part
from a2a.server.agent_execution import AgentExecutor, RequestContext
from a2a.server.events import EventQueue
from a2a.server.request_handlers import DefaultRequestHandler
from a2a.server.routes import (
    create_agent_card_routes,
    create_jsonrpc_routes,
    create_rest_routes,
)
from a2a.server.tasks import (
    BasePushNotificationSender,
    InMemoryPushNotificationConfigStore,
    InMemoryTaskStore,
    TaskUpdater,
)
from a2a.types import (
    AgentCapabilities,
    AgentCard,
    AgentInterface,
    AgentSkill,
)
from a2a.utils.constants import TransportProtocol
from starlette.applications import Starlette


class DemoAgent(AgentExecutor):
    async def execute(
        self, context: RequestContext, event_queue: EventQueue
    ) -> None:
        text = context.get_user_input()
        words = text.split() or ['']
        answering = context.current_task is not None
        if not answering:
            # A task has to be announced before its first update.
            await event_queue.enqueue_event(
                new_task_from_user_message(context.message)
            )
        updater = TaskUpdater(event_queue, context.task_id, context.context_id)
        await updater.start_work()

        if answering:
            await self._echo(updater, text)
        elif words[0] == 'stream':
            count = int(words[1]) if len(words) > 1 else 3
            for i in range(count):
                await updater.add_artifact(
                    [new_text_part(f'chunk {i + 1}\n')],
                    artifact_id='stream',
                    append=i > 0,
                    last_chunk=i + 1 == count,
                )
                await asyncio.sleep(0.02)
            await updater.complete()
        elif words[0] == 'ask':
            question = updater.new_agent_message([new_text_part('Which one?')])
            await updater.requires_input(question)
        elif words[0] == 'wait':
            # The SDK cancels this coroutine after `cancel` below.
            await asyncio.Event().wait()
        else:
            await self._echo(updater, text)

    async def _echo(self, updater: TaskUpdater, text: str) -> None:
        await updater.add_artifact([new_text_part(f'echo: {text}')])
        await updater.complete()

    async def cancel(
        self, context: RequestContext, event_queue: EventQueue
    ) -> None:
        updater = TaskUpdater(event_queue, context.task_id, context.context_id)
        await updater.cancel()


def demo_card(origin: str) -> AgentCard:
    return AgentCard(
        name='Demo agent (Python SDK)',
        description='Echoes, streams, asks and waits.',
        version='1.0.0',
        supported_interfaces=[
            AgentInterface(
                url=f'{origin}/rpc',
                protocol_binding=TransportProtocol.JSONRPC,
                protocol_version='1.0',
            ),
            AgentInterface(
                url=f'{origin}/rest',
                protocol_binding=TransportProtocol.HTTP_JSON,
                protocol_version='1.0',
            ),
        ],
        capabilities=AgentCapabilities(streaming=True, push_notifications=True),
        default_input_modes=['text/plain'],
        default_output_modes=['text/plain'],
        skills=[
            AgentSkill(
                id='demo', name='Demo', description='Interop demo', tags=['demo']
            )
        ],
    )


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    port = int(sys.argv[1])
    card = demo_card(f'http://127.0.0.1:{port}')
    webhooks = InMemoryPushNotificationConfigStore()
    handler = DefaultRequestHandler(
        agent_executor=DemoAgent(),
        task_store=InMemoryTaskStore(),
        agent_card=card,
        push_config_store=webhooks,
        push_sender=BasePushNotificationSender(httpx.AsyncClient(), webhooks),
    )
    app = Starlette(
        routes=[
            *create_agent_card_routes(card),
            *create_jsonrpc_routes(handler, '/rpc'),
            *create_rest_routes(handler, path_prefix='/rest'),
        ]
    )
    uvicorn.run(app, host='127.0.0.1', port=port, log_level='warning')


if __name__ == '__main__':
    main()
