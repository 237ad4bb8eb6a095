//! From the events of the parser to a value and its places.

use super::document::{Inner, Marks, Position};
use super::scalar::{Refused, resolve};
use super::{Error, MAX_BYTES, MAX_DEPTH};
use crate::names::excerpt;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// What a document weighs at most after its aliases are expanded: the bytes of its scalars and keys and
/// [`NODE_WEIGHT`] for each value.
const MAX_WEIGHT: usize = NODE_WEIGHT * MAX_BYTES;
const NODE_WEIGHT: usize = 16;

/// An [`Error`] that says whose it is.
pub(super) struct Failure {
    pub(super) error: Error,
    /// The parser refused the text: it is not YAML at all.
    pub(super) of_syntax: bool,
}

impl Failure {
    fn new(at: Position, message: impl Into<String>) -> Self {
        Self {
            error: Error::new(at, message),
            of_syntax: false,
        }
    }
}

impl From<ScanError> for Failure {
    fn from(error: ScanError) -> Self {
        Self {
            error: Error::new(position(error.marker()), error.info()),
            of_syntax: true,
        }
    }
}

/// The one document of a text.
pub(super) fn compose(text: &str) -> Result<(Value, Marks), Failure> {
    // The parser takes a byte order mark for the start of a second document in some places.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut composer = Composer {
        parser: Parser::new_from_str(text),
        anchors: HashMap::new(),
        weight: 0,
    };
    composer.document()
}

struct Composer<'text> {
    parser: Parser<'text, StrInput<'text>>,
    anchors: HashMap<usize, Anchored>,
    weight: usize,
}

/// The members of a map and their places.
type Members = (Map<String, Value>, BTreeMap<String, Marks>);

/// What an alias stands for.
struct Anchored {
    value: Value,
    weight: usize,
}

impl<'text> Composer<'text> {
    fn document(&mut self) -> Result<(Value, Marks), Failure> {
        let root = loop {
            match self.next()? {
                (Event::StreamEnd, at) => return Err(Failure::new(at, "there is no document")),
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (event, at) => break self.node(event, at, 0)?,
            }
        };
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(root),
                (Event::DocumentStart(_), at) => {
                    return Err(Failure::new(
                        at,
                        "a second document starts here; only one is read",
                    ));
                }
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'text>, Position), Failure> {
        let next = self.parser.next_event();
        let (event, span): (Event<'text>, Span) = next.unwrap_or(Ok((Event::StreamEnd, Span::default())))?;
        Ok((event, position(&span.start)))
    }

    fn node(&mut self, event: Event<'text>, at: Position, depth: usize) -> Result<(Value, Marks), Failure> {
        if depth > MAX_DEPTH {
            let message = format!("lists and maps stand more than {MAX_DEPTH} deep in each other");
            return Err(Failure::new(at, message));
        }
        let before = self.weight;
        self.add(NODE_WEIGHT, at)?;
        let (anchor, value, inner) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = self.scalar(&text, style, tag.as_deref(), at)?;
                (anchor, value, Inner::Nothing)
            }
            Event::SequenceStart(anchor, tag) => {
                expect_tag(tag, "seq", at)?;
                let (items, marks) = self.items(depth)?;
                (anchor, Value::Array(items), Inner::List(marks))
            }
            Event::MappingStart(anchor, tag) => {
                expect_tag(tag, "map", at)?;
                let (members, marks) = self.members(depth)?;
                (anchor, Value::Object(members), Inner::Map(marks))
            }
            Event::Alias(anchor) => (0, self.alias(anchor, at)?, Inner::Nothing),
            _ => return Err(Failure::new(at, "a value is missing here")),
        };
        if anchor != 0 {
            let weight = self.weight - before;
            // The copy that the anchor keeps is weighed like one that an alias makes.
            self.add(weight, at)?;
            let value = value.clone();
            self.anchors.insert(anchor, Anchored { value, weight });
        }
        Ok((value, Marks { at, inner }))
    }

    fn items(&mut self, depth: usize) -> Result<(Vec<Value>, Vec<Marks>), Failure> {
        let (mut items, mut marks) = (Vec::new(), Vec::new());
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok((items, marks)),
                (event, at) => {
                    let (item, mark) = self.node(event, at, depth + 1)?;
                    items.push(item);
                    marks.push(mark);
                }
            }
        }
    }

    fn members(&mut self, depth: usize) -> Result<Members, Failure> {
        let (mut members, mut marks) = (Map::new(), BTreeMap::new());
        loop {
            let (event, key_at) = self.next()?;
            if event == Event::MappingEnd {
                return Ok((members, marks));
            }
            let key = self.key(event, key_at)?;
            let (event, value_at) = self.next()?;
            let (value, mark) = self.node(event, value_at, depth + 1)?;
            if members.contains_key(&key) {
                let message = format!("the key `{}` stands here for the second time", excerpt(&key));
                return Err(Failure::new(key_at, message));
            }
            marks.insert(key.clone(), Marks { at: key_at, ..mark });
            members.insert(key, value);
        }
    }

    /// A key is the text of a scalar, whatever that would mean as a value: `200` is the key `"200"`.
    fn key(&mut self, event: Event<'text>, at: Position) -> Result<String, Failure> {
        let key = match event {
            Event::Scalar(text, style, anchor, tag) => {
                if style == ScalarStyle::Plain && text == "<<" {
                    let message = "merge keys (`<<`) are not YAML 1.2: write the members out";
                    return Err(Failure::new(at, message));
                }
                let value = self.scalar(&text, style, tag.as_deref(), at)?;
                if anchor != 0 {
                    self.add(NODE_WEIGHT + text.len(), at)?;
                    let weight = NODE_WEIGHT + text.len();
                    self.anchors.insert(anchor, Anchored { value, weight });
                }
                text.into_owned()
            }
            Event::Alias(anchor) => match self.alias(anchor, at)? {
                Value::String(key) => key,
                _ => return Err(Failure::new(at, "the alias of a key has to stand for text")),
            },
            _ => return Err(Failure::new(at, "a key has to be text, not a list or a map")),
        };
        Ok(key)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        at: Position,
    ) -> Result<Value, Failure> {
        self.add(text.len(), at)?;
        resolve(text, style == ScalarStyle::Plain, tag).map_err(|refused| {
            let text = excerpt(text);
            let message = match refused {
                Refused::Number => {
                    format!("`{text}` is not a number that JSON can express; quote it if it is text")
                }
                Refused::Mismatch => format!("`{text}` is not what its tag says"),
                Refused::Tag => tag.map_or_else(String::new, unknown_tag),
            };
            Failure::new(at, message)
        })
    }

    fn alias(&mut self, anchor: usize, at: Position) -> Result<Value, Failure> {
        let Some(anchored) = self.anchors.get(&anchor) else {
            return Err(Failure::new(at, "the alias stands in what it stands for"));
        };
        let weight = anchored.weight;
        self.add(weight, at)?;
        let value = self.anchors.get(&anchor).map(|anchored| anchored.value.clone());
        Ok(value.unwrap_or_default())
    }

    /// Counts before anything is copied, so that a few aliases of aliases cannot fill the memory.
    fn add(&mut self, weight: usize, at: Position) -> Result<(), Failure> {
        self.weight = self.weight.saturating_add(weight);
        if self.weight > MAX_WEIGHT {
            return Err(Failure::new(
                at,
                "with its aliases expanded the document is too large",
            ));
        }
        Ok(())
    }
}

fn expect_tag(tag: Option<Cow<'_, Tag>>, suffix: &str, at: Position) -> Result<(), Failure> {
    match tag.as_deref() {
        None => Ok(()),
        Some(tag) if tag.is_yaml_core_schema() && tag.suffix == suffix => Ok(()),
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => Ok(()),
        Some(tag) => Err(Failure::new(at, unknown_tag(tag))),
    }
}

fn unknown_tag(tag: &Tag) -> String {
    format!(
        "the tag `{}` is not one of JSON's types",
        excerpt(&tag.to_string())
    )
}

fn position(marker: &Marker) -> Position {
    Position {
        line: marker.line(),
        column: marker.col() + 1,
    }
}
