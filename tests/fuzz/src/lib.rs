//! One function for each parser of bytes from outside: it feeds the bytes to the parser the way the network would, and
//! panics if what comes out is not what must hold of it, whatever the bytes are.
//!
//! libFuzzer runs them for long (`fuzz_targets/`), and `tests/fuzzing.rs`, which includes this file as a module, for
//! seconds with every test run: over `seeds/` and mutations of it.

mod answer;
mod card;
mod echo;
mod engine;
mod http_json;
mod json_rpc;
mod proto_json;
mod push;
mod request;
mod scalars;
mod sse;
mod traffic;
mod validate;

pub use answer::answer;
pub use card::{card, keys};
pub use engine::engine;
pub use http_json::{headers, http_json};
pub use json_rpc::json_rpc;
pub use proto_json::{parameters, proto_json};
pub use push::push;
pub use scalars::{base64, path, timestamp};
pub use sse::sse;
pub use traffic::{traffic, transcript};
pub use validate::validate;

/// A target by its name, which is also that of the folder with its seeds.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 17] = [
    ("answer", answer),
    ("base64", base64),
    ("card", card),
    ("engine", engine),
    ("headers", headers),
    ("http_json", http_json),
    ("json_rpc", json_rpc),
    ("keys", keys),
    ("parameters", parameters),
    ("path", path),
    ("proto_json", proto_json),
    ("push", push),
    ("sse", sse),
    ("timestamp", timestamp),
    ("traffic", traffic),
    ("transcript", transcript),
    ("validate", validate),
];
