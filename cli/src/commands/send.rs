//! `send`.

use super::{Outcome, stream, task, wait};
use crate::args::{PartFlag, PartSource, SendArgs};
use crate::error::{Code, Error};
use crate::output::{self, Format};
use crate::session::Session;
use crate::{files, media_type};
use a2a_bindings::v1_0::{
    Message, Part, Role, SendMessageConfiguration, SendMessageRequest, SendMessageResponse,
};
use serde_json::Value;
use std::path::Path;
use uuid::Uuid;

pub(super) async fn send(args: &SendArgs, format: Format, debug: bool) -> Result<Outcome, Error> {
    // What is wrong on this side shows before anything is sent.
    let message = message(args)?;
    let session = Session::open(&args.agent, debug).await?;
    let mut request = SendMessageRequest::new(message);
    request.metadata = args.metadata.clone();
    if args.stream {
        return stream::send(&session, request, args, format).await;
    }
    let response = deliver(&session, request, args).await?;
    print(&session, &response, format)
}

/// Sends the message and waits for the outcome, unless that is not wanted.
///
/// The agent is asked not to hold the answer back: so the task's identifier is known from the beginning, and neither a
/// timeout nor a proxy that cuts long requests can lose it.
pub(super) async fn deliver(
    session: &Session,
    request: SendMessageRequest,
    args: &SendArgs,
) -> Result<SendMessageResponse, Error> {
    let request = request.with_configuration(SendMessageConfiguration::new().with_return_immediately(true));
    let answer = session
        .call("SendMessage", session.client.send_message(request))
        .await;
    let answer = answer.map_err(|error| rejected(error, args))?;
    match answer {
        SendMessageResponse::Task(task) if !args.asynchronous => {
            let task = wait::until_settled(session, task, args.polling.poll_interval, None).await?;
            Ok(SendMessageResponse::Task(task))
        }
        // Neither a task nor a message: a bare task of version 0.3, perhaps.
        SendMessageResponse::Unrecognized(unknown) => {
            let message = format!("the agent answered with neither `task` nor `message`, but with {unknown}");
            Err(Error::protocol("InvalidAgentResponseError", message))
        }
        answer => Ok(answer),
    }
}

/// An agent that refuses a message to a task is not sent a new one in its place; what it said in full is a matter of
/// `--debug`.
pub(super) fn rejected(error: Error, args: &SendArgs) -> Error {
    if !error.is_protocol() || args.task_id.as_ref().is_none_or(String::is_empty) {
        return error;
    }
    let hint = match error.hint() {
        Some(hint) => format!("{hint}; --debug shows the agent's error in full"),
        None => "--debug shows the agent's error in full".to_owned(),
    };
    error.with_hint(hint)
}

fn print(session: &Session, response: &SendMessageResponse, format: Format) -> Result<Outcome, Error> {
    match (format, response) {
        (Format::Json, _) => output::print_document(response)?,
        (Format::Text, SendMessageResponse::Task(one)) => output::print_text(|text| {
            output::task(text, one);
            task::next_step(text, session, one);
        })?,
        (Format::Text, SendMessageResponse::Message(one)) => {
            output::print_text(|text| output::message(text, one))?;
        }
        (Format::Text, _) => {}
    }
    if let SendMessageResponse::Task(one) = response {
        task::remark(session, one, format);
    }
    Ok(Outcome::Done)
}

fn message(args: &SendArgs) -> Result<Message, Error> {
    let parts: Vec<Part> = args.parts.as_slice().iter().map(part).collect::<Result<_, _>>()?;
    let mut message = Message::new(Uuid::new_v4().to_string(), Role::User, parts);
    message.task_id = args.task_id.clone().unwrap_or_default();
    message.context_id = args.context_id.clone().unwrap_or_default();
    Ok(message)
}

fn part(flag: &PartFlag) -> Result<Part, Error> {
    let part = match &flag.source {
        PartSource::Text(text) => Part::text(text),
        PartSource::Url(url) => Part::url(url),
        PartSource::File(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Part::raw(files::read(path)?)
                .with_filename(name)
                .with_media_type(media_type::of_path(path))
        }
        PartSource::Data(path) => Part::data(json(path, &files::read(path)?)?),
        PartSource::Stdin => Part::data(json(Path::new("standard input"), &files::stdin()?)?),
    };
    Ok(match &flag.media_type {
        Some(media_type) => part.with_media_type(media_type),
        None => part,
    })
}

fn json(source: &Path, bytes: &[u8]) -> Result<Value, Error> {
    serde_json::from_slice(bytes).map_err(|error| {
        Error::new(Code::Usage, format!("{} is not JSON: {error}", source.display()))
            .with_hint("to send a file as it is, use --file")
    })
}
