// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The tables of operations, routes and messages.

use super::{
    ErrorKind, CountThingsRequest, CountThingsResponse, FindThingsRequest, Thing,
    ThingId, Things,
};
use ::a2a_bindings::protocol::{MethodInfo, Protocol, Route, Segment};
use ::a2a_bindings::protojson;

/// `DeleteThing`.
pub const DELETE_THING: MethodInfo = MethodInfo {
    name: "DeleteThing",
    request: "ThingId",
    response: None,
    streaming: false,
    routes: &[
        Route::new("DELETE", &[Segment::Literal("things"), Segment::field("id", "")]),
        Route::new(
            "DELETE",
            &[
                Segment::field("tenant", ""),
                Segment::Literal("things"),
                Segment::field("id", ""),
            ],
        ),
    ],
    capability: Some("deletion"),
    unsupported: Some("UnsupportedOperationError"),
};

/// `WatchThing`.
pub const WATCH_THING: MethodInfo = MethodInfo {
    name: "WatchThing",
    request: "ThingId",
    response: Some("Thing"),
    streaming: true,
    routes: &[
        Route::with_body(
            "POST",
            &[Segment::Literal("things"), Segment::field("id", ":watch")],
        ),
        Route::new("GET", &[Segment::Literal("things"), Segment::field("id", ":watch")]),
    ],
    capability: Some("streaming"),
    unsupported: Some("NoStreamsError"),
};

/// `CreateThing`.
pub const CREATE_THING: MethodInfo = MethodInfo {
    name: "CreateThing",
    request: "Thing",
    response: Some("Thing"),
    streaming: false,
    routes: &[Route::with_body("POST", &[Segment::Literal("things")])],
    capability: None,
    unsupported: None,
};

/// `CountThings`.
pub const COUNT_THINGS: MethodInfo = MethodInfo {
    name: "CountThings",
    request: "CountThingsRequest",
    response: Some("CountThingsResponse"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `FindThings`.
pub const FIND_THINGS: MethodInfo = MethodInfo {
    name: "FindThings",
    request: "FindThingsRequest",
    response: Some("Things"),
    streaming: false,
    routes: &[
        Route::new("GET", &[Segment::Literal("things")]),
        Route::new("GET", &[Segment::field("tenant", ""), Segment::Literal("things")]),
        Route::with_body("POST", &[Segment::Literal("things:find")]),
    ],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `PutThing`.
pub const PUT_THING: MethodInfo = MethodInfo {
    name: "PutThing",
    request: "Thing",
    response: Some("Thing"),
    streaming: false,
    routes: &[
        Route::with_body("PUT", &[Segment::Literal("things"), Segment::field("id", "")]),
        Route::with_body(
            "PATCH",
            &[Segment::Literal("things"), Segment::field("id", "")],
        ),
    ],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// `OldThing`.
pub const OLD_THING: MethodInfo = MethodInfo {
    name: "OldThing",
    request: "ThingId",
    response: Some("Thing"),
    streaming: false,
    routes: &[],
    capability: None,
    unsupported: Some("UnsupportedOperationError"),
};

/// The JSON Schema (2020-12) that this version was generated from.
pub static SCHEMA: &str = include_str!("a2a.json");

/// The tables of this version.
pub static PROTOCOL: Protocol = Protocol {
    version: "0.3",
    methods: &[
        DELETE_THING,
        WATCH_THING,
        CREATE_THING,
        COUNT_THINGS,
        FIND_THINGS,
        PUT_THING,
        OLD_THING,
    ],
    errors: &[ErrorKind::NoStreams.info(), ErrorKind::UnsupportedOperation.info()],
    messages: &[
        <CountThingsRequest as protojson::Message>::INFO,
        <CountThingsResponse as protojson::Message>::INFO,
        <FindThingsRequest as protojson::Message>::INFO,
        <Thing as protojson::Message>::INFO,
        <ThingId as protojson::Message>::INFO,
        <Things as protojson::Message>::INFO,
    ],
    schema: SCHEMA,
};
