//! The bytes that the engine would answer with, prepared: the floor has nothing to do but to put ids into them.

use crate::Outcome;
use crate::agents::{ANSWER, CHUNK, ECHO, Script};
use crate::load::RESULT;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{
    Artifact, Message, Role, SendMessageResponse, StreamResponse, Task, TaskArtifactUpdateEvent, TaskState,
    TaskStatus, TaskStatusUpdateEvent,
};
use bytes::Bytes;
use serde::Serialize;
use uuid::Uuid;

/// Stands for the id of the task; as long as one.
const ID: &str = "11111111-1111-4111-8111-111111111111";
const CONTEXT_ID: &str = "22222222-2222-4222-8222-222222222222";

/// The answer to `SendMessage`, cut where the id of the task goes.
#[derive(Debug)]
pub(crate) struct Answer {
    pieces: Vec<String>,
    length: usize,
}

impl Answer {
    /// What the echo agent answers.
    pub(crate) fn new() -> Outcome<Self> {
        let text = Script::Echo.text();
        let task = task(TaskState::Completed, &text)?.with_artifacts([Artifact::new(ECHO, [text])]);
        let answer = envelope(&SendMessageResponse::Task(task))?;
        Ok(Self {
            pieces: answer.split(ID).map(str::to_owned).collect(),
            length: answer.len(),
        })
    }

    /// The answer with a new id.
    pub(crate) fn with_new_id(&self) -> String {
        let id = Uuid::new_v4().to_string();
        let mut answer = String::with_capacity(self.length);
        for (index, piece) in self.pieces.iter().enumerate() {
            if index > 0 {
                answer.push_str(&id);
            }
            answer.push_str(piece);
        }
        answer
    }
}

/// The events of a stream: the task, chunks, the end.
#[derive(Debug)]
pub(crate) struct Events {
    task: String,
    first_chunk: String,
    chunk: String,
    end: String,
}

impl Events {
    /// What the scripted agent does for a number of chunks.
    pub(crate) fn new(script: Script) -> Outcome<Self> {
        let chunk = |append| {
            let artifact = Artifact::new(ANSWER, [CHUNK]);
            let event = TaskArtifactUpdateEvent::new(ID, CONTEXT_ID, artifact).with_append(append);
            envelope(&StreamResponse::from(event))
        };
        let end = TaskStatusUpdateEvent::new(ID, CONTEXT_ID, status(TaskState::Completed)?);
        Ok(Self {
            task: envelope(&StreamResponse::Task(task(TaskState::Submitted, &script.text())?))?,
            first_chunk: chunk(false)?,
            chunk: chunk(true)?,
            end: envelope(&StreamResponse::from(end))?,
        })
    }

    /// The event with a number, of a stream with so many chunks; none behind the end.
    pub(crate) fn event(&self, number: usize, chunks: usize) -> Option<Bytes> {
        let data = match number {
            1 => &self.task,
            number if number == chunks + 2 => &self.end,
            number if number > chunks + 2 => return None,
            2 => &self.first_chunk,
            _ => &self.chunk,
        };
        Some(Bytes::from(format!("id: {number}\ndata: {data}\n\n")))
    }
}

fn envelope(result: &impl Serialize) -> Outcome<String> {
    Ok(format!("{RESULT}{}}}", serde_json::to_string(result)?))
}

fn task(state: TaskState, text: &str) -> Outcome<Task> {
    let message = Message::new("m-1", Role::User, [text])
        .with_task_id(ID)
        .with_context_id(CONTEXT_ID);
    Ok(Task::new(ID, status(state)?)
        .with_context_id(CONTEXT_ID)
        .with_history([message]))
}

fn status(state: TaskState) -> Outcome<TaskStatus> {
    Ok(TaskStatus::new(state).with_timestamp(Timestamp::new(1_780_000_000, 123_000_000)?))
}
