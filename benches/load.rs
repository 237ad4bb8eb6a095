//! A client for load: one keep-alive connection, answers checked to the byte as far as they are predictable.

use crate::Outcome;
use crate::sse::Events;
use bytes::{Buf, Bytes, BytesMut};
use memchr::memmem;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How much is read at a time.
const READ_BYTES: usize = 64 * 1024;

/// What the envelope of every result begins with.
pub(crate) const RESULT: &str = r#"{"jsonrpc":"2.0","id":1,"result":"#;

/// A connection.
pub(crate) struct Connection {
    stream: TcpStream,
    received: BytesMut,
}

/// How long the body of an answer is.
enum Length {
    Known(usize),
    Chunked,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            received: BytesMut::with_capacity(READ_BYTES),
        })
    }

    /// Sends a request and reads the answer, which must be a result in an envelope.
    pub(crate) async fn call(&mut self, request: &[u8]) -> Outcome<Bytes> {
        self.stream.write_all(request).await?;
        let Length::Known(length) = self.head().await? else {
            return Err("one answer was expected, not a stream".into());
        };
        while self.received.len() < length {
            self.receive().await?;
        }
        let body = self.received.split_to(length).freeze();
        if body.starts_with(RESULT.as_bytes()) {
            Ok(body)
        } else {
            Err(format!("not a result: {}", String::from_utf8_lossy(&body)).into())
        }
    }

    /// Sends a request that is answered with a stream.
    pub(crate) async fn stream(&mut self, request: &[u8]) -> Outcome<Events<'_>> {
        self.stream.write_all(request).await?;
        match self.head().await? {
            Length::Chunked => Ok(Events::new(self)),
            Length::Known(length) => {
                while self.received.len() < length {
                    self.receive().await?;
                }
                Err(format!("not a stream: {}", String::from_utf8_lossy(&self.received)).into())
            }
        }
    }

    /// Reads the head of an answer, whose status must be 200.
    async fn head(&mut self) -> Outcome<Length> {
        let end = loop {
            match memmem::find(&self.received, b"\r\n\r\n") {
                Some(end) => break end + 4,
                None => self.receive().await?,
            }
        };
        let head = self.received.split_to(end);
        let head = std::str::from_utf8(&head)?;
        if !head.starts_with("HTTP/1.1 200 ") {
            return Err(format!("not a success: {head}").into());
        }
        let value = |name: &str| {
            let mut headers = head.lines().filter_map(|line| line.split_once(": "));
            headers.find_map(|(header, value)| header.eq_ignore_ascii_case(name).then_some(value))
        };
        match value("content-length") {
            Some(length) => Ok(Length::Known(length.parse()?)),
            None if value("transfer-encoding") == Some("chunked") => Ok(Length::Chunked),
            None => Err(format!("no length: {head}").into()),
        }
    }

    /// What was received and not consumed.
    pub(crate) fn received(&self) -> &[u8] {
        &self.received
    }

    /// Drops bytes from the front of what was received.
    pub(crate) fn consume(&mut self, length: usize) {
        self.received.advance(length);
    }

    /// Waits for more.
    pub(crate) async fn receive(&mut self) -> Outcome<()> {
        self.received.reserve(READ_BYTES);
        match self.stream.read_buf(&mut self.received).await? {
            0 => Err("the server closed the connection".into()),
            _ => Ok(()),
        }
    }
}
