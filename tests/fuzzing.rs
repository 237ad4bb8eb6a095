//! The fuzz targets, for seconds: over their seeds, and over mutations of them that are the same every time.
//!
//! `SEED` chooses other mutations, `MUTATIONS` how many there are of each target (CONTRIBUTING.md).

#[path = "fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

/// What mutations put in: what some parser looks for.
const TOKENS: [&[u8]; 40] = [
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"\n",
    b"\n\n",
    b"\r",
    b"\r\n",
    b" ",
    b"%",
    b"%2F",
    b"%FF",
    b"/",
    b"..",
    b":cancel",
    b":subscribe",
    b"?",
    b"&",
    b"=",
    b"+",
    b"-",
    b"-0",
    b"1e400",
    b"1e-7",
    b"18446744073709551616",
    b"null",
    b"true",
    b"\\ud800",
    b"\\u0000",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\0",
    "\u{1f600}".as_bytes(),
    b"\"$serde_json::private::RawValue\"",
    b"data:",
    b"id:",
];

/// xorshift64*: enough for choosing, and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % bound.max(1) as u64) as usize
    }

    /// A part of something with this length.
    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let longest = (length - start).min(1 << self.below(8));
        start..start + self.below(longest + 1)
    }

    fn mutate(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut data = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(4) {
            let part = self.range(data.len());
            match self.below(6) {
                0 if !data.is_empty() => {
                    let at = self.below(data.len());
                    data[at] ^= 1 << self.below(8);
                }
                1 => drop(data.drain(part)),
                2 => {
                    let copy = data[part.clone()].repeat(1 + self.below(3));
                    data.splice(part.end..part.end, copy);
                }
                3 => {
                    let other = &seeds[self.below(seeds.len())];
                    let piece = other[self.range(other.len())].to_vec();
                    data.splice(part, piece);
                }
                4 => {
                    let token = TOKENS[self.below(TOKENS.len())];
                    data.splice(part, token.iter().copied());
                }
                _ => {
                    let at = part.start;
                    data.insert(at, self.below(256) as u8);
                }
            }
        }
        data
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .map_or(default, |value| value.parse().unwrap())
}

/// Runs a target over its seeds and over `count` mutations.
fn replay(name: &str, count: u64) {
    let (_, target) = targets::TARGETS
        .into_iter()
        .find(|(known, _)| *known == name)
        .unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(name);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let seeds: Vec<_> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    assert!(seeds.len() >= 3, "{name} has too few seeds");

    let (seed, count) = (setting("SEED", 20_261_120), setting("MUTATIONS", count));
    println!("{name}: SEED={seed} MUTATIONS={count}");
    let mut random = Random(seed.max(1));
    let mutations = (0..count).map(|_| random.mutate(&seeds)).collect::<Vec<_>>();
    for data in seeds.iter().chain(&mutations) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| target(data))) {
            println!("{name} fails for b\"{}\"", data.escape_ascii());
            resume_unwind(panic);
        }
    }
}

macro_rules! targets {
    ($($name:ident: $count:expr,)*) => {
        $(
            #[test]
            fn $name() {
                replay(stringify!($name), $count);
            }
        )*

        #[test]
        fn every_target_is_replayed() {
            let replayed = [$(stringify!($name)),*];
            let targets = targets::TARGETS.map(|(name, _)| name);
            assert_eq!(replayed, targets);
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
            let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
            for name in targets {
                assert!(manifest.contains(&format!("\nname = \"{name}\"\n")), "{name} is no binary");
                let binary = fs::read_to_string(root.join(format!("fuzz_targets/{name}.rs"))).unwrap();
                assert!(binary.contains(&format!("a2a_fuzz::{name}(data)")), "{binary}");
            }
        }
    };
}

// As many as take less than a second, unoptimised.
targets! {
    answer: 60,
    base64: 2000,
    card: 300,
    engine: 1000,
    headers: 1000,
    http_json: 2000,
    json_rpc: 2000,
    keys: 500,
    parameters: 1000,
    path: 2000,
    proto_json: 300,
    push: 1000,
    sse: 2000,
    timestamp: 4000,
    traffic: 400,
    transcript: 1000,
    validate: 300,
}
