//! The server behind the page; the page itself is tested in a browser, in `tests/browser`.

use super::process::{DemoServer, Killed, a2a, command};
use super::wire::Wire;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// A running `a2a inspect`.
struct Inspect {
    _child: Killed,
    /// The URL of the page.
    page: String,
    agent: String,
}

impl Inspect {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command()
            .args(["inspect", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .map(Killed)
            .unwrap();
        let mut lines = BufReader::new(child.0.stdout.take().unwrap())
            .lines()
            .map(Result::unwrap);
        let page = lines.next().unwrap().strip_prefix("Page: ").unwrap().to_owned();
        let agent = lines.next().unwrap().strip_prefix("Agent: ").unwrap().to_owned();
        Self {
            _child: child,
            page,
            agent,
        }
    }

    fn origin(&self) -> String {
        self.page.split('/').take(3).collect::<Vec<_>>().join("/")
    }

    fn host(&self) -> String {
        self.origin().strip_prefix("http://").unwrap().to_owned()
    }

    /// The head of the answer to a request for something below the page.
    fn head(&self, request: &str, headers: &str) -> String {
        let (verb, path) = request.split_once(' ').unwrap();
        let mut wire = Wire::connect(&self.origin());
        let path = format!("{}{path}", self.page.strip_prefix(&self.origin()).unwrap());
        wire.send(format!(
            "{verb} {path} HTTP/1.1\r\n{headers}content-length: 0\r\n\r\n"
        ));
        wire.head()
    }
}

#[test]
fn the_page_needs_nothing_from_elsewhere_and_lets_nothing_in() {
    let inspect = Inspect::start(&[]);
    let host = format!("host: {}\r\n", inspect.host());
    for (path, media_type) in [
        ("", "text/html"),
        ("inspect.js", "text/javascript"),
        ("traffic.js", "text/javascript"),
        ("dom.js", "text/javascript"),
        ("inspect.css", "text/css"),
    ] {
        let head = inspect.head(&format!("GET {path}"), &host);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        assert!(
            head.contains(&format!("content-type: {media_type}; charset=utf-8\r\n")),
            "{head}"
        );
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self'; ",
            "frame-ancestors 'none'\r\n",
            "x-content-type-options: nosniff\r\n",
            "referrer-policy: no-referrer\r\n",
        ] {
            assert!(head.contains(header), "{header}: {head}");
        }
    }
    assert!(inspect.head("GET nothing", &host).starts_with("HTTP/1.1 404 "));
    assert!(
        inspect
            .head("GET agent/tasks", &host)
            .starts_with("HTTP/1.1 502 ")
    );
}

#[test]
fn nobody_gets_in_from_elsewhere() {
    let server = DemoServer::start();
    let inspect = Inspect::start(&[server.origin()]);
    let host = inspect.host();
    let port = host.rsplit(':').next().unwrap();
    for (headers, status) in [
        (format!("host: {host}\r\n"), 200),
        (format!("host: localhost:{port}\r\n"), 200),
        (format!("host: rebound.example:{port}\r\n"), 403),
        (String::new(), 400),
        (format!("host: {host}\r\norigin: http://{host}\r\n"), 200),
        (
            format!("host: {host}\r\norigin: http://localhost:{port}\r\n"),
            403,
        ),
        (format!("host: {host}\r\norigin: https://evil.example\r\n"), 403),
        (format!("host: {host}\r\norigin: null\r\n"), 403),
        (format!("host: {host}\r\nsec-fetch-site: cross-site\r\n"), 403),
    ] {
        for request in ["GET ", "GET feed", "GET agent/.well-known/agent-card.json"] {
            let head = inspect.head(request, &headers);
            // hyper refuses a request without `Host` only where it has to.
            let allowed = if status == 400 {
                head.starts_with("HTTP/1.1 400 ") || head.starts_with("HTTP/1.1 403 ")
            } else {
                head.starts_with(&format!("HTTP/1.1 {status} "))
            };
            assert!(allowed, "{request} {headers:?}: {head}");
        }
    }
    // Without the token there is nothing.
    let mut wire = Wire::connect(&inspect.origin());
    wire.send(format!("GET /feed HTTP/1.1\r\nhost: {host}\r\n\r\n"));
    assert!(wire.head().starts_with("HTTP/1.1 404 "));
    a2a(&["inspect", "--listen", "0.0.0.0:0"]).exits(2);
}

#[test]
fn other_clients_use_the_agent_through_it_and_are_seen() {
    let server = DemoServer::start();
    let inspect = Inspect::start(&[server.origin()]);
    let card = format!("{}/.well-known/agent-card.json", inspect.agent);
    a2a(&[
        "send",
        "-a",
        &card,
        "--stream",
        "stream 2",
        "--bearer",
        "s3cret-token",
    ])
    .exits(0);
    let mut wire = Wire::connect(&inspect.origin());
    let path = inspect.page.strip_prefix(&inspect.origin()).unwrap();
    wire.send(format!(
        "GET {path}feed HTTP/1.1\r\nhost: {}\r\n\r\n",
        inspect.host()
    ));
    let feed = wire.until(r#""kind":"end""#);
    assert!(
        feed.contains(r#""type":"agent""#) && feed.contains(r#""operation":"SendStreamingMessage""#),
        "{feed}"
    );
    assert!(
        feed.contains(r#""type":"chunk""#) && feed.contains("chunk 2 of 2"),
        "{feed}"
    );
    assert!(!feed.contains("s3cret"), "{feed}");
}
