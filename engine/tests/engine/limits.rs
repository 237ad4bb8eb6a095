//! What is bounded, and how it all ends.

use crate::support::*;
use a2a_bindings::v1_0::{ErrorKind, ListTasksRequest, SendMessageResponse, TaskState};
use a2a_engine::store::MemoryStore;
use a2a_engine::{Agent, Settings, TaskContext, TaskEngine, WorkErrorKind};
use std::time::Duration;

/// Does what the message says.
fn obedient() -> impl Agent {
    agent(async |task: TaskContext| {
        match task.text().as_str() {
            "ask" => task.ask("and?").await?,
            "reply" => task.reply("hello").await?,
            "wait" => {
                task.working(()).await?;
                task.cancelled().await;
                assert_eq!(
                    task.working(()).await.err().map(|error| error.kind()),
                    None::<WorkErrorKind>
                );
            }
            "sleep" => {
                task.working(()).await?;
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
            _ => {}
        }
        Ok(())
    })
}

#[tokio::test]
async fn a_new_task_takes_the_place_of_the_oldest_that_is_over() {
    let engine = TaskEngine::with_settings(
        obedient(),
        Settings::new().with_store(MemoryStore::new().with_max_tasks(3)),
    );
    let live = send_for_task(&engine, request("ask")).await;
    let old = send_for_task(&engine, request("in")).await;
    let new = send_for_task(&engine, request("in")).await;
    let newest = send_for_task(&engine, request("in")).await;
    check_error(get(&engine, &old.id).await, ErrorKind::TaskNotFound);
    for task in [&live, &new, &newest] {
        assert_eq!(get(&engine, &task.id).await.unwrap(), *task);
    }
    assert_eq!(
        list(&engine, ListTasksRequest::new()).await.unwrap().total_size,
        3
    );
}

#[tokio::test]
async fn unfinished_tasks_are_not_given_up() {
    let engine = TaskEngine::with_settings(
        obedient(),
        Settings::new().with_store(MemoryStore::new().with_max_tasks(2)),
    );
    let one = send_for_task(&engine, request("ask")).await;
    for _ in 0..5 {
        assert!(matches!(
            send(&engine, request("reply")).await.unwrap(),
            SendMessageResponse::Message(_)
        ));
    }
    let two = send_for_task(&engine, request("ask").with_tenant("other")).await;
    let error = check_error(send(&engine, request("in")).await, ErrorKind::Internal);
    assert_eq!(error.info().http_status, 503);
    assert!(error.message().contains("unfinished tasks"), "{error}");
    check_error(
        stream(&engine, request("in")).await.map(drop),
        ErrorKind::Internal,
    );
    send_for_task(&engine, follow_up(&one, "in")).await;
    let three = send_for_task(&engine, request("ask")).await;
    check_error(get(&engine, &one.id).await, ErrorKind::TaskNotFound);
    assert_eq!(get(&engine, &three.id).await.unwrap(), three);
    let other = ListTasksRequest::new().with_tenant("other");
    assert_eq!(list(&engine, other).await.unwrap().tasks[0].id, two.id);
}

#[tokio::test]
async fn runs_are_counted() {
    let engine = TaskEngine::with_settings(obedient(), Settings::new().with_max_running(2));
    let one = send_for_task(&engine, immediately("wait")).await;
    send_for_task(&engine, immediately("wait")).await;
    assert_eq!(engine.running(), 2);
    let error = check_error(send(&engine, request("in")).await, ErrorKind::Internal);
    assert_eq!(error.info().http_status, 503);
    cancel(&engine, &one.id).await.unwrap();
    within(async {
        while engine.running() > 1 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    send_for_task(&engine, request("in")).await;
}

#[tokio::test]
async fn a_conversation_has_an_end() {
    let engine = TaskEngine::with_settings(obedient(), Settings::new().with_max_history(3));
    let task = send_for_task(&engine, request("ask")).await;
    send_for_task(&engine, follow_up(&task, "ask")).await;
    check_error(
        send(&engine, follow_up(&task, "ask")).await,
        ErrorKind::UnsupportedOperation,
    );
    let task = get(&engine, &task.id).await.unwrap();
    assert_eq!(
        (talk(&task).len(), &task.status.state),
        (3, &TaskState::InputRequired)
    );
}

#[tokio::test(start_paused = true)]
async fn shutdown_waits_for_the_agents() {
    let engine = TaskEngine::new(obedient());
    let task = send_for_task(&engine, immediately("sleep")).await;
    let before = tokio::time::Instant::now();
    assert_eq!(engine.shutdown(Duration::from_secs(30)).await.runs, 0);
    assert_eq!(before.elapsed(), Duration::from_secs(5), "and no longer");
    assert_eq!(
        get(&engine, &task.id).await.unwrap().status.state,
        TaskState::Completed
    );
    let error = check_error(send(&engine, request("in")).await, ErrorKind::Internal);
    assert_eq!(
        (error.message(), error.info().http_status),
        ("the agent is shutting down", 503)
    );
    check_error(
        stream(&engine, request("in")).await.map(drop),
        ErrorKind::Internal,
    );
}

#[tokio::test(start_paused = true)]
async fn shutdown_calls_off_what_remains() {
    let engine = TaskEngine::new(obedient());
    let waiting = send_for_task(&engine, immediately("wait")).await;
    send_for_task(&engine, immediately("sleep")).await;
    let asked = send_for_task(&engine, request("ask")).await;
    let before = tokio::time::Instant::now();
    assert_eq!(engine.shutdown(Duration::from_secs(2)).await.runs, 2);
    assert_eq!(before.elapsed(), Duration::from_secs(2));
    // Those that listen may end their tasks in the time that is left.
    let task = reaches(&engine, &waiting.id, TaskState::Completed).await;
    assert_eq!(talk(&task), ["wait"]);
    assert_eq!(engine.shutdown(Duration::from_secs(30)).await.runs, 0);
    check_error(send(&engine, follow_up(&asked, "in")).await, ErrorKind::Internal);
    assert_eq!(get(&engine, &asked.id).await.unwrap(), asked);
}
