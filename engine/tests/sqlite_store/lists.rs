//! Lists against a model, with every combination of filters, many tasks of the same time, and every page size.

use crate::support::*;
use a2a_bindings::v1_0::{Task, TaskState, TaskStatus, TaskStatusUpdateEvent};
use a2a_bindings::{Timestamp, from_slice};
use a2a_engine::store::{Entry, Page, Position, Query, SqliteStore, TaskStore};

/// All tasks that pass, page by page; checks what each page says of itself.
async fn walk(store: &SqliteStore, query: &Query) -> (Vec<Task>, u64) {
    let mut query = query.clone();
    let (mut found, mut total) = (Vec::new(), None);
    loop {
        let page: Page = store.list(&scope(), &query).await.unwrap();
        assert_eq!(*total.get_or_insert(page.total), page.total);
        assert!(page.tasks.len() <= query.page_size);
        found.extend(page.tasks);
        match page.next {
            None => return (found, page.total),
            Some(next) => {
                assert_eq!(next.time, Position::time_of(found.last().unwrap()));
                assert!(query.after.is_none_or(|before| next < before));
                query.after = Some(next);
            }
        }
    }
}

fn statuses() -> Vec<TaskStatus> {
    vec![
        status(TaskState::Working, 1_000),
        status(TaskState::Completed, 1_000),
        status(TaskState::InputRequired, 2_000),
        status(TaskState::Working, -5),
        TaskStatus::new(TaskState::Submitted),
        from_slice(br#"{"state":"TASK_STATE_PAUSED","timestamp":"1970-01-01T00:00:01.001Z"}"#).unwrap(),
    ]
}

#[tokio::test]
async fn every_page_of_every_list() {
    let place = Place::new();
    let store = place.open();
    let mut model: Vec<Task> = Vec::new();
    for round in 0..8 {
        for (at, status) in statuses().into_iter().enumerate() {
            let task = Task::new(format!("t-{round}-{at}"), status).with_context_id(["a", "b"][round % 2]);
            store
                .create(&scope(), &Entry::new(1, task.clone().into()), None)
                .await
                .unwrap();
            model.push(task);
        }
    }
    // Some have moved since.
    for task in model
        .iter_mut()
        .filter(|task| task.status.state == TaskState::Working)
        .step_by(3)
    {
        task.status = status(TaskState::Failed, 1_500);
        let update = TaskStatusUpdateEvent::new(&task.id, &task.context_id, task.status.clone());
        store
            .append(&scope(), &task.id, &Entry::new(2, update.into()))
            .await
            .unwrap();
    }
    drop(store);
    let store = place.open();

    let states: Vec<_> = statuses().into_iter().map(|status| status.state).collect();
    let states = states
        .into_iter()
        .chain([TaskState::Failed, TaskState::Rejected])
        .map(Some);
    let times =
        [-1_000, -5, 0, 1, 1_000, 1_001, 2_001].map(|time| status(TaskState::Working, time).timestamp);
    // Between two milliseconds.
    let between = Timestamp::new(1, 500).unwrap();
    for state in states.chain([None]) {
        for context_id in [None, Some("a"), Some("c")] {
            for since in times.into_iter().chain([None, Some(between)]) {
                let passes = |task: &&Task| {
                    state.as_ref().is_none_or(|state| *state == task.status.state)
                        && context_id.is_none_or(|context_id| context_id == task.context_id)
                        && since.is_none_or(|since| task.status.timestamp.is_some_and(|time| time >= since))
                };
                let mut expected: Vec<_> = model.iter().filter(passes).cloned().collect();
                for page_size in [1, 7, 100] {
                    let mut query = Query::new(page_size);
                    query.state = state.clone();
                    query.context_id = context_id.map(str::to_owned);
                    query.since = since;
                    let (mut found, total) = walk(&store, &query).await;
                    assert_eq!(total, expected.len() as u64, "{query:?}");
                    let times: Vec<_> = found.iter().map(Position::time_of).collect();
                    assert!(
                        times.is_sorted_by(|one, next| one >= next),
                        "{query:?}: {times:?}"
                    );
                    found.sort_by(|one, other| one.id.cmp(&other.id));
                    expected.sort_by(|one, other| one.id.cmp(&other.id));
                    assert_eq!(found, expected, "{query:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_position_outlives_its_task() {
    let place = Place::new();
    let store = place.open();
    for id in 0..10 {
        let task = Task::new(format!("t-{id}"), status(TaskState::Working, 1_000));
        store
            .create(&scope(), &Entry::new(1, task.into()), None)
            .await
            .unwrap();
    }
    let mut query = Query::new(4);
    let page = store.list(&scope(), &query).await.unwrap();
    let last = page.tasks.last().unwrap().id.clone();
    let moved = TaskStatusUpdateEvent::new(&last, "", status(TaskState::Working, 9_000));
    store
        .append(&scope(), &last, &Entry::new(2, moved.into()))
        .await
        .unwrap();
    query.after = page.next;
    let (rest, total) = walk(&store, &query).await;
    assert_eq!((rest.len(), total), (6, 10));
    assert!(
        rest.iter()
            .all(|task| !page.tasks.iter().any(|seen| seen.id == task.id))
    );
    // Nobody has made this one.
    query.after = Some(Position {
        time: i64::MAX,
        tie: u64::MAX,
    });
    assert_eq!(walk(&store, &query).await.0.len(), 10);
}
