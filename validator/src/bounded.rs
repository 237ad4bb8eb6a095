//! A map that a peer cannot make grow without end.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// A map of limited size; a new entry beyond the limit takes the place of the oldest one.
#[derive(Debug)]
pub(crate) struct Bounded<K, V> {
    limit: usize,
    entries: HashMap<K, V>,
    /// The keys by age. One that was removed may still be here, until it is the oldest.
    ages: VecDeque<K>,
    forgot: bool,
}

impl<K: Copy + Eq + Hash, V> Bounded<K, V> {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            entries: HashMap::new(),
            ages: VecDeque::new(),
            forgot: false,
        }
    }

    pub(crate) fn get(&self, key: K) -> Option<&V> {
        self.entries.get(&key)
    }

    pub(crate) fn get_mut(&mut self, key: K) -> Option<&mut V> {
        self.entries.get_mut(&key)
    }

    pub(crate) fn remove(&mut self, key: K) -> Option<V> {
        let removed = self.entries.remove(&key);
        // Entries come and go in about the same order, so that the removed one is near the front.
        while self
            .ages
            .front()
            .is_some_and(|oldest| !self.entries.contains_key(oldest))
        {
            self.ages.pop_front();
        }
        removed
    }

    /// Takes an entry out for a moment; it is as old as before when it is [put back](Self::put_back).
    pub(crate) fn take(&mut self, key: K) -> Option<V> {
        self.entries.remove(&key)
    }

    pub(crate) fn put_back(&mut self, key: K, value: V) {
        self.entries.insert(key, value);
    }

    /// Adds an entry, or replaces it.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        if self.entries.insert(key, value).is_some() {
            return;
        }
        self.ages.push_back(key);
        while self.entries.len() > self.limit
            && let Some(oldest) = self.ages.pop_front()
        {
            self.forgot |= self.entries.remove(&oldest).is_some();
        }
        // Removed keys in the midst are dropped before they are as many as the limit.
        if self.ages.len() > self.limit.saturating_mul(2) {
            self.ages.retain(|key| self.entries.contains_key(key));
        }
    }

    /// The entry, made if it is not there.
    pub(crate) fn entry(&mut self, key: K, make: impl FnOnce() -> V) -> Option<&mut V> {
        if !self.entries.contains_key(&key) {
            self.insert(key, make());
        }
        self.entries.get_mut(&key)
    }

    /// Whether something was forgotten, so that what is not here may have been.
    pub(crate) fn has_forgotten(&self) -> bool {
        self.forgot
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_forgotten() {
        let mut map = Bounded::new(2);
        for number in 0..3 {
            assert!(!map.has_forgotten());
            map.insert(number, number);
        }
        assert_eq!((map.get(0), map.get(1), map.get(2)), (None, Some(&1), Some(&2)));
        assert!(map.has_forgotten());
    }

    #[test]
    fn removed_keys_do_not_pile_up() {
        let mut map = Bounded::new(10);
        map.insert(0, ());
        for number in 1..1000 {
            map.insert(number, ());
            map.remove(number);
        }
        assert_eq!((map.entries.len(), map.get(0)), (1, Some(&())));
        assert!(map.ages.len() <= 21, "{}", map.ages.len());
        assert!(!map.has_forgotten());
    }

    #[test]
    fn a_key_that_comes_back_is_not_forgotten_for_its_older_self() {
        let mut map = Bounded::new(2);
        map.insert(1, 'a');
        map.insert(2, 'b');
        map.remove(2);
        map.insert(2, 'c');
        map.insert(3, 'd');
        assert_eq!(map.entries.len(), 2);
        assert_eq!(map.get(3), Some(&'d'));
    }
}
