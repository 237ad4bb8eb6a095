//! What cannot be seen from outside: plans of queries, and migrations that do not exist yet.

mod migrations;
pub(super) mod plans;
