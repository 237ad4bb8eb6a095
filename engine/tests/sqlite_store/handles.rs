//! Several stores on one file, as several processes have them.

use crate::support::*;
use a2a_bindings::v1_0::TaskState;
use a2a_engine::store::{Query, SqliteStore, StoreErrorKind, TaskStore};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_that_append_one_wins() {
    let place = Place::new();
    let stores = [place.open(), place.open(), place.open()];
    stores[0].create(&scope(), &first("t"), None).await.unwrap();
    // Each appends until it has won 50 times, whatever number it takes.
    let mut racers = Vec::new();
    for store in stores.clone() {
        racers.push(tokio::spawn(async move {
            let mut won = Vec::new();
            while won.len() < 50 {
                let next = store.get(&scope(), "t").await.unwrap().unwrap().last + 1;
                match store.append(&scope(), "t", &chunk(next, "x")).await {
                    Ok(()) => won.push(next),
                    Err(error) => assert_eq!(error.kind(), StoreErrorKind::Conflict, "{error:?}"),
                }
            }
            won
        }));
    }
    let mut won = Vec::new();
    for racer in racers {
        won.extend(racer.await.unwrap());
    }
    won.sort_unstable();
    assert_eq!(won, (2..=151).collect::<Vec<_>>());
    for store in &stores {
        assert_eq!(numbers(store, "t", 0).await, Some((1..=151).collect()));
        assert_eq!(store.list(&scope(), &Query::new(1)).await.unwrap().total, 1);
    }
}

#[tokio::test]
async fn what_one_has_written_the_other_sees_at_once() {
    let place = Place::new();
    let (one, two) = (place.open(), place.open());
    one.create(&scope(), &first("t"), None).await.unwrap();
    for number in 2..100 {
        let (writer, reader) = if number % 2 == 0 {
            (&one, &two)
        } else {
            (&two, &one)
        };
        writer.append(&scope(), "t", &chunk(number, "x")).await.unwrap();
        assert_eq!(reader.get(&scope(), "t").await.unwrap().unwrap().last, number);
    }
    two.append(&scope(), "t", &update(100, TaskState::Canceled))
        .await
        .unwrap();
    let late = one.append(&scope(), "t", &chunk(101, "x")).await;
    assert_eq!(kind(late), StoreErrorKind::Conflict);
}

/// Whoever closes a file takes away the locks of the whole process on it, if it is not done with care.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn stores_come_and_go_while_another_writes() {
    let place = Place::new();
    let store = place.open();
    store.create(&scope(), &first("t"), None).await.unwrap();
    let path = place.path();
    let coming_and_going = tokio::task::spawn_blocking(move || {
        for _ in 0..30 {
            drop(SqliteStore::open(&path).unwrap());
        }
    });
    let mut last = 1;
    while !coming_and_going.is_finished() || last < 200 {
        last += 1;
        store.append(&scope(), "t", &chunk(last, "x")).await.unwrap();
    }
    coming_and_going.await.unwrap();
    assert_eq!(numbers(&place.open(), "t", 0).await, Some((1..=last).collect()));
}

#[test]
fn many_that_create_the_same_file_make_one_database() {
    for _ in 0..5 {
        let place = Place::new();
        let paths = vec![place.path(); 8];
        let openers: Vec<_> = paths
            .into_iter()
            .map(|path| std::thread::spawn(move || SqliteStore::open(path).unwrap()))
            .collect();
        for opener in openers {
            drop(opener.join().unwrap());
        }
    }
}

#[tokio::test]
async fn a_file_that_is_locked_is_unavailable() {
    let place = Place::new();
    let store = place.open_with(|options| options.with_busy_timeout(Duration::from_millis(20)));
    store.create(&scope(), &first("t"), None).await.unwrap();
    let other = rusqlite::Connection::open(place.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = store.append(&scope(), "t", &chunk(2, "x")).await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::Unavailable);
    assert!(std::error::Error::source(&error).is_some());
    // Reading goes on, and so does writing afterwards.
    assert_eq!(store.get(&scope(), "t").await.unwrap().unwrap().last, 1);
    other.execute_batch("ROLLBACK").unwrap();
    store.append(&scope(), "t", &chunk(2, "x")).await.unwrap();
}
