//! The errors that requests are refused with.

use a2a_bindings::v1_0::{ErrorKind, TaskState};
use a2a_bindings::validate::Violation;
use a2a_bindings::{A2aError, ErrorInfo, PushError};
use std::time::Duration;

/// When a client that was refused for lack of room may come back.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// §3.3.2: the same for a task that is missing and for one that the caller may not see.
pub(crate) fn task_not_found(id: &str) -> A2aError {
    A2aError::new(ErrorKind::TaskNotFound, "there is no such task").with_metadata("taskId", excerpt(id))
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
        "this agent sends no push notifications; poll the task or follow it by a stream",
    )
}

/// The schema lets it be absent, since a webhook inside of a message has none (§3.2.2).
pub(crate) fn no_task_id() -> A2aError {
    invalid("taskId", "must not be empty")
}

/// §3.1.8: the same error as for a task that is missing.
pub(crate) fn webhook_not_found(task_id: &str) -> A2aError {
    A2aError::new(
        ErrorKind::TaskNotFound,
        "the task has no such push notification configuration",
    )
    .with_metadata("taskId", excerpt(task_id))
}

/// The sender of push notifications would never call it (§13.2).
pub(crate) fn webhook_refused(field: &str, error: &PushError) -> A2aError {
    invalid(field, error.message())
}

/// Whether the webhook is one that may be called cannot be found out now.
pub(crate) fn webhook_not_checked(error: &PushError) -> A2aError {
    unavailable(format!(
        "the push notification URL could not be checked: {}; try again later",
        error.message()
    ))
}

pub(crate) fn too_many_webhooks(task_id: &str, limit: usize) -> A2aError {
    let message =
        format!("the task has {limit} push notification configurations, as many as can; delete some");
    A2aError::new(ErrorKind::UnsupportedOperation, message).with_metadata("taskId", task_id)
}

/// §3.3.4.
pub(crate) fn extended_card_not_supported() -> A2aError {
    A2aError::new(ErrorKind::UnsupportedOperation, "this agent has no extended card")
}

/// §3.1.11.
pub(crate) fn no_extended_card() -> A2aError {
    A2aError::new(
        ErrorKind::ExtendedAgentCardNotConfigured,
        "this agent promises an extended card and has none for this caller",
    )
}

/// §3.1.1.
pub(crate) fn media_type_not_supported(media_type: &str, accepted: &[String]) -> A2aError {
    let media_type: String = media_type.chars().take(64).collect();
    let message = format!(
        "the agent does not take parts of the media type `{media_type}`; it takes {}",
        accepted.join(", ")
    );
    A2aError::new(ErrorKind::ContentTypeNotSupported, message).with_metadata("mediaType", media_type)
}

pub(crate) fn shutting_down() -> A2aError {
    unavailable("the agent is shutting down".to_owned())
}

pub(crate) fn too_many_runs(limit: usize) -> A2aError {
    unavailable(format!(
        "the agent is busy with {limit} messages, as many as it can; try again later"
    ))
}

/// The store has as many unfinished tasks as it can.
pub(crate) fn store_full() -> A2aError {
    unavailable(
        "the agent has as many unfinished tasks as it can; finish or cancel some, or try again later"
            .to_owned(),
    )
}

pub(crate) fn store_unavailable() -> A2aError {
    unavailable("the agent cannot reach its tasks now; try again later".to_owned())
}

pub(crate) fn store_corrupt() -> A2aError {
    A2aError::internal("the agent cannot read what it has stored")
}

/// The task may have got farther than anybody will ever know.
pub(crate) fn outcome_lost() -> A2aError {
    unavailable("the agent could not record the outcome of the task; ask for the task later".to_owned())
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

/// The beginning of an id that only the caller knows: it has any length, and an error goes back for each.
fn excerpt(id: &str) -> String {
    id.chars().take(256).collect()
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
    .with_retry_after(RETRY_AFTER)
}
