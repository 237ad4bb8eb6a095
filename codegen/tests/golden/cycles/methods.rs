// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The tables of operations, routes and messages.

use super::{Branch, Expression, Expressions, Node, Ping, Pong, Tree};
use ::a2a_bindings::protocol::{MethodInfo, Protocol, Route, Segment};
use ::a2a_bindings::protojson;

/// `Walk`.
pub const WALK: MethodInfo = MethodInfo {
    name: "Walk",
    request: "Node",
    response: Some("Tree"),
    streaming: false,
    routes: &[Route::with_body("POST", &[Segment::Literal("walk")])],
    capability: None,
    unsupported: None,
};

/// The JSON Schema (2020-12) that this version was generated from.
pub static SCHEMA: &str = include_str!("a2a.json");

/// The tables of this version.
pub static PROTOCOL: Protocol = Protocol {
    version: "0.2",
    methods: &[WALK],
    errors: &[],
    messages: &[
        <Branch as protojson::Message>::INFO,
        <Expression as protojson::Message>::INFO,
        <Expressions as protojson::Message>::INFO,
        <Node as protojson::Message>::INFO,
        <Ping as protojson::Message>::INFO,
        <Pong as protojson::Message>::INFO,
        <Tree as protojson::Message>::INFO,
    ],
    schema: SCHEMA,
};
