//! What the engine tells `tracing` of a task: the span of a run and the entries of its log, by their names and fields.

use crate::support::{agent, send};
use a2a_bindings::v1_0::{Artifact, Message, Role, SendMessageRequest, SendMessageResponse};
use a2a_engine::{TaskContext, TaskEngine};
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Every span that begins and every event, as text; what happens in a span is indented.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Told>>);

#[derive(Default)]
struct Told {
    lines: Vec<String>,
    depth: usize,
}

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
        let mut told = self.0.lock().unwrap();
        let mut line = Line(format!("{}{} {name}", "  ".repeat(told.depth), metadata.level()));
        record(&mut line);
        told.lines.push(line.0);
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        ["a2a", "agent"].contains(&metadata.target())
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.line(span.metadata(), |line| span.record(line));
        Id::from_u64(1)
    }

    fn event(&self, event: &Event<'_>) {
        self.line(event.metadata(), |line| event.record(line));
    }

    fn enter(&self, _: &Id) {
        self.0.lock().unwrap().depth += 1;
    }

    fn exit(&self, _: &Id) {
        self.0.lock().unwrap().depth -= 1;
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
}

#[tokio::test]
async fn a_span_a_run_and_an_event_an_entry_without_what_they_say() {
    let log = Log::default();
    // With a single subscriber `tracing` asks whichever thread comes first whether anybody is interested, and other
    // tests have none.
    let _other = tracing::Dispatch::new(Log::default());
    let _guard = tracing::subscriber::set_default(log.clone());
    tracing::callsite::rebuild_interest_cache();
    let secretive = agent(|task: TaskContext| async move {
        tracing::info!(target: "agent", "at work");
        task.working("s3cret").await?;
        // The span is left while the agent waits, and entered again.
        tokio::task::yield_now().await;
        tracing::info!(target: "agent", "at work again");
        task.artifact(Artifact::new("s3cret", ["s3cret"])).await?;
        Ok(())
    });
    let engine = TaskEngine::new(secretive);
    let message = Message::new("m", Role::User, ["s3cret"]).with_context_id("c");
    let request = SendMessageRequest::new(message).with_tenant("acme");
    let SendMessageResponse::Task(task) = send(&engine, request).await.unwrap() else {
        panic!("not a task");
    };
    let id = &task.id;
    let recorded = |state, number| {
        format!(
            "  DEBUG event message=recorded a2a.task.id={id:?} a2a.task.state=TASK_STATE_{state} a2a.event.id={number}"
        )
    };
    let expected = [
        format!(r#"INFO a2a.task a2a.task.id={id:?} a2a.context.id="c" a2a.tenant="acme""#),
        "  INFO event message=at work".to_owned(),
        recorded("SUBMITTED", 1),
        recorded("WORKING", 2),
        "  INFO event message=at work again".to_owned(),
        recorded("WORKING", 3),
        recorded("COMPLETED", 4),
    ];
    assert_eq!(log.0.lock().unwrap().lines, expected);
}
