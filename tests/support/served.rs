//! An engine behind both bindings, with callers that are told apart.

use crate::card;
use a2a_bindings::Principal;
use a2a_bindings::v1_0::{Client, Server};
use a2a_engine::{Agent, Settings, TaskEngine};
use a2a_runtime::client::{
    Binding, ConnectOptions, HttpTransport, TransportOptions, connect, http_client_builder,
};
use a2a_runtime::server::{Options, agent_card, http_json, json_rpc, serve};
use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Both bindings.
pub const BINDINGS: [Binding; 2] = [Binding::JsonRpc, Binding::HttpJson];

/// An engine that is served on a loopback port.
#[derive(Debug)]
pub struct Served<A> {
    /// The engine.
    pub engine: TaskEngine<A>,
    /// Where it is.
    pub address: SocketAddr,
}

impl<A: Agent> Served<A> {
    /// Starts serving, until the runtime ends.
    ///
    /// # Panics
    /// There is no port.
    pub async fn start(agent: A, settings: Settings) -> Self {
        let engine = TaskEngine::with_settings(agent, settings);
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = app(&engine, address);
        tokio::spawn(async move { serve(listener, app, pending::<()>()).await });
        Self { engine, address }
    }

    /// A client of one binding that says who it is.
    #[must_use]
    pub fn client(&self, binding: Binding, caller: &str) -> Client<HttpTransport> {
        client(self.address, binding, caller)
    }
}

/// Both bindings of an engine at `/rpc` and `/v1`, and the card. Whoever sends `Authorization: Bearer` is the principal
/// of that name: these servers believe everybody.
pub fn app<A: Agent>(engine: &TaskEngine<A>, address: SocketAddr) -> Router {
    let service = Arc::new(Server::new(engine.clone()));
    let card = serde_json::to_vec(&card(address)).unwrap_or_default();
    Router::new()
        .merge(agent_card(card.into(), Options::new()))
        .nest_service("/rpc", json_rpc(Arc::clone(&service), Options::new()))
        .nest_service("/v1", http_json(service, Options::new()))
        .layer(from_fn(authenticate))
}

async fn authenticate(mut request: Request, next: Next) -> Response {
    let header = request.headers().get("authorization");
    let caller = header.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if let Some(principal) = caller.map(Principal::new) {
        request.extensions_mut().insert(principal);
    }
    next.run(request).await
}

/// An HTTP client with connections of its own.
///
/// # Panics
/// It cannot be set up.
#[must_use]
pub fn http() -> reqwest::Client {
    http_client_builder().unwrap().no_proxy().build().unwrap()
}

/// A client of a server at an address.
#[must_use]
pub fn client(address: SocketAddr, binding: Binding, caller: &str) -> Client<HttpTransport> {
    client_at(address, binding, caller, http())
}

/// A client that shares its connections.
///
/// # Panics
/// The caller's name is none that a header can carry.
#[must_use]
pub fn client_at(
    address: SocketAddr,
    binding: Binding,
    caller: &str,
    http: reqwest::Client,
) -> Client<HttpTransport> {
    let transport = TransportOptions::new().with_bearer_token(caller).unwrap();
    let options = ConnectOptions::new()
        .prefer([binding])
        .with_http(http)
        .with_transport(transport);
    connect(&card(address), options).unwrap()
}

/// The address of a server as the beginning of a URL.
#[must_use]
pub fn origin(address: SocketAddr) -> String {
    format!("http://{address}")
}

/// Serves a router on a loopback port, until the runtime ends.
///
/// # Panics
/// There is no port.
pub async fn serve_at(app: Router) -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { serve(listener, app, pending::<()>()).await });
    address
}
