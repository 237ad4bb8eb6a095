//! Push notifications: their configurations, and what arrives.

use super::{AgentClient, Happened, expect, failure, request, started, task};
use crate::demo::webhooks::Webhooks;
use a2a_bindings::v1_0::{
    AuthenticationInfo, DeleteTaskPushNotificationConfigRequest, ErrorKind,
    GetTaskPushNotificationConfigRequest, ListTaskPushNotificationConfigsRequest, Message, Role,
    SendMessageConfiguration, SendMessageRequest, StreamResponse, TaskPushNotificationConfig, TaskState,
};
use a2a_runtime::push::Expectation;
use uuid::Uuid;

const CHUNKS: usize = 3;

/// Registers webhooks with a task that asks for input, so that nothing is sent to them meanwhile.
pub(super) async fn configurations(client: &AgentClient, webhooks: &Webhooks) -> Happened {
    let task = started(client, "ask").await?;
    let config = TaskPushNotificationConfig::new(&webhooks.url).with_task_id(&task.id);
    let first = client
        .create_task_push_notification_config(config.clone().with_token("a token"))
        .await?;
    expect("whether the id is empty", &first.id.is_empty(), &false)?;
    let second = client
        .create_task_push_notification_config(config.with_id("second"))
        .await?;
    expect("the id", &second.id, &"second".to_owned())?;
    let got = client
        .get_task_push_notification_config(GetTaskPushNotificationConfigRequest::new(&task.id, &first.id))
        .await?;
    expect("the configuration", &got, &first)?;
    let list =
        || client.list_task_push_notification_configs(ListTaskPushNotificationConfigsRequest::new(&task.id));
    expect(
        "the list",
        &list().await?.configs,
        &vec![first.clone(), second.clone()],
    )?;
    for id in [&first.id, &second.id, &second.id] {
        // Again is as good as once.
        let delete = DeleteTaskPushNotificationConfigRequest::new(&task.id, id);
        client.delete_task_push_notification_config(delete).await?;
    }
    expect("the list", &list().await?.configs, &Vec::new())?;
    let gone = GetTaskPushNotificationConfigRequest::new(&task.id, &first.id);
    failure(
        client.get_task_push_notification_config(gone).await,
        ErrorKind::TaskNotFound,
    )?;
    let answer = Message::new(Uuid::new_v4().to_string(), Role::User, ["enough"]).with_task_id(&task.id);
    client.send_message(SendMessageRequest::new(answer)).await?;
    Ok(("2 created, got, listed, deleted".to_owned(), ()))
}

/// Sends a message with a webhook and waits for the end of the task by notifications alone.
pub(super) async fn notifications(client: &AgentClient, webhooks: &Webhooks) -> Happened {
    let secret = || Uuid::new_v4().to_string();
    let config = TaskPushNotificationConfig::new(&webhooks.url)
        .with_token(secret())
        .with_authentication(AuthenticationInfo::new("Bearer").with_credentials(secret()));
    let mut receipts = webhooks.receiver.expect(Expectation::from(&config));
    let configuration = SendMessageConfiguration::new()
        .with_return_immediately(true)
        .with_task_push_notification_config(config);
    let sent = request(&format!("stream {CHUNKS}")).with_configuration(configuration);
    let begun = task(client.send_message(sent).await?)?;
    expect(
        "whether the notifications are of the task",
        &receipts.bind(&begun.id),
        &true,
    )?;

    let (mut states, mut chunks) = (Vec::new(), 0);
    while states.last().is_none_or(|state: &TaskState| !state.is_terminal()) {
        let notification = receipts.next().await.ok_or("no notifications any more")?;
        match notification.event {
            StreamResponse::Task(task) => states.push(task.status.state),
            StreamResponse::StatusUpdate(update) => states.push(update.status.state),
            StreamResponse::ArtifactUpdate(_) => chunks += 1,
            other => return Err(format!("a notification of another kind: {other:?}").into()),
        }
    }
    let all = [TaskState::Submitted, TaskState::Working, TaskState::Completed];
    expect("the states", &states[..], &all[..])?;
    expect("the number of chunks", &chunks, &CHUNKS)?;
    let total = states.len() + chunks;
    Ok((
        format!("{total} notifications, then {}", TaskState::Completed),
        (),
    ))
}
