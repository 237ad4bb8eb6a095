//! The limits of a store.

/// What a store keeps, and for how long.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) max_tasks: usize,
    pub(super) kept_entries: usize,
    /// In milliseconds, if there is a limit.
    pub(super) max_age: Option<u64>,
    /// In milliseconds.
    pub(super) max_idle: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_tasks: 100_000,
            kept_entries: 1_000,
            max_age: None,
            max_idle: 60 * 60 * 1_000,
        }
    }
}
