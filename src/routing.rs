//! HTTP+JSON routes: which operation a path means, and which path an operation has (§5.3, §11.3).
//!
//! A path is split at its raw slashes, the exact known suffix is taken off, and only then each value is
//! percent-decoded, once. So any string can be an id: `urn:uuid:7`, `a:cancel`, and `a/b` sent as `a%2Fb`.

use crate::protocol::{MethodInfo, Protocol, Route, Segment};
use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode_byte, utf8_percent_encode,
};
use serde_json::{Map, Value};

/// What a verb and a path mean.
#[derive(Debug, PartialEq, Eq)]
pub enum Matched {
    /// An operation, with the fields that the path carries.
    Operation(Operation),
    /// There is such a path, for these verbs only.
    OtherVerbs(Vec<&'static str>),
    /// There is no such path.
    Nothing,
}

/// An operation that a path means.
#[derive(Debug)]
pub struct Operation {
    /// The operation.
    pub method: &'static MethodInfo,
    /// Its route.
    pub route: &'static Route,
    /// The fields that the path carries, by JSON name, decoded.
    pub fields: Vec<(&'static str, String)>,
}

impl PartialEq for Operation {
    fn eq(&self, other: &Self) -> bool {
        self.method.name == other.method.name && self.route == other.route && self.fields == other.fields
    }
}

impl Eq for Operation {}

impl Protocol {
    /// The operation that a verb and a raw, still encoded path mean; the path starts with a slash and has no
    /// query.
    ///
    /// Among several routes that fit, the one with more literal text wins: `POST /tasks/a:cancel` cancels `a`,
    /// and only `a%3Acancel` is the id with a colon in it.
    #[must_use]
    pub fn route(&self, verb: &str, path: &str) -> Matched {
        let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        let mut best: Option<(usize, Operation)> = None;
        let mut verbs = Vec::new();
        for method in self.methods {
            for route in method.routes {
                let Some(fields) = route.capture(&segments) else {
                    continue;
                };
                if route.verb != verb {
                    verbs.push(route.verb);
                    continue;
                }
                let literal = route.literal_length();
                if best.as_ref().is_none_or(|(length, _)| literal > *length) {
                    best = Some((
                        literal,
                        Operation {
                            method,
                            route,
                            fields,
                        },
                    ));
                }
            }
        }
        match best {
            Some((_, operation)) => Matched::Operation(operation),
            None if verbs.is_empty() => Matched::Nothing,
            None => {
                verbs.sort_unstable();
                verbs.dedup();
                Matched::OtherVerbs(verbs)
            }
        }
    }
}

impl MethodInfo {
    /// Takes the fields that the path carries out of a request, and gives the route and the encoded path.
    ///
    /// The first route whose every field is there and not empty is taken, one that carries more fields before
    /// one that carries fewer: with a tenant set, it stands in the path.
    #[must_use]
    pub fn path(&self, request: &mut Map<String, Value>) -> Option<(&'static Route, String)> {
        let fits = |route: &&Route| route.fields().all(|name| text(request, name).is_some());
        let fields = |route: &&Route| route.fields().count();
        // Of several with as many fields, the last one is taken: that is the first, from behind.
        let route = self.routes.iter().rev().filter(fits).max_by_key(fields)?;
        let mut path = String::new();
        for segment in route.segments {
            path.push('/');
            match *segment {
                Segment::Literal(literal) => path.push_str(literal),
                Segment::Field { name, suffix } => {
                    self.push_value(&mut path, text(request, name).unwrap_or_default());
                    path.push_str(suffix);
                }
            }
        }
        for name in route.fields() {
            request.remove(name);
        }
        Some((route, path))
    }

    /// Adds an encoded value. One that reads like a part of a route (a tenant called `tasks`) has its first
    /// character encoded too, so that it is not taken for it.
    fn push_value(&self, path: &mut String, value: &str) {
        let mut segments = self.routes.iter().flat_map(|route| route.segments);
        let is_literal =
            segments.any(|segment| matches!(segment, Segment::Literal(literal) if *literal == value));
        let (first, rest) = match value.chars().next() {
            Some(first) if is_literal => value.split_at(first.len_utf8()),
            _ => ("", value),
        };
        path.extend(first.bytes().map(percent_encode_byte));
        path.extend(utf8_percent_encode(rest, ENCODED));
    }
}

impl Route {
    /// The names of the fields that the path carries.
    fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Field { name, .. } => Some(*name),
            Segment::Literal(_) => None,
        })
    }

    fn literal_length(&self) -> usize {
        let length = |segment: &Segment| match segment {
            Segment::Literal(text) | Segment::Field { suffix: text, .. } => text.len(),
        };
        self.segments.iter().map(length).sum()
    }

    fn capture(&self, raw: &[&str]) -> Option<Vec<(&'static str, String)>> {
        if raw.len() != self.segments.len() {
            return None;
        }
        let mut fields = Vec::new();
        for (segment, raw) in self.segments.iter().zip(raw) {
            match *segment {
                Segment::Literal(literal) if literal == *raw => {}
                Segment::Literal(_) => return None,
                Segment::Field { name, suffix } => {
                    let value = raw.strip_suffix(suffix).filter(|value| !value.is_empty())?;
                    fields.push((name, percent_decode_str(value).decode_utf8().ok()?.into_owned()));
                }
            }
        }
        Some(fields)
    }
}

/// Everything but the unreserved characters of RFC 3986, so that no id is taken for a part of the route; a lone
/// `.` or `..` needs more, since clients resolve those even when they are encoded, and is beyond help.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn text<'a>(request: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    request.get(name)?.as_str().filter(|value| !value.is_empty())
}
