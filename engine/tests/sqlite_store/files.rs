//! The file: foreign ones, newer ones, damaged ones, and who may read it.

use crate::support::*;
use a2a_bindings::v1_0::TaskState;
use a2a_engine::store::{Query, SqliteOpenErrorKind, SqliteStore, StoreErrorKind, TaskStore};
use std::fs;
use std::path::Path;

/// Where the first page has the `user_version`, and where the `application_id`.
const VERSION: usize = 60;
const APPLICATION: usize = 68;

/// Replaces all places where bytes stand in the file; panics if there are none.
fn replace(path: &Path, from: &[u8], to: &[u8]) {
    assert_eq!(from.len(), to.len());
    let mut bytes = fs::read(path).unwrap();
    let places: Vec<_> = (0..bytes.len())
        .filter(|at| bytes[*at..].starts_with(from))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    fs::write(path, bytes).unwrap();
}

#[tokio::test]
async fn files_that_cannot_be_used_are_left_alone() {
    let place = Place::new();
    drop(place.open());
    let ours = fs::read(place.path()).unwrap();
    let patched = |at: usize, to: u8| {
        let mut bytes = ours.clone();
        bytes[at + 3] = to;
        bytes
    };
    let newer = SqliteOpenErrorKind::Newer { found: 9, known: 1 };
    for (content, kind, message) in [
        (
            b"notes".to_vec(),
            SqliteOpenErrorKind::Foreign,
            "is not a database of tasks",
        ),
        (
            vec![7; 10_000],
            SqliteOpenErrorKind::Foreign,
            "is not a database of tasks",
        ),
        (
            patched(APPLICATION, 1),
            SqliteOpenErrorKind::Foreign,
            "is not a database of tasks",
        ),
        (
            patched(VERSION, 9),
            newer,
            "has version 9 of the schema, and the newest that is known here is 1",
        ),
    ] {
        let other = Place::new();
        fs::write(other.path(), &content).unwrap();
        let error = SqliteStore::open(other.path()).unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.path(), other.path());
        assert!(error.to_string().contains(message), "{error}");
        assert!(fs::read(other.path()).unwrap() == content, "{message}");
    }
    let missing = place.path().join("missing").join("tasks.db");
    let error = SqliteStore::open(missing).unwrap_err();
    assert_eq!(error.kind(), SqliteOpenErrorKind::Unavailable);
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn an_empty_file_becomes_a_database() {
    let place = Place::new();
    fs::write(place.path(), b"").unwrap();
    let store = place.open();
    store.create(&scope(), &first("t"), None).await.unwrap();
    drop(store);
    assert!(place.open().get(&scope(), "t").await.unwrap().is_some());
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_user_may_read_a_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let store = place.open();
    store.create(&scope(), &first("t"), None).await.unwrap();
    for extension in ["db", "db-wal", "db-shm"] {
        let mode = fs::metadata(place.path().with_extension(extension))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{extension}");
    }
}

#[tokio::test]
async fn damaged_json_is_corrupt_and_harms_nobody_else() {
    let place = Place::new();
    let store = place.open();
    store
        .create(&scope(), &first("t"), Some(&webhook("t", "w")))
        .await
        .unwrap();
    store.append(&scope(), "t", &chunk(2, "MARKER")).await.unwrap();
    store.create(&scope(), &first("whole"), None).await.unwrap();
    drop(store);
    replace(&place.path(), b"\"MARKER\"", b"\"MARKER?");

    let store = place.open();
    assert_eq!(kind(store.get(&scope(), "t").await), StoreErrorKind::Corrupt);
    let error = store.entries(&scope(), "t", 1, 9).await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::Corrupt);
    assert!(std::error::Error::source(&error).is_some());
    // What is not damaged can be used.
    assert_eq!(
        store.entries(&scope(), "t", 0, 1).await.unwrap().unwrap().len(),
        1
    );
    assert_eq!(store.webhooks(&scope(), "t").await.unwrap().unwrap().len(), 1);
    assert!(store.get(&scope(), "whole").await.unwrap().is_some());
    // To end the task is to fold it, which cannot be done, so nothing is.
    assert_eq!(
        kind(store.append(&scope(), "t", &update(3, TaskState::Failed)).await),
        StoreErrorKind::Corrupt
    );
    store
        .append(&scope(), "whole", &update(2, TaskState::Failed))
        .await
        .unwrap();
    store.append(&scope(), "t", &chunk(3, "goes on")).await.unwrap();
    assert_eq!(store.list(&scope(), &Query::new(9)).await.unwrap().total, 2);
}

#[tokio::test]
async fn a_damaged_file_is_corrupt() {
    let place = Place::new();
    let store = place.open();
    let names: Vec<_> = (0..200).map(|number| format!("t-{number}")).collect();
    for id in &names {
        store.create(&scope(), &first(id), None).await.unwrap();
    }
    drop(store);
    let whole = fs::read(place.path()).unwrap();

    // What says which tables there are is left.
    let mut bytes = whole.clone();
    bytes[whole.len() / 2..].fill(0xee);
    fs::write(place.path(), bytes).unwrap();
    let store = place.open();
    let mut corrupt = 0;
    for id in &names {
        match store.get(&scope(), id).await {
            Ok(stored) => assert_eq!(stored.unwrap().task, fold(&[first(id)])),
            Err(error) => {
                assert_eq!(error.kind(), StoreErrorKind::Corrupt);
                corrupt += 1;
            }
        }
    }
    assert!(corrupt > 0);
    drop(store);

    // Nothing but the first page is left.
    let mut bytes = whole;
    bytes[4096..].fill(0xee);
    fs::write(place.path(), &bytes).unwrap();
    let error = SqliteStore::open(place.path()).unwrap_err();
    assert_eq!(error.kind(), SqliteOpenErrorKind::Corrupt);
    assert!(fs::read(place.path()).unwrap() == bytes);
}
