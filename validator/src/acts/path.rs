//! Paths into a response (§5.2 of the format): `task.artifacts[0].parts[*]`.

use super::error::quoted;
use serde_json::Value;
use std::fmt;

/// A path into a response.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Path(Vec<Segment>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Member(String),
    Index(usize),
    All,
}

impl Path {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("{} is not a path like `task.artifacts[0].parts`", quoted(text));
        let mut segments = Vec::new();
        for (position, part) in text.split('.').enumerate() {
            let (name, mut brackets) = match part.find('[') {
                Some(bracket) => part.split_at(bracket),
                None => (part, ""),
            };
            if !name.is_empty() {
                segments.push(Segment::Member(name.to_owned()));
            } else if brackets.is_empty() || position > 0 {
                return Err(wrong());
            }
            while !brackets.is_empty() {
                let inner = brackets.strip_prefix('[').ok_or_else(wrong)?;
                let (index, rest) = inner.split_once(']').ok_or_else(wrong)?;
                segments.push(match index {
                    "*" => Segment::All,
                    _ => Segment::Index(index.parse().map_err(|_| wrong())?),
                });
                brackets = rest;
            }
        }
        Ok(Self(segments))
    }

    /// Reads a path to one value. With `[*]` in it, all but the first would go unseen.
    pub(crate) fn parse_single(text: &str) -> Result<Self, String> {
        let path = Self::parse(text)?;
        if path.has_wildcard() {
            return Err("`[*]` is for the paths of `any`, `all` and `none`".to_owned());
        }
        Ok(path)
    }

    pub(crate) fn has_wildcard(&self) -> bool {
        self.0.contains(&Segment::All)
    }

    /// Everything that the path leads to, with the path that leads to it alone.
    pub(crate) fn all<'a>(&self, value: &'a Value) -> Vec<(String, &'a Value)> {
        let mut found = vec![(String::new(), value)];
        for segment in &self.0 {
            let mut next = Vec::new();
            for (path, value) in found {
                match segment {
                    Segment::Member(name) => {
                        let member = value.get(name);
                        next.extend(member.map(|member| (join(&path, name), member)));
                    }
                    Segment::Index(index) => {
                        let item = value.get(index);
                        next.extend(item.map(|item| (format!("{path}[{index}]"), item)));
                    }
                    Segment::All => {
                        let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
                        let items = items.iter().enumerate();
                        next.extend(items.map(|(index, item)| (format!("{path}[{index}]"), item)));
                    }
                }
            }
            found = next;
        }
        found
    }

    /// What the path leads to; the first of several.
    pub(crate) fn first<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        self.all(value).into_iter().next().map(|(_, value)| value)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Member(name) if position == 0 => formatter.write_str(name)?,
                Segment::Member(name) => write!(formatter, ".{name}")?,
                Segment::Index(index) => write!(formatter, "[{index}]")?,
                Segment::All => formatter.write_str("[*]")?,
            }
        }
        Ok(())
    }
}

/// A path and a member below it.
pub(crate) fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
