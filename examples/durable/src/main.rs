//! An agent whose tasks outlive it: it keeps them in a file, tells webhooks about them, and has limits.
//! `cargo run -p durable-agent [FILE] [PORT]`

use a2a_bindings::v1_0::{AgentCapabilities, AgentCard, AgentInterface, AgentSkill, Artifact, Server};
use a2a_engine::store::SqliteOptions;
use a2a_engine::{OnRestart, Settings, TaskContext, TaskEngine, agent_fn};
use a2a_runtime::push::{EgressPolicy, HttpPushSender, PushOptions};
use a2a_runtime::server::{Options, agent_card, health, json_rpc, serve};
use std::sync::Arc;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap_or_else(|| "tasks.db".to_owned());
    let port = arguments.next().unwrap_or_else(|| "8080".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    let url = format!("http://{}", listener.local_addr()?);

    let agent = agent_fn(async |task: TaskContext| {
        // Whatever was lost with the process is done again.
        task.working(if task.is_restart() {
            "once more"
        } else {
            "thinking"
        })
        .await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        task.artifact(Artifact::new("thought", [task.text()])).await?;
        Ok(())
    });
    let card = AgentCard::new(
        "Thinker",
        "Says what it is told, after some thought.",
        [AgentInterface::new(&url, "JSONRPC", "1.0")],
        "1.0.0",
        AgentCapabilities::new()
            .with_streaming(true)
            .with_push_notifications(true),
        ["text/plain"],
        ["text/plain"],
        [AgentSkill::new(
            "think",
            "Think",
            "Thinks for a second.",
            ["demo"],
        )],
    );

    let store = SqliteOptions::new()
        .with_max_age(Duration::from_secs(30 * 24 * 60 * 60))
        .open(file)?;
    // For clients on this machine. Without it, webhooks are on the public internet or refused.
    let egress = EgressPolicy::new().allow_private(true);
    let settings = Settings::new()
        .with_store(store)
        .with_on_restart(OnRestart::Resume)
        .with_card(&card)
        .with_push_sender(HttpPushSender::new(PushOptions::new().with_egress(egress))?)
        .with_max_webhooks(5)
        .with_max_running(100);
    let engine = TaskEngine::with_settings(agent, settings);
    engine.recover().await?;

    let service = Arc::new(Server::new(engine.clone()));
    let probed = engine.clone();
    let app = agent_card(serde_json::to_vec(&card)?.into(), Options::new())
        .merge(json_rpc(service, Options::new()))
        .merge(health(move || {
            let is_ready = probed.is_ready();
            async move { if is_ready { Ok(()) } else { Err("shutting down") } }
        }));
    let stopped = async move {
        let _ = tokio::signal::ctrl_c().await;
        let remaining = engine.shutdown(Duration::from_secs(10)).await;
        println!("for the next time: {remaining:?}");
    };
    println!("{url}");
    serve(listener, app, stopped).await;
    Ok(())
}
