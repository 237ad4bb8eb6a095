//! A sorted set that counts: what a page of a million tasks, and their total, are read from.
//!
//! The keys are in chunks, the chunks in blocks. A change moves a chunk's keys or a block's chunks and nothing else, so
//! no change takes long, however many keys there are.

/// How many keys a chunk holds.
const CHUNK: usize = 64;
/// How many chunks a block holds.
const BLOCK: usize = 128;

/// What a sorted set is made of.
pub(super) trait Sortable: Copy + Ord {
    /// Whether the other key belongs to the same run: most keys are added at the end of one.
    fn same_run(&self, other: &Self) -> bool;
}

/// A set of keys in ascending order.
pub(super) struct Sorted<K> {
    blocks: Vec<Block<K>>,
}

/// Neighbouring chunks; never without one.
struct Block<K> {
    /// Not above any key in the block, and above all keys of the blocks before; of the first block nothing holds.
    from: K,
    /// How many keys are in the block.
    count: usize,
    chunks: Vec<Chunk<K>>,
}

/// Neighbouring keys; never without one.
struct Chunk<K> {
    /// As [`Block::from`], among the chunks of the block.
    from: K,
    keys: Vec<K>,
}

impl<K> Default for Sorted<K> {
    fn default() -> Self {
        Self { blocks: Vec::new() }
    }
}

impl<K: Sortable> Sorted<K> {
    /// Adds a key that is not there.
    pub(super) fn insert(&mut self, key: K) {
        let at = self.block_of(&key);
        let Some(block) = self.blocks.get_mut(at) else {
            let keys = vec![key];
            self.blocks.push(Block::new(key, vec![Chunk { from: key, keys }]));
            return;
        };
        block.insert(key);
        if block.chunks.len() > BLOCK {
            let tail = block.chunks.split_off(BLOCK / 2);
            let tail = Block::new(tail.first().map_or(key, |chunk| chunk.from), tail);
            block.count -= tail.count;
            self.blocks.insert(at + 1, tail);
        }
    }

    /// Removes a key; nothing happens if it is not there.
    pub(super) fn remove(&mut self, key: &K) {
        let at = self.block_of(key);
        if let Some(block) = self.blocks.get_mut(at) {
            block.remove(key);
            if block.chunks.is_empty() {
                self.blocks.remove(at);
            }
        }
    }

    /// The least key.
    pub(super) fn first(&self) -> Option<K> {
        self.blocks.first()?.chunks.first()?.keys.first().copied()
    }

    /// How many keys are less than this one.
    pub(super) fn rank(&self, key: &K) -> usize {
        let at = self.block_of(key);
        let before: usize = head(&self.blocks, at).iter().map(|block| block.count).sum();
        before + self.blocks.get(at).map_or(0, |block| block.rank(key))
    }

    /// The keys that are less than this one, greatest first.
    pub(super) fn below(&self, key: &K) -> impl Iterator<Item = &K> {
        let at = self.block_of(key);
        let block = self.blocks.get(at);
        let chunk_at = block.map_or(0, |block| block.chunk_of(key));
        let chunks = block.map_or(&[][..], |block| &block.chunks);
        let keys = chunks.get(chunk_at).map_or(&[][..], |chunk| &chunk.keys);
        let less = keys.partition_point(|other| other < key);
        let in_chunk = head(keys, less).iter().rev();
        let in_block = head(chunks, chunk_at).iter().rev().flat_map(Chunk::descending);
        let before = head(&self.blocks, at).iter().rev();
        let before = before.flat_map(|block| block.chunks.iter().rev().flat_map(Chunk::descending));
        in_chunk.chain(in_block).chain(before)
    }

    /// Where the block is that a key belongs to.
    fn block_of(&self, key: &K) -> usize {
        let after = self.blocks.partition_point(|block| block.from <= *key);
        after.saturating_sub(1)
    }
}

impl<K: Sortable> Block<K> {
    fn new(from: K, chunks: Vec<Chunk<K>>) -> Self {
        let count = chunks.iter().map(|chunk| chunk.keys.len()).sum();
        Self { from, count, chunks }
    }

    fn chunk_of(&self, key: &K) -> usize {
        let after = self.chunks.partition_point(|chunk| chunk.from <= *key);
        after.saturating_sub(1)
    }

    fn insert(&mut self, key: K) {
        let at = self.chunk_of(&key);
        let Some(chunk) = self.chunks.get_mut(at) else {
            return;
        };
        self.count += 1;
        if let Some(tail) = chunk.insert(key) {
            self.chunks.insert(at + 1, tail);
        }
    }

    fn remove(&mut self, key: &K) {
        let at = self.chunk_of(key);
        let Some(chunk) = self.chunks.get_mut(at) else {
            return;
        };
        let Ok(place) = chunk.keys.binary_search(key) else {
            return;
        };
        chunk.keys.remove(place);
        self.count -= 1;
        if chunk.keys.is_empty() {
            self.chunks.remove(at);
        } else if chunk.keys.len() < CHUNK / 4 {
            self.merge(at);
            self.merge(at.saturating_sub(1));
        }
    }

    /// Makes one chunk of this one and the next, if it is not much more than half full then.
    fn merge(&mut self, at: usize) {
        let count = |at| self.chunks.get(at).map(|chunk: &Chunk<K>| chunk.keys.len());
        let (Some(first), Some(second)) = (count(at), count(at + 1)) else {
            return;
        };
        if first + second <= CHUNK / 2 {
            let next = self.chunks.remove(at + 1);
            if let Some(chunk) = self.chunks.get_mut(at) {
                chunk.keys.extend(next.keys);
            }
        }
    }

    fn rank(&self, key: &K) -> usize {
        let at = self.chunk_of(key);
        let before: usize = head(&self.chunks, at).iter().map(|chunk| chunk.keys.len()).sum();
        let chunk = self.chunks.get(at);
        before + chunk.map_or(0, |chunk| chunk.keys.partition_point(|other| other < key))
    }
}

impl<K: Sortable> Chunk<K> {
    /// Adds a key. A full chunk is cut in two, of which the second one is returned.
    fn insert(&mut self, key: K) -> Option<Self> {
        let at = self.keys.partition_point(|other| *other < key);
        if self.keys.len() < CHUNK {
            self.keys.insert(at, key);
            return None;
        }
        let cut = self.cut(at, &key);
        let mut tail = Vec::with_capacity(CHUNK);
        tail.extend(self.keys.drain(cut..));
        if at <= cut && cut < CHUNK {
            self.keys.insert(at, key);
        } else {
            tail.insert(at - cut, key);
        }
        let from = tail.first().copied()?;
        Some(Self { from, keys: tail })
    }

    /// Where to cut so that a run that grows at its end leaves full chunks behind.
    fn cut(&self, at: usize, key: &K) -> usize {
        let in_run = |at| self.keys.get(at).is_some_and(|other: &K| other.same_run(key));
        let grows = at.checked_sub(1).is_some_and(in_run) && !in_run(at);
        if at == self.keys.len() || grows {
            at
        } else {
            self.keys.len() / 2
        }
    }

    fn descending(&self) -> impl Iterator<Item = &K> {
        self.keys.iter().rev()
    }
}

/// The first items.
fn head<T>(items: &[T], count: usize) -> &[T] {
    items.get(..count).unwrap_or(items)
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, CHUNK, Sortable, Sorted};
    use std::collections::BTreeSet;

    impl Sortable for (u32, u32) {
        fn same_run(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }

    /// The set does what the one of the standard library does.
    fn check(set: &Sorted<(u32, u32)>, model: &BTreeSet<(u32, u32)>, key: (u32, u32)) {
        assert_eq!(set.first(), model.first().copied());
        assert_eq!(set.rank(&key), model.range(..key).count(), "the rank of {key:?}");
        assert!(
            set.below(&key).take(300).eq(model.range(..key).rev().take(300)),
            "below {key:?}"
        );
    }

    #[test]
    fn it_is_a_set_that_counts() {
        // An odd factor: every number has a key of its own, and their order is none.
        let key = |at: u32| (at % 7, at.wrapping_mul(0x9e37_79b1));
        let (mut set, mut model) = (Sorted::default(), BTreeSet::new());
        // More keys than fit into a few blocks come, half of them go, more come, all go.
        let count = (3 * BLOCK * CHUNK) as u32;
        let phases = [
            (true, 0..count),
            (false, 0..count / 2),
            (true, count..2 * count),
            (false, 0..2 * count),
        ];
        for (is_insertion, range) in phases {
            for at in range {
                if is_insertion {
                    set.insert(key(at));
                    assert!(model.insert(key(at)));
                } else {
                    set.remove(&key(at));
                    model.remove(&key(at));
                }
                if at % 1_009 == 0 {
                    check(&set, &model, key(at.wrapping_mul(31) % (2 * count)));
                    check(&set, &model, (9, 0));
                }
            }
        }
        assert!(set.blocks.is_empty());
    }

    #[test]
    fn runs_that_grow_leave_full_chunks() {
        let mut set = Sorted::default();
        for at in 0..10_000 {
            for run in [3, 1, 2] {
                set.insert((run, at));
            }
        }
        let chunks: usize = set.blocks.iter().map(|block| block.chunks.len()).sum();
        assert!(chunks < 30_000 / CHUNK + 10, "{chunks} chunks");
    }

    #[test]
    fn what_shrinks_everywhere_takes_less() {
        let mut set = Sorted::default();
        for at in 0..20_000 {
            set.insert((0, at));
        }
        for at in (0..20_000).filter(|at| at % 10 != 0) {
            set.remove(&(0, at));
        }
        let chunks: usize = set.blocks.iter().map(|block| block.chunks.len()).sum();
        assert!(chunks < 4 * 2_000 / CHUNK, "{chunks} chunks");
    }
}
