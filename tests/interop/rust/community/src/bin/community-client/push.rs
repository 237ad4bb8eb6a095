//! Push notifications and their configurations.

use crate::agent::{Agent, id, refused, request, same, state, task_id};
use a2a_protocol_types::{
    AuthenticationInfo, ErrorCode, ListPushConfigsParams, SendMessageConfiguration, StreamResponse,
    TaskPushNotificationConfig, TaskState,
};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use support::{Webhook, run};

pub async fn run_all(agent: &Agent) {
    run("push-crud", crud(agent)).await;
    run("push-delivery", delivery(agent)).await;
    run("push-media-type", media_type(agent)).await;
}

async fn crud(agent: &Agent) -> Result<()> {
    // Nothing is sent meanwhile: the task waits for its client.
    let task_id = agent.send("ask").await?.id.0;
    let url = "http://127.0.0.1:9/hook";
    let mut created = Vec::new();
    for token in ["one", "two"] {
        let mut config = TaskPushNotificationConfig::new(task_id.as_str(), url);
        config.id = Some(format!("hook-{token}"));
        config.token = Some(token.to_owned());
        created.push(agent.client.set_push_config(config).await?);
    }
    let id = created[0].id.clone().context("without an id")?;
    ensure!(created[1].id.as_ref() != Some(&id), "both have the id {id}");
    let get = || agent.client.get_push_config(task_id.as_str(), id.as_str());
    let got = get().await?;
    same(json!(got), json!(created[0]))?;
    same((got.url.as_str(), got.token.as_deref()), (url, Some("one")))?;
    same(listed(agent, &task_id).await?, json!(created))?;
    for _ in 0..2 {
        agent
            .client
            .delete_push_config(task_id.as_str(), id.as_str())
            .await?;
    }
    same(listed(agent, &task_id).await?, json!(created[1..]))?;
    refused(ErrorCode::TaskNotFound, get().await)
}

async fn listed(agent: &Agent, task_id: &str) -> Result<serde_json::Value> {
    let request: ListPushConfigsParams = serde_json::from_value(json!({ "taskId": task_id }))?;
    let mut configs = agent.client.list_push_configs(request).await?.configs;
    configs.sort_by(|one, other| one.token.cmp(&other.token));
    Ok(json!(configs))
}

/// A task is followed to its end by what its webhook is told: media types and events.
async fn notified(agent: &Agent) -> Result<Vec<(String, StreamResponse)>> {
    let mut webhook = Webhook::open().await?;
    let (token, credentials) = (id(), id());
    let mut config = TaskPushNotificationConfig::new("", webhook.url.as_str());
    config.token = Some(token.clone());
    let authentication: AuthenticationInfo =
        serde_json::from_value(json!({ "scheme": "Bearer", "credentials": credentials }))?;
    config.authentication = Some(authentication);
    let mut configuration = SendMessageConfiguration::default();
    configuration.return_immediately = Some(true);
    configuration.task_push_notification_config = Some(config);
    let task = agent
        .ask(request("stream 3").with_configuration(configuration))
        .await?;
    let mut told: Vec<(String, StreamResponse)> = Vec::new();
    while told.last().and_then(|(_, event)| state(event)) != Some(TaskState::Completed) {
        let (headers, body) = webhook.next().await?;
        let event: StreamResponse = serde_json::from_slice(&body)?;
        same(task_id(&event), Some(task.id.0.as_str()))?;
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        same(
            header("authorization"),
            Some(format!("Bearer {credentials}").as_str()),
        )?;
        // The protocol has the token, and no place for it; this is where agents put it.
        let sent = header("x-a2a-notification-token");
        ensure!(sent.is_none_or(|sent| sent == token), "another token, {sent:?}");
        told.push((header("content-type").unwrap_or_default().to_owned(), event));
    }
    Ok(told)
}

async fn delivery(agent: &Agent) -> Result<()> {
    let told = notified(agent).await?;
    let chunks = told
        .iter()
        .filter(|(_, event)| matches!(event, StreamResponse::ArtifactUpdate(_)));
    same(chunks.count(), 3)
}

async fn media_type(agent: &Agent) -> Result<()> {
    for (media_type, _) in notified(agent).await? {
        same(media_type.as_str(), "application/a2a+json")?;
    }
    Ok(())
}
