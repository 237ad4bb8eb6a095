//! Which tasks are live: each of them once, and as long as somebody holds it.

use super::Live;
use crate::lock::lock;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex};

/// The live tasks by id. Ids are the engine's own, so they differ in all scopes.
#[derive(Default)]
pub(crate) struct Registry {
    lives: Mutex<HashMap<Arc<str>, Held>>,
}

struct Held {
    live: Arc<Live>,
    /// How many references there are; never 0.
    holders: usize,
}

impl Registry {
    /// The live task with this id.
    pub(crate) fn find(self: &Arc<Self>, id: &str) -> Option<LiveRef> {
        let mut lives = lock(&self.lives);
        let held = lives.get_mut(id)?;
        held.holders += 1;
        let live = Arc::clone(&held.live);
        drop(lives);
        Some(self.reference(live))
    }

    /// Makes a task live, unless it is already: then that one counts.
    pub(crate) fn enter(self: &Arc<Self>, live: Live) -> LiveRef {
        let id = Arc::clone(&live.id);
        let mut lives = lock(&self.lives);
        let held = lives.entry(id).or_insert_with(|| Held {
            live: Arc::new(live),
            holders: 0,
        });
        held.holders += 1;
        let live = Arc::clone(&held.live);
        drop(lives);
        self.reference(live)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        lock(&self.lives).len()
    }

    fn reference(self: &Arc<Self>, live: Arc<Live>) -> LiveRef {
        LiveRef {
            registry: Arc::clone(self),
            live,
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
        // Found, because this one holds it.
        if let Some(held) = lock(&self.registry.lives).get_mut(&self.live.id) {
            held.holders += 1;
        }
        self.registry.reference(Arc::clone(&self.live))
    }
}

impl Drop for LiveRef {
    fn drop(&mut self) {
        let mut lives = lock(&self.registry.lives);
        if let Some(held) = lives.get_mut(&self.live.id) {
            held.holders -= 1;
            if held.holders == 0 {
                lives.remove(&self.live.id);
            }
        }
    }
}

impl Deref for LiveRef {
    type Target = Live;

    fn deref(&self) -> &Live {
        &self.live
    }
}
