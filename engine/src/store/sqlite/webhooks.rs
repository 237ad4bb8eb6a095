//! Webhooks: who is to be told, how far everybody was, and who is given up.

use super::change::{Row, Webhook};
use super::failure::Outcome;
use super::fold::bytes;
use super::json::unreadable;
use super::log::release_delivered;
use super::statement::{integer, limit, prepare};
use crate::store::{PushFailure, PushRegistration, Scope, StoreError, StoreErrorKind};
use a2a_bindings::{Timestamp, from_slice};
use rusqlite::{Connection, Row as SqlRow, Rows, params};

const INSERT: &str = "INSERT INTO webhooks (task, id, tenant, principal, config, delivered)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const REPLACE: &str = "UPDATE webhooks SET config = ?3, failed_number = NULL, failed_seconds = NULL,
    failed_nanoseconds = NULL, failed_attempts = NULL, failed_reason = NULL WHERE task = ?1 AND id = ?2";
const DELETE: &str = "DELETE FROM webhooks WHERE task = ?1 AND id = ?2";
const DELIVERED: &str = "UPDATE webhooks SET delivered = ?3 WHERE task = ?1 AND id = ?2 AND delivered < ?3";
const GIVE_UP: &str = "UPDATE webhooks SET failed_number = ?3, failed_seconds = ?4, failed_nanoseconds = ?5,
    failed_attempts = ?6, failed_reason = ?7 WHERE task = ?1 AND id = ?2";
const RECOUNT: &str = "UPDATE tasks SET (webhooks, live, undelivered) = (
        SELECT COUNT(*), COUNT(*) FILTER (WHERE failed_seconds IS NULL),
            COUNT(*) FILTER (WHERE failed_seconds IS NULL AND delivered < tasks.last) > 0
        FROM webhooks WHERE webhooks.task = tasks.task
    ) WHERE task = ?1";
const OF_TASK: &str =
    "SELECT config, delivered, failed_number, failed_seconds, failed_nanoseconds, failed_attempts,
    failed_reason FROM webhooks INDEXED BY webhooks_order WHERE task = ?1 ORDER BY webhook";
const DEAD: &str =
    "SELECT config, delivered, failed_number, failed_seconds, failed_nanoseconds, failed_attempts,
    failed_reason FROM webhooks INDEXED BY webhooks_failed
    WHERE tenant = ?1 AND principal = ?2 AND failed_seconds IS NOT NULL
    ORDER BY failed_seconds, failed_nanoseconds LIMIT ?3";

/// Adds a webhook to a task, whose counts are then out of date.
pub(super) fn insert(
    connection: &Connection,
    task: i64,
    scope: &Scope,
    webhook: &Webhook,
    delivered: u64,
) -> Outcome<()> {
    let Scope { tenant, principal } = scope;
    let Webhook { id, json } = webhook;
    prepare(connection, INSERT)?.execute(params![task, id, tenant, principal, json, delivered])?;
    Ok(())
}

/// Counts the webhooks of a task.
pub(super) fn recount(connection: &Connection, task: i64) -> Outcome<()> {
    prepare(connection, RECOUNT)?.execute([task])?;
    Ok(())
}

/// Registers a webhook, or replaces the one with the same id.
pub(super) fn put(
    connection: &Connection,
    scope: &Scope,
    row: &Row,
    webhook: &Webhook,
    most: usize,
) -> Outcome<()> {
    let replaced = prepare(connection, REPLACE)?.execute(params![row.task, webhook.id, webhook.json])?;
    let others = row.webhooks - i64::from(replaced > 0);
    if others >= limit(most) {
        let message = format!("the task has {most} webhooks: delete one first");
        return Err(StoreError::new(StoreErrorKind::Full, message).into());
    }
    if replaced == 0 {
        insert(connection, row.task, scope, webhook, row.last)?;
    }
    recount(connection, row.task)
}

/// Removes a webhook.
pub(super) fn delete(connection: &Connection, row: &Row, id: &str) -> Outcome<()> {
    if prepare(connection, DELETE)?.execute(params![row.task, id])? > 0 {
        recount(connection, row.task)?;
        release_delivered(connection, row)?;
    }
    Ok(())
}

/// Records how far a webhook has been told.
pub(super) fn delivered(connection: &Connection, row: &Row, id: &str, delivered: i64) -> Outcome<()> {
    if prepare(connection, DELIVERED)?.execute(params![row.task, id, delivered])? > 0 {
        recount(connection, row.task)?;
        release_delivered(connection, row)?;
    }
    Ok(())
}

/// Records that a webhook is told no more.
pub(super) fn give_up(connection: &Connection, row: &Row, id: &str, failure: &PushFailure) -> Outcome<()> {
    let given_up = prepare(connection, GIVE_UP)?.execute(params![
        row.task,
        id,
        integer(failure.number),
        failure.time.seconds(),
        failure.time.nanoseconds(),
        failure.attempts,
        failure.reason,
    ])?;
    if given_up > 0 {
        recount(connection, row.task)?;
    }
    Ok(())
}

/// The webhooks of a task, in the order in which they were registered.
pub(super) fn of_task(connection: &Connection, task: i64) -> Outcome<Vec<PushRegistration>> {
    registrations(prepare(connection, OF_TASK)?.query([task])?)
}

/// The webhooks of a scope that are given up, oldest failure first.
pub(super) fn dead(connection: &Connection, scope: &Scope, most: usize) -> Outcome<Vec<PushRegistration>> {
    let mut statement = prepare(connection, DEAD)?;
    registrations(statement.query(params![scope.tenant, scope.principal, limit(most)])?)
}

fn registrations(mut rows: Rows<'_>) -> Outcome<Vec<PushRegistration>> {
    let mut registrations = Vec::new();
    while let Some(row) = rows.next()? {
        registrations.push(registration(row)?);
    }
    Ok(registrations)
}

fn registration(row: &SqlRow<'_>) -> Outcome<PushRegistration> {
    let config = from_slice(bytes(row.get_ref(0)?)?).map_err(unreadable)?;
    let mut registration = PushRegistration::new(config, row.get(1)?);
    if let Some(number) = row.get(2)? {
        let time = Timestamp::new(row.get(3)?, row.get(4)?).map_err(|error| {
            let message = "the database has a time that cannot be";
            StoreError::new(StoreErrorKind::Corrupt, message).with_source(error)
        })?;
        let reason: String = row.get(6)?;
        registration.failure = Some(PushFailure::new(number, time, row.get(5)?, reason));
    }
    Ok(registration)
}
