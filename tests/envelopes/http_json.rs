//! HTTP+JSON (§11): the status of the error, and the error in JSON.

use crate::wire::{VERSION, app, error_info, send, violation};
use a2a_runtime::server::Options;
use axum::Router;

const MESSAGE: &str = r#"{"message":{"messageId":"t","role":"ROLE_USER","parts":[{"text":"hi"}]}}"#;
const SENT: &str = concat!(
    r#"{"task":{"id":"t","status":{"state":"TASK_STATE_SUBMITTED"},"#,
    r#""history":[{"messageId":"t","role":"ROLE_USER","parts":[{"text":"hi"}]}]}}"#
);

fn error(code: u16, status: &str, message: &str, details: &str) -> String {
    let message = serde_json::Value::from(message);
    let details = if details.is_empty() {
        String::new()
    } else {
        format!(r#","details":[{details}]"#)
    };
    format!(r#"{{"error":{{"code":{code},"status":"{status}","message":{message}{details}}}}}"#)
}

fn broken() -> String {
    error(400, "INVALID_ARGUMENT", "the payload is not valid JSON", "")
}

fn invalid(field: &str, description: &str) -> String {
    let message = if field.is_empty() {
        format!("invalid parameters: {description}")
    } else {
        format!("invalid parameters: {field}: {description}")
    };
    error(400, "INVALID_ARGUMENT", &message, &violation(field, description))
}

/// Checks the answer, and that the server goes on.
async fn check(app: &Router, line: &str, headers: &[(&str, &str)], body: &[u8], status: u16, expected: &str) {
    let answer = send(app, line, headers, body.to_vec()).await;
    let request: String = body.escape_ascii().to_string().chars().take(200).collect();
    let request = format!("{line} {headers:?} {request}");
    assert_eq!(answer.2, expected, "the answer to {request}");
    assert_eq!(
        (answer.0, &*answer.1),
        (status, "application/a2a+json"),
        "{request}"
    );
    let next = send(app, "POST /v1/message:send", &[VERSION], MESSAGE).await;
    assert_eq!((next.0, &*next.2), (200, SENT));
}

/// A message with the answer to it.
async fn check_body(app: &Router, body: impl AsRef<[u8]>, status: u16, expected: &str) {
    check(
        app,
        "POST /v1/message:send",
        &[VERSION],
        body.as_ref(),
        status,
        expected,
    )
    .await;
}

#[tokio::test]
async fn bodies_that_are_no_json() {
    let app = app(Options::new());
    for length in 1..MESSAGE.len() {
        check_body(&app, &MESSAGE[..length], 400, &broken()).await;
    }
    for body in [
        format!("{MESSAGE}{MESSAGE}"),
        format!("\u{feff}{MESSAGE}"),
        format!("{MESSAGE}\0"),
        MESSAGE.replace("hi", "\0"),
        "message=hi".to_owned(),
    ] {
        check_body(&app, body, 400, &broken()).await;
    }
    let not_utf8 = MESSAGE.replace("hi", "?").into_bytes();
    let not_utf8: Vec<u8> = not_utf8
        .into_iter()
        .map(|byte| if byte == b'?' { 0xff } else { byte })
        .collect();
    check_body(&app, not_utf8, 400, &broken()).await;
}

#[tokio::test]
async fn bodies_of_the_wrong_form() {
    let app = app(Options::new());
    let absent = invalid("message", "missing field `message`");
    for (body, expected) in [
        ("", absent.clone()),
        ("null", absent.clone()),
        ("{}", absent.clone()),
        (
            "[]",
            invalid(
                "",
                "invalid type: sequence, expected a JSON object (SendMessageRequest)",
            ),
        ),
        (
            "\"x\"",
            invalid(
                "",
                "invalid type: string \"x\", expected a JSON object (SendMessageRequest)",
            ),
        ),
        (
            r#"{"message":{"messageId":"t","role":"ROLE_USER","parts":[]}}"#,
            invalid("message.parts", "must have at least 1 element(s), has 0"),
        ),
        (
            // An envelope of the other binding.
            r#"{"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{}}"#,
            absent.clone(),
        ),
    ] {
        check_body(&app, body, 400, &expected).await;
    }
    let deep = format!(r#"{{"metadata":{{"x":{}{}}}}}"#, "[".repeat(99), "]".repeat(99));
    check_body(&app, deep, 400, &invalid("", "nested more than 100 deep")).await;
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    check_body(&app, deep, 400, &invalid("", "nested more than 100 deep")).await;
}

#[tokio::test]
async fn versions() {
    let app = app(Options::new());
    let served = error_info(
        "VERSION_NOT_SUPPORTED",
        r#""metadata":{"supportedVersions":"1.0"},"#,
    );
    let refused = |what: &str| {
        let message = format!("{what} is not served: send the header `A2A-Version: 1.0`");
        error(400, "FAILED_PRECONDITION", &message, &served)
    };
    let none = refused("the request names no protocol version, which means 0.3, and that");
    let two = refused("protocol version 2.0");
    let task = r#"{"id":"t","status":{"state":"TASK_STATE_WORKING"}}"#;
    for (query, headers, status, expected) in [
        ("", &[][..], 400, &*none),
        ("", &[""], 400, &none),
        ("", &["2.0"], 400, &two),
        ("?A2A-Version=2.0", &[], 400, &two),
        ("?A2A-Version=2.0", &["1.0.7"], 200, task),
        ("?historyLength=1&A2A-Version=1.0", &[], 200, task),
    ] {
        let headers: Vec<_> = headers.iter().map(|version| ("a2a-version", *version)).collect();
        check(
            &app,
            &format!("GET /v1/tasks/t{query}"),
            &headers,
            b"",
            status,
            expected,
        )
        .await;
    }
}

#[tokio::test]
async fn queries() {
    let app = app(Options::new());
    for (query, expected) in [
        ("pageSize=", None),
        (
            "pageSize=+5",
            Some((
                "pageSize",
                "invalid value: string \" 5\", expected an integer (i32) as a number or a string",
            )),
        ),
        (
            "pageSize=1e400",
            Some((
                "pageSize",
                "invalid value: string \"1e400\", expected an integer (i32) as a number or a string",
            )),
        ),
        (
            "status=working",
            Some(("status", "`working` is not a value of TaskState")),
        ),
        ("page_size=5&pageSize=6&unknown=x&=&==&&%00=%00", None),
        (
            "includeArtifacts=TRUE",
            Some((
                "includeArtifacts",
                "invalid value: string \"TRUE\", expected `true` or `false`",
            )),
        ),
    ] {
        let line = format!("GET /v1/tasks?{query}");
        match expected {
            Some((field, description)) => {
                check(&app, &line, &[VERSION], b"", 400, &invalid(field, description)).await;
            }
            None => {
                let answer = send(&app, &line, &[VERSION], "").await;
                assert_eq!(answer.0, 200, "{query}: {}", answer.2);
            }
        }
    }

    // What comes back of a name is short.
    let line = format!("GET /v1/tasks?{}=%FF", "n".repeat(10_000));
    let details = violation(&"n".repeat(64), "is not UTF-8");
    let message = "invalid parameters: the query is not UTF-8";
    let expected = error(400, "INVALID_ARGUMENT", message, &details);
    check(&app, &line, &[VERSION], b"", 400, &expected).await;
}
