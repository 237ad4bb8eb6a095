//! Outside text in markup.

use crate::names::printable;

/// A text for XML and HTML, in content and in attributes: nothing in it is markup, ends a quote, controls anything, or
/// reorders what stands around it.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push('\n'),
            // XML has no way to write these.
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.extend(printable(other)),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(
            escaped("<script a=\"b\" c='d'>&\u{0}\u{202e}\u{ffff}\n\u{1b}[1m]]></script>"),
            "&lt;script a=&quot;b&quot; c=&#39;d&#39;&gt;&amp;\\u{0}\\u{202e}\u{fffd}\n\\u{1b}[1m]]&gt;&lt;/script&gt;"
        );
    }
}
