//! The requests of a transcript, sent again to an agent, and how its answers differ in kind.

mod answer;
mod difference;
mod ids;
mod player;
mod recorded;
mod report;
mod target;

pub(crate) use player::{Player, Settings};
pub(crate) use recorded::Recorded;
pub(crate) use target::Target;
