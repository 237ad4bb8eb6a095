//! Server and client bindings for the A2A protocol.
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `server` | [`server`]: axum routers for JSON-RPC and HTTP+JSON over any [`a2a_bindings::Service`] |
//! | `cors` | `server::cors`: access from browsers on other origins; implies `server` |
//! | `client` | [`client`]: discovery, and a transport for both bindings under the generated client |
//! | `push` | [`push`]: push notifications to webhooks, and a route that receives them; implies `client` |
//! | `signatures` | [`signatures`]: canonical form, signing and verification of agent cards |

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "push")]
pub mod push;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "signatures")]
pub mod signatures;
