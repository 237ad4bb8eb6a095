//! The text format: one `Label: value` a line, and blocks for what takes several lines.
//!
//! Whatever an agent says, a field stays one line, a block ends at the first empty line, and nothing reaches the
//! terminal that it would obey.

use serde_json::Value;
use std::fmt::{self, Write};

/// Text as it is put together.
#[derive(Debug)]
pub(crate) struct Text(String);

impl Text {
    pub(crate) fn new() -> Self {
        Self(String::new())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// A field.
    pub(crate) fn field(&mut self, label: &str, value: impl fmt::Display) {
        let value = line(&value.to_string());
        self.write(format_args!("{label}: {value}\n"));
    }

    /// A field, unless there is nothing to say.
    pub(crate) fn field_if_any(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            self.field(label, value);
        }
    }

    /// A field that says yes or no.
    pub(crate) fn flag(&mut self, label: &str, value: bool) {
        self.field(label, if value { "yes" } else { "no" });
    }

    /// A line that brings a label of its own.
    pub(crate) fn labelled(&mut self, text: impl fmt::Display) {
        let text = line(&text.to_string());
        self.write(format_args!("{text}\n"));
    }

    /// A block: the label, the content, and an empty line.
    pub(crate) fn block(&mut self, label: &str, content: &str) {
        self.write(format_args!("{label}:\n"));
        for content in content.lines() {
            // An empty line would end the block, so it gets a space.
            let content = match content {
                "" => " ",
                content => content,
            };
            self.0.extend(content.chars().flat_map(|one| match one {
                '\t' => Printable::itself('\t'),
                one => printable(one),
            }));
            self.0.push('\n');
        }
        self.0.push('\n');
    }

    /// A block of formatted JSON.
    pub(crate) fn json(&mut self, label: &str, value: &Value) {
        self.block(label, &format!("{value:#}"));
    }

    fn write(&mut self, arguments: fmt::Arguments<'_>) {
        // A string takes everything.
        let _ = self.0.write_fmt(arguments);
    }
}

/// Text on one line, fit for a terminal.
pub(super) fn line(text: &str) -> String {
    text.chars().flat_map(printable).collect()
}

/// Whether a character stands for itself: it neither moves nor hides others.
fn is_visible(character: char) -> bool {
    let reorders = matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = matches!(character, '\u{2028}' | '\u{2029}');
    !character.is_control() && !reorders && !breaks
}

/// A character, or the escape for it.
pub(crate) fn printable(character: char) -> Printable {
    if is_visible(character) {
        Printable::itself(character)
    } else {
        Printable::Escaped(character.escape_default())
    }
}

/// The characters that one is shown as.
#[derive(Debug, Clone)]
pub(crate) enum Printable {
    Itself(std::option::IntoIter<char>),
    Escaped(std::char::EscapeDefault),
}

impl Printable {
    fn itself(character: char) -> Self {
        Self::Itself(Some(character).into_iter())
    }
}

impl Iterator for Printable {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::Itself(character) => character.next(),
            Self::Escaped(escape) => escape.next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_breaks_out_of_its_field() {
        let mut text = Text::new();
        text.field("Task", "a\nState: FORGED\r\u{1b}[31m\u{9b}\u{202e}\u{2028}é");
        let expected = "Task: a\\nState: FORGED\\r\\u{1b}[31m\\u{9b}\\u{202e}\\u{2028}é\n";
        assert_eq!(text.as_str(), expected);
    }

    #[test]
    fn no_content_breaks_out_of_its_block() {
        let mut text = Text::new();
        text.block("Text", "one\n\nState: FORGED\r\n\ttab\u{1b}c\n");
        text.field("State", "TASK_STATE_WORKING");
        let expected = "Text:\none\n \nState: FORGED\n\ttab\\u{1b}c\n\nState: TASK_STATE_WORKING\n";
        assert_eq!(text.as_str(), expected);
        let mut text = Text::new();
        text.block("Text", "");
        assert_eq!(text.as_str(), "Text:\n\n");
    }

    #[test]
    fn json_is_formatted() {
        let mut text = Text::new();
        text.json("Data", &serde_json::json!({"a": [1]}));
        assert_eq!(text.as_str(), "Data:\n{\n  \"a\": [\n    1\n  ]\n}\n\n");
    }
}
