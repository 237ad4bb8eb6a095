//! Bodies that are too large, too slow, or not what was announced, over a connection.

use crate::wire::app;
use a2a_runtime::server::{Options, serve};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

const CALL: &str = r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"t"}}"#;
const CANCEL: &str = "/v1/tasks/t:cancel";
/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// More than is read.
const LARGE: usize = 20 << 20;

/// A server whose bodies may take half a second.
async fn start() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = app(Options::new().body_timeout(Duration::from_millis(500)));
    tokio::spawn(async move {
        serve(listener, app, std::future::pending::<()>()).await;
    });
    address
}

/// Writes a request in pieces, without an end of the connection, and reads what comes until the server closes it or
/// has answered.
async fn exchange(address: SocketAddr, pieces: Vec<Vec<u8>>, ends: bool) -> String {
    let (mut read, mut write) = TcpStream::connect(address).await.unwrap().into_split();
    let sending = tokio::spawn(async move {
        for piece in pieces {
            // The server may have enough of it.
            if write.write_all(&piece).await.is_err() {
                break;
            }
        }
        if ends {
            let _ = write.shutdown().await;
        }
        write
    });
    let mut answer = Vec::new();
    let reading = async {
        let mut chunk = [0; 4096];
        while !is_whole(&answer) {
            match read.read(&mut chunk).await {
                Ok(length @ 1..) => answer.extend_from_slice(&chunk[..length]),
                _ => break,
            }
        }
    };
    timeout(PATIENCE, reading)
        .await
        .expect("the server does not answer");
    sending.abort();
    String::from_utf8(answer).unwrap()
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    length.is_some_and(|length| body.len() >= length.parse().unwrap())
}

fn head(target: &str, more: &str) -> Vec<u8> {
    format!("POST {target} HTTP/1.1\r\nhost: x\r\na2a-version: 1.0\r\n{more}\r\n").into_bytes()
}

fn chunk(data: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", data.len()).as_bytes(), data, b"\r\n"].concat()
}

#[track_caller]
fn check(answer: &str, status: u16, body: &str) {
    let start = format!("HTTP/1.1 {status} ");
    assert!(
        answer.starts_with(&start) && answer.ends_with(&format!("\r\n\r\n{body}")),
        "{answer}"
    );
}

async fn goes_on(address: SocketAddr) {
    let head = head("/rpc", &format!("content-length: {}\r\n", CALL.len()));
    let answer = exchange(address, vec![head, CALL.into()], false).await;
    let task = r#"{"jsonrpc":"2.0","id":1,"result":{"id":"t","status":{"state":"TASK_STATE_WORKING"}}}"#;
    check(&answer, 200, task);
}

/// The answers of both bindings to a body that is refused.
fn refusals(code: u16, grpc: &str, message: &str) -> [(&'static str, u16, String); 2] {
    let envelope =
        format!(r#"{{"jsonrpc":"2.0","id":null,"error":{{"code":-32600,"message":"{message}"}}}}"#);
    let error = format!(r#"{{"error":{{"code":{code},"status":"{grpc}","message":"{message}"}}}}"#);
    [("/rpc", 200, envelope), (CANCEL, code, error)]
}

#[tokio::test]
async fn too_large() {
    let address = start().await;
    let message = format!("the request body is larger than {} bytes", 10 << 20);
    for (target, status, expected) in refusals(413, "INVALID_ARGUMENT", &message) {
        // Announced, and not sent: nobody has to wait for it.
        let announced = head(target, &format!("content-length: {LARGE}\r\n"));
        check(
            &exchange(address, vec![announced.clone()], false).await,
            status,
            &expected,
        );
        // Announced as more than there can be.
        let endless = head(target, &format!("content-length: {}\r\n", u64::MAX - 2));
        check(&exchange(address, vec![endless], false).await, status, &expected);
        // Asked for before it is sent.
        let expecting = head(
            target,
            &format!("content-length: {LARGE}\r\nexpect: 100-continue\r\n"),
        );
        check(
            &exchange(address, vec![expecting], false).await,
            status,
            &expected,
        );
        // Not announced.
        let piece = chunk(&vec![b' '; 1 << 20]);
        let mut pieces = vec![head(target, "transfer-encoding: chunked\r\n")];
        pieces.extend(std::iter::repeat_n(piece, 11));
        check(&exchange(address, pieces, false).await, status, &expected);
        goes_on(address).await;
    }
}

/// A client that writes all of it before it reads gets the answer, or at worst a broken connection; the server goes on.
#[tokio::test]
async fn too_large_and_sent_nevertheless() {
    let address = start().await;
    for target in ["/rpc", CANCEL] {
        let announced = head(target, &format!("content-length: {LARGE}\r\n"));
        let answer = exchange(address, vec![announced, vec![b' '; LARGE]], false).await;
        assert!(answer.is_empty() || answer.contains("is larger than"), "{answer}");
        goes_on(address).await;
    }
}

#[tokio::test]
async fn too_slow() {
    let address = start().await;
    let message = "the request body took longer than 0 seconds";
    for (target, status, expected) in refusals(408, "DEADLINE_EXCEEDED", message) {
        for start in [
            vec![head(target, "content-length: 100\r\n")],
            vec![head(target, "content-length: 100\r\n"), b"{".to_vec()],
            vec![head(target, "transfer-encoding: chunked\r\n"), chunk(b"{")],
        ] {
            check(&exchange(address, start, false).await, status, &expected);
        }
        goes_on(address).await;
    }
}

#[tokio::test]
async fn not_what_was_announced() {
    let address = start().await;
    let unreadable = "the request body could not be read";
    for (target, status, expected) in refusals(400, "INVALID_ARGUMENT", unreadable) {
        // Less than announced, and the end of the connection.
        let short = vec![head(target, "content-length: 1000\r\n"), CALL.into()];
        let answer = exchange(address, short, true).await;
        assert!(answer.is_empty() || answer.contains(&expected), "{answer}");
        // A chunk that is none.
        let wrong = vec![
            head(target, "transfer-encoding: chunked\r\n"),
            b"zz\r\n{}\r\n".to_vec(),
        ];
        check(&exchange(address, wrong, false).await, status, &expected);
        goes_on(address).await;
    }
    // More than announced: what is too much is no part of the body.
    let more = vec![
        head("/rpc", &format!("content-length: {}\r\n", CALL.len() - 1)),
        CALL.into(),
    ];
    let answer = exchange(address, more, false).await;
    let broken =
        r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the request is not valid JSON"}}"#;
    assert!(
        answer.starts_with("HTTP/1.1 200 ") && answer.contains(broken),
        "{answer}"
    );
    // Two lengths, a length that is none, a length and chunks: no answer but that of HTTP itself.
    for more in [
        "content-length: 1\r\ncontent-length: 2\r\n",
        "content-length: -1\r\n",
        "content-length: 99999999999999999999\r\n",
        "transfer-encoding: x\r\n",
    ] {
        let answer = exchange(address, vec![head("/rpc", more), CALL.into()], true).await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 400 "),
            "{more}: {answer}"
        );
        goes_on(address).await;
    }
}
