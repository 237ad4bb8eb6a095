//! `demo-server --behaviors`.

use crate::process::{DemoServer, a2a, command, post, run};
use serde_json::{Value, json};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A server with the behaviours of a file that the test has written, and the folder that keeps it.
fn scripted(behaviors: &str) -> (DemoServer, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("behaviors.yaml");
    std::fs::write(&file, format!("acts_version: \"1.0\"\nbehaviors:\n{behaviors}")).unwrap();
    let server = DemoServer::start_with(&["--behaviors", file.to_str().unwrap()]);
    (server, folder)
}

/// What a stream tells: states, and texts of artifacts with whether they are chunks.
fn told(events: &[Value]) -> Vec<String> {
    let tell = |event: &Value| {
        let status = [&event["task"]["status"], &event["statusUpdate"]["status"]];
        if let Some(status) = status.into_iter().find(|status| status.is_object()) {
            let state = status["state"]
                .as_str()
                .unwrap()
                .strip_prefix("TASK_STATE_")
                .unwrap();
            let note = status["message"]["parts"][0]["text"].as_str().unwrap_or_default();
            return format!("{state} {note}").trim_end().to_owned();
        }
        let update = &event["artifactUpdate"];
        let (append, last) = (update["append"] == true, update["lastChunk"] == true);
        let text = &update["artifact"]["parts"][0]["text"];
        format!("{text} append {append} last {last}")
    };
    events.iter().map(tell).collect()
}

#[test]
fn a_script_is_played_step_by_step() {
    let (server, _folder) = scripted(
        r#"
  - prefix: report
    description: d
    steps:
      - {status: TASK_STATE_WORKING, message: "reading {{text}}"}
      - {artifact: {id: a, text: "page {{n}}"}, append: true, repeat: 2, delay_ms: 1}
      - {artifact: {id: a, text: end}, append: true, last_chunk: true}
      - {artifact: {id: b, text: whole}}
      - {status: TASK_STATE_FAILED, message: no more}
  - prefix: sign
    description: d
    steps: [{status: TASK_STATE_AUTH_REQUIRED, message: sign in}, {delay_ms: 1}, {status: TASK_STATE_WORKING}]
"#,
    );
    for (text, expected) in [
        (
            "report it",
            &[
                "SUBMITTED",
                "WORKING reading report it",
                r#""page 1" append false last false"#,
                r#""page 2" append true last false"#,
                r#""end" append true last true"#,
                r#""whole" append false last true"#,
                "FAILED no more",
            ][..],
        ),
        // The demo agent itself.
        (
            "other",
            &[
                "SUBMITTED",
                r#""echo: other" append false last true"#,
                "COMPLETED",
            ],
        ),
    ] {
        let run = server.a2a(&["send", "--stream", "-o", "json", text]).exits(0);
        assert_eq!(told(&run.json_lines()), expected, "{text}");
    }
    // The command leaves a stream that waits for an authorisation, so this one is read by hand.
    let body = r#"{"message":{"messageId":"1","role":"ROLE_USER","parts":[{"text":"sign here"}]}}"#;
    let (events, _) = answer(&server, &request("POST", "/message:stream", body));
    let states: Vec<_> = events.split("\"state\":\"TASK_STATE_").skip(1).collect();
    let states = states.iter().map(|rest| rest.split('"').next().unwrap());
    let expected = ["SUBMITTED", "AUTH_REQUIRED", "WORKING", "COMPLETED"];
    assert_eq!(states.collect::<Vec<_>>(), expected, "{events}");
}

#[test]
fn the_standard_prefixes_end_where_they_should() {
    let server = DemoServer::start_with(&["--behaviors", "acts"]);
    for (text, expected) in [
        ("tck-complete-task hello", "COMPLETED"),
        ("tck-input-required", "INPUT_REQUIRED"),
        ("tck-reject-task", "REJECTED"),
        ("tck-artifact-text", "COMPLETED"),
        ("tck-artifact-file", "COMPLETED"),
        ("tck-artifact-file-url", "COMPLETED"),
        ("tck-artifact-data", "COMPLETED"),
        ("tck-multi-turn", "INPUT_REQUIRED"),
        ("tck-stream-basic", "COMPLETED"),
        ("tck-stream-chunked", "COMPLETED"),
        ("tck-task-failure", "FAILED"),
        ("tck-auth-required", "AUTH_REQUIRED"),
    ] {
        let task = server.a2a(&["send", "-o", "json", text]).exits(0).json()["task"].clone();
        assert_eq!(
            task["status"]["state"],
            format!("TASK_STATE_{expected}"),
            "{text}"
        );
        let part = &task["artifacts"][0]["parts"][0];
        let member = match text {
            "tck-artifact-text" => "text",
            "tck-artifact-file" => "raw",
            "tck-artifact-file-url" => "url",
            "tck-artifact-data" => "data",
            _ => continue,
        };
        assert!(!part[member].is_null(), "{task}");
    }
    let message = server
        .a2a(&["send", "-o", "json", "tck-message-response"])
        .exits(0)
        .json();
    assert_eq!(message["message"]["role"], "ROLE_AGENT");
    for prefix in ["tck-cancel", "tck-long-running"] {
        let id = server.a2a(&["send", "--async", prefix]).exits(0).field("Task");
        let canceled = server.a2a(&["task", "cancel", &id]).exits(0);
        assert_eq!(canceled.field("State"), "TASK_STATE_CANCELED", "{prefix}");
    }
}

#[test]
fn follow_ups_go_on_from_where_the_conversation_is() {
    let (server, _folder) = scripted(
        r#"
  - prefix: order
    description: d
    terminal_state: TASK_STATE_INPUT_REQUIRED
    message: what?
    follow_ups:
      - {prefix: done, description: all done}
      - prefix: deep
        description: d
        terminal_state: TASK_STATE_INPUT_REQUIRED
        message: deeper?
        follow_ups: [{prefix: "", description: deep down}]
      - {prefix: "", description: d, terminal_state: TASK_STATE_INPUT_REQUIRED, message: "{{text}}, and?"}
"#,
    );
    for (answers, expected) in [
        (&["done"][..], "COMPLETED all done"),
        (&["tea", "order", "done"], "COMPLETED all done"),
        (&["tea"], "INPUT_REQUIRED tea, and?"),
        (&["tea", "deep"], "INPUT_REQUIRED deeper?"),
        (&["deep", "done"], "COMPLETED deep down"),
    ] {
        let id = server.a2a(&["send", "order"]).exits(0).field("Task");
        let mut last = Value::Null;
        for answer in answers {
            last = server
                .a2a(&["send", "--task-id", &id, "-o", "json", answer])
                .exits(0)
                .json();
        }
        assert_eq!(told(&[last]), [expected], "{answers:?}");
    }
}

#[test]
fn refusals_are_errors_of_the_protocol_on_both_bindings() {
    let (server, _folder) = scripted(
        r#"
  - prefix: no
    description: d
    steps:
      - refuse:
          error_type: ExtensionSupportRequiredError
          message: "no {{text}}"
          metadata: {extension: "https://example.com/e"}
          details: [{"@type": type.googleapis.com/google.rpc.Help}]
"#,
    );
    let params = r#"{"message":{"messageId":"1","role":"ROLE_USER","parts":[{"text":"no way"}]}}"#;
    let rpc = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{params}}}"#);
    for (path, body, code, details) in [
        ("/rpc", rpc.as_str(), -32008, "data"),
        ("/message:send", params, 400, "details"),
    ] {
        let answer: Value = serde_json::from_str(&post(server.origin(), path, body)).unwrap();
        let error = &answer["error"];
        assert_eq!(
            (&error["code"], &error["message"]),
            (&json!(code), &json!("no no way")),
            "{path}"
        );
        let [info, help] = error[details].as_array().unwrap().as_slice() else {
            panic!("{error}")
        };
        assert_eq!(info["reason"], "EXTENSION_SUPPORT_REQUIRED");
        assert_eq!(info["metadata"]["extension"], "https://example.com/e");
        assert_eq!(help["@type"], "type.googleapis.com/google.rpc.Help");
    }
}

#[test]
fn the_message_id_can_be_the_prefix() {
    let (server, _folder) =
        scripted("\n  - {prefix: by-id, description: d, response_type: message, message: it was}\n");
    let body =
        r#"{"message":{"messageId":"by-id-7","role":"ROLE_USER","parts":[{"data":1},{"text":"hello"}]}}"#;
    let answer: Value = serde_json::from_str(&post(server.origin(), "/message:send", body)).unwrap();
    assert_eq!(answer["message"]["parts"][0]["text"], "it was", "{answer}");
}

#[test]
fn the_card_says_what_there_is() {
    let (server, _folder) = scripted("\n  - {prefix: by-text, description: what it does}\n");
    let card = server.a2a(&["card", "get", "-o", "json"]).exits(0).json();
    assert_eq!(card["skills"][0]["id"], "by-text");
    assert_eq!(card["skills"][0]["description"], "what it does");
    assert_eq!(
        card["capabilities"],
        json!({ "streaming": true, "pushNotifications": true })
    );
}

/// How an answer ended.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum End {
    Closed,
    Open,
}

/// The bytes that come in answer to a request, as far as they are read, and how it ended.
fn answer(server: &DemoServer, request: &str) -> (String, End) {
    let address = server.origin().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let deadline = Instant::now() + Duration::from_secs(2);
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return (String::from_utf8_lossy(&bytes).into_owned(), End::Closed),
            Ok(length) => bytes.extend_from_slice(&buffer[..length]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                return (String::from_utf8_lossy(&bytes).into_owned(), End::Open);
            }
            Err(error) => panic!("{error}"),
        }
        // As much of what has no end as any test looks at.
        if bytes.len() > 100_000 || Instant::now() > deadline {
            return (String::from_utf8_lossy(&bytes).into_owned(), End::Open);
        }
    }
}

fn request(verb: &str, path: &str, body: &str) -> String {
    let length = body.len();
    let headers = "host: x\r\nconnection: close\r\na2a-version: 1.0\r\ncontent-type: application/json";
    format!("{verb} {path} HTTP/1.1\r\n{headers}\r\ncontent-length: {length}\r\n\r\n{body}")
}

/// Requests with this text: each binding, with a stream and without.
fn requests(text: &str) -> [String; 4] {
    let params = format!(
        r#"{{"message":{{"messageId":"1","taskId":"T","contextId":"C","role":"ROLE_USER","parts":[{{"text":"{text}"}}]}}}}"#
    );
    let call =
        |method: &str| format!(r#"{{"jsonrpc":"2.0","id":"x\u0041","method":"{method}","params":{params}}}"#);
    [
        request("POST", "/rpc", &call("SendMessage")),
        request("POST", "/", &call("SendStreamingMessage")),
        request("POST", "/message:send", &params),
        request("POST", "/message:stream", &params),
    ]
}

/// The body of a response with the chunked encoding taken off, as far as it is there.
fn body(response: &str) -> String {
    let (_, mut rest) = response.split_once("\r\n\r\n").unwrap();
    let mut body = String::new();
    while let Some((length, after)) = rest.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).unwrap();
        body.push_str(after.get(..length).unwrap_or(after));
        rest = after.get(length + 2..).unwrap_or_default();
    }
    body
}

#[test]
fn one_hostile_behaviour_is_for_both_bindings_and_both_kinds_of_call() {
    let (server, _folder) = scripted(
        r#"
  - prefix: odd
    description: d
    wire:
      chunks:
        - answer: {task: {id: "{{taskId}}", say: "{{text}}"}}
        - "|{{open}}{{v}}{{close}}|{{id}}|{{messageId}}"
        - {text: "|{{n}}", repeat: 2}
        - {base64: "fA==", split: 1}
values: {v: {c: "{{contextId}}"}}
"#,
    );
    let envelope = |result: &str| format!(r#"{{"jsonrpc":"2.0","id":"xA","result":{result}}}"#);
    let task = r#"{"task":{"id":"T","say":"odd \"one\""}}"#;
    let rest = |v: &str, id: &str| format!("|{v}|{id}|1|1|2|");
    let rest = [
        rest(&envelope(r#"{"c":"C"}"#), "\"xA\""),
        rest(r#"{"c":"C"}"#, "null"),
    ];
    let expected = [
        ("application/json", envelope(task) + &rest[0]),
        (
            "text/event-stream",
            format!("data: {}\n\n{}", envelope(task), rest[0]),
        ),
        ("application/a2a+json", task.to_owned() + &rest[1]),
        ("text/event-stream", format!("data: {task}\n\n{}", rest[1])),
    ];
    for (request, (media_type, expected)) in requests("odd \\\"one\\\"").iter().zip(expected) {
        let (response, end) = answer(&server, request);
        assert_eq!(end, End::Closed);
        assert!(
            response.contains(&format!("content-type: {media_type}\r\n")),
            "{response}"
        );
        assert_eq!(body(&response), expected);
    }
    // A task that has the prefix in its id.
    let (response, _) = answer(&server, &request("GET", "/tasks/odd%2F7?historyLength=1", ""));
    assert!(
        body(&response).starts_with(r#"{"id":"odd/7","say":""}"#),
        "{response}"
    );
    let call = r#"{"jsonrpc":"2.0","id":7,"method":"CancelTask","params":{"id":"odd-8"}}"#;
    let (response, _) = answer(&server, &request("POST", "/rpc", call));
    let expected = r#"{"jsonrpc":"2.0","id":7,"result":{"id":"odd-8","say":""}}"#;
    assert!(body(&response).starts_with(expected), "{response}");
    // What is no operation, and what is none on this behaviour.
    for (request, status) in [
        (request("GET", "/tasks/other", ""), "404"),
        (request("GET", "/rpc", ""), "405"),
        (request("POST", "/message:send", "{"), "400"),
    ] {
        let (response, _) = answer(&server, &request);
        assert!(response.starts_with(&format!("HTTP/1.1 {status}")), "{response}");
    }
}

#[test]
fn an_answer_ends_as_it_is_told_to() {
    let (server, _folder) = scripted(
        r#"
  - {prefix: none, description: d, wire: {end: no_answer}}
  - {prefix: cut-head, description: d, wire: {end: cut}}
  - {prefix: cut-body, description: d, wire: {chunks: [abc], end: cut}}
  - {prefix: short, description: d, wire: {headers: {Content-Length: "9"}, chunks: [abc], end: cut}}
  - {prefix: stall, description: d, wire: {chunks: [abc], end: stall}}
  - {prefix: silent, description: d, wire: {delay_ms: 3600000}}
  - {prefix: late, description: d, wire: {chunks: [abc, {text: def, delay_ms: 3600000}]}}
  - {prefix: drip, description: d, wire: {chunks: [{text: abc, split: 1, pause_ms: 3600000}]}}
  - {prefix: empty, description: d, wire: {status: 599, headers: {Content-Type: null, X-Odd: y}}}
"#,
    );
    for (text, expected, ending, expected_end) in [
        ("none", "", "", End::Closed),
        ("cut-head", "HTTP/1.1 200 OK\r\n", "\r\n\r\n", End::Closed),
        (
            "cut-body",
            "HTTP/1.1 200 OK\r\n",
            "\r\n\r\n3\r\nabc\r\n",
            End::Closed,
        ),
        ("short", "HTTP/1.1 200 OK\r\n", "\r\n\r\nabc", End::Closed),
        ("stall", "HTTP/1.1 200 OK\r\n", "\r\n\r\n3\r\nabc\r\n", End::Open),
        ("silent", "", "", End::Open),
        ("late", "HTTP/1.1 200 OK\r\n", "\r\n\r\n3\r\nabc\r\n", End::Open),
        ("drip", "HTTP/1.1 200 OK\r\n", "\r\n\r\n1\r\na\r\n", End::Open),
        ("empty", "HTTP/1.1 599", "\r\n\r\n0\r\n\r\n", End::Closed),
    ] {
        for request in &requests(text)[..2] {
            let (response, end) = answer(&server, request);
            assert!(response.starts_with(expected), "{text}: {response}");
            assert!(response.ends_with(ending), "{text}: {response}");
            assert_eq!(response.is_empty(), expected.is_empty(), "{text}: {response}");
            assert_eq!(end, expected_end, "{text}");
            if text == "empty" {
                assert!(response.contains("x-odd: y"), "{response}");
                assert!(!response.contains("content-type"), "{response}");
            }
        }
    }
}

#[test]
fn a_stream_ends_on_the_way_and_its_task_goes_on() {
    let (server, _folder) = scripted(
        r#"
  - {prefix: cut, description: d, delay_ms: 300, artifacts: [{text: rest}], interrupt: {after_events: 2, end: cut}}
  - {prefix: clean, description: d, delay_ms: 300, artifacts: [{text: rest}], interrupt: {after_events: 2, end: clean}}
  - {prefix: stall, description: d, delay_ms: 300, artifacts: [{text: rest}], interrupt: {after_events: 2, end: stall}}
"#,
    );
    for (text, complete, expected_end) in [
        ("cut", false, End::Closed),
        ("clean", true, End::Closed),
        ("stall", false, End::Open),
    ] {
        let params = format!(
            r#"{{"message":{{"messageId":"{text}","role":"ROLE_USER","parts":[{{"text":"{text}"}}]}}}}"#
        );
        let (response, end) = answer(&server, &request("POST", "/message:stream", &params));
        assert_eq!(end, expected_end, "{text}");
        assert_eq!(
            response.ends_with("\r\n0\r\n\r\n"),
            complete,
            "{text}: {response}"
        );
        assert_eq!(response.matches("data: ").count(), 2, "{text}: {response}");
        let (_, id) = response.split_once(r#"{"task":{"id":""#).unwrap();
        let id = id.split('"').next().unwrap();
        // What is no stream comes as it is.
        let sent = server.a2a(&["send", "-o", "json", text]).exits(0).json();
        assert_eq!(sent["task"]["status"]["state"], "TASK_STATE_COMPLETED");
        let task = server.a2a(&["task", "get", id, "-o", "json"]).exits(0).json();
        assert_eq!(task["status"]["state"], "TASK_STATE_COMPLETED", "{task}");
        assert_eq!(task["artifacts"][0]["parts"][0]["text"], "rest", "{task}");
    }
}

#[test]
fn the_shipped_hostile_answers_all_come_and_the_server_goes_on() {
    let printed = a2a(&["demo-server", "--print-behaviors", "hostile"])
        .exits(0)
        .stdout;
    let behaviors = printed.split("\n  - prefix: ").skip(1);
    let wired = behaviors.filter(|behavior| behavior.contains("\n    wire:"));
    let prefixes: Vec<_> = wired.filter_map(|behavior| behavior.lines().next()).collect();
    assert!(prefixes.len() > 70);
    let server = DemoServer::start_with(&["--behaviors", "hostile"]);
    // Of all that there are at once, as some of them take their time.
    std::thread::scope(|scope| {
        for prefix in &prefixes {
            let server = &server;
            scope.spawn(move || {
                for request in &requests(prefix)[1..3] {
                    let (response, _) = answer(server, request);
                    // The task is the engine's if the behaviour was not recognised.
                    assert!(
                        !response.contains("there is no such task"),
                        "{prefix}: {response}"
                    );
                }
            });
        }
    });
    server.a2a(&["send", "hello"]).exits(0);
}

#[test]
fn a_large_body_goes_through_unchanged() {
    let server = DemoServer::start_with(&["--behaviors", "hostile"]);
    let text = "x".repeat(2 << 20);
    let body =
        format!(r#"{{"message":{{"messageId":"{text}","role":"ROLE_USER","parts":[{{"text":"{text}"}}]}}}}"#);
    let answer: Value = serde_json::from_str(&post(server.origin(), "/message:send", &body)).unwrap();
    let echoed = answer["task"]["artifacts"][0]["parts"][0]["text"]
        .as_str()
        .unwrap();
    assert_eq!(echoed.len(), "echo: ".len() + text.len());
}

#[test]
fn what_cannot_be_run_is_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.yaml");
    std::fs::write(
        &file,
        "acts_version: \"1.0\"\nbehaviors:\n  - prefix: p\n    description: d\n    dealy_ms: 5\n",
    )
    .unwrap();
    let start = |name: &str| {
        run(
            command().args(["demo-server", "--listen", "127.0.0.1:0", "--behaviors", name]),
            b"",
        )
    };
    let refused = start(file.to_str().unwrap()).exits(2);
    assert!(
        refused
            .stderr
            .contains("b.yaml:5:5: /behaviors/0/dealy_ms: unknown field"),
        "{refused:#?}"
    );
    let missing = start("no-such-file").exits(2);
    assert!(missing.stderr.contains("acts, hostile"), "{missing:#?}");
    a2a(&["demo-server", "--print-behaviors", "none"]).exits(2);
}
