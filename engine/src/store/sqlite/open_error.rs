//! Why a database could not be opened.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a [`SqliteStore`](super::SqliteStore) could not be opened. Nothing in the file has changed.
#[derive(Debug)]
pub struct SqliteOpenError {
    kind: SqliteOpenErrorKind,
    path: PathBuf,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What kind of [`SqliteOpenError`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SqliteOpenErrorKind {
    /// The file is something else than a database of tasks.
    Foreign,
    /// A newer version of this library has written the database.
    Newer {
        /// The version of the schema that the file has.
        found: i64,
        /// The newest version that is understood here.
        known: i64,
    },
    /// The file is a database of tasks, and damaged.
    Corrupt,
    /// The file could not be read or written, or somebody else has it locked.
    Unavailable,
}

impl SqliteOpenError {
    pub(super) fn new(kind: SqliteOpenErrorKind, path: &Path) -> Self {
        Self {
            kind,
            path: path.to_owned(),
            source: None,
        }
    }

    pub(super) fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub(super) fn unavailable(path: &Path, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(SqliteOpenErrorKind::Unavailable, path).with_source(source)
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> SqliteOpenErrorKind {
        self.kind
    }

    /// The file that was to be opened.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for SqliteOpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.kind {
            SqliteOpenErrorKind::Foreign => write!(
                formatter,
                "{path} is not a database of tasks: give the path of one, or of a file that does not exist yet"
            ),
            SqliteOpenErrorKind::Newer { found, known } => write!(
                formatter,
                "{path} has version {found} of the schema, and the newest that is known here is {known}: \
                 update the program, or use another file"
            ),
            SqliteOpenErrorKind::Corrupt => {
                write!(
                    formatter,
                    "{path} is damaged: restore it from a copy, or use another file"
                )
            }
            SqliteOpenErrorKind::Unavailable => write!(
                formatter,
                "{path} cannot be used: check that its folder exists, that both may be written, and that no other \
                 program has locked the file"
            ),
        }
    }
}

impl Error for SqliteOpenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
