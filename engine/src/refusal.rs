//! The errors that requests are refused with.

use a2a_bindings::v1_0::{ErrorKind, TaskState};
use a2a_bindings::validate::Violation;
use a2a_bindings::{A2aError, ErrorInfo};

/// §3.3.2: the same for a task that is missing and for one that the caller may not see.
pub(crate) fn task_not_found(id: &str) -> A2aError {
    A2aError::new(ErrorKind::TaskNotFound, "there is no such task").with_metadata("taskId", id)
}

/// §3.1.1, §3.1.6.
pub(crate) fn task_over(id: &str, state: &TaskState) -> A2aError {
    let message = format!("the task is over: it is in {state}");
    A2aError::new(ErrorKind::UnsupportedOperation, message).with_metadata("taskId", id)
}

pub(crate) fn task_busy(id: &str, state: &TaskState) -> A2aError {
    let message = format!(
        "the task is in {state} and takes no message now; send one when it is in TASK_STATE_INPUT_REQUIRED or \
         TASK_STATE_AUTH_REQUIRED, or start another task"
    );
    A2aError::new(ErrorKind::UnsupportedOperation, message).with_metadata("taskId", id)
}

pub(crate) fn history_full(id: &str, limit: usize) -> A2aError {
    let message = format!("the task has {limit} messages and takes no more; start another task");
    A2aError::new(ErrorKind::UnsupportedOperation, message).with_metadata("taskId", id)
}

/// §3.1.5.
pub(crate) fn not_cancelable(id: &str, state: &TaskState) -> A2aError {
    let message = format!("the task cannot be cancelled any more: it is in {state}");
    A2aError::new(ErrorKind::TaskNotCancelable, message).with_metadata("taskId", id)
}

/// §3.4.3.
pub(crate) fn context_mismatch() -> A2aError {
    invalid(
        "message.contextId",
        "must be the context of the task that `message.taskId` names, or absent",
    )
}

pub(crate) fn bad_page_token() -> A2aError {
    invalid(
        "pageToken",
        "must be a `nextPageToken` of an earlier response, or absent",
    )
}

/// §3.3.4: to take a webhook and never call it would be worse.
pub(crate) fn push_not_supported() -> A2aError {
    A2aError::new(
        ErrorKind::PushNotificationNotSupported,
        "this agent sends no push notifications; leave out `configuration.taskPushNotificationConfig`",
    )
}

pub(crate) fn shutting_down() -> A2aError {
    unavailable("the agent is shutting down".to_owned())
}

pub(crate) fn too_many_runs(limit: usize) -> A2aError {
    unavailable(format!(
        "the agent is busy with {limit} messages, as many as it can; try again later"
    ))
}

pub(crate) fn too_many_tasks(limit: usize) -> A2aError {
    unavailable(format!(
        "the agent has {limit} unfinished tasks, as many as it can; finish or cancel some, or try again later"
    ))
}

pub(crate) fn too_many_subscribers(limit: usize) -> A2aError {
    unavailable(format!(
        "{limit} streams follow the task, as many as can; close some, or try again later"
    ))
}

/// The run is gone without a word, which only the end of the runtime can bring about.
pub(crate) fn no_answer() -> A2aError {
    A2aError::internal("the agent was stopped before it answered")
}

fn invalid(field: &str, description: &str) -> A2aError {
    let violation = Violation {
        field: field.to_owned(),
        description: description.to_owned(),
    };
    A2aError::invalid_params(format!("invalid parameters: {field}: {description}"))
        .with_violations(vec![violation])
}

/// The specification has no error for "not now". To clients that look at the code it is an internal error; those that
/// look at the status learn that nothing was processed, and that the request can be repeated.
fn unavailable(message: String) -> A2aError {
    A2aError::new(
        ErrorInfo::new("InternalError", -32603, 503, "UNAVAILABLE", None),
        message,
    )
}
