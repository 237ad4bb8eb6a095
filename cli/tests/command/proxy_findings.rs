//! What the proxy says about what passes, counts and writes down.

use super::process::{DemoServer, a2a};
use super::proxied::{Agent, Proxy, STREAM, answer};
use serde_json::{Value, json};
use std::fs;

/// Sends a call of JSON-RPC by way of the proxy and answers it.
fn call(agent: &Agent, headers: &str, body: &str, response: &str) {
    let mut client = agent.client();
    let length = body.len();
    client.send(format!(
        "POST /rpc HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\na2a-version: 1.0\r\n\
         {headers}content-length: {length}\r\n\r\n{body}"
    ));
    let mut wire = agent.accept();
    wire.head();
    wire.bytes(length);
    wire.send(response);
    wire.cut();
    client.rest();
}

const GET_TASK: &str = r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"t-1"}}"#;

fn task(state: &str) -> String {
    let task = json!({ "id": "t-1", "contextId": "c-1", "status": { "state": state } });
    json!({ "jsonrpc": "2.0", "id": 1, "result": task }).to_string()
}

#[test]
fn real_traffic_has_no_findings_and_its_record_checks_again() {
    let server = DemoServer::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.jsonl");
    let proxy = Proxy::start(server.origin(), &["--record", file.to_str().unwrap()]);
    for arguments in [
        &["send", "--bearer", "s3cret-token", "hello"][..],
        &["send", "--stream", "stream 3"],
        &["send", "--transport", "http+json", "--stream", "ask"],
        &["task", "list", "--svc-param", "x-api-key:s3cret-key"],
        &["card", "get"],
    ] {
        a2a(&[arguments, &["-a", &proxy.url]].concat()).exits(0);
    }
    let (code, stdout, stderr) = proxy.stop();
    assert_eq!(code, 0, "{stdout}{stderr}");
    let counts = "Client: 0 errors, 0 warnings, 0 ambiguous\nAgent: 0 errors, 0 warnings, 0 ambiguous\n";
    assert!(
        stdout.starts_with("Exchanges: ") && stdout.ends_with(counts),
        "{stdout}"
    );
    assert_eq!(
        stderr
            .lines()
            .filter(|line| !line.starts_with("note: the agent card is signed"))
            .count(),
        0,
        "{stderr}"
    );
    let record = fs::read_to_string(&file).unwrap();
    assert!(!record.contains("s3cret"), "{record}");
    let lines: Vec<Value> = record
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["type"], "transcript");
    let is = |of: &str, path: &str| {
        lines
            .iter()
            .any(|line| line["type"] == of && line["target"] == path)
    };
    assert!(
        is("request", "/rpc") && is("request", "/message:stream"),
        "{record}"
    );
    assert!(lines.iter().any(|line| line["type"] == "chunk"), "{record}");
}

#[test]
fn a_finding_names_who_is_at_fault() {
    let agent = Agent::start(&[]);
    call(
        &agent,
        "",
        GET_TASK,
        &answer("200 OK", "application/json", &task("done")),
    );
    let bad = GET_TASK.replace("\"id\":\"t-1\"", "\"id\":7");
    call(
        &agent,
        "authorization: Bearer s3cret\r\n",
        &bad,
        &answer("200 OK", "application/json", &task("TASK_STATE_WORKING")),
    );
    let (code, stdout, stderr) = agent.proxy.stop();
    assert_eq!(code, 1);
    assert!(
        stdout.starts_with("Exchanges: 3\nClient: 1 errors, ") && stdout.contains("\nAgent: 1 errors, "),
        "{stdout}"
    );
    let at_fault: Vec<_> = stderr
        .lines()
        .filter(|line| line.contains(" GetTask: "))
        .collect();
    assert_eq!(at_fault.len(), 2, "{stderr}");
    assert!(
        at_fault[0].contains("GetTask: answer 200 of the agent"),
        "{stderr}"
    );
    assert!(at_fault[1].contains("GetTask: request of the client"), "{stderr}");
    assert!(stderr.contains("  error     /result/status/state: "), "{stderr}");
    assert!(stderr.contains("  error     /params/id: "), "{stderr}");
    assert!(!stderr.contains("s3cret"), "{stderr}");
}

#[test]
fn an_event_is_checked_while_the_stream_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.jsonl");
    let agent = Agent::start(&["--record", file.to_str().unwrap()]);
    let mut client = agent.client();
    client.send("POST /message:stream HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}");
    let mut wire = agent.accept();
    wire.head();
    wire.send(STREAM);
    wire.send_chunk("data: {\"task\": 7}\n\n");
    client.until("data: {\"task\": 7}\n\n");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !fs::read_to_string(&file)
        .unwrap()
        .contains(r#""pointer":"/task""#)
    {
        assert!(std::time::Instant::now() < deadline, "the finding does not come");
        std::thread::yield_now();
    }
    wire.send("0\r\n\r\n");
    client.until("0\r\n\r\n");
}

#[test]
fn what_is_wrong_all_the_time_is_told_a_few_times_and_counted_each_time() {
    let agent = Agent::start(&["--fail-on", "never"]);
    let mut client = agent.client();
    client
        .send("POST /message:stream HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}");
    let mut wire = agent.accept();
    wire.head();
    wire.send(STREAM);
    wire.send_chunk("data: {\"task\": 7}\n\n".repeat(100));
    wire.send("0\r\n\r\n");
    client.rest();
    let (code, stdout, stderr) = agent.proxy.stop();
    assert_eq!(code, 0);
    let errors: u32 = stdout
        .split("Agent: ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(errors >= 100, "{stdout}");
    assert_eq!(stderr.matches("  error     /task: ").count(), 10, "{stderr}");
    assert_eq!(
        stderr.matches("more of these are only counted").count(),
        1,
        "{stderr}"
    );
}

#[test]
fn a_quiet_proxy_counts_and_fails_as_it_is_told() {
    for (fail_on, code) in [("error", 1), ("warning", 1), ("never", 0)] {
        let agent = Agent::start(&["--quiet", "--fail-on", fail_on]);
        call(&agent, "", GET_TASK, &answer("200 OK", "application/json", "{"));
        let (exit, stdout, stderr) = agent.proxy.stop();
        assert_eq!((exit, stderr.as_str()), (code, ""), "{fail_on}: {stdout}");
        assert!(stdout.contains("Agent: 1 errors, "), "{stdout}");
    }
}

#[test]
fn what_cannot_be_read_is_said_and_passes() {
    let agent = Agent::start(&[]);
    let gzip = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\n\x1f~x";
    call(&agent, "", GET_TASK, gzip);
    let (_, _, stderr) = agent.proxy.stop();
    assert!(stderr.contains("[content-encoding]"), "{stderr}");
}

#[test]
fn compression_is_declined_where_that_is_asked_for() {
    let agent = Agent::start(&["--no-compression"]);
    for (sent, forwarded) in [
        ("gzip, br", "identity"),
        ("gzip, identity;q=0", "gzip, identity;q=0"),
    ] {
        let mut client = agent.client();
        client.send(format!(
            "GET /tasks HTTP/1.1\r\nhost: x\r\naccept-encoding: {sent}\r\n\r\n"
        ));
        let head = agent.accept().head();
        assert!(
            head.contains(&format!("accept-encoding: {forwarded}\r\n")),
            "{head}"
        );
    }
}

#[test]
fn an_agent_without_a_card_is_checked_all_the_same() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let proxy = Proxy::start(&url, &[]);
    let mut wire = super::wire::Wire::accept(&listener);
    wire.head();
    wire.send(answer("404 Not Found", "text/plain", "no"));
    wire.cut();
    let agent = Agent { listener, url, proxy };
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    let body = GET_TASK.replace("/rpc", "/");
    // What passes before the proxy knows is not checked.
    while !agent.proxy.said().contains("/result/status/state") {
        assert!(std::time::Instant::now() < deadline);
        let mut client = agent.client();
        let length = body.len();
        client.send(format!("POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"));
        let mut wire = agent.accept();
        wire.head();
        wire.send(answer("200 OK", "application/json", &task("done")));
        wire.cut();
        client.rest();
    }
    let (_, _, stderr) = agent.proxy.stop();
    assert!(
        stderr.contains("is taken for one that serves both bindings"),
        "{stderr}"
    );
}

#[test]
fn the_counts_are_json_where_that_is_asked_for() {
    let server = DemoServer::start();
    let mut proxy = super::process::command();
    proxy.args([
        "-o",
        "json",
        "proxy",
        "--upstream",
        server.origin(),
        "--listen",
        "127.0.0.1:0",
    ]);
    let mut child = proxy
        .stdout(std::process::Stdio::piped())
        .spawn()
        .map(super::process::Killed)
        .unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.0.stdout.take().unwrap()));
    let first: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    assert_eq!(first["upstream"], server.origin());
    a2a(&["send", "-a", first["proxy"].as_str().unwrap(), "hello"]).exits(0);
    let id = child.0.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
    let last: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    let nothing = json!({ "error": 0, "warning": 0, "ambiguous": 0 });
    assert_eq!(
        last,
        json!({ "exchanges": last["exchanges"], "client": nothing, "agent": nothing })
    );
}

#[test]
fn wrong_arguments_are_refused() {
    for arguments in [
        &["proxy"][..],
        &["proxy", "--upstream", "ftp://x"],
        &[
            "proxy",
            "--upstream",
            "http://localhost:39719",
            "--listen",
            "127.0.0.1:39719",
        ],
        &[
            "proxy",
            "--upstream",
            "http://x",
            "--listen",
            "127.0.0.1:0",
            "--record",
            "/no/such/folder/file",
        ],
    ] {
        let run = a2a(arguments);
        assert!(matches!(run.code, Some(1 | 2)), "{arguments:?}: {run:?}");
    }
}
