//! The shortest agent: it says what it is told. `cargo run -p shortest-agent [PORT]`

use a2a_bindings::v1_0::{AgentCapabilities, AgentCard, AgentInterface, AgentSkill, Artifact, Server};
use a2a_engine::{TaskContext, TaskEngine, agent_fn};
use a2a_runtime::server::{Options, agent_card, json_rpc, serve};
use std::sync::Arc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args().nth(1).or_else(|| std::env::var("PORT").ok());
    let address = format!("127.0.0.1:{}", port.as_deref().unwrap_or("8080"));
    let listener = tokio::net::TcpListener::bind(address).await?;
    let url = format!("http://{}", listener.local_addr()?);

    let agent = agent_fn(async |task: TaskContext| {
        task.artifact(Artifact::new("echo", [task.text()])).await?;
        Ok(())
    });
    let card = AgentCard::new(
        "Echo",
        "Says what it is told.",
        [AgentInterface::new(&url, "JSONRPC", "1.0")],
        "1.0.0",
        AgentCapabilities::new().with_streaming(true),
        ["text/plain"],
        ["text/plain"],
        [AgentSkill::new("echo", "Echo", "Says what it is told.", ["demo"])],
    );
    let service = Arc::new(Server::new(TaskEngine::new(agent)));
    let app = agent_card(serde_json::to_vec(&card)?.into(), Options::new())
        .merge(json_rpc(service, Options::new()));

    println!("{url}");
    serve(listener, app, std::future::pending::<()>()).await;
    Ok(())
}
