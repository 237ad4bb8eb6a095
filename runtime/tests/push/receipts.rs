//! Waiting for the notifications of one task.

use crate::bounded;
use crate::wire::{exchange, post, serve};
use a2a_bindings::v1_0::TaskPushNotificationConfig;
use a2a_runtime::push::{Expectation, Notification, PushReceiver};
use axum::body::Body;
use http::Request;
use std::time::Duration;
use tokio::time::Instant;
use tower::ServiceExt;

fn status(task_id: &str) -> String {
    format!(
        r#"{{"statusUpdate":{{"taskId":"{task_id}","contextId":"c","status":{{"state":"TASK_STATE_WORKING"}}}}}}"#
    )
}

/// Sends a notification of a task; the status of the answer.
async fn notify(address: &str, token: &str, task_id: &str) -> String {
    let headers = format!("content-type: application/json\r\nx-a2a-notification-token: {token}\r\n");
    let answer = bounded(exchange(address, &post(&headers, &status(task_id)))).await;
    answer[..3].to_owned()
}

#[tokio::test]
async fn the_first_notification_says_which_task_it_is() {
    let receiver = PushReceiver::new();
    let address = serve(&receiver).await;
    let mut receipts = receiver.expect(Expectation::token("t"));
    // The agent is faster than its answer to SendMessage.
    assert_eq!(notify(&address, "t", "").await, "404");
    assert_eq!(notify(&address, "t", "t-1").await, "200");
    assert_eq!(notify(&address, "t", "t-2").await, "404");
    assert!(!receipts.bind("t-2"));
    assert!(receipts.bind("t-1"));
    assert_eq!(notify(&address, "t", "t-1").await, "200");
    for _ in 0..2 {
        assert_eq!(bounded(receipts.next()).await.unwrap().task_id, "t-1");
    }
}

#[tokio::test]
async fn a_task_can_be_said_beforehand() {
    let receiver = PushReceiver::new();
    let address = serve(&receiver).await;
    let later = receiver.expect(Expectation::token("t"));
    assert!(later.bind("t-1"));
    let config = TaskPushNotificationConfig::new("https://me.example/")
        .with_token("u")
        .with_task_id("t-1");
    let at_once = receiver.expect(Expectation::from(&config));
    assert!(!at_once.bind("t-2"));
    for token in ["t", "u"] {
        assert_eq!(notify(&address, token, "t-2").await, "404");
        assert_eq!(notify(&address, token, "t-1").await, "200");
    }
    let both: Vec<Notification> = vec![take(later).await, take(at_once).await];
    assert_eq!(both[0], both[1]);
}

async fn take(mut receipts: a2a_runtime::push::Receipts) -> Notification {
    bounded(receipts.next()).await.unwrap()
}

#[tokio::test]
async fn the_expectation_that_names_the_task_comes_first() {
    let receiver = PushReceiver::new();
    let address = serve(&receiver).await;
    let mut first = receiver.expect(Expectation::token("t"));
    let mut named = receiver.expect(Expectation::token("t").with_task("t-1"));
    receiver.handle(Expectation::token("t"), |_| async { Ok(()) });
    for (task_id, expected) in [("t-1", "200"), ("t-2", "200"), ("t-1", "200"), ("t-3", "200")] {
        assert_eq!(notify(&address, "t", task_id).await, expected);
    }
    drop(receiver);
    assert_eq!(bounded(first.next()).await.unwrap().task_id, "t-2");
    for _ in 0..2 {
        assert_eq!(bounded(named.next()).await.unwrap().task_id, "t-1");
    }
    // The third task went to the handler.
    let waiting = tokio::time::timeout(Duration::from_millis(20), first.next());
    assert!(waiting.await.is_err());
}

#[tokio::test]
async fn whoever_leaves_is_not_waited_for() {
    let receiver = PushReceiver::new();
    let address = serve(&receiver).await;
    let receipts = receiver.expect(Expectation::token("t"));
    let other = receiver.expect(Expectation::token("t").with_task("t-2"));
    assert_eq!(notify(&address, "t", "t-1").await, "200");
    drop(receipts);
    assert_eq!(notify(&address, "t", "t-1").await, "404");
    assert_eq!(notify(&address, "t", "t-2").await, "200");
    drop(other);
    assert_eq!(notify(&address, "t", "t-2").await, "401");
}

#[tokio::test]
async fn receipts_end_with_the_receiver() {
    let receiver = PushReceiver::new();
    let route = receiver.router();
    let mut receipts = receiver.expect(Expectation::token("t"));
    drop(receiver);
    assert_eq!(respond(&route, None).await, 200);
    drop(route);
    assert!(bounded(receipts.next()).await.is_some());
    assert!(bounded(receipts.next()).await.is_none());
    assert!(!receipts.bind("t-1"));
}

/// The status that the route answers with.
async fn respond(route: &axum::Router, event_id: Option<u32>) -> u16 {
    let mut request = Request::post("/")
        .header("content-type", "application/a2a+json")
        .header("x-a2a-notification-token", "t");
    if let Some(id) = event_id {
        request = request.header("x-a2a-event-id", id);
    }
    let request = request.body(Body::from(status("t-1"))).unwrap();
    route.clone().oneshot(request).await.unwrap().status().as_u16()
}

#[tokio::test(start_paused = true)]
async fn receipts_that_nobody_reads_hold_no_more_than_64() {
    let receiver = PushReceiver::new();
    let route = receiver.router();
    let mut receipts = receiver.expect(Expectation::token("t"));
    for id in 1..=64 {
        assert_eq!(respond(&route, Some(id)).await, 200);
    }
    let start = Instant::now();
    assert_eq!(respond(&route, Some(65)).await, 503);
    assert_eq!(start.elapsed(), Duration::from_secs(5));
    // One that comes again is none that waits, and what was refused is taken when there is room.
    assert_eq!(respond(&route, Some(64)).await, 200);
    assert_eq!(receipts.next().await.unwrap().event_id.as_deref(), Some("1"));
    assert_eq!(respond(&route, Some(65)).await, 200);
    for id in 2..=65 {
        assert_eq!(receipts.next().await.unwrap().event_id, Some(id.to_string()));
    }
}

#[tokio::test]
async fn the_last_1024_events_are_known() {
    let receiver = PushReceiver::new();
    let route = receiver.router();
    let mut receipts = receiver.expect(Expectation::token("t"));
    let mut taken = 0;
    // The first of all is forgotten, the second is not.
    for id in (1..=1025).chain([1, 3, 2]) {
        assert_eq!(respond(&route, Some(id)).await, 200);
        let waiting = tokio::time::timeout(Duration::from_millis(1), receipts.next());
        taken += u32::from(waiting.await.is_ok());
    }
    assert_eq!(taken, 1025 + 2);
}
