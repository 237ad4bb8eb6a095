//! Which tasks are live: each of them once, and as long as somebody holds it.

use super::Live;
use crate::lock::lock;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Deref;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

/// The live tasks by id. Ids are the engine's own, so they differ in all scopes.
#[derive(Default)]
pub(crate) struct Registry {
    lives: Mutex<HashMap<Arc<str>, Arc<Live>>>,
}

impl Registry {
    /// The live task with this id.
    pub(crate) fn find(self: &Arc<Self>, id: &str) -> Option<LiveRef> {
        let lives = lock(&self.lives);
        Some(self.reference(lives.get(id)?))
    }

    /// Makes a task live, unless it is already: then that one counts.
    pub(crate) fn enter(self: &Arc<Self>, live: Live) -> LiveRef {
        let id = Arc::clone(&live.id);
        let mut lives = lock(&self.lives);
        self.reference(lives.entry(id).or_insert_with(|| Arc::new(live)))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        lock(&self.lives).len()
    }

    /// The lock is held, or there is another reference: only so the first one cannot come too late.
    fn reference(self: &Arc<Self>, live: &Arc<Live>) -> LiveRef {
        live.holders.fetch_add(1, Ordering::Relaxed);
        LiveRef {
            registry: Arc::clone(self),
            live: Arc::clone(live),
        }
    }
}

/// A live task. It is forgotten when the last of these is dropped.
pub(crate) struct LiveRef {
    registry: Arc<Registry>,
    live: Arc<Live>,
}

impl Clone for LiveRef {
    fn clone(&self) -> Self {
        self.registry.reference(&self.live)
    }
}

impl Drop for LiveRef {
    fn drop(&mut self) {
        if self.live.holders.fetch_sub(1, Ordering::AcqRel) > 1 {
            return;
        }
        let mut lives = lock(&self.registry.lives);
        // Somebody may have found it in the meantime, or it was forgotten and another one is there.
        if self.live.holders.load(Ordering::Acquire) == 0
            && let Entry::Occupied(found) = lives.entry(Arc::clone(&self.live.id))
            && Arc::ptr_eq(found.get(), &self.live)
        {
            found.remove();
        }
    }
}

impl Deref for LiveRef {
    type Target = Live;

    fn deref(&self) -> &Live {
        &self.live
    }
}
