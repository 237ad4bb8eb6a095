//! Checks what a peer sends against the protocol's schema, in whatever language the peer is written.
//!
//! A [`Validator`] holds the JSON Schema that the bindings were generated from. It checks a document as a
//! [`Subject`]: a type by its name, the request or the response of an operation, a JSON-RPC envelope, an HTTP
//! error. It answers with every [`Finding`], not with the first. What it measures against is the canonical form,
//! which is what an agent should emit; a receiver has to accept more than that, and where it does the finding says
//! so.
//!
//! ```
//! use a2a_bindings::v1_0::PROTOCOL;
//! use a2a_validator::{Subject, Validator};
//!
//! let validator = Validator::new(&PROTOCOL)?;
//! let task = br#"{"id": "t-1", "context_id": "c-1", "status": {"state": "completed"}}"#;
//! let findings = validator.validate_bytes(Subject::Type("Task"), task)?;
//!
//! let lines: Vec<_> = findings.iter().map(ToString::to_string).collect();
//! assert_eq!(
//!     lines,
//!     [
//!         "/context_id: the JSON name of `context_id` is `contextId`",
//!         "/status/state: `completed` is not among the values; did you mean `TASK_STATE_COMPLETED`?",
//!     ],
//! );
//! # Ok::<(), a2a_validator::Error>(())
//! ```
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `conformance` | [`acts`]: runs conformance suites in the ACTS format against an agent |
//! | `yaml` | [`yaml`]: YAML 1.2 as JSON values, with the place of every error |
//! | `traffic` | [`traffic`](mod@traffic): HTTP traffic, checked as it passes; [`transcript`](mod@transcript): recorded, and checked again |
//! | `layer` | [`layer`](mod@layer): a tower layer that checks everything that passes a server, without touching it; includes `traffic` |

mod bounded;
mod card;
#[cfg(feature = "traffic")]
mod conversation;
mod digest;
mod document;
mod empty_lists;
mod error;
mod explain;
mod fast;
mod finding;
mod findings;
mod form;
mod guess;
mod lenient;
mod names;
mod place;
mod report;
mod rules;
mod schema;
mod stream;
mod subject;
mod validator;
mod wording;

#[cfg(feature = "conformance")]
pub mod acts;
pub mod formats;
#[cfg(feature = "layer")]
pub mod layer;
#[cfg(feature = "traffic")]
pub mod traffic;
#[cfg(feature = "traffic")]
pub mod transcript;
#[cfg(feature = "yaml")]
pub mod yaml;

pub use card::check_card;
#[cfg(feature = "traffic")]
pub use conversation::Conversation;
pub use error::{Error, ErrorKind};
pub use finding::{Finding, Severity};
pub use guess::{Certainty, Guess};
pub use report::{Profile, Report};
pub use rules::{RULES, Rule, Scope, rule};
pub use stream::StreamRules;
pub use subject::Subject;
pub use validator::Validator;
