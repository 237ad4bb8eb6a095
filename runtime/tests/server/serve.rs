//! The server, over real connections.

use crate::agent::{Agent, Step};
use a2a_bindings::Frame;
use a2a_runtime::server::{Drained, Options, Serve, http_json, serve};
use axum::Router;
use axum::routing::get;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
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
    start_with(app, |server| server.drain(drain).max_connections(2)).await
}

type Shutdown = oneshot::Receiver<()>;

async fn start_with(app: Router, set: impl FnOnce(Serve<Shutdown>) -> Serve<Shutdown>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (shutdown, requested) = oneshot::channel();
    let server = set(serve(listener, app, requested));
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

/// A stream that never has nothing to send, and what is held as long as it is there.
fn flood() -> (Router, Arc<()>) {
    let held = Arc::new(());
    let event = Frame::new(format!("\"{}\"", "x".repeat(10_000)));
    let steps = vec![Step::Hold(Arc::clone(&held)), Step::Flood(event)];
    (http_json(Agent::streaming(steps), Options::new()), held)
}

/// Waits until there are so many holders of it beside the test and the script of the agent.
async fn streams(held: &Arc<()>, count: usize) {
    while Arc::strong_count(held) != count + 2 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_client_that_does_not_read_is_let_go_and_others_stay() {
    let (flood, held) = flood();
    let silent = http_json(
        Agent::streaming(vec![Step::Event("{}"), Step::Hang]),
        Options::new().keep_alive(Duration::from_millis(20)),
    );
    let app = Router::new()
        .nest_service("/flood", flood)
        .nest_service("/silent", silent);
    let server = start_with(app, |server| server.drain(SHORT).write_timeout(SHORT)).await;
    let mut other = send(server.address, "/silent/tasks/1:subscribe").await;
    read_until(&mut other, "data: {}\n\n\r\n").await;

    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut stalled = socket.connect(server.address).await.unwrap();
    let request = b"GET /flood/tasks/1:subscribe HTTP/1.1\r\nHost: a\r\nA2A-Version: 1.0\r\n\r\n";
    let start = Instant::now();
    stalled.write_all(request).await.unwrap();
    streams(&held, 1).await;
    timeout(LONG, streams(&held, 0)).await.unwrap();
    assert!(start.elapsed() >= SHORT);
    // What was on the way still arrives, but not the end of the body.
    let mut rest = Vec::new();
    let end = timeout(LONG, stalled.read_to_end(&mut rest)).await.unwrap();
    assert!(end.is_err() || !rest.ends_with(b"0\r\n\r\n"), "{end:?}");

    for _ in 0..2 {
        read_until(&mut other, ": keep-alive\n\n\r\n").await;
    }
    server.shutdown.send(()).unwrap();
    assert_eq!(server.task.await.unwrap().cut, 1);
}

#[tokio::test]
async fn without_a_time_out_a_client_may_take_as_long_as_it_likes() {
    let (flood, held) = flood();
    let server = start_with(flood, |server| server.drain(SHORT).write_timeout(Duration::ZERO)).await;
    let stream = send(server.address, "/tasks/1:subscribe").await;
    streams(&held, 1).await;
    let waited = timeout(SHORT * 2, streams(&held, 0)).await;
    assert!(waited.is_err());
    drop(stream);
    timeout(LONG, streams(&held, 0)).await.unwrap();
    server.shutdown.send(()).unwrap();
    assert_eq!(server.task.await.unwrap().cut, 0);
}

#[tokio::test]
async fn streams_in_full_flow_are_cut_at_the_deadline() {
    const STREAMS: usize = 8;
    let (flood, held) = flood();
    let server = start_with(flood, |server| server.drain(SHORT)).await;
    let mut readers = Vec::new();
    for _ in 0..STREAMS {
        let mut stream = send(server.address, "/tasks/1:subscribe").await;
        readers.push(tokio::spawn(async move {
            let mut buffer = vec![0; 1 << 16];
            while stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {}
        }));
    }
    streams(&held, STREAMS).await;
    server.shutdown.send(()).unwrap();
    let drained = timeout(LONG, server.task).await.unwrap();
    assert_eq!(drained.unwrap().cut, STREAMS);
    for reader in readers {
        timeout(LONG, reader).await.unwrap().unwrap();
    }
    assert_eq!(Arc::strong_count(&held), 1);
}

#[tokio::test]
async fn connections_without_a_request_do_not_wait_for_streams() {
    let app = http_json(
        Agent::streaming(vec![Step::Event("{}"), Step::Hang]),
        Options::new(),
    );
    let server = start_with(app, |server| server.drain(LONG)).await;
    let (mut idle, mut streams) = (Vec::new(), Vec::new());
    for _ in 0..10 {
        let mut stream = send(server.address, "/tasks/1:subscribe").await;
        read_until(&mut stream, "data: {}\n\n\r\n").await;
        streams.push(stream);
        let mut used = send(server.address, "/tasks/1").await;
        read_until(&mut used, "{\"id\":\"1\"}").await;
        idle.push(used);
        // The server has accepted this one when it has answered the next.
        idle.push(TcpStream::connect(server.address).await.unwrap());
    }
    let mut last = send(server.address, "/tasks/1").await;
    read_until(&mut last, "{\"id\":\"1\"}").await;
    idle.push(last);
    server.shutdown.send(()).unwrap();
    for mut connection in idle {
        // Left alone, they would end after 30 seconds.
        let end = timeout(Duration::from_secs(20), connection.read(&mut [0])).await;
        assert_eq!(end.unwrap().unwrap(), 0);
    }
    assert!(!server.task.is_finished());
    drop(streams);
    assert_eq!(timeout(LONG, server.task).await.unwrap().unwrap().cut, 0);
}

#[tokio::test]
async fn the_head_of_a_request_is_bounded() {
    let app = http_json(Agent::new(), Options::new());
    let server = start(app, SHORT).await;
    for (size, status) in [
        (15 * 1024, "200 OK"),
        (17 * 1024, "431 Request Header Fields Too Large"),
    ] {
        let mut stream = send(server.address, &format!("/tasks/1?x={}", "x".repeat(size))).await;
        let response = read_until(&mut stream, "\r\n\r\n").await;
        assert!(
            response.starts_with(&format!("HTTP/1.1 {status}\r\n")),
            "{response}"
        );
    }
}
