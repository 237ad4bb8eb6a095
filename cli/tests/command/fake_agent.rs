//! An agent that does what a test says, over HTTP written by hand.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The first line and the headers, names in lower case.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Request {
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.head.lines().find_map(|line| line.strip_prefix(&prefix))
    }
}

/// The agent; its thread ends with the test process.
pub(crate) struct FakeAgent {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// Status, media type and body.
pub(crate) type Answer = (u16, &'static str, String);

impl FakeAgent {
    /// Serves a card with these capabilities and security schemes, and answers operations with a function of the
    /// request and how many operations there were before.
    pub(crate) fn start(
        streaming: bool,
        security_schemes: Value,
        answer: impl Fn(&Request, usize) -> Answer + Send + 'static,
    ) -> Self {
        let card = move |url: &str, _| {
            let card = json!({
                "name": "Fake", "description": "Fake", "version": "1",
                "supportedInterfaces": [{ "url": url, "protocolBinding": "HTTP+JSON", "protocolVersion": "1.0" }],
                "capabilities": { "streaming": streaming },
                "securitySchemes": security_schemes,
                "defaultInputModes": ["text/plain"], "defaultOutputModes": ["text/plain"], "skills": [],
            });
            (200, "application/json", card.to_string())
        };
        Self::start_with(card, answer)
    }

    /// Answers for the card with a function of the agent's URL and how often it was asked for before, and otherwise as
    /// [`start`](Self::start) does.
    pub(crate) fn start_with(
        card: impl Fn(&str, usize) -> Answer + Send + 'static,
        answer: impl Fn(&Request, usize) -> Answer + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let origin = url.clone();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        std::thread::spawn(move || {
            let (mut operations, mut cards) = (0, 0);
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let Some(request) = read(&stream) else { continue };
                seen.lock().unwrap().push(request.clone());
                let (status, media_type, body) = if request.target().starts_with("/.well-known/") {
                    cards += 1;
                    card(&origin, cards - 1)
                } else {
                    operations += 1;
                    answer(&request, operations - 1)
                };
                let length = body.len();
                let head = format!(
                    "HTTP/1.1 {status} X\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n"
                );
                let _ = stream.write_all(format!("{head}connection: close\r\n\r\n{body}").as_bytes());
            }
        });
        Self { url, requests }
    }

    /// What arrived so far; the request for the card is the first.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            if line.trim_end().is_empty() {
                break;
            }
            head.push_str(&line);
            continue;
        };
        let name = name.to_ascii_lowercase();
        if name == "content-length" {
            length = value.parse().unwrap();
        }
        head.push_str(&format!("{name}: {value}\n"));
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request {
        head,
        body: String::from_utf8(body).unwrap(),
    })
}

/// A task without anything but its state.
pub(crate) fn task(state: &str) -> Value {
    json!({ "id": "t-1", "contextId": "c-1", "status": { "state": state } })
}

pub(crate) fn ok(json: &Value) -> Answer {
    (200, "application/a2a+json", json.to_string())
}
