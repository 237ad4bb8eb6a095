//! Names that resemble each other, and outside text made fit for a message.

/// As many names are suggested at most.
const SUGGESTIONS: usize = 5;
/// As many characters of outside text stand in a message at most.
const EXCERPT: usize = 80;
/// Names longer than this are compared with nothing: the comparison takes time in proportion to both lengths.
const COMPARABLE: usize = 64;

/// The known names that somebody may have meant, the most likely first.
pub(crate) fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if name.len() > COMPARABLE {
        return Vec::new();
    }
    let wanted = folded(name);
    let tolerance = wanted.len().div_ceil(3).min(4);
    let (mut similar, mut longer) = (Vec::new(), Vec::new());
    for candidate in known {
        let other = folded(candidate);
        let distance = distance(&wanted, &other);
        if distance <= tolerance {
            similar.push((distance, candidate));
        } else if wanted.len() > 3 && (other.ends_with(&wanted) || other.starts_with(&wanted)) {
            // As `completed` is the end of `TASK_STATE_COMPLETED`.
            longer.push((other.len(), candidate));
        }
    }
    let mut found = if similar.is_empty() { longer } else { similar };
    found.sort_by_key(|(distance, _)| *distance);
    found
        .into_iter()
        .map(|(_, name)| name)
        .take(SUGGESTIONS)
        .collect()
}

/// The protocol buffer field that has this JSON name (§5.5): `contextId` gives `context_id`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

/// Outside text for a message or a terminal: shortened, without anything that controls the terminal.
pub(crate) fn excerpt(text: &str) -> String {
    let mut excerpt: String = text.chars().take(EXCERPT).flat_map(printable).collect();
    if text.chars().nth(EXCERPT).is_some() {
        excerpt.push('…');
    }
    excerpt
}

/// A character, or its escape if it is one that controls how others are shown.
pub(crate) fn printable(character: char) -> impl Iterator<Item = char> {
    // The second group reorders text (bidirectional controls).
    let hidden = character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let (escaped, plain) = if hidden {
        (Some(character.escape_unicode()), None)
    } else {
        (None, Some(character))
    };
    escaped.into_iter().flatten().chain(plain)
}

/// `` `a`, `b` and `c` ``.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>, last: &str) -> String {
    let quoted: Vec<String> = names
        .into_iter()
        .map(|name| format!("`{}`", excerpt(name)))
        .collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, others)) => format!("{} {last} {end}", others.join(", ")),
    }
}

fn folded(name: &str) -> String {
    name.chars()
        .filter(|character| !matches!(character, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The Levenshtein distance, in bytes: exact for the names of the protocol, good enough for any other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, left) in one.bytes().enumerate() {
        let mut diagonal = line;
        let mut previous = line + 1;
        for (cell, right) in row
            .iter_mut()
            .zip(std::iter::once(None).chain(other.bytes().map(Some)))
        {
            let value = match right {
                None => line + 1,
                Some(right) => (diagonal + usize::from(left != right))
                    .min(previous + 1)
                    .min(*cell + 1),
            };
            diagonal = *cell;
            *cell = value;
            previous = value;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (one, other, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("tsak", "task", 2),
            ("a", "a", 0),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn near_names() {
        let known = [
            "Task",
            "TaskState",
            "Message",
            "TASK_STATE_COMPLETED",
            "GetTask",
            "SendMessage",
        ];
        for (name, expected) in [
            ("Tsak", vec!["Task"]),
            ("completed", vec!["TASK_STATE_COMPLETED"]),
            ("task-state", vec!["TaskState"]),
            ("task_stat", vec!["TaskState"]),
            ("Sendmesage", vec!["SendMessage"]),
            ("quite different", vec![]),
        ] {
            assert_eq!(near(name, known), expected, "{name}");
        }
        assert!(near(&"x".repeat(1 << 20), known).is_empty());
    }

    #[test]
    fn proto_names() {
        for (json, proto) in [
            ("contextId", "context_id"),
            ("oauth2SecurityScheme", "oauth2_security_scheme"),
            ("id", "id"),
        ] {
            assert_eq!(snake_case(json), proto);
        }
    }

    #[test]
    fn outside_text_is_tamed() {
        assert_eq!(excerpt("a\u{1b}[31mb\n"), "a\\u{1b}[31mb\\u{a}");
        assert_eq!(excerpt("\u{202e}x"), "\\u{202e}x");
        assert_eq!(excerpt(&"é".repeat(100)).chars().count(), EXCERPT + 1);
        assert_eq!(list(["a", "b", "c"], "and"), "`a`, `b` and `c`");
        assert_eq!(list(["a"], "or"), "`a`");
    }
}
