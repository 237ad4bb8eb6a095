//! What an inspector says of headers and framing, and what it is told.

use crate::world::{A2A_JSON, Act, EVENTS, Going, JSON, Records, VERSION, act, mounts, validator};
use a2a_validator::traffic::{Inspector, Recorder};

const TASK: &[u8] = br#"{"id":"t","status":{"state":"TASK_STATE_WORKING"}}"#;
const EVENT: &[u8] = b"data: {\"task\":{\"id\":\"t\",\"status\":{\"state\":\"TASK_STATE_WORKING\"}}}\n\n";
const FRESH: &str = "cache-control: No-Cache, no-transform";
const CARD: &[u8] = br#"{"name":"n","description":"d","version":"1","capabilities":{},"defaultInputModes":["text/plain"],
    "supportedInterfaces":[{"url":"https://h.example/rpc","protocolBinding":"JSONRPC","protocolVersion":"1.0"}],
    "defaultOutputModes":["text/plain"],"skills":[{"id":"s","name":"s","description":"s","tags":["t"]}]}"#;

const fn stream(headers: &'static [&'static str], body: &'static [u8]) -> Act<'static> {
    act("GET /v1/tasks/t:subscribe", &[VERSION], b"").answered(200, headers, body)
}

/// What is found in one act, as `kind severity rule section`.
fn found(act: Act<'_>) -> Vec<String> {
    let recorder = Recorder::new();
    let inspector = Inspector::new(validator().clone(), mounts(), recorder.sink());
    let mut going = Going::begin(&inspector, act, 10);
    while going.step() {}
    let records = recorder.records();
    let all = records
        .iter()
        .flat_map(|record| record.findings.iter().map(move |finding| (record.kind, finding)));
    all.map(|(kind, finding)| {
        format!(
            "{} {} {} {}",
            kind.as_str(),
            finding.severity,
            finding.rule,
            finding.section
        )
    })
    .collect()
}

#[test]
fn headers() {
    const GET: &str = "GET /v1/tasks/t";
    let get = |headers: &'static [&'static str]| act(GET, headers, b"").answered(200, &[A2A_JSON], TASK);
    let typed = |header: &'static [&'static str]| act(GET, &[VERSION], b"").answered(200, header, TASK);
    for (act, expected) in [
        // The version (§3.6).
        (get(&[VERSION]), &[][..]),
        (get(&[]), &["request error version §3.6.1"]),
        (get(&["a2a-version: "]), &["request error version §3.6.1"]),
        (get(&["a2a-version: 1.0.1"]), &["request warning version §3.6"]),
        (get(&["a2a-version: 0.3"]), &["request ambiguous version §3.6.2"]),
        (get(&["a2a-version: 1.00"]), &["request ambiguous version §3.6.2"]),
        (get(&["a2a-version: v1"]), &["request error version §14.2.1"]),
        (get(&["a2a-version: 1"]), &["request error version §14.2.1"]),
        (
            get(&["a2a-version: 1.0, 0.3"]),
            &["request error version §14.2.1"],
        ),
        (
            act("GET /v1/tasks/t?A2A-Version=1.0", &[], b"").answered(200, &[A2A_JSON], TASK),
            &[],
        ),
        (
            act("GET /v1/tasks/t?a2a%2Dversion=x", &[], b"").answered(200, &[A2A_JSON], TASK),
            &["request error version §14.2.1"],
        ),
        (
            act("GET /v1/tasks/t?A2A-Version=x", &[VERSION], b"").answered(200, &[A2A_JSON], TASK),
            &[],
        ),
        // What is no operation of this version may be of another.
        (
            act(
                "POST /rpc",
                &[JSON],
                br#"{"jsonrpc":"2.0","id":1,"method":"tasks/get"}"#,
            )
            .answered(
                200,
                &[JSON],
                br#"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"m"}}"#,
            ),
            &["request error enum §5.3"],
        ),
        // Media types (§9.1 demands, §11.1 recommends) and their parameters.
        (typed(&["content-type: application/json; charset=UTF-8"]), &[]),
        (typed(&["content-type: application/a2a+json; profile=x"]), &[]),
        (
            typed(&["content-type: application/json; Charset=\"latin1\""]),
            &["response warning content-type "],
        ),
        (
            typed(&["content-type: text/plain"]),
            &["response warning content-type §11.1"],
        ),
        (
            act(
                "POST /rpc",
                &["content-type: text/json", VERSION],
                br#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"t"}}"#,
            )
            .answered(
                200,
                &[A2A_JSON],
                br#"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"m"}}"#,
            ),
            &[
                "request error content-type §9.1",
                "response error content-type §9.1",
            ],
        ),
        // Streams.
        (stream(&[EVENTS, FRESH, "x-accel-buffering: no"], EVENT), &[]),
        (stream(&[EVENTS, "cache-control: no-store"], EVENT), &[]),
        (stream(&[EVENTS], EVENT), &["event warning cache-control "]),
        (stream(&[EVENTS], b""), &["streamEnd warning cache-control "]),
        (
            stream(
                &[EVENTS, "cache-control: max-age=5", "x-accel-buffering: YES"],
                EVENT,
            ),
            &["event warning cache-control ", "event warning cache-control "],
        ),
        (
            stream(&["content-type: text/event-stream; charset=utf-8", FRESH], EVENT),
            &[],
        ),
        // Cards (§8.6.1).
        (
            act("GET /.well-known/agent-card.json", &[], b"").answered(200, &[JSON], CARD),
            &[
                "response warning cache-control §8.6.1",
                "response warning etag §8.6.1",
            ],
        ),
        (
            act("GET /.well-known/agent-card.json", &[], b"").answered(
                200,
                &[JSON, "etag: \"1\"", "cache-control: public, Max-Age=60"],
                CARD,
            ),
            &[],
        ),
    ] {
        assert_eq!(found(act), expected, "{act:?}");
    }
}

#[test]
fn framing() {
    for (body, expected) in [
        (
            &b": c\nretry: 1\nevent: x\nid\n:\ndata\n\n"[..],
            &["event error syntax "][..],
        ),
        (b"{\"task\":1}\n\n", &["streamEnd warning sse §11.7"]),
        (b"Data: {}\n\n", &["streamEnd warning sse §11.7"]),
        (b"data: {", &["streamEnd error sse §11.7"]),
    ] {
        let found = found(stream(&[EVENTS, FRESH], body));
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn an_exchange_that_is_not_looked_at_is_one_like_any_other() {
    let records = Records::default();
    let inspector = Inspector::new(validator().clone(), mounts(), records.sink());
    let (parts, ()) = http::Request::get("/elsewhere").body(()).unwrap().into_parts();
    let (exchange, mut body) = inspector.request(&parts);
    assert!(exchange.number().is_none() && !body.is_watching());
    body.data(b"{");
    body.end(true);
    let (parts, ()) = http::Response::new(()).into_parts();
    let mut body = exchange.response(&parts);
    body.data(b"{");
    drop(body);
    assert!(records.lines().is_empty());
    let (parts, ()) = http::Request::get("/v1/tasks/t").body(()).unwrap().into_parts();
    let (exchange, _) = inspector.clone().request(&parts);
    assert_eq!(exchange.number(), Some(1));
}
