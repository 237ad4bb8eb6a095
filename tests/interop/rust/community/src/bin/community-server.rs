//! Demo agent on a Rust SDK of the community.
//!
//! Listens on a free port of this machine, prints its URL, and serves both HTTP bindings: JSON-RPC under /rpc, HTTP+JSON
//! at the root. The first word of the text says what the agent does, as with our own `a2a demo-server`. Push
//! notifications go wherever they are asked to: this is for tests.

use a2a_protocol_server::dispatch::CombinedDispatcher;
use a2a_protocol_server::push::{HttpPushSender, TenantAwareInMemoryPushConfigStore};
use a2a_protocol_server::store::TenantAwareInMemoryTaskStore;
use a2a_protocol_server::{
    EventEmitter, EventQueueWriter, RequestContext, RequestHandlerBuilder, Server, agent_executor,
};
use a2a_protocol_types::error::A2aResult;
use a2a_protocol_types::{
    AgentCapabilities, AgentCard, AgentInterface, AgentSkill, Message, Part, PartContent, StreamResponse,
    TaskState,
};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

const CHUNK_TIME: Duration = Duration::from_millis(20);

struct DemoAgent;

agent_executor!(DemoAgent, |context, queue| async { run(context, queue).await });

async fn run(context: &RequestContext, queue: &dyn EventQueueWriter) -> A2aResult<()> {
    let emit = EventEmitter::new(context, queue);
    let text = context.message.text().unwrap_or_default();
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    // For a new task this is the last one of the context.
    let stored = context.stored_task.as_ref();
    if let Some(task) = stored.filter(|task| task.id == context.task_id) {
        let begun = task
            .history
            .iter()
            .flatten()
            .find_map(Message::text)
            .unwrap_or_default();
        let done = if begun.starts_with("login") {
            "signed in"
        } else {
            text
        };
        emit.artifact("answer", vec![Part::text(done)], None, None)
            .await?;
        return emit.status(TaskState::Completed).await;
    }
    match word {
        "message" => {
            let reply = Message::agent_text(Uuid::new_v4().to_string(), format!("message: {rest}"));
            queue.write(StreamResponse::Message(reply)).await
        }
        "ask" => emit.status(TaskState::InputRequired).await,
        "login" => emit.auth_required("Sign in.").await,
        _ => {
            emit.status(TaskState::Working).await?;
            work(&emit, word, rest, text).await
        }
    }
}

async fn work(emit: &EventEmitter<'_>, word: &str, rest: &str, text: &str) -> A2aResult<()> {
    match word {
        "wait" => {
            emit.ctx.cancellation_token.cancelled().await;
            return emit.status(TaskState::Canceled).await;
        }
        "fail" => return emit.status(TaskState::Failed).await,
        "stream" => {
            let count = rest.parse().unwrap_or(3);
            for number in 1..=count {
                tokio::time::sleep(CHUNK_TIME).await;
                let chunk = Part::text(format!("chunk {number} of {count}\n"));
                emit.artifact("chunks", vec![chunk], Some(number > 1), Some(number == count))
                    .await?;
            }
        }
        "slow" => {
            for _ in 0..rest.parse().unwrap_or(5) {
                tokio::time::sleep(Duration::from_secs(1)).await;
                emit.status(TaskState::Working).await?;
            }
        }
        "data" => {
            let parts = emit.ctx.message.parts.iter();
            let data = parts.filter(|part| matches!(part.content, PartContent::Data(_)));
            emit.artifact("data", data.cloned().collect(), None, None).await?;
        }
        _ => {
            let said = if word == "echo" { rest } else { text };
            emit.artifact("echo", vec![Part::text(format!("echo: {said}"))], None, None)
                .await?;
        }
    }
    emit.status(TaskState::Completed).await
}

fn card(base_url: &str, skills: &[&str]) -> AgentCard {
    let modes = ["text/plain", "application/json"];
    let interface = AgentInterface::jsonrpc(format!("{base_url}/rpc"));
    let card = AgentCard::new("Demo agent (community Rust SDK)", "1.0.0", interface)
        .with_description("Does what the first word says.")
        .with_interface(AgentInterface::rest(base_url))
        .with_input_modes(modes)
        .with_output_modes(modes)
        .with_capabilities(
            AgentCapabilities::none()
                .with_streaming(true)
                .with_push_notifications(true)
                .with_extended_agent_card(true),
        );
    skills.iter().fold(card, |card, id| {
        card.with_skill(AgentSkill::new(*id, *id, *id).with_tags(["demo"]))
    })
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let server = Server::bind("127.0.0.1:0").await?;
    let base_url = format!("http://{}", server.local_addr()?);
    let handler = RequestHandlerBuilder::new(DemoAgent)
        .with_agent_card(card(&base_url, &["echo"]))
        .with_extended_agent_card(card(&base_url, &["echo", "fail"]))
        .allow_unauthenticated_extended_card()
        .with_task_store(TenantAwareInMemoryTaskStore::new())
        .with_push_config_store(TenantAwareInMemoryPushConfigStore::new())
        .with_push_sender(HttpPushSender::new().allow_private_urls())
        .build()?;
    println!("{base_url}");
    let dispatcher = CombinedDispatcher::new(Arc::new(handler)).with_jsonrpc_path("/rpc")?;
    server
        .serve_with_shutdown(dispatcher, std::future::pending())
        .await;
    Ok(())
}
