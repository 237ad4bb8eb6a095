//! Calling agents: discovery, and a transport for both HTTP bindings under the generated client.

mod answer;
mod binding;
mod error;
mod events;
mod http_client;
mod http_json;
mod json_rpc;
mod options;
mod reported;
mod sse;
mod transport;

pub use binding::Binding;
pub use error::{ClientError, ClientErrorKind};
pub use http_client::{http_client, http_client_builder};
pub use options::TransportOptions;
pub use sse::{SseDecoder, SseError, SseEvent};
pub use transport::HttpTransport;
