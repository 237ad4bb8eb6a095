//! The least that answers `SendMessage` over JSON-RPC: a handler of axum, and JSON by hand. It checks nothing, keeps
//! nothing and streams nothing; what it costs to build is what any agent on axum pays. `cargo run -p floor-agent`

use axum::Router;
use axum::extract::Json;
use axum::routing::post;
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, Router::new().route("/", post(echo))).await
}

async fn echo(Json(request): Json<Value>) -> Json<Value> {
    let message = request.pointer("/params/message");
    let parts = message.and_then(|message| message.get("parts"));
    let task = json!({
        "id": Uuid::new_v4().to_string(),
        "status": {"state": "TASK_STATE_COMPLETED"},
        "artifacts": [{"artifactId": "echo", "parts": parts}],
        "history": [message],
    });
    Json(json!({"jsonrpc": "2.0", "id": request.get("id"), "result": {"task": task}}))
}
