//! The routers in other routers.

use crate::agent::Agent;
use crate::wire::{check, json_response};
use a2a_bindings::Bytes;
use a2a_runtime::server::{Options, agent_card, http_json, json_rpc};
use axum::Router;

const CALL: &str = "\n\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\"}";

fn answered() -> String {
    json_response(200, r#"{"jsonrpc":"2.0","id":1,"result":{}}"#)
}

fn task(id: &str) -> String {
    format!("200\ncontent-type: application/a2a+json\n\n{{\"id\":\"{id}\"}}")
}

#[tokio::test]
async fn both_bindings_go_under_any_prefix() {
    let app = Router::new()
        .merge(agent_card(Bytes::from_static(b"{}"), Options::new()))
        .nest_service("/a/rpc", json_rpc(Agent::new(), Options::new()))
        .nest_service("/v1", http_json(Agent::new(), Options::new()))
        .nest("/v2", http_json(Agent::new(), Options::new()));
    check(
        &app,
        &[
            (&format!("POST /a/rpc{CALL}"), answered()),
            (&format!("POST /a/rpc/{CALL}"), answered()),
            (&format!("POST /a/rpc?x=y{CALL}"), answered()),
            (&format!("POST /a/rpc/other{CALL}"), "404\n\n".to_owned()),
            ("GET /v1/tasks/a%2Fb:c", task("a/b:c")),
            ("GET /v2/tasks/%2e%2e", task("..")),
            ("GET /v2/tasks/1/", task("1")),
        ],
    )
    .await;
}

#[tokio::test]
async fn both_bindings_go_to_the_same_place() {
    let both = || json_rpc(Agent::new(), Options::new()).merge(http_json(Agent::new(), Options::new()));
    let card = agent_card(Bytes::from_static(b"{}"), Options::new());
    let root = Router::new().merge(both()).merge(card);
    check(
        &root,
        &[
            (&format!("POST /{CALL}"), answered()),
            ("GET /tasks/1", task("1")),
        ],
    )
    .await;
    let nested = Router::new().nest_service("/agent", both());
    check(
        &nested,
        &[
            (&format!("POST /agent{CALL}"), answered()),
            (&format!("POST /agent/{CALL}"), answered()),
            ("GET /agent/tasks/1", task("1")),
        ],
    )
    .await;
}
