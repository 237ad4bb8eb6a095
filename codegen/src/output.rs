//! The one place that touches the disk.

use crate::error::Error;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What writing changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The files that were written, because their bytes differed.
    pub written: Vec<PathBuf>,
    /// The files that were removed, because nothing generates them any more.
    pub removed: Vec<PathBuf>,
    /// How many files were right already.
    pub unchanged: usize,
}

impl Outcome {
    /// Whether nothing was written or removed.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

/// What writing would change.
pub(crate) fn compare(
    root: &Path,
    files: &BTreeMap<PathBuf, String>,
    owned: &[PathBuf],
) -> Result<Outcome, Error> {
    let mut outcome = Outcome::default();
    for (path, text) in files {
        match fs::read(root.join(path)) {
            Ok(bytes) if bytes == text.as_bytes() => outcome.unchanged += 1,
            Ok(_) => outcome.written.push(path.clone()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => outcome.written.push(path.clone()),
            Err(error) => return Err(Error::io(&root.join(path), "read", error)),
        }
    }
    for folder in owned {
        orphans(root, folder, files, &mut outcome.removed)?;
    }
    Ok(outcome)
}

/// Makes the files below `root` what they should be: writes those that differ, each by a rename, and removes the
/// others in the folders that are owned.
pub(crate) fn write_tree(
    root: &Path,
    files: &BTreeMap<PathBuf, String>,
    owned: &[PathBuf],
) -> Result<Outcome, Error> {
    let outcome = compare(root, files, owned)?;
    for path in &outcome.written {
        let Some(text) = files.get(path) else { continue };
        write(&root.join(path), text)?;
    }
    for path in &outcome.removed {
        remove(&root.join(path))?;
    }
    Ok(outcome)
}

/// Removes a file that may be gone already: a second build may have been faster.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result.map_err(|error| Error::io(path, "remove", error)),
    }
}

/// Writes a file unless it is right already, and so that nobody ever sees half of it.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    let failed = |error| Error::io(path, "write", error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    fs::write(&temporary, text).map_err(failed)?;
    fs::rename(&temporary, path).map_err(|error| {
        // Best effort: the error that matters is the rename's.
        let _ = fs::remove_file(&temporary);
        failed(error)
    })
}

fn orphans(
    root: &Path,
    folder: &Path,
    files: &BTreeMap<PathBuf, String>,
    found: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let path = root.join(folder);
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::io(&path, "read", error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(&path, "read", error))?;
        let below = folder.join(entry.file_name());
        // A link is an orphan itself; what it leads to belongs to somebody else.
        let kind = entry
            .file_type()
            .map_err(|error| Error::io(&path, "read", error))?;
        if kind.is_dir() {
            orphans(root, &below, files, found)?;
        } else if !files.contains_key(&below) && below.extension() != Some("tmp".as_ref()) {
            found.push(below);
        }
    }
    found.sort();
    Ok(())
}
