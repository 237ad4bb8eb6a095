//! Which contexts have lists.
//!
//! Most contexts have one task. Lists of one task would be the most expensive that there are: each in a place of its
//! own, far from what is in the cache. So the lists of a context begin with its second task, and before that it is an
//! entry in a table.

use super::place::Group;
use super::shard::Hashed;
use std::array;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasherDefault;

/// How many tables there are. Each is so small that nobody notices when it grows.
const TABLES: usize = 256;

type Table = HashMap<Group, Context, BuildHasherDefault<Hashed>>;

/// The contexts of all scopes that have tasks.
pub(super) struct Contexts(Box<[Table; TABLES]>);

/// The tasks of a context.
enum Context {
    /// One, which is in no list of the context.
    One(u32),
    /// So many, in the lists of the context.
    Listed(u32),
}

/// What is to be done with a task that enters a context.
pub(super) enum Entered {
    /// Nothing: it is the only one.
    Alone,
    /// It goes to the lists of the context, and so does the one that was alone.
    With(u32),
    /// It goes to the lists of the context.
    Others,
}

impl Default for Contexts {
    fn default() -> Self {
        Self(Box::new(array::from_fn(|_| Table::default())))
    }
}

impl Contexts {
    pub(super) fn enter(&mut self, group: Group, slot: u32) -> Entered {
        match self.table(group).entry(group) {
            Entry::Vacant(entry) => {
                entry.insert(Context::One(slot));
                Entered::Alone
            }
            Entry::Occupied(mut entry) => match entry.get_mut() {
                Context::One(other) => {
                    let other = *other;
                    entry.insert(Context::Listed(2));
                    Entered::With(other)
                }
                Context::Listed(count) => {
                    *count += 1;
                    Entered::Others
                }
            },
        }
    }

    /// Takes a task out of its context, and says whether it is in the lists of that.
    pub(super) fn leave(&mut self, group: Group) -> bool {
        let Entry::Occupied(mut entry) = self.table(group).entry(group) else {
            return false;
        };
        match entry.get_mut() {
            Context::Listed(count) if *count > 1 => {
                *count -= 1;
                true
            }
            _ => matches!(entry.remove(), Context::Listed(_)),
        }
    }

    /// The only task of a context, if that has no lists for it.
    pub(super) fn alone(&mut self, group: Group) -> Option<u32> {
        match self.table(group).get(&group)? {
            Context::One(slot) => Some(*slot),
            Context::Listed(_) => None,
        }
    }

    #[allow(clippy::indexing_slicing, reason = "the remainder is within the array")]
    fn table(&mut self, group: Group) -> &mut Table {
        &mut self.0[group.spread() % TABLES]
    }
}
