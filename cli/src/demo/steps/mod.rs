//! The conversation: every operation that the agent has, over each binding.

mod messages;
mod push;
mod tasks;

use super::conversation::{Conversation, Failed};
use super::webhooks::Webhooks;
use a2a_bindings::EventStream;
use a2a_bindings::v1_0::{
    AgentCard, Artifact, Client, ErrorKind, GetExtendedAgentCardRequest, Message, PartContent, Role,
    SendMessageRequest, SendMessageResponse, StreamResponse, Task, TaskState,
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

/// Talks to the agent at a base URL, whose card the key must have signed.
pub(super) async fn run(
    conversation: &mut Conversation,
    base_url: &str,
    key: &VerifyingKey,
    webhooks: &Webhooks,
) {
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
        talk(conversation, binding, &client, &card, webhooks).await;
    }
}

/// Everything that there is to do over one binding.
async fn talk(
    conversation: &mut Conversation,
    binding: Binding,
    client: &AgentClient,
    card: &AgentCard,
    webhooks: &Webhooks,
) {
    let binding = Some(binding);
    let sent = conversation.step("send", binding, messages::send(client)).await;
    conversation.step("data", binding, messages::data(client)).await;
    conversation
        .step("stream", binding, messages::stream(client))
        .await;
    let ask = messages::asked(client, "ask", TaskState::InputRequired, "blue");
    conversation.step("ask, answer", binding, ask).await;
    let login = messages::asked(client, "login", TaskState::AuthRequired, "signed in");
    conversation.step("log in", binding, login).await;
    conversation
        .step("bare message", binding, messages::message(client))
        .await;
    conversation
        .step("failure", binding, messages::failed(client))
        .await;
    conversation
        .step("follow, cancel", binding, tasks::follow(client))
        .await;
    if let Some(task) = sent {
        conversation.step("get", binding, tasks::get(client, &task)).await;
        conversation
            .step("list", binding, tasks::list(client, &task))
            .await;
        conversation
            .step("errors", binding, tasks::refused(client, &task))
            .await;
    }
    conversation
        .step("webhooks", binding, push::configurations(client, webhooks))
        .await;
    conversation
        .step("notifications", binding, push::notifications(client, webhooks))
        .await;
    conversation
        .step("extended card", binding, extended_card(client, card))
        .await;
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

async fn extended_card(client: &AgentClient, public: &AgentCard) -> Happened {
    let card = client
        .get_extended_agent_card(GetExtendedAgentCardRequest::new())
        .await?;
    expect("the name", &card.name, &public.name)?;
    let more = card.skills.iter().filter(|skill| !public.skills.contains(skill));
    let more: Vec<_> = more.map(|skill| skill.id.as_str()).collect();
    expect("what only the extended card has", &more, &vec!["fail"])?;
    Ok((
        format!(
            "{} skills, the public one has {}",
            card.skills.len(),
            public.skills.len()
        ),
        (),
    ))
}

/// Sends a text, and waits for what becomes of its task.
async fn started(client: &AgentClient, text: &str) -> Result<Task, Failed> {
    task(client.send_message(request(text)).await?)
}

/// Checks that a request was refused, and how.
fn failure<T>(result: Result<T, ClientError>, expected: ErrorKind) -> Result<(), Failed> {
    match result {
        Ok(_) => Err(format!("the agent did what it should have refused as {expected:?}").into()),
        Err(error) => match error.agent_error() {
            Some(reported) => expect("the error", &ErrorKind::of(reported), &Some(expected)),
            None => Err(error.into()),
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

/// Reads a stream to its end: the events, and the states that they tell.
async fn drain(
    mut events: EventStream<StreamResponse, ClientError>,
) -> Result<(Vec<StreamResponse>, Vec<TaskState>), Failed> {
    let (mut all, mut states) = (Vec::new(), Vec::new());
    while let Some(event) = events.next().await {
        let event = event?.into_inner();
        match &event {
            StreamResponse::Task(task) => states.push(task.status.state.clone()),
            StreamResponse::StatusUpdate(update) => states.push(update.status.state.clone()),
            _ => {}
        }
        all.push(event);
    }
    Ok((all, states))
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

fn expect<T: PartialEq + std::fmt::Debug + ?Sized>(
    what: &str,
    actual: &T,
    expected: &T,
) -> Result<(), Failed> {
    if actual == expected {
        Ok(())
    } else {
        Err(format!("{what} is {actual:?} where {expected:?} was expected").into())
    }
}
