//! Tasks that are over are packed, which nobody notices but by `entries`.

use crate::support::{
    alice, append, at, chunk, create_over, end_others, first, get, list, now, numbers, state, status,
    submitted, webhook,
};
use a2a_bindings::v1_0::{Artifact, Message, Part, Role, Task, TaskState, TaskStatus};
use a2a_engine::store::{MemoryStore, PushFailure, Query, TaskStore};
use serde_json::json;

/// A task with all that a task can have.
fn rich() -> Task {
    let message = |id: &str| {
        let mut data = Part::from("text \u{2028} \"quoted\"");
        data.content = serde_json::from_value::<Part>(
            json!({"data": {"n": 9_007_199_254_740_993_u64, "f": 1e-7, "null": null}}),
        )
        .unwrap()
        .content;
        let raw = serde_json::from_value::<Part>(json!({"raw": "AAH/", "filename": "f", "mediaType": "x/y"}))
            .unwrap();
        let metadata = json!({"a": [1, {"b": null}]}).as_object().cloned().unwrap();
        Message::new(id, Role::Agent, [data, raw, Part::from("")]).with_metadata(metadata)
    };
    let mut task = submitted("t").with_metadata(serde_json::Map::new());
    task.history.push(message("m-2"));
    task.artifacts = vec![
        Artifact::new("a", ["x"]),
        Artifact::new("b", Vec::<Part>::new()).with_name("n"),
    ];
    // Nanoseconds, which JSON does not have.
    task.status = TaskStatus::new(TaskState::Working).with_timestamp(at(123_456_789));
    task.status.message = Some(message("m-3"));
    task
}

#[test]
fn a_packed_task_is_what_it_was() {
    let over = |status: TaskStatus| status.with_timestamp(at(987_654_321));
    let with_message = {
        let mut status = over(TaskStatus::new(TaskState::Failed));
        status.message = rich().status.message;
        status
    };
    let ends = [
        over(TaskStatus::new(TaskState::Completed)),
        with_message,
        TaskStatus::new(TaskState::Rejected),
    ];
    let plain = Task::new("t", TaskStatus::new(TaskState::Submitted));
    for (task, end) in [rich(), plain]
        .into_iter()
        .flat_map(|task| ends.iter().map(move |end| (task.clone(), end)))
    {
        let store = MemoryStore::new();
        now(store.create(&alice(), &first(task), None)).unwrap();
        append(&store, "t", &chunk(2, "y"));
        append(&store, "t", &status(3, end.clone()));
        let before = now(store.get(&alice(), "t")).unwrap().unwrap();
        let pages = [true, false].map(|artifacts| page(&store, artifacts));
        assert_eq!(
            numbers(&store, "t", 0, 9),
            Some(vec![1, 2, 3]),
            "it is not packed yet"
        );

        end_others(&store);
        assert_eq!(numbers(&store, "t", 0, 9), None, "it is packed");
        assert_eq!(numbers(&store, "t", 2, 9), None);
        assert_eq!(numbers(&store, "t", 3, 9), Some(vec![]));
        let after = now(store.get(&alice(), "t")).unwrap().unwrap();
        assert_eq!(
            (after.task, after.last, after.has_webhooks),
            (before.task, before.last, false)
        );
        assert_eq!([true, false].map(|artifacts| page(&store, artifacts)), pages);
        assert!(pages[1][0].artifacts.is_empty() && !pages[0][0].artifacts.is_empty());
    }
}

fn page(store: &MemoryStore, artifacts: bool) -> Vec<Task> {
    let mut query = Query::new(9);
    query.artifacts = artifacts;
    list(store, &query).tasks
}

#[test]
fn a_log_stays_until_no_webhook_needs_it() {
    type Settle = fn(&MemoryStore);
    let settles: [(&str, Settle); 3] = [
        ("delivered", |store| {
            now(store.delivered(&alice(), "t", "w", 2)).unwrap()
        }),
        ("given up", |store| {
            let failure = PushFailure::new(1, at(0), 3, "gone");
            now(store.give_up(&alice(), "t", "w", &failure)).unwrap();
        }),
        ("deleted", |store| {
            now(store.delete_webhook(&alice(), "t", "w")).unwrap()
        }),
    ];
    for (name, settle) in settles {
        let store = MemoryStore::new();
        now(store.create(&alice(), &first(submitted("t")), Some(&webhook("t", "w")))).unwrap();
        append(&store, "t", &state(2, TaskState::Completed));
        now(store.delivered(&alice(), "t", "w", 1)).unwrap();
        end_others(&store);
        end_more(&store, "more");
        assert_eq!(
            numbers(&store, "t", 0, 9),
            Some(vec![1, 2]),
            "{name}: one entry is to come"
        );
        settle(&store);
        assert_eq!(
            numbers(&store, "t", 0, 9),
            Some(vec![1, 2]),
            "{name}: others may read it"
        );
        end_more(&store, "late");
        assert_eq!(numbers(&store, "t", 0, 9), None, "{name}: packed");
        assert_eq!(get(&store, "t").unwrap().status.state, TaskState::Completed);
    }
}

/// As `end_others`, with other tasks.
fn end_more(store: &MemoryStore, name: &str) {
    for number in 0..400 {
        create_over(store, &format!("{name}-{number}"));
    }
}

#[test]
fn a_log_stays_for_a_webhook_that_is_registered_anew() {
    let store = MemoryStore::new();
    now(store.create(&alice(), &first(submitted("t")), Some(&webhook("t", "w")))).unwrap();
    append(&store, "t", &state(2, TaskState::Completed));
    let failure = PushFailure::new(1, at(0), 3, "gone");
    now(store.give_up(&alice(), "t", "w", &failure)).unwrap();
    now(store.put_webhook(&alice(), &webhook("t", "w"), 1)).unwrap();
    end_others(&store);
    assert_eq!(numbers(&store, "t", 0, 9), Some(vec![1, 2]));
    now(store.delivered(&alice(), "t", "w", 2)).unwrap();
    end_more(&store, "more");
    assert_eq!(numbers(&store, "t", 0, 9), None);
}

#[test]
fn a_task_that_begins_at_its_end_is_over() {
    let store = MemoryStore::new();
    let mut task = submitted("t");
    task.status.state = TaskState::Completed;
    now(store.create(&alice(), &first(task.clone()), None)).unwrap();
    end_others(&store);
    assert_eq!(numbers(&store, "t", 0, 9), None);
    assert_eq!(get(&store, "t"), Some(task));
}
