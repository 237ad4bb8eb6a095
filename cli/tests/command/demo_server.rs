use crate::process::{DemoServer, command, run};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
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

/// A POST without anything that could be left out.
fn post(origin: &str, path: &str, body: &str) -> String {
    let address = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let head =
        format!("POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n");
    write!(stream, "{head}content-length: {length}\r\n\r\n{body}").unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response.split_once("\r\n\r\n").unwrap().1.to_owned()
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
