//! JSON-RPC (§9): the status is always 200, and the answer an envelope.

use crate::wire::{VERSION, app, error_info, send, violation};
use a2a_runtime::server::Options;
use axum::Router;

const CALL: &str = r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"t","tenant":"acme"}}"#;
const TASK: &str = r#"{"id":"t","contextId":"acme","status":{"state":"TASK_STATE_WORKING"}}"#;

fn result(id: &str, result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#)
}

fn error(id: &str, code: i64, message: &str, data: &str) -> String {
    let message = serde_json::Value::from(message);
    let data = if data.is_empty() {
        String::new()
    } else {
        format!(r#","data":[{data}]"#)
    };
    format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":{code},"message":{message}{data}}}}}"#)
}

fn broken() -> String {
    error("null", -32700, "the request is not valid JSON", "")
}

/// Parameters with one thing wrong.
fn invalid(field: &str, description: &str) -> String {
    let message = if field.is_empty() {
        format!("invalid parameters: {description}")
    } else {
        format!("invalid parameters: {field}: {description}")
    };
    error("1", -32602, &message, &violation(field, description))
}

#[track_caller]
fn check_answer(answer: (u16, String, String), expected: &str, request: &str) {
    let request: String = request.chars().take(200).collect();
    assert_eq!(answer.2, expected, "the answer to {request}");
    assert_eq!((answer.0, &*answer.1), (200, "application/json"), "{request}");
}

/// Checks the answer to a body, and that the server goes on.
async fn check(app: &Router, body: impl AsRef<[u8]>, expected: &str) {
    let body = body.as_ref();
    let answer = send(app, "POST /rpc", &[VERSION], body.to_vec()).await;
    check_answer(answer, expected, &body.escape_ascii().to_string());
    let next = send(app, "POST /rpc", &[VERSION], CALL).await;
    check_answer(next, &result("1", TASK), CALL);
}

fn get_task(params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{params}}}"#)
}

#[tokio::test]
async fn what_is_cut_off_or_goes_on_is_no_json() {
    let app = app(Options::new());
    for length in 0..CALL.len() {
        check(&app, &CALL[..length], &broken()).await;
    }
    for body in [
        format!("{CALL}{CALL}"),
        format!("{CALL}\n{CALL}"),
        format!("{CALL},"),
        format!("\u{feff}{CALL}"),
        format!("{CALL}\0"),
        CALL.replace(':', "="),
        CALL.replace('"', "'"),
        CALL.replace("\"t\"", "\"\0\""),
        CALL.replace("\"t\"", "\"\n\""),
        CALL.replace("\"t\"", "NaN"),
        CALL.replace("\"t\"", "+1"),
        "{".repeat(100_000),
        r#"{"a":"#.repeat(100_000),
    ] {
        check(&app, body, &broken()).await;
    }
    // UTF-16, and Latin-1.
    let utf16: Vec<u8> = CALL.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&app, utf16, &broken()).await;
    let latin = [
        b"{\"jsonrpc\":\"2.0\",\"id\":\"",
        &b"\xe9"[..],
        b"\",\"method\":\"GetTask\"}",
    ]
    .concat();
    check(
        &app,
        latin,
        &error("null", -32700, "the request is not UTF-8", ""),
    )
    .await;
}

#[tokio::test]
async fn odd_ids() {
    let app = app(Options::new());
    let unusable = error(
        "null",
        -32600,
        "`id` must be a string, an integer or null, in at most 1024 bytes",
        "",
    );
    let long = format!("\"{}\"", "x".repeat(1 << 20));
    let digits = "9".repeat(1025);
    for id in [
        "0.5", "-1.0", "1e400", "-1E-7", "1e0", "{}", "[]", "[[]]", "true", "false", &long, &digits,
    ] {
        check(&app, CALL.replacen(":1,", &format!(":{id},"), 1), &unusable).await;
    }
    for id in [
        "-0",
        "0",
        "9007199254740993",
        "null",
        "\"\"",
        "\"null\"",
        "\"\u{1f600}\u{202e}\"",
        r#""\ud83d\ude00""#,
        r#""\udead""#,
        r#""\u0000""#,
        r#""</script>""#,
        &digits[..1024],
    ] {
        check(
            &app,
            CALL.replacen(":1,", &format!(":{id},"), 1),
            &result(id, TASK),
        )
        .await;
    }
}

#[tokio::test]
async fn what_is_not_one_request() {
    let app = app(Options::new());
    let batch = error(
        "null",
        -32600,
        "a request is one JSON object; batches are not supported",
        "",
    );
    for body in ["[]", "[1,2]", "true", &format!("[{CALL},{CALL}]")] {
        check(&app, body, &batch).await;
    }
    let jsonrpc = error("1", -32600, "`jsonrpc` must be \"2.0\"", "");
    for version in ["\"2\"", "\"2.0.0\"", "2", "null", "\"\"", "[\"2.0\"]"] {
        check(&app, CALL.replacen("\"2.0\"", version, 1), &jsonrpc).await;
    }
    let method = error("1", -32600, "`method` must be a string", "");
    for name in ["0", "{}", "false"] {
        check(&app, CALL.replacen("\"GetTask\"", name, 1), &method).await;
    }
    check(&app, CALL.replacen("method", "Method", 1), &method).await;
}

#[tokio::test]
async fn methods_are_known_by_their_exact_name() {
    let app = app(Options::new());
    for name in [
        "getTask",
        "GETTASK",
        "gettask",
        " GetTask",
        "GetTask ",
        "tasks/get",
        "message/send",
        "lf.a2a.v1.A2AService/GetTask",
        "rpc.discover",
        "",
        "Gét",
    ] {
        let expected = error("1", -32601, &format!("there is no method `{name}`"), "");
        check(&app, CALL.replacen("GetTask", name, 1), &expected).await;
    }
    // What comes back of a name is short, and stays one JSON string.
    let quotes = "\\\"".repeat(100);
    let expected = error(
        "1",
        -32601,
        &format!("there is no method `{}`", "\"".repeat(64)),
        "",
    );
    check(&app, CALL.replacen("GetTask", &quotes, 1), &expected).await;
}

#[tokio::test]
async fn parameters_of_the_wrong_form() {
    let app = app(Options::new());
    let absent = invalid("id", "is required and must not be empty");
    let wrong = |what: &str| {
        invalid(
            "",
            &format!("invalid type: {what}, expected a JSON object (GetTaskRequest)"),
        )
    };
    for (params, expected) in [
        ("{}", absent.clone()),
        ("null", absent.clone()),
        (r#"{"id":""}"#, absent.clone()),
        (r#"{"id":null}"#, absent.clone()),
        (r#"{"Id":"t"}"#, absent.clone()),
        ("[]", wrong("sequence")),
        (r#"[{"id":"t"}]"#, wrong("sequence")),
        (r#""t""#, wrong("string \"t\"")),
        ("7", wrong("integer `7`")),
        ("true", wrong("boolean `true`")),
        (
            r#"{"id":7}"#,
            invalid("id", "invalid type: integer `7`, expected a string"),
        ),
        (
            r#"{"id":"t","historyLength":1e400}"#,
            invalid("historyLength", "number out of range"),
        ),
        (
            r#"{"id":"t","historyLength":2147483648}"#,
            invalid(
                "historyLength",
                "invalid value: integer `2147483648`, expected an integer (i32) as a number or a string",
            ),
        ),
    ] {
        check(&app, get_task(params), &expected).await;
    }
    check(&app, r#"{"jsonrpc":"2.0","id":1,"method":"GetTask"}"#, &absent).await;
}

#[tokio::test]
async fn the_last_of_several_members_counts() {
    let app = app(Options::new());
    for params in [
        r#"{"id":"x","id":"t","tenant":"y","tenant":"acme"}"#,
        r#"{"id":"x","tenant":"acme","\u0069d":"t"}"#,
    ] {
        check(&app, get_task(params), &result("1", TASK)).await;
    }
    let twice = format!("{},{}", &CALL[..CALL.len() - 1], r#""params":{"id":"u"}}"#);
    let other = r#"{"id":"u","status":{"state":"TASK_STATE_WORKING"}}"#;
    check(&app, twice, &result("1", other)).await;
}

#[tokio::test]
async fn strings_with_anything_in_them() {
    let app = app(Options::new());
    for (written, read) in [
        (r#""\u0000""#, "\"\\u0000\""),
        (r#""\ud83d\ude00""#, "\"\u{1f600}\""),
        ("\"\u{2028}\u{feff}\u{7f}\"", "\"\u{2028}\u{feff}\u{7f}\""),
        (r#""\u002f\/\"\\""#, r#""//\"\\""#),
    ] {
        let expected = TASK
            .replacen("\"t\"", read, 1)
            .replacen(r#""contextId":"acme","#, "", 1);
        check(
            &app,
            get_task(&format!(r#"{{"id":{written}}}"#)),
            &result("1", &expected),
        )
        .await;
    }
    // Half of a surrogate pair is no text, whatever stands behind it.
    for half in [r"\ud800", r"\udc00", r"\ud800\ud800", r"\ud800\u0061", r"\ud800x"] {
        let answer = send(
            &app,
            "POST /rpc",
            &[VERSION],
            get_task(&format!(r#"{{"id":"{half}"}}"#)),
        )
        .await;
        let start = r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"invalid parameters: "#;
        assert!(answer.2.starts_with(start), "{}", answer.2);
    }
}

#[tokio::test]
async fn nesting_has_a_limit() {
    let app = app(Options::new());
    let nested = |depth: usize| {
        let lists = depth - 1;
        format!(
            r#"{{"id":"t","tenant":"acme","x":{}{}}}"#,
            "[".repeat(lists),
            "]".repeat(lists)
        )
    };
    check(&app, get_task(&nested(100)), &result("1", TASK)).await;
    let too_deep = invalid("", "nested more than 100 deep");
    for depth in [101, 128, 129, 100_000] {
        check(&app, get_task(&nested(depth)), &too_deep).await;
    }
    // Brackets in strings are none.
    let brackets = "[{".repeat(1000);
    let params = format!(r#"{{"x":"\"{brackets}","id":"t","tenant":"acme"}}"#);
    check(&app, get_task(&params), &result("1", TASK)).await;
}

#[tokio::test]
async fn versions() {
    let app = app(Options::new());
    let served = error_info(
        "VERSION_NOT_SUPPORTED",
        r#""metadata":{"supportedVersions":"1.0"},"#,
    );
    let refused = |version: &str| {
        let message = match version {
            "" => "the request names no protocol version, which means 0.3, and that is not served".to_owned(),
            version => format!("protocol version {version} is not served"),
        };
        error(
            "1",
            -32009,
            &format!("{message}: send the header `A2A-Version: 1.0`"),
            &served,
        )
    };
    let task = result("1", TASK);
    for (query, headers, expected) in [
        ("", &[][..], refused("")),
        ("", &[""], refused("")),
        ("", &["1"], refused("1")),
        ("", &["2.0"], refused("2.0")),
        ("", &["0.3"], refused("0.3")),
        ("", &["1.0.7"], task.clone()),
        ("", &["1.0", "1.0"], refused("1.0,1.0")),
        ("", &["1.0", "0.3"], refused("1.0,0.3")),
        ("", &["1.0, 0.3"], refused("1.0, 0.3")),
        ("?A2A-Version=1.0", &[], task.clone()),
        ("?a2a-version=1.0&x=y", &[], task.clone()),
        ("?A2A-Version=2.0", &[], refused("2.0")),
        ("?A2A-Version=2.0", &["1.0"], task.clone()),
        ("?A2A-Version=1.0", &["2.0"], refused("2.0")),
    ] {
        let headers: Vec<_> = headers.iter().map(|version| ("a2a-version", *version)).collect();
        let answer = send(&app, &format!("POST /rpc{query}"), &headers, CALL).await;
        check_answer(answer, &expected, &format!("{query} {headers:?}"));
    }
}

#[tokio::test]
async fn media_types() {
    let app = app(Options::new());
    let refused = error(
        "null",
        -32005,
        "the content type `multipart/form-data; boundary=x` is not supported: send `application/json`",
        &error_info("CONTENT_TYPE_NOT_SUPPORTED", ""),
    );
    let headers = [VERSION, ("content-type", "multipart/form-data; boundary=x")];
    check_answer(
        send(&app, "POST /rpc", &headers, CALL).await,
        &refused,
        "multipart",
    );
}
