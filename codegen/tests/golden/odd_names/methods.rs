// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The tables of operations, routes and messages.

use super::{
    ErrorKind, AType, BoxType, Debug, HTTPAuth, HttpAuth, MType, NoneType, OptionType,
    ResultType, SomeType, StringType, TType, VecType, Crate, Mod, SelfType, Super, Type,
};
use ::a2a_bindings::protocol::{MethodInfo, Protocol, Route, Segment};
use ::a2a_bindings::protojson;

/// `Match`.
pub const MATCH: MethodInfo = MethodInfo {
    name: "Match",
    request: "Result",
    response: Some("Option"),
    streaming: false,
    routes: &[
        Route::with_body(
            "POST",
            &[Segment::Literal("match"), Segment::field("type", ":type")],
        ),
    ],
    capability: None,
    unsupported: None,
};

/// `New`.
pub const NEW: MethodInfo = MethodInfo {
    name: "New",
    request: "self",
    response: Some("type"),
    streaming: false,
    routes: &[Route::new("GET", &[Segment::Literal("new"), Segment::field("self", "")])],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `Transport`.
pub const TRANSPORT: MethodInfo = MethodInfo {
    name: "Transport",
    request: "mod",
    response: Some("A"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `Address`.
pub const ADDRESS: MethodInfo = MethodInfo {
    name: "Address",
    request: "M",
    response: Some("T"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `WithTenant`.
pub const WITH_TENANT: MethodInfo = MethodInfo {
    name: "WithTenant",
    request: "T",
    response: Some("M"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `WithCallOptions`.
pub const WITH_CALL_OPTIONS: MethodInfo = MethodInfo {
    name: "WithCallOptions",
    request: "M",
    response: Some("T"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `Declared`.
pub const DECLARED: MethodInfo = MethodInfo {
    name: "Declared",
    request: "T",
    response: Some("M"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `Protocol`.
pub const PROTOCOL_: MethodInfo = MethodInfo {
    name: "Protocol",
    request: "Vec",
    response: Some("Box"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `Schema`.
pub const SCHEMA_: MethodInfo = MethodInfo {
    name: "Schema",
    request: "Box",
    response: Some("Vec"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `Clone`.
pub const CLONE: MethodInfo = MethodInfo {
    name: "Clone",
    request: "crate",
    response: Some("String"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `Super`.
pub const SUPER: MethodInfo = MethodInfo {
    name: "Super",
    request: "String",
    response: Some("super"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// The JSON Schema (2020-12) that this version was generated from.
pub static SCHEMA: &str = include_str!("a2a.json");

/// The tables of this version.
pub static PROTOCOL: Protocol = Protocol {
    version: "0.1",
    methods: &[
        MATCH,
        NEW,
        TRANSPORT,
        ADDRESS,
        WITH_TENANT,
        WITH_CALL_OPTIONS,
        DECLARED,
        PROTOCOL_,
        SCHEMA_,
        CLONE,
        SUPER,
    ],
    errors: &[
        ErrorKind::UnsupportedOperation.info(),
        ErrorKind::SelfType.info(),
        ErrorKind::Result.info(),
    ],
    messages: &[
        <AType as protojson::Message>::INFO,
        <BoxType as protojson::Message>::INFO,
        <Debug as protojson::Message>::INFO,
        <HTTPAuth as protojson::Message>::INFO,
        <HttpAuth as protojson::Message>::INFO,
        <MType as protojson::Message>::INFO,
        <NoneType as protojson::Message>::INFO,
        <OptionType as protojson::Message>::INFO,
        <ResultType as protojson::Message>::INFO,
        <SomeType as protojson::Message>::INFO,
        <StringType as protojson::Message>::INFO,
        <TType as protojson::Message>::INFO,
        <VecType as protojson::Message>::INFO,
        <Crate as protojson::Message>::INFO,
        <Mod as protojson::Message>::INFO,
        <SelfType as protojson::Message>::INFO,
        <Super as protojson::Message>::INFO,
        <Type as protojson::Message>::INFO,
    ],
    schema: SCHEMA,
};
