"""Drives a demo agent with the official Python SDK's client.

    client.py CARD_BASE_URL BINDING

Runs every check of checks.json on one binding, and prints a line of JSON about
each: {"check", "result": "ok" | "fail" | "unsupported", "detail"}. The exit
status tells nothing of the results.

Needs: pip install "a2a-sdk"
"""

import asyncio
import contextlib
import json
import secrets
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence

import httpx
from a2a.client import (
    A2ACardResolver,
    A2AClientError,
    Client,
    ClientCallContext,
    ClientConfig,
    ClientFactory,
)
from a2a.helpers import (
    get_artifact_text,
    get_data_parts,
    get_message_text,
    new_data_part,
    new_text_part,
)
from a2a.types import (
    AgentCard,
    AuthenticationInfo,
    CancelTaskRequest,
    DeleteTaskPushNotificationConfigRequest,
    GetExtendedAgentCardRequest,
    GetTaskPushNotificationConfigRequest,
    GetTaskRequest,
    ListTaskPushNotificationConfigsRequest,
    ListTasksRequest,
    ListTasksResponse,
    Message,
    Part,
    Role,
    SendMessageConfiguration,
    SendMessageRequest,
    StreamResponse,
    SubscribeToTaskRequest,
    Task,
    TaskPushNotificationConfig,
    TaskState,
)
from a2a.utils.constants import TransportProtocol
from a2a.utils.errors import (
    A2AError,
    InvalidParamsError,
    TaskNotCancelableError,
    TaskNotFoundError,
    UnsupportedOperationError,
    VersionNotSupportedError,
)
from google.protobuf import json_format, timestamp_pb2
from webhook import Webhook

TIMEOUT = 10
UNKNOWN_ID = 'no-such-task'
CHUNKS = 3


def require(condition: object, why: str) -> None:
    if not condition:
        raise AssertionError(why)


def require_state(task: Task, expected: str) -> None:
    actual = TaskState.Name(task.status.state)
    require(actual == f'TASK_STATE_{expected}', f'state {actual}, not {expected}')


def state_of(event: StreamResponse) -> TaskState | None:
    """The task state an event carries, if it carries one."""
    if event.HasField('task'):
        return event.task.status.state
    if event.HasField('status_update'):
        return event.status_update.status.state
    return None


def ids(tasks: Iterable[Task]) -> list[str]:
    """The ids of tasks, in whatever order they came."""
    return sorted(task.id for task in tasks)


async def collect(stream: AsyncIterator) -> list:
    return [event async for event in stream]


async def expect_error(error: type[A2AError], awaitable: Awaitable) -> None:
    try:
        result = await awaitable
    except error:
        return
    except A2AError as other:
        raise AssertionError(f'not {error.__name__} but {other!r}') from other
    raise AssertionError(f'no {error.__name__}, answered {result!r}'.strip())


class Checks:
    def __init__(self, base_url: str, binding: str) -> None:
        self.base_url = base_url
        self.binding = binding
        self.http = httpx.AsyncClient(timeout=TIMEOUT)
        self.public: AgentCard | None = None

    def client(self, *, streaming: bool = False) -> Client:
        require(self.public, 'there is no card')
        config = ClientConfig(
            httpx_client=self.http,
            supported_protocol_bindings=[self.binding],
            streaming=streaming,
        )
        return ClientFactory(config).create(self.public)

    def request(
        self,
        text: str,
        *parts: Part,
        history_length: int | None = None,
        webhook: TaskPushNotificationConfig | None = None,
        return_immediately: bool = False,
        **ids: str,
    ) -> SendMessageRequest:
        configuration = SendMessageConfiguration(
            task_push_notification_config=webhook,
            history_length=history_length,
            return_immediately=return_immediately,
        )
        message = Message(
            message_id=secrets.token_hex(),
            role=Role.ROLE_USER,
            parts=[new_text_part(text), *parts],
            **ids,
        )
        return SendMessageRequest(
            message=message, configuration=configuration
        )

    async def answer(self, request: SendMessageRequest) -> StreamResponse:
        events = await collect(self.client().send_message(request))
        require(len(events) == 1, f'{len(events)} answers')
        return events[0]

    async def send(self, text: str, *parts: Part, **options: object) -> Task:
        """Sends without streaming; the answer has to be a task."""
        answer = await self.answer(self.request(text, *parts, **options))
        require(answer.HasField('task'), f'not a task: {answer!r}')
        return answer.task

    async def get(self, task_id: str, **options: object) -> Task:
        return await self.client().get_task(
            GetTaskRequest(id=task_id, **options)
        )

    async def end(self, task_id: str) -> Task:
        return await self.client().cancel_task(CancelTaskRequest(id=task_id))

    def subscribe(self, task_id: str) -> AsyncIterator[StreamResponse]:
        request = SubscribeToTaskRequest(id=task_id)
        return self.client(streaming=True).subscribe(request)

    async def first_of(self, stream: AsyncIterator) -> StreamResponse:
        async with contextlib.aclosing(stream):
            return await anext(stream)

    # Messages

    async def card(self) -> None:
        resolver = A2ACardResolver(self.http, self.base_url)
        card = await resolver.get_agent_card()
        self.public = card
        declared = {
            (i.protocol_binding, i.protocol_version)
            for i in card.supported_interfaces
        }
        for binding in TransportProtocol.JSONRPC, TransportProtocol.HTTP_JSON:
            require((binding.value, '1.0') in declared, f'only {declared}')
        for name in 'streaming', 'push_notifications', 'extended_agent_card':
            require(getattr(card.capabilities, name), f'{name} is not declared')

    async def check_send(self) -> None:
        task = await self.send('hello')
        require_state(task, 'COMPLETED')
        require(task.id and task.context_id, f'without ids: {task!r}')
        texts = [get_artifact_text(artifact) for artifact in task.artifacts]
        require(texts == ['echo: hello'], f'artifacts {texts}')

    async def check_message(self) -> None:
        answer = await self.answer(self.request('message hi'))
        require(answer.HasField('message'), f'not a message: {answer!r}')
        require(answer.message.role == Role.ROLE_AGENT, 'not from the agent')
        text = get_message_text(answer.message)
        require(text == 'message: hi', f'it says {text!r}')

    async def check_data(self) -> None:
        data = {'answer': 42, 'question': None, 'more': [1.5, 'ü', {}]}
        task = await self.send('data', new_data_part(data))
        got = get_data_parts(task.artifacts[0].parts)
        require(got == [data], f'came back as {got}')

    async def check_return_immediately(self) -> None:
        task = await self.send('wait', return_immediately=True)
        working = {
            TaskState.TASK_STATE_SUBMITTED,
            TaskState.TASK_STATE_WORKING,
        }
        require(
            task.status.state in working, f'state {task.status.state}'
        )
        await self.end(task.id)

    async def check_stream(self) -> None:
        stream = self.client(streaming=True).send_message(
            self.request(f'stream {CHUNKS}')
        )
        events = await collect(stream)
        kinds = [event.WhichOneof('payload') for event in events]
        require(kinds[:1] == ['task'], f'events {kinds}')
        task = events[0].task
        chunks = [
            e.artifact_update for e in events if e.HasField('artifact_update')
        ]
        appends = [chunk.append for chunk in chunks]
        require(appends == [False, True, True], f'append is {appends}')
        lasts = [chunk.last_chunk for chunk in chunks]
        require(lasts == [False, False, True], f'lastChunk is {lasts}')
        for event in events[1:]:
            payload = getattr(event, event.WhichOneof('payload'))
            require(payload.task_id == task.id, f'of task {payload.task_id}')
        require(kinds[-1] == 'status_update', f'events {kinds}')
        require_state(events[-1].status_update, 'COMPLETED')
        whole = await self.get(task.id)
        text = ''.join(get_artifact_text(a, '') for a in whole.artifacts)
        expected = [f'chunk {n + 1} of {CHUNKS}\n' for n in range(CHUNKS)]
        require(text == ''.join(expected), f'the artifact is {text!r}')

    async def check_resubscribe(self) -> None:
        stream = self.client(streaming=True).send_message(self.request('wait'))
        # The client leaves; the task goes on.
        task_id = (await self.first_of(stream)).task.id
        again = self.subscribe(task_id)
        async with contextlib.aclosing(again):
            event = await anext(again)
            require(event.HasField('task'), f'first event {event!r}')
            require(event.task.id == task_id, f'task {event.task.id}')
            # The stream is read while the cancellation is under way.
            rest = asyncio.create_task(collect(again))
            try:
                await self.end(task_id)
                states = [state_of(event) for event in await rest]
            finally:
                rest.cancel()
                await asyncio.gather(rest, return_exceptions=True)
        last = states[-1:]
        require(last == [TaskState.TASK_STATE_CANCELED], f'states {states}')

    # Tasks

    async def check_get(self) -> None:
        sent = await self.send('hello')
        task = await self.get(sent.id)
        require(task.context_id == sent.context_id, 'another context')
        require_state(task, 'COMPLETED')
        require(task.artifacts == sent.artifacts, 'other artifacts')

    async def check_history_length(self) -> None:
        asked = await self.send('ask')
        task = await self.send('blue', task_id=asked.id, history_length=0)
        require(not task.history, f'{len(task.history)} messages, not 0, sent')
        whole = (await self.get(asked.id)).history
        texts = [get_message_text(message) for message in whole]
        require({'ask', 'blue'} <= set(texts), f'messages {texts}')
        none = (await self.get(asked.id, history_length=0)).history
        require(not none, f'{len(none)} messages, not 0')
        one = (await self.get(asked.id, history_length=1)).history
        require(list(one) == whole[-1:], f'messages {one!r}, not the last one')

    async def three(self) -> Sequence[Task]:
        """Tasks of one context, the oldest first; the last one waits."""
        one = await self.send('hello')
        two = await self.send('hello', context_id=one.context_id)
        require(two.context_id == one.context_id, 'another context')
        three = await self.send('ask', context_id=one.context_id)
        return [one, two, three]

    async def list(self, task: Task, **filters: object) -> ListTasksResponse:
        """The tasks in the context of a task."""
        request = ListTasksRequest(context_id=task.context_id, **filters)
        return await self.client().list_tasks(request)

    async def check_list(self) -> None:
        tasks = await self.three()
        future = timestamp_pb2.Timestamp()
        future.FromJsonString('2999-01-01T00:00:00Z')
        for filters, expected in [
            ({}, tasks),
            ({'status': TaskState.TASK_STATE_INPUT_REQUIRED}, tasks[2:]),
            ({'status': TaskState.TASK_STATE_CANCELED}, []),
            ({'status_timestamp_after': future}, []),
        ]:
            found = (await self.list(tasks[0], **filters)).tasks
            require(ids(found) == ids(expected), f'{filters}: {ids(found)}')

    async def check_list_order(self) -> None:
        tasks = await self.three()
        found = [task.id for task in (await self.list(tasks[0])).tasks]
        expected = [task.id for task in reversed(tasks)]
        require(found == expected, f'listed {found}, not {expected}')

    async def check_list_artifacts(self) -> None:
        first, *_ = await self.three()
        for filters, expected in [({}, 0), ({'include_artifacts': True}, 2)]:
            page = await self.list(first, **filters)
            count = sum(len(task.artifacts) for task in page.tasks)
            require(count == expected, f'{filters}: {count} artifacts')

    async def check_list_paging(self) -> None:
        tasks = await self.three()
        found, token = [], ''
        for count in 2, 1:
            page = await self.list(tasks[0], page_size=2, page_token=token)
            size, total = page.page_size, page.total_size
            require(len(page.tasks) == count, f'{len(page.tasks)} on a page')
            require(size in (2, count), f'pageSize {size}')
            require(total == len(tasks), f'totalSize {total}')
            found += page.tasks
            token = page.next_page_token
            require(bool(token) == (count == 2), f'token {token!r}')
        require(ids(found) == ids(tasks), f'listed {ids(found)}')

    async def check_cancel(self) -> None:
        task = await self.send('wait', return_immediately=True)
        canceled = await self.end(task.id)
        require(canceled.id == task.id, f'task {canceled.id}')
        require_state(canceled, 'CANCELED')
        require_state(await self.get(task.id), 'CANCELED')

    async def two_turns(self, text: str, state: str) -> None:
        asked = await self.send(text)
        require_state(asked, state)
        answered = await self.send('blue', task_id=asked.id)
        require(answered.id == asked.id, f'another task, {answered.id}')
        require_state(answered, 'COMPLETED')

    async def check_multi_turn(self) -> None:
        await self.two_turns('ask', 'INPUT_REQUIRED')

    async def check_auth_required(self) -> None:
        await self.two_turns('login', 'AUTH_REQUIRED')

    async def check_failure(self) -> None:
        require_state(await self.send('fail'), 'FAILED')

    # Push notifications

    async def check_push_crud(self) -> None:
        """Nothing is sent meanwhile: the task waits for its client."""
        task = await self.send('ask')
        client = self.client()
        url = 'http://127.0.0.1:9/hook'
        created = [
            await client.create_task_push_notification_config(
                TaskPushNotificationConfig(
                    task_id=task.id, url=url, token=token, id=f'hook-{token}'
                )
            )
            for token in ('one', 'two')
        ]

        async def listed() -> Sequence[TaskPushNotificationConfig]:
            request = ListTaskPushNotificationConfigsRequest(task_id=task.id)
            page = await client.list_task_push_notification_configs(request)
            return sorted(page.configs, key=lambda config: config.token)

        def get() -> Awaitable[TaskPushNotificationConfig]:
            return client.get_task_push_notification_config(
                GetTaskPushNotificationConfigRequest(
                    task_id=task.id, id=created[0].id
                )
            )

        ids = [config.id for config in created]
        require(all(ids) and ids[0] != ids[1], f'ids {ids}')
        got = await get()
        require(got == created[0], f'got {got!r}, not {created[0]!r}')
        require((got.url, got.token) == (url, 'one'), f'got {got!r}')
        configs = await listed()
        require(configs == created, f'listed {configs!r}')
        for _ in range(2):
            await client.delete_task_push_notification_config(
                DeleteTaskPushNotificationConfigRequest(
                    task_id=task.id, id=created[0].id
                )
            )
        configs = await listed()
        require(configs == created[1:], f'listed {configs!r}')
        await expect_error(TaskNotFoundError, get())

    async def notified(self) -> Sequence[tuple[dict, StreamResponse]]:
        """A task is followed to its end by what its webhook is told."""
        token, credentials = secrets.token_hex(), secrets.token_hex()
        with Webhook.open() as webhook:
            config = TaskPushNotificationConfig(
                url=webhook.url,
                token=token,
                authentication=AuthenticationInfo(
                    scheme='Bearer', credentials=credentials
                ),
            )
            task = await self.send(
                f'stream {CHUNKS}', webhook=config, return_immediately=True
            )
            told, state = [], None
            while state != TaskState.TASK_STATE_COMPLETED:
                headers, body = await webhook.got.get()
                event = json_format.Parse(body, StreamResponse())
                told.append((headers, event))
                state = state_of(event)
        for headers, event in told:
            payload = getattr(event, event.WhichOneof('payload'))
            got = payload.id if event.HasField('task') else payload.task_id
            require(got == task.id, f'a notification of task {got!r}')
            sent = headers.get('authorization')
            require(sent == f'Bearer {credentials}', f'authorization: {sent!r}')
            # The protocol has the token, and no place for it; this is where
            # agents put it.
            sent = headers.get('x-a2a-notification-token', token)
            require(sent == token, f'another token, {sent!r}')
        return told

    async def check_push_delivery(self) -> None:
        told = await self.notified()
        kinds = [event.WhichOneof('payload') for _, event in told]
        chunks = kinds.count('artifact_update')
        require(chunks == CHUNKS, f'notified of {kinds}')

    async def check_push_media_type(self) -> None:
        types = {headers['content-type'] for headers, _ in await self.notified()}
        require(types == {'application/a2a+json'}, f'it is {types}')

    # Others

    async def check_extended_card(self) -> None:
        request = GetExtendedAgentCardRequest()
        card = await self.client().get_extended_agent_card(request)
        require(card.name == self.public.name, f'the card of {card.name!r}')
        more = {s.id for s in card.skills} - {s.id for s in self.public.skills}
        require(len(more) == 1, f'it has more skills: {sorted(more)}')

    async def check_tenant(self) -> None:
        """The interface has a tenant, which the client has to name (§8.3.2)."""
        public = self.public
        self.public = AgentCard()
        self.public.CopyFrom(public)
        for interface in self.public.supported_interfaces:
            interface.tenant = f'tenant-{secrets.token_hex(4)}'
        try:
            task = await self.send('hello')
            got = await self.get(task.id)
            require(got.id == task.id, f'task {got.id}')
            page = await self.client().list_tasks(ListTasksRequest())
            found = [task.id for task in page.tasks]
            require(task.id in found, f'not among {len(found)} tasks')
        finally:
            self.public = public

    # Errors

    async def check_error_task_not_found(self) -> None:
        for call in (
            self.get(UNKNOWN_ID),
            self.end(UNKNOWN_ID),
            self.first_of(self.subscribe(UNKNOWN_ID)),
            self.send('hello', task_id=UNKNOWN_ID),
        ):
            await expect_error(TaskNotFoundError, call)

    async def check_error_not_cancelable(self) -> None:
        task = await self.send('hello')
        await expect_error(TaskNotCancelableError, self.end(task.id))

    async def check_error_subscribe_terminal(self) -> None:
        task = await self.send('hello')
        call = self.first_of(self.subscribe(task.id))
        await expect_error(UnsupportedOperationError, call)

    async def check_error_send_terminal(self) -> None:
        task = await self.send('hello')
        call = self.send('again', task_id=task.id)
        await expect_error(UnsupportedOperationError, call)

    async def check_error_invalid_params(self) -> None:
        request = self.request('')
        del request.message.parts[:]
        # Over HTTP+JSON there is no reason that the protocol has for this (§11.6):
        # some agents send one all the same, and others leave it at the status.
        try:
            answer = await self.answer(request)
        except InvalidParamsError:
            return
        except A2AClientError as error:
            is_http = self.binding == TransportProtocol.HTTP_JSON
            require(is_http and 'HTTP Error 400' in f'{error}', f'{error!r}')
            return
        raise AssertionError(f'no error, answered {answer!r}')

    async def check_error_version(self) -> None:
        context = ClientCallContext(service_parameters={'A2A-Version': '9.9'})
        call = self.client().get_task(
            GetTaskRequest(id=UNKNOWN_ID), context=context
        )
        await expect_error(VersionNotSupportedError, call)


async def outcome(check: Callable[[], Awaitable[None]]) -> dict[str, str]:
    try:
        await asyncio.wait_for(check(), TIMEOUT)
    except TimeoutError:
        return {'result': 'fail', 'detail': f'no end after {TIMEOUT} s'}
    except Exception as error:  # noqa: BLE001 - any error is a failure
        kind = type(error).__name__
        why = f'{error}' if kind == 'AssertionError' else f'{kind}: {error}'
        # One line, whatever the error says.
        return {'result': 'fail', 'detail': ' '.join(why.split())[:400]}
    return {'result': 'ok', 'detail': ''}


async def run(base_url: str, binding: str) -> None:
    checks = Checks(base_url, binding)
    async with checks.http:
        names = [n for n in dir(checks) if n.startswith('check_')]
        # The card first: all others need it.
        steps = {'card': checks.card} | {
            name.removeprefix('check_').replace('_', '-'): getattr(checks, name)
            for name in names
        }
        for name, check in steps.items():
            print(json.dumps({'check': name, **await outcome(check)}), flush=True)


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    asyncio.run(run(*sys.argv[1:]))
