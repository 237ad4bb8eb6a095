//! JSON-RPC documents, in both directions.

use crate::exchange::{A2A_JSON, Answered, Asked, EVENTS, JSON, TASK, assert_found, pass};
use a2a_validator::Subject;
use a2a_validator::layer::{Binding, Direction};

const GET: Asked<'_> = Asked(
    "POST /",
    JSON,
    r#"{"jsonrpc":"2.0","id":7,"method":"GetTask","params":{"id":"t"}}"#,
);

fn result(id: &str, result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#)
}

fn error(id: &str, code: i32) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":{code},"message":"m"}}}}"#)
}

#[tokio::test]
async fn a_valid_exchange() {
    let records = pass(
        GET,
        Answered(200, "application/json; charset=utf-8", &result("7", TASK)),
    )
    .await;
    assert_found(&records, &[], &[]);
    let [request, response] = &records[..] else {
        panic!("{records:#?}")
    };
    for record in [request, response] {
        assert_eq!(
            (record.binding, record.operation),
            (Binding::JsonRpc, Some("GetTask"))
        );
        assert_eq!(
            (record.exchange, record.complete, record.refused),
            (1, true, false)
        );
    }
    assert_eq!(
        (request.direction, request.status, request.bytes),
        (Direction::Request, None, GET.2.len())
    );
    assert_eq!(
        (response.direction, response.status),
        (Direction::Response, Some(200))
    );
    assert_eq!(request.subject, Some(Subject::JsonRpcRequest(Some("GetTask"))));
    assert_eq!(response.subject, Some(Subject::JsonRpcResponse("GetTask")));
    assert!(request.at <= response.at);
}

#[tokio::test]
async fn responses() {
    for (content_type, body, expected) in [
        (JSON, result("7", r#"{"id":"t"}"#), &["/result required"][..]),
        (
            JSON,
            result("7", &format!(r#"{{"task":{TASK}}}"#)),
            &[
                "/result required",
                "/result required",
                "/result/task additionalProperties",
            ],
        ),
        (
            JSON,
            TASK.to_owned(),
            &[" required", " oneOf", "/id id", "/status additionalProperties"],
        ),
        // The id is that of the request, as the same type.
        (JSON, result("8", TASK), &["/id id"]),
        (JSON, result(r#""7""#, TASK), &["/id id"]),
        (JSON, result("null", TASK), &["/id id"]),
        (JSON, result("7.0", TASK), &[]),
        (JSON, error("7", -32001), &[]),
        (JSON, error("null", -32001), &["/id id"]),
        (JSON, error("null", -32700), &[]),
        (JSON, error("null", -32600), &[]),
        (A2A_JSON, result("7", TASK), &[" content-type"]),
        ("", result("7", TASK), &[" content-type"]),
        (JSON, String::new(), &[" syntax"]),
        ("text/html", "<html>".to_owned(), &[" syntax", " content-type"]),
        (
            JSON,
            r#"{"jsonrpc":"2.0","id":7,"id":7,"result":{"id":"t","status":{"state":"TASK_STATE_WORKING"}}}"#
                .to_owned(),
            &["/id duplicate-member"],
        ),
        // One answer where one is expected.
        (
            EVENTS,
            format!("data: {}\n\n", result("7", TASK)),
            &[" content-type"],
        ),
    ] {
        let records = pass(GET, Answered(200, content_type, &body)).await;
        let mut found = crate::exchange::found(&records, Direction::Response);
        let mut expected = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{content_type} {body}");
        assert_found(&records[..1], &[], &[]);
    }
}

#[tokio::test]
async fn requests_that_are_refused() {
    for (content_type, body, request, answer) in [
        (JSON, "", &[" syntax"][..], error("null", -32700)),
        (
            JSON,
            r#"{"jsonrpc":"2.0","id":"#,
            &["/id syntax"],
            error("null", -32700),
        ),
        (JSON, "[]", &[" type"], error("null", -32600)),
        (
            JSON,
            r#"{"jsonrpc":"2.0","id":1,"method":"tasks/get"}"#,
            &["/method enum"],
            error("1", -32601),
        ),
        (
            JSON,
            r#"{"jsonrpc":"2.0","method":"GetTask","params":{"id":"t"}}"#,
            &[" required"],
            error("null", -32600),
        ),
        (
            JSON,
            r#"{"jsonrpc":"2.0","id":1.5,"method":"GetTask","params":{"id":"t"}}"#,
            &["/id type"],
            error("null", -32600),
        ),
        (
            JSON,
            r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"task_id":"t"}}"#,
            &["/params required", "/params/task_id additionalProperties"],
            error("1", -32602),
        ),
        ("text/plain", GET.2, &[" content-type"], error("null", -32005)),
    ] {
        let records = pass(Asked("POST /", content_type, body), Answered(200, JSON, &answer)).await;
        assert_found(&records, request, &[]);
        assert!(records.iter().all(|record| record.refused), "{body}");
    }
    // To what is no request only an error can be the answer.
    let records = pass(
        Asked("POST /", JSON, "{"),
        Answered(200, JSON, &result("null", TASK)),
    )
    .await;
    assert_found(
        &records,
        &[" syntax"],
        &[" required", "/result additionalProperties"],
    );
}

#[tokio::test]
async fn an_empty_result_is_one() {
    let delete = Asked(
        "POST /",
        JSON,
        r#"{"jsonrpc":"2.0","id":"a","method":"DeleteTaskPushNotificationConfig","params":{"taskId":"t","id":"p"}}"#,
    );
    for (body, expected) in [
        ("null", &[][..]),
        ("{}", &[]),
        (r#"{"deleted":true}"#, &["/result maxProperties"]),
    ] {
        let records = pass(delete, Answered(200, JSON, &result(r#""a""#, body))).await;
        assert_found(&records, &[], expected);
    }
}

#[tokio::test]
async fn what_http_itself_refuses_is_not_of_a2a() {
    for (answered, expected) in [
        (Answered(401, "", ""), 1),
        (Answered(503, "text/html", "<html>"), 1),
        // But this is not HTTP's.
        (Answered(422, "text/plain", "Failed to deserialize"), 2),
        (Answered(401, JSON, r#"{"detail":"no"}"#), 2),
    ] {
        let records = pass(GET, answered).await;
        assert_eq!(records.len(), expected, "{}", answered.0);
        assert!(records.iter().all(|record| record.refused));
        assert_eq!(records.last().unwrap().findings.is_empty(), expected == 1);
    }
}
