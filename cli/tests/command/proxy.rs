//! What passes the proxy, and that it passes unchanged and at once.

use super::proxied::{Agent, STREAM, answer, card};
use super::wire::Wire;
use serde_json::Value;
use std::net::TcpListener;

/// A request whose answer does not matter.
const STREAMING: &str = "POST /message:stream HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

#[test]
fn an_exchange_passes_to_the_byte() {
    let agent = Agent::start(&[]);
    let mut client = agent.client();
    let body = b"\xff\x00 {\"not\": json}\r\n";
    client.send(format!(
        "POST /tasks/a%2Fb/..//urn:uuid:7%3acancel?x=%2f&y= HTTP/1.1\r\nhost: proxy.example\r\nX-B: 1\r\nx-a: 2\r\n\
         x-b: 3\r\nx-hop: 4\r\nconnection: x-hop\r\nte: trailers\r\naccept-encoding: gzip\r\n\
         authorization: Bearer secret\r\na2a-version: 1.0\r\ncontent-length: {}\r\n\r\n",
        body.len()
    ));
    client.send(body);
    let mut wire = agent.accept();
    let host = agent.url.strip_prefix("http://").unwrap();
    assert_eq!(
        wire.head(),
        format!(
            "POST /tasks/a%2Fb/..//urn:uuid:7%3acancel?x=%2f&y= HTTP/1.1\r\nx-b: 1\r\nx-b: 3\r\nx-a: 2\r\n\
             accept-encoding: gzip\r\nauthorization: Bearer secret\r\na2a-version: 1.0\r\ncontent-length: {}\r\n\
             host: {host}\r\n\r\n",
            body.len()
        )
    );
    assert_eq!(wire.bytes(body.len()), body);
    wire.send(
        "HTTP/1.1 418 Short and stout\r\nb: 1\r\na: é\r\nkeep-alive: timeout=5\r\nb: 2\r\nconnection: keep-alive, x-hop\r\n\
         x-hop: 1\r\nset-cookie: a=b\r\nset-cookie: c=d\r\ndate: then\r\ncontent-length: 3\r\n\r\n\r\n!",
    );
    assert_eq!(
        client.head(),
        "HTTP/1.1 418 Short and stout\r\nb: 1\r\nb: 2\r\na: é\r\nset-cookie: a=b\r\nset-cookie: c=d\r\ndate: then\r\n\
         content-length: 3\r\n\r\n"
    );
    assert_eq!(client.bytes(3), b"\r\n!");
}

#[test]
fn every_verb_passes_and_bodies_that_there_are_not_stay_away() {
    let agent = Agent::start(&[]);
    let mut client = agent.client();
    for (verb, status, length) in [
        ("GET", "204 No Content", ""),
        ("DELETE", "304 Not Modified", ""),
        ("OPTIONS", "200 OK", "content-length: 0\r\n"),
        ("HEAD", "200 OK", "content-length: 7\r\n"),
    ] {
        client.send(format!("{verb} /tasks HTTP/1.1\r\nhost: x\r\n\r\n"));
        let mut wire = agent.accept();
        let head = wire.head();
        assert!(
            head.starts_with(&format!("{verb} /tasks HTTP/1.1\r\nhost: ")),
            "{head}"
        );
        assert_eq!(head.lines().count(), 3, "{head}");
        wire.send(format!(
            "HTTP/1.1 {status}\r\ndate: now\r\n{length}connection: close\r\n\r\n"
        ));
        assert_eq!(
            client.head(),
            format!("HTTP/1.1 {status}\r\ndate: now\r\n{length}\r\n")
        );
    }
}

#[test]
fn how_a_body_ends_is_a_matter_of_each_connection() {
    for (answered, expected) in [
        // Of the two, chunks count (RFC 9112 §6.3).
        (
            "HTTP/1.1 200 OK\r\ndate: now\r\ncontent-length: 9\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\ndate: now\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        ),
        // The end of a connection is no end for our client.
        (
            "HTTP/1.0 200 OK\r\ndate: now\r\n\r\nok",
            "HTTP/1.1 200 OK\r\ndate: now\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        ),
    ] {
        let agent = Agent::start(&[]);
        let mut client = agent.client();
        client.send("GET /tasks HTTP/1.1\r\nhost: x\r\n\r\n");
        let mut wire = agent.accept();
        wire.head();
        wire.send(answered);
        wire.cut();
        assert_eq!(client.head() + &client.until("0\r\n\r\n"), expected);
    }
}

#[test]
fn nobody_switches_protocols_by_himself() {
    let agent = Agent::start(&[]);
    let mut client = agent.client();
    client.send("GET /tasks HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n");
    let mut wire = agent.accept();
    assert!(!wire.head().contains("upgrade"));
    wire.send("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n");
    let head = client.head();
    assert!(head.starts_with("HTTP/1.1 502 "), "{head}");
}

#[test]
fn a_request_that_cannot_be_read_is_its_clients_fault() {
    let agent = Agent::start(&[]);
    let mut client = agent.client();
    client.send("POST /rpc HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n");
    let mut wire = agent.accept();
    wire.head();
    wire.until("{}\r\n");
    client.send("-1\r\n");
    let head = client.head();
    assert!(head.starts_with("HTTP/1.1 400 "), "{head}");
    // The agent gets no end either.
    wire.is_cut();
    let (_, _, stderr) = agent.proxy.stop();
    assert!(!stderr.contains("did not answer"), "{stderr}");
}

#[test]
fn events_pass_one_by_one_and_a_silent_stream_lives() {
    let agent = Agent::start(&[]);
    let mut client = agent.client();
    client.send(STREAMING);
    let mut wire = agent.accept();
    wire.head();
    wire.send(STREAM);
    assert!(client.head().contains("transfer-encoding: chunked\r\n"));
    for piece in [
        "data: {\"task\"",
        ":{}}\n",
        "\n",
        ": comment\n\n",
        "id: 7\r\n\r\n",
    ] {
        wire.send_chunk(piece);
        client.until(&format!("{:X}\r\n{piece}\r\n", piece.len()));
    }
    wire.send("0\r\n\r\n");
    assert_eq!(client.until("0\r\n\r\n"), "0\r\n\r\n");
}

#[test]
fn a_request_passes_while_it_is_being_sent() {
    let agent = Agent::start(&[]);
    let mut client = agent.client();
    client.send("POST /rpc HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");
    let mut wire = agent.accept();
    wire.head();
    for piece in ["{\"jsonrpc\"", ":", "7}"] {
        client.send_chunk(piece);
        wire.until(&format!("{:X}\r\n{piece}\r\n", piece.len()));
    }
    // An agent may answer before it has read everything.
    wire.send(answer("400 Bad Request", "application/json", "{}"));
    assert!(client.head().starts_with("HTTP/1.1 400 Bad Request\r\n"));
    assert_eq!(client.bytes(2), b"{}");
}

#[test]
fn who_leaves_is_missed_on_the_other_side() {
    let agent = Agent::start(&[]);
    // The client, while it waits for an answer.
    let mut client = agent.client();
    client.send(STREAMING);
    let mut wire = agent.accept();
    wire.head();
    wire.bytes(2);
    client.cut();
    wire.is_cut();
    // The client, in the midst of a stream that says nothing.
    let mut client = agent.client();
    client.send(STREAMING);
    let mut wire = agent.accept();
    wire.head();
    wire.bytes(2);
    wire.send(STREAM);
    client.head();
    client.cut();
    wire.is_cut();
    // The client, in the midst of a request.
    let mut client = agent.client();
    client.send("POST /rpc HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n12345");
    let mut wire = agent.accept();
    wire.head();
    wire.bytes(5);
    client.cut();
    wire.is_cut();
    // The agent, in the midst of a stream: there must be nothing that looks like the end of one.
    let mut client = agent.client();
    client.send(STREAMING);
    let mut wire = agent.accept();
    wire.head();
    wire.send(STREAM);
    wire.send_chunk("data: {}\n\n");
    client.head();
    client.until("data: {}\n\n\r\n");
    wire.cut();
    client.is_cut();
    // The agent, instead of an answer.
    let mut client = agent.client();
    client.send(STREAMING);
    let mut wire = agent.accept();
    wire.head();
    wire.cut();
    assert!(client.head().starts_with("HTTP/1.1 502 Bad Gateway\r\n"));
    client.until("a2a proxy: the agent did not answer");
}

#[test]
fn who_does_not_read_holds_up_the_other_side() {
    let agent = Agent::start(&[]);
    let mut client = agent.client();
    client.send(STREAMING.replace("host: x", "host: x\r\nconnection: close"));
    let mut wire = agent.accept();
    wire.head();
    wire.bytes(2);
    wire.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n");
    client.head();
    let sent = wire.fill(": padding\n\n".repeat(1000).as_bytes());
    // As soon as the client reads, everything comes.
    wire.cut();
    assert!(client.rest().len() > sent);

    let mut client = agent.client();
    client.send("POST /rpc HTTP/1.1\r\nhost: x\r\ncontent-length: 1073741824\r\n\r\n");
    let mut wire = agent.accept();
    wire.head();
    let sent = client.fill(&[b' '; 8192]);
    wire.skip(sent);
}

#[test]
fn an_agent_that_is_not_there_is_a_bad_gateway() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let proxy = super::proxied::Proxy::start(&url, &[]);
    let mut client = Wire::connect(&proxy.url);
    client.send("GET /tasks HTTP/1.1\r\nhost: x\r\n\r\n");
    assert!(
        client
            .head()
            .starts_with("HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/plain")
    );
    let (_, _, stderr) = proxy.stop();
    assert!(
        stderr.contains("warning: the agent does not answer yet: "),
        "{stderr}"
    );
    assert!(
        stderr.contains(&format!(
            "warning: the agent at {} did not answer: ",
            url.strip_prefix("http://").unwrap()
        )),
        "{stderr}"
    );
}

#[test]
fn the_card_keeps_clients_on_the_proxy() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let other_url = format!("http://{}", other.local_addr().unwrap());
    let mut written = card(&[
        ("JSONRPC", &format!("{other_url}/v1/rpc?key=1")),
        ("HTTP+JSON", &url),
        ("GRPC", "127.0.0.1:1"),
    ]);
    written["signatures"] = serde_json::json!([{ "protected": "e30", "signature": "c2ln" }]);
    let agent = Agent::with_card(listener, url, &written, &[]);

    let mut client = agent.client();
    client.send(
        "GET /.well-known/agent-card.json HTTP/1.1\r\nhost: evil.example\r\naccept-encoding: gzip\r\n\r\n",
    );
    let mut wire = agent.accept();
    let head = wire.head();
    assert!(head.contains("accept-encoding: identity\r\n"), "{head}");
    wire.send(answer("200 OK", "application/json", &written.to_string()));
    let head = client.head();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap();
    let read: Value = serde_json::from_slice(&client.bytes(length.parse().unwrap())).unwrap();
    let proxy = &agent.proxy.url;
    let host = other_url.strip_prefix("http://").unwrap();
    let mut expected = written.clone();
    let rpc = format!("/~/http/{host}/v1/rpc?key=1");
    expected["supportedInterfaces"][0]["url"] = format!("{proxy}{rpc}").into();
    expected["supportedInterfaces"][1]["url"] = proxy.as_str().into();
    assert_eq!(read, expected);

    // The other origin is where its address says, and no third one is anywhere.
    client.send(format!(
        "POST {rpc} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n"
    ));
    let mut wire = Wire::accept(&other);
    assert!(wire.head().starts_with("POST /v1/rpc?key=1 HTTP/1.1\r\n"));
    wire.send(answer("200 OK", "text/plain", ""));
    client.head();
    client.send("GET /~/http/127.0.0.1:9/ HTTP/1.1\r\nhost: x\r\n\r\n");
    assert!(client.head().starts_with("HTTP/1.1 404 Not Found\r\n"));

    let (_, _, stderr) = agent.proxy.stop();
    assert_eq!(
        stderr.matches("note: the agent card is signed").count(),
        1,
        "{stderr}"
    );
    assert_eq!(
        stderr.matches("which the proxy does not speak").count(),
        1,
        "{stderr}"
    );
}

#[test]
fn an_extended_card_is_rewritten_over_both_bindings() {
    let agent = Agent::start(&[]);
    let json = card(&[("HTTP+JSON", &agent.url)]);
    let rewritten = card(&[("HTTP+JSON", &agent.proxy.url)]);
    let call = r#"{"jsonrpc":"2.0","id":1,"method":"GetExtendedAgentCard"}"#;
    let length = call.len();
    let envelope = |card: &Value| serde_json::json!({ "jsonrpc": "2.0", "id": 1, "result": card });
    let mut client = agent.client();
    for (request, sent, expected) in [
        (
            "GET /extendedAgentCard HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(),
            json.clone(),
            rewritten.clone(),
        ),
        (
            format!("POST /rpc HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n{call}"),
            envelope(&json),
            envelope(&rewritten),
        ),
    ] {
        client.send(request);
        let mut wire = agent.accept();
        wire.head();
        wire.send(answer("200 OK", "application/json", &sent.to_string()));
        client.head();
        assert_eq!(
            client.bytes(expected.to_string().len()),
            expected.to_string().as_bytes()
        );
        wire.cut();
    }
}
