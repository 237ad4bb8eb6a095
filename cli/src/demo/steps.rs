//! The conversation: every operation that the agent has, over each binding.

use super::conversation::{Conversation, Failed};
use a2a_bindings::EventStream;
use a2a_bindings::v1_0::{
    AgentCard, Artifact, CancelTaskRequest, Client, ErrorKind, GetTaskRequest, ListTasksRequest, Message,
    PartContent, Role, SendMessageConfiguration, SendMessageRequest, SendMessageResponse, StreamResponse,
    SubscribeToTaskRequest, Task, TaskState,
};
use a2a_runtime::client::{
    Binding, ClientError, ConnectOptions, HttpTransport, connect, fetch_card_from_url, http_client_builder,
};
use a2a_runtime::signatures::{VerifyingKey, verify};
use futures_util::StreamExt;
use uuid::Uuid;

type AgentClient = Client<HttpTransport>;
/// What a step came to, and what the next ones need of it.
type Happened<T = ()> = Result<(String, T), Failed>;

/// How many tasks a page has; the conversation makes more.
const PAGE_SIZE: i32 = 2;
const CHUNKS: usize = 5;

/// Talks to the agent at a base URL, whose card the key must have signed.
pub(super) async fn run(conversation: &mut Conversation, base_url: &str, key: &VerifyingKey) {
    let Some((card, options)) = conversation
        .step("agent card", None, discover(base_url, key))
        .await
    else {
        return;
    };
    for binding in [Binding::JsonRpc, Binding::HttpJson] {
        let prefer = options.clone().prefer([binding]);
        let Some(client) = conversation
            .step("connect", Some(binding), interface(&card, prefer, binding))
            .await
        else {
            continue;
        };
        let binding = Some(binding);
        let task = conversation.step("send", binding, send(&client)).await;
        conversation.step("stream", binding, stream(&client)).await;
        conversation.step("ask, answer", binding, ask(&client)).await;
        conversation.step("bare message", binding, message(&client)).await;
        conversation
            .step("subscribe, cancel", binding, cancel(&client))
            .await;
        if let Some(task) = task {
            conversation.step("get", binding, get(&client, &task)).await;
        }
        conversation.step("list", binding, list(&client)).await;
        conversation.step("error", binding, unknown_task(&client)).await;
    }
}

async fn discover(base_url: &str, key: &VerifyingKey) -> Happened<(AgentCard, ConnectOptions)> {
    // The agent is on this machine, whatever proxy the environment names.
    let http = http_client_builder()?.no_proxy().build()?;
    let fetched = fetch_card_from_url(&http, base_url).await?;
    let verified = verify(&fetched.json, std::slice::from_ref(key))?;
    let kid = verified.header.kid.unwrap_or_default();
    let happened = format!("{}; signature verified with {kid}", fetched.card.name);
    Ok((happened, (fetched.card, ConnectOptions::new().with_http(http))))
}

async fn interface(card: &AgentCard, options: ConnectOptions, wanted: Binding) -> Happened<AgentClient> {
    let client = connect(card, options)?;
    expect("the binding", &client.transport().binding(), &wanted)?;
    Ok((client.transport().endpoint().to_owned(), client))
}

async fn send(client: &AgentClient) -> Happened<Task> {
    let task = task(client.send_message(request("hello")).await?)?;
    expect("the state", &task.status.state, &TaskState::Completed)?;
    expect("the artifact", &text(&task.artifacts), &"echo: hello".to_owned())?;
    Ok((
        format!("{}, artifact `{}`", task.status.state, text(&task.artifacts)),
        task,
    ))
}

async fn stream(client: &AgentClient) -> Happened {
    let events = client
        .send_streaming_message(request(&format!("stream {CHUNKS}")))
        .await?;
    let (events, state) = drain(events).await?;
    let chunks = events
        .iter()
        .filter(|event| matches!(event, StreamResponse::ArtifactUpdate(_)))
        .count();
    expect("the number of chunks", &chunks, &CHUNKS)?;
    expect("the state", &state, &TaskState::Completed)?;
    Ok((
        format!("{} events, {chunks} of them chunks, then {state}", events.len()),
        (),
    ))
}

async fn ask(client: &AgentClient) -> Happened {
    let asked = task(client.send_message(request("ask")).await?)?;
    expect("the state", &asked.status.state, &TaskState::InputRequired)?;
    let answer = Message::new(Uuid::new_v4().to_string(), Role::User, ["blue"]).with_task_id(&asked.id);
    let answered = task(client.send_message(SendMessageRequest::new(answer)).await?)?;
    expect("the task", &answered.id, &asked.id)?;
    expect("the state", &answered.status.state, &TaskState::Completed)?;
    expect("the artifact", &text(&answered.artifacts), &"blue".to_owned())?;
    let states = (asked.status.state, answered.status.state);
    Ok((format!("{}, answered, {}", states.0, states.1), ()))
}

async fn message(client: &AgentClient) -> Happened {
    match client.send_message(request("message hello")).await? {
        SendMessageResponse::Message(message) => {
            let said = parts_text(message.parts.iter().map(|part| &part.content));
            Ok((format!("`{said}`, and no task"), ()))
        }
        other => Err(format!("expected a message, got {other:?}").into()),
    }
}

async fn cancel(client: &AgentClient) -> Happened {
    let configuration = SendMessageConfiguration::new().with_return_immediately(true);
    let working = task(
        client
            .send_message(request("wait").with_configuration(configuration))
            .await?,
    )?;
    let mut events = client
        .subscribe_to_task(SubscribeToTaskRequest::new(&working.id))
        .await?;
    let first = events.next().await.ok_or("the stream has no events")??;
    if !matches!(&*first, StreamResponse::Task(task) if task.id == working.id) {
        return Err("the first event is not the task".into());
    }
    let canceled = client.cancel_task(CancelTaskRequest::new(&working.id)).await?;
    expect("the state", &canceled.status.state, &TaskState::Canceled)?;
    let (rest, state) = drain(events).await?;
    expect("the last state of the stream", &state, &TaskState::Canceled)?;
    Ok((format!("{} events, {state}", rest.len() + 1), ()))
}

async fn get(client: &AgentClient, sent: &Task) -> Happened {
    let task = client.get_task(GetTaskRequest::new(&sent.id)).await?;
    expect("the task", &task, sent)?;
    let without = client
        .get_task(GetTaskRequest::new(&sent.id).with_history_length(0))
        .await?;
    expect("the length of the history", &without.history.len(), &0)?;
    Ok((
        format!(
            "the same task, with {} message(s) of history and without",
            task.history.len()
        ),
        (),
    ))
}

async fn list(client: &AgentClient) -> Happened {
    let mut request = ListTasksRequest::new().with_page_size(PAGE_SIZE);
    let (mut tasks, mut pages) = (0, 0);
    loop {
        let page = client.list_tasks(request.clone()).await?;
        tasks += page.tasks.len();
        pages += 1;
        if page.next_page_token.is_empty() {
            expect("the number of tasks", &i32::try_from(tasks)?, &page.total_size)?;
            return Ok((format!("{tasks} tasks on {pages} pages"), ()));
        }
        request.page_token = page.next_page_token;
    }
}

async fn unknown_task(client: &AgentClient) -> Happened {
    match client.get_task(GetTaskRequest::new("no-such-task")).await {
        Ok(_) => Err("there is a task that nobody made".into()),
        Err(error) => match error.agent_error() {
            Some(reported) if ErrorKind::of(reported) == Some(ErrorKind::TaskNotFound) => {
                Ok((format!("{}, as it should be", reported.info().name), ()))
            }
            _ => Err(error.into()),
        },
    }
}

fn request(text: &str) -> SendMessageRequest {
    SendMessageRequest::new(Message::new(Uuid::new_v4().to_string(), Role::User, [text]))
}

fn task(response: SendMessageResponse) -> Result<Task, Failed> {
    match response {
        SendMessageResponse::Task(task) => Ok(task),
        other => Err(format!("expected a task, got {other:?}").into()),
    }
}

/// Reads a stream to its end: the events, and the last state that they tell.
async fn drain(
    mut events: EventStream<StreamResponse, ClientError>,
) -> Result<(Vec<StreamResponse>, TaskState), Failed> {
    let (mut all, mut state) = (Vec::new(), TaskState::Unspecified);
    while let Some(event) = events.next().await {
        let event = event?.into_inner();
        match &event {
            StreamResponse::Task(task) => state = task.status.state.clone(),
            StreamResponse::StatusUpdate(update) => state = update.status.state.clone(),
            _ => {}
        }
        all.push(event);
    }
    Ok((all, state))
}

fn text(artifacts: &[Artifact]) -> String {
    parts_text(
        artifacts
            .iter()
            .flat_map(|artifact| &artifact.parts)
            .map(|part| &part.content),
    )
}

fn parts_text<'a>(contents: impl Iterator<Item = &'a PartContent>) -> String {
    let texts = contents.filter_map(|content| match content {
        PartContent::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

fn expect<T: PartialEq + std::fmt::Debug>(what: &str, actual: &T, expected: &T) -> Result<(), Failed> {
    if actual == expected {
        Ok(())
    } else {
        Err(format!("{what} is {actual:?} where {expected:?} was expected").into())
    }
}
