//! A webhook made of bytes: it reads requests as they are, and answers what a test wrote down.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// What a webhook does once it has read a request.
#[derive(Clone)]
pub(crate) enum Answer {
    /// Sends bytes and waits for the next request.
    Keeps(String),
    /// Sends bytes and closes the connection.
    Closes(String),
    /// Sends bytes, and then the same again and again.
    Repeats(&'static str, &'static str),
    /// Does nothing.
    Hangs,
}

/// An answer without a body.
pub(crate) fn status(line: &str) -> Answer {
    Answer::Keeps(format!("HTTP/1.1 {line}\r\ncontent-length: 0\r\n\r\n"))
}

/// A webhook with the next answer for each request, on whatever connection.
pub(crate) struct Webhook {
    pub(crate) address: String,
    /// The number of the connection, from 1, and the bytes.
    requests: UnboundedReceiver<(usize, String)>,
}

impl Webhook {
    pub(crate) async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sender, requests) = unbounded_channel();
        let mut answers: Vec<Answer> = answers.into_iter().collect();
        answers.reverse();
        tokio::spawn(async move {
            let mut number = 0;
            while !answers.is_empty() {
                let (mut connection, _) = listener.accept().await.unwrap();
                number += 1;
                while let Some(request) = read_request(&mut connection).await {
                    sender.send((number, request)).unwrap();
                    match answers.pop().unwrap() {
                        // The sender may leave in the middle of an answer that is too long for it.
                        Answer::Keeps(bytes) => drop(connection.write_all(bytes.as_bytes()).await),
                        Answer::Closes(bytes) => {
                            connection.write_all(bytes.as_bytes()).await.unwrap();
                            break;
                        }
                        Answer::Repeats(first, bytes) => {
                            connection.write_all(first.as_bytes()).await.unwrap();
                            while connection.write_all(bytes.as_bytes()).await.is_ok() {}
                            break;
                        }
                        Answer::Hangs => std::future::pending().await,
                    }
                }
            }
            std::future::pending::<()>().await;
        });
        Self { address, requests }
    }

    /// The URL of a path at the webhook.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn port(&self) -> &str {
        self.address.rsplit_once(':').unwrap().1
    }

    /// The next request, its own address replaced by `HOST`, and the number of its connection.
    pub(crate) async fn request(&mut self) -> (usize, String) {
        let (number, request) = self.requests.recv().await.unwrap();
        (number, request.replace(&self.address, "HOST"))
    }

    /// Whether no other request came.
    pub(crate) fn is_silent(&mut self) -> bool {
        self.requests.try_recv().is_err()
    }
}

/// A request with a `content-length`; `None` at the end of the connection.
async fn read_request(connection: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if connection.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        if body.len() >= length.unwrap().parse().unwrap() {
            return Some(text.into_owned());
        }
    }
}
