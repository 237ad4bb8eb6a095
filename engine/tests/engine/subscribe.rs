//! `SubscribeToTask` (§3.1.6).

use crate::support::*;
use a2a_bindings::v1_0::{ErrorKind, TaskState};
use a2a_engine::{Agent, Settings, TaskContext, TaskEngine};

/// Asks until it is told to stop.
fn curious() -> impl Agent {
    agent(async |task: TaskContext| {
        if task.text() == "stop" {
            return Ok(());
        }
        task.working("thinking").await?;
        Ok(task.ask("and?").await?)
    })
}

#[tokio::test]
async fn begins_with_the_task_and_stays_to_the_end() {
    let engine = TaskEngine::new(curious());
    let task = send_for_task(&engine, request("in")).await;
    let mut events = subscribe(&engine, &task.id).await.unwrap();
    assert_eq!(word(&next_ok(&mut events).await), "task INPUT_REQUIRED");
    assert!(is_pending(&mut events).await);
    send_for_task(&engine, follow_up(&task, "more")).await;
    send_for_task(&engine, follow_up(&task, "stop")).await;
    let rest = collect(events).await;
    assert_eq!(
        outline(&rest),
        [
            "status SUBMITTED",
            "status WORKING",
            "status INPUT_REQUIRED",
            "status SUBMITTED",
            "status COMPLETED"
        ]
    );
    assert_eq!(ids(&rest), [4, 5, 6, 7, 8]);
}

#[tokio::test]
async fn a_task_that_is_over_has_nothing_to_say() {
    let engine = TaskEngine::new(curious());
    let task = send_for_task(&engine, request("stop")).await;
    let error = check_error(
        subscribe(&engine, &task.id).await.map(drop),
        ErrorKind::UnsupportedOperation,
    );
    assert_eq!(metadata(&error, "taskId").as_deref(), Some(&*task.id));
    let again = subscribe_after(&engine, &task.id, "1").await;
    check_error(again.map(drop), ErrorKind::UnsupportedOperation);
}

#[tokio::test]
async fn goes_on_after_the_last_event() {
    let engine = TaskEngine::with_settings(curious(), Settings::new().with_kept_events(3));
    let task = send_for_task(&engine, request("in")).await;
    send_for_task(&engine, follow_up(&task, "more")).await;
    // Six events so far, of which 4, 5 and 6 are there.
    for (last_event_id, first, id) in [
        ("3", "status SUBMITTED", 4),
        ("5", "status INPUT_REQUIRED", 6),
        ("2", "task INPUT_REQUIRED", 6),
        ("0", "task INPUT_REQUIRED", 6),
        ("7", "task INPUT_REQUIRED", 6),
        ("18446744073709551615", "task INPUT_REQUIRED", 6),
        ("-1", "task INPUT_REQUIRED", 6),
        ("nonsense", "task INPUT_REQUIRED", 6),
    ] {
        let mut events = subscribe_after(&engine, &task.id, last_event_id).await.unwrap();
        let event = next_ok(&mut events).await;
        assert_eq!(
            (word(&event).as_str(), ids(&[event])),
            (first, vec![id]),
            "{last_event_id}"
        );
    }
    let mut events = subscribe_after(&engine, &task.id, "6").await.unwrap();
    assert!(is_pending(&mut events).await, "there is nothing new");
    send_for_task(&engine, follow_up(&task, "stop")).await;
    assert_eq!(
        outline(&collect(events).await),
        ["status SUBMITTED", "status COMPLETED"]
    );
}

#[tokio::test]
async fn subscribers_are_counted() {
    let engine = TaskEngine::with_settings(curious(), Settings::new().with_max_subscribers(2));
    let task = send_for_task(&engine, request("in")).await;
    let one = subscribe(&engine, &task.id).await.unwrap();
    let two = subscribe(&engine, &task.id).await.unwrap();
    let error = check_error(subscribe(&engine, &task.id).await.map(drop), ErrorKind::Internal);
    assert_eq!(error.info().http_status, 503);
    drop(one);
    drop(subscribe(&engine, &task.id).await.unwrap());
    cancel(&engine, &task.id).await.unwrap();
    assert_eq!(
        outline(&collect(two).await),
        ["task INPUT_REQUIRED", "status CANCELED"]
    );
    assert_eq!(
        get(&engine, &task.id).await.unwrap().status.state,
        TaskState::Canceled
    );
}
