//! Paths of HTTP+JSON routes: `/tasks/{id}:cancel`.

use crate::error::{Error, ErrorKind};

/// What stands between two slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    Literal(String),
    /// A field of the request and what follows its value.
    Field {
        name: String,
        suffix: String,
    },
}

/// Takes a path apart.
pub(crate) fn segments(path: &str, pointer: &str) -> Result<Vec<Segment>, Error> {
    let unsupported = |text: &str| Error::new(ErrorKind::Unsupported, pointer, format!("`{path}`: {text}"));
    let rest = path
        .strip_prefix('/')
        .ok_or_else(|| unsupported("must start with a slash"))?;
    rest.split('/')
        .map(|segment| match segment.strip_prefix('{') {
            None if segment.is_empty() => Err(unsupported("has an empty segment")),
            None if segment.contains(['{', '}']) => Err(unsupported("a field must start its segment")),
            None => Ok(Segment::Literal(segment.to_owned())),
            Some(field) => match field.split_once('}') {
                Some((name, suffix)) if !name.is_empty() && !suffix.contains(['{', '}']) => {
                    Ok(Segment::Field {
                        name: name.to_owned(),
                        suffix: suffix.to_owned(),
                    })
                }
                _ => Err(unsupported("a segment holds one field")),
            },
        })
        .collect()
}
