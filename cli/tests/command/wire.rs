//! Both ends of a connection, driven by hand: what is sent and what arrives, to the byte and in its time.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);

/// One end of a connection. Waiting for what does not come fails the test.
pub(crate) struct Wire {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Wire {
    /// Connects to an address such as `http://127.0.0.1:8080`.
    pub(crate) fn connect(origin: &str) -> Self {
        Self::new(TcpStream::connect(origin.strip_prefix("http://").unwrap()).unwrap())
    }

    /// Takes the next connection.
    pub(crate) fn accept(listener: &TcpListener) -> Self {
        Self::new(listener.accept().unwrap().0)
    }

    fn new(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            received: Vec::new(),
        }
    }

    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).unwrap();
    }

    /// Sends, and says whether the other side is still there.
    pub(crate) fn try_send(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).is_ok()
    }

    /// Sends a piece of a chunked body.
    pub(crate) fn send_chunk(&mut self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        let mut chunk = format!("{:X}\r\n", bytes.len()).into_bytes();
        chunk.extend_from_slice(bytes);
        chunk.extend_from_slice(b"\r\n");
        self.send(chunk);
    }

    /// Sends as much as the other side takes without reading any more of it.
    pub(crate) fn fill(&mut self, piece: &[u8]) -> usize {
        self.stream
            .set_write_timeout(Some(Duration::from_millis(700)))
            .unwrap();
        let mut sent = 0;
        while let Ok(length) = self.stream.write(piece) {
            sent += length;
            assert!(sent < 1 << 30, "the other side takes everything");
        }
        self.stream.set_write_timeout(None).unwrap();
        sent
    }

    /// Receives up to and with this text.
    pub(crate) fn until(&mut self, end: &str) -> String {
        let end = end.as_bytes();
        loop {
            let found = self.received.windows(end.len()).position(|window| window == end);
            if let Some(found) = found {
                let rest = self.received.split_off(found + end.len());
                let bytes = std::mem::replace(&mut self.received, rest);
                return String::from_utf8(bytes).unwrap();
            }
            assert!(
                self.receive() > 0,
                "it ended after {:?}",
                String::from_utf8_lossy(&self.received)
            );
        }
    }

    /// Receives the head of a request or response.
    pub(crate) fn head(&mut self) -> String {
        self.until("\r\n\r\n")
    }

    /// Receives so many bytes.
    pub(crate) fn bytes(&mut self, length: usize) -> Vec<u8> {
        while self.received.len() < length {
            assert!(self.receive() > 0, "it ended early");
        }
        let rest = self.received.split_off(length);
        std::mem::replace(&mut self.received, rest)
    }

    /// Receives everything up to the end of the connection, however that comes.
    pub(crate) fn rest(&mut self) -> String {
        while self.receive() > 0 {}
        String::from_utf8(std::mem::take(&mut self.received)).unwrap()
    }

    /// Receives and drops so many bytes.
    pub(crate) fn skip(&mut self, mut length: usize) {
        length -= self.received.drain(..self.received.len().min(length)).count();
        let mut buffer = vec![0; 1 << 16];
        while length > 0 {
            let wanted = length.min(buffer.len());
            let read = self.stream.read(&mut buffer[..wanted]).unwrap();
            assert!(read > 0, "it ended early");
            length -= read;
        }
    }

    /// Waits for the end of the connection, which nothing must come before.
    pub(crate) fn is_cut(&mut self) {
        assert_eq!(self.rest(), "");
    }

    pub(crate) fn cut(self) {
        self.stream.shutdown(Shutdown::Both).unwrap();
    }

    fn receive(&mut self) -> usize {
        let mut buffer = [0; 1 << 16];
        match self.stream.read(&mut buffer) {
            Ok(length) => {
                self.received.extend_from_slice(&buffer[..length]);
                length
            }
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => 0,
            Err(error) => panic!("{error} after {:?}", String::from_utf8_lossy(&self.received)),
        }
    }
}
