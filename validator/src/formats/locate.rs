//! Where a JSON pointer leads to in a text.

use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// In a larger text nothing is looked for: where its lines are has to be found for each finding.
const MAX_TEXT: usize = 1 << 20;

/// Finds places in a text. What it has read on the way to one place it need not read again for the next one beside it,
/// so findings in the order of their pointers are found fastest.
pub(super) struct Locator<'a> {
    text: &'a str,
    /// The values around the last place from the outermost, each with the token that leads into it.
    open: Vec<(String, Inside<'a>)>,
}

/// What an object or an array has in it; of members of one name the last one.
enum Inside<'a> {
    Array(Vec<&'a RawValue>),
    Object(BTreeMap<String, &'a RawValue>),
    Nothing,
}

impl<'a> Locator<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            open: Vec::new(),
        }
    }

    /// The line and the column, from 1, of the value that the pointer leads to, or of the innermost one around it that
    /// is there.
    pub(super) fn position(&mut self, pointer: &str) -> (u64, u64) {
        let offset = if self.text.len() > MAX_TEXT {
            0
        } else {
            self.offset(pointer)
        };
        let before = self.text.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (number(line), number(column))
    }

    fn offset(&mut self, pointer: &str) -> usize {
        let mut value = self.text.trim_start();
        for (depth, token) in pointer.split('/').skip(1).enumerate() {
            let token = token.replace("~1", "/").replace("~0", "~");
            if depth == self.open.len() {
                self.open.push((token.clone(), Inside::of(value)));
            }
            let Some((last, inside)) = self.open.get_mut(depth) else {
                break;
            };
            let Some(inner) = inside.get(&token) else { break };
            if *last != token {
                *last = token;
                self.open.truncate(depth + 1);
            }
            value = inner;
        }
        // Every value is a slice of the text.
        (value.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

impl<'a> Inside<'a> {
    fn of(value: &'a str) -> Self {
        if value.starts_with('[') {
            serde_json::from_str(value).map_or(Self::Nothing, Self::Array)
        } else {
            serde_json::from_str(value).map_or(Self::Nothing, Self::Object)
        }
    }

    fn get(&self, token: &str) -> Option<&'a str> {
        match self {
            Self::Array(items) => items.get(token.parse::<usize>().ok()?).map(|item| item.get()),
            Self::Object(members) => members.get(token).map(|member| member.get()),
            Self::Nothing => None,
        }
    }
}

fn number(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions() {
        let text = "\n {\"a/b\": [1,\n  {\"é\": {}, \"x\": 1, \"x\": true}], \"$serde_json::private::RawValue\": \"7\"}\n";
        let mut locator = Locator::new(text);
        for (pointer, expected) in [
            ("", (2, 2)),
            ("/a~1b", (2, 10)),
            ("/a~1b/1", (3, 3)),
            ("/a~1b/1/é", (3, 9)),
            ("/a~1b/1/x", (3, 26)),
            ("/a~1b/1/é/gone/for/ever", (3, 9)),
            ("/a~1b/2", (2, 10)),
            ("/$serde_json::private::RawValue", (3, 68)),
            ("/$serde_json::private::RawValue/0", (3, 68)),
        ] {
            assert_eq!(locator.position(pointer), expected, "{pointer}");
            assert_eq!(Locator::new(text).position(pointer), expected, "{pointer}");
        }
        assert_eq!(Locator::new("{\"a\": ").position("/a"), (1, 1));
        assert_eq!(Locator::new("").position("/a"), (1, 1));
        let long = format!("{{\"x\":\"{}\",\n\"a\":1}}", "x".repeat(MAX_TEXT));
        assert_eq!(Locator::new(&long).position("/a"), (1, 1));
    }
}
