//! Bringing a database to the schema of this version.

use super::statement::limit;
use rusqlite::{Connection, Result, TransactionBehavior};

/// What makes each version of the schema out of the one before, beginning with an empty file. What is released is
/// never changed: a change of the schema is one more file.
pub(super) const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_tasks.sql")];

/// The `application_id` of a database of tasks: "A2AT".
pub(super) const APPLICATION_ID: i32 = 0x4132_4154;

/// What a file is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A database of tasks with this version of the schema, or an empty file if it is 0.
    Version(usize),
    /// Somebody else's.
    Foreign,
    /// A database of tasks with a version that is not known here.
    Newer(i64),
}

/// What a file is, to whoever knows so many versions.
pub(super) fn standing(connection: &Connection, known: usize) -> Result<Standing> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let things: i64 = connection.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_empty = application == 0 && version == 0 && things == 0;
    Ok(match usize::try_from(version) {
        _ if application != APPLICATION_ID && !is_empty => Standing::Foreign,
        Ok(version) if version <= known => Standing::Version(version),
        _ => Standing::Newer(version),
    })
}

/// Applies what is missing, one transaction for each version. What the file is then is said again, because it can
/// have become something else since it was looked at.
pub(super) fn migrate(connection: &mut Connection, migrations: &[&str]) -> Result<Standing> {
    loop {
        // The version is read under the lock: of two processes that open a file, one migrates it.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let standing = standing(&transaction, migrations.len())?;
        let Standing::Version(version) = standing else {
            return Ok(standing);
        };
        let Some(sql) = migrations.get(version) else {
            return Ok(standing);
        };
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", limit(version + 1))?;
        transaction.commit()?;
    }
}
