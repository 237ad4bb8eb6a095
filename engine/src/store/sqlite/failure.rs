//! What goes wrong inside, and what callers are told of it.

use crate::store::{StoreError, StoreErrorKind};
use rusqlite::{Error as SqlError, ErrorCode};
use std::sync::Arc;

/// Why a piece of work was not done.
#[derive(Debug)]
pub(super) enum Failure {
    /// SQLite could not do it.
    Sql(SqlError),
    /// It must not be done.
    Refused(StoreError),
}

pub(super) type Outcome<T> = Result<T, Failure>;

impl From<SqlError> for Failure {
    fn from(error: SqlError) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Refused(error)
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Sql(error) => told(&Arc::new(error)),
            Failure::Refused(error) => error,
        }
    }
}

/// What one of those is told whose work an error of SQLite has stopped.
pub(super) fn told(error: &Arc<SqlError>) -> StoreError {
    let (kind, message) = match (&**error, error.sqlite_error_code()) {
        (_, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)) => (
            StoreErrorKind::Corrupt,
            "the database is damaged: restore it from a copy",
        ),
        (
            SqlError::FromSqlConversionFailure(..)
            | SqlError::IntegralValueOutOfRange(..)
            | SqlError::InvalidColumnType(..)
            | SqlError::QueryReturnedNoRows
            | SqlError::Utf8Error(..),
            _,
        ) => (
            StoreErrorKind::Corrupt,
            "the database has a value that cannot be, or lacks one",
        ),
        (_, Some(ErrorCode::TooBig)) => (StoreErrorKind::Full, "the task is too large for a database"),
        (_, Some(ErrorCode::DiskFull)) => (
            StoreErrorKind::Unavailable,
            "the database cannot grow: make room on its disk",
        ),
        (_, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => (
            StoreErrorKind::Unavailable,
            "another process holds the database: try again",
        ),
        _ => (StoreErrorKind::Unavailable, "the database could not be used"),
    };
    StoreError::new(kind, message).with_source(Arc::clone(error))
}

/// The store is being closed, or its thread is gone.
pub(super) fn closed() -> StoreError {
    StoreError::new(StoreErrorKind::Unavailable, "the store is closed")
}
