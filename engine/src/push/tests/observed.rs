//! What operators see of it: spans and a warning, and no secrets.

use super::fake_sender::{Does, FakeSender};
use super::*;
use a2a_bindings::v1_0::AuthenticationInfo;
use std::fmt::{Debug, Write};
use std::sync::Mutex;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Every span that begins and every event, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Log {
    fn line(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut Line)) {
        let name = if metadata.is_span() {
            metadata.name()
        } else {
            "event"
        };
        let mut line = Line(format!("{} {name}", metadata.level()));
        record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "a2a"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.line(span.metadata(), |line| span.record(line));
        Id::from_u64(1)
    }

    fn event(&self, event: &Event<'_>) {
        self.line(event.metadata(), |line| event.record(line));
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn spans_and_a_warning_without_secrets() {
    let log = Log::default();
    // With a single subscriber `tracing` asks whichever thread comes first whether anybody is interested, and other
    // tests have none.
    let _other = tracing::Dispatch::new(Log::default());
    let _guard = tracing::subscriber::set_default(log.clone());
    tracing::callsite::rebuild_interest_cache();
    let store = Arc::new(FakeStore::default());
    add_task(&store, "t", &[], 1);
    let mut config = webhook("t", "a")
        .with_token("secret")
        .with_authentication(AuthenticationInfo::new("Bearer").with_credentials("secret"));
    config.url = "https://a.test/?key=secret".to_owned();
    store.put_webhook_now(&scope(), &config, 0);
    let sender = FakeSender::new().with("a", [Does::Fails, Does::Panics, Does::Rejects]);
    let pusher = pusher(&store, &sender, PushPolicy::new());
    pusher.wake(&scope(), "t");
    settled(&pusher).await;
    let lines = log.0.lock().unwrap().clone();
    let expected = [
        r#"INFO a2a.push a2a.task.id="t" a2a.push.config.id="a" a2a.push.attempt=1"#,
        r"DEBUG event message=a push notification failed error=the webhook answered 503 delay=1s",
        r#"INFO a2a.push a2a.task.id="t" a2a.push.config.id="a" a2a.push.attempt=2"#,
        r"DEBUG event message=a push notification failed error=the sender panicked delay=2s",
        r#"INFO a2a.push a2a.task.id="t" a2a.push.config.id="a" a2a.push.attempt=3"#,
        r#"WARN event message=a webhook was given up a2a.task.id="t" a2a.push.config.id="a" a2a.push.attempt=3 reason="the webhook answered 410""#,
    ];
    assert_eq!(lines, expected);
}
