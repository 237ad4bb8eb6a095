//! A tower layer that checks what passes an HTTP server that serves A2A, in both directions and both bindings,
//! without touching it.
//!
//! Bodies are passed on frame by frame and copied aside. A document is checked when its last byte has come, an event
//! of a stream when its blank line has, so a stream is never held up; the frame that completes them waits for the
//! check, some ten microseconds for an ordinary task, and then every record of an answer is there before the client
//! has all of it.
//!
//! ```
//! use a2a_bindings::v1_0::PROTOCOL;
//! use a2a_validator::Validator;
//! use a2a_validator::layer::{CheckLayer, Direction, Mounts, Recorder};
//!
//! let recorder = Recorder::new();
//! let mounts = Mounts::new().json_rpc("/rpc").http_json("/v1");
//! let layer = CheckLayer::new(Validator::new(&PROTOCOL)?, mounts, recorder.sink());
//! // let app = app.layer(layer);
//! // … talk to the app …
//! let bad: Vec<_> =
//!     recorder.invalid().into_iter().filter(|record| record.direction == Direction::Response).collect();
//! assert!(bad.is_empty(), "{bad:#?}");
//! # drop(layer);
//! # Ok::<(), a2a_validator::Error>(())
//! ```
//!
//! A [`CheckLayer`] reports, and its [`enforcing`](CheckLayer::enforcing) form lets only pass what is valid. On the side of
//! a client, whatever takes tower layers takes both: `ConnectOptions::with_layer` and `HttpTransport::with_layer` of the
//! crate `a2a-runtime` put them before its HTTP client, below `v1_0::Client`.
//!
//! What is looked at, and by which rules, [`traffic`](mod@crate::traffic) says: the layer shows what passes to an
//! [`Inspector`](crate::traffic::Inspector).

mod body;
mod enforce;
mod gated;
mod refusal;
mod service;

pub use crate::traffic::{Binding, Direction, Kind, Mounts, Record, Recorder};
pub use body::Checked;
pub use enforce::{Enforce, EnforceLayer};
pub use gated::Gated;
pub use service::{Check, CheckLayer, ResponseFuture};
