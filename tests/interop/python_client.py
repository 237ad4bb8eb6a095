"""Drives a demo agent with the official Python SDK's client.

    python_client.py CARD_BASE_URL

The agent has to declare both HTTP bindings, push notifications and an extended
card, send notifications to this machine, and choose its behaviour by the first
word of the text: `stream N`, `ask`, `wait`, anything else is echoed. Every
check is run on each binding and prints one line; the exit status is 1 if any
of them failed.

Needs: pip install "a2a-sdk"
"""

import asyncio
import contextlib
import secrets
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
from a2a.client import (
    A2ACardResolver,
    A2AClientError,
    Client,
    ClientConfig,
    ClientFactory,
)
from a2a.helpers import get_artifact_text, new_text_message
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
)
from google.protobuf import json_format

TIMEOUT = 10
BINDINGS = [TransportProtocol.JSONRPC.value, TransportProtocol.HTTP_JSON.value]
UNKNOWN_ID = 'no-such-task'

COMPLETED = TaskState.TASK_STATE_COMPLETED
WORKING = TaskState.TASK_STATE_WORKING
CANCELED = TaskState.TASK_STATE_CANCELED
INPUT_REQUIRED = TaskState.TASK_STATE_INPUT_REQUIRED


def require(condition: object, why: str) -> None:
    if not condition:
        raise AssertionError(why)


def require_state(actual: TaskState, expected: TaskState) -> None:
    require(
        actual == expected,
        f'state {TaskState.Name(actual)}, not {TaskState.Name(expected)}',
    )


async def within(awaitable: Awaitable):
    return await asyncio.wait_for(awaitable, TIMEOUT)


async def events_of(
    stream: AsyncIterator[StreamResponse],
) -> AsyncIterator[StreamResponse]:
    """The events of a stream, with the timeout on each of them."""
    async with contextlib.aclosing(stream):
        while True:
            try:
                event = await within(anext(stream))
            except StopAsyncIteration:
                return
            yield event


def state_of(event: StreamResponse) -> TaskState | None:
    """The task state an event carries, if it carries one."""
    if event.HasField('task'):
        return event.task.status.state
    if event.HasField('status_update'):
        return event.status_update.status.state
    return None


async def expect_error(error: type[A2AError], awaitable: Awaitable) -> None:
    try:
        result = await within(awaitable)
    except error:
        return
    except A2AError as other:
        raise AssertionError(f'not {error.__name__} but {other!r}') from other
    raise AssertionError(f'no {error.__name__}, answered {result!r}'.strip())


class Receiver:
    """A webhook on this machine: what it gets, in the order of arrival."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.got: asyncio.Queue[tuple[dict[str, str], bytes]] = asyncio.Queue()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers['Content-Length']))
                headers = {k.lower(): v for k, v in self.headers.items()}
                receiver.loop.call_soon_threadsafe(
                    receiver.got.put_nowait, (headers, body)
                )
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server.server_port}/hook'

    @classmethod
    @contextlib.contextmanager
    def open(cls) -> Iterator['Receiver']:
        receiver = cls()
        thread = threading.Thread(target=receiver.server.serve_forever)
        thread.start()
        try:
            yield receiver
        finally:
            receiver.server.shutdown()
            thread.join()
            receiver.server.server_close()


class Checks:
    """The checks of one binding; `steps` lists them in the order they run."""

    def __init__(self, base_url: str, binding: str) -> None:
        self.base_url = base_url
        self.binding = binding
        self.requests: list[httpx.Request] = []
        self.http = httpx.AsyncClient(
            timeout=TIMEOUT, event_hooks={'request': [self._record]}
        )
        self.card: AgentCard | None = None
        # What later checks take from earlier ones.
        self.done: Task | None = None
        self.waiting: Task | None = None

    async def _record(self, request: httpx.Request) -> None:
        self.requests.append(request)

    def client(
        self, *, bindings: list[str] | None = None, **config: bool
    ) -> Client:
        require(self.card, 'no card')
        return ClientFactory(
            ClientConfig(
                httpx_client=self.http,
                supported_protocol_bindings=bindings or [self.binding],
                **config,
            )
        ).create(self.card)

    async def send(
        self,
        text: str,
        *,
        task_id: str | None = None,
        context_id: str | None = None,
        polling: bool = False,
    ) -> Task:
        """Sends without streaming; the answer has to be a task."""
        message = new_text_message(
            text, task_id=task_id, context_id=context_id, role=Role.ROLE_USER
        )
        client = self.client(streaming=False, polling=polling)
        stream = client.send_message(SendMessageRequest(message=message))
        events = [event async for event in events_of(stream)]
        require(len(events) == 1, f'{len(events)} answers')
        require(events[0].HasField('task'), f'not a task: {events[0]!r}')
        return events[0].task

    def done_task(self) -> Task:
        require(self.done, 'there is no completed task to use')
        return self.done

    # Card

    async def resolve_card(self) -> None:
        resolver = A2ACardResolver(self.http, self.base_url)
        self.card = card = await within(resolver.get_agent_card())
        declared = [i.protocol_binding for i in card.supported_interfaces]
        require(self.binding in declared, f'not in {declared}')
        for interface in card.supported_interfaces:
            version = interface.protocol_version
            require(version == '1.0', f'{interface.url} has version {version!r}')
        require(card.capabilities.streaming, 'streaming is not declared')
        for name in ('push_notifications', 'extended_agent_card'):
            require(getattr(card.capabilities, name), f'{name} is not declared')

    async def extended_card(self) -> None:
        card = await within(
            self.client().get_extended_agent_card(GetExtendedAgentCardRequest())
        )
        require(card.name == self.card.name, f'the card of {card.name!r}')
        more = {s.id for s in card.skills} - {s.id for s in self.card.skills}
        require(len(more) == 1, f'it has more skills: {sorted(more)}')

    async def first_interface_is_preferred(self) -> None:
        """A client of both bindings calls the card's first interface."""
        client = self.client(bindings=BINDINGS[::-1])
        first = self.card.supported_interfaces[0]
        with contextlib.suppress(A2AError):
            await within(client.get_task(GetTaskRequest(id=UNKNOWN_ID)))
        sent = self.requests[-1]
        if first.protocol_binding == TransportProtocol.JSONRPC:
            expected = ('POST', httpx.URL(first.url))
        else:
            base = first.url.removesuffix('/')
            expected = ('GET', httpx.URL(f'{base}/tasks/{UNKNOWN_ID}'))
        require(
            (sent.method, sent.url) == expected, f'{sent.method} {sent.url}'
        )

    # Messages

    async def send_message(self) -> None:
        task = await self.send('hello')
        require_state(task.status.state, COMPLETED)
        self.done = task
        require(task.id and task.context_id, f'without ids: {task!r}')
        texts = [get_artifact_text(artifact) for artifact in task.artifacts]
        require(any('hello' in text for text in texts), f'artifacts {texts}')

    async def send_streaming_message(self) -> None:
        message = new_text_message('stream 3', role=Role.ROLE_USER)
        stream = self.client().send_message(SendMessageRequest(message=message))
        events = [event async for event in events_of(stream)]
        kinds = [event.WhichOneof('payload') for event in events]
        require(kinds and kinds[0] == 'task', f'events {kinds}')
        require(kinds.count('artifact_update') >= 3, f'events {kinds}')
        task_id = events[0].task.id
        for event in events[1:]:
            got = getattr(event, event.WhichOneof('payload')).task_id
            require(got == task_id, f'an event of task {got!r}')
        require(kinds[-1] == 'status_update', f'events {kinds}')
        require_state(events[-1].status_update.status.state, COMPLETED)

    async def answer_a_question(self) -> None:
        asked = await self.send('ask')
        require_state(asked.status.state, INPUT_REQUIRED)
        answered = await self.send('blue', task_id=asked.id)
        require(answered.id == asked.id, f'another task, {answered.id}')
        require_state(answered.status.state, COMPLETED)

    # Tasks

    async def get_task(self) -> None:
        expected = self.done_task()
        task = await within(
            self.client().get_task(GetTaskRequest(id=expected.id))
        )
        require(task.id == expected.id, f'task {task.id}')
        require(task.context_id == expected.context_id, 'another context')
        require_state(task.status.state, COMPLETED)
        require(task.artifacts == expected.artifacts, 'other artifacts')

    async def list_tasks(self) -> None:
        first = self.done_task()
        second = await self.send('hello again', context_id=first.context_id)
        require(second.context_id == first.context_id, 'another context')
        client = self.client()
        request = ListTasksRequest(context_id=first.context_id, page_size=1)
        found = []
        for _ in range(2):
            page = await within(client.list_tasks(request))
            require(len(page.tasks) == 1, f'{len(page.tasks)} tasks on a page')
            require(page.page_size == 1, f'pageSize {page.page_size}')
            require(page.total_size == 2, f'totalSize {page.total_size}')
            found.append(page.tasks[0].id)
            request.page_token = page.next_page_token
            if not page.next_page_token:
                break
        # The task updated last comes first.
        require(found == [second.id, first.id], f'listed {found}')
        require(not request.page_token, 'a token after the last page')

    async def wait_returns_immediately(self) -> None:
        task = await self.send('wait', polling=True)
        self.waiting = task
        # The agent may not have started working yet: ask until it has.
        await within(self._until_working(task))

    async def _until_working(self, task: Task) -> None:
        client = self.client()
        while task.status.state != WORKING:
            require_state(task.status.state, TaskState.TASK_STATE_SUBMITTED)
            await asyncio.sleep(0.05)
            task = await client.get_task(GetTaskRequest(id=task.id))

    async def cancel_ends_subscription(self) -> None:
        require(self.waiting, 'there is no working task to use')
        client = self.client()
        subscription = events_of(
            client.subscribe(SubscribeToTaskRequest(id=self.waiting.id))
        )
        async with contextlib.aclosing(subscription):
            first = await anext(subscription)
            require(first.HasField('task'), f'first event {first!r}')
            require_state(first.task.status.state, WORKING)
            # The stream is read while the cancellation is under way.
            rest = asyncio.create_task(self._collect(subscription))
            try:
                canceled = await within(
                    client.cancel_task(CancelTaskRequest(id=self.waiting.id))
                )
                require(canceled.id == self.waiting.id, f'task {canceled.id}')
                require_state(canceled.status.state, CANCELED)
                events = await within(rest)
            finally:
                rest.cancel()
                await asyncio.gather(rest, return_exceptions=True)
        states = [state for e in events if (state := state_of(e)) is not None]
        require(states, 'the subscription ended without a state')
        require_state(states[-1], CANCELED)

    async def _collect(
        self, stream: AsyncIterator[StreamResponse]
    ) -> list[StreamResponse]:
        return [event async for event in stream]

    # Errors

    async def unknown_task(self) -> None:
        await expect_error(
            TaskNotFoundError,
            self.client().get_task(GetTaskRequest(id=UNKNOWN_ID)),
        )

    async def cancel_completed_task(self) -> None:
        await expect_error(
            TaskNotCancelableError,
            self.client().cancel_task(CancelTaskRequest(id=self.done_task().id)),
        )

    async def subscribe_to_completed_task(self) -> None:
        async def first() -> StreamResponse:
            request = SubscribeToTaskRequest(id=self.done_task().id)
            return await anext(aiter(self.client().subscribe(request)))

        await expect_error(UnsupportedOperationError, first())

    async def webhook_that_is_refused(self) -> None:
        config = TaskPushNotificationConfig(
            task_id=self.done_task().id, url='http://169.254.169.254/'
        )
        # Over HTTP+JSON the SDK tells the errors apart that have a reason of
        # A2A, and this one has none (§11.6).
        is_http = self.binding == TransportProtocol.HTTP_JSON
        await expect_error(
            A2AClientError if is_http else InvalidParamsError,
            self.client().create_task_push_notification_config(config),
        )

    # Streams that are left

    async def resubscribe(self) -> None:
        client = self.client()
        message = new_text_message('wait', role=Role.ROLE_USER)
        stream = events_of(
            client.send_message(SendMessageRequest(message=message))
        )
        async with contextlib.aclosing(stream):
            first = await anext(stream)
        task_id = first.task.id
        # The client has gone; the task goes on.
        again = events_of(client.subscribe(SubscribeToTaskRequest(id=task_id)))
        async with contextlib.aclosing(again):
            event = await anext(again)
            require(event.HasField('task'), f'first event {event!r}')
            require(event.task.id == task_id, f'task {event.task.id}')
            await within(client.cancel_task(CancelTaskRequest(id=task_id)))
            states = [state_of(event) async for event in again]
        require(states, 'no event after the cancellation')
        require_state(states[-1], CANCELED)

    # Push notifications

    async def push_configs(self) -> None:
        """Nothing is sent meanwhile: the task waits for its client."""
        task = await self.send('ask')
        client = self.client()
        url = 'http://127.0.0.1:9/hook'
        created = []
        for token in ('one', 'two'):
            config = TaskPushNotificationConfig(
                task_id=task.id, url=url, token=token
            )
            created.append(
                await within(client.create_task_push_notification_config(config))
            )
        require(created[0].id, 'the configuration has no id')
        require(created[0].id != created[1].id, 'both have the same id')

        async def get(which: str) -> TaskPushNotificationConfig:
            request = GetTaskPushNotificationConfigRequest(
                task_id=task.id, id=which
            )
            return await client.get_task_push_notification_config(request)

        async def listed() -> list[TaskPushNotificationConfig]:
            request = ListTaskPushNotificationConfigsRequest(task_id=task.id)
            page = await client.list_task_push_notification_configs(request)
            return list(page.configs)

        got = await within(get(created[0].id))
        require(got == created[0], f'got {got!r}, not {created[0]!r}')
        require((got.url, got.token) == (url, 'one'), f'got {got!r}')
        configs = await within(listed())
        require(configs == created, f'listed {configs!r}')
        request = DeleteTaskPushNotificationConfigRequest(
            task_id=task.id, id=created[0].id
        )
        await within(client.delete_task_push_notification_config(request))
        configs = await within(listed())
        require(configs == created[1:], f'listed {configs!r}')
        await expect_error(TaskNotFoundError, get(created[0].id))
        await within(client.cancel_task(CancelTaskRequest(id=task.id)))

    async def push_notifications(self) -> None:
        """A task is followed to its end by what its webhook gets."""
        token, credentials = secrets.token_hex(), secrets.token_hex()
        with Receiver.open() as receiver:
            config = TaskPushNotificationConfig(
                url=receiver.url,
                token=token,
                authentication=AuthenticationInfo(
                    scheme='Bearer', credentials=credentials
                ),
            )
            request = SendMessageRequest(
                message=new_text_message('stream 3', role=Role.ROLE_USER),
                configuration=SendMessageConfiguration(
                    task_push_notification_config=config
                ),
            )
            client = self.client(streaming=False, polling=True)
            events = [e async for e in events_of(client.send_message(request))]
            task_id = events[0].task.id
            kinds, state = [], None
            while state != COMPLETED:
                headers, body = await within(receiver.got.get())
                event = json_format.Parse(body, StreamResponse())
                kind = event.WhichOneof('payload')
                kinds.append(kind)
                payload = getattr(event, kind)
                got = payload.id if kind == 'task' else payload.task_id
                require(got == task_id, f'a notification of task {got!r}')
                state = state_of(event) or state
                for name, expected in [
                    ('x-a2a-notification-token', token),
                    ('authorization', f'Bearer {credentials}'),
                    ('content-type', 'application/a2a+json'),
                ]:
                    require(
                        headers.get(name) == expected,
                        f'{name}: {headers.get(name)!r}',
                    )
        expected = ['task', 'status_update', *['artifact_update'] * 3]
        require(kinds == [*expected, 'status_update'], f'notified of {kinds}')

    def steps(self) -> list[Callable[[], Awaitable[None]]]:
        return [
            self.resolve_card,
            self.first_interface_is_preferred,
            self.extended_card,
            self.send_message,
            self.send_streaming_message,
            self.answer_a_question,
            self.get_task,
            self.list_tasks,
            self.wait_returns_immediately,
            self.cancel_ends_subscription,
            self.unknown_task,
            self.cancel_completed_task,
            self.subscribe_to_completed_task,
            self.webhook_that_is_refused,
            self.resubscribe,
            self.push_configs,
            self.push_notifications,
        ]


async def run(base_url: str) -> int:
    passed = failed = 0
    for binding in BINDINGS:
        checks = Checks(base_url, binding)
        async with checks.http:
            for step in checks.steps():
                name = step.__name__
                try:
                    await step()
                except Exception as e:  # noqa: BLE001 - any error is a failure
                    kind = type(e).__name__
                    why = f'{e}' if kind == 'AssertionError' else f'{kind}: {e}'
                    # One line, whatever the error says.
                    why = ' '.join(why.split())
                    print(f'FAIL {binding} {name}: {why}', flush=True)
                    failed += 1
                else:
                    print(f'ok {binding} {name}', flush=True)
                    passed += 1
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(asyncio.run(run(sys.argv[1])))
