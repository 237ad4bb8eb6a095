"""Drives a demo agent with the official Python SDK's client.

    python_client.py CARD_BASE_URL

The agent has to declare both HTTP bindings and `pushNotifications: false`, and
choose its behaviour by the first word of the text: `stream N`, `ask`, `wait`,
anything else is echoed. Every check is run on each binding and prints one
line; the exit status is 1 if any of them failed.

Needs: pip install "a2a-sdk"
"""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
from a2a.client import A2ACardResolver, Client, ClientConfig, ClientFactory
from a2a.helpers import get_artifact_text, new_text_message
from a2a.types import (
    AgentCard,
    CancelTaskRequest,
    DeleteTaskPushNotificationConfigRequest,
    GetTaskPushNotificationConfigRequest,
    GetTaskRequest,
    ListTaskPushNotificationConfigsRequest,
    ListTasksRequest,
    Role,
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
    PushNotificationNotSupportedError,
    TaskNotCancelableError,
    TaskNotFoundError,
)

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
        require(
            not card.capabilities.push_notifications,
            'push notifications are declared',
        )

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

    async def create_push_config(self) -> None:
        config = TaskPushNotificationConfig(
            task_id=self.done_task().id, url='https://example.com/hook'
        )
        await expect_error(
            PushNotificationNotSupportedError,
            self.client().create_task_push_notification_config(config),
        )

    async def get_push_config(self) -> None:
        request = GetTaskPushNotificationConfigRequest(
            task_id=self.done_task().id, id='config'
        )
        await expect_error(
            PushNotificationNotSupportedError,
            self.client().get_task_push_notification_config(request),
        )

    async def list_push_configs(self) -> None:
        request = ListTaskPushNotificationConfigsRequest(
            task_id=self.done_task().id
        )
        await expect_error(
            PushNotificationNotSupportedError,
            self.client().list_task_push_notification_configs(request),
        )

    async def delete_push_config(self) -> None:
        request = DeleteTaskPushNotificationConfigRequest(
            task_id=self.done_task().id, id='config'
        )
        await expect_error(
            PushNotificationNotSupportedError,
            self.client().delete_task_push_notification_config(request),
        )

    def steps(self) -> list[Callable[[], Awaitable[None]]]:
        return [
            self.resolve_card,
            self.first_interface_is_preferred,
            self.send_message,
            self.send_streaming_message,
            self.answer_a_question,
            self.get_task,
            self.list_tasks,
            self.wait_returns_immediately,
            self.cancel_ends_subscription,
            self.unknown_task,
            self.cancel_completed_task,
            self.create_push_config,
            self.get_push_config,
            self.list_push_configs,
            self.delete_push_config,
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
