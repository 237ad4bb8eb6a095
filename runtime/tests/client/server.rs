//! An agent made of bytes: it reads requests as they are, and answers what a test wrote down.

use a2a_runtime::client::{Binding, HttpTransport, http_client_builder};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// What is sent for one request, and what follows.
pub struct Answer {
    bytes: Vec<u8>,
    hangs: bool,
}

/// A whole response with a body of a type.
pub fn response(status: &str, content_type: &str, body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    raw([head.as_bytes(), body].concat())
}

/// A whole stream of events, cut into chunks as given.
pub fn events<C: AsRef<[u8]>>(chunks: &[C]) -> Answer {
    let mut answer = cut_events(chunks);
    answer.bytes.extend_from_slice(b"0\r\n\r\n");
    answer
}

/// A stream of events that lacks its end.
pub fn cut_events<C: AsRef<[u8]>>(chunks: &[C]) -> Answer {
    let mut bytes = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n\
        transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
        .to_vec();
    for chunk in chunks {
        let chunk = chunk.as_ref();
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    raw(bytes)
}

/// Bytes as they are.
pub fn raw(bytes: impl Into<Vec<u8>>) -> Answer {
    Answer { bytes: bytes.into(), hangs: false }
}

impl Answer {
    /// The connection stays open after the bytes.
    pub fn then_hangs(mut self) -> Self {
        self.hangs = true;
        self
    }
}

/// A server that answers request after request, each on its own connection.
pub struct Server {
    pub address: String,
    requests: UnboundedReceiver<String>,
}

impl Server {
    pub async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sender, requests) = unbounded_channel();
        let answers: Vec<Answer> = answers.into_iter().collect();
        let host = address.clone();
        tokio::spawn(async move {
            let mut open = Vec::new();
            for answer in answers {
                let (mut connection, _) = listener.accept().await.unwrap();
                let request = read_request(&mut connection).await;
                sender.send(request.replace(&host, "HOST")).unwrap();
                // A client may leave in the middle of an answer that it does not like.
                let _ = connection.write_all(&answer.bytes).await;
                if answer.hangs {
                    open.push(connection);
                }
            }
            // Whatever hangs does so until the test ends.
            std::future::pending::<()>().await;
        });
        Self { address, requests }
    }

    /// A transport to the path at the server.
    pub fn transport(&self, binding: Binding, path: &str) -> HttpTransport {
        let http = http_client_builder().unwrap().no_proxy().user_agent("test").build().unwrap();
        let endpoint = format!("http://{}{path}", self.address);
        HttpTransport::new(binding, &endpoint, http, &a2a_bindings::v1_0::PROTOCOL).unwrap()
    }

    /// The next request as it was read, its own address replaced by `HOST`.
    pub async fn request(&mut self) -> String {
        self.requests.recv().await.unwrap()
    }

    /// Whether every request was looked at.
    pub fn is_silent(&mut self) -> bool {
        self.requests.try_recv().is_err()
    }
}

async fn read_request(connection: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text;
            }
        }
        if connection.read_buf(&mut bytes).await.unwrap() == 0 {
            return text;
        }
    }
}

/// Runs a test that must not take longer than ten seconds.
pub async fn bounded<T>(test: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(10), test).await.expect("the test hangs")
}
