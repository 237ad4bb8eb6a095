//! Many threads at a time.

use crate::support::{alice, at, chunk, create, first, list, now, state, status, submitted};
use a2a_bindings::v1_0::{TaskState, TaskStatus};
use a2a_engine::store::{MemoryStore, Query, Scope, StoreErrorKind, TaskStore};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

#[test]
fn of_two_that_append_or_create_at_the_same_time_one_wins() {
    let store = MemoryStore::new();
    create(&store, "t");
    let created = AtomicUsize::new(0);
    thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| {
                for number in 2..=2_000 {
                    let own = first(submitted(&format!("t-{number}")));
                    match now(store.create(&alice(), &own, None)) {
                        Ok(()) => created.fetch_add(1, Ordering::Relaxed),
                        Err(error) => {
                            assert_eq!(error.kind(), StoreErrorKind::Conflict);
                            0
                        }
                    };
                    // Every other one goes by the directory, the others by the shard only.
                    let entry = if number % 2 == 0 {
                        chunk(number, "x")
                    } else {
                        state(number, TaskState::Working)
                    };
                    while let Err(error) = now(store.append(&alice(), "t", &entry)) {
                        assert_eq!(error.kind(), StoreErrorKind::Conflict);
                        if now(store.get(&alice(), "t")).unwrap().unwrap().last >= number {
                            break;
                        }
                    }
                }
            });
        }
    });
    assert_eq!(created.into_inner(), 1_999);
    assert_eq!(list(&store, &Query::new(1)).total, 2_000);
    let task = now(store.get(&alice(), "t")).unwrap().unwrap();
    assert_eq!((task.last, task.task.artifacts[0].parts.len()), (2_000, 1_000));
}

#[test]
fn a_list_shows_every_task_once_and_as_it_was_asked_for() {
    const TASKS: usize = 40;
    let store = MemoryStore::new();
    for id in 0..TASKS {
        create(&store, &id.to_string());
    }
    let done = AtomicBool::new(false);
    thread::scope(|threads| {
        let writers: Vec<_> = (0..2)
            .map(|writer| {
                let store = &store;
                threads.spawn(move || {
                    for number in 2..=60 {
                        for id in (writer..TASKS).step_by(2) {
                            let state =
                                [TaskState::Working, TaskState::InputRequired][number as usize % 2].clone();
                            let now_status = TaskStatus::new(state).with_timestamp(at(number * 1_000_000));
                            now(store.append(&alice(), &id.to_string(), &status(number, now_status)))
                                .unwrap();
                            let seen = list(store, &Query::new(TASKS));
                            let own = seen.tasks.iter().find(|task| task.id == id.to_string()).unwrap();
                            assert_eq!(
                                own.status.timestamp,
                                Some(at(number * 1_000_000)),
                                "what was written"
                            );
                        }
                    }
                })
            })
            .collect();
        threads.spawn(|| {
            let mut query = Query::new(TASKS);
            while !done.load(Ordering::Relaxed) {
                query.state = None;
                let page = list(&store, &query);
                let mut ids: Vec<_> = page.tasks.iter().map(|task| &task.id).collect();
                ids.sort();
                ids.dedup();
                assert_eq!((ids.len(), page.total, page.next), (TASKS, TASKS as u64, None));
                query.state = Some(TaskState::Working);
                let page = list(&store, &query);
                assert_eq!(page.total, page.tasks.len() as u64);
                assert!(
                    page.tasks
                        .iter()
                        .all(|task| task.status.state == TaskState::Working)
                );
                assert!(
                    page.tasks
                        .is_sorted_by_key(|task| std::cmp::Reverse(task.status.timestamp))
                );
            }
        });
        let results: Vec<_> = writers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed);
        results.into_iter().for_each(|result| result.unwrap());
    });
}

#[test]
fn tasks_come_and_go_while_others_look() {
    const MAX: u64 = 500;
    let store = MemoryStore::new().with_max_tasks(MAX as usize);
    thread::scope(|threads| {
        for thread in 0..4 {
            let store = &store;
            threads.spawn(move || {
                let scope = Scope::new("acme", format!("p-{}", thread % 2));
                for number in 0..3_000 {
                    let id = format!("{thread}-{number}");
                    now(store.create(&scope, &first(submitted(&id)), None)).unwrap();
                    now(store.append(&scope, &id, &chunk(2, "x"))).unwrap();
                    now(store.append(&scope, &id, &state(3, TaskState::Completed))).unwrap();
                    let found = now(store.get(&scope, &id)).unwrap();
                    // Others may have made it go already, though that takes hundreds of tasks.
                    assert!(found.is_none_or(|found| found.last == 3 && found.task.artifacts.len() == 1));
                    if number % 100 == 0 {
                        let page = now(store.list(&scope, &Query::new(50))).unwrap();
                        assert!(page.total <= MAX && page.tasks.len() as u64 == page.total.min(50));
                    }
                }
            });
        }
    });
    let totals = ["p-0", "p-1"].map(|principal| {
        let scope = Scope::new("acme", principal);
        now(store.list(&scope, &Query::new(1))).unwrap().total
    });
    assert_eq!(totals.iter().sum::<u64>(), MAX);
    assert_eq!(
        format!("{store:?}"),
        "MemoryStore { tasks: 500, max_tasks: 500, .. }"
    );
}
