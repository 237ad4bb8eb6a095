//! The log of a task that is not over: what is kept of it, and what it makes.

use crate::support::{
    alice, append, at, chunk, create, create_over, first, get, kind, now, numbers, state, status, submitted,
};
use a2a_bindings::v1_0::{Artifact, Message, Role, StreamResponse, Task, TaskState, TaskStatus};
use a2a_engine::store::{Entry, MemoryStore, Scope, StoreErrorKind, TaskStore};

#[test]
fn the_latest_entries_are_kept() {
    let store = MemoryStore::new().with_kept_entries(20);
    create(&store, "t");
    for number in 2..=27 {
        append(&store, "t", &chunk(number, "x"));
    }
    let cases = [
        (0, 99, None),
        (6, 99, None),
        (7, 99, Some((8..=27).collect())),
        (7, 2, Some(vec![8, 9])),
        (26, 99, Some(vec![27])),
        (27, 99, Some(vec![])),
        (28, 99, Some(vec![])),
        (u64::MAX, 99, Some(vec![])),
    ];
    for (after, limit, expected) in cases {
        assert_eq!(
            numbers(&store, "t", after, limit),
            expected,
            "{limit} after {after}"
        );
    }
    assert_eq!(numbers(&store, "unknown", 0, 9), None);
}

#[test]
fn never_fewer_are_kept_than_the_contract_demands() {
    for kept in [0, 1, 15, 16] {
        let store = MemoryStore::new().with_kept_entries(kept);
        create(&store, "t");
        for number in 2..=40 {
            append(&store, "t", &chunk(number, "x"));
        }
        assert_eq!(numbers(&store, "t", 24, 99), Some((25..=40).collect()), "{kept}");
        assert_eq!(numbers(&store, "t", 23, 99), None, "{kept}");
    }
}

#[test]
fn the_task_is_the_fold_of_all_entries_whatever_is_kept() {
    for kept in [16, 17, 63, 64, 65, 1_000] {
        let store = MemoryStore::new().with_kept_entries(kept);
        let mut expected = submitted("t");
        create(&store, "t");
        for number in 2..=300 {
            let entry = match number % 5 {
                0 => state(number, TaskState::InputRequired),
                1 => state(number, TaskState::Working).with_said(Some(Message::new(
                    format!("m-{number}"),
                    Role::User,
                    ["go on"],
                ))),
                _ => chunk(number, &number.to_string()),
            };
            append(&store, "t", &entry);
            entry.apply(&mut expected);
            assert_eq!(
                get(&store, "t").as_ref(),
                Some(&expected),
                "{kept} kept, entry {number}"
            );
        }
        assert_eq!(now(store.get(&alice(), "t")).unwrap().unwrap().last, 300);
    }
}

#[test]
fn only_the_next_entry_is_taken_and_none_after_the_end() {
    let store = MemoryStore::new();
    let task_twice = first(submitted("t"));
    create(&store, "t");
    append(&store, "t", &chunk(2, "x"));
    for number in [0, 1, 2, 4, u64::MAX] {
        for entry in [chunk(number, "y"), state(number, TaskState::Completed)] {
            let result = now(store.append(&alice(), "t", &entry));
            assert_eq!(kind(result), StoreErrorKind::Conflict, "number {number}");
        }
    }
    assert_eq!(
        kind(now(store.create(&alice(), &task_twice, None))),
        StoreErrorKind::Conflict
    );
    let elsewhere = now(store.append(&Scope::new("acme", "bob"), "t", &chunk(3, "y")));
    assert_eq!(kind(elsewhere), StoreErrorKind::NotFound);
    assert_eq!(numbers(&store, "t", 0, 9), Some(vec![1, 2]));

    append(&store, "t", &state(3, TaskState::Canceled));
    for entry in [chunk(4, "y"), state(4, TaskState::Completed)] {
        assert_eq!(
            kind(now(store.append(&alice(), "t", &entry))),
            StoreErrorKind::Conflict
        );
    }
    assert_eq!(get(&store, "t").unwrap().status.state, TaskState::Canceled);
}

#[test]
fn a_log_begins_with_a_task() {
    let store = MemoryStore::new();
    let mut second = first(submitted("t"));
    second.number = 2;
    for entry in [chunk(1, "x"), state(1, TaskState::Working), second] {
        assert_eq!(
            kind(now(store.create(&alice(), &entry, None))),
            StoreErrorKind::Conflict
        );
    }
    assert_eq!(get(&store, "t"), None);
}

#[test]
fn a_whole_task_takes_the_place_of_what_was() {
    let store = MemoryStore::new();
    create_over(&store, "other");
    create(&store, "t");
    append(&store, "t", &chunk(2, "x"));
    let status = TaskStatus::new(TaskState::Rejected).with_timestamp(at(5));
    let whole = Task::new("t", status)
        .with_context_id("c-2")
        .with_artifacts([Artifact::new("b", ["y"])]);
    append(&store, "t", &Entry::new(3, StreamResponse::Task(whole.clone())));
    assert_eq!(get(&store, "t"), Some(whole));
    assert_eq!(
        kind(now(store.append(&alice(), "t", &status_of_working()))),
        StoreErrorKind::Conflict
    );
}

fn status_of_working() -> Entry {
    status(4, TaskStatus::new(TaskState::Working))
}
