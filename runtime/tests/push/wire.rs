//! A receiver on a socket, and requests as text.

use a2a_runtime::push::PushReceiver;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Serves the receiver at `/hook`; the address.
pub(crate) async fn serve(receiver: &PushReceiver) -> String {
    let app = axum::Router::new().nest_service("/hook", receiver.router());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    address
}

/// Sends bytes; the status, the headers but those of every answer, and the body.
pub(crate) async fn exchange(address: &str, request: &[u8]) -> String {
    let mut connection = TcpStream::connect(address).await.unwrap();
    connection.write_all(request).await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().strip_prefix("HTTP/1.1 ").unwrap();
    let usual = [
        "date: ",
        "content-length: ",
        "connection: ",
        "content-type: text/plain",
    ];
    let mut text = status[..3].to_owned();
    for line in lines.filter(|line| !usual.iter().any(|start| line.starts_with(start))) {
        text += &format!(" [{line}]");
    }
    if !body.is_empty() {
        text += &format!(" {body}");
    }
    text
}

/// A POST of a notification with headers, each with its line end.
pub(crate) fn post(headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("POST /hook HTTP/1.1\r\nhost: me\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}")
        .into_bytes()
}
