//! Commands as a user can copy them into a shell.

/// A word that the shell takes as it is, whatever is in it: much of it comes from agents.
pub(crate) fn quote(word: &str) -> String {
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "-_./:@%+=,".contains(one);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// `word`, unless a command would take it for one of its flags; then the separator comes before it.
pub(crate) fn operand(word: &str) -> String {
    let separator = if word.starts_with('-') { "-- " } else { "" };
    format!("{separator}{}", quote(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        for (word, expected) in [
            ("7f0c-1", "7f0c-1"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("$(rm -rf ~)", "'$(rm -rf ~)'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
        ] {
            assert_eq!(quote(word), expected);
        }
        assert_eq!(operand("-x"), "-- -x");
    }
}
