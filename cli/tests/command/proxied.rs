//! A running proxy, and an agent behind it.

use super::process::{Killed, command};
use super::wire::Wire;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use tempfile::NamedTempFile;

/// A running proxy.
pub(crate) struct Proxy {
    child: Killed,
    /// Where it listens.
    pub(crate) url: String,
    stdout: BufReader<std::process::ChildStdout>,
    stderr: NamedTempFile,
}

impl Proxy {
    /// A proxy before an agent.
    pub(crate) fn start(upstream: &str, arguments: &[&str]) -> Self {
        let stderr = NamedTempFile::new().unwrap();
        let mut child = command()
            .args(["proxy", "--upstream", upstream, "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(stderr.reopen().unwrap())
            .spawn()
            .map(Killed)
            .unwrap();
        let mut stdout = BufReader::new(child.0.stdout.take().unwrap());
        let mut announcement = String::new();
        while !announcement.contains("Stop: ") {
            assert_ne!(stdout.read_line(&mut announcement).unwrap(), 0, "{announcement}");
        }
        let line = announcement
            .lines()
            .find_map(|line| line.strip_prefix("Proxy: "))
            .unwrap();
        let url = line.split('/').take(3).collect::<Vec<_>>().join("/");
        Self {
            child,
            url,
            stdout,
            stderr,
        }
    }

    /// Stops it: its exit status, and what it printed on standard output at its end and on standard error.
    pub(crate) fn stop(mut self) -> (i32, String, String) {
        let id = self.child.0.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        let code = self.child.wait().unwrap();
        let mut stdout = String::new();
        self.stdout.read_to_string(&mut stdout).unwrap();
        let stderr = self.said();
        (code, stdout, stderr)
    }

    /// What it has said on standard error so far.
    pub(crate) fn said(&self) -> String {
        let mut text = String::new();
        self.stderr.reopen().unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The memory it has in use, in bytes.
    #[cfg(target_os = "linux")]
    pub(crate) fn resident(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.0.id())).unwrap();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap();
        line.trim()
            .strip_suffix("kB")
            .unwrap()
            .trim()
            .parse::<usize>()
            .unwrap()
            * 1024
    }
}

/// A card with these interfaces: bindings and URLs.
pub(crate) fn card(interfaces: &[(&str, &str)]) -> Value {
    let interface = |(binding, url): &(&str, &str)| json!({ "url": url, "protocolBinding": binding, "protocolVersion": "1.0" });
    json!({
        "name": "Wire", "description": "Says what a test says", "version": "1",
        "supportedInterfaces": interfaces.iter().map(interface).collect::<Vec<_>>(),
        "capabilities": { "streaming": true },
        "defaultInputModes": ["text/plain"], "defaultOutputModes": ["text/plain"], "skills": [],
    })
}

/// An agent behind a proxy; the test says what it does.
pub(crate) struct Agent {
    pub(crate) listener: TcpListener,
    pub(crate) url: String,
    pub(crate) proxy: Proxy,
}

impl Agent {
    /// The proxy knows the agent's card, which has JSON-RPC at `/rpc` and HTTP+JSON at the root.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let card = card(&[("JSONRPC", &format!("{url}/rpc")), ("HTTP+JSON", &url)]);
        Self::with_card(listener, url, &card, arguments)
    }

    pub(crate) fn with_card(listener: TcpListener, url: String, card: &Value, arguments: &[&str]) -> Self {
        let proxy = Proxy::start(&url, arguments);
        let mut wire = Wire::accept(&listener);
        assert!(
            wire.head()
                .starts_with("GET /.well-known/agent-card.json HTTP/1.1\r\n")
        );
        wire.send(answer("200 OK", "application/json", &card.to_string()));
        wire.cut();
        // The proxy goes on when it has read the card, which is before it asks for it again.
        let agent = Self { listener, url, proxy };
        let mut client = agent.client();
        client.send("GET /.well-known/agent-card.json HTTP/1.1\r\nhost: x\r\n\r\n");
        let mut wire = agent.accept();
        wire.head();
        wire.send(answer("200 OK", "application/json", &card.to_string()));
        wire.cut();
        client.head();
        agent
    }

    /// A connection to the proxy.
    pub(crate) fn client(&self) -> Wire {
        Wire::connect(&self.proxy.url)
    }

    /// The proxy's next connection.
    pub(crate) fn accept(&self) -> Wire {
        Wire::accept(&self.listener)
    }
}

/// A response of known length, the last one of its connection.
pub(crate) fn answer(status: &str, media_type: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// The head of a stream.
pub(crate) const STREAM: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
