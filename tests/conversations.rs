//! Conversations between our client and our agent, over each binding, with everything on the wire checked.

use a2a_bindings::Event;
use a2a_bindings::v1_0::*;
use a2a_runtime::client::{Binding, ClientError, HttpTransport};
use a2a_tests::{World, message};
use a2a_validator::layer::Direction;
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::timeout;

const BINDINGS: [Binding; 2] = [Binding::JsonRpc, Binding::HttpJson];

type Agent = Client<HttpTransport>;

async fn send(client: &Agent, message: Message) -> Task {
    match client
        .send_message(SendMessageRequest::new(message))
        .await
        .unwrap()
    {
        SendMessageResponse::Task(task) => task,
        other => panic!("not a task: {other:?}"),
    }
}

fn text_of(artifact: &Artifact) -> String {
    artifact
        .parts
        .iter()
        .filter_map(|part| match &part.content {
            PartContent::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// The next event, soon.
async fn next<S>(stream: &mut S) -> Option<StreamResponse>
where
    S: futures_util::Stream<Item = Result<Event<StreamResponse>, ClientError>> + Unpin,
{
    let event = timeout(Duration::from_secs(5), stream.next())
        .await
        .expect("the stream is silent");
    event.map(|event| event.unwrap().into_inner())
}

fn kind(error: ClientError) -> Option<ErrorKind> {
    ErrorKind::of(
        error
            .agent_error()
            .unwrap_or_else(|| panic!("not from the agent: {error}")),
    )
}

#[tokio::test]
async fn every_operation() {
    let world = World::start().await;
    for binding in BINDINGS {
        let client = world.client(binding).await;
        let task = send(&client, message("hello")).await;
        assert_eq!(task.status.state, TaskState::Completed);
        assert_eq!(text_of(&task.artifacts[0]), "hello");
        assert!(!task.context_id.is_empty());

        let got = client
            .get_task(GetTaskRequest::new(&task.id).with_history_length(1))
            .await
            .unwrap();
        assert_eq!(got.status, task.status);
        assert_eq!(got.history.len(), 1);

        let second = send(&client, message("again").with_context_id(&task.context_id)).await;
        let mut request = ListTasksRequest::new()
            .with_context_id(&task.context_id)
            .with_page_size(1);
        let mut listed = Vec::new();
        loop {
            let page = client.list_tasks(request.clone()).await.unwrap();
            assert_eq!((page.tasks.len(), page.page_size, page.total_size), (1, 1, 2));
            assert!(page.tasks[0].artifacts.is_empty(), "artifacts were not asked for");
            listed.push(page.tasks[0].id.clone());
            if page.next_page_token.is_empty() {
                break;
            }
            request.page_token = page.next_page_token;
        }
        assert_eq!(listed, [second.id, task.id.clone()]);

        assert_eq!(
            kind(
                client
                    .cancel_task(CancelTaskRequest::new(&task.id))
                    .await
                    .unwrap_err()
            ),
            Some(ErrorKind::TaskNotCancelable)
        );
        assert_eq!(
            kind(
                client
                    .get_task(GetTaskRequest::new("urn:none/é?#%"))
                    .await
                    .unwrap_err()
            ),
            Some(ErrorKind::TaskNotFound)
        );
        let config = TaskPushNotificationConfig::new("https://x.test/hook").with_task_id(&task.id);
        let unsupported = Some(ErrorKind::PushNotificationNotSupported);
        assert_eq!(
            kind(
                client
                    .create_task_push_notification_config(config)
                    .await
                    .unwrap_err()
            ),
            unsupported
        );
        let request = GetTaskPushNotificationConfigRequest::new(&task.id, "c");
        assert_eq!(
            kind(
                client
                    .get_task_push_notification_config(request)
                    .await
                    .unwrap_err()
            ),
            unsupported
        );
        let request = ListTaskPushNotificationConfigsRequest::new(&task.id);
        assert_eq!(
            kind(
                client
                    .list_task_push_notification_configs(request)
                    .await
                    .unwrap_err()
            ),
            unsupported
        );
        let request = DeleteTaskPushNotificationConfigRequest::new(&task.id, "c");
        assert_eq!(
            kind(
                client
                    .delete_task_push_notification_config(request)
                    .await
                    .unwrap_err()
            ),
            unsupported
        );
        assert_eq!(
            kind(
                client
                    .get_extended_agent_card(GetExtendedAgentCardRequest::new())
                    .await
                    .unwrap_err()
            ),
            Some(ErrorKind::UnsupportedOperation)
        );
    }
    world.finish().await;
}

#[tokio::test]
async fn streams() {
    let world = World::start().await;
    for binding in BINDINGS {
        let client = world.client(binding).await;
        let mut stream = client
            .send_streaming_message(SendMessageRequest::new(message("stream 3")))
            .await
            .unwrap();
        let Some(StreamResponse::Task(task)) = next(&mut stream).await else {
            panic!("the task comes first")
        };
        let (mut text, mut last) = (String::new(), None);
        while let Some(event) = next(&mut stream).await {
            match event {
                StreamResponse::ArtifactUpdate(update) => {
                    assert_eq!(update.task_id, task.id);
                    assert_eq!(update.append, !text.is_empty());
                    text.push_str(&text_of(&update.artifact));
                    assert_eq!(update.last_chunk, text.len() == 6);
                }
                StreamResponse::StatusUpdate(update) => last = Some(update.status.state),
                other => panic!("unexpected {other:?}"),
            }
        }
        assert_eq!(text, "1\n2\n3\n");
        assert_eq!(last, Some(TaskState::Completed));
        let request = SubscribeToTaskRequest::new(&task.id);
        let Err(error) = client.subscribe_to_task(request).await else {
            panic!("the task is over")
        };
        assert_eq!(kind(error), Some(ErrorKind::UnsupportedOperation));
    }
    world.finish().await;
}

#[tokio::test]
async fn questions_and_answers() {
    let world = World::start().await;
    for binding in BINDINGS {
        let client = world.client(binding).await;
        let asked = send(&client, message("ask")).await;
        assert_eq!(asked.status.state, TaskState::InputRequired);
        let answered = send(&client, message("the blue one").with_task_id(&asked.id)).await;
        assert_eq!(
            (&answered.id, &answered.context_id),
            (&asked.id, &asked.context_id)
        );
        assert_eq!(answered.status.state, TaskState::Completed);
        assert_eq!(text_of(&answered.artifacts[0]), "the blue one");

        let request = SendMessageRequest::new(message("more").with_task_id(&asked.id));
        assert_eq!(
            kind(client.send_message(request).await.unwrap_err()),
            Some(ErrorKind::UnsupportedOperation)
        );
        let request = SendMessageRequest::new(message("who").with_task_id("none"));
        assert_eq!(
            kind(client.send_message(request).await.unwrap_err()),
            Some(ErrorKind::TaskNotFound)
        );
        assert_eq!(
            send(&client, message("login")).await.status.state,
            TaskState::AuthRequired
        );
    }
    world.finish().await;
}

#[tokio::test]
async fn a_bare_message_needs_no_task() {
    let world = World::start().await;
    for binding in BINDINGS {
        let client = world.client(binding).await;
        let response = client
            .send_message(SendMessageRequest::new(message("message")))
            .await
            .unwrap();
        let SendMessageResponse::Message(reply) = response else {
            panic!("not a message")
        };
        assert_eq!(
            (reply.role, reply.parts[0].clone()),
            (Role::Agent, Part::text("no task needed"))
        );
        let mut stream = client
            .send_streaming_message(SendMessageRequest::new(message("message")))
            .await
            .unwrap();
        assert!(matches!(
            next(&mut stream).await,
            Some(StreamResponse::Message(_))
        ));
        assert_eq!(next(&mut stream).await, None);
    }
    world.finish().await;
}

#[tokio::test]
async fn waiting_subscribing_and_cancelling() {
    let world = World::start().await;
    for binding in BINDINGS {
        let client = world.client(binding).await;
        let request = SendMessageRequest::new(message("wait"))
            .with_configuration(SendMessageConfiguration::new().with_return_immediately(true));
        let SendMessageResponse::Task(task) = client.send_message(request).await.unwrap() else {
            panic!("not a task")
        };
        assert!(!task.status.state.is_terminal());
        let mut first = client
            .subscribe_to_task(SubscribeToTaskRequest::new(&task.id))
            .await
            .unwrap();
        let mut second = client
            .subscribe_to_task(SubscribeToTaskRequest::new(&task.id))
            .await
            .unwrap();
        for stream in [&mut first, &mut second] {
            assert!(matches!(next(stream).await, Some(StreamResponse::Task(one)) if one.id == task.id));
        }
        let canceled = client
            .cancel_task(CancelTaskRequest::new(&task.id))
            .await
            .unwrap();
        assert_eq!(canceled.status.state, TaskState::Canceled);
        for stream in [&mut first, &mut second] {
            let mut last = None;
            while let Some(event) = next(stream).await {
                last = Some(event);
            }
            let Some(StreamResponse::StatusUpdate(last)) = last else {
                panic!("no last status: {last:?}")
            };
            assert_eq!(last.status.state, TaskState::Canceled);
        }
        // §3.3.1: cancelling again changes nothing.
        let again = client
            .cancel_task(CancelTaskRequest::new(&task.id))
            .await
            .unwrap();
        assert_eq!(again.status, canceled.status);
    }
    world.finish().await;
}

#[tokio::test]
async fn what_fails_keeps_its_secrets() {
    let world = World::start().await;
    for binding in BINDINGS {
        let client = world.client(binding).await;
        for text in ["fail", "panic"] {
            let task = send(&client, message(text)).await;
            assert_eq!(task.status.state, TaskState::Failed);
            assert!(!format!("{task:?}").contains("secret"), "{task:?}");
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn every_kind_of_part_survives() {
    let world = World::start().await;
    let mut tasks = Vec::new();
    for binding in BINDINGS {
        let client = world.client(binding).await;
        let task = send(&client, message("parts")).await;
        let mut stream = client
            .send_streaming_message(SendMessageRequest::new(message("parts")))
            .await
            .unwrap();
        let mut streamed = None;
        while let Some(event) = next(&mut stream).await {
            if let StreamResponse::ArtifactUpdate(update) = event {
                streamed = Some(update.artifact);
            }
        }
        assert_eq!(streamed.unwrap().parts, task.artifacts[0].parts);
        tasks.push(task.artifacts[0].parts.clone());
    }
    assert_eq!(tasks[0], tasks[1]);
    assert_eq!(tasks[0].len(), 5);
    assert_eq!(tasks[0][0], Part::text("line\nbreak \u{2028} and ünïcödé"));
    assert_eq!(tasks[0][4], Part::data(serde_json::Value::Null));
    world.finish().await;
}

#[tokio::test]
async fn violations_name_their_fields() {
    let world = World::start().await;
    for binding in BINDINGS {
        let client = world.client(binding).await;
        let request = SendMessageRequest::new(Message::new("", Role::Unspecified, Vec::<Part>::new()));
        let error = client.send_message(request).await.unwrap_err();
        let error = error.agent_error().unwrap();
        assert_eq!(ErrorKind::of(error), Some(ErrorKind::InvalidParams), "{binding}");
        let fields: Vec<_> = error
            .violations()
            .into_iter()
            .map(|violation| violation.field)
            .collect();
        assert_eq!(
            fields,
            ["message.messageId", "message.role", "message.parts"],
            "{binding}"
        );
    }
    world.finish().await;
}

/// What a server takes, its clients can read again, wherever it comes back.
#[tokio::test]
async fn content_is_not_nested_deeper_than_clients_can_read() {
    let world = World::start().await;
    for binding in BINDINGS {
        let client = world.client(binding).await;
        let nested = |depth: usize| {
            let data = (0..depth).fold(serde_json::json!(1), |inner, _| serde_json::json!([inner]));
            Message::new("m", Role::User, [Part::data(data)])
        };
        let request = SendMessageRequest::new(nested(101));
        assert_eq!(
            kind(client.send_message(request).await.unwrap_err()),
            Some(ErrorKind::InvalidParams)
        );
        // The deepest that goes: a request has the message, its parts and the part around it.
        let task = send(&client, nested(96)).await;
        let listed = client.list_tasks(ListTasksRequest::new()).await.unwrap();
        assert!(
            listed
                .tasks
                .iter()
                .any(|one| one.id == task.id && !one.history.is_empty())
        );
    }
    world.finish().await;
}

/// The check itself: a server that breaks one answer does not pass.
#[tokio::test]
async fn a_corrupted_answer_is_noticed() {
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use axum::middleware::{Next, from_fn};

    async fn corrupt(request: Request, next: Next) -> axum::response::Response {
        let (parts, body) = next.run(request).await.into_parts();
        let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        // Nothing that a tolerant client would stumble over.
        let broken = text.replace("TASK_STATE_COMPLETED", "TASK_STATE_DONE");
        let mut response = axum::response::Response::from_parts(parts, Body::from(broken));
        response.headers_mut().remove("content-length");
        response
    }
    for binding in BINDINGS {
        let world = World::start_with(|app| app.layer(from_fn(corrupt))).await;
        let client = world.client(binding).await;
        let task = send(&client, message("hello")).await;
        assert_eq!(task.status.state.to_string(), "TASK_STATE_DONE");
        let stream = client
            .send_streaming_message(SendMessageRequest::new(message("hello")))
            .await
            .unwrap();
        let events: Vec<_> = stream.collect().await;
        assert!(events.len() >= 2);
        tokio::time::sleep(Duration::from_millis(20)).await;
        let bad: Vec<_> = world
            .records()
            .into_iter()
            .filter(|record| record.direction == Direction::Response && !record.findings.is_empty())
            .collect();
        assert_eq!(bad.len(), 2, "one response and one event: {bad:#?}");
        assert!(bad.iter().all(|record| {
            record
                .findings
                .iter()
                .all(|finding| finding.pointer.ends_with("/state"))
        }));
        let finished = tokio::spawn(world.finish()).await;
        assert!(finished.unwrap_err().is_panic(), "the end of the test notices");
    }
}
