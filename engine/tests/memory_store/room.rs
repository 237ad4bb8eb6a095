//! Which task goes when another one comes.

use crate::support::{
    alice, append, create, create_over, end_others, first, get, kind, now, state, submitted, there, webhook,
};
use a2a_bindings::v1_0::TaskState;
use a2a_engine::store::{MemoryStore, Scope, StoreErrorKind, TaskStore};
use std::time::Duration;

const IDS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

fn full(store: &MemoryStore, id: &str) -> bool {
    match now(store.create(&alice(), &first(submitted(id)), None)) {
        Ok(()) => false,
        Err(error) => {
            assert_eq!(error.kind(), StoreErrorKind::Full);
            true
        }
    }
}

#[test]
fn the_task_that_ended_first_goes() {
    let store = MemoryStore::new().with_max_tasks(4);
    for id in ["a", "b", "c", "d"] {
        create(&store, id);
    }
    assert!(full(&store, "e"), "all are running");
    append(&store, "c", &state(2, TaskState::Completed));
    append(&store, "a", &state(2, TaskState::Failed));
    create(&store, "e");
    assert_eq!(there(&store, &IDS), ["a", "b", "d", "e"]);
    create(&store, "f");
    assert_eq!(there(&store, &IDS), ["b", "d", "e", "f"]);
    assert!(full(&store, "g"), "all are running again");
    assert_eq!(there(&store, &IDS), ["b", "d", "e", "f"]);
}

#[test]
fn a_task_that_exists_already_makes_no_room() {
    let store = MemoryStore::new().with_max_tasks(2);
    create_over(&store, "a");
    create(&store, "b");
    let again = now(store.create(&alice(), &first(submitted("b")), None));
    assert_eq!(kind(again), StoreErrorKind::Conflict);
    assert_eq!(there(&store, &IDS), ["a", "b"]);
}

#[test]
fn a_task_whose_webhook_has_something_to_come_goes_later() {
    let store = MemoryStore::new().with_max_tasks(3);
    for id in ["a", "b"] {
        now(store.create(&alice(), &first(submitted(id)), Some(&webhook(id, "w")))).unwrap();
        append(&store, id, &state(2, TaskState::Completed));
    }
    create_over(&store, "c");
    create_over(&store, "d");
    assert_eq!(there(&store, &IDS), ["a", "b", "d"]);
    // What is told everything is in the order in which it ended again.
    now(store.delivered(&alice(), "b", "w", 2)).unwrap();
    create(&store, "e");
    assert_eq!(there(&store, &IDS), ["a", "d", "e"]);
    create(&store, "f");
    assert_eq!(there(&store, &IDS), ["a", "e", "f"]);
    create(&store, "g");
    assert_eq!(
        there(&store, &IDS),
        ["e", "f", "g"],
        "the last one to go, but it goes"
    );
    assert!(full(&store, "h"));
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_task_goes_after_its_time() {
    let store = MemoryStore::new()
        .with_max_tasks(3)
        .with_max_idle(Duration::from_secs(60));
    for id in ["a", "b", "c"] {
        create(&store, id);
    }
    append(&store, "b", &state(2, TaskState::AuthRequired));
    tokio::time::advance(Duration::from_secs(30)).await;
    append(&store, "a", &state(2, TaskState::InputRequired));
    tokio::time::advance(Duration::from_millis(29_999)).await;
    assert!(full(&store, "d"));
    tokio::time::advance(Duration::from_millis(1)).await;
    create(&store, "d");
    assert_eq!(there(&store, &IDS), ["a", "c", "d"]);
    // What goes on is not idle, and what is over goes first.
    append(&store, "a", &state(3, TaskState::Working));
    tokio::time::advance(Duration::from_secs(600)).await;
    assert!(full(&store, "e"));
    append(&store, "a", &state(4, TaskState::InputRequired));
    append(&store, "d", &state(2, TaskState::Completed));
    tokio::time::advance(Duration::from_secs(600)).await;
    create(&store, "e");
    assert_eq!(there(&store, &IDS), ["a", "c", "e"]);
}

#[tokio::test(start_paused = true)]
async fn tasks_that_have_been_over_for_too_long_go() {
    let store = MemoryStore::new().with_max_age(Duration::from_secs(60));
    create(&store, "a");
    tokio::time::advance(Duration::from_secs(100)).await;
    for id in ["b", "c"] {
        create_over(&store, id);
    }
    tokio::time::advance(Duration::from_secs(59)).await;
    create_over(&store, "d");
    assert_eq!(there(&store, &IDS), ["a", "b", "c", "d"]);
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(
        there(&store, &IDS),
        ["a", "b", "c", "d"],
        "nothing comes, nothing goes"
    );
    create(&store, "e");
    assert_eq!(there(&store, &IDS), ["a", "d", "e"]);
}

#[tokio::test(start_paused = true)]
async fn without_a_limit_age_does_not_matter() {
    let store = MemoryStore::new();
    create_over(&store, "a");
    tokio::time::advance(Duration::from_secs(1_000_000)).await;
    create(&store, "b");
    assert_eq!(there(&store, &IDS), ["a", "b"]);
}

#[test]
fn what_is_gone_is_gone_from_everything() {
    let store = MemoryStore::new().with_max_tasks(1);
    now(store.create(&alice(), &first(submitted("a")), Some(&webhook("a", "w")))).unwrap();
    append(&store, "a", &state(2, TaskState::Completed));
    create(&store, "b");
    assert_eq!(there(&store, &IDS), ["b"]);
    assert_eq!(now(store.undelivered(None, 9)).unwrap(), []);
    assert_eq!(now(store.webhooks(&alice(), "a")).unwrap(), None);
    now(store.delivered(&alice(), "a", "w", 1)).unwrap();
    let late = now(store.append(&alice(), "a", &state(3, TaskState::Working)));
    assert_eq!(kind(late), StoreErrorKind::NotFound);
    // The same id again is another task.
    append(&store, "b", &state(2, TaskState::Completed));
    create(&store, "a");
    assert_eq!(get(&store, "a"), Some(submitted("a")));
    assert_eq!(now(store.webhooks(&alice(), "a")).unwrap(), Some(vec![]));
}

#[test]
fn room_is_shared_by_all_scopes() {
    let store = MemoryStore::new().with_max_tasks(300);
    create_over(&store, "a");
    end_others(&store);
    assert_eq!(there(&store, &IDS), [""; 0]);
    let others = now(store.list(&Scope::new("others", ""), &a2a_engine::store::Query::new(1))).unwrap();
    assert_eq!(others.total, 300);
    assert_eq!(
        format!("{store:?}"),
        "MemoryStore { tasks: 300, max_tasks: 300, .. }"
    );
}
