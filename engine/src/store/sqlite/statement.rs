//! The one place where statements come from.

use rusqlite::{CachedStatement, Connection, Result};

/// How many statements a connection keeps compiled: more than there are.
pub(super) const CACHED_STATEMENTS: usize = 128;

/// A statement, compiled when the connection sees it for the first time.
pub(super) fn prepare<'a>(connection: &'a Connection, sql: &str) -> Result<CachedStatement<'a>> {
    #[cfg(test)]
    super::tests::plans::record(sql);
    connection.prepare_cached(sql)
}

/// A number as SQLite has it. None that is counted from 1 comes near the end of the range.
pub(super) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// How many rows at most.
pub(super) fn limit(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
