//! What the bindings tell `tracing`. The names are documented in the module's documentation, and stay.
//!
//! Nothing that a peer sent is among it, but for the principal that a layer made of it.

use super::exchange::Place;
use a2a_bindings::A2aError;
use std::error::Error;
use std::fmt::{self, Write};
use tracing::field::Empty;
use tracing::{Level, Span};

const TARGET: &str = "a2a";
/// How many causes are written down.
const MAX_CAUSES: usize = 8;
/// How many characters of a text are written down: a cause can quote what a peer sent.
const MAX_CHARACTERS: usize = 512;

/// The span of a request.
pub(super) fn span(place: Place) -> Span {
    tracing::info_span!(
        target: TARGET,
        "a2a.request",
        otel.kind = "server",
        a2a.binding = place.binding,
        a2a.version = place.version,
        a2a.method = Empty,
        enduser.id = Empty,
    )
}

/// A request was answered, or its stream opened.
pub(super) fn answered() {
    tracing::debug!(target: TARGET, "answered");
}

/// A request was refused; within its span.
pub(super) fn refused(error: &A2aError) {
    event("refused", None, error);
}

/// A stream failed after its response had begun.
pub(super) fn stream_failed(place: Place, error: &A2aError) {
    event("stream failed", Some(place), error);
}

/// An event about an error, in the level that is due: the server's own failures are errors, those with a cause, which
/// is written nowhere else, are warnings, and the rest is what happens every day. The message of a refusal may quote the
/// request, so only that of a failure is written down.
fn event(what: &'static str, place: Option<Place>, error: &A2aError) {
    let info = error.info();
    let is_refusal = (400..500).contains(&info.http_status);
    macro_rules! at {
        ($level:expr) => {
            tracing::event!(
                target: TARGET,
                $level,
                a2a.method = place.map(|place| place.method),
                a2a.binding = place.map(|place| place.binding),
                a2a.version = place.map(|place| place.version),
                a2a.error.code = info.json_rpc_code,
                a2a.error.reason = info.reason.as_deref(),
                a2a.error.message = (!is_refusal).then(|| display(Line(error.message()))),
                a2a.error.source = error.source().map(|source| display(Causes(source))),
                "{what}"
            )
        };
    }
    if !is_refusal {
        at!(Level::ERROR);
    } else if error.source().is_some() {
        at!(Level::WARN);
    } else {
        at!(Level::DEBUG);
    }
}

/// A text on one line, its beginning.
struct Line<'a>(&'a str);

impl fmt::Display for Line<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars().take(MAX_CHARACTERS) {
            formatter.write_char(if character.is_control() { ' ' } else { character })?;
        }
        Ok(())
    }
}

/// An error and its own causes.
struct Causes<'a>(&'a (dyn Error + 'static));

impl fmt::Display for Causes<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut cause = Some(self.0);
        for index in 0..MAX_CAUSES {
            let Some(error) = cause else { break };
            let separator = if index > 0 { ": " } else { "" };
            write!(formatter, "{separator}{}", Line(&error.to_string()))?;
            cause = error.source();
        }
        Ok(())
    }
}
