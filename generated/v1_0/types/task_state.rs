// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `TaskState`.

use crate::protojson::{self, Enumeration, UnknownEnum};
use crate::validate::{Checker, Validate};

/// Stage of a task's life cycle (§4.1.3). Completed, failed, cancelled and rejected are terminal:
/// nothing changes afterwards. Input required and auth required are interrupted: the caller has to
/// act before work goes on.
///
/// JSON carries the full constant, such as `TASK_STATE_WORKING` (§5.5). Later protocol versions
/// may add values, so a reader must not take an unfamiliar one for a task that is still running.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TaskState {
    /// No state was given, or it cannot be determined. As the `status` filter of `ListTasks` it
    /// selects tasks in any state.
    #[default]
    Unspecified,
    /// The agent has accepted the task and not begun it yet.
    Submitted,
    /// The agent is busy with the task. It may be reported repeatedly, each time with a new progress
    /// note in `TaskStatus.message`.
    Working,
    /// The task is done and its artifacts are final. Terminal: further messages are refused with
    /// `UnsupportedOperationError` (§3.1.1).
    Completed,
    /// The task ended because of an error. Terminal; `TaskStatus.message` is the place for the reason.
    Failed,
    /// The task was called off before it was done, as a rule through `CancelTask` (§3.1.5). Terminal;
    /// artifacts produced up to that point may remain.
    Canceled,
    /// The agent waits for an answer from the caller. Interrupted: the question is in
    /// `TaskStatus.message`, and a message that names the task in `taskId` resumes the work (§3.4.3).
    /// Blocking sends return at this point (§3.2.2).
    InputRequired,
    /// The agent declines the task, straight away or after a closer look. Terminal;
    /// `TaskStatus.message` is the place for the reason.
    Rejected,
    /// The agent lacks an authorisation and leaves it to the caller to arrange one (§7.6).
    /// Interrupted: `TaskStatus.message` says what is needed, and credentials normally travel outside
    /// the protocol. Work may resume without another message, so the caller keeps a stream, a webhook
    /// or polling going (§7.6.2).
    AuthRequired,
    /// A value that this version of the protocol does not have.
    Unrecognized(UnknownEnum),
}

impl TaskState {
    /// Whether the task is over: no event follows, and it takes no message (§4.1.3, §3.1.1).
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Canceled | Self::Rejected)
    }
    /// Whether the task waits for the client: it goes on with the next message (§4.1.3, §3.2.2).
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(self, Self::InputRequired | Self::AuthRequired)
    }
}

impl Enumeration for TaskState {
    const NAME: &'static str = "TaskState";
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "TASK_STATE_UNSPECIFIED" => Some(Self::Unspecified),
            "TASK_STATE_SUBMITTED" => Some(Self::Submitted),
            "TASK_STATE_WORKING" => Some(Self::Working),
            "TASK_STATE_COMPLETED" => Some(Self::Completed),
            "TASK_STATE_FAILED" => Some(Self::Failed),
            "TASK_STATE_CANCELED" => Some(Self::Canceled),
            "TASK_STATE_INPUT_REQUIRED" => Some(Self::InputRequired),
            "TASK_STATE_REJECTED" => Some(Self::Rejected),
            "TASK_STATE_AUTH_REQUIRED" => Some(Self::AuthRequired),
            _ => None,
        }
    }
    fn from_number(number: i32) -> Option<Self> {
        match number {
            0i32 => Some(Self::Unspecified),
            1i32 => Some(Self::Submitted),
            2i32 => Some(Self::Working),
            3i32 => Some(Self::Completed),
            4i32 => Some(Self::Failed),
            5i32 => Some(Self::Canceled),
            6i32 => Some(Self::InputRequired),
            7i32 => Some(Self::Rejected),
            8i32 => Some(Self::AuthRequired),
            _ => None,
        }
    }
    fn from_unknown(value: UnknownEnum) -> Self {
        Self::Unrecognized(value)
    }
    fn name(&self) -> Result<&'static str, &UnknownEnum> {
        match self {
            Self::Unspecified => Ok("TASK_STATE_UNSPECIFIED"),
            Self::Submitted => Ok("TASK_STATE_SUBMITTED"),
            Self::Working => Ok("TASK_STATE_WORKING"),
            Self::Completed => Ok("TASK_STATE_COMPLETED"),
            Self::Failed => Ok("TASK_STATE_FAILED"),
            Self::Canceled => Ok("TASK_STATE_CANCELED"),
            Self::InputRequired => Ok("TASK_STATE_INPUT_REQUIRED"),
            Self::Rejected => Ok("TASK_STATE_REJECTED"),
            Self::AuthRequired => Ok("TASK_STATE_AUTH_REQUIRED"),
            Self::Unrecognized(unknown) => Err(unknown),
        }
    }
}

impl Validate for TaskState {
    fn check(&self, checker: &mut Checker) {
        checker.unknown_value(self);
    }
}

protojson::enumeration!(TaskState);

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for TaskState {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TaskState".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let _ = generator;
        crate::json_schema::enumeration(
            &[
                "TASK_STATE_UNSPECIFIED",
                "TASK_STATE_SUBMITTED",
                "TASK_STATE_WORKING",
                "TASK_STATE_COMPLETED",
                "TASK_STATE_FAILED",
                "TASK_STATE_CANCELED",
                "TASK_STATE_INPUT_REQUIRED",
                "TASK_STATE_REJECTED",
                "TASK_STATE_AUTH_REQUIRED",
            ],
        )
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(TaskState);
