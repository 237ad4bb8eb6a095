//! From a file, or from the name of one that comes with the command, to behaviours.

use super::problem::Problem;
use super::shipped::Shipped;
use super::{Behaviors, format, lower};
use crate::error::Error;
use crate::files;
use a2a_validator::yaml::Document;
use serde_path_to_error::{Path as SerdePath, Segment};
use std::path::Path;

impl Behaviors {
    /// The behaviours in a file, YAML or JSON, or those of a [`Shipped`] one.
    ///
    /// # Errors
    /// There is no such file, or it is not a valid one; the error says where in it.
    pub(crate) fn load(name: &Path) -> Result<Self, Error> {
        if let Some(shipped) = name.to_str().and_then(Shipped::named) {
            return Self::parse(shipped.text, shipped.name);
        }
        let bytes = files::read(name).map_err(|error| {
            let names = Shipped::names();
            error.with_hint(format!(
                "a file, or one of those that come with the command: {names}"
            ))
        })?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Error::usage(format!("{} is not UTF-8 text", name.display())))?;
        Self::parse(&text, &name.display().to_string())
    }

    /// The behaviours in a text; `name` is for errors.
    pub(super) fn parse(text: &str, name: &str) -> Result<Self, Error> {
        let document = Document::parse(text)
            .map_err(|error| wrong(name, error.line(), error.column(), "", error.message()))?;
        let list = read(&document).map_err(|problem| {
            let at = document.position(&problem.pointer);
            wrong(name, at.line, at.column, &problem.pointer, &problem.message)
        })?;
        Ok(Self { list })
    }
}

fn wrong(name: &str, line: usize, column: usize, pointer: &str, message: &str) -> Error {
    let pointer = if pointer.is_empty() {
        String::new()
    } else {
        format!("{pointer}: ")
    };
    Error::usage(format!("{name}:{line}:{column}: {pointer}{message}")).with_hint(
        "docs/behaviors.md has the format; a2a demo-server --print-behaviors acts prints an example",
    )
}

fn read(document: &Document) -> Result<Vec<super::Behavior>, Problem> {
    let file: format::File = serde_path_to_error::deserialize(document.value()).map_err(|error| {
        let pointer = pointer(error.path());
        Problem::new(pointer, error.inner().to_string())
    })?;
    lower::lower(&file)
}

fn pointer(path: &SerdePath) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointer.push_str(&format!("/{key}"));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}
