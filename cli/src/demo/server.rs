//! The demo agent behind HTTP: both bindings on one origin, a signed card, and what an orchestrator asks.

use super::agent::DemoAgent;
use super::store::Store;
use crate::behaviors::Behaviors;
use crate::error::{Code, Error, with_causes};
use a2a_bindings::Bytes;
use a2a_bindings::v1_0::{AgentCapabilities, AgentCard, AgentInterface, AgentSkill, PROTOCOL, Server};
use a2a_engine::{Failure, TaskEngine};
use a2a_runtime::client::Binding;
use a2a_runtime::push::{EgressPolicy, HttpPushSender, PushOptions};
use a2a_runtime::server::{AGENT_CARD_PATH, Options, agent_card, health, http_json, json_rpc};
use a2a_runtime::signatures::{SigningKey, VerifyingKey, sign_card};
use axum::Router;
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;

/// Where JSON-RPC is served; HTTP+JSON has the root.
pub(crate) const JSON_RPC_PATH: &str = "/rpc";
/// All the places where it is, without a slash at the end.
pub(crate) const JSON_RPC_PATHS: &[&str] = &["", JSON_RPC_PATH];

/// How many behaviours the card of a scripted agent has at most, so that clients can read it.
const MAX_SKILLS: usize = 200;

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

/// How the demo agent is run.
pub(crate) struct Setup<'a> {
    /// Where clients reach it; without a slash at its end.
    pub(crate) base_url: &'a str,
    /// What the card is signed with.
    pub(crate) key: &'a SigningKey,
    pub(crate) store: &'a Store,
    /// Whether push notifications go to this machine and the networks around it.
    pub(crate) private_webhooks: bool,
    /// What to do about what the agent does not tell its clients.
    pub(crate) on_failure: fn(&Failure),
    /// Whether there is an extended card, which is for everybody then.
    pub(crate) extended_card: bool,
    /// What messages bring about, if a file says so.
    pub(crate) behaviors: Option<&'a Arc<Behaviors>>,
}

impl DemoServer {
    /// An agent that has not looked after what an earlier run has left.
    pub(crate) fn new(setup: &Setup<'_>) -> Result<Self, Error> {
        let internal = |error: &dyn std::error::Error| format!("the agent card cannot be made: {error}");
        let public = setup.key.verifying_key();
        let kid = key_id(&public);
        let card = match setup.behaviors {
            Some(behaviors) => scripted_card(setup.base_url, behaviors),
            None => card(setup.base_url, setup.extended_card),
        };
        let json = serde_json::to_vec(&card).map_err(|error| Error::new(Code::Internal, internal(&error)))?;
        let signed = sign_card(&json, setup.key, kid.as_str())
            .map_err(|error| Error::new(Code::Internal, internal(&error)))?;
        let card_json = Bytes::from(signed);

        let egress = EgressPolicy::new().allow_private(setup.private_webhooks);
        let sender = HttpPushSender::new(PushOptions::new().with_egress(egress))
            .map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
        let settings = setup.store.settings.clone();
        let settings = if setup.behaviors.is_none() && setup.extended_card {
            let extended = extended(&card);
            settings.with_extended_card(move |_| Some(extended.clone()))
        } else {
            settings
        };
        let settings = settings
            .with_card(&card)
            .with_push_sender(sender)
            .on_failure(setup.on_failure);
        let agent = DemoAgent {
            behaviors: setup.behaviors.cloned(),
        };
        let engine = TaskEngine::with_settings(agent, settings);
        Ok(Self {
            app: app(&engine, card_json.clone()),
            engine,
            card_json,
            card_url: format!("{}{AGENT_CARD_PATH}", setup.base_url),
            key: public.with_kid(kid),
        })
    }
}

fn app(engine: &TaskEngine<DemoAgent>, card_json: Bytes) -> Router {
    let service = Arc::new(Server::new(engine.clone()));
    // People try the specification's curl lines, which do not all name a version.
    let options = Options::new().assume_version(true);
    let engine = engine.clone();
    let readiness = move || {
        let is_ready = engine.is_ready();
        async move {
            if is_ready {
                Ok(())
            } else {
                Err("the agent takes no messages now")
            }
        }
    };
    Router::new()
        .merge(health(readiness))
        .merge(agent_card(card_json, options.clone()))
        .merge(json_rpc(Arc::clone(&service), options.clone()))
        .nest_service(JSON_RPC_PATH, json_rpc(Arc::clone(&service), options.clone()))
        .merge(http_json(service, options))
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

fn card(base_url: &str, has_extended: bool) -> AgentCard {
    let capabilities = capabilities().with_extended_agent_card(has_extended);
    let description = "Shows what tasks can go through. The first word of a message says which way. Asks nobody who they \
                       are.";
    card_of("A2A demo agent", description, base_url, capabilities, skills())
}

/// The card of an agent that does what a file says. It has no extended card, which is for those who have said who they
/// are (§3.1.11), and nobody is asked.
fn scripted_card(base_url: &str, behaviors: &Behaviors) -> AgentCard {
    let description = "Does what a file of behaviours says about the beginning of a message, and answers others as the \
                       A2A demo agent does. Asks nobody who they are.";
    let skills = behaviors.iter().take(MAX_SKILLS).map(|(prefix, description)| {
        AgentSkill::new(prefix, prefix, description, ["behavior"]).with_examples([prefix])
    });
    let skills: Vec<_> = skills.collect();
    card_of(
        "A2A scripted agent",
        description,
        base_url,
        capabilities(),
        skills,
    )
}

fn capabilities() -> AgentCapabilities {
    AgentCapabilities::new()
        .with_streaming(true)
        .with_push_notifications(true)
}

fn card_of(
    name: &str,
    description: &str,
    base_url: &str,
    capabilities: AgentCapabilities,
    skills: impl IntoIterator<Item = AgentSkill>,
) -> AgentCard {
    let rpc_url = format!("{base_url}{JSON_RPC_PATH}");
    let protocol = PROTOCOL.version;
    let interfaces = [
        AgentInterface::new(rpc_url, Binding::JsonRpc.name(), protocol),
        AgentInterface::new(base_url, Binding::HttpJson.name(), protocol),
    ];
    let modes = ["text/plain", "application/json"];
    let version = env!("CARGO_PKG_VERSION");
    AgentCard::new(
        name,
        description,
        interfaces,
        version,
        capabilities,
        modes,
        modes,
        skills,
    )
}

/// The extended card (§3.1.11): the public one with a skill that only developers need.
fn extended(public: &AgentCard) -> AgentCard {
    let mut card = public.clone();
    let description = "Fails, with an error that only the agent's own log has.";
    card.skills
        .push(skill("fail", "Fail", description, "fail out of spite"));
    card
}

fn skills() -> [AgentSkill; 8] {
    [
        skill("echo", "Echo", "Says what it is told, in an artifact.", "hello"),
        skill(
            "stream",
            "Stream",
            "Makes an artifact in so many chunks.",
            "stream 5",
        ),
        skill("slow", "Slow", "Works for so many seconds.", "slow 10"),
        skill("ask", "Ask", "Asks for input, then gives it back.", "ask"),
        skill(
            "login",
            "Log in",
            "Asks for an authorisation, and goes on with the next message.",
            "login",
        ),
        skill(
            "data",
            "Data",
            "Gives back the JSON that comes with the message.",
            "data",
        ),
        skill("wait", "Wait", "Works until the task is canceled.", "wait"),
        skill(
            "message",
            "Message",
            "Answers with a message and makes no task.",
            "message hello",
        ),
    ]
}

fn skill(id: &str, name: &str, description: &str, example: &str) -> AgentSkill {
    AgentSkill::new(id, name, description, ["demo"]).with_examples([example])
}
