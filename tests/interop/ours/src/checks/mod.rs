//! The checks, by what they are about.

pub(crate) mod errors;
pub(crate) mod messages;
pub(crate) mod push;
pub(crate) mod tasks;
