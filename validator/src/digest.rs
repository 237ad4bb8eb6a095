//! What stands for an id or a content in the memory of the rules.

use std::hash::{BuildHasher, DefaultHasher, Hash, RandomState};
use std::sync::LazyLock;

/// The digest of an id or a content: ids are as long as a peer makes them, and this is not.
///
/// Keyed at random for each process, so that nobody can choose two ids with the same digest. Two that have it by
/// chance would be taken for one; among a million ids that is likely once in 37 million times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Digest(u64);

static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);

impl Digest {
    /// The digest of something.
    pub(crate) fn of(content: impl Hash) -> Self {
        Self(KEY.hash_one(content))
    }

    /// What digests content that comes in pieces.
    pub(crate) fn hasher() -> DefaultHasher {
        KEY.build_hasher()
    }

    /// The digest of a set, given those of its members, in whatever order.
    pub(crate) fn of_set(members: impl Iterator<Item = Self>) -> Self {
        Self(members.fold(0, |sum, member| sum.wrapping_add(member.0)))
    }
}
