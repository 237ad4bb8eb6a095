//! The server bindings, by the bytes on the wire.
#![cfg(feature = "server")]

#[path = "server/agent_card.rs"]
mod agent_card;
#[path = "server/context.rs"]
mod context;
#[path = "server/http_json.rs"]
mod http_json;
#[path = "server/json_rpc.rs"]
mod json_rpc;
#[path = "server/mounting.rs"]
mod mounting;
#[path = "server/serve.rs"]
mod serve;
#[path = "server/sse.rs"]
mod sse;
#[path = "server/support.rs"]
mod support;
