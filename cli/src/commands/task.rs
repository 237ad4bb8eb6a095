//! `task get`, `task list` and `task cancel`.

use super::{Outcome, wait};
use crate::args::{TaskCancelArgs, TaskGetArgs, TaskListArgs};
use crate::error::Error;
use crate::output::{self, Format, Text, note};
use crate::session::Session;
use crate::shell::{operand, quote};
use a2a_bindings::v1_0::{CancelTaskRequest, ListTasksRequest, Task, TaskState};

pub(super) async fn get(args: &TaskGetArgs, format: Format, debug: bool) -> Result<Outcome, Error> {
    let session = Session::open(&args.agent, debug).await?;
    let request = wait::request(&args.id, args.history);
    let mut task = session.call("GetTask", session.client.get_task(request)).await?;
    if args.wait {
        task = wait::until_settled(&session, task, args.polling.poll_interval, args.history).await?;
    }
    match format {
        Format::Json => output::print_document(&task)?,
        Format::Text => output::print_text(|text| {
            output::task(text, &task);
            if args.history.is_some() {
                output::history(text, &task);
            }
            next_step(text, &session, &task);
        })?,
    }
    remark(&session, &task, format);
    Ok(Outcome::Done)
}

pub(super) async fn cancel(args: &TaskCancelArgs, format: Format, debug: bool) -> Result<Outcome, Error> {
    let session = Session::open(&args.agent, debug).await?;
    let request = CancelTaskRequest::new(&args.id);
    let task = session
        .call("CancelTask", session.client.cancel_task(request))
        .await?;
    match format {
        Format::Json => output::print_document(&task)?,
        Format::Text => output::print_text(|text| output::task(text, &task))?,
    }
    if task.status.state != TaskState::Canceled {
        note(&format!("warning: task {} is in {}", task.id, task.status.state));
    }
    Ok(Outcome::Done)
}

pub(super) async fn list(args: &TaskListArgs, format: Format, debug: bool) -> Result<Outcome, Error> {
    let session = Session::open(&args.agent, debug).await?;
    let mut request = ListTasksRequest::new();
    request.context_id = args.context_id.clone().unwrap_or_default();
    request.status = args.status.clone().unwrap_or_default();
    request.page_size = args.page_size;
    request.page_token = args.page_token.clone().unwrap_or_default();
    request.history_length = args.history;
    request.status_timestamp_after = args.updated_after;
    request.include_artifacts = args.artifacts.then_some(true);
    let list = session
        .call("ListTasks", session.client.list_tasks(request))
        .await?;
    match format {
        Format::Json => output::print_document(&list)?,
        Format::Text => output::print_text(|text| output::task_list(text, &list, args.history.is_some()))?,
    }
    if !list.next_page_token.is_empty() {
        let arguments = format!("--page-token {}", quote(&list.next_page_token));
        note(&format!(
            "there is more: {}",
            session.command("task list", &arguments)
        ));
    }
    Ok(Outcome::Done)
}

/// The command that goes on with a task that is not over.
pub(super) fn next_step(text: &mut Text, session: &Session, task: &Task) {
    let state = &task.status.state;
    if state.is_interrupted() {
        text.field("Resume", resume(session, &task.id));
    } else if !wait::is_settled(state) {
        text.field("Wait", follow(session, &task.id));
    }
}

/// Says on standard error what a caller who only looks at the exit status would miss.
pub(super) fn remark(session: &Session, task: &Task, format: Format) {
    let state = &task.status.state;
    match state {
        TaskState::Failed | TaskState::Rejected | TaskState::Canceled => {
            note(&format!("warning: task {} ended in {state}", task.id));
        }
        TaskState::Unrecognized(_) => {
            note(&format!(
                "warning: task {} is in {state}, which this program does not know",
                task.id
            ));
        }
        _ if state.is_interrupted() => {
            note(&format!("warning: task {} is in {state}", task.id));
            if format == Format::Json {
                note(&format!("resume: {}", resume(session, &task.id)));
            }
        }
        _ => {}
    }
}

fn resume(session: &Session, id: &str) -> String {
    session.command("send", &format!("--task-id {} \"<reply>\"", quote(id)))
}

fn follow(session: &Session, id: &str) -> String {
    session.command("task get", &format!("--wait {}", operand(id)))
}
