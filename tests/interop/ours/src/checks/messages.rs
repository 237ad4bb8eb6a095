//! Messages and what comes of them.

use crate::agent::{self, Agent, artifact_text, next, request, rest, state, task, text};
use crate::failure::{Failure, require, same};
use a2a_bindings::v1_0::{
    ListTasksRequest, Part, PartContent, Role, SendMessageRequest, SendMessageResponse, StreamResponse,
    TaskState,
};
use serde_json::json;
use uuid::Uuid;

pub(crate) async fn send(agent: &Agent) -> Result<(), Failure> {
    let task = agent.send("hello").await?;
    same("state", &task.status.state, &TaskState::Completed)?;
    require(!task.id.is_empty() && !task.context_id.is_empty(), || {
        format!("without ids: {task:?}")
    })?;
    same(
        "artifact",
        artifact_text(&task.artifacts),
        "echo: hello".to_owned(),
    )
}

pub(crate) async fn message(agent: &Agent) -> Result<(), Failure> {
    let answer = agent.client.send_message(request("message hi")).await?;
    let SendMessageResponse::Message(message) = answer else {
        return Err(Failure::new(format!("not a message: {answer:?}")));
    };
    same("role", &message.role, &Role::Agent)?;
    same("text", text(&message.parts), "message: hi".to_owned())
}

pub(crate) async fn data(agent: &Agent) -> Result<(), Failure> {
    let data = |answer| json!({ "answer": answer, "question": null, "more": [1.5, "ü", {}] });
    // Some agents keep all numbers as floating point.
    let (data, floating) = (data(json!(42)), data(json!(42.0)));
    let mut message = agent::message("data");
    message.parts.push(Part::data(data.clone()));
    let task = task(
        agent
            .client
            .send_message(SendMessageRequest::new(message))
            .await?,
    )?;
    let parts = task.artifacts.iter().flat_map(|artifact| &artifact.parts);
    let got: Vec<_> = parts.map(|part| &part.content).collect();
    let is_same = matches!(got.as_slice(), [PartContent::Data(got)] if *got == data || *got == floating);
    require(is_same, || format!("parts {got:?}"))
}

pub(crate) async fn return_immediately(agent: &Agent) -> Result<(), Failure> {
    let task = agent.waiting().await?;
    let state = &task.status.state;
    require(matches!(state, TaskState::Submitted | TaskState::Working), || {
        format!("state {state}")
    })?;
    agent.cancel(&task.id).await?;
    Ok(())
}

pub(crate) async fn stream(agent: &Agent) -> Result<(), Failure> {
    let mut stream = agent.client.send_streaming_message(request("stream 3")).await?;
    let first = next(&mut stream).await?;
    let StreamResponse::Task(begun) = first else {
        return Err(Failure::new(format!("the first event: {first:?}")));
    };
    let events = rest(stream).await?;
    let mut chunks = Vec::new();
    for event in &events {
        let task_id = match event {
            StreamResponse::ArtifactUpdate(update) => {
                chunks.push((update.append, update.last_chunk));
                &update.task_id
            }
            StreamResponse::StatusUpdate(update) => &update.task_id,
            other => return Err(Failure::new(format!("an event: {other:?}"))),
        };
        same("task", task_id, &begun.id)?;
    }
    same(
        "append, lastChunk",
        chunks,
        vec![(false, false), (true, false), (true, true)],
    )?;
    same(
        "the last state",
        events.last().and_then(state),
        Some(&TaskState::Completed),
    )?;
    let whole = artifact_text(&agent.get(&begun.id).await?.artifacts);
    same(
        "artifact",
        whole.as_str(),
        "chunk 1 of 3\nchunk 2 of 3\nchunk 3 of 3\n",
    )
}

pub(crate) async fn multi_turn(agent: &Agent) -> Result<(), Failure> {
    two_turns(agent, "ask", &TaskState::InputRequired).await
}

pub(crate) async fn auth_required(agent: &Agent) -> Result<(), Failure> {
    two_turns(agent, "login", &TaskState::AuthRequired).await
}

async fn two_turns(agent: &Agent, word: &str, expected: &TaskState) -> Result<(), Failure> {
    let asked = agent.send(word).await?;
    same("state", &asked.status.state, expected)?;
    let answered = task(agent.send_to(&asked.id, "blue").await?)?;
    same("task", &answered.id, &asked.id)?;
    same("state", &answered.status.state, &TaskState::Completed)
}

pub(crate) async fn failure(agent: &Agent) -> Result<(), Failure> {
    same(
        "state",
        &agent.send("fail").await?.status.state,
        &TaskState::Failed,
    )
}

/// The interface has a tenant, which the client has to name (§8.3.2).
pub(crate) async fn tenant(agent: &Agent) -> Result<(), Failure> {
    let tenant = format!("tenant-{}", Uuid::new_v4().simple());
    let mut card = agent.card.clone();
    for interface in &mut card.supported_interfaces {
        interface.tenant.clone_from(&tenant);
    }
    let agent = Agent::connect(card, agent.client.transport().binding())?;
    let sent = agent.send("hello").await?;
    same("task", &agent.get(&sent.id).await?.id, &sent.id)?;
    let page = agent.client.list_tasks(ListTasksRequest::new()).await?;
    require(page.tasks.iter().any(|task| task.id == sent.id), || {
        format!("not among {} tasks", page.tasks.len())
    })
}
