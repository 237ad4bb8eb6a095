//! Reading a log at one's own pace.

use super::registry::LiveRef;
use super::tail::Found;
use crate::history::with_history;
use crate::refusal;
use a2a_bindings::v1_0::{StreamResponse, Task, TaskState};
use a2a_bindings::{A2aError, Event};
use futures_core::Stream;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// A position in a log.
pub(crate) struct Reader {
    live: LiveRef,
    /// Its place among the readers of the log.
    key: usize,
    position: u64,
    /// Events that come before what is read from the log.
    before: VecDeque<Event<StreamResponse>>,
}

impl Reader {
    /// The log must have counted the reader.
    pub(super) fn new(
        live: LiveRef,
        key: usize,
        position: u64,
        before: VecDeque<Event<StreamResponse>>,
    ) -> Self {
        Self {
            live,
            key,
            position,
            before,
        }
    }

    /// The task as it is now, wherever the reader is.
    pub(crate) fn snapshot(&self) -> Arc<Task> {
        Arc::clone(self.live.tail().task())
    }

    /// The task as soon as something after the position has made it terminal or interrupted (§3.2.2).
    ///
    /// # Errors
    /// The outcome could not be recorded.
    pub(crate) async fn settled(&self) -> Result<Arc<Task>, A2aError> {
        poll_fn(|context| {
            let mut tail = self.live.tail();
            if let Some(task) = tail.settled(self.position) {
                return Poll::Ready(Ok(Arc::clone(task)));
            }
            if tail.is_lost() {
                return Poll::Ready(Err(refusal::outcome_lost()));
            }
            tail.reader_waits(self.key, context);
            Poll::Pending
        })
        .await
    }

    fn poll_next(&mut self, context: &Context<'_>) -> Poll<Option<Result<Event<StreamResponse>, A2aError>>> {
        if let Some(event) = self.before.pop_front() {
            return Poll::Ready(Some(Ok(event)));
        }
        let mut tail = self.live.tail();
        match tail.read(self.position) {
            Found::Event(event, next) => {
                drop(tail);
                self.position = next;
                Poll::Ready(Some(Ok(event)))
            }
            Found::Nothing => {
                tail.reader_waits(self.key, context);
                Poll::Pending
            }
            Found::End => Poll::Ready(None),
            Found::Lost => Poll::Ready(Some(Err(refusal::outcome_lost()))),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.live.tail().reader_left(self.key);
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
}

impl TaskStream {
    pub(crate) fn new(reader: Reader, until: Until, history_length: Option<i32>) -> Self {
        Self {
            reader: Some(reader),
            until,
            history_length,
        }
    }
}

impl Stream for TaskStream {
    type Item = Result<Event<StreamResponse>, A2aError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let Some(reader) = &mut this.reader else {
            return Poll::Ready(None);
        };
        let next = std::task::ready!(reader.poll_next(context));
        let is_last = match &next {
            Some(Ok(event)) => this.until.ends_with(event),
            Some(Err(_)) | None => true,
        };
        if is_last {
            this.reader = None;
        }
        Poll::Ready(next.map(|event| event.map(|event| shorten(event, this.history_length))))
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
