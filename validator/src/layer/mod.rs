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
//! Besides the rules of [`Finding::rule`](crate::Finding::rule) there are these:
//!
//! | rule | what is wrong |
//! | --- | --- |
//! | `content-type` | the media type is not one that the binding has for this content (§9.1, §11.1) |
//! | `content-encoding` | the body is compressed, so that it cannot be read here: put the layer further inside |
//! | `id` | a JSON-RPC response does not repeat the `id` of its request |
//! | `route` | no operation has this verb and path (§11.3) |
//! | `sse` | the stream ends within an event, which clients drop |
//! | `status` | the code in an HTTP+JSON error is not the status of the response (§11.6) |
//!
//! Everything is measured against the one protocol version of the validator, whatever `A2A-Version` says.
//!
//! Not looked at: what is not under a mount; HEAD, OPTIONS and, on a JSON-RPC mount, everything but POST; redirects
//! and other responses that carry nothing; and refusals of HTTP itself (401, 403, 407, 429, 502, 503, 504) that are
//! not JSON, because what stands before an agent knows nothing of A2A.

mod body;
pub(crate) mod event_stream;
mod exchange;
mod media_type;
mod mounts;
mod parameters;
mod record;
mod recorder;
mod request;
mod response;
mod service;

pub use body::Checked;
pub use mounts::Mounts;
pub use record::{Binding, Direction, Kind, Record};
pub use recorder::Recorder;
pub use service::{Check, CheckLayer, ResponseFuture};
