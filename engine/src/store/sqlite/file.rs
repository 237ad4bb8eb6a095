//! The file: whose it is, who may read it, and connections to it.

use super::migrations::{Standing, migrate, standing};
use super::open_error::{SqliteOpenError, SqliteOpenErrorKind};
use super::options::{Durability, SqliteOptions};
use super::statement::CACHED_STATEMENTS;
use crate::lock::lock;
use rusqlite::{Connection, Error, ErrorCode, OpenFlags};
use std::fs::OpenOptions;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// SQLite takes milliseconds as a C int.
const MAX_TIMEOUT: Duration = Duration::from_millis(i32::MAX as u64);

/// Held while a file is opened. Closing a file takes away all locks that the process has on it, so nobody else may use
/// one that [`create`] is about to close.
static OPENING: Mutex<()> = Mutex::new(());

/// A file that is a database of tasks.
#[derive(Debug)]
pub(super) struct Database {
    path: PathBuf,
    durability: Durability,
    busy_timeout: Duration,
}

impl Database {
    /// Opens or creates the file, and brings it to the latest version; answers with the connection that did so.
    pub(super) fn open(
        path: &Path,
        options: &SqliteOptions,
        migrations: &[&str],
    ) -> Result<(Self, Connection), SqliteOpenError> {
        let database = Self {
            path: path.to_owned(),
            durability: options.durability,
            busy_timeout: options.busy_timeout.min(MAX_TIMEOUT),
        };
        let _opening = lock(&OPENING);
        create(path).map_err(|error| SqliteOpenError::unavailable(path, error))?;
        let unusable = |error: Error| {
            let kind = match error.sqlite_error_code() {
                Some(ErrorCode::NotADatabase) => SqliteOpenErrorKind::Foreign,
                Some(ErrorCode::DatabaseCorrupt) => SqliteOpenErrorKind::Corrupt,
                _ => SqliteOpenErrorKind::Unavailable,
            };
            SqliteOpenError::new(kind, path).with_source(error)
        };
        let known = migrations.len();
        let refuse = |standing| match standing {
            Standing::Version(_) => Ok(()),
            Standing::Foreign => Err(SqliteOpenError::new(SqliteOpenErrorKind::Foreign, path)),
            Standing::Newer(found) => {
                let known = i64::try_from(known).unwrap_or(i64::MAX);
                let kind = SqliteOpenErrorKind::Newer { found, known };
                Err(SqliteOpenError::new(kind, path))
            }
        };
        // First without the right to write, because with it SQLite tidies up after another program.
        match database.look(known) {
            Ok(standing) => refuse(standing)?,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
                return Err(unusable(error));
            }
            // Perhaps a program was killed that wrote to the file: then it takes the right to write to read it.
            Err(_) => {}
        }
        let mut connection = database.connect().map_err(unusable)?;
        // The schema comes before the log is switched on, so that a new file says itself whose it is.
        refuse(migrate(&mut connection, migrations).map_err(unusable)?)?;
        database.prepare_writer(&connection).map_err(unusable)?;
        Ok((database, connection))
    }

    /// What the file is.
    fn look(&self, known: usize) -> rusqlite::Result<Standing> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(self.busy_timeout)?;
        standing(&connection, known)
    }

    fn prepare_writer(&self, connection: &Connection) -> rusqlite::Result<()> {
        self.switch_to_wal(connection)?;
        connection.pragma_update(None, "cache_size", -32 * 1024)?;
        connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
        let synchronous = match self.durability {
            Durability::Full => "FULL",
            Durability::Normal => "NORMAL",
        };
        connection.pragma_update(None, "synchronous", synchronous)?;
        // On macOS, only this waits for the disk; elsewhere it changes nothing.
        connection.pragma_update(None, "fullfsync", self.durability == Durability::Full)?;
        connection.pragma_update(None, "checkpoint_fullfsync", self.durability == Durability::Full)
    }

    /// SQLite does not wait for other connections when it changes the journal, so we do.
    fn switch_to_wal(&self, connection: &Connection) -> rusqlite::Result<()> {
        let begin = Instant::now();
        loop {
            let error = match connection.pragma_update(None, "journal_mode", "WAL") {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            let is_busy = error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy);
            if !is_busy || begin.elapsed() >= self.busy_timeout {
                return Err(error);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn connect(&self) -> rusqlite::Result<Connection> {
        // No creation here: whoever creates the file sets its permissions. Each connection is used by one thread at a
        // time, which the borrow checker holds, so SQLite needs no mutex of its own.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(self.busy_timeout)?;
        connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        Ok(connection)
    }

    /// A connection that changes nothing.
    pub(super) fn reader(&self) -> rusqlite::Result<Connection> {
        let connection = self.connect()?;
        connection.pragma_update(None, "query_only", true)?;
        connection.pragma_update(None, "cache_size", -8 * 1024)?;
        Ok(connection)
    }
}

/// Creates the file unless it exists. It will have the credentials of webhooks, so nobody else may read it; SQLite
/// gives the files beside it the same permissions.
fn create(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
