//! Runs conformance suites in the ACTS format against an agent.

mod assertion;
mod error;
mod path;
mod report;
pub(crate) mod result;
pub(crate) mod run;
pub(crate) mod suite;
mod template;
mod until;

pub use error::{RunError, RunErrorKind, SuiteError};
pub use report::{html, junit, summary};
pub use result::{Count, Report, Verdict};
pub use run::{Options, Progress, run};
pub use suite::{Level, Suites, Transport};
