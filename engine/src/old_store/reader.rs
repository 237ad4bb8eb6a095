//! Reading a log at one's own pace.

use super::log::TaskLog;
use super::state::Found;
use crate::history::with_history;
use a2a_bindings::v1_0::{StreamResponse, Task, TaskState};
use a2a_bindings::{A2aError, Event};
use futures_core::Stream;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// A position in a log. While there is a reader, the log keeps its events even when the task is over.
#[derive(Debug)]
pub(crate) struct Reader {
    log: Arc<TaskLog>,
    position: u64,
    /// An event that comes before what is in the log: the task, where it stands for what is not read.
    first: Option<Event<StreamResponse>>,
}

impl Reader {
    /// The log must have counted the reader.
    pub(super) fn new(log: Arc<TaskLog>, position: u64, first: Option<Event<StreamResponse>>) -> Self {
        Self { log, position, first }
    }

    /// The task as it is now, wherever the reader is.
    pub(crate) fn snapshot(&self) -> Arc<Task> {
        self.log.snapshot()
    }

    /// The task as soon as something after the position has made it terminal or interrupted.
    pub(crate) async fn settled(&self) -> Arc<Task> {
        self.log.settled(self.position).await
    }

    fn next(&mut self) -> Found {
        if let Some(first) = self.first.take() {
            return Found::Event(first, self.position);
        }
        let found = self.log.read(self.position);
        if let Found::Event(_, next) = &found {
            self.position = *next;
        }
        found
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.log.reader_left();
    }
}

/// When a stream of a task ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Until {
    /// When the task is over: `SubscribeToTask`.
    Over,
    /// When the task is over or waits for a message: `SendStreamingMessage`. An authorisation may arrive without a
    /// message, so the stream stays open for it (§7.6.1).
    OverOrInput,
}

impl Until {
    fn ends_with(self, event: &StreamResponse) -> bool {
        let state = match event {
            StreamResponse::Task(task) => &task.status.state,
            StreamResponse::StatusUpdate(update) => &update.status.state,
            _ => return false,
        };
        state.is_terminal() || (matches!(self, Self::OverOrInput) && *state == TaskState::InputRequired)
    }
}

/// The events of a task, from a reader's position on.
pub(crate) struct TaskStream {
    /// `None` when the stream has ended.
    reader: Option<Reader>,
    until: Until,
    /// How much history snapshots carry (§3.2.4).
    history_length: Option<i32>,
    waiting: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl TaskStream {
    pub(crate) fn new(reader: Reader, until: Until, history_length: Option<i32>) -> Self {
        Self {
            reader: Some(reader),
            until,
            history_length,
            waiting: None,
        }
    }
}

impl Stream for TaskStream {
    type Item = Result<Event<StreamResponse>, A2aError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(waiting) = &mut this.waiting {
                ready!(waiting.as_mut().poll(context));
                this.waiting = None;
            }
            let Some(reader) = &mut this.reader else {
                return Poll::Ready(None);
            };
            match reader.next() {
                Found::Event(event, _) => {
                    if this.until.ends_with(&event) {
                        this.reader = None;
                    }
                    return Poll::Ready(Some(Ok(shorten(event, this.history_length))));
                }
                Found::Nothing => {
                    this.waiting = Some(Box::pin(Arc::clone(&reader.log).wait(reader.position)))
                }
                Found::End => this.reader = None,
            }
        }
    }
}

/// An event without a length to cut to is the one that everybody shares.
fn shorten(event: Event<StreamResponse>, history_length: Option<i32>) -> Event<StreamResponse> {
    match (&*event, event.id()) {
        (StreamResponse::Task(task), Some(id)) if history_length.is_some() => {
            Event::with_id(id, StreamResponse::Task(with_history(task, history_length)))
        }
        _ => event,
    }
}
