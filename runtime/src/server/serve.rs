//! A server for whoever has none: plain HTTP/1.1 on a listener, with an end.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::fmt;
use std::future::IntoFuture;
use std::io;
use std::pin::{Pin, pin};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutWriter;

/// How long a client may take to send the head of a request.
const HEADER_READ_TIMEOUT: Duration = Duration::from_secs(30);
/// How many bytes of a connection are held at a time, each way: so long may the head of a request be, and so much of
/// a response waits for a slow client, beside the piece that is being written.
const BUFFER_BYTES: usize = 16 * 1024;
/// No time-out is longer: the runtime cannot add any duration to a time.
const MAX_WRITE_TIMEOUT: Duration = Duration::from_secs(365 * 24 * 60 * 60);
/// How long to wait when the process can hold no more connections.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// Serves a router until `shutdown` completes, and then lets what is under way come to its end, for 10 seconds
/// unless [`Serve::drain`] says otherwise.
///
/// ```no_run
/// # async fn example(app: axum::Router, shutdown: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
/// let drained = a2a_runtime::server::serve(listener, app, shutdown).await;
/// if drained.cut > 0 {
///     eprintln!("{} connections were cut", drained.cut);
/// }
/// # Ok(())
/// # }
/// ```
///
/// What a connection holds is bounded: the head of a request may have 16 KiB, of a response 16 KiB wait beside the
/// piece that is being written, and [`Serve::write_timeout`] ends a connection whose client does not read. A request
/// must begin within 30 seconds, also on a connection that is kept open for it. When the shutdown begins,
/// connections without a request under way end at once.
///
/// It runs on the tokio runtime that it is awaited on, which needs I/O and time. TLS, HTTP/2 and the addresses of
/// clients are for whoever brings a server of their own.
pub fn serve<F>(listener: TcpListener, app: Router, shutdown: F) -> Serve<F>
where
    F: Future + Send + 'static,
{
    Serve {
        listener,
        app,
        shutdown,
        drain: Duration::from_secs(10),
        write_timeout: Some(Duration::from_secs(60)),
        max_connections: 10_000,
    }
}

/// A server that starts when it is awaited; made by [`serve`]. Dropped, it cuts all connections.
#[must_use = "a server does nothing until it is awaited"]
pub struct Serve<F> {
    listener: TcpListener,
    app: Router,
    shutdown: F,
    drain: Duration,
    write_timeout: Option<Duration>,
    max_connections: usize,
}

/// How a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drained {
    /// How many connections were still busy at the deadline, and were cut: open streams, for the most part.
    pub cut: usize,
}

impl<F> Serve<F> {
    /// How long requests and streams may go on after the shutdown began; 10 seconds unless set.
    pub fn drain(mut self, deadline: Duration) -> Self {
        self.drain = deadline;
        self
    }

    /// How long what is to be sent may wait because the client reads nothing, or next to nothing; 60 seconds unless
    /// set, and zero for ever.
    ///
    /// Then the connection ends, and what was being sent is dropped: a stream too, which the client may resume. A
    /// stream that has nothing to send is not affected, however long it has nothing.
    pub fn write_timeout(mut self, limit: Duration) -> Self {
        self.write_timeout = Some(limit.min(MAX_WRITE_TIMEOUT)).filter(|limit| !limit.is_zero());
        self
    }

    /// How many connections are served at a time; 10 000 unless set. Further ones wait to be accepted.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections;
        self
    }
}

impl<F> fmt::Debug for Serve<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Serve")
            .field("listener", &self.listener)
            .finish_non_exhaustive()
    }
}

impl<F> IntoFuture for Serve<F>
where
    F: Future + Send + 'static,
{
    type Output = Drained;
    type IntoFuture = Pin<Box<dyn Future<Output = Drained> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<F: Future> Serve<F> {
    async fn run(self) -> Drained {
        let mut shutdown = pin!(self.shutdown);
        let mut connections = JoinSet::new();
        let (closing, _) = watch::channel(false);
        loop {
            tokio::select! {
                _ = &mut shutdown => break,
                stream = accept(&self.listener), if connections.len() < self.max_connections => {
                    let closing = closing.subscribe();
                    connections.spawn(connection(stream, self.write_timeout, self.app.clone(), closing));
                }
                // What has ended is forgotten at once, so the set is no larger than what is open.
                Some(_) = connections.join_next() => {}
            }
        }
        drop(self.listener);
        closing.send_replace(true);
        let drained = async { while connections.join_next().await.is_some() {} };
        let cut = match timeout(self.drain, drained).await {
            Ok(()) => 0,
            Err(_) => connections.len(),
        };
        connections.shutdown().await;
        Drained { cut }
    }
}

async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            // The client went away before it was accepted.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(_) => sleep(ACCEPT_PAUSE).await,
        }
    }
}

async fn connection(
    stream: TcpStream,
    write_timeout: Option<Duration>,
    app: Router,
    mut closing: watch::Receiver<bool>,
) {
    // An event is small and must not wait for the next one; without the option it is only slower.
    let _ = stream.set_nodelay(true);
    let mut stream = Box::pin(TimeoutWriter::new(stream));
    stream.as_mut().set_timeout_pinned(write_timeout);
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_READ_TIMEOUT)
        .max_buf_size(BUFFER_BYTES);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app)));
    // A connection fails when its client goes away, which is nobody's error.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closing.wait_for(|closing| *closing) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
