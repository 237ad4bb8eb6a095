//! What a case finds, and how it says so.

use crate::store::{StoreError, StoreErrorKind};
use std::error::Error;
use std::fmt;
use std::panic::Location;

/// How a store breaks its contract.
#[non_exhaustive]
pub struct Violation {
    /// What was expected and what came.
    pub message: String,
    /// The line of the suite that found it.
    pub found_at: &'static Location<'static>,
}

/// What a step of a case comes to.
pub(super) type Verdict<T = ()> = Result<T, Violation>;

impl Violation {
    #[track_caller]
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            found_at: Location::caller(),
        }
    }

    /// Says under which circumstances it came to this.
    pub(super) fn with_circumstances(mut self, circumstances: impl fmt::Display) -> Self {
        self.message = format!("{} ({circumstances})", self.message);
        self
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\n  found at {}", self.message, self.found_at)
    }
}

/// As it is displayed: this is what a test that returns it prints.
impl fmt::Debug for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Error for Violation {}

/// What was found must be what was expected.
#[track_caller]
pub(super) fn same<T: PartialEq + fmt::Debug>(what: impl fmt::Display, found: &T, expected: &T) -> Verdict {
    if found == expected {
        return Ok(());
    }
    let (found, expected) = around_difference(&format!("{found:?}"), &format!("{expected:?}"));
    Err(Violation::new(format!(
        "{what}\n  expected {expected}\n  found    {found}"
    )))
}

/// A condition must hold.
#[track_caller]
pub(super) fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Verdict {
    if holds {
        Ok(())
    } else {
        Err(Violation::new(otherwise()))
    }
}

/// A call must succeed.
#[track_caller]
pub(super) fn succeeded<T>(what: impl fmt::Display, result: Result<T, StoreError>) -> Verdict<T> {
    result.map_err(|error| {
        Violation::new(format!(
            "{what} must succeed, but failed as {:?}: {error}",
            error.kind()
        ))
    })
}

/// A call must fail in this way.
#[track_caller]
pub(super) fn refused<T: fmt::Debug>(
    what: impl fmt::Display,
    result: Result<T, StoreError>,
    kind: StoreErrorKind,
) -> Verdict {
    match result {
        Err(error) if error.kind() == kind => Ok(()),
        Err(error) => Err(Violation::new(format!(
            "{what} must fail as {kind:?}, but failed as {:?}: {error}",
            error.kind()
        ))),
        Ok(value) => Err(Violation::new(format!(
            "{what} must fail as {kind:?}, but returned {value:?}"
        ))),
    }
}

/// The pieces of two long texts where they begin to differ.
fn around_difference(found: &str, expected: &str) -> (String, String) {
    const BEFORE: usize = 60;
    const AFTER: usize = 240;
    let common = found
        .chars()
        .zip(expected.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let skip = common.saturating_sub(BEFORE);
    let piece = |text: &str| {
        let before = if skip > 0 { "…" } else { "" };
        let piece: String = text.chars().skip(skip).take(BEFORE + AFTER).collect();
        let after = if text.chars().count() > skip + BEFORE + AFTER {
            "…"
        } else {
            ""
        };
        format!("{before}{piece}{after}")
    };
    (piece(found), piece(expected))
}
