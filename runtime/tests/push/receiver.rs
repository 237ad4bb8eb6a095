//! What the receiver takes and what it refuses, by the bytes of the requests.

use crate::bounded;
use crate::wire::{exchange, post, serve};
use a2a_bindings::v1_0::{AuthenticationInfo, StreamResponse, TaskPushNotificationConfig};
use a2a_runtime::push::{Expectation, Notification, PushReceiver, PushRefusal};
use std::sync::{Arc, Mutex};

const UNKNOWN: &str =
    "401 [www-authenticate: Bearer] no notification with this token or authorization is expected";
const UNEXPECTED: &str = "404 no notification of this task is expected";
const TYPE: &str = "content-type: application/a2a+json\r\n";
const STATUS: &str =
    r#"{"statusUpdate":{"taskId":"t-1","contextId":"c-1","status":{"state":"TASK_STATE_WORKING"}}}"#;

/// Takes everything, and tells what it took.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn register(&self, receiver: &PushReceiver, expectation: Expectation) {
        let log = self.clone();
        receiver.handle(expectation, move |notification: Notification| {
            let log = log.clone();
            async move { log.take(&notification) }
        });
    }

    fn take(&self, notification: &Notification) -> Result<(), PushRefusal> {
        let kind = match &notification.event {
            StreamResponse::Task(_) => "task",
            StreamResponse::Message(_) => "message",
            StreamResponse::StatusUpdate(_) => "status",
            StreamResponse::ArtifactUpdate(_) => "artifact",
            other => panic!("{other:?}"),
        };
        let id = notification.event_id.as_deref().unwrap_or("-");
        self.0
            .lock()
            .unwrap()
            .push(format!("{kind} {} {id}", notification.task_id));
        match notification.task_id.as_str() {
            "stranger" => Err(PushRefusal::UnexpectedTask),
            "busy" => Err(PushRefusal::NotNow),
            _ => Ok(()),
        }
    }

    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Requests with what they present, and the answers.
async fn check(expectation: Expectation, rows: &[(&str, &str)]) {
    let (receiver, log) = (PushReceiver::new(), Log::default());
    log.register(&receiver, expectation);
    let address = serve(&receiver).await;
    for (headers, expected) in rows {
        let answer = bounded(exchange(&address, &post(&format!("{TYPE}{headers}"), STATUS))).await;
        assert_eq!(answer, *expected, "{headers}");
        assert_eq!(log.taken().len(), usize::from(*expected == "200"), "{headers}");
    }
}

#[tokio::test]
async fn a_token() {
    let rows = [
        ("x-a2a-notification-token: s3cret\r\n", "200"),
        ("X-A2A-Notification-Token:  s3cret \r\n", "200"),
        (
            "x-a2a-notification-token: s3cret\r\nauthorization: Bearer other\r\n",
            "200",
        ),
        ("", UNKNOWN),
        ("x-a2a-notification-token: \r\n", UNKNOWN),
        ("x-a2a-notification-token: s3cre\r\n", UNKNOWN),
        ("x-a2a-notification-token: s3cret2\r\n", UNKNOWN),
        ("x-a2a-notification-token: S3cret\r\n", UNKNOWN),
        ("authorization: Bearer s3cret\r\n", UNKNOWN),
        ("authorization: s3cret\r\n", UNKNOWN),
    ];
    check(Expectation::token("s3cret"), &rows).await;
}

#[tokio::test]
async fn an_authorization() {
    let rows = [
        ("authorization: Bearer s3cret\r\n", "200"),
        ("authorization: bEARER  s3cret \r\n", "200"),
        (
            "authorization: Bearer s3cret\r\nx-a2a-notification-token: other\r\n",
            "200",
        ),
        ("", UNKNOWN),
        ("authorization: Bearer\r\n", UNKNOWN),
        ("authorization: Basic s3cret\r\n", UNKNOWN),
        ("authorization: Bearer S3cret\r\n", UNKNOWN),
        ("authorization: s3cret\r\n", UNKNOWN),
        ("x-a2a-notification-token: s3cret\r\n", UNKNOWN),
        ("x-a2a-notification-token: bearer s3cret\r\n", UNKNOWN),
    ];
    check(Expectation::authorization("Bearer", "s3cret"), &rows).await;
    check(Expectation::authorization("bearer", "s3cret"), &rows).await;
}

#[tokio::test]
async fn a_token_and_an_authorization() {
    let rows = [
        (
            "authorization: Basic dTpw\r\nx-a2a-notification-token: t\r\n",
            "200",
        ),
        ("authorization: Basic dTpw\r\n", UNKNOWN),
        ("x-a2a-notification-token: t\r\n", UNKNOWN),
        (
            "authorization: Basic dTp3\r\nx-a2a-notification-token: t\r\n",
            UNKNOWN,
        ),
        (
            "authorization: Basic dTpw\r\nx-a2a-notification-token: u\r\n",
            UNKNOWN,
        ),
        // The end of the one is not the start of the other.
        (
            "authorization: asic dTpw\r\nx-a2a-notification-token: tb\r\n",
            UNKNOWN,
        ),
    ];
    let both = Expectation::token("t").with_authorization("Basic", "dTpw");
    check(both, &rows).await;
}

/// Not every agent sends the token when there are credentials.
#[tokio::test]
async fn what_a_configuration_demands() {
    let config = TaskPushNotificationConfig::new("https://me.example/").with_token("t");
    let token = [
        ("x-a2a-notification-token: t\r\n", "200"),
        ("x-a2a-notification-token: u\r\n", UNKNOWN),
    ];
    check(Expectation::from(&config), &token).await;
    let config = config.with_authentication(AuthenticationInfo::new("Basic").with_credentials("dTpw"));
    let credentials = [
        ("authorization: Basic dTpw\r\n", "200"),
        ("x-a2a-notification-token: t\r\n", UNKNOWN),
    ];
    check(Expectation::from(&config), &credentials).await;
}

#[tokio::test]
async fn nothing_meets_what_demands_nothing() {
    let nobody = [
        "",
        "x-a2a-notification-token: \r\n",
        "authorization: \r\n",
        "authorization: Bearer\r\n",
    ];
    for expectation in [Expectation::token(""), Expectation::authorization("", "")] {
        let rows = nobody.map(|headers| (headers, UNKNOWN));
        check(expectation.clone(), &rows).await;
        let receiver = PushReceiver::new();
        assert_eq!(
            bounded(receiver.expect(Expectation::token("")).next()).await,
            None
        );
    }
}

#[tokio::test]
async fn bodies_and_media_types() {
    let (receiver, log) = (PushReceiver::new().with_max_body(1024), Log::default());
    log.register(&receiver, Expectation::token("t"));
    let address = serve(&receiver).await;
    let token = "x-a2a-notification-token: t\r\n";
    let wrong_type = "415 send the notification as `application/a2a+json`";
    let large = "413 the notification is larger than 1024 bytes";
    let (a2a, json) = ("application/a2a+json", "application/json");
    let task = r#"{"task":{"id":"t-1","contextId":"c","status":{"state":"TASK_STATE_COMPLETED"}}}"#;
    let artifact = r#"{"artifactUpdate":{"taskId":"t-2","contextId":"c","artifact":{"artifactId":"a","parts":[{"text":"x"}]}}}"#;
    let message =
        r#"{"message":{"messageId":"m","role":"ROLE_AGENT","taskId":"t-3","parts":[{"text":"x"}]}}"#;
    let of = |id: &str| STATUS.replace("t-1", id);
    let padded = |length: usize| format!("{STATUS}{}", " ".repeat(length - STATUS.len()));
    let rows = [
        (a2a, STATUS.to_owned(), "200", "status t-1 -"),
        (json, STATUS.to_owned(), "200", "status t-1 -"),
        (
            "Application/JSON; charset=utf-8",
            task.to_owned(),
            "200",
            "task t-1 -",
        ),
        (a2a, artifact.to_owned(), "200", "artifact t-2 -"),
        (a2a, message.to_owned(), "200", "message t-3 -"),
        (a2a, padded(1024), "200", "status t-1 -"),
        ("text/plain", STATUS.to_owned(), wrong_type, ""),
        ("application/xml", STATUS.to_owned(), wrong_type, ""),
        ("application/jsonp", STATUS.to_owned(), wrong_type, ""),
        ("", STATUS.to_owned(), wrong_type, ""),
        (a2a, padded(1025), large, ""),
        (a2a, String::new(), "400 the body is no StreamResponse", ""),
        (a2a, "{}".to_owned(), "400 the body is no StreamResponse", ""),
        (a2a, "[]".to_owned(), "400 the body is no StreamResponse", ""),
        (
            a2a,
            "{\"statusUpdate\":".to_owned(),
            "400 the body is no StreamResponse: it is wrong at `statusUpdate`",
            "",
        ),
        (
            a2a,
            r#"{"statusUpdate":{"taskId":7}}"#.to_owned(),
            "400 the body is no StreamResponse: it is wrong at `statusUpdate.taskId`",
            "",
        ),
        (
            a2a,
            r#"{"kind":"task","id":"t-1"}"#.to_owned(),
            "400 the event is of no kind that this version has",
            "",
        ),
        (
            a2a,
            r#"{"news":{"taskId":"t-1"}}"#.to_owned(),
            "400 the event is of no kind that this version has",
            "",
        ),
        (a2a, of("stranger"), UNEXPECTED, "status stranger -"),
        (
            a2a,
            of("busy"),
            "503 [retry-after: 5] the notification cannot be taken now: send it again",
            "status busy -",
        ),
    ];
    for (media_type, body, expected, taken) in rows {
        let request = post(&format!("content-type: {media_type}\r\n{token}"), &body);
        assert_eq!(
            bounded(exchange(&address, &request)).await,
            expected,
            "{media_type} {body}"
        );
        assert_eq!(log.taken().join(","), taken, "{media_type} {body}");
    }
    // Without a content type at all, and in chunks of which nobody says how many there are.
    assert_eq!(
        bounded(exchange(&address, &post(token, STATUS))).await,
        wrong_type
    );
    let chunk = format!("400\r\n{}\r\n", " ".repeat(1024));
    let endless = format!(
        "POST /hook HTTP/1.1\r\nhost: me\r\nconnection: close\r\n{TYPE}{token}transfer-encoding: chunked\r\n\r\n{chunk}{chunk}"
    );
    assert_eq!(bounded(exchange(&address, endless.as_bytes())).await, large);
    // Who is unknown is told so first, and not what else is wrong.
    let request = post("content-type: text/plain\r\n", &padded(2000));
    assert_eq!(bounded(exchange(&address, &request)).await, UNKNOWN);
    let request = b"GET /hook HTTP/1.1\r\nhost: me\r\nconnection: close\r\n\r\n";
    assert_eq!(bounded(exchange(&address, request)).await, "405 [allow: POST]");
}

#[tokio::test]
async fn a_slow_body_is_not_waited_for() {
    let receiver = PushReceiver::new().with_body_timeout(std::time::Duration::from_millis(50));
    Log::default().register(&receiver, Expectation::token("t"));
    let address = serve(&receiver).await;
    let mut request = post(&format!("{TYPE}x-a2a-notification-token: t\r\n"), STATUS);
    request.pop();
    assert_eq!(
        bounded(exchange(&address, &request)).await,
        "408 the notification took too long"
    );
}

/// What `BasePushNotificationSender` of the official Python SDK 1.3.0 sends, by way of httpx.
#[tokio::test]
async fn the_python_server() {
    let (receiver, log) = (PushReceiver::new(), Log::default());
    log.register(
        &receiver,
        Expectation::token("t").with_authorization("Bearer", "c"),
    );
    let address = serve(&receiver).await;
    let body = r#"{"statusUpdate":{"taskId":"t-1","contextId":"c-1","status":{"state":"TASK_STATE_WORKING","timestamp":"2026-01-02T03:04:05.678901Z"}}}"#;
    let headers = "Accept: */*\r\nAccept-Encoding: gzip, deflate\r\nUser-Agent: python-httpx/0.28.1\r\n\
        X-A2A-Notification-Token: t\r\nAuthorization: Bearer c\r\nContent-Type: application/json\r\n";
    assert_eq!(bounded(exchange(&address, &post(headers, body))).await, "200");
    assert_eq!(log.taken(), ["status t-1 -"]);
}

#[tokio::test]
async fn a_second_delivery_is_confirmed_and_dropped() {
    let (receiver, log) = (PushReceiver::new(), Log::default());
    log.register(&receiver, Expectation::token("t"));
    log.register(&receiver, Expectation::token("u"));
    let address = serve(&receiver).await;
    let rows = [
        ("t", "t-1", Some("7"), "200", "status t-1 7"),
        ("t", "t-1", Some("7"), "200", ""),
        ("t", "t-1", Some("8"), "200", "status t-1 8"),
        ("t", "t-1", Some("7"), "200", ""),
        ("t", "t-2", Some("7"), "200", "status t-2 7"),
        // Another expectation is another receiver.
        ("u", "t-1", Some("7"), "200", "status t-1 7"),
        // What names no event is never known to be a second one.
        ("t", "t-1", None, "200", "status t-1 -"),
        ("t", "t-1", None, "200", "status t-1 -"),
        // What was not taken comes again.
        ("t", "stranger", Some("7"), UNEXPECTED, "status stranger 7"),
        ("t", "stranger", Some("7"), UNEXPECTED, "status stranger 7"),
    ];
    for (token, task_id, event_id, expected, taken) in rows {
        let id = event_id.map_or_else(String::new, |id| format!("x-a2a-event-id: {id}\r\n"));
        let headers = format!("{TYPE}x-a2a-notification-token: {token}\r\n{id}");
        let request = post(&headers, &STATUS.replace("t-1", task_id));
        assert_eq!(bounded(exchange(&address, &request)).await, expected);
        assert_eq!(log.taken().join(","), taken, "{token} {task_id} {event_id:?}");
    }
}
