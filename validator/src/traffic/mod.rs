//! Checking HTTP traffic, in both directions and both bindings, wherever it comes from.
//!
//! An [`Inspector`] is shown requests and responses with their bodies as they pass, piece by piece, and hands over a
//! [`Record`] of each request, response and event with what is wrong with it. It does no input or output of its own
//! and holds nothing up. The tower [`layer`](mod@crate::layer) is a thin adapter of it.
//!
//! A document is checked when its last byte has come, an event of a stream when its blank line has.
//!
//! Besides the rules of [`Finding::rule`](crate::Finding::rule) there are these:
//!
//! | rule | what is wrong |
//! | --- | --- |
//! | `content-type` | the media type is not one that the binding has for this content (§9.1, §11.1) |
//! | `cache-control` | caches or proxies may hold a stream back, or may not keep a card (§8.6.1) |
//! | `content-encoding` | the body is compressed, so that it cannot be read here: look further inside |
//! | `etag` | an agent card has none (§8.6.1) |
//! | `id` | a JSON-RPC response does not repeat the `id` of its request |
//! | `route` | no operation has this verb and path (§11.3) |
//! | `sse` | the stream ends within an event, which clients drop, or has lines that are no fields |
//! | `status` | the code in an HTTP+JSON error is not the status of the response (§11.6) |
//! | `version` | `A2A-Version` is missing, or is not the version that is checked (§3.6) |
//! | `withheld` | the transcript does not have the body, since it may hold a secret |
//!
//! Everything is measured against the one protocol version of the validator, whatever `A2A-Version` says.
//!
//! Not looked at: what is not under a mount; HEAD, OPTIONS and, on a JSON-RPC mount, everything but POST; redirects
//! and other responses that carry nothing; and refusals of HTTP itself (401, 403, 407, 429, 502, 503, 504) that are
//! not JSON, because what stands before an agent knows nothing of A2A.

mod blocks;
mod event_stream;
mod headers;
mod inspector;
mod judge;
mod kept;
mod media_type;
mod mounts;
mod ongoing;
mod parameters;
mod record;
mod recorder;
mod request;
mod response;
mod tap;

pub use inspector::{Exchange, Inspector};
pub use mounts::Mounts;
pub use record::{Binding, Direction, Kind, Record};
pub use recorder::Recorder;
pub use tap::BodyTap;

#[cfg(feature = "conformance")]
pub(crate) use event_stream::{Event, Splitter};

pub(crate) use blocks::{Block, Blocks};
pub(crate) use kept::{Absence, Kept};
pub(crate) use media_type::is_encoded;

#[cfg(feature = "layer")]
pub(crate) use judge::{Judge, Judged};
#[cfg(feature = "layer")]
pub(crate) use media_type::MediaType;
