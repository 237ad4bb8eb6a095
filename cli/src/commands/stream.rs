//! `send --stream`: the events as they happen, and a way on where they stop too early.

use super::send::{deliver, rejected};
use super::{Outcome, task, wait};
use crate::args::SendArgs;
use crate::error::{Code, Error};
use crate::output::{self, Format, note};
use crate::session::Session;
use a2a_bindings::EventStream;
use a2a_bindings::v1_0::{SendMessageRequest, SendMessageResponse, StreamResponse, Task, TaskStatus};
use a2a_runtime::client::ClientError;
use futures_util::StreamExt;

pub(super) async fn send(
    session: &Session,
    request: SendMessageRequest,
    args: &SendArgs,
    format: Format,
) -> Result<Outcome, Error> {
    // §3.3.4: an agent that streams says so.
    if !session.card.capabilities.streaming.unwrap_or_default() {
        return wait_instead(session, request, args, format).await;
    }
    let opening = session.client.send_streaming_message(request);
    let events = session
        .call("SendStreamingMessage", opening)
        .await
        .map_err(|error| rejected(error, args))?;
    let mut follower = Follower {
        session,
        format,
        task: None,
    };
    let followed = follower.follow(events).await;
    let Some(task) = follower.task else {
        return followed.map(|_| Outcome::Done);
    };
    let is_settled = followed.map_err(|error| wait::still_running(session, error, &task))?;
    if is_settled {
        return conclude(session, &task, format);
    }
    note(&format!(
        "the stream ended early: looking at task {} instead",
        task.id
    ));
    let task = wait::until_settled(session, task, args.polling.poll_interval, None).await?;
    print(&StreamResponse::Task(task.clone()), format)?;
    conclude(session, &task, format)
}

/// The outcome as the only event.
async fn wait_instead(
    session: &Session,
    request: SendMessageRequest,
    args: &SendArgs,
    format: Format,
) -> Result<Outcome, Error> {
    note("the agent does not stream: waiting for the outcome instead");
    match deliver(session, request, args).await? {
        SendMessageResponse::Task(task) => {
            print(&StreamResponse::Task(task.clone()), format)?;
            return conclude(session, &task, format);
        }
        SendMessageResponse::Message(message) => print(&StreamResponse::Message(message), format)?,
        _ => {}
    }
    Ok(Outcome::Done)
}

/// Reads a stream and prints it.
struct Follower<'a> {
    session: &'a Session,
    format: Format,
    /// What is known of the task, if there is one.
    task: Option<Task>,
}

impl Follower<'_> {
    /// Prints the events until there is nothing more to wait for; `false` if they stop before that.
    async fn follow(&mut self, mut events: EventStream<StreamResponse, ClientError>) -> Result<bool, Error> {
        let mut is_empty = true;
        while let Some(event) = self.session.in_time("the stream", events.next()).await? {
            let event = match event {
                Ok(event) => event.into_inner(),
                Err(error) => {
                    let failure = self.session.failure(&error);
                    // The connection is gone, the task is not.
                    let is_lost = failure.is(Code::Unreachable) && self.task.is_some();
                    return if is_lost { Ok(false) } else { Err(failure) };
                }
            };
            is_empty = false;
            print(&event, self.format)?;
            if self.is_last(event) {
                return Ok(true);
            }
        }
        if is_empty {
            let message = "the agent answered SendStreamingMessage with a stream without events";
            return Err(Error::protocol("InvalidAgentResponseError", message));
        }
        Ok(false)
    }

    /// Takes note of an event; whether the stream has said what there is to say.
    fn is_last(&mut self, event: StreamResponse) -> bool {
        match event {
            StreamResponse::Message(_) => return true,
            StreamResponse::Task(task) => self.task = Some(task),
            StreamResponse::StatusUpdate(update) => {
                self.known(&update.task_id, &update.context_id).status = update.status;
            }
            StreamResponse::ArtifactUpdate(update) => {
                self.known(&update.task_id, &update.context_id);
            }
            _ => {}
        }
        // In TASK_STATE_AUTH_REQUIRED the stream stays open (§7.6.2), but it is the caller's turn.
        self.task
            .as_ref()
            .is_some_and(|task| wait::is_settled(&task.status.state))
    }

    fn known(&mut self, id: &str, context_id: &str) -> &mut Task {
        self.task.get_or_insert_with(|| {
            Task::new(id, TaskStatus::new(Default::default())).with_context_id(context_id)
        })
    }
}

fn print(event: &StreamResponse, format: Format) -> Result<(), Error> {
    match format {
        Format::Json => output::print_json_line(event),
        Format::Text => output::print_text(|text| output::event(text, event)),
    }
}

/// What is left to say after the last event.
fn conclude(session: &Session, last: &Task, format: Format) -> Result<Outcome, Error> {
    if format == Format::Text {
        output::print_text(|text| task::next_step(text, session, last))?;
    }
    task::remark(session, last, format);
    Ok(Outcome::Done)
}
