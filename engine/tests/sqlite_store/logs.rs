//! Logs and tasks: what is kept, what is folded away, and what is there after a restart.

use crate::support::*;
use a2a_bindings::v1_0::{Artifact, Part, Task, TaskArtifactUpdateEvent, TaskState, TaskStatus};
use a2a_bindings::{Timestamp, from_slice};
use a2a_engine::store::{
    Entry, Page, PushFailure, Query, Scope, SqliteStore, StoreErrorKind, TaskKey, TaskStore,
};
use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// Puts a log into a store, into a new task `t`.
async fn fill(store: &SqliteStore, entries: &[Entry]) {
    store.create(&scope(), &entries[0], None).await.unwrap();
    for entry in &entries[1..] {
        store.append(&scope(), "t", entry).await.unwrap();
    }
}

/// A log with everything in it that a log can have, so long that it is folded several times on the way.
fn varied(length: u64) -> Vec<Entry> {
    let entry = |number| match number {
        1 => first("t").with_said(said("begin")),
        _ if number % 97 == 0 => update(number, TaskState::InputRequired),
        _ if number % 97 == 1 => update(number, TaskState::Working).with_said(said("go on")),
        _ if number % 101 == 0 => {
            let artifact = Artifact::new("other", [format!("whole {number}")]);
            Entry::new(
                number,
                TaskArtifactUpdateEvent::new("t", "context", artifact).into(),
            )
        }
        _ if number % 103 == 0 => chunk(number, "with words").with_said(said("while it works")),
        _ => chunk(
            number,
            &format!("chunk {number} {}", "x".repeat((number % 50) as usize)),
        ),
    };
    (1..=length).map(entry).collect()
}

#[tokio::test]
async fn a_task_is_the_fold_of_its_log_at_every_length() {
    let place = Place::new();
    let store = place.open();
    let entries = varied(1_500);
    store.create(&scope(), &entries[0], None).await.unwrap();
    let mut expected = fold(&entries[..1]);
    for entry in &entries[1..] {
        store.append(&scope(), "t", entry).await.unwrap();
        entry.apply(&mut expected);
        let stored = store.get(&scope(), "t").await.unwrap().unwrap();
        assert_eq!(stored.last, entry.number);
        assert!(stored.task == expected, "at {}", entry.number);
        if entry.number % 50 == 0 {
            let listed = store.list(&scope(), &Query::new(1)).await.unwrap();
            let bare = expected.clone().with_artifacts(Vec::<Artifact>::new());
            assert!(listed.tasks == [bare], "at {}", entry.number);
        }
    }
    assert_eq!(
        numbers(&store, "t", 0).await.unwrap(),
        (1..=1_500).collect::<Vec<_>>()
    );
}

/// What makes appending and reading cheap at any length.
#[tokio::test]
async fn a_task_is_folded_when_what_came_since_is_as_large() {
    let place = Place::new();
    let store = place.open();
    store.create(&scope(), &first("t"), None).await.unwrap();
    let file = rusqlite::Connection::open(place.path()).unwrap();
    let mut folds = BTreeSet::new();
    for number in 2..=3_000 {
        store
            .append(&scope(), "t", &chunk(number, "some text"))
            .await
            .unwrap();
        let sql = "SELECT folded, folded_size, tail_size FROM tasks";
        let (folded, size, tail): (u64, u64, u64) = file
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap();
        assert!(tail < size.max(16 * 1024), "at {number}");
        folds.insert(folded);
    }
    assert!((3..20).contains(&folds.len()), "{folds:?}");
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let place = Place::new();
    let entries = varied(300);
    let failure = PushFailure::new(7, Timestamp::new(5, 123_456_789).unwrap(), 3, "refused \0 🦀");
    let store = place.open();
    fill(&store, &entries).await;
    store
        .create(&scope(), &first("over"), Some(&webhook("over", "w")))
        .await
        .unwrap();
    store
        .append(&scope(), "over", &update(2, TaskState::Failed))
        .await
        .unwrap();
    store
        .put_webhook(&scope(), &webhook("t", "dead"), 9)
        .await
        .unwrap();
    store.give_up(&scope(), "t", "dead", &failure).await.unwrap();
    drop(store);

    let store = place.open();
    let stored = store.get(&scope(), "t").await.unwrap().unwrap();
    assert_eq!((stored.last, stored.has_webhooks), (300, true));
    assert_eq!(stored.task, fold(&entries));
    let read = store.entries(&scope(), "t", 0, 1_000).await.unwrap().unwrap();
    assert_eq!(read.len(), entries.len());
    for (read, written) in read.iter().zip(&entries) {
        assert_eq!(read.event.json().unwrap(), written.event.json().unwrap());
        assert_eq!(read.event.id(), written.event.id());
        assert_eq!((read.number, &read.said), (written.number, &written.said));
    }
    let key = |id: &str| TaskKey {
        scope: scope(),
        task_id: id.to_owned(),
    };
    assert_eq!(store.unfinished(None, 9).await.unwrap(), [key("t")]);
    assert_eq!(store.undelivered(None, 9).await.unwrap(), [key("over")]);
    let dead = store.dead_letters(&scope(), 9).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!((&dead[0].config, dead[0].delivered), (&webhook("t", "dead"), 300));
    assert_eq!(dead[0].failure.as_ref(), Some(&failure));
    store.append(&scope(), "t", &chunk(301, "more")).await.unwrap();
}

#[tokio::test]
async fn dropping_the_store_finishes_what_was_begun() {
    let place = Place::new();
    let store = place.open();
    for id in 0..200 {
        let (scope, entry) = (scope(), first(&format!("t-{id}")));
        {
            let mut create = pin!(store.create(&scope, &entry, None));
            poll_fn(|context| Poll::Ready(create.as_mut().poll(context).is_ready())).await;
            // Nobody waits for it any more.
        }
        tokio::task::yield_now().await;
    }
    drop(store);
    assert!(!place.path().with_extension("db-wal").exists());
    let Page { total, .. } = place.open().list(&scope(), &Query::new(1)).await.unwrap();
    assert_eq!(total, 200);
}

#[tokio::test]
async fn a_dropped_call_leaves_the_store_in_order() {
    let place = Place::new();
    let store = place.open();
    store.create(&scope(), &first("t"), None).await.unwrap();
    let mut last = 1;
    for micros in 0..100 {
        let entry = chunk(last + 1, "maybe");
        let scope = scope();
        let append = store.append(&scope, "t", &entry);
        let _ = tokio::time::timeout(Duration::from_micros(micros * 10), append).await;
        // What is asked now comes after what was asked before.
        let _ = store.delivered(&scope, "t", "nobody", 1).await;
        let stored = store.get(&scope, "t").await.unwrap().unwrap();
        assert!(stored.last == last || stored.last == last + 1);
        last = stored.last;
    }
    assert_eq!(
        numbers(&store, "t", 0).await.unwrap(),
        (1..=last).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn older_entries_are_folded_away() {
    let place = Place::new();
    // As many as the contract demands, and not as few as are asked for.
    let store = place.open_with(|options| options.with_kept_entries(1));
    let entries = varied(60);
    for length in 1..=60_usize {
        match length {
            1 => store.create(&scope(), &entries[0], None).await.unwrap(),
            _ => store.append(&scope(), "t", &entries[length - 1]).await.unwrap(),
        }
        let last = length as u64;
        let oldest = last.saturating_sub(15).max(1);
        assert_eq!(
            numbers(&store, "t", oldest - 1).await,
            Some((oldest..=last).collect())
        );
        if oldest > 1 {
            assert_eq!(numbers(&store, "t", oldest - 2).await, None);
        }
        assert_eq!(
            store.get(&scope(), "t").await.unwrap().unwrap().task,
            fold(&entries[..length])
        );
    }
}

#[tokio::test]
async fn of_a_task_that_is_over_entries_are_kept_for_webhooks() {
    let place = Place::new();
    let store = place.open();
    store
        .create(&scope(), &first("t"), Some(&webhook("t", "slow")))
        .await
        .unwrap();
    store.append(&scope(), "t", &chunk(2, "a")).await.unwrap();
    store
        .put_webhook(&scope(), &webhook("t", "late"), 9)
        .await
        .unwrap();
    store.append(&scope(), "t", &chunk(3, "b")).await.unwrap();
    store.delivered(&scope(), "t", "slow", 1).await.unwrap();
    assert_eq!(numbers(&store, "t", 0).await, Some(vec![1, 2, 3]));
    store
        .append(&scope(), "t", &update(4, TaskState::Completed))
        .await
        .unwrap();
    let whole = store.get(&scope(), "t").await.unwrap().unwrap().task;

    let kept = |after| numbers(&store, "t", after);
    assert_eq!((kept(0).await, kept(1).await), (None, Some(vec![2, 3, 4])));
    // One that is given up can be registered again, and goes on.
    let failure = PushFailure::new(2, Timestamp::now(), 1, "no");
    store.give_up(&scope(), "t", "slow", &failure).await.unwrap();
    store.delivered(&scope(), "t", "late", 4).await.unwrap();
    assert_eq!(kept(1).await, Some(vec![2, 3, 4]));
    assert_eq!(store.undelivered(None, 9).await.unwrap(), []);
    store
        .put_webhook(&scope(), &webhook("t", "slow"), 9)
        .await
        .unwrap();
    assert_eq!(store.undelivered(None, 9).await.unwrap().len(), 1);
    store.delivered(&scope(), "t", "slow", 3).await.unwrap();
    assert_eq!((kept(2).await, kept(3).await), (None, Some(vec![4])));
    store.delete_webhook(&scope(), "t", "slow").await.unwrap();
    assert_eq!((kept(3).await, kept(4).await), (None, Some(vec![])));
    assert_eq!(store.undelivered(None, 9).await.unwrap(), []);
    assert_eq!(store.get(&scope(), "t").await.unwrap().unwrap().task, whole);
}

#[tokio::test]
async fn any_characters_are_a_name_and_any_state_is_one() {
    let place = Place::new();
    let names = [
        "",
        "\0",
        "a\0b",
        "a",
        "🦀",
        "'; DROP TABLE tasks; --",
        "%",
        "Ä",
        "ä",
        "\u{10ffff}",
    ];
    let unknown: TaskStatus = from_slice(br#"{"state":"TASK_STATE_PAUSED"}"#).unwrap();
    let number: TaskStatus = from_slice(br#"{"state":99}"#).unwrap();
    let store = place.open();
    let mut keys = Vec::new();
    for tenant in names {
        for id in names {
            let scope = Scope::new(tenant, id);
            let task = Task::new(id, unknown.clone()).with_context_id(tenant);
            store
                .create(&scope, &Entry::new(1, task.into()), Some(&webhook(id, id)))
                .await
                .unwrap();
            keys.push(TaskKey {
                scope,
                task_id: id.to_owned(),
            });
        }
    }
    drop(store);
    let store = place.open();
    for key in &keys {
        let TaskKey { scope, task_id } = key;
        let stored = store.get(scope, task_id).await.unwrap().unwrap();
        assert_eq!((&stored.task.id, &stored.task.status), (task_id, &unknown));
        let mut query = Query::new(9);
        query.context_id = Some(scope.tenant.clone());
        query.state = Some(unknown.state.clone());
        let page = store.list(scope, &query).await.unwrap();
        assert_eq!((page.total, page.tasks.len(), &page.tasks[0].id), (1, 1, task_id));
        query.state = Some(number.state.clone());
        assert_eq!(store.list(scope, &query).await.unwrap().total, 0);
        assert_eq!(
            store.webhooks(scope, task_id).await.unwrap().unwrap()[0]
                .config
                .id,
            *task_id
        );
    }
    // Every one of them, in the order of keys, a few at a time.
    keys.sort();
    let mut found: Vec<TaskKey> = Vec::new();
    loop {
        let page = store.unfinished(found.last(), 7).await.unwrap();
        assert_eq!(store.undelivered(found.last(), 7).await.unwrap(), page);
        if page.is_empty() {
            break;
        }
        found.extend(page);
    }
    assert_eq!(found, keys);
}

#[tokio::test]
async fn what_could_not_be_read_again_is_refused() {
    let place = Place::new();
    let store = place.open();
    let nested = |depth: usize| {
        let json = format!("{{\"data\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        let part: Part = from_slice(json.as_bytes()).unwrap();
        let artifact = Artifact::new("deep", [part]);
        Entry::new(2, TaskArtifactUpdateEvent::new("t", "c", artifact).into())
    };
    store.create(&scope(), &first("t"), None).await.unwrap();
    assert_eq!(
        kind(store.append(&scope(), "t", &nested(116)).await),
        StoreErrorKind::Full
    );
    store.append(&scope(), "t", &nested(115)).await.unwrap();
    store
        .append(&scope(), "t", &update(3, TaskState::Completed))
        .await
        .unwrap();
    let task = store.get(&scope(), "t").await.unwrap().unwrap().task;
    assert_eq!(task.artifacts[0].artifact_id, "deep");
}

#[tokio::test]
async fn refusals_leave_those_alone_that_are_written_together() {
    let place = Place::new();
    let store = place.open();
    store.create(&scope(), &first("t"), None).await.unwrap();
    // All of these wait for the thread before it can look, so it takes them together.
    let scope = scope();
    let (entry, late, early) = (chunk(2, "right"), chunk(2, "late"), chunk(4, "early"));
    let (again, other, odd) = (first("t"), first("u"), chunk(1, "no task"));
    let outcomes = tokio::join!(
        store.append(&scope, "t", &entry),
        store.append(&scope, "t", &late),
        store.append(&scope, "t", &early),
        store.append(&scope, "nothing", &entry),
        store.create(&scope, &again, None),
        store.create(&scope, &other, None),
        store.create(&scope, &odd, None),
    );
    assert!(outcomes.0.is_ok() && outcomes.5.is_ok());
    for conflict in [outcomes.1, outcomes.2, outcomes.4, outcomes.6] {
        assert_eq!(kind(conflict), StoreErrorKind::Conflict);
    }
    assert_eq!(kind(outcomes.3), StoreErrorKind::NotFound);
    assert_eq!(numbers(&store, "t", 0).await, Some(vec![1, 2]));
    assert_eq!(store.list(&scope, &Query::new(9)).await.unwrap().total, 2);
}
