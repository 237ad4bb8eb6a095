//! Our sender and our receiver.

use crate::wire::serve;
use crate::{bounded, local, sender};
use a2a_bindings::v1_0::{
    StreamResponse, TaskPushNotificationConfig, TaskState, TaskStatus, TaskStatusUpdateEvent,
};
use a2a_bindings::{Push, PushErrorKind, PushSender, PushTarget};
use a2a_runtime::push::{Expectation, PushReceiver};

#[tokio::test]
async fn what_is_sent_is_received() {
    let receiver = PushReceiver::new();
    let address = serve(&receiver).await;
    let config = TaskPushNotificationConfig::new(format!("http://{address}/hook")).with_token("s3cret");
    let mut receipts = receiver.expect(Expectation::from(&config));

    let sender = sender(local());
    let target = PushTarget::new(&config.url).with_token(&config.token);
    sender.check(&target).await.unwrap();
    let states = [TaskState::Submitted, TaskState::Working, TaskState::Completed];
    for (number, state) in states.iter().enumerate() {
        let update = TaskStatusUpdateEvent::new("t-1", "c-1", TaskStatus::new(state.clone()));
        let body = serde_json::to_vec(&StreamResponse::from(update)).unwrap();
        let id = number.to_string();
        // The second one is a repetition.
        for _ in 0..2 {
            let push = Push::new(&target, body.clone()).with_event_id(&id);
            bounded(sender.send(push)).await.unwrap();
        }
    }
    for (number, state) in states.iter().enumerate() {
        let notification = bounded(receipts.next()).await.unwrap();
        assert_eq!(notification.event_id, Some(number.to_string()));
        let StreamResponse::StatusUpdate(update) = notification.event else {
            panic!("{notification:?}");
        };
        assert_eq!(update.status.state, *state);
    }

    // Nobody waits any more, so the sender need not come again.
    drop(receipts);
    let error = bounded(sender.send(Push::new(&target, "{}"))).await.unwrap_err();
    assert_eq!(error.kind(), PushErrorKind::Rejected);
    assert_eq!(
        error.message(),
        format!("http://{address} answered 401 Unauthorized")
    );
}
