//! The layout of the repository that holds `a2a-bindings`: which schemas there are, and where the code goes.

use crate::error::{Error, ErrorKind};
use crate::generate::Config;
use crate::output::{Outcome, compare, remove, write_tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The digests of the inputs.
const STAMP: &str = "inputs.txt";

const COMMAND: &str = "cargo run -p a2a-codegen -- generate";

/// Generates the code of every version below `schema/` into `generated/`.
///
/// # Errors
/// A schema cannot be read, or a file cannot be written.
pub fn generate(root: &Path) -> Result<Outcome, Error> {
    let (output, files) = (root.join("generated"), files(root)?);
    let stamp = Path::new(STAMP);
    let others = files.iter().filter(|(path, _)| *path != stamp);
    let others = others.map(|(path, text)| (path.clone(), text.clone())).collect();
    // The stamp says that everything else is fresh: it is not there while the others are being written, so that
    // whatever ends this early, no build takes half of it for the whole.
    if !compare(&output, &others, &[])?.is_unchanged() {
        remove(&output.join(stamp))?;
    }
    let mut outcome = write_tree(&output, &others, &[])?;
    let last = write_tree(&output, &files, &[PathBuf::new()])?;
    outcome.written.extend(last.written);
    outcome.written.sort();
    outcome.removed = last.removed;
    outcome.unchanged = files.len() - outcome.written.len();
    Ok(outcome)
}

/// What [`generate`] would change.
///
/// # Errors
/// A schema or a file cannot be read.
pub fn check(root: &Path) -> Result<Outcome, Error> {
    compare(&root.join("generated"), &files(root)?, &[PathBuf::new()])
}

/// Every file below `generated/`.
fn files(root: &Path) -> Result<BTreeMap<PathBuf, String>, Error> {
    let mut files = BTreeMap::new();
    let mut modules = String::new();
    for schema in schemas(root)? {
        let text = crate::read_text(&root.join(&schema))?;
        let config = Config::new(&schema)
            .support("crate")
            .json_schema(true)
            .command(COMMAND);
        let generated = config.generate_from(&text)?;
        let expected = generated.module_name().replace('_', ".");
        if schema.parent().and_then(Path::file_name) != Some(expected.as_ref()) {
            let message = format!("{} has the version of {expected}", schema.display());
            return Err(Error::new(
                ErrorKind::Inconsistent,
                "/x-a2a-protocol/version",
                message,
            ));
        }
        modules.push_str(&format!("pub mod {};\n", generated.module_name()));
        files.extend(generated.files().clone());
    }
    let header = format!("@generated from schema/ by `{COMMAND}`; do not edit.");
    files.insert(
        "mod.rs".into(),
        format!("// {header}\n//! One module a version of the protocol.\n\n{modules}"),
    );
    files.insert(STAMP.into(), format!("# {header}\n{}", inputs(root)?));
    Ok(files)
}

/// The schemas, as `schema/v1.0/a2a.json`.
fn schemas(root: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    walk(root, Path::new("schema"), &mut found)?;
    found.retain(|path| path.file_name().is_some_and(|name| name == "a2a.json"));
    Ok(found)
}

/// The digest of every file that the code depends on, a line each.
///
/// `build.rs` computes the same lines and compares them, so that no stale code is built. It must do without
/// dependencies, and it is published without this crate, so the few lines stand in both places; the build stops
/// if they disagree.
fn inputs(root: &Path) -> Result<String, Error> {
    let mut paths = schemas(root)?;
    walk(root, Path::new("codegen/src"), &mut paths)?;
    // Editors leave files of theirs beside ours.
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "rs" || extension == "json")
    });
    let mut lines = String::new();
    for path in paths {
        let absolute = root.join(&path);
        let bytes = fs::read(&absolute).map_err(|error| Error::io(&absolute, "read", error))?;
        let path = path.to_string_lossy().replace('\\', "/");
        lines.push_str(&format!("{:016x} {path}\n", fnv1a(&bytes)));
    }
    Ok(lines)
}

/// FNV-1a, 64 bits: it only has to notice an edit.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The files below a folder, sorted.
fn walk(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    let path = root.join(folder);
    let failed = |error| Error::io(&path, "read", error);
    let mut names = fs::read_dir(&path)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)?;
    names.sort();
    for name in names {
        let below = folder.join(name);
        if root.join(&below).is_dir() {
            walk(root, &below, found)?;
        } else {
            found.push(below);
        }
    }
    Ok(())
}
