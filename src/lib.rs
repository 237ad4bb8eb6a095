//! The A2A (Agent2Agent) protocol, generated from its schema.
//!
//! [`v1_0`] holds what the schema of protocol version 1.0 says: the types, the `A2aHandler` trait, dispatch, the
//! method, route and error tables, and a client over any [`Transport`]. The rest of this crate is the little that
//! generated code of every version leans on. Nothing in here knows of an async runtime or of HTTP.
//!
//! ```
//! use a2a_bindings::v1_0::{Message, Role};
//!
//! let message: Message = a2a_bindings::from_slice(
//!     br#"{"message_id": "m-1", "role": 1, "parts": [{"text": "hi", "url": null}]}"#,
//! )?;
//! assert_eq!(message, Message::new("m-1", Role::User, ["hi"]));
//! assert_eq!(
//!     serde_json::to_string(&message).unwrap(),
//!     r#"{"messageId":"m-1","role":"ROLE_USER","parts":[{"text":"hi"}]}"#,
//! );
//! # Ok::<(), a2a_bindings::DecodeError>(())
//! ```
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `schemars` | `schemars::JsonSchema` for every generated type |

mod declared;
mod decode;
mod error;
mod event_id;
mod frame;
mod parameters;
mod push;
mod routing;
mod service;
mod stream;
mod timestamp;
mod transport;

#[cfg(feature = "schemars")]
pub mod json_schema;
pub mod protocol;
pub mod protojson;
pub mod validate;

#[rustfmt::skip]
#[path = "../generated/mod.rs"]
mod generated;

pub use declared::Declared;
pub use decode::{DecodeError, from_slice};
pub use error::{A2aError, ERROR_DOMAIN, ErrorInfo};
pub use frame::{Frame, Frames};
pub use generated::*;
pub use parameters::Parameters;
pub use push::{Push, PushAuthentication, PushError, PushErrorKind, PushSender, PushTarget};
pub use routing::{Matched, Operation};
pub use service::{Principal, Reply, RequestContext, Service};
pub use stream::{Event, EventStream};
pub use timestamp::{Timestamp, TimestampError};
pub use transport::{CallOptions, Empty, Transport};

pub use bytes::Bytes;

/// A JSON object: metadata and whatever else the protocol leaves open.
pub type Struct = serde_json::Map<String, serde_json::Value>;
