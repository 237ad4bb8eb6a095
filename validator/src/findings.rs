//! A list of findings that a peer cannot make grow without end.

use crate::finding::Finding;
use std::collections::HashSet;

/// As many findings are listed at most: nobody reads more, and a hostile document has one in every few bytes.
pub(crate) const MAX_FINDINGS: usize = 1000;
/// As much text they have at most, in bytes: a pointer can be as long as the document is.
const MAX_TEXT: usize = 4 << 20;

/// Findings, up to a limit.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    text: usize,
    full: bool,
}

impl Findings {
    /// Whether nothing more is taken.
    pub(crate) fn is_full(&self) -> bool {
        self.full
    }

    /// How many there are.
    #[cfg(feature = "traffic")]
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Adds a finding; the first one beyond the limit adds a note in its place.
    pub(crate) fn push(&mut self, finding: Finding) {
        if self.full {
            return;
        }
        self.text += finding.size();
        if self.list.len() >= MAX_FINDINGS || self.text > MAX_TEXT {
            self.full = true;
            self.list
                .push(Finding::new("", "limit", "there is more than can be listed"));
        } else {
            self.list.push(finding);
        }
    }

    /// The findings in the order of their pointers, without those that only say again in other words what one at the
    /// same place says.
    pub(crate) fn into_vec(mut self) -> Vec<Finding> {
        self.list.sort_by(|one, other| {
            let last = |finding: &Finding| finding.rule == "limit";
            last(one)
                .cmp(&last(other))
                .then_with(|| tokens(&one.pointer).cmp(tokens(&other.pointer)))
        });
        // Where the type is wrong, every other rule about the value is broken too; where the pattern is, the format.
        let said: HashSet<(String, &str)> = self
            .list
            .iter()
            .filter_map(|finding| match finding.rule.as_str() {
                "type" => Some((finding.pointer.clone(), "type")),
                "pattern" => Some((finding.pointer.clone(), "pattern")),
                _ => None,
            })
            .collect();
        if !said.is_empty() {
            self.list.retain(|finding| {
                let because = match finding.rule.as_str() {
                    "enum" | "const" | "not" => "type",
                    "format" => "pattern",
                    _ => return true,
                };
                !said.contains(&(finding.pointer.clone(), because))
            });
        }
        self.list
    }
}

/// The tokens of a pointer, in a form that puts the second item before the tenth.
fn tokens(pointer: &str) -> impl Iterator<Item = (u64, &str)> {
    pointer
        .split('/')
        .map(|token| (token.parse().unwrap_or(u64::MAX), token))
}
