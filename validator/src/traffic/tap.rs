//! What looks at a body while it passes.

use super::inspector::Shared;
use super::kept::Absence;
use crate::transcript::BodyLog;
use std::fmt;
use std::sync::Arc;

/// What looks on.
pub(super) trait Tap: Send + Sync {
    /// Sees the next bytes.
    fn data(&mut self, bytes: &[u8]);

    /// Hears of bytes that it cannot see: of a document, or the data of an event.
    fn miss(&mut self, length: usize, absence: Absence);

    /// Sees the end, or that there will be none: the body failed or its reader went away.
    fn end(self: Box<Self>, complete: bool);
}

/// Looks at the body of a request or response while it passes.
///
/// Show it every piece of the body, however it is cut, and then its end. Dropped without an end, the body counts as
/// cut off. The default one looks at nothing.
#[must_use = "the body counts as cut off when this is dropped"]
#[derive(Default)]
pub struct BodyTap(Option<Watch>);

struct Watch {
    shared: Arc<Shared>,
    /// `None` if there is nothing to check.
    tap: Option<Box<dyn Tap>>,
    log: Option<BodyLog>,
}

impl BodyTap {
    pub(super) fn new(shared: &Arc<Shared>, tap: Option<Box<dyn Tap>>, log: Option<BodyLog>) -> Self {
        let shared = Arc::clone(shared);
        let watched = tap.is_some() || log.is_some();
        Self(watched.then_some(Watch { shared, tap, log }))
    }

    /// Whether anybody looks; if not, there is no need to show it anything.
    #[must_use]
    pub fn is_watching(&self) -> bool {
        self.0.is_some()
    }

    /// Sees the next bytes. What they complete is checked before this returns: an event of a stream, never a document.
    pub fn data(&mut self, bytes: &[u8]) {
        let Some(Watch { shared, tap, log }) = &mut self.0 else {
            return;
        };
        let _order = shared.order();
        if let Some(log) = log {
            log.data(bytes);
        }
        if let Some(tap) = tap {
            tap.data(bytes);
        }
    }

    /// Hears of bytes that it cannot see: of a document, or the data of an event.
    pub(crate) fn miss(&mut self, length: usize, absence: Absence) {
        if let Some(Watch { tap: Some(tap), .. }) = &mut self.0 {
            tap.miss(length, absence);
        }
    }

    /// Sees the end: `complete`, or cut off. A document is checked before this returns.
    pub fn end(mut self, complete: bool) {
        self.finish(complete);
    }

    fn finish(&mut self, complete: bool) {
        let Some(Watch { shared, tap, log }) = self.0.take() else {
            return;
        };
        let _order = shared.order();
        if let Some(log) = log {
            log.end(complete);
        }
        if let Some(tap) = tap {
            tap.end(complete);
        }
    }
}

impl Drop for BodyTap {
    fn drop(&mut self) {
        self.finish(false);
    }
}

impl fmt::Debug for BodyTap {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BodyTap")
            .field("is_watching", &self.is_watching())
            .finish()
    }
}
