//! Push notifications and their configurations.

use crate::agent::{Agent, request, state, task};
use crate::checks::errors::refused;
use crate::failure::{Failure, require, same};
use crate::webhook::{Seen, Webhook};
use a2a_bindings::v1_0::{
    DeleteTaskPushNotificationConfigRequest, ErrorKind, GetTaskPushNotificationConfigRequest,
    ListTaskPushNotificationConfigsRequest, SendMessageConfiguration, StreamResponse,
    TaskPushNotificationConfig, TaskState,
};

pub(crate) async fn crud(agent: &Agent) -> Result<(), Failure> {
    // Nothing is sent meanwhile: the task waits for its client.
    let task = agent.send("ask").await?;
    let client = &agent.client;
    let config = |token: &str| {
        TaskPushNotificationConfig::new("http://127.0.0.1:9/hook")
            .with_task_id(task.id.as_str())
            .with_id(format!("hook-{token}"))
            .with_token(token)
    };
    let one = client.create_task_push_notification_config(config("one")).await?;
    let two = client.create_task_push_notification_config(config("two")).await?;
    require(!one.id.is_empty() && one.id != two.id, || {
        format!("ids {:?}, {:?}", one.id, two.id)
    })?;
    same(
        "token and url",
        (one.token.as_str(), one.url.as_str()),
        ("one", "http://127.0.0.1:9/hook"),
    )?;
    let which = || GetTaskPushNotificationConfigRequest::new(task.id.as_str(), one.id.as_str());
    same(
        "got",
        &client.get_task_push_notification_config(which()).await?,
        &one,
    )?;
    same(
        "listed",
        listed(agent, &task.id).await?,
        vec![one.clone(), two.clone()],
    )?;
    for _ in 0..2 {
        let which = DeleteTaskPushNotificationConfigRequest::new(task.id.as_str(), one.id.as_str());
        client.delete_task_push_notification_config(which).await?;
    }
    same(
        "listed after the deletion",
        listed(agent, &task.id).await?,
        vec![two],
    )?;
    refused(
        ErrorKind::TaskNotFound,
        client.get_task_push_notification_config(which()).await,
    )
}

async fn listed(agent: &Agent, task_id: &str) -> Result<Vec<TaskPushNotificationConfig>, Failure> {
    let request = ListTaskPushNotificationConfigsRequest::new(task_id);
    let mut configs = agent
        .client
        .list_task_push_notification_configs(request)
        .await?
        .configs;
    configs.sort_by(|one, other| one.token.cmp(&other.token));
    Ok(configs)
}

/// A task is followed to its end by what its webhook is told.
async fn notified(agent: &Agent) -> Result<(Vec<StreamResponse>, Seen), Failure> {
    let mut webhook = Webhook::open().await?;
    let configuration = SendMessageConfiguration::new()
        .with_return_immediately(true)
        .with_task_push_notification_config(webhook.config.clone());
    let request = request("stream 3").with_configuration(configuration);
    let task = task(agent.client.send_message(request).await?)?;
    require(
        webhook.receipts.bind(&task.id),
        || "a notification of another task",
    )?;
    let mut events = Vec::new();
    while events.last().and_then(state) != Some(&TaskState::Completed) {
        let notification = webhook.receipts.next().await;
        let notification = notification.ok_or_else(|| Failure::new("the webhook has closed"))?;
        same("task", &notification.task_id, &task.id)?;
        events.push(notification.event);
    }
    Ok((events, webhook.seen()))
}

pub(crate) async fn delivery(agent: &Agent) -> Result<(), Failure> {
    let (events, seen) = notified(agent).await?;
    let chunks = events
        .iter()
        .filter(|event| matches!(event, StreamResponse::ArtifactUpdate(_)));
    same("chunks", chunks.count(), 3)?;
    same("findings", seen.findings, vec![])
}

pub(crate) async fn media_type(agent: &Agent) -> Result<(), Failure> {
    let (_, seen) = notified(agent).await?;
    let mut others = seen
        .media_types
        .iter()
        .filter(|name| *name != "application/a2a+json");
    others
        .next()
        .map_or(Ok(()), |name| Err(Failure::new(format!("it is {name}"))))
}
