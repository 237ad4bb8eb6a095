//! Messages and what comes of them.

use crate::agent::{
    Agent, artifact_text, artifacts, collect, id, message, request, same, state, task_id, to_task,
};
use a2a_protocol_types::{
    ListTasksParams, MessageSendParams, Part, PartContent, SendMessageResponse, StreamResponse, TaskState,
};
use anyhow::{Result, bail, ensure};
use serde_json::json;
use support::run;

pub async fn run_all(agent: &Agent) {
    run("send", send(agent)).await;
    run("message", message_only(agent)).await;
    run("data", data(agent)).await;
    run("return-immediately", return_immediately(agent)).await;
    run("stream", stream(agent)).await;
    run("resubscribe", resubscribe(agent)).await;
    run("multi-turn", two_turns(agent, "ask", TaskState::InputRequired)).await;
    run(
        "auth-required",
        two_turns(agent, "login", TaskState::AuthRequired),
    )
    .await;
    run("failure", async {
        same(agent.send("fail").await?.status.state, TaskState::Failed)
    })
    .await;
    run("tenant", tenant(agent)).await;
}

async fn send(agent: &Agent) -> Result<()> {
    let task = agent.send("hello").await?;
    same(task.status.state, TaskState::Completed)?;
    ensure!(
        !task.id.0.is_empty() && !task.context_id.0.is_empty(),
        "without ids: {task:?}"
    );
    same(artifact_text(&task).as_str(), "echo: hello")
}

async fn message_only(agent: &Agent) -> Result<()> {
    let answer = agent.client.send_message(request("message hi")).await?;
    let SendMessageResponse::Message(message) = answer else {
        bail!("not a message: {answer:?}")
    };
    same(message.text(), Some("message: hi"))
}

async fn data(agent: &Agent) -> Result<()> {
    let data = json!({ "answer": 42, "question": null, "more": [1.5, "ü", {}] });
    // Some agents keep all numbers as floating point.
    let mut floating = data.clone();
    floating["answer"] = json!(42.0);
    let mut message = message("data");
    message.parts.push(Part::data(data.clone()));
    let task = agent.ask(MessageSendParams::new(message)).await?;
    let parts: Vec<_> = artifacts(&task)
        .iter()
        .flat_map(|a| &a.parts)
        .map(|p| &p.content)
        .collect();
    let is_same = matches!(parts[..], [PartContent::Data(got)] if *got == data || *got == floating);
    ensure!(is_same, "parts {parts:?}");
    Ok(())
}

async fn return_immediately(agent: &Agent) -> Result<()> {
    let task = agent.waiting().await?;
    let state = &task.status.state;
    ensure!(
        matches!(state, TaskState::Submitted | TaskState::Working),
        "{state:?}"
    );
    agent.cancel(&task).await?;
    Ok(())
}

async fn stream(agent: &Agent) -> Result<()> {
    let events = collect(agent.client.stream_message(request("stream 3")).await?).await?;
    let Some(StreamResponse::Task(begun)) = events.first() else {
        bail!("events {events:?}")
    };
    let mut chunks = Vec::new();
    for event in &events[1..] {
        same(task_id(event), Some(begun.id.0.as_str()))?;
        if let StreamResponse::ArtifactUpdate(update) = event {
            chunks.push([update.append, update.last_chunk].map(Option::unwrap_or_default));
        }
    }
    same(chunks, vec![[false, false], [true, false], [true, true]])?;
    same(events.last().and_then(state), Some(TaskState::Completed))?;
    let whole = artifact_text(&agent.get(begun).await?);
    same(whole.as_str(), "chunk 1 of 3\nchunk 2 of 3\nchunk 3 of 3\n")
}

async fn resubscribe(agent: &Agent) -> Result<()> {
    let mut left = agent.client.stream_message(request("wait")).await?;
    let Some(Ok(StreamResponse::Task(begun))) = left.next().await else {
        bail!("the stream does not begin with the task")
    };
    // The client leaves; the task goes on.
    drop(left);
    let mut again = agent.client.subscribe_to_task(begun.id.0.as_str()).await?;
    match again.next().await {
        Some(Ok(StreamResponse::Task(task))) => same(&task.id, &begun.id)?,
        other => bail!("the subscription begins with {other:?}"),
    }
    let (events, canceled) = tokio::join!(collect(again), agent.cancel(&begun));
    canceled?;
    same(events?.last().and_then(state), Some(TaskState::Canceled))
}

async fn two_turns(agent: &Agent, word: &str, expected: TaskState) -> Result<()> {
    let asked = agent.send(word).await?;
    same(asked.status.state, expected)?;
    let answered = agent.ask(to_task("blue", &asked.id.0)).await?;
    same(&answered.id, &asked.id)?;
    same(answered.status.state, TaskState::Completed)
}

/// The interface has a tenant, which the client has to name (§8.3.2).
async fn tenant(agent: &Agent) -> Result<()> {
    let mut card = agent.card.clone();
    let tenant = format!("tenant-{}", id());
    for interface in &mut card.supported_interfaces {
        interface.tenant = Some(tenant.clone());
    }
    let agent = Agent::connect(card, &agent.binding)?;
    let task = agent.send("hello").await?;
    same(&agent.get(&task).await?.id, &task.id)?;
    let tasks = agent.client.list_tasks(ListTasksParams::default()).await?.tasks;
    ensure!(
        tasks.iter().any(|listed| listed.id == task.id),
        "not among {} tasks",
        tasks.len()
    );
    Ok(())
}
