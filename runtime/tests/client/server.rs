//! An agent made of bytes: it reads requests as they are, and answers what a test wrote down.

use a2a_bindings::v1_0::PROTOCOL;
use a2a_runtime::client::{Binding, HttpTransport, http_client_builder};
use std::sync::LazyLock;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// What is sent for one request, and what follows.
pub(crate) struct Answer {
    bytes: Vec<u8>,
    then: Then,
}

/// What follows an answer.
enum Then {
    Closes,
    Hangs,
    /// Sends these bytes every 100 milliseconds.
    Drips(&'static str),
}

/// A whole response with a body of a type.
pub(crate) fn response(status: &str, content_type: &str, body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    raw([head.as_bytes(), body].concat())
}

/// A whole stream of events, cut into chunks as given.
pub(crate) fn events<C: AsRef<[u8]>>(chunks: &[C]) -> Answer {
    let mut answer = cut_events(chunks);
    answer.bytes.extend_from_slice(b"0\r\n\r\n");
    answer
}

/// A stream of events that lacks its end.
pub(crate) fn cut_events<C: AsRef<[u8]>>(chunks: &[C]) -> Answer {
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
pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Answer {
    Answer {
        bytes: bytes.into(),
        then: Then::Closes,
    }
}

impl Answer {
    /// The same bytes come again and again, every 100 milliseconds.
    pub(crate) fn then_drips(mut self, bytes: &'static str) -> Self {
        self.then = Then::Drips(bytes);
        self
    }

    /// The connection stays open after the bytes.
    pub(crate) fn then_hangs(mut self) -> Self {
        self.then = Then::Hangs;
        self
    }
}

/// A server that answers request after request, each on its own connection.
pub(crate) struct Server {
    pub(crate) address: String,
    requests: UnboundedReceiver<Vec<u8>>,
}

impl Server {
    pub(crate) async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sender, requests) = unbounded_channel();
        let answers: Vec<Answer> = answers.into_iter().collect();
        tokio::spawn(async move {
            let mut open = Vec::new();
            for answer in answers {
                let (mut connection, _) = listener.accept().await.unwrap();
                let request = read_request(&mut connection).await;
                sender.send(request).unwrap();
                // A client may leave in the middle of an answer that it does not like.
                let _ = connection.write_all(&answer.bytes).await;
                match answer.then {
                    Then::Closes => {}
                    Then::Hangs => open.push(connection),
                    Then::Drips(bytes) => {
                        while connection.write_all(bytes.as_bytes()).await.is_ok() {
                            tokio::time::sleep(Duration::from_millis(100)).await;
                        }
                    }
                }
            }
            // Whatever hangs does so until the test ends.
            std::future::pending::<()>().await;
        });
        Self { address, requests }
    }

    /// A transport to the path at the server.
    pub(crate) fn transport(&self, binding: Binding, path: &str) -> HttpTransport {
        let endpoint = format!("http://{}{path}", self.address);
        HttpTransport::new(binding, &endpoint, http(), &PROTOCOL).unwrap()
    }

    /// The next request as it was read, its own address replaced by `HOST`.
    pub(crate) async fn request(&mut self) -> String {
        let request = self.bytes().await;
        String::from_utf8(request).unwrap().replace(&self.address, "HOST")
    }

    /// The next request, or the start of what is none.
    pub(crate) async fn bytes(&mut self) -> Vec<u8> {
        self.requests.recv().await.unwrap()
    }

    /// Whether no other request came.
    pub(crate) fn is_silent(&mut self) -> bool {
        self.requests.try_recv().is_err()
    }
}

async fn read_request(connection: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    while connection.read_buf(&mut bytes).await.unwrap() > 0 {
        let text = String::from_utf8_lossy(&bytes);
        // A record of TLS says its length.
        if let [0x16, _, _, high, low, rest @ ..] = bytes.as_slice() {
            if rest.len() >= usize::from(*high) << 8 | usize::from(*low) {
                break;
            }
            continue;
        }
        let Some((head, _)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        if bytes.len() >= head.len() + 4 + length.map_or(0, |length| length.parse().unwrap()) {
            break;
        }
    }
    bytes
}

/// The client that everybody gets, wherever the tests run; one for all, since the trusted certificates are many.
pub(crate) fn http() -> reqwest::Client {
    static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(|| {
        http_client_builder()
            .unwrap()
            .no_proxy()
            .user_agent("test")
            .build()
            .unwrap()
    });
    CLIENT.clone()
}

/// Runs a test that must not take longer than ten seconds.
pub(crate) async fn bounded<T>(test: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(10), test)
        .await
        .expect("the test hangs")
}
