//! The generator, from the definition to the files: what it makes, what it refuses, and in which words.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod support;

mod descriptions;
mod diff_changes;
mod diff_command;
mod diff_operations;
mod document;
mod golden;
mod import_proto;
mod layout;
mod output;
mod published;
mod refused_document;
mod refused_names;
mod refused_operations;
mod refused_proto;
mod refused_types;
mod supplement;
mod workspace;
