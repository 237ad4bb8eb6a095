//! Calling agents: discovery, and a transport for both HTTP bindings under the generated client.
//!
//! ```no_run
//! use a2a_bindings::v1_0::{Message, Role, SendMessageRequest};
//! use a2a_runtime::client::{ConnectOptions, connect, fetch_card, http_client};
//!
//! # async fn ask() -> Result<(), a2a_runtime::client::ClientError> {
//! let http = http_client()?;
//! let found = fetch_card(&http, "localhost:8080").await?;
//! let client = connect(&found.card, ConnectOptions::new().with_http(http))?;
//! let request = SendMessageRequest::new(Message::new("m-1", Role::User, ["hello"]));
//! let response = client.send_message(request).await?;
//! # Ok(())
//! # }
//! ```

mod address;
mod answer;
mod binding;
mod call;
mod card;
mod connect;
mod error;
mod events;
mod http_client;
mod http_json;
mod http_service;
mod json;
mod json_rpc;
mod options;
mod reported;
mod sse;
mod transport;

pub use binding::Binding;
pub use card::{FetchedCard, fetch_card, fetch_card_from_url};
pub use connect::{ConnectOptions, connect};
pub use error::{ClientError, ClientErrorKind};
pub use http_client::{http_client, http_client_builder, tls_config};
pub use http_service::HttpService;
pub use options::TransportOptions;
pub use sse::{SseDecoder, SseError, SseEvent};
pub use transport::HttpTransport;
