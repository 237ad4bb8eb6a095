//! Page tokens (§3.1.4): opaque to clients, and good only for the question that they came with.

use crate::store::{Position, Query, Scope};
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

/// Makes and reads page tokens. They hold a position and a keyed hash (SipHash) of it together with scope and filters,
/// so a token that was changed, or that belongs to another caller or question, is told apart. The key is chosen anew
/// when the process starts.
#[derive(Debug, Default)]
pub(crate) struct PageTokens(RandomState);

impl PageTokens {
    /// The token for the page that begins after a position.
    pub(crate) fn write(&self, scope: &Scope, query: &Query, position: Position) -> String {
        let seal = self.seal(scope, query, position);
        format!("{:x}.{:x}.{seal:016x}", position.time, position.tie)
    }

    /// The position that a token stands for.
    pub(crate) fn read(&self, scope: &Scope, query: &Query, token: &str) -> Option<Position> {
        let mut parts = token.split('.');
        let (time, tie, _seal) = (parts.next()?, parts.next()?, parts.next()?);
        let position = Position {
            time: u64::from_str_radix(time, 16).ok()?.cast_signed(),
            tie: u64::from_str_radix(tie, 16).ok()?,
        };
        // The parsers accept more than one spelling, and there may be more parts.
        (self.write(scope, query, position) == token).then_some(position)
    }

    fn seal(&self, scope: &Scope, query: &Query, position: Position) -> u64 {
        let mut hasher = self.0.build_hasher();
        scope.hash(&mut hasher);
        query.context_id.hash(&mut hasher);
        query.state.hash(&mut hasher);
        query.since.hash(&mut hasher);
        position.hash(&mut hasher);
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_own_question_only() {
        let tokens = PageTokens::default();
        let (scope, query) = (Scope::new("t", "p"), Query::new(10));
        for (time, tie) in [(0, 0), (1_700_000_000_000, 42), (-1, u64::MAX)] {
            let position = Position { time, tie };
            let token = tokens.write(&scope, &query, position);
            assert_eq!(tokens.read(&scope, &query, &token), Some(position));

            let mut other = query.clone();
            other.context_id = Some("c".to_owned());
            assert_eq!(tokens.read(&scope, &other, &token), None, "another filter");
            for foreign in [Scope::new("t", "q"), Scope::new("u", "p"), Scope::new("tp", "")] {
                assert_eq!(tokens.read(&foreign, &query, &token), None, "another caller");
            }
            for changed in [
                token.to_uppercase() + ".",
                format!("0{token}"),
                format!("{token}0"),
                token.replacen('.', ".1", 1),
            ] {
                assert_eq!(tokens.read(&scope, &query, &changed), None, "{changed}");
            }
            assert_eq!(
                PageTokens::default().read(&scope, &query, &token),
                None,
                "another key"
            );
        }
        for wild in ["", ".", "..", "...", "1.2", "x.y.z", "🦀.1.2"] {
            assert_eq!(tokens.read(&scope, &query, wild), None, "{wild}");
        }
    }
}
