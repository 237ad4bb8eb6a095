//! Files that the command line names.

use crate::error::{Code, Error};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

/// The name that stands for standard input or output.
const STANDARD: &str = "-";

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| unreadable(path, &error))
}

/// Reads a file, or standard input to its end.
pub(crate) fn read_or_stdin(path: &Path) -> Result<Vec<u8>, Error> {
    if path.as_os_str() == STANDARD {
        stdin()
    } else {
        read(path)
    }
}

/// Reads standard input to its end.
pub(crate) fn stdin() -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(Path::new("standard input"), &error))?;
    Ok(bytes)
}

/// Writes a file.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    File::create(path)
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|error| {
            Error::new(
                Code::Internal,
                format!("{} cannot be written: {error}", path.display()),
            )
        })
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::usage(format!("{} cannot be read: {error}", path.display()))
}
