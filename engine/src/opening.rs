//! From a request that was accepted to its answer.

use crate::live::{Reader, TaskStream, Until};
use crate::refusal;
use crate::run::{Answer, Run};
use crate::work_error::WorkErrorKind;
use a2a_bindings::v1_0::StreamResponse;
use a2a_bindings::{A2aError, Event};
use futures_core::Stream;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::sync::Weak;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// A message on its way to the agent.
pub(crate) enum Opening {
    /// It continues a task.
    Task(Reader),
    /// The agent decides what it is answered with. The run is not kept alive, so that the answer fails to come, and
    /// does not fail to end, when the runtime drops the run.
    Undecided(Weak<Run>, oneshot::Receiver<Answer>),
}

impl Opening {
    /// The answer, however long the agent takes to decide.
    pub(crate) async fn answer(self) -> Result<Answer, A2aError> {
        match self {
            Self::Task(reader) => Ok(Answer::Task(reader)),
            Self::Undecided(_, receiver) => receiver.await.map_err(|_| refusal::no_answer()),
        }
    }

    /// The answer if it is there in time, else a task (§3.2.2).
    pub(crate) async fn answer_within(self, time: Duration) -> Result<Answer, A2aError> {
        match self {
            Self::Undecided(run, mut receiver) => {
                if let Ok(answer) = timeout(time, &mut receiver).await {
                    return answer.map_err(|_| refusal::no_answer());
                }
                // If the agent has decided just now, that is the answer; otherwise this creates the task, and it is.
                if let Some(run) = run.upgrade()
                    && let Err(error) = run.live().await
                    && error.kind() != WorkErrorKind::Replied
                {
                    // The client is told so, and then nothing may come of it after all.
                    run.lose(error.kind()).await;
                }
                receiver.await.map_err(|_| refusal::no_answer())
            }
            Self::Task(reader) => Ok(Answer::Task(reader)),
        }
    }

    /// The answer as a stream (§3.1.2). What goes wrong in time is an error, what goes wrong later is one in the stream.
    pub(crate) async fn stream(
        self,
        time: Duration,
        history_length: Option<i32>,
    ) -> Result<AnswerStream, A2aError> {
        let state = match self {
            Self::Task(reader) => State::Decided(Answer::Task(reader)),
            Self::Undecided(_, mut receiver) => match timeout(time, &mut receiver).await {
                Ok(Ok(Answer::Refusal(error))) => return Err(error),
                Ok(Ok(answer)) => State::Decided(answer),
                Ok(Err(_)) => return Err(refusal::no_answer()),
                Err(_) => State::Undecided(receiver),
            },
        };
        Ok(AnswerStream {
            state,
            history_length,
        })
    }
}

/// The stream that answers `SendStreamingMessage`.
pub(crate) struct AnswerStream {
    state: State,
    history_length: Option<i32>,
}

enum State {
    Undecided(oneshot::Receiver<Answer>),
    Decided(Answer),
    Reading(TaskStream),
    Over,
}

impl Stream for AnswerStream {
    type Item = Result<Event<StreamResponse>, A2aError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.state {
                State::Undecided(receiver) => {
                    let answer = ready!(Pin::new(receiver).poll(context));
                    this.state =
                        State::Decided(answer.unwrap_or_else(|_| Answer::Refusal(refusal::no_answer())));
                }
                State::Reading(stream) => return Pin::new(stream).poll_next(context),
                State::Decided(_) | State::Over => match mem::replace(&mut this.state, State::Over) {
                    State::Decided(Answer::Task(reader)) => {
                        this.state =
                            State::Reading(TaskStream::new(reader, Until::OverOrInput, this.history_length));
                    }
                    // There is nothing to come back to, so the event has no id.
                    State::Decided(Answer::Message(message)) => {
                        return Poll::Ready(Some(Ok(Event::new(message.into()))));
                    }
                    State::Decided(Answer::Refusal(error)) => return Poll::Ready(Some(Err(error))),
                    _ => return Poll::Ready(None),
                },
            }
        }
    }
}
