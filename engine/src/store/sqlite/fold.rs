//! From entries to tasks: checkpoints, and what came after them.

use super::change::Row;
use super::failure::Outcome;
use super::json::{unreadable, unwritable};
use super::statement::prepare;
use crate::store::{Entry, StoreError, StoreErrorKind};
use a2a_bindings::from_slice;
use a2a_bindings::v1_0::{Task, TaskState, TaskStatus};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row as SqlRow, params};
use std::mem;

const CHECKPOINT: &str = "SELECT head, artifacts FROM checkpoints WHERE task = ?1";
const HEAD: &str = "SELECT head FROM checkpoints WHERE task = ?1";
const TAIL: &str = "SELECT number, event, said FROM entries WHERE task = ?1 AND number > ?2 ORDER BY number";
const TAIL_WITHOUT_ARTIFACTS: &str = "SELECT number, event, said
    FROM entries INDEXED BY entries_without_artifacts
    WHERE task = ?1 AND number > ?2 AND artifact = 0 ORDER BY number";
const SAVE: &str = "INSERT INTO checkpoints (task, head, artifacts) VALUES (?1, ?2, ?3)
    ON CONFLICT DO UPDATE SET head = excluded.head, artifacts = excluded.artifacts";

/// The task that a log makes, of which the checkpoint has the entries up to `folded`.
///
/// Without artifacts, neither they nor the entries about them are read.
pub(super) fn fold(connection: &Connection, task: i64, folded: u64, artifacts: bool) -> Outcome<Task> {
    let mut folded_task = if folded == 0 {
        // The first entry puts the whole task in its place.
        Task::new("", TaskStatus::new(TaskState::Unspecified))
    } else if artifacts {
        prepare(connection, CHECKPOINT)?.query_one([task], |row| {
            Ok(bytes(row.get_ref(0)?).and_then(|head| {
                let mut task: Task = from_slice(head).map_err(unreadable)?;
                task.artifacts = from_slice(bytes(row.get_ref(1)?)?).map_err(unreadable)?;
                Ok(task)
            }))
        })??
    } else {
        prepare(connection, HEAD)?.query_one([task], |row| {
            Ok(bytes(row.get_ref(0)?).and_then(|head| Ok(from_slice(head).map_err(unreadable)?)))
        })??
    };
    let tail = if artifacts { TAIL } else { TAIL_WITHOUT_ARTIFACTS };
    let mut statement = prepare(connection, tail)?;
    let mut rows = statement.query(params![task, folded])?;
    while let Some(row) = rows.next()? {
        entry(row)?.apply(&mut folded_task);
    }
    if !artifacts {
        folded_task.artifacts.clear();
    }
    Ok(folded_task)
}

/// An entry out of its number, event and what was said.
pub(super) fn entry(row: &SqlRow<'_>) -> Outcome<Entry> {
    let event = from_slice(bytes(row.get_ref(1)?)?).map_err(unreadable)?;
    let said = match row.get_ref(2)? {
        ValueRef::Null => None,
        said => Some(from_slice(bytes(said)?).map_err(unreadable)?),
    };
    Ok(Entry::new(row.get(0)?, event).with_said(said))
}

/// The bytes of a column. The schema says that they are a blob, so anything else is damage.
pub(super) fn bytes(value: ValueRef<'_>) -> Outcome<&[u8]> {
    let bytes = value.as_blob().map_err(|error| {
        StoreError::new(
            StoreErrorKind::Corrupt,
            "the database has no bytes where they should be",
        )
        .with_source(error)
    });
    Ok(bytes?)
}

/// Folds the whole log of a task, and keeps the outcome; answers with its size in bytes.
pub(super) fn checkpoint(connection: &Connection, row: &Row) -> Outcome<i64> {
    let mut task = fold(connection, row.task, row.folded, true)?;
    let artifacts = mem::take(&mut task.artifacts);
    let head = serde_json::to_vec(&task).map_err(unwritable)?;
    let artifacts = serde_json::to_vec(&artifacts).map_err(unwritable)?;
    prepare(connection, SAVE)?.execute(params![row.task, head, artifacts])?;
    Ok(i64::try_from(head.len() + artifacts.len()).unwrap_or(i64::MAX))
}
