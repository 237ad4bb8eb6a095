//! What the tests have in common.

use a2a_bindings::v1_0::{
    A2aHandler, Artifact, CancelTaskRequest, ErrorKind, GetTaskRequest, ListTasksRequest, ListTasksResponse,
    Message, Role, SendMessageConfiguration, SendMessageRequest, SendMessageResponse, StreamResponse,
    SubscribeToTaskRequest, Task, TaskState,
};
use a2a_bindings::{A2aError, Event, EventStream, RequestContext};
use a2a_engine::{Agent, AgentError, Failure, Settings, TaskContext, TaskEngine};
use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(crate) type Events = EventStream<StreamResponse>;

/// A closure as an agent, without inference's troubles.
pub(crate) fn agent<F, Run>(run: F) -> impl Agent
where
    F: Fn(TaskContext) -> Run + Send + Sync + 'static,
    Run: Future<Output = Result<(), AgentError>> + Send,
{
    a2a_engine::agent_fn(run)
}

/// Settings that keep failures for the test to look at.
pub(crate) fn recording() -> (Settings, Arc<Mutex<Vec<String>>>) {
    let failures = Arc::new(Mutex::new(Vec::new()));
    let report = Arc::clone(&failures);
    let settings = Settings::new().on_failure(move |failure: &Failure| {
        let how = if failure.panicked() { "panic" } else { "error" };
        report.lock().unwrap().push(format!("{how}: {}", failure.error()));
    });
    (settings, failures)
}

pub(crate) fn message(text: &str) -> Message {
    Message::new("m", Role::User, [text])
}

pub(crate) fn request(text: &str) -> SendMessageRequest {
    SendMessageRequest::new(message(text))
}

pub(crate) fn immediately(text: &str) -> SendMessageRequest {
    request(text).with_configuration(SendMessageConfiguration::new().with_return_immediately(true))
}

/// The next message of the conversation.
pub(crate) fn follow_up(task: &Task, text: &str) -> SendMessageRequest {
    SendMessageRequest::new(message(text).with_task_id(&task.id))
}

pub(crate) async fn send<A: Agent>(
    engine: &TaskEngine<A>,
    request: SendMessageRequest,
) -> Result<SendMessageResponse, A2aError> {
    within(engine.send_message(RequestContext::new(), request)).await
}

pub(crate) async fn send_for_task<A: Agent>(engine: &TaskEngine<A>, request: SendMessageRequest) -> Task {
    match send(engine, request).await.unwrap() {
        SendMessageResponse::Task(task) => task,
        other => panic!("not a task: {other:?}"),
    }
}

pub(crate) async fn stream<A: Agent>(
    engine: &TaskEngine<A>,
    request: SendMessageRequest,
) -> Result<Events, A2aError> {
    within(engine.send_streaming_message(RequestContext::new(), request)).await
}

pub(crate) async fn subscribe<A: Agent>(engine: &TaskEngine<A>, id: &str) -> Result<Events, A2aError> {
    within(engine.subscribe_to_task(RequestContext::new(), SubscribeToTaskRequest::new(id))).await
}

pub(crate) async fn subscribe_after<A: Agent>(
    engine: &TaskEngine<A>,
    id: &str,
    last_event_id: &str,
) -> Result<Events, A2aError> {
    let mut context = RequestContext::new();
    context.last_event_id = Some(last_event_id.to_owned());
    within(engine.subscribe_to_task(context, SubscribeToTaskRequest::new(id))).await
}

pub(crate) async fn get<A: Agent>(engine: &TaskEngine<A>, id: &str) -> Result<Task, A2aError> {
    within(engine.get_task(RequestContext::new(), GetTaskRequest::new(id))).await
}

pub(crate) async fn cancel<A: Agent>(engine: &TaskEngine<A>, id: &str) -> Result<Task, A2aError> {
    within(engine.cancel_task(RequestContext::new(), CancelTaskRequest::new(id))).await
}

pub(crate) async fn list<A: Agent>(
    engine: &TaskEngine<A>,
    request: ListTasksRequest,
) -> Result<ListTasksResponse, A2aError> {
    within(engine.list_tasks(RequestContext::new(), request)).await
}

/// Waits until a task is in a state.
pub(crate) async fn reaches<A: Agent>(engine: &TaskEngine<A>, id: &str, state: TaskState) -> Task {
    within(async {
        loop {
            let task = get(engine, id).await.unwrap();
            if task.status.state == state {
                return task;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await
}

/// Nothing in these tests takes a minute, except what hangs.
pub(crate) async fn within<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(60), future)
        .await
        .expect("it hangs")
}

pub(crate) async fn next(events: &mut Events) -> Option<Result<Event<StreamResponse>, A2aError>> {
    within(poll_fn(|context| events.as_mut().poll_next(context))).await
}

pub(crate) async fn next_ok(events: &mut Events) -> Event<StreamResponse> {
    next(events).await.expect("the stream has ended").unwrap()
}

/// Whether there is nothing to read now.
pub(crate) async fn is_pending(events: &mut Events) -> bool {
    poll_fn(|context| std::task::Poll::Ready(events.as_mut().poll_next(context).is_pending())).await
}

pub(crate) async fn collect(mut events: Events) -> Vec<Event<StreamResponse>> {
    let mut all = Vec::new();
    while let Some(event) = next(&mut events).await {
        all.push(event.unwrap());
    }
    all
}

pub(crate) fn ids(events: &[Event<StreamResponse>]) -> Vec<u64> {
    events
        .iter()
        .map(|event| event.id().unwrap().parse().unwrap())
        .collect()
}

/// One word an event.
pub(crate) fn outline(events: &[Event<StreamResponse>]) -> Vec<String> {
    events.iter().map(word).collect()
}

pub(crate) fn word(event: &Event<StreamResponse>) -> String {
    let short = |state: &TaskState| state.to_string().replace("TASK_STATE_", "");
    match &**event {
        StreamResponse::Task(task) => format!("task {}", short(&task.status.state)),
        StreamResponse::StatusUpdate(update) => format!("status {}", short(&update.status.state)),
        StreamResponse::ArtifactUpdate(update) => {
            let append = if update.append { "+" } else { "" };
            let last = if update.last_chunk { "." } else { "" };
            format!("artifact {append}{}{last}", texts(&update.artifact))
        }
        StreamResponse::Message(message) => format!("message {}", text(message)),
        other => panic!("unexpected: {other:?}"),
    }
}

pub(crate) fn texts(artifact: &Artifact) -> String {
    text(&Message::new("", Role::Agent, artifact.parts.clone()))
}

pub(crate) fn text(message: &Message) -> String {
    use a2a_bindings::v1_0::PartContent::Text;
    let texts = message.parts.iter().map(|part| match &part.content {
        Text(text) => text.as_str(),
        other => panic!("not a text: {other:?}"),
    });
    texts.collect()
}

/// What the agent says with the status of a task.
pub(crate) fn said(task: &Task) -> String {
    task.status.message.as_ref().map(text).unwrap_or_default()
}

/// The conversation in a task.
pub(crate) fn talk(task: &Task) -> Vec<String> {
    task.history.iter().map(text).collect()
}

/// The task as a client puts it together from a stream; history apart, which events do not carry.
pub(crate) fn fold(events: &[Event<StreamResponse>]) -> Task {
    let mut task = None;
    for event in events {
        match (&**event, &mut task) {
            (StreamResponse::Task(snapshot), task) => *task = Some(snapshot.clone()),
            (StreamResponse::StatusUpdate(update), Some(task)) => task.status = update.status.clone(),
            (StreamResponse::ArtifactUpdate(update), Some(task)) => {
                let artifact = update.artifact.clone();
                let mut known = task.artifacts.iter_mut();
                match known.find(|known| known.artifact_id == artifact.artifact_id) {
                    Some(known) if update.append => known.parts.extend(artifact.parts),
                    Some(known) => *known = artifact,
                    None if update.append => panic!("a chunk of an artifact that the client does not know"),
                    None => task.artifacts.push(artifact),
                }
            }
            (other, _) => panic!("no task in front of {other:?}"),
        }
    }
    task.expect("there is no task")
}

/// Checks what must hold of every stream of a task that is read to its end, and that `GetTask` agrees with it.
pub(crate) async fn check_stream<A: Agent>(engine: &TaskEngine<A>, events: &[Event<StreamResponse>]) -> Task {
    let words = outline(events);
    assert!(words[0].starts_with("task "), "the task comes first: {words:?}");
    let numbers = ids(events);
    assert!(
        numbers.windows(2).all(|pair| pair[0] < pair[1]),
        "numbers grow: {numbers:?}"
    );
    let mut task = fold(events);
    let terminal = events.iter().filter(|event| match &***event {
        StreamResponse::Task(task) => task.status.state.is_terminal(),
        StreamResponse::StatusUpdate(update) => update.status.state.is_terminal(),
        _ => false,
    });
    assert_eq!(terminal.count(), 1, "one terminal event: {words:?}");
    let stored = get(engine, &task.id).await.unwrap();
    task.history.clone_from(&stored.history);
    assert_eq!(task, stored);
    stored
}

/// Checks which error it is, and that its message is not empty.
pub(crate) fn check_error<T>(result: Result<T, A2aError>, kind: ErrorKind) -> A2aError {
    let Err(error) = result else { panic!("not refused") };
    assert_eq!(ErrorKind::of(&error), Some(kind), "{error}");
    assert!(!error.message().is_empty());
    error
}

/// The metadata of an error.
pub(crate) fn metadata(error: &A2aError, key: &str) -> Option<String> {
    let value = error.details().first()?.get("metadata")?.get(key)?;
    value.as_str().map(str::to_owned)
}
