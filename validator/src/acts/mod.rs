//! Runs conformance suites in the ACTS format (A2A Conformance Test Specification, a draft) against an agent, over
//! JSON-RPC and HTTP+JSON.
//!
//! [`Suites`] are read strictly: what is not understood is a [`SuiteError`] with file, line and path, before anything is
//! sent. [`run`] then sends what they say, with an HTTP client of its own rather than a typed one, because it has to see
//! what is wrong. It gives a [`Report`] for each binding, as the format's JSON ([`Report::to_json`]), as JUnit
//! ([`junit`]), as a page ([`html`]) or as text ([`summary`]). Everything that the agent sends is checked against the
//! schema too; those findings stand beside the results and change none.
//!
//! ```no_run
//! use a2a_bindings::v1_0::PROTOCOL;
//! use a2a_validator::Validator;
//! use a2a_validator::acts::{Options, Suites, run, summary};
//!
//! # async fn example(client: reqwest::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let suites = Suites::load(["tests/mine.acts.yaml"])?;
//! let validator = Validator::new(&PROTOCOL)?;
//! let reports = run(&suites, client, &validator, &Options::new("http://localhost:8080"), |_| {}).await?;
//! print!("{}", summary(&reports));
//! # Ok(())
//! # }
//! ```
//!
//! Where the text of the format, its official files and the specification of A2A differ, the specification wins. A test
//! that is known to contradict it also runs as it would agree with it, and that one counts; see [`Verdict`]. What a test
//! cannot tell is ambiguous and never passed: assertions about every element of nothing, and what the steps leave to the
//! runner in words. `docs/conformance.md` in the repository lists what is understood beyond the format's text.

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
