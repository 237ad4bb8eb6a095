// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The tables of operations, routes and messages.
#![expect(deprecated, reason = "what is deprecated is still read and written")]

use super::{
    ErrorKind, Aging, Beside, Choice, Everything, Implicit, Limited, Lists, Maps, Old,
    Optional, Point, Required, Several,
};
use ::a2a_bindings::protocol::{MethodInfo, Protocol};
use ::a2a_bindings::protojson;

/// `Send`.
pub const SEND: MethodInfo = MethodInfo {
    name: "Send",
    request: "Everything",
    response: Some("Everything"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: None,
};

/// The JSON Schema (2020-12) that this version was generated from.
pub static SCHEMA: &str = include_str!("a2a.json");

/// The tables of this version.
pub static PROTOCOL: Protocol = Protocol {
    version: "0.4",
    methods: &[SEND],
    errors: &[ErrorKind::UnsupportedOperation.info()],
    messages: &[
        <Aging as protojson::Message>::INFO,
        <Beside as protojson::Message>::INFO,
        <Choice as protojson::Message>::INFO,
        <Everything as protojson::Message>::INFO,
        <Implicit as protojson::Message>::INFO,
        <Limited as protojson::Message>::INFO,
        <Lists as protojson::Message>::INFO,
        <Maps as protojson::Message>::INFO,
        <Old as protojson::Message>::INFO,
        <Optional as protojson::Message>::INFO,
        <Point as protojson::Message>::INFO,
        <Required as protojson::Message>::INFO,
        <Several as protojson::Message>::INFO,
    ],
    schema: SCHEMA,
};
