//! What a peer answers to the client, over a connection on the loopback interface.

use super::request::{block_on, split_at};
use a2a_bindings::v1_0::{Client, GetTaskRequest, PROTOCOL, SubscribeToTaskRequest};
use a2a_runtime::client::{Binding, ClientError, HttpTransport, TransportOptions, fetch_card, http_client};
use futures_util::StreamExt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// A client waits no longer than this; the test fails long after that.
const PATIENCE: Duration = Duration::from_secs(2);

/// A server that answers everything with the same bytes.
struct Peer {
    address: SocketAddr,
    answer: Arc<Mutex<Vec<u8>>>,
    /// Setting up TLS takes longer than a call.
    http: reqwest::Client,
}

thread_local! {
    static PEER: Peer = block_on(Peer::start());
}

impl Peer {
    async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let answer = Arc::new(Mutex::new(Vec::new()));
        let said = Arc::clone(&answer);
        tokio::spawn(async move {
            loop {
                if let Ok((stream, _)) = listener.accept().await {
                    let answer = said.lock().unwrap_or_else(PoisonError::into_inner).clone();
                    tokio::spawn(serve(stream, answer));
                }
            }
        });
        Self {
            address,
            answer,
            http: http_client().unwrap(),
        }
    }
}

async fn serve(mut stream: TcpStream, answer: Vec<u8>) {
    let mut request = vec![0; 8 << 10];
    // What the client sends is short, and comes in one piece or two.
    let mut length = 0;
    while let Ok(count @ 1..) = stream.read(&mut request[length..]).await {
        length += count;
        let (head, body) = split_at(&request[..length], b"\r\n\r\n");
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        let announced = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        if head.len() < length && body.len() >= announced.unwrap_or(0) {
            break;
        }
    }
    // Whoever does not read it any more has its reasons.
    let _ = stream.write_all(&answer).await;
    let _ = stream.shutdown().await;
}

/// A status and header lines, an empty line, the body: every call ends, with an answer or with an error of some
/// kilobytes.
pub fn answer(data: &[u8]) {
    let (head, body) = split_at(data, b"\n\n");
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut answer = [
        b"HTTP/1.1 ",
        lines.next().unwrap_or_default(),
        b" x\r\nconnection: close\r\n",
    ]
    .concat();
    for line in lines {
        answer.extend_from_slice(line);
        answer.extend_from_slice(b"\r\n");
    }
    answer.extend_from_slice(b"\r\n");
    answer.extend_from_slice(body);
    PEER.with(|peer| {
        *peer.answer.lock().unwrap_or_else(PoisonError::into_inner) = answer;
        block_on(async {
            let calls = timeout(PATIENCE * 20, ask(&peer.http, peer.address));
            calls.await.expect("the client waits for ever");
        });
    });
}

async fn ask(http: &reqwest::Client, address: SocketAddr) {
    let origin = format!("http://{address}");
    for binding in [Binding::JsonRpc, Binding::HttpJson] {
        let options = TransportOptions::new()
            .with_timeout(PATIENCE)
            .with_idle_timeout(PATIENCE);
        let transport = HttpTransport::new(binding, &origin, http.clone(), &PROTOCOL).unwrap();
        let client = Client::new(transport.with_options(options));
        bounded(client.get_task(GetTaskRequest::new("1")).await);
        match client.subscribe_to_task(SubscribeToTaskRequest::new("1")).await {
            Ok(mut events) => {
                while let Some(event) = events.next().await {
                    bounded(event);
                }
            }
            Err(error) => bounded::<()>(Err(error)),
        }
    }
    bounded(fetch_card(http, &origin).await);
}

fn bounded<T>(answer: Result<T, ClientError>) {
    if let Err(error) = answer {
        assert!(error.to_string().len() < 8 << 10, "{error}");
    }
}
