//! Deleting, a little at a time: a writer that deletes much at once keeps everybody waiting.

use super::failure::Outcome;
use super::statement::{integer, prepare};
use crate::store::Position;
use a2a_bindings::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use std::time::Duration;

/// How many entries are deleted in one transaction.
const ENTRIES: i64 = 512;
/// How many tasks are deleted in one transaction.
const TASKS: usize = 16;

const DELETE_ENTRIES: &str = "DELETE FROM entries WHERE task = ?1 AND number >= ?2 AND number < ?3";
const POSTPONE: &str = "INSERT INTO sweep (task, below) VALUES (?1, ?2)
    ON CONFLICT DO UPDATE SET below = MAX(below, excluded.below)";
const NEXT_SWEEP: &str = "SELECT task, below FROM sweep ORDER BY task LIMIT 1";
const FIRST_ENTRY: &str = "SELECT number FROM entries WHERE task = ?1 ORDER BY number LIMIT 1";
const SWEPT: &str = "DELETE FROM sweep WHERE task = ?1";
const NEXT_ENDED: &str = "SELECT task, last, first FROM tasks INDEXED BY tasks_ended
    WHERE ended <= ?1 ORDER BY ended LIMIT 1";
const DELETE_WEBHOOKS: &str = "DELETE FROM webhooks WHERE task = ?1";
const DELETE_CHECKPOINT: &str = "DELETE FROM checkpoints WHERE task = ?1";
const DELETE_TASK: &str = "DELETE FROM tasks WHERE task = ?1";

/// Deletes the entries of a task from one number to below another, now or soon.
pub(super) fn entries(connection: &Connection, task: i64, from: u64, below: i64) -> Outcome<()> {
    let from = integer(from);
    if below.saturating_sub(from) <= ENTRIES {
        // Others before them may still be waiting.
        prepare(connection, DELETE_ENTRIES)?.execute([task, from, below])?;
    } else {
        prepare(connection, POSTPONE)?.execute([task, below])?;
    }
    Ok(())
}

/// Whether there is something to delete.
pub(super) fn is_due(connection: &Connection, max_age: Option<Duration>) -> Outcome<bool> {
    let postponed = prepare(connection, NEXT_SWEEP)?.exists([])?;
    Ok(postponed || next_ended(connection, max_age)?.is_some())
}

/// Deletes a little of what is to be deleted.
pub(super) fn step(connection: &Connection, max_age: Option<Duration>) -> Outcome<()> {
    for _ in 0..TASKS {
        let Some((task, last, first)) = next_ended(connection, max_age)? else {
            break;
        };
        entries(connection, task, first, integer(last.saturating_add(1)))?;
        for sql in [DELETE_WEBHOOKS, DELETE_CHECKPOINT, DELETE_TASK] {
            prepare(connection, sql)?.execute([task])?;
        }
    }
    let next = prepare(connection, NEXT_SWEEP)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((task, below)) = next {
        sweep(connection, task, below)?;
    }
    Ok(())
}

/// Deletes some of the entries of a task.
fn sweep(connection: &Connection, task: i64, below: i64) -> Outcome<()> {
    let first: Option<i64> = prepare(connection, FIRST_ENTRY)?
        .query_row([task], |row| row.get(0))
        .optional()?;
    let begin = first.unwrap_or(below);
    let end = begin.saturating_add(ENTRIES).min(below);
    prepare(connection, DELETE_ENTRIES)?.execute([task, begin, end])?;
    if end == below {
        prepare(connection, SWEPT)?.execute([task])?;
    }
    Ok(())
}

/// The task that has been over for longest, if that is too long: its number, its last entry and its first.
fn next_ended(connection: &Connection, max_age: Option<Duration>) -> Outcome<Option<(i64, u64, u64)>> {
    let Some(max_age) = max_age else {
        return Ok(None);
    };
    let age = i64::try_from(max_age.as_millis()).unwrap_or(i64::MAX);
    let before = Position::milliseconds(Timestamp::now()).saturating_sub(age);
    let next = prepare(connection, NEXT_ENDED)?
        .query_row([before], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(next)
}
