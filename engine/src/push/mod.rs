//! Push notifications: what happens to a task is delivered to its webhooks (§4.3, §3.5.3).
//!
//! The outbox is the log. Every webhook has a place in the log of its task, and what comes after that place is still to
//! be delivered; so nothing is queued here that the store does not have, and a restart begins where the last process
//! ended. A delivery that succeeded just before a crash may be made again: at least once, never out of order. How often
//! a notification was tried is not kept; after a restart the attempts begin anew.
//!
//! ```text
//! Pusher::wake ──> Workers: which tasks have a worker ──> worker: a task ──> Delivery: a webhook ──> PushSender
//!                     └─ no room: Search finds the task in the store as soon as there is
//! ```
//!
//! There is nothing in here of HTTP, and nothing that an agent or a response waits for.

mod backoff;
mod delivery;
mod policy;
mod pusher;
mod race;
mod search;
mod sender;
#[cfg(test)]
mod tests;
mod worker;
mod workers;

pub use policy::PushPolicy;
pub(crate) use pusher::Pusher;
pub(crate) use sender::AnySender;
