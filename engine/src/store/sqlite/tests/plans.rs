//! No statement looks at more rows than it needs, nor sorts them.

use super::super::{Durability, SqliteOptions, SqliteStore};
use crate::lock::lock;
use crate::store::{Entry, Position, PushFailure, Query, Scope, TaskKey, TaskStore};
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{
    Artifact, Task, TaskArtifactUpdateEvent, TaskPushNotificationConfig, TaskState, TaskStatus,
    TaskStatusUpdateEvent,
};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

static STATEMENTS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Takes note of a statement that is used.
pub(in super::super) fn record(sql: &str) {
    lock(&STATEMENTS).insert(sql.to_owned());
}

fn status(state: TaskState) -> TaskStatus {
    TaskStatus::new(state).with_timestamp(Timestamp::new(1, 0).unwrap())
}

/// Does everything that a store can do, in every variant that has a statement of its own.
async fn do_everything(store: &SqliteStore) {
    let scope = Scope::default();
    let config = TaskPushNotificationConfig::new("https://example.org/")
        .with_id("w")
        .with_task_id("t");
    let first = Entry::new(1, Task::new("t", status(TaskState::Working)).into());
    store.create(&scope, &first, Some(&config)).await.unwrap();
    store
        .put_webhook(&scope, &config.clone().with_id("x"), 9)
        .await
        .unwrap();
    store.put_webhook(&scope, &config, 9).await.unwrap();
    let again = Task::new("t", status(TaskState::Working)).with_context_id("c");
    store
        .append(&scope, "t", &Entry::new(2, again.into()))
        .await
        .unwrap();
    for number in 3..=1_000 {
        let chunk = TaskArtifactUpdateEvent::new("t", "c", Artifact::new("a", ["chunk"])).with_append(true);
        store
            .append(&scope, "t", &Entry::new(number, chunk.into()))
            .await
            .unwrap();
    }
    store.delivered(&scope, "t", "w", 1).await.unwrap();
    store.get(&scope, "t").await.unwrap().unwrap();
    store.entries(&scope, "t", 0, 1).await.unwrap().unwrap();
    for filters in 0..32 {
        let mut query = Query::new(1);
        query.state = (filters & 1 > 0).then_some(TaskState::Working);
        query.context_id = (filters & 2 > 0).then(|| "c".to_owned());
        query.since = (filters & 4 > 0).then(|| Timestamp::new(i64::from(filters & 8), 0).unwrap());
        query.after = (filters & 16 > 0).then_some(Position { time: 9_000, tie: 9 });
        query.artifacts = filters & 8 > 0;
        store.list(&scope, &query).await.unwrap();
    }
    let key = TaskKey {
        scope: scope.clone(),
        task_id: "a".to_owned(),
    };
    for after in [None, Some(&key)] {
        assert_eq!(store.unfinished(after, 1).await.unwrap().len(), 1);
        assert_eq!(store.undelivered(after, 1).await.unwrap().len(), 1);
    }
    let failure = PushFailure::new(2, Timestamp::now(), 1, "no");
    store.give_up(&scope, "t", "w", &failure).await.unwrap();
    assert_eq!(store.dead_letters(&scope, 1).await.unwrap().len(), 1);
    assert_eq!(store.webhooks(&scope, "t").await.unwrap().unwrap().len(), 2);
    let update = TaskStatusUpdateEvent::new("t", "c", status(TaskState::Completed));
    store
        .append(&scope, "t", &Entry::new(1_001, update.into()))
        .await
        .unwrap();
    store.delete_webhook(&scope, "t", "w").await.unwrap();
    // The thread deletes the task, and what is left of its log.
    while store.get(&scope, "t").await.unwrap().is_some()
        || !lock(&STATEMENTS).contains("DELETE FROM sweep WHERE task = ?1")
    {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn no_statement_scans_or_sorts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tasks.db");
    let store = SqliteOptions::new()
        .with_durability(Durability::Normal)
        .with_max_age(Duration::ZERO)
        .open(&path)
        .unwrap();
    tokio::time::timeout(Duration::from_secs(60), do_everything(&store))
        .await
        .unwrap();

    let connection = Connection::open(&path).unwrap();
    let mut explained = 0;
    for sql in lock(&STATEMENTS).iter() {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let parameters = vec![rusqlite::types::Null; statement.parameter_count()];
        let steps: Vec<String> = statement
            .query_map(rusqlite::params_from_iter(parameters), |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        println!("{sql}\n    {steps:?}");
        for step in steps {
            // These indexes have nothing else in them than what is asked for, in the order in which it is.
            let has_nothing_else = [
                "USING COVERING INDEX tasks_unfinished",
                "USING COVERING INDEX tasks_undelivered",
            ]
            .iter()
            .any(|index| step.ends_with(index));
            let is_cheap = step.starts_with("SEARCH ")
                || step.starts_with("CORRELATED SCALAR SUBQUERY")
                || has_nothing_else
                // Its first row is asked for.
                || step == "SCAN sweep";
            assert!(is_cheap, "{sql}: {step}");
            let is_paged = sql.contains("task < ?");
            assert!(!is_paged || step.contains("time=? AND rowid<?"), "{sql}: {step}");
            explained += 1;
        }
    }
    assert!(explained > 50, "{explained}");
}
