//! `SendMessage` (§3.1.1, §3.2.2) and `GetTask` (§3.1.3).

use crate::support::*;
use a2a_bindings::RequestContext;
use a2a_bindings::v1_0::{
    A2aHandler, Artifact, ErrorKind, GetTaskRequest, ListTasksRequest, Role, SendMessageConfiguration,
    SendMessageResponse, TaskPushNotificationConfig, TaskState,
};
use a2a_engine::{Settings, TaskContext, TaskEngine};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

#[tokio::test]
async fn blocking_returns_the_finished_task() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        task.working("on it").await?;
        tokio::task::yield_now().await;
        task.artifact(Artifact::new("a", ["out"])).await?;
        task.complete("done").await?;
        Ok(())
    }));
    let task = send_for_task(&engine, request("in")).await;
    assert_eq!(task.status.state, TaskState::Completed);
    assert_eq!(said(&task), "done");
    assert_eq!(texts(&task.artifacts[0]), "out");
    assert!(task.status.timestamp.is_some());
    assert_eq!(get(&engine, &task.id).await.unwrap(), task);
}

#[tokio::test]
async fn ids_are_filled_in() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        assert_eq!(
            (task.task_id(), task.context_id()),
            (&*task.message().task_id, &*task.message().context_id)
        );
        task.complete("done").await?;
        Ok(())
    }));
    let task = send_for_task(&engine, request("in")).await;
    for id in [&task.id, &task.context_id] {
        assert!(
            id.len() >= 32
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
            "{id}"
        );
    }
    let [user] = &task.history[..] else {
        panic!("one message: {:?}", task.history)
    };
    assert_eq!((&*user.message_id, &user.role), ("m", &Role::User));
    let agent = task.status.message.as_ref().unwrap();
    assert_eq!(agent.role, Role::Agent);
    assert!(!agent.message_id.is_empty());
    for message in [user, agent] {
        assert_eq!(
            (&message.task_id, &message.context_id),
            (&task.id, &task.context_id)
        );
    }
}

#[tokio::test]
async fn a_run_that_does_nothing_completes() {
    let engine = TaskEngine::new(agent(async |_: TaskContext| Ok(())));
    let task = send_for_task(&engine, request("in")).await;
    assert_eq!(task.status.state, TaskState::Completed);
    assert_eq!(
        get(&engine, &task.id).await.unwrap().status.state,
        TaskState::Completed
    );
}

#[tokio::test]
async fn a_reply_is_a_message_and_no_task() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| Ok(task.reply("hello").await?)));
    for context in ["", "mine"] {
        let mut request = request("in");
        request.message.context_id = context.to_owned();
        let SendMessageResponse::Message(reply) = send(&engine, request).await.unwrap() else {
            panic!("not a message")
        };
        assert_eq!(
            (text(&reply).as_str(), &reply.role, &*reply.task_id),
            ("hello", &Role::Agent, "")
        );
        assert!(!reply.message_id.is_empty() && !reply.context_id.is_empty());
        assert!(context.is_empty() || reply.context_id == context);
    }
    assert_eq!(
        list(&engine, ListTasksRequest::new()).await.unwrap().total_size,
        0
    );
}

#[tokio::test]
async fn a_reply_does_not_wait_for_the_run() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        task.reply("hello").await?;
        task.cancelled().await;
        Ok(())
    }));
    assert!(matches!(
        send(&engine, request("in")).await.unwrap(),
        SendMessageResponse::Message(_)
    ));
    assert_eq!(engine.running(), 1);
}

#[tokio::test]
async fn immediately_returns_the_task_as_it_is() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        task.working("on it").await?;
        task.cancelled().await;
        Ok(())
    }));
    let task = send_for_task(&engine, immediately("in")).await;
    assert_eq!(task.status.state, TaskState::Working);
}

#[tokio::test(start_paused = true)]
async fn immediately_creates_the_task_of_an_undecided_agent() {
    let settings = Settings::new().with_decision_time(Duration::from_secs(3));
    let slow = agent(async |task: TaskContext| {
        tokio::time::sleep(Duration::from_secs(10)).await;
        Ok(task.reply("hello").await?)
    });
    let engine = TaskEngine::with_settings(slow, settings);
    let before = tokio::time::Instant::now();
    let task = send_for_task(&engine, immediately("in")).await;
    assert_eq!(before.elapsed(), Duration::from_secs(3));
    assert_eq!(task.status.state, TaskState::Submitted);
    // The reply has nowhere else to go.
    let task = reaches(&engine, &task.id, TaskState::Completed).await;
    assert_eq!(said(&task), "hello");
    assert_eq!(task.status.message.unwrap().task_id, task.id);
}

#[tokio::test(start_paused = true)]
async fn immediately_returns_a_reply_that_is_in_time() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        tokio::time::sleep(Duration::from_millis(500)).await;
        Ok(task.reply("hello").await?)
    }));
    assert!(matches!(
        send(&engine, immediately("in")).await.unwrap(),
        SendMessageResponse::Message(_)
    ));
}

#[tokio::test]
async fn history_length_of_get_and_send() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        match task.history().len() {
            0 | 2 => task.ask("and?").await?,
            _ => {}
        }
        Ok(())
    }));
    let mut task = send_for_task(&engine, request("1")).await;
    task = send_for_task(&engine, follow_up(&task, "2")).await;
    for (length, expected) in [
        (None, vec!["1", "and?", "2", "and?", "3"]),
        (Some(0), vec![]),
        (Some(2), vec!["and?", "3"]),
        (Some(9), vec!["1", "and?", "2", "and?", "3"]),
    ] {
        // On the last message, of as many tasks.
        let mut fresh = send_for_task(&engine, request("1")).await;
        fresh = send_for_task(&engine, follow_up(&fresh, "2")).await;
        let mut configuration = SendMessageConfiguration::new();
        configuration.history_length = length;
        let sent = send_for_task(
            &engine,
            follow_up(&fresh, "3").with_configuration(configuration.clone()),
        )
        .await;
        assert_eq!(talk(&sent), expected, "send {length:?}");
        let mut get = GetTaskRequest::new(&fresh.id);
        get.history_length = length;
        let got = engine.get_task(RequestContext::new(), get).await.unwrap();
        assert_eq!(talk(&got), expected, "get {length:?}");
    }
    assert_eq!(talk(&task), ["1", "and?", "2"]);
}

#[tokio::test]
async fn the_client_leaving_stops_nothing() {
    let go = Arc::new(Notify::new());
    let gate = Arc::clone(&go);
    let engine = TaskEngine::new(agent(move |task: TaskContext| {
        let gate = Arc::clone(&gate);
        async move {
            task.working(()).await?;
            gate.notified().await;
            task.artifact(Artifact::new("a", ["out"])).await?;
            Ok(())
        }
    }));
    let client = engine.clone();
    let blocking =
        tokio::spawn(async move { client.send_message(RequestContext::new(), request("in")).await });
    let task = within(async {
        loop {
            if let Some(task) = list(&engine, ListTasksRequest::new()).await.unwrap().tasks.pop() {
                return task;
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
    blocking.abort();
    drop(stream(&engine, request("in")).await.unwrap());
    go.notify_waiters();
    go.notify_one();
    let task = reaches(&engine, &task.id, TaskState::Completed).await;
    assert_eq!(texts(&task.artifacts[0]), "out");
}

#[tokio::test]
async fn a_webhook_that_nobody_would_call_is_refused() {
    let engine = TaskEngine::new(agent(async |_: TaskContext| Ok(())));
    let webhook = TaskPushNotificationConfig::new("https://example.com/hook");
    let configuration = SendMessageConfiguration::new().with_task_push_notification_config(webhook);
    let result = send(&engine, request("in").with_configuration(configuration)).await;
    check_error(result, ErrorKind::PushNotificationNotSupported);
    assert_eq!(engine.running(), 0);
}

#[tokio::test]
async fn a_missing_task_is_not_found() {
    let engine = TaskEngine::new(agent(async |_: TaskContext| Ok(())));
    for id in ["missing", "", "a/b:cancel%"] {
        let error = check_error(get(&engine, id).await, ErrorKind::TaskNotFound);
        assert_eq!(metadata(&error, "taskId").as_deref(), Some(id));
        check_error(cancel(&engine, id).await, ErrorKind::TaskNotFound);
        check_error(subscribe(&engine, id).await.map(drop), ErrorKind::TaskNotFound);
    }
}
