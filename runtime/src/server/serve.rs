//! A server for whoever has none: plain HTTP/1.1 on a listener, with an end.

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
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

/// How long a client may take to send the head of a request.
const HEADER_READ_TIMEOUT: Duration = Duration::from_secs(30);
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
                    connections.spawn(connection(stream, self.app.clone(), closing.subscribe()));
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

async fn connection(stream: TcpStream, app: Router, mut closing: watch::Receiver<bool>) {
    // An event is small and must not wait for the next one; without the option it is only slower.
    let _ = stream.set_nodelay(true);
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_READ_TIMEOUT);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app)));
    // A connection fails when its client goes away, which is nobody's error.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closing.wait_for(|closing| *closing) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
