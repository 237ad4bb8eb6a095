//! Deleting what is too old.

use crate::support::*;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{Task, TaskState, TaskStatus};
use a2a_engine::store::{Entry, PushFailure, Query, TaskStore};
use std::time::Duration;

#[tokio::test]
async fn tasks_are_deleted_when_they_have_been_over_for_long_enough() {
    let place = Place::new();
    let store = place.open();
    let now = Timestamp::now();
    let recent = TaskStatus::new(TaskState::Completed).with_timestamp(now);
    let no_time = TaskStatus::new(TaskState::Failed);
    for number in 0..100 {
        let old = Task::new(format!("old-{number}"), status(TaskState::Completed, number));
        let id = old.id.clone();
        store
            .create(&scope(), &Entry::new(1, old.into()), Some(&webhook(&id, "w")))
            .await
            .unwrap();
    }
    let failure = PushFailure::new(1, now, 1, "no");
    store.give_up(&scope(), "old-7", "w", &failure).await.unwrap();
    for (id, status) in [
        ("recent", recent),
        ("no time", no_time),
        ("working", status(TaskState::Working, 1)),
        ("asks", status(TaskState::InputRequired, 1)),
    ] {
        store
            .create(&scope(), &Entry::new(1, Task::new(id, status).into()), None)
            .await
            .unwrap();
    }
    drop(store);

    let store = place.open_with(|options| options.with_max_age(Duration::from_secs(3_600)));
    until(|| async { store.list(&scope(), &Query::new(1)).await.unwrap().total == 4 }).await;
    let mut query = Query::new(9);
    query.state = Some(TaskState::Completed);
    let page = store.list(&scope(), &query).await.unwrap();
    assert_eq!((page.total, page.tasks[0].id.as_str()), (1, "recent"));
    assert_eq!(store.list(&scope(), &Query::new(9)).await.unwrap().tasks.len(), 4);
    assert!(store.get(&scope(), "old-7").await.unwrap().is_none());
    assert_eq!(store.webhooks(&scope(), "old-7").await.unwrap(), None);
    assert_eq!(store.dead_letters(&scope(), 9).await.unwrap(), []);
    assert_eq!(store.undelivered(None, 9).await.unwrap(), []);
}

#[tokio::test]
async fn a_long_log_is_gone_in_the_end_and_disturbs_nobody() {
    let place = Place::new();
    let store = place.open_with(|options| options.with_max_age(Duration::ZERO));
    store.create(&scope(), &first("t"), None).await.unwrap();
    for number in 2..=2_000 {
        store.append(&scope(), "t", &chunk(number, "x")).await.unwrap();
    }
    store
        .append(&scope(), "t", &update(2_001, TaskState::Completed))
        .await
        .unwrap();
    until(|| async { store.get(&scope(), "t").await.unwrap().is_none() }).await;
    // The same id begins anew, whatever is still to be swept.
    store.create(&scope(), &first("t"), None).await.unwrap();
    store.append(&scope(), "t", &chunk(2, "new")).await.unwrap();
    assert_eq!(numbers(&store, "t", 0).await, Some(vec![1, 2]));

    let file = rusqlite::Connection::open(place.path()).unwrap();
    let count = |table| {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        file.query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    until(|| async { count("entries") == 2 && count("sweep") == 0 }).await;
    assert_eq!([count("tasks"), count("checkpoints"), count("counts")], [1, 0, 1]);
    assert_eq!(numbers(&store, "t", 0).await, Some(vec![1, 2]));
}

/// The limit of the log is lowered, so much is let go at once, and a little with every entry after that.
#[tokio::test]
async fn what_is_swept_later_is_out_of_sight_now() {
    let place = Place::new();
    let store = place.open();
    store.create(&scope(), &first("t"), None).await.unwrap();
    for number in 2..=2_000 {
        store.append(&scope(), "t", &chunk(number, "x")).await.unwrap();
    }
    drop(store);
    let store = place.open_with(|options| options.with_kept_entries(16));
    let file = rusqlite::Connection::open(place.path()).unwrap();
    let count = || -> i64 {
        file.query_row("SELECT COUNT(*) FROM entries", [], |row| row.get(0))
            .unwrap()
    };
    for number in 2_001..=2_100 {
        store.append(&scope(), "t", &chunk(number, "y")).await.unwrap();
        assert_eq!(
            numbers(&store, "t", number - 16).await,
            Some((number - 15..=number).collect())
        );
        assert_eq!(numbers(&store, "t", number - 17).await, None);
    }
    until(|| async { count() == 16 }).await;
    assert_eq!(
        store.get(&scope(), "t").await.unwrap().unwrap().task.artifacts[0]
            .parts
            .len(),
        2_099
    );
}
