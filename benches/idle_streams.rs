//! Many streams of one task that waits for its client.

use crate::Outcome;
use crate::agents::Script;
use crate::child::Server;
use crate::load::{Connection, RESULT};
use crate::requests::{FLOOR_BROADCAST, FLOOR_SEND, FLOOR_SUBSCRIBE, call, message};
use crate::sse::Read;
use a2a_bindings::v1_0::{SendMessageConfiguration, SendMessageResponse, SubscribeToTaskRequest};
use serde::Deserialize;
use std::sync::Arc;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// Streams that have had their first event.
pub(crate) struct IdleStreams {
    task_id: String,
    streams: JoinSet<Outcome<Read>>,
}

#[derive(Deserialize)]
struct Answer {
    result: SendMessageResponse,
}

impl IdleStreams {
    /// Opens them.
    pub(crate) async fn open(server: &Server, count: usize) -> Outcome<Self> {
        let request = call(server, FLOOR_SEND, "SendMessage", &message(Script::Ask))?;
        let answer = Connection::open(server.address()).await?.call(&request).await?;
        let answer: Answer = serde_json::from_slice(&answer)?;
        let SendMessageResponse::Task(task) = answer.result else {
            return Err("the agent did not work on a task".into());
        };
        let request = SubscribeToTaskRequest::new(&task.id);
        let request: Arc<[u8]> = call(server, FLOOR_SUBSCRIBE, "SubscribeToTask", &request)?.into();
        let all_open = Arc::new(Barrier::new(count + 1));
        let mut streams = JoinSet::new();
        for _ in 0..count {
            let connection = Connection::open(server.address()).await?;
            streams.spawn(subscribe(connection, Arc::clone(&request), Arc::clone(&all_open)));
        }
        tokio::select! {
            _ = all_open.wait() => {}
            // None of them ends before all are open, unless it failed.
            Some(ended) = streams.join_next() => return Err(format!("a stream ended early: {:?}", ended?).into()),
        }
        Ok(Self {
            task_id: task.id,
            streams,
        })
    }

    /// Lets the task go on with a number of paced chunks, and reads all streams to their end.
    pub(crate) async fn finish(mut self, server: &Server, chunks: usize) -> Outcome<Vec<Read>> {
        let mut message = message(Script::Append { chunks, paced: true })
            .with_configuration(SendMessageConfiguration::new().with_return_immediately(true));
        message.message.task_id = self.task_id;
        let request = call(server, FLOOR_BROADCAST, "SendMessage", &message)?;
        let mut connection = Connection::open(server.address()).await?;
        let answer = connection.call(&request).await?;
        if !answer.starts_with(format!(r#"{RESULT}{{"task":"#).as_bytes()) {
            return Err(format!("not the task: {}", String::from_utf8_lossy(&answer)).into());
        }
        let mut reads = Vec::new();
        while let Some(stream) = self.streams.join_next().await {
            reads.push(stream??);
        }
        Ok(reads)
    }
}

async fn subscribe(mut connection: Connection, request: Arc<[u8]>, all_open: Arc<Barrier>) -> Outcome<Read> {
    let mut events = connection.stream(&request).await?;
    let first = events.first().await?;
    all_open.wait().await;
    events.rest(first).await
}
