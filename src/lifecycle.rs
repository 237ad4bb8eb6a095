//! What the prose says about task states (§4.1.3, §3.2.2).

use crate::v1_0::TaskState;

impl TaskState {
    /// Whether the task is over: no event follows, and it takes no message.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(
            self,
            Self::Completed | Self::Failed | Self::Canceled | Self::Rejected
        )
    }

    /// Whether the task waits for the client: it goes on with the next message.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(self, Self::InputRequired | Self::AuthRequired)
    }
}
