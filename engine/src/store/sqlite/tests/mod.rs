//! What cannot be seen from outside: plans of queries, migrations that do not exist yet, and how much is deleted at
//! once.

mod migrations;
pub(super) mod plans;
mod sweeping;
