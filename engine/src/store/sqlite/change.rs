//! What can be changed, prepared by the caller and applied by the writer.

use super::failure::Outcome;
use super::json::{check_depth, unwritable};
use super::statement::{integer, prepare};
use super::{log, webhooks};
use crate::store::{Entry, Position, PushFailure, Scope, StoreError, StoreErrorKind};
use a2a_bindings::v1_0::{StreamResponse, TaskPushNotificationConfig, TaskStatus};
use a2a_bindings::{Bytes, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

/// A change of one task.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) scope: Scope,
    pub(super) task_id: String,
    pub(super) kind: Kind,
}

/// What is done to the task.
#[derive(Debug)]
pub(super) enum Kind {
    Create(Record, Option<Webhook>),
    Append(Record),
    PutWebhook(Webhook, usize),
    DeleteWebhook(String),
    Delivered(String, u64),
    GiveUp(String, PushFailure),
}

/// A webhook as it is stored.
#[derive(Debug)]
pub(super) struct Webhook {
    pub(super) id: String,
    pub(super) json: Vec<u8>,
}

/// An entry as it is stored.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) number: u64,
    pub(super) event: Bytes,
    pub(super) said: Option<Vec<u8>>,
    /// Whether it changes nothing but an artifact.
    pub(super) is_artifact: bool,
    /// The status of the task from here on, if the entry says.
    pub(super) status: Option<Status>,
    /// The context of the task from here on, if the entry says.
    pub(super) context_id: Option<String>,
}

/// What is searched and sorted by.
#[derive(Debug)]
pub(super) struct Status {
    /// As JSON, which tells apart what this version of the protocol does not know.
    pub(super) state: String,
    pub(super) phase: i64,
    /// In milliseconds since 1970; `None` without a time.
    pub(super) time: Option<i64>,
}

/// Somebody works on the task.
pub(super) const WORKING: i64 = 0;
/// The task waits for the client.
pub(super) const INTERRUPTED: i64 = 1;
/// The task is over.
pub(super) const OVER: i64 = 2;

impl Webhook {
    pub(super) fn new(config: &TaskPushNotificationConfig) -> Result<Self, StoreError> {
        let json = serde_json::to_vec(config).map_err(unwritable)?;
        let id = config.id.clone();
        Ok(Self { id, json })
    }
}

impl Record {
    pub(super) fn new(entry: &Entry) -> Result<Self, StoreError> {
        let event = entry.event.json().map_err(unwritable)?;
        check_depth(&event)?;
        let said = entry.said.as_deref().map(serde_json::to_vec).transpose();
        let said = said.map_err(unwritable)?;
        check_depth(said.as_deref().unwrap_or_default())?;
        let (status, context_id) = match &*entry.event {
            StreamResponse::Task(task) => (Some(&task.status), Some(task.context_id.clone())),
            StreamResponse::StatusUpdate(update) => (Some(&update.status), None),
            _ => (None, None),
        };
        Ok(Self {
            number: entry.number,
            is_artifact: matches!(&*entry.event, StreamResponse::ArtifactUpdate(_)) && said.is_none(),
            event,
            said,
            status: status.map(Status::new).transpose()?,
            context_id,
        })
    }

    /// How much reading it costs, in bytes.
    pub(super) fn size(&self) -> i64 {
        let said = self.said.as_ref().map_or(0, Vec::len);
        i64::try_from(self.event.len() + said).unwrap_or(i64::MAX)
    }
}

impl Status {
    fn new(status: &TaskStatus) -> Result<Self, StoreError> {
        let phase = match &status.state {
            state if state.is_terminal() => OVER,
            state if state.is_interrupted() => INTERRUPTED,
            _ => WORKING,
        };
        Ok(Self {
            state: serde_json::to_string(&status.state).map_err(unwritable)?,
            phase,
            time: status.timestamp.map(Position::milliseconds),
        })
    }

    /// When the task was over, if it is: a status without a time is as old as its entry.
    pub(super) fn ended(&self) -> Option<i64> {
        let time = || {
            self.time
                .unwrap_or_else(|| Position::milliseconds(Timestamp::now()))
        };
        (self.phase == OVER).then(time)
    }
}

/// A row of the table of tasks, as far as changes need it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) task: i64,
    pub(super) phase: i64,
    pub(super) last: u64,
    pub(super) first: u64,
    pub(super) folded: u64,
    pub(super) folded_size: i64,
    pub(super) tail_size: i64,
    pub(super) webhooks: i64,
    pub(super) live: i64,
    pub(super) undelivered: bool,
}

const FIND: &str =
    "SELECT task, phase, last, first, folded, folded_size, tail_size, webhooks, live, undelivered
    FROM tasks WHERE tenant = ?1 AND principal = ?2 AND task_id = ?3";

/// The row of a task.
pub(super) fn find(connection: &Connection, scope: &Scope, task_id: &str) -> Outcome<Option<Row>> {
    let row = prepare(connection, FIND)?
        .query_row(params![scope.tenant, scope.principal, task_id], |row| {
            Ok(Row {
                task: row.get(0)?,
                phase: row.get(1)?,
                last: row.get(2)?,
                first: row.get(3)?,
                folded: row.get(4)?,
                folded_size: row.get(5)?,
                tail_size: row.get(6)?,
                webhooks: row.get(7)?,
                live: row.get(8)?,
                undelivered: row.get(9)?,
            })
        })
        .optional()?;
    Ok(row)
}

impl Change {
    /// Makes the change, in the transaction of the connection. After an error, some of it may have been made.
    pub(super) fn apply(&self, connection: &Connection, kept_entries: u64) -> Outcome<()> {
        let Self { scope, task_id, kind } = self;
        let row = find(connection, scope, task_id)?;
        match (kind, row) {
            (Kind::Create(..), Some(_)) => {
                let message = "the scope has a task with this id";
                Err(StoreError::new(StoreErrorKind::Conflict, message).into())
            }
            (Kind::Create(record, webhook), None) => {
                log::create(connection, scope, task_id, record, webhook.as_ref(), kept_entries)
            }
            // Nothing happens to a webhook that is gone.
            (Kind::Delivered(..) | Kind::GiveUp(..), None) => Ok(()),
            (_, None) => Err(StoreError::not_found().into()),
            (Kind::Append(record), Some(row)) => log::append(connection, row, record, kept_entries),
            (Kind::PutWebhook(webhook, limit), Some(row)) => {
                webhooks::put(connection, scope, &row, webhook, *limit)
            }
            (Kind::DeleteWebhook(id), Some(row)) => webhooks::delete(connection, &row, id),
            (Kind::Delivered(id, delivered), Some(row)) => {
                webhooks::delivered(connection, &row, id, integer(*delivered))
            }
            (Kind::GiveUp(id, failure), Some(row)) => webhooks::give_up(connection, &row, id, failure),
        }
    }
}
