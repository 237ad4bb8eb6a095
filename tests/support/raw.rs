//! Requests and answers as bytes on a socket: what no HTTP client has tidied up.

use super::within;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request of HTTP/1.1.
#[derive(Debug, Clone)]
pub struct Request {
    verb: String,
    path: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Request {
    /// A request for protocol version 1.0 without a body.
    #[must_use]
    pub fn new(verb: &str, path: &str) -> Self {
        Self {
            verb: verb.to_owned(),
            path: path.to_owned(),
            headers: vec![("A2A-Version".to_owned(), "1.0".to_owned())],
            body: String::new(),
        }
    }

    /// Sets a JSON body.
    #[must_use]
    pub fn with_json(mut self, body: &serde_json::Value) -> Self {
        self.body = body.to_string();
        self.with_header("Content-Type", "application/json")
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// As it is sent.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self {
            verb,
            path,
            headers,
            body,
        } = self;
        let headers: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let length = body.len();
        let head = format!("{verb} {path} HTTP/1.1\r\nHost: agent\r\n{headers}Content-Length: {length}\r\n");
        format!("{head}Connection: close\r\n\r\n{body}").into_bytes()
    }

    /// Sends it on a connection of its own, and reads the answer: all of it, or of a stream the beginning.
    ///
    /// # Panics
    /// The server cannot be reached, or does not end its answer.
    pub async fn exchange(&self, address: SocketAddr) -> Reply {
        let mut socket = TcpStream::connect(address).await.unwrap();
        socket.write_all(&self.to_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        let read = async {
            while socket.read_buf(&mut bytes).await.unwrap() > 0 {
                let text = String::from_utf8_lossy(&bytes);
                if text.contains("text/event-stream") && text.contains("\n\n") {
                    return;
                }
            }
        };
        within(&self.path, read).await;
        Reply(String::from_utf8(bytes).unwrap())
    }
}

/// An answer, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply(pub String);

impl Reply {
    /// Without the header `Date`, which differs from second to second, and with all occurrences of some texts replaced
    /// by others.
    ///
    /// # Panics
    /// There is no such header: then it need not be left out.
    #[must_use]
    pub fn comparable(&self, replacements: &[(&str, &str)]) -> String {
        let (head, body) = self
            .0
            .split_once("\r\n\r\n")
            .expect("an answer without an end of its head");
        let (dates, lines): (Vec<_>, Vec<_>) = head
            .split("\r\n")
            .partition(|line| line.to_ascii_lowercase().starts_with("date:"));
        assert_eq!(dates.len(), 1, "{head}");
        let text = format!("{}\r\n\r\n{body}", lines.join("\r\n"));
        replacements
            .iter()
            .fold(text, |text, (from, to)| text.replace(from, to))
    }

    /// The HTTP status.
    ///
    /// # Panics
    /// There is none.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// It is something else.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        let (_, body) = self.0.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {}", self.0))
    }
}
