//! What is wrong with a file of behaviours, and where.

/// A mistake at a place in the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The place, as a JSON pointer.
    pub(super) pointer: String,
    pub(super) message: String,
}

impl Problem {
    pub(super) fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            message: message.into(),
        }
    }
}
