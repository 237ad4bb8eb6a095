//! Messages, and what becomes of them.

use super::{AgentClient, Happened, drain, expect, parts_text, request, started, task, text};
use a2a_bindings::v1_0::{
    Message, Part, PartContent, Role, SendMessageRequest, SendMessageResponse, StreamResponse, Task,
    TaskState,
};
use serde_json::json;
use uuid::Uuid;

const CHUNKS: usize = 5;

pub(super) async fn send(client: &AgentClient) -> Happened<Task> {
    let task = started(client, "hello").await?;
    expect("the state", &task.status.state, &TaskState::Completed)?;
    expect("the artifact", &text(&task.artifacts), &"echo: hello".to_owned())?;
    Ok((
        format!("{}, artifact `{}`", task.status.state, text(&task.artifacts)),
        task,
    ))
}

pub(super) async fn data(client: &AgentClient) -> Happened {
    let number = json!({ "number": 9_007_199_254_740_993_u64, "nothing": null });
    let parts = [Part::text("data"), Part::data(number.clone())];
    let message = Message::new(Uuid::new_v4().to_string(), Role::User, parts);
    let task = task(client.send_message(SendMessageRequest::new(message)).await?)?;
    let parts = task.artifacts.iter().flat_map(|artifact| &artifact.parts);
    let contents: Vec<_> = parts.map(|part| &part.content).collect();
    expect("the data", &contents, &vec![&PartContent::Data(number.clone())])?;
    Ok((format!("{number}, and back"), ()))
}

pub(super) async fn stream(client: &AgentClient) -> Happened {
    let events = client
        .send_streaming_message(request(&format!("stream {CHUNKS}")))
        .await?;
    let (events, states) = drain(events).await?;
    let chunks = events
        .iter()
        .filter(|event| matches!(event, StreamResponse::ArtifactUpdate(_)))
        .count();
    expect("the number of chunks", &chunks, &CHUNKS)?;
    let all = [TaskState::Submitted, TaskState::Working, TaskState::Completed];
    expect("the states", &states[..], &all[..])?;
    let [first, second, last] = all;
    Ok((format!("{first}, {second}, {chunks} chunks, {last}"), ()))
}

/// What asks for something goes on with the next message: for input (§3.4.3), or an authorisation (§7.6).
pub(super) async fn asked(client: &AgentClient, word: &str, state: TaskState, artifact: &str) -> Happened {
    let asked = started(client, word).await?;
    expect("the state", &asked.status.state, &state)?;
    let answer = Message::new(Uuid::new_v4().to_string(), Role::User, ["blue"]).with_task_id(&asked.id);
    let answered = task(client.send_message(SendMessageRequest::new(answer)).await?)?;
    expect("the task", &answered.id, &asked.id)?;
    expect("the state", &answered.status.state, &TaskState::Completed)?;
    expect("the artifact", &text(&answered.artifacts), &artifact.to_owned())?;
    Ok((format!("{state}, answered, {}", answered.status.state), ()))
}

pub(super) async fn message(client: &AgentClient) -> Happened {
    match client.send_message(request("message hello")).await? {
        SendMessageResponse::Message(message) => {
            let said = parts_text(message.parts.iter().map(|part| &part.content));
            Ok((format!("`{said}`, and no task"), ()))
        }
        other => Err(format!("expected a message, got {other:?}").into()),
    }
}

/// An agent that fails: the task says so, and not why.
pub(super) async fn failed(client: &AgentClient) -> Happened {
    let task = started(client, "fail secretly").await?;
    expect("the state", &task.status.state, &TaskState::Failed)?;
    let said = task
        .status
        .message
        .map(|message| message.parts)
        .unwrap_or_default();
    let said = parts_text(said.iter().map(|part| &part.content));
    expect("whether the reason is told", &said.contains("secretly"), &false)?;
    Ok((format!("{}, `{said}`", task.status.state), ()))
}
