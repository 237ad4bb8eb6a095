//! What is found in a transcript is what was found when it was recorded.

use crate::world::{
    A2A_JSON, Act, EVENTS, File, Going, JSON, Records, VERSION, act, check_again, mounts, perform,
    perform_with, validator,
};
use a2a_validator::traffic::Inspector;
use a2a_validator::transcript::{TranscriptReader, TranscriptWriter, check_with};
use a2a_validator::{Conversation, Finding};

const TASK: &[u8] = br#"{"id":"t","status":{"state":"TASK_STATE_WORKING"}}"#;
const SENT: &[u8] = br#"{"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":"h\u00e9 \"x\" \n"}]}}}"#;
const SUBSCRIBE: &[u8] = br#"{"jsonrpc":"2.0","id":"s","method":"SubscribeToTask","params":{"id":"t"}}"#;
const STREAM: &[u8] = b"\xef\xbb\xbf: hi\r\n\r\nid: 1\r\ndata: {\"jsonrpc\":\"2.0\",\"id\":\"s\",\r\ndata: \"result\":{\"task\":{\"id\":\"t\"}}}\r\n\r\nretry: 5\n\ndata: {\n\ndata: {\"jsonrpc\":\"2.0\",\"id\":\"s\",\"result\":{}}\r\r: bye\n";
const NOT_FOUND: &[u8] = br#"{"error":{"code":404,"status":"NOT_FOUND","message":"no such task"}}"#;

/// A world of everything that can happen to traffic.
const WORLD: [Act<'_>; 21] = [
    act("GET /.well-known/agent-card.json", &[], b"").answered(200, &[JSON], br#"{"name":"n"}"#),
    act("POST /rpc", &[JSON, VERSION], SENT).answered(
        200,
        &[JSON],
        br#"{"jsonrpc":"2.0","id":1,"result":{"task":{"id":"t"}}}"#,
    ),
    act("POST /rpc", &[JSON, VERSION], SENT).answered(
        200,
        &[JSON],
        br#"{"jsonrpc":"2.0","id":2,"result":{}}"#,
    ),
    act("POST /rpc", &[JSON], b"{\"a\": [1,\n x]}").answered(
        200,
        &[JSON],
        br#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"m"}}"#,
    ),
    act("POST /rpc", &["content-type: text/plain"], b"").answered(
        200,
        &["content-type: text/html"],
        b"<html>\xff",
    ),
    act("GET /v1/tasks/t?historyLength=-1&x=%C3%A9+y", &[VERSION], b"").answered(200, &[A2A_JSON], TASK),
    act("GET /v1/tasks/t", &[VERSION], b"").answered(404, &[A2A_JSON], NOT_FOUND),
    act("GET /v1/tasks/t", &[VERSION], b"").answered(400, &[A2A_JSON], NOT_FOUND),
    act("GET /v1/nothing", &[], b"").answered(404, &["content-type: text/plain"], b"Not Found"),
    act("GET /v1/nothing", &[], b"").answered(200, &["content-type: text/html"], b"<p>"),
    act("GET /v1/health", &[], b"").answered(200, &[], b"ok"),
    act("POST /v1/message:send", &[A2A_JSON], b"{}").answered(503, &["content-type: text/html"], b"<p>later"),
    act("POST /v1/tasks/t:cancel", &[], b"")
        .answered(200, &[A2A_JSON], TASK)
        .cut(),
    act(
        "POST /v1/tasks/t:cancel",
        &[A2A_JSON, "content-encoding: br"],
        b"\x01\x02",
    )
    .answered(200, &[A2A_JSON, "content-encoding: gzip"], b"\x1f\x8b\xff"),
    act("POST /v1/message:send", &[A2A_JSON], b"{\"message\":1}"),
    act("POST /rpc", &[JSON], SUBSCRIBE).answered(200, &[EVENTS], STREAM),
    act("POST /rpc", &[JSON], SUBSCRIBE)
        .answered(200, &[EVENTS], b"data: {\"jsonrpc\"")
        .cut(),
    act("POST /rpc", &[JSON], SUBSCRIBE).answered(200, &[EVENTS], b"data: {\"jsonrpc\""),
    act("GET /v1/tasks/t:subscribe", &[VERSION], b"").answered(404, &[EVENTS], STREAM),
    act("POST /rpc", &[JSON], SUBSCRIBE)
        .answered(200, &[EVENTS], STREAM)
        .early(),
    act("DELETE /v1/tasks/t/pushNotificationConfigs/p", &[], b"").answered(204, &[], b""),
];

#[test]
fn a_transcript_is_found_to_be_what_its_traffic_was() {
    for chunk in [1, 2, 7, 64, usize::MAX] {
        let (live, transcript) = perform(&WORLD, chunk);
        let live = live.lines();
        assert_eq!(
            check_again(&transcript),
            live,
            "in pieces of {chunk}\n{transcript}"
        );
        let findings: usize = live.iter().map(|line| line.matches("Finding {").count()).sum();
        assert!(findings > 20, "{findings}");
        let written = transcript
            .lines()
            .filter(|line| line.starts_with(r#"{"type":"finding""#))
            .count();
        assert_eq!(written, findings);
    }
}

#[test]
fn what_is_too_large_is_so_again() {
    let large = format!("{{\"id\":\"{}\"}}", "x".repeat(100));
    let stream = format!(
        "data: {{}}\n\n: {}\ndata: {{}}\n\ndata: {large}\n\ndata: {{}}\n\n",
        "c".repeat(70_000)
    );
    let world = [
        act("GET /v1/tasks/t", &[], b"").answered(200, &[A2A_JSON], large.as_bytes()),
        act("POST /rpc", &[JSON], large.as_bytes()).answered(200, &[JSON], b"{}"),
        act("GET /v1/tasks/t:subscribe", &[], b"").answered(200, &[EVENTS], stream.as_bytes()),
    ];
    for chunk in [1, 1000, usize::MAX] {
        let (live, transcript) = perform_with(
            &world,
            chunk,
            |shown| shown.with_max_body_bytes(50),
            |writer| writer,
        );
        assert_eq!(check_again(&transcript), live.lines());
        assert_eq!(transcript.matches("tooLarge").count(), 3, "{transcript}");
        assert!(!transcript.contains("xxx"));
    }
}

#[test]
fn exchanges_may_overlap() {
    for seed in 1..50_u64 {
        let (records, file) = (Records::default(), File::default());
        let shown = Inspector::new(validator().clone(), mounts(), records.sink())
            .with_transcript(TranscriptWriter::new(file.clone()));
        let mut random = seed;
        let mut waiting = WORLD.iter();
        let mut going = Vec::new();
        loop {
            random = random
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            let choice = usize::try_from(random >> 33).unwrap();
            if going.len() < 5
                && let Some(act) = waiting.next()
            {
                going.push(Going::begin(&shown, *act, 1 + choice % 40));
            }
            if going.is_empty() {
                break;
            }
            let index = choice % going.len();
            if !going[index].step() {
                going.swap_remove(index);
            }
        }
        assert_eq!(
            check_again(&file.text()),
            records.lines(),
            "seed {seed}\n{}",
            file.text()
        );
    }
}

#[test]
fn what_is_written_reads_as_what_passed() {
    let (_, transcript) = perform(&WORLD[15..16], usize::MAX);
    let lines: Vec<_> = transcript
        .lines()
        .filter(|line| !line.contains(r#""type":"finding""#))
        .collect();
    let without_time = |line: &str| {
        let (before, after) = line.split_once(",\"at\":\"").unwrap();
        format!("{before}{}", after.split_once('"').unwrap().1)
    };
    let lines: Vec<_> = lines.into_iter().map(without_time).collect();
    assert_eq!(
        lines,
        [
            r#"{"type":"transcript","version":1,"protocolVersion":"1.0","mounts":{"jsonRpc":["/rpc"],"httpJson":["/v1"],"ignored":["/v1/health"]},"maxBodyBytes":16777216}"#,
            r#"{"type":"request","exchange":1,"method":"POST","target":"/rpc","headers":[["content-type","application/json"]],"body":{"text":"{\"jsonrpc\":\"2.0\",\"id\":\"s\",\"method\":\"SubscribeToTask\",\"params\":{\"id\":\"t\"}}"}}"#,
            r#"{"type":"response","exchange":1,"status":200,"headers":[["content-type","text/event-stream"]],"stream":true}"#,
            "{\"type\":\"chunk\",\"exchange\":1,\"text\":\"\u{feff}: hi\\r\\n\\r\\n\"}",
            r#"{"type":"chunk","exchange":1,"text":"id: 1\r\ndata: {\"jsonrpc\":\"2.0\",\"id\":\"s\",\r\ndata: \"result\":{\"task\":{\"id\":\"t\"}}}\r\n\r\n"}"#,
            r#"{"type":"chunk","exchange":1,"text":"retry: 5\n\n"}"#,
            r#"{"type":"chunk","exchange":1,"text":"data: {\n\n"}"#,
            r#"{"type":"chunk","exchange":1,"text":"data: {\"jsonrpc\":\"2.0\",\"id\":\"s\",\"result\":{}}\r\r"}"#,
            r#"{"type":"chunk","exchange":1,"text":": bye\n"}"#,
            r#"{"type":"end","exchange":1,"complete":true}"#,
        ],
    );
}

#[test]
fn recordings_may_follow_each_other_in_a_file() {
    let (first, one) = perform(&WORLD[..2], 10);
    let (second, two) = perform(&WORLD[5..7], 10);
    assert_eq!(
        check_again(&format!("{one}{two}")),
        [first.lines(), second.lines()].concat()
    );
}

#[test]
fn rules_see_records_before_the_sink_both_times() {
    let rules = || {
        let mut seen = 0;
        move |record: &a2a_validator::traffic::Record| {
            seen += 1;
            (seen % 3 == 0)
                .then(|| Finding::new("", "third", format!("#{}", record.exchange)))
                .into_iter()
                .collect()
        }
    };
    let (live, transcript) = perform_with(&WORLD, 10, |shown| shown.with_rules(rules()), |writer| writer);
    let recorder = Records::default();
    check_with(TranscriptReader::new(transcript.as_bytes()), |header| {
        Inspector::new(validator().clone(), header.mounts.clone(), recorder.sink()).with_rules(rules())
    })
    .unwrap();
    assert_eq!(recorder.lines(), live.lines());
    assert!(live.lines().iter().any(|line| line.contains("\"third\"")));
    assert!(transcript.contains(r#""rule":"third""#));
}

/// Without their credentials callers look alike, and nobody is to be blamed for hiding a task from somebody else.
#[test]
fn callers_are_not_taken_for_each_other() {
    let rules = || {
        let mut conversation = Conversation::new(validator().protocol());
        move |record: &a2a_validator::traffic::Record| conversation.observe(record)
    };
    let missing = br#"{"error":{"code":404,"status":"NOT_FOUND","message":"m","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"TASK_NOT_FOUND","domain":"a2a-protocol.org"}]}}"#;
    let ask = |authorization| act("GET /v1/tasks/t", authorization, b"");
    let world = [
        ask(&[VERSION, "authorization: Bearer of-somebody"]).answered(200, &[A2A_JSON], TASK),
        ask(&[VERSION, "authorization: Bearer of-somebody-else"]).answered(404, &[A2A_JSON], missing),
    ];
    let (live, transcript) = perform_with(&world, 10, |shown| shown.with_rules(rules()), |writer| writer);
    let again = Records::default();
    check_with(TranscriptReader::new(transcript.as_bytes()), |header| {
        Inspector::new(validator().clone(), header.mounts.clone(), again.sink()).with_rules(rules())
    })
    .unwrap();
    for lines in [live.lines(), again.lines()] {
        assert!(!lines.iter().any(|line| line.contains("task-lost")), "{lines:#?}");
    }
}
