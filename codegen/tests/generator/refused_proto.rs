//! Definitions in protocol buffers that are refused, each with the name of the element.

use crate::support::report;
use a2a_codegen::import::from_proto;

/// What importing reports.
fn error_of(proto: &str) -> String {
    report(&from_proto("thing.proto", proto).expect_err(proto))
}

/// A definition with an operation `Get` of the service `Things`, and with these members of `Thing`.
fn proto(rpc: &str, members: &str, more: &str) -> String {
    format!(
        r#"syntax = "proto3";
        package things.v1;
        import "google/api/annotations.proto";
        import "google/api/field_behavior.proto";
        import "google/protobuf/any.proto";
        import "google/protobuf/duration.proto";
        import "google/protobuf/empty.proto";
        import "google/protobuf/struct.proto";
        import "google/protobuf/wrappers.proto";
        service Things {{ {rpc} }}
        message Thing {{ string id = 1; {members} }}
        {more}"#
    )
}

const GET: &str = "rpc Get(Thing) returns (Thing);";

fn check_message(members: &str, expected: &str) {
    assert_eq!(error_of(&proto(GET, members, "")), expected);
}

fn check_operation(rpc: &str, expected: &str) {
    assert_eq!(error_of(&proto(rpc, "", "")), expected);
}

#[test]
fn template_is_accepted() {
    from_proto("thing.proto", &proto(GET, "", "")).unwrap();
}

#[test]
fn messages() {
    check_message(
        "message Part {} Part part = 2;",
        "Unsupported things.v1.Thing.Part: a message inside a message is not supported",
    );
    check_message(
        "enum Kind { NONE = 0; }",
        "Unsupported things.v1.Thing.Kind: an enum inside a message is not supported",
    );
    for key in ["int32", "int64", "bool"] {
        check_message(
            &format!("map<{key}, string> names = 2;"),
            "Unsupported things.v1.Thing.names: only maps with string keys are supported",
        );
    }
    for name in ["Any", "Duration", "Empty", "ListValue", "StringValue"] {
        check_message(
            &format!("google.protobuf.{name} value = 2;"),
            &format!("Unsupported things.v1.Thing.value: `google.protobuf.{name}` is not supported"),
        );
    }
    check_message(
        "map<string, google.protobuf.Any> values = 2;",
        "Unsupported things.v1.Thing.ValuesEntry.value: `google.protobuf.Any` is not supported",
    );
    check_message(
        "google.protobuf.NullValue nothing = 2;",
        "Unsupported things.v1.Thing.nothing: `google.protobuf.NullValue` is not supported",
    );
}

#[test]
fn operations() {
    check_operation(
        "rpc Put(stream Thing) returns (Thing);",
        "Unsupported things.v1.Things.Put: a stream of requests is not supported",
    );
    check_operation(
        "rpc Put(stream Thing) returns (stream Thing);",
        "Unsupported things.v1.Things.Put: a stream of requests is not supported",
    );
    check_operation(
        "rpc Put(google.protobuf.Empty) returns (Thing);",
        "Unsupported things.v1.Things.Put: `google.protobuf.Empty` is not supported here",
    );
    check_operation(
        "rpc Put(Thing) returns (google.protobuf.Struct);",
        "Unsupported things.v1.Things.Put: `google.protobuf.Struct` is not supported here",
    );
    check_operation(
        "rpc Watch(Thing) returns (stream google.protobuf.Empty);",
        "Unsupported things.v1.Things.Watch: a stream of nothing is not supported",
    );
}

#[test]
fn routes() {
    let check_route = |route: &str, expected: &str| {
        check_operation(
            &format!("rpc Put(Thing) returns (Thing) {{ option (google.api.http) = {{ {route} }}; }}"),
            &format!("Unsupported things.v1.Things.Put: {expected}"),
        );
    };
    check_route(
        r#"put: "/things" body: "id""#,
        "a route whose body is only `id` is not supported",
    );
    check_route(
        r#"get: "/things" response_body: "id""#,
        "a route whose response is only `id` is not supported",
    );
    check_route(
        r#"custom: { kind: "HEAD" path: "/things" }"#,
        "a route without a known verb is not supported",
    );
    check_route(
        r#"get: "/{id=things/*}""#,
        "`{id=things/*}` spans several segments, which is not supported",
    );
    check_route(r#"get: "/things/{id""#, "the path `/things/{id` is not supported");
    check_route(r#"get: "/things/{ghost}""#, "`Thing` has no field `ghost`");
    check_route(
        r#"get: "/things" additional_bindings: { get: "/{ghost}" }"#,
        "`Thing` has no field `ghost`",
    );
}

#[test]
fn files() {
    let one_service = "Unsupported thing.proto: the definition must have exactly one service";
    assert_eq!(
        error_of(&proto(
            GET,
            "",
            "service Others { rpc Get(Thing) returns (Thing); }"
        )),
        one_service
    );
    assert_eq!(
        error_of("syntax = \"proto3\"; package things.v1; message Thing {}"),
        one_service
    );
    assert_eq!(
        error_of("syntax = \"proto2\"; package things.v1; message Thing { required string id = 1; }"),
        "Unsupported thing.proto: only `syntax = \"proto3\"` is supported"
    );
    let bare = |import: &str| {
        format!(
            "syntax = \"proto3\"; package things.v1; {import} service Things {{ {GET} }} message Thing {{}}"
        )
    };
    assert_eq!(
        error_of(&bare("")),
        "Unsupported google.api.http: the definition does not import the file of this option"
    );
    assert_eq!(
        error_of(&bare("import \"google/api/annotations.proto\";")),
        "Unsupported google.api.field_behavior: the definition does not import the file of this option"
    );
}

/// The words are those of the compiler; that they say where is what matters.
#[test]
fn syntax() {
    let check = |proto: &str, expected: &[&str]| {
        let report = error_of(proto);
        assert!(report.starts_with("Syntax thing.proto: "), "{report}");
        for part in expected {
            assert!(report.contains(part), "{part}: {report}");
        }
    };
    check(
        "syntax = \"proto3\";\nmessage Thing {\n  string id == 1;\n}",
        &["thing.proto:3:14", "expected an integer"],
    );
    check(
        &proto(GET, "Ghost ghost = 2;", ""),
        &["thing.proto:11:40", "name 'Ghost' is not defined"],
    );
    check(
        &proto(GET, "string other = 1;", ""),
        &["thing.proto:11:", "number"],
    );
    check(
        "syntax = \"proto3\";\nimport \"other.proto\";\n",
        &["other.proto", "not found"],
    );
    check(
        "syntax = \"proto3\";\nimport \"google/api/resource.proto\";\n",
        &["google/api/resource.proto", "not found"],
    );
}
