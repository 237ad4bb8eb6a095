//! Reading tasks and logs.

use super::change::find;
use super::failure::Outcome;
use super::fold::{entry, fold};
use super::statement::{integer, limit, prepare};
use crate::store::{Entry, Scope, StoredTask, TaskKey};
use rusqlite::{Connection, params};

const ENTRIES: &str = "SELECT number, event, said FROM entries
    WHERE task = ?1 AND number > ?2 ORDER BY number LIMIT ?3";
const UNFINISHED: &str = "SELECT tenant, principal, task_id FROM tasks INDEXED BY tasks_unfinished
    WHERE phase = 0 ORDER BY tenant, principal, task_id LIMIT ?1";
const UNFINISHED_AFTER: &str = "SELECT tenant, principal, task_id FROM tasks INDEXED BY tasks_unfinished
    WHERE phase = 0 AND (tenant, principal, task_id) > (?2, ?3, ?4)
    ORDER BY tenant, principal, task_id LIMIT ?1";
const UNDELIVERED: &str = "SELECT tenant, principal, task_id FROM tasks INDEXED BY tasks_undelivered
    WHERE undelivered = 1 ORDER BY tenant, principal, task_id LIMIT ?1";
const UNDELIVERED_AFTER: &str = "SELECT tenant, principal, task_id FROM tasks INDEXED BY tasks_undelivered
    WHERE undelivered = 1 AND (tenant, principal, task_id) > (?2, ?3, ?4)
    ORDER BY tenant, principal, task_id LIMIT ?1";

/// The task as it is.
pub(super) fn get(connection: &Connection, scope: &Scope, task_id: &str) -> Outcome<Option<StoredTask>> {
    let Some(row) = find(connection, scope, task_id)? else {
        return Ok(None);
    };
    let task = fold(connection, row.task, row.folded, true)?;
    Ok(Some(StoredTask::new(task, row.last, row.webhooks > 0)))
}

/// Entries of a log.
pub(super) fn entries(
    connection: &Connection,
    scope: &Scope,
    task_id: &str,
    after: u64,
    most: usize,
) -> Outcome<Option<Vec<Entry>>> {
    let Some(row) = find(connection, scope, task_id)? else {
        return Ok(None);
    };
    if after.saturating_add(1) < row.first {
        return Ok(None);
    }
    let mut entries = Vec::new();
    let mut statement = prepare(connection, ENTRIES)?;
    let mut rows = statement.query(params![row.task, integer(after), limit(most)])?;
    while let Some(row) = rows.next()? {
        entries.push(entry(row)?);
    }
    Ok(Some(entries))
}

/// Tasks that somebody was working on.
pub(super) fn unfinished(
    connection: &Connection,
    after: Option<&TaskKey>,
    most: usize,
) -> Outcome<Vec<TaskKey>> {
    keys(connection, [UNFINISHED, UNFINISHED_AFTER], after, most)
}

/// Tasks with webhooks that have something to come.
pub(super) fn undelivered(
    connection: &Connection,
    after: Option<&TaskKey>,
    most: usize,
) -> Outcome<Vec<TaskKey>> {
    keys(connection, [UNDELIVERED, UNDELIVERED_AFTER], after, most)
}

/// The keys that a statement gives: the first one from the beginning, the second one after a key.
fn keys(
    connection: &Connection,
    [all, rest]: [&str; 2],
    after: Option<&TaskKey>,
    most: usize,
) -> Outcome<Vec<TaskKey>> {
    let mut statement = prepare(connection, after.map_or(all, |_| rest))?;
    let mut rows = match after {
        None => statement.query([limit(most)])?,
        Some(TaskKey { scope, task_id }) => {
            statement.query(params![limit(most), scope.tenant, scope.principal, task_id])?
        }
    };
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let (tenant, principal): (String, String) = (row.get(0)?, row.get(1)?);
        let scope = Scope::new(tenant, principal);
        let task_id = row.get(2)?;
        keys.push(TaskKey { scope, task_id });
    }
    Ok(keys)
}
