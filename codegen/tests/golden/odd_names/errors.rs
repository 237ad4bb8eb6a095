// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The errors with their codes in every binding.

use ::a2a_bindings::{A2aError, ErrorInfo};

/// The errors that the specification names (§3.3.2, §9.5).
///
/// Gives [`A2aError::new`] its first argument, and tells apart what a peer reported with
/// [`ErrorKind::of`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `UnsupportedOperationError`.
    UnsupportedOperation,
    /// `SelfError`.
    SelfType,
    /// `ResultError`.
    Result,
}

impl ErrorKind {
    /// Which error it is; `None` for one that this version does not name.
    #[must_use]
    pub fn of(error: &A2aError) -> Option<Self> {
        match &*error.info().name {
            "UnsupportedOperationError" => Some(Self::UnsupportedOperation),
            "SelfError" => Some(Self::SelfType),
            "ResultError" => Some(Self::Result),
            _ => None,
        }
    }
    /// What the specification says about the error (§5.4).
    #[must_use]
    pub const fn info(self) -> ErrorInfo {
        match self {
            Self::UnsupportedOperation => {
                ErrorInfo::new(
                    "UnsupportedOperationError",
                    -32004,
                    400,
                    "FAILED_PRECONDITION",
                    Some("UNSUPPORTED_OPERATION"),
                )
            }
            Self::SelfType => ErrorInfo::new("SelfError", -1, 500, "INTERNAL", None),
            Self::Result => ErrorInfo::new("ResultError", -2, 500, "INTERNAL", None),
        }
    }
}

impl From<ErrorKind> for ErrorInfo {
    fn from(kind: ErrorKind) -> Self {
        kind.info()
    }
}
