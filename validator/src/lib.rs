//! Checks what a peer sends against the protocol's schema, in whatever language the peer is written.
//!
//! A [`Validator`] holds the JSON Schema that the bindings were generated from. It checks a document as a
//! [`Subject`]: a type by its name, the request or the response of an operation, a JSON-RPC envelope, an HTTP
//! error. It answers with every [`Finding`], not with the first: where it is, which rule it breaks and in which section,
//! how bad that is, what would be right and how to repair it. There are two profiles: the canonical form, which is what a
//! correct peer emits, and the lenient one, which is what a receiver has to accept.
//!
//! ```
//! use a2a_bindings::v1_0::PROTOCOL;
//! use a2a_validator::{Profile, Subject, Validator};
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
//! assert_eq!((findings[0].section.as_str(), findings[0].hint.as_str()), ("§5.5", "receivers accept both names"));
//!
//! // Receivers put up with the name, and clients with a state that they do not know.
//! let report = validator.report(None, task, Profile::Lenient)?;
//! assert_eq!(report.subject, Some(Subject::Type("Task")));
//! assert!(report.is_valid());
//! # Ok::<(), a2a_validator::Error>(())
//! ```
//!
//! A valid document is checked in one pass over its bytes, for about half of what it costs to parse it.
//!
//! What no single document shows has rules of its own: [`StreamRules`] for the events of a stream, [`check_card`] for an
//! agent card beyond its schema, and `Conversation` (with the feature `traffic`) for several exchanges with one peer.
//! [`RULES`] lists every rule there is.
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `conformance` | [`acts`]: runs conformance suites in the ACTS format against an agent; [`probe`](mod@probe): whether an agent does what its card says |
//! | `yaml` | [`yaml`]: YAML 1.2 as JSON values, with the place of every error |
//! | `traffic` | [`traffic`](mod@traffic): HTTP traffic, checked as it passes, and the rules of a [`Conversation`]; [`transcript`](mod@transcript): recorded, and checked again |
//! | `layer` | [`layer`](mod@layer): a tower layer that checks everything that passes a server, without touching it; includes `traffic` |

#[cfg_attr(
    not(feature = "traffic"),
    allow(dead_code, reason = "conversations need more of it than streams")
)]
mod bounded;
mod card;
#[cfg(feature = "traffic")]
mod conversation;
#[cfg_attr(
    not(feature = "traffic"),
    allow(dead_code, reason = "conversations need more of it than streams")
)]
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
#[cfg_attr(
    not(feature = "traffic"),
    allow(dead_code, reason = "conversations need more of it than streams")
)]
mod stream;
mod subject;
mod validator;
mod wording;

#[cfg(feature = "conformance")]
pub mod acts;
pub mod formats;
#[cfg(feature = "layer")]
pub mod layer;
#[cfg(feature = "conformance")]
pub mod probe;
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
