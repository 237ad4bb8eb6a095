//! What the network can say to a server, byte by byte, and what the server says then; after each of it, the server goes
//! on serving. Single cases of the routers alone stand in `runtime/tests/server`; here they have the protocol's own
//! operations, types and errors below them, and a connection above them.

mod bodies;
#[path = "../fuzz/src/echo.rs"]
mod echo;
mod http_json;
mod ids;
mod json_rpc;
mod wire;
