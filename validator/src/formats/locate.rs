//! Where a JSON pointer leads to in a text.

use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// In a larger text nothing is looked for: each finding reads what it is in once for each level.
const MAX_TEXT: usize = 1 << 20;

/// Finds places in a text.
pub(super) struct Locator<'a>(&'a str);

impl<'a> Locator<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// The line and the column, from 1, of the value that the pointer leads to, or of the innermost one around it that
    /// is there.
    pub(super) fn position(&self, pointer: &str) -> (u64, u64) {
        let offset = if self.0.len() > MAX_TEXT {
            0
        } else {
            self.offset(pointer)
        };
        let before = self.0.get(..offset).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (number(line), number(column))
    }

    fn offset(&self, pointer: &str) -> usize {
        let trimmed = self.0.trim_start();
        let mut value = trimmed;
        for token in pointer.split('/').skip(1) {
            match member(value, &token.replace("~1", "/").replace("~0", "~")) {
                Some(inner) => value = inner,
                None => break,
            }
        }
        // Every value is a slice of the text.
        (value.as_ptr() as usize).saturating_sub(self.0.as_ptr() as usize)
    }
}

/// The text of a member or an item; of members of one name the last one.
fn member<'a>(value: &'a str, name: &str) -> Option<&'a str> {
    if value.starts_with('[') {
        let items: Vec<&'a RawValue> = serde_json::from_str(value).ok()?;
        items.get(name.parse::<usize>().ok()?).map(|item| item.get())
    } else {
        let members: BTreeMap<String, &'a RawValue> = serde_json::from_str(value).ok()?;
        members.get(name).map(|member| member.get())
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
        let locator = Locator::new(text);
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
        }
        assert_eq!(Locator::new("{\"a\": ").position("/a"), (1, 1));
        assert_eq!(Locator::new("").position("/a"), (1, 1));
        let long = format!("{{\"x\":\"{}\",\n\"a\":1}}", "x".repeat(MAX_TEXT));
        assert_eq!(Locator::new(&long).position("/a"), (1, 1));
    }
}
