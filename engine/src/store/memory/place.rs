//! Where a task stands in the lists that it is in.

use super::sorted::Sortable;
use crate::store::{Position, Scope};
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{Task, TaskState};
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

/// The tasks of one list: all of a scope, those of a context, or those of either in one state.
///
/// It is 88 bits of a keyed hash of the scope and the context, so that it needs neither memory for names nor a table of
/// them, and 8 bits for the state. The key is made when the store is, so nobody can look for two that are the same,
/// and among a million it happens by chance with a probability of 10^-14. Even then no task of another scope is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group([u32; 3]);

impl Group {
    /// Bits by which groups can be spread, others than those of the hash.
    pub(super) fn spread(self) -> usize {
        let Self([_, _, third]) = self;
        (third >> 8) as usize
    }
}

/// A group is a hash already.
impl Hash for Group {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self([first, second, _]) = self;
        state.write_u64((u64::from(*first) << 32) | u64::from(*second));
    }
}

/// Any state.
const ANY: u8 = 0;
/// A state that this version does not know; the hash tells which.
const UNKNOWN: u8 = 255;

/// Makes groups, and the hashes of names.
#[derive(Default)]
pub(super) struct Grouping {
    high: RandomState,
    low: RandomState,
}

impl Grouping {
    /// All tasks of a scope.
    pub(super) fn scope(&self, scope: &Scope) -> Group {
        self.group((&*scope.tenant, &*scope.principal), ANY)
    }

    /// The tasks of a context of a scope.
    pub(super) fn context(&self, scope: Group, context_id: &str) -> Group {
        self.group((scope.0, context_id), ANY)
    }

    /// Those of a scope or a context that are in a state.
    pub(super) fn state(&self, Group([first, second, third]): Group, state: &TaskState) -> Group {
        let code: u8 = match state {
            TaskState::Unspecified => 1,
            TaskState::Submitted => 2,
            TaskState::Working => 3,
            TaskState::Completed => 4,
            TaskState::Failed => 5,
            TaskState::Canceled => 6,
            TaskState::InputRequired => 7,
            TaskState::Rejected => 8,
            TaskState::AuthRequired => 9,
            unknown => return self.group(([first, second, third], unknown), UNKNOWN),
        };
        // In the last byte: so all lists of a context are neighbours, and a task enters them in one place.
        Group([first, second, third | u32::from(code)])
    }

    /// The hash by which a task is found.
    pub(super) fn name(&self, scope: (&str, &str), task_id: &str) -> u64 {
        self.high.hash_one((scope, task_id))
    }

    fn group(&self, what: impl Hash, code: u8) -> Group {
        let high = self.high.hash_one(&what);
        let low = self.low.hash_one(&what) & !0xff;
        Group([(high >> 32) as u32, high as u32, low as u32 | u32::from(code)])
    }
}

/// Where a task stands: in the lists of its scope and its context, each for all states and for its own one.
#[derive(Clone, Copy)]
pub(super) struct Place {
    scope: Group,
    context: Group,
    in_scope: Group,
    in_context: Group,
    position: Position,
}

impl Place {
    /// That of a task when it is created.
    pub(super) fn new(grouping: &Grouping, scope: &Scope, task: &Task) -> Self {
        let scope = grouping.scope(scope);
        let context = grouping.context(scope, &task.context_id);
        Self {
            scope,
            context,
            in_scope: grouping.state(scope, &task.status.state),
            in_context: grouping.state(context, &task.status.state),
            position: Position { time: 0, tie: 0 },
        }
    }

    /// That of the task in another state, and another context if one is given.
    pub(super) fn moved(self, grouping: &Grouping, context_id: Option<&str>, state: &TaskState) -> Self {
        let context = context_id.map_or(self.context, |id| grouping.context(self.scope, id));
        Self {
            context,
            in_scope: grouping.state(self.scope, state),
            in_context: grouping.state(context, state),
            ..self
        }
    }

    /// That of the task at another position.
    pub(super) fn at(self, position: Position) -> Self {
        Self { position, ..self }
    }

    pub(super) fn position(&self) -> Position {
        self.position
    }

    /// All tasks of the context.
    pub(super) fn context(&self) -> Group {
        self.context
    }

    /// The keys of the task in the lists of its scope.
    pub(super) fn scope_keys(&self, slot: u32) -> [Key; 2] {
        [self.scope, self.in_scope].map(|group| Key::new(group, self.position, slot))
    }

    /// The keys of the task in the lists of its context, if that has lists.
    pub(super) fn context_keys(&self, slot: u32) -> [Key; 2] {
        [self.context, self.in_context].map(|group| Key::new(group, self.position, slot))
    }
}

/// A task in a list: the group, the time, the tie and the slot, from the highest bits to the lowest. Numbers of this
/// size are compared faster than fields.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u128, u128);

impl Key {
    fn new(group: Group, position: Position, slot: u32) -> Self {
        // The times of before 1970 are the smaller ones.
        let time = position.time.cast_unsigned() ^ (1 << 63);
        let Group([first, second, third]) = group;
        let words = |words: [u32; 4]| words.iter().fold(0, |sum, word| (sum << 32) | u128::from(*word));
        let low = (u128::from(time as u32) << 96) | (u128::from(position.tie) << 32) | u128::from(slot);
        Self(words([first, second, third, (time >> 32) as u32]), low)
    }

    /// Not above any key of the group that has this position or a later one.
    pub(super) fn from(group: Group, position: Position) -> Self {
        Self::new(group, position, 0)
    }

    /// Above all keys of the group.
    pub(super) fn end(group: Group) -> Self {
        let (time, tie) = (i64::MAX, u64::MAX);
        Self::new(group, Position { time, tie }, u32::MAX)
    }

    pub(super) fn position(&self) -> Position {
        let time = ((self.0 as u64) << 32) | (self.1 >> 96) as u64;
        Position {
            time: (time ^ (1 << 63)).cast_signed(),
            tie: (self.1 >> 32) as u64,
        }
    }

    pub(super) fn slot(&self) -> u32 {
        self.1 as u32
    }
}

impl Sortable for Key {
    fn same_run(&self, other: &Self) -> bool {
        self.0 >> 32 == other.0 >> 32
    }
}

/// How many bits of a tie are the sequence number; those above are the nanoseconds within the millisecond, so that the
/// order is that of the exact times.
const SEQUENCE_BITS: u32 = 44;

/// The position of a status, with a number that goes up from status to status.
pub(super) fn position(timestamp: Option<Timestamp>, sequence: u64) -> Position {
    let below = timestamp.map_or(0, |timestamp| u64::from(timestamp.nanoseconds() % 1_000_000));
    Position {
        time: timestamp.map_or(0, Position::milliseconds),
        tie: (below << SEQUENCE_BITS) | (sequence & ((1 << SEQUENCE_BITS) - 1)),
    }
}

/// The number that a position was made with.
pub(super) fn sequence(position: Position) -> u64 {
    position.tie & ((1 << SEQUENCE_BITS) - 1)
}

/// The first position that a status of this time or later can have.
pub(super) fn since(timestamp: Timestamp) -> Position {
    position(Some(timestamp), 0)
}
