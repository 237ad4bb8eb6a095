"""Demo agent on the official Python SDK.

Listens on a free port of this machine, prints its URL, and serves both HTTP
bindings: JSON-RPC under /rpc, HTTP+JSON at the root. The first word of the
text says what the agent does, as with our own `a2a demo-server`. Push
notifications go wherever they are asked to: this is for tests.

Needs: pip install "a2a-sdk[http-server]" uvicorn
"""

import asyncio
import socket

import httpx
import uvicorn
from a2a.helpers import (
    get_data_parts,
    get_message_text,
    new_data_part,
    new_task_from_user_message,
    new_text_message,
    new_text_part,
)
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

CHUNK_TIME = 0.02


class DemoAgent(AgentExecutor):
    async def execute(
        self, context: RequestContext, event_queue: EventQueue
    ) -> None:
        text = context.get_user_input()
        word, _, rest = text.partition(' ')
        if word == 'message':
            await event_queue.enqueue_event(new_text_message(f'message: {rest}'))
            return
        answering = context.current_task is not None
        if not answering:
            # A task has to be announced before its first update.
            await event_queue.enqueue_event(
                new_task_from_user_message(context.message)
            )
        updater = TaskUpdater(event_queue, context.task_id, context.context_id)
        if answering:
            first = get_message_text(context.current_task.history[0])
            done = 'signed in' if first.startswith('login') else text
            await updater.add_artifact([new_text_part(done)], 'answer')
            await updater.complete()
        elif word == 'ask':
            question = [new_text_part('What is the answer?')]
            await updater.requires_input(updater.new_agent_message(question))
        elif word == 'login':
            question = [new_text_part('Sign in.')]
            await updater.requires_auth(updater.new_agent_message(question))
        else:
            await updater.start_work()
            await self._work(updater, context, text)

    async def _work(
        self, updater: TaskUpdater, context: RequestContext, text: str
    ) -> None:
        word, _, rest = text.partition(' ')
        if word == 'wait':
            # The SDK cancels this coroutine after `cancel` below.
            await asyncio.Event().wait()
        elif word == 'fail':
            await updater.failed()
            return
        elif word == 'stream':
            count = int(rest or '3')
            for i in range(1, count + 1):
                await asyncio.sleep(CHUNK_TIME)
                await updater.add_artifact(
                    [new_text_part(f'chunk {i} of {count}\n')],
                    artifact_id='chunks',
                    append=i > 1,
                    last_chunk=i == count,
                )
        elif word == 'slow':
            for second in range(int(rest or '5')):
                saying = [new_text_part(f'{second} seconds')]
                await updater.start_work(updater.new_agent_message(saying))
                await asyncio.sleep(1)
        elif word == 'data':
            given = get_data_parts(context.message.parts)
            await updater.add_artifact([new_data_part(d) for d in given], 'data')
        else:
            echoed = rest if word == 'echo' else text
            await updater.add_artifact([new_text_part(f'echo: {echoed}')], 'echo')
        await updater.complete()

    async def cancel(
        self, context: RequestContext, event_queue: EventQueue
    ) -> None:
        updater = TaskUpdater(event_queue, context.task_id, context.context_id)
        await updater.cancel()


def skill(name: str) -> AgentSkill:
    return AgentSkill(id=name, name=name, description=name, tags=['demo'])


def demo_card(base_url: str) -> AgentCard:
    return AgentCard(
        name='Demo agent (Python SDK)',
        description='Does what the first word says.',
        version='1.0.0',
        supported_interfaces=[
            AgentInterface(
                url=f'{base_url}/rpc',
                protocol_binding=TransportProtocol.JSONRPC,
                protocol_version='1.0',
            ),
            AgentInterface(
                url=base_url,
                protocol_binding=TransportProtocol.HTTP_JSON,
                protocol_version='1.0',
            ),
        ],
        capabilities=AgentCapabilities(
            streaming=True, push_notifications=True, extended_agent_card=True
        ),
        default_input_modes=['text/plain', 'application/json'],
        default_output_modes=['text/plain', 'application/json'],
        skills=[skill('echo')],
    )


def main() -> None:
    listener = socket.create_server(('127.0.0.1', 0))
    base_url = f'http://127.0.0.1:{listener.getsockname()[1]}'
    card = demo_card(base_url)
    extended = demo_card(base_url)
    extended.skills.append(skill('fail'))
    webhooks = InMemoryPushNotificationConfigStore()
    handler = DefaultRequestHandler(
        agent_executor=DemoAgent(),
        task_store=InMemoryTaskStore(),
        agent_card=card,
        extended_agent_card=extended,
        push_config_store=webhooks,
        push_sender=BasePushNotificationSender(httpx.AsyncClient(), webhooks),
    )
    app = Starlette(
        routes=[
            *create_agent_card_routes(card),
            *create_jsonrpc_routes(handler, '/rpc'),
            *create_rest_routes(handler),
        ]
    )
    print(base_url, flush=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level='warning'))
    server.run(sockets=[listener])


if __name__ == '__main__':
    main()
