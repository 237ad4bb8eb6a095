//! How long a stress test goes on, and chance that can be had again.

use std::time::{SystemTime, UNIX_EPOCH};

/// So many rounds, or as many times more as the environment variable `A2A_STRESS` says.
///
/// # Panics
/// The variable is not a number above zero.
#[must_use]
pub fn rounds(usual: usize) -> usize {
    let factor: usize = match std::env::var("A2A_STRESS") {
        Ok(text) => text.parse().expect("A2A_STRESS must be a number"),
        Err(_) => 1,
    };
    assert!(factor > 0, "A2A_STRESS must be at least 1");
    usual * factor
}

/// Numbers that look random (splitmix64), the same ones for the same seed.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// From the seed in the environment variable `A2A_SEED`, or a new one; prints it.
    ///
    /// # Panics
    /// The variable is not a number.
    #[must_use]
    pub fn seeded() -> Self {
        let seed = match std::env::var("A2A_SEED") {
            Ok(text) => text.parse().expect("A2A_SEED must be a number"),
            Err(_) => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(1, |time| u64::from(time.subsec_nanos())),
        };
        println!("A2A_SEED={seed}");
        Self(seed)
    }

    /// A generator of its own, for something that goes on beside this one.
    #[must_use]
    pub fn fork(&mut self) -> Self {
        Self(self.next())
    }

    /// A number below the given one, which must not be zero.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
