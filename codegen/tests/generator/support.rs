//! What the tests of the generator share.

use a2a_codegen::Error;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The cases below `fixtures/` that are also compiled.
pub(crate) const GOLDEN_CASES: [&str; 4] = ["cycles", "every_type", "odd_names", "operations"];

/// All cases below `fixtures/`.
pub(crate) const CASES: [&str; 5] = ["cycles", "every_type", "minimal", "odd_names", "operations"];

/// The folder of this crate.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of a case.
pub(crate) fn fixture(case: &str) -> PathBuf {
    package().join("tests/fixtures").join(case)
}

/// The schema of a case.
pub(crate) fn schema_of(case: &str) -> Value {
    parse(&read(&fixture(case).join("a2a.json")))
}

/// The schema of protocol 1.0.
pub(crate) fn schema_1_0() -> Value {
    parse(&read(&path_of_1_0()))
}

/// Where the schema of protocol 1.0 is.
pub(crate) fn path_of_1_0() -> PathBuf {
    package().join("../schema/v1.0/a2a.json")
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A document with values set at JSON pointers, in that order; `null` removes what is there.
pub(crate) fn edited(document: &Value, edits: &[(&str, Value)]) -> Value {
    let mut edited = document.clone();
    for (pointer, value) in edits {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = edited
            .pointer_mut(parent)
            .unwrap_or_else(|| panic!("nothing at {pointer}"));
        match parent {
            Value::Object(members) if value.is_null() => {
                members
                    .remove(key)
                    .unwrap_or_else(|| panic!("nothing at {pointer}"));
            }
            Value::Object(members) => {
                members.insert(key.to_owned(), value.clone());
            }
            Value::Array(items) if key == "-" => items.push(value.clone()),
            Value::Array(items) if value.is_null() => {
                items.remove(key.parse().unwrap());
            }
            Value::Array(items) => items[key.parse::<usize>().unwrap()] = value.clone(),
            _ => panic!("nothing can be set at {pointer}"),
        }
    }
    edited
}

/// An error with all that it says, as `Inconsistent /$defs/Thing: …`.
pub(crate) fn report(error: &Error) -> String {
    assert!(error.to_string().starts_with(error.pointer()));
    format!("{:?} {error}", error.kind())
}

/// An empty folder for one test.
pub(crate) fn scratch(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("generator")
        .join(test);
    match fs::remove_dir_all(&folder) {
        Ok(()) => {}
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{}", folder.display()),
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A file in a folder, with its path.
pub(crate) fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

/// Runs the command; gives its exit status, what it printed, and what it reported.
pub(crate) fn run<const N: usize>(arguments: [&str; N]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_a2a-codegen"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Whether the expected files are to be written rather than compared.
pub(crate) fn is_update() -> bool {
    std::env::var_os("UPDATE_GOLDENS").is_some()
}
