//! The server, over real connections.

use crate::agent::{Agent, Step};
use a2a_runtime::server::{Drained, Options, http_json, serve};
use axum::Router;
use axum::routing::get;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

struct Server {
    address: SocketAddr,
    shutdown: oneshot::Sender<()>,
    task: JoinHandle<Drained>,
}

/// How long nothing here takes, however busy the machine is.
const LONG: Duration = Duration::from_secs(60);
/// How long a test waits for what is to be cut.
const SHORT: Duration = Duration::from_millis(200);

/// Starts a server for at most two connections.
async fn start(app: Router, drain: Duration) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (shutdown, requested) = oneshot::channel();
    let server = serve(listener, app, requested).drain(drain).max_connections(2);
    let task = tokio::spawn(server.into_future());
    Server {
        address,
        shutdown,
        task,
    }
}

async fn send(address: SocketAddr, target: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {target} HTTP/1.1\r\nHost: a\r\nA2A-Version: 1.0\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

/// Reads until the text ends so.
async fn read_until(stream: &mut TcpStream, end: &str) -> String {
    let mut text = Vec::new();
    while !text.ends_with(end.as_bytes()) {
        match stream.read_u8().await {
            Ok(byte) => text.push(byte),
            Err(error) => panic!("{error} after {}", String::from_utf8_lossy(&text)),
        }
    }
    String::from_utf8(text).unwrap()
}

/// Waits until the server accepts no connections any more.
async fn refused(address: SocketAddr) {
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

fn silent_stream() -> Router {
    http_json(
        Agent::streaming(vec![Step::Event("{}"), Step::Hang]),
        Options::new(),
    )
}

#[tokio::test]
async fn idle_connections_end_at_once() {
    let server = start(http_json(Agent::new(), Options::new()), LONG).await;
    let mut stream = send(server.address, "/tasks/1").await;
    let response = read_until(&mut stream, "{\"id\":\"1\"}").await;
    assert!(response.starts_with("HTTP/1.1 200 OK\r\n"), "{response}");
    server.shutdown.send(()).unwrap();
    // Left alone, the connection would end after the 30 seconds that it has for the next request.
    let drained = timeout(Duration::from_secs(20), server.task).await.unwrap();
    assert_eq!(drained.unwrap().cut, 0);
    assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_request_that_is_under_way_is_answered() {
    let (started, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let notifies = (Arc::clone(&started), Arc::clone(&go_on));
    let handler = move || async move {
        notifies.0.notify_one();
        notifies.1.notified().await;
        "done"
    };
    let server = start(Router::new().route("/", get(handler)), LONG).await;
    let mut stream = send(server.address, "/").await;
    started.notified().await;
    server.shutdown.send(()).unwrap();
    refused(server.address).await;
    go_on.notify_one();
    let response = read_until(&mut stream, "done").await;
    assert!(response.starts_with("HTTP/1.1 200 OK\r\n"), "{response}");
    assert_eq!(server.task.await.unwrap().cut, 0);
}

#[tokio::test]
async fn an_open_stream_is_cut_at_the_deadline() {
    let server = start(silent_stream(), SHORT).await;
    let mut stream = send(server.address, "/tasks/1:subscribe").await;
    read_until(&mut stream, "data: {}\n\n\r\n").await;
    let start = Instant::now();
    server.shutdown.send(()).unwrap();
    assert_eq!(server.task.await.unwrap().cut, 1);
    assert!(start.elapsed() >= SHORT);
    // Not the end of a chunked body, but of the connection.
    assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);
}

#[tokio::test]
async fn further_connections_wait() {
    let server = start(silent_stream(), SHORT).await;
    let mut first = send(server.address, "/tasks/1:subscribe").await;
    let mut second = send(server.address, "/tasks/1:subscribe").await;
    read_until(&mut first, "data: {}\n\n\r\n").await;
    read_until(&mut second, "data: {}\n\n\r\n").await;
    let mut third = send(server.address, "/tasks/1:subscribe").await;
    let nothing = timeout(Duration::from_millis(100), third.read(&mut [0])).await;
    assert!(nothing.is_err(), "{nothing:?}");
    drop(first);
    read_until(&mut third, "data: {}\n\n\r\n").await;
    server.shutdown.send(()).unwrap();
    assert_eq!(server.task.await.unwrap().cut, 2);
}

#[tokio::test]
async fn a_dropped_server_cuts_its_connections() {
    let server = start(silent_stream(), SHORT).await;
    let mut stream = send(server.address, "/tasks/1:subscribe").await;
    read_until(&mut stream, "data: {}\n\n\r\n").await;
    server.task.abort();
    assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);
    refused(server.address).await;
}

#[tokio::test(start_paused = true)]
async fn a_connection_without_a_request_ends() {
    let server = start(http_json(Agent::new(), Options::new()), LONG).await;
    let start = tokio::time::Instant::now();
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream
        .write_all(b"GET /tasks/1 HTTP/1.1\r\nHost: ")
        .await
        .unwrap();
    let end = timeout(Duration::from_secs(40), stream.read(&mut [0]))
        .await
        .unwrap();
    assert_eq!(end.unwrap(), 0);
    assert!(start.elapsed() >= Duration::from_secs(30));
}
