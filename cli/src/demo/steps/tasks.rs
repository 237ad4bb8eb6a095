//! Tasks: to look at, to list, to follow, to cancel, and what is refused.

use super::{AgentClient, Happened, drain, expect, failure, request};
use a2a_bindings::CallOptions;
use a2a_bindings::v1_0::{
    CancelTaskRequest, ErrorKind, GetTaskRequest, ListTasksRequest, Message, Part, Role, SendMessageRequest,
    StreamResponse, SubscribeToTaskRequest, Task, TaskPushNotificationConfig, TaskState,
};
use futures_util::StreamExt;
use uuid::Uuid;

/// How many tasks a page has; the conversation makes more.
const PAGE_SIZE: i32 = 3;
/// Where machines in clouds get their credentials: no agent calls it, whoever asks.
const LINK_LOCAL: &str = "http://169.254.169.254/";

pub(super) async fn get(client: &AgentClient, sent: &Task) -> Happened {
    let task = client.get_task(GetTaskRequest::new(&sent.id)).await?;
    expect("the task", &task, sent)?;
    let without = client
        .get_task(GetTaskRequest::new(&sent.id).with_history_length(0))
        .await?;
    expect("the length of the history", &without.history.len(), &0)?;
    Ok((
        format!(
            "the same task, with {} message(s) of history and without",
            task.history.len()
        ),
        (),
    ))
}

/// Lists all tasks page by page, then those of a context, in a state, with their artifacts.
pub(super) async fn list(client: &AgentClient, sent: &Task) -> Happened {
    let all = ListTasksRequest::new().with_page_size(PAGE_SIZE);
    let (tasks, pages) = pages(client, all).await?;

    let again =
        Message::new(Uuid::new_v4().to_string(), Role::User, ["again"]).with_context_id(&sent.context_id);
    let again = super::task(client.send_message(SendMessageRequest::new(again)).await?)?;
    let of_context = ListTasksRequest::new().with_context_id(&sent.context_id);
    let (found, _) = self::pages(client, of_context.clone().with_page_size(1)).await?;
    let ids: Vec<_> = found.iter().map(|task| &task.id).collect();
    // What has changed last comes first (§3.1.4).
    expect("the tasks of the context", &ids, &vec![&again.id, &sent.id])?;
    let with_artifacts = found.iter().filter(|task| !task.artifacts.is_empty()).count();
    expect("the number of tasks with artifacts", &with_artifacts, &0)?;
    let (found, _) = self::pages(client, of_context.clone().with_include_artifacts(true)).await?;
    let with_artifacts = found.iter().filter(|task| !task.artifacts.is_empty()).count();
    expect("the number of tasks with artifacts", &with_artifacts, &2)?;
    let (found, _) = self::pages(client, of_context.with_status(TaskState::Failed)).await?;
    expect("the number of failed tasks", &found.len(), &0)?;
    Ok((
        format!("{} tasks on {pages} pages; 2 of one context", tasks.len()),
        (),
    ))
}

/// The tasks of all pages, and how many pages there are.
async fn pages(
    client: &AgentClient,
    mut request: ListTasksRequest,
) -> Result<(Vec<Task>, usize), super::Failed> {
    let (mut tasks, mut pages) = (Vec::new(), 0);
    loop {
        let page = client.list_tasks(request.clone()).await?;
        tasks.extend(page.tasks);
        pages += 1;
        if page.next_page_token.is_empty() {
            expect(
                "the number of tasks",
                &i32::try_from(tasks.len())?,
                &page.total_size,
            )?;
            return Ok((tasks, pages));
        }
        request.page_token = page.next_page_token;
    }
}

/// Leaves a stream, comes back twice, with the id of the last event and without, and cancels the task.
pub(super) async fn follow(client: &AgentClient) -> Happened {
    let mut left = client.send_streaming_message(request("wait")).await?;
    let first = left.next().await.ok_or("the stream has no events")??;
    let last_event_id = first.id().ok_or("the event has no id")?.to_owned();
    let StreamResponse::Task(task) = &*first else {
        return Err("the first event is not the task".into());
    };
    let subscribe = || SubscribeToTaskRequest::new(&task.id);
    drop(left);

    let mut anew = client.subscribe_to_task(subscribe()).await?;
    let snapshot = anew.next().await.ok_or("the stream has no events")??;
    if !matches!(&*snapshot, StreamResponse::Task(same) if same.id == task.id) {
        return Err("the first event of a new stream is not the task".into());
    }
    let options = CallOptions::new().with_last_event_id(last_event_id);
    let mut resumed = client
        .with_call_options(options)
        .subscribe_to_task(subscribe())
        .await?;
    let next = resumed.next().await.ok_or("the stream has no events")??;
    if !matches!(&*next, StreamResponse::StatusUpdate(update) if update.status.state == TaskState::Working) {
        return Err(format!("the stream does not go on where it was left: {next:?}").into());
    }

    let canceled = client.cancel_task(CancelTaskRequest::new(&task.id)).await?;
    expect("the state", &canceled.status.state, &TaskState::Canceled)?;
    for stream in [anew, resumed] {
        let (_, states) = drain(stream).await?;
        expect(
            "the last state of the stream",
            &states.last(),
            &Some(&TaskState::Canceled),
        )?;
    }
    Ok((format!("resumed behind an event, {}", canceled.status.state), ()))
}

/// What an agent has to refuse.
pub(super) async fn refused(client: &AgentClient, over: &Task) -> Happened {
    let unknown = client.get_task(GetTaskRequest::new("no-such-task")).await;
    failure(unknown, ErrorKind::TaskNotFound)?;
    let cancel = client.cancel_task(CancelTaskRequest::new(&over.id)).await;
    failure(cancel, ErrorKind::TaskNotCancelable)?;
    let message = |part: Part| Message::new(Uuid::new_v4().to_string(), Role::User, [part]);
    let late = message("too late".into()).with_task_id(&over.id);
    let late = client.send_message(SendMessageRequest::new(late)).await;
    failure(late, ErrorKind::UnsupportedOperation)?;
    let subscribe = client
        .subscribe_to_task(SubscribeToTaskRequest::new(&over.id))
        .await;
    failure(subscribe.map(|_| "a stream"), ErrorKind::UnsupportedOperation)?;
    let picture = message(Part::raw(&b"GIF89a"[..]).with_media_type("image/gif"));
    let picture = client.send_message(SendMessageRequest::new(picture)).await;
    failure(picture, ErrorKind::ContentTypeNotSupported)?;
    let webhook = TaskPushNotificationConfig::new(LINK_LOCAL).with_task_id(&over.id);
    let webhook = client.create_task_push_notification_config(webhook).await;
    failure(webhook, ErrorKind::InvalidParams)?;
    // A page token of nobody's.
    let page = client
        .list_tasks(ListTasksRequest::new().with_page_token("?"))
        .await;
    failure(page, ErrorKind::InvalidParams)?;
    Ok((
        "7 requests, each with the error that it should have".to_owned(),
        (),
    ))
}
