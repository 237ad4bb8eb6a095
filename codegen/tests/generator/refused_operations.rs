//! Documents that are refused when they are read: operations, routes and errors.

use crate::support::{edited, report, schema_of};
use a2a_codegen::schema;
use serde_json::{Value, json};

/// What reading the minimal schema reports once it is edited.
fn check(edits: &[(&str, Value)], expected: &str) {
    let document = edited(&schema_of("minimal"), edits);
    let error = schema::read(&document).expect_err(expected);
    assert_eq!(report(&error), expected);
}

/// What is reported once a part of the first operation, `GetThing`, is set.
fn check_operation(path: &str, value: Value, expected: &str) {
    check(&[(&format!("/x-a2a-operations/0/{path}"), value)], expected);
}

#[test]
fn operations() {
    check(
        &[("/x-a2a-operations", json!([]))],
        "Unsupported /x-a2a-operations: there must be an operation",
    );
    for name in ["name", "request", "routes"] {
        check_operation(
            name,
            json!(null),
            &format!("Syntax /x-a2a-operations/0: `{name}` is missing"),
        );
    }
    check_operation(
        "name",
        json!(1),
        "Syntax /x-a2a-operations/0/name: must be a string",
    );
    check_operation(
        "title",
        json!(""),
        "Unsupported /x-a2a-operations/0/title: is not supported here",
    );
    check_operation(
        "streaming",
        json!("no"),
        "Syntax /x-a2a-operations/0/streaming: must be `true` or `false`",
    );
    check_operation(
        "request",
        json!({ "type": "string" }),
        "Unsupported /x-a2a-operations/0/request: must be a `$ref`",
    );
    check_operation(
        "request/$ref",
        json!("#/$defs/Ghost"),
        "Inconsistent /x-a2a-operations/0/request: there is no definition of `Ghost`",
    );
    check_operation(
        "response/$ref",
        json!("#/$defs/Ghost"),
        "Inconsistent /x-a2a-operations/0/response: there is no definition of `Ghost`",
    );
    check_operation(
        "response/$ref",
        json!("#/$defs/ThingKind"),
        "Inconsistent /x-a2a-operations/0/response: there is no definition of `ThingKind`",
    );
    check_operation(
        "unsupported",
        json!("GhostError"),
        "Inconsistent /x-a2a-operations/0/unsupported: there is no error `GhostError`",
    );
    check(
        &[
            ("/x-a2a-operations/0/streaming", json!(true)),
            ("/x-a2a-operations/0/response", json!(null)),
        ],
        "Unsupported /x-a2a-operations/0/streaming: a stream of nothing is not supported",
    );
}

#[test]
fn tenants() {
    let tenant = "/$defs/ThingRequest/properties/tenant";
    let expected =
        format!("Unsupported {tenant}: the tenant of a request must be a string, implicit or required");
    check(
        &[(&format!("{tenant}/x-a2a-presence"), json!("optional"))],
        &expected,
    );
    let list = json!({
        "x-a2a-number": 1, "x-a2a-presence": "implicit", "type": "array", "items": { "type": "string" },
    });
    check(&[(tenant, list)], &expected);
    let boolean = json!({ "x-a2a-number": 1, "x-a2a-presence": "implicit", "type": "boolean" });
    check(&[(tenant, boolean)], &expected);
}

#[test]
fn routes() {
    let route = "/x-a2a-operations/0/routes/0";
    check_operation(
        "routes/0/query",
        json!([]),
        &format!("Unsupported {route}/query: is not supported here"),
    );
    for name in ["verb", "path"] {
        check_operation(
            &format!("routes/0/{name}"),
            json!(null),
            &format!("Syntax {route}: `{name}` is missing"),
        );
    }
    check_operation(
        "routes/0/body",
        json!("*"),
        &format!("Syntax {route}/body: must be `true` or `false`"),
    );
    for verb in ["get", "HEAD", ""] {
        check_operation(
            "routes/0/verb",
            json!(verb),
            &format!("Unsupported {route}/verb: `{verb}` is no verb of a route"),
        );
    }
}

#[test]
fn paths() {
    for (path, kind, expected) in [
        ("things", "Unsupported", "`things`: must start with a slash"),
        ("", "Unsupported", "``: must start with a slash"),
        ("/", "Unsupported", "`/`: has an empty segment"),
        ("/things/", "Unsupported", "`/things/`: has an empty segment"),
        ("//things", "Unsupported", "`//things`: has an empty segment"),
        (
            "/things:{id}",
            "Unsupported",
            "`/things:{id}`: a field must start its segment",
        ),
        (
            "/things}",
            "Unsupported",
            "`/things}`: a field must start its segment",
        ),
        ("/{id", "Unsupported", "`/{id`: a segment holds one field"),
        ("/{}", "Unsupported", "`/{}`: a segment holds one field"),
        (
            "/{id}{tenant}",
            "Unsupported",
            "`/{id}{tenant}`: a segment holds one field",
        ),
        ("/{ghost}", "Inconsistent", "`ThingRequest` has no field `ghost`"),
        ("/{id}/{id}:get", "Unsupported", "`id` is there twice"),
        (
            "/{size}",
            "Unsupported",
            "a path carries text, and `size` is none in JSON",
        ),
        (
            "/{labels}",
            "Unsupported",
            "a path carries text, and `labels` is none in JSON",
        ),
    ] {
        check_operation(
            "routes/0/path",
            json!(path),
            &format!("{kind} /x-a2a-operations/0/routes/0/path: {expected}"),
        );
    }
}

#[test]
fn routes_of_two_operations() {
    let route = |path: &str| json!({ "verb": "GET", "path": path, "body": false });
    check(
        &[("/x-a2a-operations/1/routes/-", route("/things/{id}"))],
        "Inconsistent /x-a2a-operations/1/routes/1: `GetThing` has the route GET /things/{id} too",
    );
    // The name of a field makes no difference to what a path looks like.
    check(
        &[("/x-a2a-operations/1/routes/-", route("/things/{tenant}"))],
        "Inconsistent /x-a2a-operations/1/routes/1: `GetThing` has the route GET /things/{tenant} too",
    );
    check(
        &[("/x-a2a-operations/0/routes/-", route("/things/{id}"))],
        "Inconsistent /x-a2a-operations/0/routes/1: `GetThing` has the route GET /things/{id} too",
    );
    // The suffix, the verb and the text do.
    for path in ["/things/{id}:drop", "/others/{id}", "/things/{id}/parts"] {
        let edits = [("/x-a2a-operations/1/routes/-", route(path))];
        schema::read(&edited(&schema_of("minimal"), &edits)).unwrap();
    }
}

#[test]
fn errors() {
    let check_error = |name: &str, value: Value, expected: &str| {
        check(&[(&format!("/x-a2a-errors/0/{name}"), value)], expected);
    };
    for name in ["name", "jsonRpcCode", "httpStatus", "grpcStatus"] {
        check_error(
            name,
            json!(null),
            &format!("Syntax /x-a2a-errors/0: `{name}` is missing"),
        );
    }
    check_error(
        "retry",
        json!(true),
        "Unsupported /x-a2a-errors/0/retry: is not supported here",
    );
    check_error(
        "jsonRpcCode",
        json!("-32050"),
        "Syntax /x-a2a-errors/0/jsonRpcCode: must be an integer",
    );
    check_error(
        "httpStatus",
        json!(70_000),
        "Unsupported /x-a2a-errors/0/httpStatus: is no HTTP status",
    );
    check_error(
        "httpStatus",
        json!(-1),
        "Unsupported /x-a2a-errors/0/httpStatus: is no HTTP status",
    );
    check_error(
        "reason",
        json!(1),
        "Syntax /x-a2a-errors/0/reason: must be a string",
    );
}
