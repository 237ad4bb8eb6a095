//! Webhooks: registered in every way, told in order, foreign ones hidden. How deliveries are tried again is tested
//! where that is done.

use crate::faulty::{Faulty, Held};
use crate::support::*;
use a2a_bindings::v1_0::{
    A2aHandler, AgentCapabilities, AgentCard, AgentInterface, AgentSkill, Artifact, AuthenticationInfo,
    DeleteTaskPushNotificationConfigRequest, ErrorKind, GetTaskPushNotificationConfigRequest,
    ListTaskPushNotificationConfigsRequest, SendMessageConfiguration, SendMessageRequest, StreamResponse,
    Task, TaskPushNotificationConfig, TaskState,
};
use a2a_bindings::{
    A2aError, Event, Push, PushError, PushErrorKind, PushSender, PushTarget, RequestContext, from_slice,
};
use a2a_engine::store::{MemoryStore, Scope};
use a2a_engine::{Agent, PushPolicy, Settings, TaskContext, TaskEngine};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Keeps what it is given to carry; a webhook at `refused` is never called, one at `dead` never answers.
#[derive(Clone, Default)]
struct Post(Arc<Mutex<Vec<(String, String, StreamResponse)>>>);

impl PushSender for Post {
    async fn check(&self, target: &PushTarget) -> Result<(), PushError> {
        match target.url.as_str() {
            "refused" => Err(PushError::new(
                PushErrorKind::Refused,
                "that is not an address for us",
            )),
            "unknown" => Err(PushError::new(
                PushErrorKind::Failed,
                "no answer to the question who that is",
            )),
            _ => Ok(()),
        }
    }

    async fn send(&self, push: Push<'_>) -> Result<(), PushError> {
        let target = push.target;
        if target.url == "dead" {
            return Err(PushError::new(PushErrorKind::Failed, "there is nobody"));
        }
        let secret = match &target.authentication {
            Some(info) => format!("{} {} {}", info.scheme, info.credentials, target.token),
            None => target.token.clone(),
        };
        let event = from_slice(&push.body).unwrap();
        self.0.lock().unwrap().push((target.url.clone(), secret, event));
        Ok(())
    }
}

impl Post {
    /// One word for each notification that came to a URL.
    fn to(&self, url: &str) -> Vec<String> {
        let post = self.0.lock().unwrap();
        let of_url = post.iter().filter(|(to, ..)| to == url);
        of_url
            .map(|(_, _, event)| word(&Event::new(event.clone())))
            .collect()
    }
}

fn echo() -> impl Agent {
    agent(async |task: TaskContext| {
        if task.text() == "ask" {
            return Ok(task.ask("and?").await?);
        }
        task.artifact(Artifact::new("a", [task.text()])).await?;
        Ok(())
    })
}

fn engine_with(store: Arc<MemoryStore>) -> (TaskEngine<impl Agent>, Post) {
    let post = Post::default();
    let settings = Settings::new()
        .with_store(store)
        .with_max_webhooks(3)
        .with_push_policy(PushPolicy::new().with_attempts(2))
        .with_push_sender(post.clone());
    (TaskEngine::with_settings(echo(), settings), post)
}

fn engine() -> (TaskEngine<impl Agent>, Post) {
    engine_with(Arc::new(MemoryStore::new()))
}

fn webhook(task: &Task, url: &str) -> TaskPushNotificationConfig {
    TaskPushNotificationConfig::new(url).with_task_id(&task.id)
}

fn inline(request: SendMessageRequest, url: &str) -> SendMessageRequest {
    let webhook = TaskPushNotificationConfig::new(url);
    request.with_configuration(SendMessageConfiguration::new().with_task_push_notification_config(webhook))
}

async fn register<A: Agent>(
    engine: &TaskEngine<A>,
    webhook: TaskPushNotificationConfig,
) -> Result<TaskPushNotificationConfig, A2aError> {
    within(engine.create_task_push_notification_config(RequestContext::new(), webhook)).await
}

async fn list_of<A: Agent>(engine: &TaskEngine<A>, task: &Task) -> Vec<TaskPushNotificationConfig> {
    let request = ListTaskPushNotificationConfigsRequest::new(&task.id);
    let list = engine.list_task_push_notification_configs(RequestContext::new(), request);
    within(list).await.unwrap().configs
}

async fn delete<A: Agent>(engine: &TaskEngine<A>, task: &str, id: &str) -> Result<(), A2aError> {
    let request = DeleteTaskPushNotificationConfigRequest::new(task, id);
    within(engine.delete_task_push_notification_config(RequestContext::new(), request)).await
}

#[tokio::test(start_paused = true)]
async fn a_webhook_of_the_first_message_is_told_everything() {
    let (engine, post) = engine();
    let mut first = inline(request("ask"), "w");
    let config = first.configuration.as_mut().unwrap();
    let webhook = config.task_push_notification_config.as_mut().unwrap();
    webhook.token = "t".to_owned();
    webhook.authentication = Some(AuthenticationInfo::new("Bearer").with_credentials("c"));
    let task = send_for_task(&engine, first).await;
    let [registered] = list_of(&engine, &task).await.try_into().unwrap();
    assert!(!registered.id.is_empty(), "the server assigns an id");
    assert_eq!((&registered.task_id, &*registered.url), (&task.id, "w"));
    send_for_task(&engine, follow_up(&task, "x")).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(
        post.to("w"),
        [
            "task SUBMITTED",
            "status INPUT_REQUIRED",
            "status SUBMITTED",
            "artifact x.",
            "status COMPLETED"
        ]
    );
    assert!(
        post.0
            .lock()
            .unwrap()
            .iter()
            .all(|(_, secret, _)| secret == "Bearer c t")
    );
}

#[tokio::test(start_paused = true)]
async fn a_registered_webhook_is_told_what_comes() {
    let (engine, post) = engine();
    let task = send_for_task(&engine, request("ask")).await;
    let registered = register(&engine, webhook(&task, "later")).await.unwrap();
    let kept = register(&engine, webhook(&task, "kept").with_id("mine"))
        .await
        .unwrap();
    assert_eq!(kept.id, "mine");
    let removed = register(&engine, webhook(&task, "removed")).await.unwrap();
    delete(&engine, &task.id, &removed.id).await.unwrap();
    delete(&engine, &task.id, &removed.id).await.unwrap();
    assert_eq!(list_of(&engine, &task).await, [registered.clone(), kept]);
    let request = GetTaskPushNotificationConfigRequest::new(&task.id, &registered.id);
    let got = engine.get_task_push_notification_config(RequestContext::new(), request);
    assert_eq!(got.await.unwrap(), registered);

    // The message that continues the task may bring another one.
    let again = SendMessageConfiguration::new()
        .with_task_push_notification_config(TaskPushNotificationConfig::new("inline"));
    send_for_task(&engine, follow_up(&task, "x").with_configuration(again)).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    for url in ["later", "kept", "inline"] {
        assert_eq!(
            post.to(url),
            ["status SUBMITTED", "artifact x.", "status COMPLETED"],
            "{url}"
        );
    }
    assert_eq!(post.to("removed"), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn what_is_refused() {
    let (engine, _) = engine();
    let task = send_for_task(&engine, request("ask")).await;
    for (url, kind, status) in [
        ("refused", ErrorKind::InvalidParams, 400),
        ("unknown", ErrorKind::Internal, 503),
    ] {
        let error = check_error(register(&engine, webhook(&task, url)).await, kind);
        assert_eq!(error.info().http_status, status);
        check_error(send(&engine, inline(request("x"), url)).await, kind);
    }
    assert_eq!(
        list(&engine, a2a_bindings::v1_0::ListTasksRequest::new())
            .await
            .unwrap()
            .total_size,
        1,
        "no task is made for a message that is refused"
    );
    for number in 0..3 {
        register(&engine, webhook(&task, "w").with_id(number.to_string()))
            .await
            .unwrap();
    }
    register(&engine, webhook(&task, "w2").with_id("1"))
        .await
        .expect("it is one of the three");
    let error = check_error(
        register(&engine, webhook(&task, "w")).await,
        ErrorKind::UnsupportedOperation,
    );
    assert!(error.message().contains('3'), "{error}");
    let mut nowhere = task.clone();
    nowhere.id = "nowhere".to_owned();
    check_error(
        register(&engine, webhook(&nowhere, "w")).await,
        ErrorKind::TaskNotFound,
    );
    check_error(delete(&engine, "nowhere", "1").await, ErrorKind::TaskNotFound);
    let request = GetTaskPushNotificationConfigRequest::new(&task.id, "none");
    let got = engine.get_task_push_notification_config(RequestContext::new(), request);
    check_error(got.await, ErrorKind::TaskNotFound);
}

#[tokio::test(start_paused = true)]
async fn lists_come_in_pages() {
    let (engine, _) = engine();
    let task = send_for_task(&engine, request("ask")).await;
    for id in ["a", "b", "c"] {
        register(&engine, webhook(&task, id).with_id(id)).await.unwrap();
    }
    let mut request = ListTaskPushNotificationConfigsRequest::new(&task.id).with_page_size(2);
    let page = engine
        .list_task_push_notification_configs(RequestContext::new(), request.clone())
        .await
        .unwrap();
    assert_eq!((page.configs.len(), page.next_page_token.is_empty()), (2, false));
    request.page_token = page.next_page_token;
    let page = engine
        .list_task_push_notification_configs(RequestContext::new(), request.clone())
        .await
        .unwrap();
    let ids: Vec<_> = page.configs.iter().map(|config| &*config.id).collect();
    assert_eq!((ids, &*page.next_page_token), (vec!["c"], ""));
    request.page_token = "z".to_owned();
    check_error(
        engine
            .list_task_push_notification_configs(RequestContext::new(), request)
            .await,
        ErrorKind::InvalidParams,
    );
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_delivered_is_a_dead_letter_and_stops_nothing() {
    let (engine, post) = engine();
    let task = send_for_task(&engine, request("ask")).await;
    register(&engine, webhook(&task, "dead")).await.unwrap();
    register(&engine, webhook(&task, "alive")).await.unwrap();
    let task = send_for_task(&engine, follow_up(&task, "x")).await;
    assert_eq!(task.status.state, TaskState::Completed);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(post.to("alive").len(), 3);
    let letters = engine.dead_letters(&Scope::default(), 10).await.unwrap();
    let [letter] = letters.as_slice() else {
        panic!("{letters:?}")
    };
    let failure = letter.failure.as_ref().unwrap();
    assert_eq!(
        (
            &*letter.config.url,
            failure.number,
            failure.attempts,
            &*failure.reason
        ),
        ("dead", 3, 2, "there is nobody")
    );
    assert_eq!(engine.shutdown(Duration::from_secs(1)).await.undelivered, 0);
}

#[tokio::test(start_paused = true)]
async fn a_restart_loses_no_notification() {
    let store = Arc::new(MemoryStore::new());
    let task = {
        // The first process has no time to deliver anything.
        let engine = TaskEngine::with_settings(
            echo(),
            Settings::new()
                .with_store(Arc::clone(&store))
                .with_push_sender(Slow),
        );
        let task = send_for_task(&engine, inline(request("x"), "w")).await;
        assert_eq!(engine.shutdown(Duration::from_millis(10)).await.undelivered, 1);
        task
    };
    let (engine, post) = engine_with(store);
    engine.recover().await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(
        post.to("w"),
        ["task SUBMITTED", "artifact x.", "status COMPLETED"]
    );
    assert_eq!(get(&engine, &task.id).await.unwrap(), task);
}

/// Takes an hour for everything.
struct Slow;

impl PushSender for Slow {
    async fn check(&self, _: &PushTarget) -> Result<(), PushError> {
        Ok(())
    }

    async fn send(&self, _: Push<'_>) -> Result<(), PushError> {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_leaves_while_its_webhook_is_registered_is_told_all_the_same() {
    let (store, post) = (Faulty::new(), Post::default());
    let settings = Settings::new()
        .with_store(store.clone())
        .with_push_sender(post.clone());
    let engine = TaskEngine::with_settings(echo(), settings);
    let task = send_for_task(&engine, request("ask")).await;
    // Somebody watches, so the task stays in memory.
    let _events = subscribe(&engine, &task.id).await.unwrap();
    store.hold(Held::All);
    let call = engine.create_task_push_notification_config(RequestContext::new(), webhook(&task, "w"));
    assert!(tokio::time::timeout(Duration::from_secs(1), call).await.is_err());
    store.release();
    tokio::time::sleep(Duration::from_secs(1)).await;
    cancel(&engine, &task.id).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(post.to("w"), ["status CANCELED"]);
}

#[tokio::test]
async fn a_card_without_push_notifications_is_kept_to() {
    for (capabilities, taken) in [
        (AgentCapabilities::new(), false),
        (AgentCapabilities::new().with_push_notifications(true), true),
    ] {
        let card = AgentCard::new(
            "",
            "",
            [AgentInterface::new("", "JSONRPC", "1.0")],
            "",
            capabilities,
            ["text/plain"],
            ["text/plain"],
            [AgentSkill::new("s", "", "", [""; 0])],
        );
        let settings = Settings::new().with_card(&card).with_push_sender(Post::default());
        let engine = TaskEngine::with_settings(echo(), settings);
        let sent = send(&engine, inline(request("x"), "w")).await;
        if taken {
            sent.unwrap();
        } else {
            check_error(sent, ErrorKind::PushNotificationNotSupported);
        }
    }
}
