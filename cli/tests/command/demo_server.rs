use crate::process::{DemoServer, command, exchange, post, run};
use serde_json::{Value, json};
use std::io::Read;
use std::net::TcpListener;
use std::process::Command;

/// The `curl` line that the server prints.
fn curl_line(server: &DemoServer) -> String {
    let mut tries = server
        .announcement
        .lines()
        .filter_map(|line| line.strip_prefix("Try: "));
    tries.find(|line| line.starts_with("curl ")).unwrap().to_owned()
}

#[test]
fn the_curl_line_works_as_printed() {
    let server = DemoServer::start();
    let line = curl_line(&server);
    let has_curl = Command::new("curl")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    let answer = if cfg!(unix) && has_curl {
        let output = Command::new("sh")
            .args(["-c", &line])
            .env("NO_PROXY", "127.0.0.1")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    } else {
        let body = line.split('\'').nth(3).unwrap();
        post(server.origin(), "/message:send", body)
    };
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["task"]["artifacts"][0]["parts"][0]["text"], "echo: hello");
}

#[test]
fn both_bindings_answer_requests_without_a_version() {
    let server = DemoServer::start();
    let call = r#"{"jsonrpc":"2.0","id":1,"method":"ListTasks"}"#;
    for path in ["/rpc", "/"] {
        let answer: Value = serde_json::from_str(&post(server.origin(), path, call)).unwrap();
        assert_eq!(answer["result"]["totalSize"], 0, "{path}");
    }
}

#[test]
fn the_base_url_is_what_it_is_told_to_be() {
    let server = DemoServer::start_with(&["--base-url", "https://agent.example.com/demo/"]);
    let origin = "https://agent.example.com/demo";
    assert_eq!(server.card, format!("{origin}/.well-known/agent-card.json"));
}

#[test]
fn a_key_of_the_user_s_signs() {
    // Ed25519 of RFC 8410, 10.3.
    let pem = "-----BEGIN PRIVATE KEY-----\n\
               MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
               -----END PRIVATE KEY-----\n";
    let folder = tempfile::tempdir().unwrap();
    let (key, jwk) = (folder.path().join("key.pem"), folder.path().join("key.json"));
    std::fs::write(&key, pem).unwrap();
    let server = DemoServer::start_with(&[
        "--key",
        key.to_str().unwrap(),
        "--print-jwk",
        jwk.to_str().unwrap(),
    ]);
    let shown = server
        .a2a(&["card", "get", "--jwk", jwk.to_str().unwrap()])
        .exits(0);
    assert!(shown.field("Signature").ends_with(", EdDSA)"), "{shown:#?}");
    assert!(!std::fs::read_to_string(jwk).unwrap().contains("\"d\""));

    let no_key = folder.path().join("no.pem");
    std::fs::write(&no_key, "no").unwrap();
    let arguments = [
        "demo-server",
        "--key",
        no_key.to_str().unwrap(),
        "--listen",
        "127.0.0.1:0",
    ];
    run(command().args(arguments), b"").exits(2);
}

#[test]
fn a_port_in_use_is_an_error_with_a_way_out() {
    let server = DemoServer::start();
    let address = server.origin().strip_prefix("http://").unwrap();
    let run = run(command().args(["demo-server", "--listen", address]), b"").exits(1);
    assert!(run.stderr.contains("127.0.0.1:0"), "{run:#?}");
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_the_work_and_then_the_server() {
    let mut server = DemoServer::start();
    let mut follower = command();
    follower
        .args(["send", "-a", &server.card, "--stream", "-o", "json", "wait"])
        .stderr(std::process::Stdio::null());
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut child = crate::process::Killed(follower.stdout(writer).spawn().unwrap());
    drop(follower);
    // The stream is open once it has said something.
    let mut first = [0; 16];
    reader.read_exact(&mut first).unwrap();

    let pid = server.child.0.id().to_string();
    let sent = Command::new("kill").args(["-INT", &pid]).status().unwrap();
    assert!(sent.success());
    assert_eq!(server.child.wait(), Some(0));
    let mut rest = String::new();
    reader.read_to_string(&mut rest).unwrap();
    assert!(
        rest.trim_end()
            .lines()
            .last()
            .unwrap()
            .contains("TASK_STATE_FAILED"),
        "{rest}"
    );
    assert_eq!(child.wait(), Some(0));
}

#[test]
fn health_and_readiness_are_no_messages_of_the_protocol() {
    let server = DemoServer::start();
    for (path, status) in [("/healthz", "ok"), ("/readyz", "ready")] {
        let (head, body) = exchange(server.origin(), "GET", path, "", "");
        assert!(head.starts_with("http/1.1 200 "), "{head}");
        assert_eq!(body, format!("{{\"status\":\"{status}\"}}"));
    }
    assert_eq!(server.stderr(), "");
}

#[test]
fn browsers_are_let_in_from_the_origins_that_are_named() {
    let (ours, theirs) = ("http://localhost:5173", "https://evil.example.com");
    let server = DemoServer::start_with(&["--cors", ours, "https://chat.example.com"]);
    let closed = DemoServer::start();
    let allowed = |server: &DemoServer, origin: &str| {
        let headers = format!("origin: {origin}\r\naccess-control-request-method: POST\r\n");
        let (head, _) = exchange(server.origin(), "OPTIONS", "/rpc", &headers, "");
        head.contains(&format!("access-control-allow-origin: {origin}\r\n"))
    };
    assert!(allowed(&server, ours) && allowed(&server, "https://chat.example.com"));
    assert!(!allowed(&server, theirs));
    assert!(!allowed(&closed, ours));
}

/// Registers a webhook for a task that is over, and gives the answer.
fn register(server: &DemoServer, url: &str) -> Value {
    let id = server.a2a(&["send", "hello"]).exits(0).field("Task");
    let path = format!("/tasks/{id}/pushNotificationConfigs");
    serde_json::from_str(&post(server.origin(), &path, &json!({ "url": url }).to_string())).unwrap()
}

#[test]
fn webhooks_on_this_machine_are_called_unless_that_is_forbidden() {
    let url = "http://127.0.0.1:9/hook";
    let server = DemoServer::start();
    assert_eq!(register(&server, url)["url"], url);
    let server = DemoServer::start_with(&["--allow-private-webhooks=false"]);
    let refused = register(&server, url);
    assert_eq!(refused["error"]["code"], 400, "{refused}");
    assert!(refused.to_string().contains("loopback"), "{refused}");
    let server = DemoServer::start_with(&["--allow-private-webhooks"]);
    assert_eq!(register(&server, url)["url"], url);
}

#[test]
fn the_extended_card_is_declared_and_has_more() {
    let card = DemoServer::start()
        .a2a(&["card", "get", "-o", "json"])
        .exits(0)
        .json();
    assert!(
        card["capabilities"]
            .get("extendedAgentCard")
            .is_none_or(|has| has == false),
        "{card}"
    );
    let server = DemoServer::start_with(&["--extended-card"]);
    let card = server.a2a(&["card", "get", "-o", "json"]).exits(0).json();
    let capabilities = json!({ "streaming": true, "pushNotifications": true, "extendedAgentCard": true });
    assert_eq!(card["capabilities"], capabilities);
    let (_, extended) = exchange(server.origin(), "GET", "/extendedAgentCard", "", "");
    let extended: Value = serde_json::from_str(&extended).unwrap();
    let skills = |card: &Value| card["skills"].as_array().unwrap().len();
    assert_eq!(skills(&extended), skills(&card) + 1);
}

#[test]
fn a_server_that_stops_says_what_it_leaves() {
    // Takes connections and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite:{}", folder.path().join("tasks.db").display());
    for (store, fate) in [("memory", "which are lost"), (&file, "when it starts again")] {
        let mut server = DemoServer::start_with(&["--store", store]);
        let message = json!({ "messageId": "1", "role": "ROLE_USER", "parts": [{ "text": "wait" }] });
        let configuration = json!({
            "returnImmediately": true,
            "taskPushNotificationConfig": { "url": url, "token": "t" },
        });
        let body = json!({ "message": message, "configuration": configuration }).to_string();
        let answer = post(server.origin(), "/message:send", &body);
        assert!(answer.contains("\"task\""), "{answer}");
        server.stop();
        let said = server.stderr();
        assert!(said.contains("runs of the agent that were stopped: 1"), "{said}");
        assert!(
            said.lines().any(
                |line| line.starts_with("tasks that have push notifications to come")
                    && line.ends_with(&format!("{fate}: 1"))
            ),
            "{said}"
        );
    }
    let server = DemoServer::start_with(&["--store", &file]);
    let said = server.stderr();
    assert!(
        said.contains("tasks that have push notifications to come: 1"),
        "{said}"
    );
    assert!(!said.contains("unfinished"), "{said}");
}
