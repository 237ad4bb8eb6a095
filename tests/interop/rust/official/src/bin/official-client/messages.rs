//! Messages and what comes of them.

use crate::agent::*;
use a2a::*;
use anyhow::{Result, bail, ensure};
use futures::{StreamExt, TryStreamExt};
use serde_json::json;
use support::run;

impl Agent {
    pub async fn messages(&self) {
        run("send", self.check_send()).await;
        run("message", self.check_message()).await;
        run("data", self.check_data()).await;
        run("return-immediately", self.check_return_immediately()).await;
        run("stream", self.check_stream()).await;
        run("resubscribe", self.check_resubscribe()).await;
        run("multi-turn", self.two_turns("ask", TaskState::InputRequired)).await;
        run("auth-required", self.two_turns("login", TaskState::AuthRequired)).await;
        run("failure", async {
            same(self.send("fail").await?.status.state, TaskState::Failed)
        })
        .await;
        run("tenant", self.check_tenant()).await;
    }

    async fn check_send(&self) -> Result<()> {
        let task = self.send("hello").await?;
        same(&task.status.state, &TaskState::Completed)?;
        ensure!(
            !task.id.is_empty() && !task.context_id.is_empty(),
            "without ids: {task:?}"
        );
        same(artifact_text(&task), "echo: hello".to_owned())
    }

    async fn check_message(&self) -> Result<()> {
        let answer = self.client.send_message(&request(message("message hi"))).await?;
        let SendMessageResponse::Message(message) = answer else {
            bail!("not a message: {answer:?}")
        };
        same(message.text(), Some("message: hi"))
    }

    async fn check_data(&self) -> Result<()> {
        let data = json!({ "answer": 42, "question": null, "more": [1.5, "ü", {}] });
        let mut message = message("data");
        message.parts.push(Part::data(data.clone()));
        let task = self.ask(&request(message)).await?;
        let parts: Vec<_> = artifacts(&task)
            .iter()
            .flat_map(|a| &a.parts)
            .map(|p| &p.content)
            .collect();
        // Some agents, and this client over HTTP+JSON, keep all numbers as floating point.
        let mut floating = data.clone();
        floating["answer"] = json!(42.0);
        let is_same = matches!(parts[..], [PartContent::Data(got)] if *got == data || *got == floating);
        ensure!(is_same, "parts {parts:?}");
        Ok(())
    }

    async fn check_return_immediately(&self) -> Result<()> {
        let task = self.waiting().await?;
        let state = &task.status.state;
        ensure!(
            matches!(state, TaskState::Submitted | TaskState::Working),
            "{state:?}"
        );
        self.cancel(&task.id).await?;
        Ok(())
    }

    async fn check_stream(&self) -> Result<()> {
        let stream = self
            .client
            .send_streaming_message(&request(message("stream 3")))
            .await?;
        let events: Vec<_> = stream.try_collect().await?;
        let Some(StreamResponse::Task(begun)) = events.first() else {
            bail!("events {events:?}")
        };
        let mut chunks = Vec::new();
        for event in &events[1..] {
            let task_id = match event {
                StreamResponse::StatusUpdate(update) => &update.task_id,
                StreamResponse::ArtifactUpdate(update) => {
                    chunks.push([update.append, update.last_chunk].map(Option::unwrap_or_default));
                    &update.task_id
                }
                other => bail!("an event {other:?}"),
            };
            same(task_id, &begun.id)?;
        }
        same(chunks, vec![[false, false], [true, false], [true, true]])?;
        same(events.last().and_then(state), Some(&TaskState::Completed))?;
        let whole = artifact_text(&self.get(&begun.id, None).await?);
        same(whole.as_str(), "chunk 1 of 3\nchunk 2 of 3\nchunk 3 of 3\n")
    }

    async fn check_resubscribe(&self) -> Result<()> {
        let mut left = self
            .client
            .send_streaming_message(&request(message("wait")))
            .await?;
        let Some(Ok(StreamResponse::Task(begun))) = left.next().await else {
            bail!("the stream does not begin with the task")
        };
        // The client leaves; the task goes on.
        drop(left);
        let mut again = self.subscribe(&begun.id).await?;
        match again.next().await {
            Some(Ok(StreamResponse::Task(task))) => same(&task.id, &begun.id)?,
            other => bail!("the subscription begins with {other:?}"),
        }
        let (events, canceled) = tokio::join!(again.try_collect::<Vec<_>>(), self.cancel(&begun.id));
        canceled?;
        same(events?.last().and_then(state), Some(&TaskState::Canceled))
    }

    async fn two_turns(&self, word: &str, expected: TaskState) -> Result<()> {
        let asked = self.send(word).await?;
        same(&asked.status.state, &expected)?;
        let answered = self.ask(&to_task("blue", &asked.id)).await?;
        same(&answered.id, &asked.id)?;
        same(answered.status.state, TaskState::Completed)
    }

    /// The interface has a tenant, which the client has to name (§8.3.2).
    async fn check_tenant(&self) -> Result<()> {
        let mut card = self.card.clone();
        let tenant = format!("tenant-{}", new_message_id());
        for interface in &mut card.supported_interfaces {
            interface.tenant = Some(tenant.clone());
        }
        let agent = Self::connect(card, &self.binding).await?;
        let task = agent.send("hello").await?;
        same(&agent.get(&task.id, None).await?.id, &task.id)?;
        let tasks = agent.client.list_tasks(&list(None)).await?.tasks;
        ensure!(
            tasks.iter().any(|listed| listed.id == task.id),
            "not among {} tasks",
            tasks.len()
        );
        Ok(())
    }
}
