//! The receiver of push notifications (§4.3).

use super::request::{request, send};
use a2a_runtime::push::{Expectation, Notification, PushReceiver};
use axum::Router;
use axum::body::Body;
use axum::http::Request;

thread_local! {
    static APP: Router = {
        let receiver = PushReceiver::new();
        let take = |_: Notification| async { Ok(()) };
        receiver.handle(Expectation::token("secret"), take);
        receiver.handle(Expectation::authorization("Bearer", "other").with_task("t"), take);
        receiver.router()
    };
}

/// A whole request: it is confirmed only to who knows a secret, and every other answer is one of the table.
pub fn push(data: &[u8]) {
    let Some(request) = request(data) else { return };
    let knows = knows_a_secret(&request);
    let answer = APP.with(|app| send(app, request));
    let status = answer.status.as_u16();
    assert!([200, 400, 401, 404, 405, 413, 415].contains(&status), "{status}");
    assert!(
        knows || [401, 404, 405].contains(&status),
        "{status} for a stranger"
    );
    assert!(
        answer.body.len() < 1024,
        "an answer of {} bytes",
        answer.body.len()
    );
}

fn knows_a_secret(request: &Request<Body>) -> bool {
    let has = |name: &str, wanted: &dyn Fn(&[u8]) -> bool| {
        request
            .headers()
            .get_all(name)
            .iter()
            .any(|value| wanted(value.as_bytes()))
    };
    has("x-a2a-notification-token", &|value| value == b"secret")
        || has("authorization", &|value| {
            let text = value.trim_ascii().to_ascii_lowercase();
            text.strip_prefix(b"bearer ")
                .is_some_and(|rest| rest.trim_ascii() == b"other")
                && value.trim_ascii_end().ends_with(b"other")
        })
}
