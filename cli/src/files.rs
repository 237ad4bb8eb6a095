//! Files that the command line names.

use crate::error::{Code, Error};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

/// The name that stands for standard input or output.
const STANDARD: &str = "-";

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    File::open(path)
        .and_then(bounded)
        .map_err(|error| unreadable(path, &error))
}

/// Opens a file, or standard input.
pub(crate) fn open_or_stdin(path: &Path) -> Result<Box<dyn BufRead>, Error> {
    if path.as_os_str() == STANDARD {
        return Ok(Box::new(io::stdin().lock()));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(BufReader::new(file))),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// Reads what is left of an open file, to its end.
pub(crate) fn rest(path: &Path, source: impl Read) -> Result<Vec<u8>, Error> {
    bounded(source).map_err(|error| unreadable(path, &error))
}

/// Reads standard input to its end.
pub(crate) fn stdin() -> Result<Vec<u8>, Error> {
    bounded(io::stdin().lock()).map_err(|error| unreadable(Path::new("standard input"), &error))
}

/// How many bytes of a file are read, at the most.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Reads to the end, which what is no ordinary file may not have.
fn bounded(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= MAX_BYTES) {
        Ok(bytes)
    } else {
        Err(io::Error::other(format!("it has more than {MAX_BYTES} bytes")))
    }
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

pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::usage(format!("{} cannot be read: {error}", path.display()))
}
