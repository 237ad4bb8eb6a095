//! Writing logs: entries, the columns that tasks are found by, checkpoints, and what need not be kept.

use super::change::{OVER, Record, Row, Status, Webhook};
use super::failure::Outcome;
use super::statement::{integer, prepare};
use super::{fold, sweep, webhooks};
use crate::store::{Scope, StoreError, StoreErrorKind};
use rusqlite::{Connection, OptionalExtension, params};

/// Less than this is not worth a checkpoint, in bytes of JSON.
const MIN_TAIL: i64 = 16 * 1024;

const CREATE: &str = "INSERT INTO tasks
    (tenant, principal, task_id, context_id, state, phase, time, stamped, ended, last, first, tail_size)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, 1, ?10)";
const APPEND: &str = "INSERT INTO entries (task, number, artifact, event, said) VALUES (?1, ?2, ?3, ?4, ?5)";
const ADVANCE: &str = "UPDATE tasks SET last = ?2, tail_size = ?3 WHERE task = ?1";
const MOVE: &str =
    "UPDATE tasks SET state = ?2, phase = ?3, time = ?4, stamped = ?5, ended = ?6 WHERE task = ?1";
const SET_CONTEXT: &str = "UPDATE tasks SET context_id = ?2 WHERE task = ?1 AND context_id <> ?2";
const SET_FOLDED: &str = "UPDATE tasks SET folded = last, folded_size = ?2, tail_size = 0 WHERE task = ?1";
const SET_FIRST: &str = "UPDATE tasks SET first = ?2 WHERE task = ?1";
const SLOWEST: &str = "SELECT MIN(delivered) FROM webhooks WHERE task = ?1";

/// Creates a task with its first entry.
pub(super) fn create(
    connection: &Connection,
    scope: &Scope,
    task_id: &str,
    record: &Record,
    webhook: Option<&Webhook>,
    kept_entries: u64,
) -> Outcome<()> {
    let (1, Some(status), Some(context_id)) = (record.number, &record.status, &record.context_id) else {
        let message = "the first entry of a log has the number 1, and its event is the task";
        return Err(StoreError::new(StoreErrorKind::Conflict, message).into());
    };
    prepare(connection, CREATE)?.execute(params![
        scope.tenant,
        scope.principal,
        task_id,
        context_id,
        status.state,
        status.phase,
        status.time.unwrap_or(0),
        status.time.is_some(),
        status.ended(),
        record.size(),
    ])?;
    let task = connection.last_insert_rowid();
    insert(connection, task, record)?;
    if let Some(webhook) = webhook {
        webhooks::insert(connection, task, scope, webhook, 0)?;
        webhooks::recount(connection, task)?;
    }
    let row = Row {
        task,
        phase: status.phase,
        last: 1,
        first: 1,
        folded: 0,
        folded_size: 0,
        tail_size: record.size(),
        webhooks: webhook.is_some().into(),
        live: webhook.is_some().into(),
        undelivered: webhook.is_some(),
    };
    settle(connection, &row, kept_entries)
}

/// Appends an entry.
pub(super) fn append(
    connection: &Connection,
    mut row: Row,
    record: &Record,
    kept_entries: u64,
) -> Outcome<()> {
    if row.phase == OVER {
        let message = "the task is over";
        return Err(StoreError::new(StoreErrorKind::Conflict, message).into());
    }
    if record.number != row.last + 1 {
        return Err(StoreError::conflict().into());
    }
    insert(connection, row.task, record)?;
    row.last = record.number;
    row.tail_size = row.tail_size.saturating_add(record.size());
    prepare(connection, ADVANCE)?.execute(params![row.task, record.number, row.tail_size])?;
    if let Some(status) = &record.status {
        set_status(connection, row.task, status)?;
        row.phase = status.phase;
    }
    if let Some(context_id) = &record.context_id {
        prepare(connection, SET_CONTEXT)?.execute(params![row.task, context_id])?;
    }
    if row.live > 0 && !row.undelivered {
        webhooks::recount(connection, row.task)?;
    }
    settle(connection, &row, kept_entries)
}

fn insert(connection: &Connection, task: i64, record: &Record) -> Outcome<()> {
    prepare(connection, APPEND)?.execute(params![
        task,
        record.number,
        record.is_artifact,
        &*record.event,
        record.said,
    ])?;
    Ok(())
}

fn set_status(connection: &Connection, task: i64, status: &Status) -> Outcome<()> {
    prepare(connection, MOVE)?.execute(params![
        task,
        status.state,
        status.phase,
        status.time.unwrap_or(0),
        status.time.is_some(),
        status.ended(),
    ])?;
    Ok(())
}

/// Folds the log if it is time to, and lets go of the entries that need not be kept.
///
/// The log is folded when the entries behind the checkpoint are as large as the checkpoint: each byte is then folded
/// a bounded number of times on average, and reading a task costs at most twice its size.
fn settle(connection: &Connection, row: &Row, kept_entries: u64) -> Outcome<()> {
    let oldest = (row.last + 1).saturating_sub(kept_entries).max(row.first);
    let is_over = row.phase == OVER;
    let is_long = row.tail_size >= row.folded_size.max(MIN_TAIL);
    // What is let go must have been folded.
    let must_fold = oldest > row.folded + 1;
    if is_over || is_long || must_fold {
        let size = fold::checkpoint(connection, row)?;
        prepare(connection, SET_FOLDED)?.execute(params![row.task, size])?;
    }
    if is_over {
        let first = needed(connection, row)?.max(oldest);
        return release(connection, row, first);
    }
    release(connection, row, oldest)
}

/// The first entry that a webhook may have to come. One that is given up counts: registered again, it goes on.
fn needed(connection: &Connection, row: &Row) -> Outcome<u64> {
    let slowest: Option<u64> = if row.webhooks == 0 {
        None
    } else {
        prepare(connection, SLOWEST)?
            .query_row([row.task], |row| row.get(0))
            .optional()?
            .flatten()
    };
    Ok(slowest.map_or(row.last, |delivered| delivered.min(row.last)) + 1)
}

/// Lets go of what no webhook has to come any more, if the task is over.
pub(super) fn release_delivered(connection: &Connection, row: &Row) -> Outcome<()> {
    if row.phase == OVER {
        release(connection, row, needed(connection, row)?)?;
    }
    Ok(())
}

/// Lets go of the entries below a number.
fn release(connection: &Connection, row: &Row, first: u64) -> Outcome<()> {
    if first > row.first {
        prepare(connection, SET_FIRST)?.execute(params![row.task, first])?;
        sweep::entries(connection, row.task, row.first, integer(first))?;
    }
    Ok(())
}
