//! The demo agent behind HTTP: both bindings on one origin, and a signed card.

use super::agent::DemoAgent;
use crate::error::{Code, Error, with_causes};
use a2a_bindings::Bytes;
use a2a_bindings::v1_0::{AgentCapabilities, AgentCard, AgentInterface, AgentSkill, PROTOCOL, Server};
use a2a_engine::TaskEngine;
use a2a_runtime::client::Binding;
use a2a_runtime::server::{AGENT_CARD_PATH, Options, agent_card, http_json, json_rpc};
use a2a_runtime::signatures::{SigningKey, VerifyingKey, sign_card};
use axum::Router;
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;

/// Where JSON-RPC is served; HTTP+JSON has the root.
pub(crate) const JSON_RPC_PATH: &str = "/rpc";

/// The demo agent, ready to be served.
pub(crate) struct DemoServer {
    pub(crate) app: Router,
    pub(crate) engine: TaskEngine<DemoAgent>,
    /// The signed card.
    pub(crate) card_json: Bytes,
    pub(crate) card_url: String,
    /// The key that the card is signed with.
    pub(crate) key: VerifyingKey,
}

impl DemoServer {
    /// An agent that clients reach at a base URL, which has no slash at its end.
    pub(crate) fn new(base_url: &str, key: &SigningKey) -> Result<Self, Error> {
        let internal = |error: &dyn std::error::Error| format!("the agent card cannot be made: {error}");
        let public = key.verifying_key();
        let kid = key_id(&public);
        let json = serde_json::to_vec(&card(base_url))
            .map_err(|error| Error::new(Code::Internal, internal(&error)))?;
        let signed = sign_card(&json, key, kid.as_str())
            .map_err(|error| Error::new(Code::Internal, internal(&error)))?;
        let card_json = Bytes::from(signed);

        let engine = TaskEngine::new(DemoAgent);
        let service = Arc::new(Server::new(engine.clone()));
        // People try the specification's curl lines, which do not all name a version.
        let options = Options::new().assume_version(true);
        let app = Router::new()
            .merge(agent_card(card_json.clone(), options.clone()))
            .merge(json_rpc(Arc::clone(&service), options.clone()))
            .nest_service(JSON_RPC_PATH, json_rpc(Arc::clone(&service), options.clone()))
            .merge(http_json(service, options));
        Ok(Self {
            app,
            engine,
            card_json,
            card_url: format!("{base_url}{AGENT_CARD_PATH}"),
            key: public.with_kid(kid),
        })
    }
}

/// The URL of an address. One that stands for all of them is no place to go to, but this machine is among them.
pub(crate) fn base_url(address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        format!("http://localhost:{}", address.port())
    } else {
        format!("http://{address}")
    }
}

/// Reads a private key, or makes one.
pub(crate) fn signing_key(pem: Option<&[u8]>) -> Result<SigningKey, Error> {
    match pem {
        Some(pem) => SigningKey::from_pkcs8_pem(pem).map_err(|error| Error::usage(with_causes(&error))),
        None => SigningKey::generate(a2a_runtime::signatures::Algorithm::Es256)
            .map_err(|error| Error::new(Code::Internal, with_causes(&error))),
    }
}

/// A name for a key, which no other key has for all practical purposes: the beginning of the key itself.
fn key_id(key: &VerifyingKey) -> String {
    let jwk: Value = serde_json::from_str(&key.to_jwk()).unwrap_or_default();
    let start = jwk.get("x").and_then(|x| x.as_str()?.get(..8)).unwrap_or("key");
    format!("demo-{start}")
}

fn card(base_url: &str) -> AgentCard {
    let rpc_url = format!("{base_url}{JSON_RPC_PATH}");
    let version = PROTOCOL.version;
    let interfaces = [
        AgentInterface::new(rpc_url, Binding::JsonRpc.name(), version),
        AgentInterface::new(base_url, Binding::HttpJson.name(), version),
    ];
    let capabilities = AgentCapabilities::new()
        .with_streaming(true)
        .with_push_notifications(false);
    let skill = |id: &str, name: &str, description: &str, example: &str| {
        AgentSkill::new(id, name, description, ["demo"]).with_examples([example])
    };
    AgentCard::new(
        "A2A demo agent",
        "Shows what tasks can go through. The first word of a message says which way.",
        interfaces,
        env!("CARGO_PKG_VERSION"),
        capabilities,
        ["text/plain"],
        ["text/plain"],
        [
            skill("echo", "Echo", "Says what it is told, in an artifact.", "hello"),
            skill(
                "stream",
                "Stream",
                "Makes an artifact in so many chunks.",
                "stream 5",
            ),
            skill("ask", "Ask", "Asks for input, then gives it back.", "ask"),
            skill("wait", "Wait", "Works until the task is canceled.", "wait"),
            skill(
                "message",
                "Message",
                "Answers with a message and makes no task.",
                "message hello",
            ),
        ],
    )
}
