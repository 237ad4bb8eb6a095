//! A test suite of the contract of [`TaskStore`](super::TaskStore), for any store.
//!
//! [`store_conformance!`](crate::store_conformance) makes one test of each case. It takes what makes an empty store, or
//! for a store that lasts what makes empty storage and what opens it: then the cases on what is there after a restart
//! are tried as well. Each may fail with any error.
//!
//! ```
//! # use a2a_engine::store::*;
//! # use a2a_bindings::v1_0::TaskPushNotificationConfig;
//! # struct MyStore;
//! # impl MyStore {
//! #     fn new() -> Self { Self }
//! #     async fn open(_: &std::path::Path) -> std::io::Result<Self> { Ok(Self) }
//! # }
//! # impl TaskStore for MyStore {
//! #     async fn create(&self, _: &Scope, _: &Entry, _: Option<&TaskPushNotificationConfig>) -> Result<(), StoreError> { Ok(()) }
//! #     async fn append(&self, _: &Scope, _: &str, _: &Entry) -> Result<(), StoreError> { Ok(()) }
//! #     async fn get(&self, _: &Scope, _: &str) -> Result<Option<StoredTask>, StoreError> { Ok(None) }
//! #     async fn entries(&self, _: &Scope, _: &str, _: u64, _: usize) -> Result<Option<Vec<Entry>>, StoreError> { Ok(None) }
//! #     async fn list(&self, _: &Scope, _: &Query) -> Result<Page, StoreError> { Ok(Page::default()) }
//! #     async fn unfinished(&self, _: Option<&TaskKey>, _: usize) -> Result<Vec<TaskKey>, StoreError> { Ok(Vec::new()) }
//! #     async fn put_webhook(&self, _: &Scope, _: &TaskPushNotificationConfig, _: usize) -> Result<(), StoreError> { Ok(()) }
//! #     async fn webhooks(&self, _: &Scope, _: &str) -> Result<Option<Vec<PushRegistration>>, StoreError> { Ok(None) }
//! #     async fn delete_webhook(&self, _: &Scope, _: &str, _: &str) -> Result<(), StoreError> { Ok(()) }
//! #     async fn delivered(&self, _: &Scope, _: &str, _: &str, _: u64) -> Result<(), StoreError> { Ok(()) }
//! #     async fn give_up(&self, _: &Scope, _: &str, _: &str, _: &PushFailure) -> Result<(), StoreError> { Ok(()) }
//! #     async fn undelivered(&self, _: Option<&TaskKey>, _: usize) -> Result<Vec<TaskKey>, StoreError> { Ok(Vec::new()) }
//! #     async fn dead_letters(&self, _: &Scope, _: usize) -> Result<Vec<PushRegistration>, StoreError> { Ok(Vec::new()) }
//! # }
//! mod a_store_that_ends_with_the_process {
//!     # use super::MyStore;
//!     a2a_engine::store_conformance!(async || Ok(MyStore::new()));
//! }
//!
//! mod a_store_that_lasts {
//!     # use super::MyStore;
//!     use tempfile::TempDir;
//!
//!     a2a_engine::store_conformance!(
//!         async || Ok(TempDir::new()?),
//!         async |folder: &TempDir| Ok(MyStore::open(folder.path()).await?),
//!     );
//! }
//!
//! // Without the test harness: the report prints as a list.
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! use a2a_engine::store::conformance::{Subject, run};
//!
//! let report = run(&Subject::new(async || Ok(MyStore::new()))).await;
//! assert!(report.failed().contains(&"a_rich_task_comes_back"), "{report}");
//! # }
//! ```
//!
//! Every case gets a store of its own, so they can run at the same time. Some use random numbers: what they find says
//! how to have the same numbers again (`A2A_CONFORMANCE_SEED`). What the suite cannot try is
//! [`StoreErrorKind::Full`](super::StoreErrorKind::Full) of a create, [`Corrupt`](super::StoreErrorKind::Corrupt) and
//! [`Unavailable`](super::StoreErrorKind::Unavailable): only the store knows how to bring them about.

mod case;
mod cases;
mod dropped;
mod entries;
mod fold;
mod list;
mod log;
mod outbox;
mod races;
mod restart;
mod sample;
mod scopes;
mod subject;
mod tracked;
mod unfinished;
mod violation;
mod webhooks;

pub use case::{Case, Report};
pub use cases::cases;
pub use subject::{SetupError, Subject};
pub use violation::Violation;

/// Tries all cases, one after the other; those on restarts only if the store lasts. Needs a tokio runtime with a clock.
pub async fn run(subject: &Subject) -> Report {
    let mut outcomes = Vec::new();
    for case in cases() {
        if subject.lasts() || !case.lasting {
            outcomes.push((case, case.run(subject).await));
        }
    }
    Report { outcomes }
}

/// Tries the case of this name, in a tokio runtime of several threads: what the tests of
/// [`store_conformance!`](crate::store_conformance) do.
///
/// # Errors
/// The store breaks the rule, or there was none to test, or there is no such case.
pub fn test(name: &str, subject: &Subject) -> Result<(), Violation> {
    let case = cases().find(|case| case.name == name);
    let case = case.ok_or_else(|| Violation::new(format!("there is no case {name:?}")))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .map_err(|error| Violation::new(format!("there is no runtime: {error}")))?;
    runtime.block_on(case.run(subject))
}
