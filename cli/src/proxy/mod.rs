//! A proxy between any client and any agent: everything passes unchanged, and is checked beside the way.
//!
//! ```text
//! client ──> server ──> forward ──> upstream ──> agent
//!                         │  a tap on either body copies references to what passes, not bytes
//!                         └─> queue ──> checker (a thread) ──> records: findings, counts, transcript, feed
//! ```
//!
//! What passes is handed to the queue when it is on its way. A full queue holds up the reading, not the memory.

mod card;
mod checker;
mod forward;
mod headers;
mod learn;
mod origin;
mod queue;
mod routes;
mod tally;
mod tapped;
mod upstream;

pub(crate) use checker::Checker;
pub(crate) use forward::Proxy;
pub(crate) use learn::learn;
pub(crate) use origin::Origin;
pub(crate) use queue::Queue;
pub(crate) use routes::Routes;
pub(crate) use tally::Tally;
pub(crate) use upstream::{Upstream as UpstreamClient, upstream as upstream_client};
