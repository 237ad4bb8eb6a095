//! Each single change of an operation, a route or an error is reported as exactly that change.

use crate::support::{edited, schema_of};
use a2a_codegen::model::Schema;
use a2a_codegen::{Effect, diff, schema};
use serde_json::{Value, json};

use Effect::{Breaking, Compatible};

fn minimal(edits: &[(&str, Value)]) -> Schema {
    schema::read(&edited(&schema_of("minimal"), edits)).unwrap()
}

/// A change as effect, kind, message and pointer.
type Expected<'a> = (Effect, &'a str, &'a str, &'a str);

/// What is reported between two schemas: exactly one change.
fn check_between(old: &Schema, new: &Schema, expected: Expected<'_>) {
    let changes = diff(old, new);
    let found: Vec<_> = changes
        .iter()
        .map(|change| (change.effect, change.kind, &*change.message, &*change.pointer))
        .collect();
    assert_eq!(found, [expected]);
}

/// What is reported of an edit, and of taking it back.
fn check(edits: &[(&str, Value)], expected: Expected<'_>, back: Expected<'_>) {
    let (old, new) = (minimal(&[]), minimal(edits));
    check_between(&old, &new, expected);
    check_between(&new, &old, back);
}

#[test]
fn operations() {
    let operation = json!({
        "name": "PutThing", "request": { "$ref": "#/$defs/Thing" }, "streaming": false, "routes": [],
    });
    let pointer = "/x-a2a-operations/2";
    check(
        &[("/x-a2a-operations/-", operation)],
        (
            Compatible,
            "operation-added",
            "the operation `PutThing` is new",
            pointer,
        ),
        (
            Breaking,
            "operation-removed",
            "the operation `PutThing` is gone",
            pointer,
        ),
    );
    let pointer = "/x-a2a-operations/0";
    for (path, value, shape) in [
        ("request", json!({ "$ref": "#/$defs/Thing" }), "Thing to Thing"),
        (
            "response",
            json!({ "$ref": "#/$defs/ThingRequest" }),
            "ThingRequest to ThingRequest",
        ),
        ("response", json!(null), "ThingRequest to nothing"),
        ("streaming", json!(true), "ThingRequest to a stream of Thing"),
    ] {
        let same = "ThingRequest to Thing";
        let forth = format!("`GetThing` takes {shape} now, was {same}");
        let back = format!("`GetThing` takes {same} now, was {shape}");
        check(
            &[(&format!("{pointer}/{path}"), value)],
            (Breaking, "operation-changed", &forth, pointer),
            (Breaking, "operation-changed", &back, pointer),
        );
    }
    check(
        &[("/x-a2a-operations/0/deprecated", json!(true))],
        (
            Compatible,
            "deprecation-changed",
            "`GetThing` is now deprecated",
            pointer,
        ),
        (
            Compatible,
            "deprecation-changed",
            "`GetThing` is no longer deprecated",
            pointer,
        ),
    );
    check(
        &[("/x-a2a-operations/1/required", json!(true))],
        (
            Breaking,
            "operation-required",
            "`DropThing` is demanded of every agent",
            "/x-a2a-operations/1",
        ),
        (
            Compatible,
            "operation-required",
            "`DropThing` is no longer demanded of every agent",
            "/x-a2a-operations/1",
        ),
    );
    let needs = |now: &str, was: &str| {
        let capability = |name: &str| match name {
            "" => "None".to_owned(),
            name => format!("Some({name:?})"),
        };
        format!(
            "`DropThing` needs the capability {} now (else Some(\"NoDroppingError\")), was {} (else \
             Some(\"NoDroppingError\"))",
            capability(now),
            capability(was)
        )
    };
    let pointer = "/x-a2a-operations/1";
    for (value, name) in [(json!(null), ""), (json!("other"), "other")] {
        check(
            &[("/x-a2a-operations/1/capability", value)],
            (Breaking, "capability-changed", &needs(name, "dropping"), pointer),
            (Breaking, "capability-changed", &needs("dropping", name), pointer),
        );
    }
}

#[test]
fn moved_operations_and_errors() {
    // Where they stand makes no difference, and what changed is found in the newer schema.
    let operations = schema_of("minimal")["x-a2a-operations"].clone();
    let swapped = json!([operations[1], operations[0]]);
    let new = minimal(&[("/x-a2a-operations", swapped.clone())]);
    assert_eq!(diff(&minimal(&[]), &new), []);
    let new = minimal(&[
        ("/x-a2a-operations", swapped),
        ("/x-a2a-operations/1/required", json!(false)),
    ]);
    check_between(
        &minimal(&[]),
        &new,
        (
            Compatible,
            "operation-required",
            "`GetThing` is no longer demanded of every agent",
            "/x-a2a-operations/1",
        ),
    );

    let error = |code: i64| json!({ "name": "OtherError", "jsonRpcCode": code, "httpStatus": 500, "grpcStatus": "INTERNAL" });
    let first = schema_of("minimal")["x-a2a-errors"][0].clone();
    let old = minimal(&[("/x-a2a-errors", json!([error(-1), first]))]);
    let new = minimal(&[("/x-a2a-errors", json!([first, error(-2)]))]);
    check_between(
        &old,
        &new,
        (
            Breaking,
            "error-changed",
            "the codes of `OtherError` are (-2, 500, \"INTERNAL\", None) now, were (-1, 500, \"INTERNAL\", None)",
            "/x-a2a-errors/1",
        ),
    );
}

#[test]
fn routes() {
    let pointer = "/x-a2a-operations/0";
    let added = json!({ "verb": "POST", "path": "/things:get", "body": true });
    check(
        &[("/x-a2a-operations/0/routes/-", added.clone())],
        (
            Compatible,
            "route-added",
            "`GetThing` has the new route POST /things:get",
            pointer,
        ),
        (
            Breaking,
            "route-removed",
            "`GetThing` lost the route POST /things:get",
            pointer,
        ),
    );
    let first = schema_of("minimal")["x-a2a-operations"][0]["routes"][0].clone();
    check_between(
        &minimal(&[("/x-a2a-operations/0/routes", json!([first, added]))]),
        &minimal(&[("/x-a2a-operations/0/routes", json!([added, first]))]),
        (
            Compatible,
            "route-order-changed",
            "`GetThing` has its routes in another order: clients take the first that fits",
            pointer,
        ),
    );
    // A route that changes is one that went and one that came.
    for (path, value, now) in [
        ("verb", json!("PUT"), "PUT /things/{id}"),
        ("path", json!("/thing/{id}"), "GET /thing/{id}"),
        ("body", json!(true), "GET /things/{id}"),
    ] {
        let new = minimal(&[(&format!("/x-a2a-operations/0/routes/0/{path}"), value)]);
        let messages: Vec<_> = diff(&minimal(&[]), &new)
            .into_iter()
            .map(|change| (change.effect, change.message))
            .collect();
        assert_eq!(
            messages,
            [
                (Breaking, "`GetThing` lost the route GET /things/{id}".to_owned()),
                (Compatible, format!("`GetThing` has the new route {now}")),
            ]
        );
    }
}

#[test]
fn errors() {
    let error =
        json!({ "name": "LateError", "jsonRpcCode": -1, "httpStatus": 500, "grpcStatus": "INTERNAL" });
    check(
        &[("/x-a2a-errors/-", error)],
        (
            Compatible,
            "error-added",
            "the error `LateError` is new",
            "/x-a2a-errors/1",
        ),
        (
            Breaking,
            "error-removed",
            "the error `LateError` is gone",
            "/x-a2a-errors/1",
        ),
    );
    let same = r#"(-32050, 400, "UNIMPLEMENTED", Some("NO_DROPPING"))"#;
    for (name, value, codes) in [
        (
            "jsonRpcCode",
            json!(-1),
            r#"(-1, 400, "UNIMPLEMENTED", Some("NO_DROPPING"))"#,
        ),
        (
            "httpStatus",
            json!(409),
            r#"(-32050, 409, "UNIMPLEMENTED", Some("NO_DROPPING"))"#,
        ),
        (
            "grpcStatus",
            json!("ABORTED"),
            r#"(-32050, 400, "ABORTED", Some("NO_DROPPING"))"#,
        ),
        ("reason", json!(null), r#"(-32050, 400, "UNIMPLEMENTED", None)"#),
    ] {
        let changed =
            |now: &str, was: &str| format!("the codes of `NoDroppingError` are {now} now, were {was}");
        check(
            &[(&format!("/x-a2a-errors/0/{name}"), value)],
            (
                Breaking,
                "error-changed",
                &changed(codes, same),
                "/x-a2a-errors/0",
            ),
            (
                Breaking,
                "error-changed",
                &changed(same, codes),
                "/x-a2a-errors/0",
            ),
        );
    }
}
