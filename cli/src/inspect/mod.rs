//! A web page that shows what a browser, or any other client, and an agent say to each other.
//!
//! ```text
//! browser ──> guard ──> page, feed       the page's own
//!                  └──> /agent ──> proxy ──> agent
//! ```
//!
//! The page talks to the agent by way of the proxy, like any client, and gets a feed of what passed there: the lines of
//! a transcript, which have no credentials, and a record of each thing with what is wrong with it.

mod assets;
mod feed;
mod guard;
mod server;
mod session;

pub(crate) use server::{Inspect, app};
