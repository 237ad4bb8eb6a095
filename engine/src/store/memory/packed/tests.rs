//! Random tasks, packed and unpacked, and bytes that no task was packed to.

use super::Packed;
use crate::store::StoreErrorKind;
use a2a_bindings::v1_0::{Artifact, Message, Part, Task, TaskState, TaskStatus};
use a2a_bindings::{Struct, Timestamp};
use serde_json::{Value, json};

/// Numbers that look random, the same for the same seed (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn choose<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize].clone()
    }

    fn some<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.below(3)).map(|_| make(self)).collect()
    }

    /// Of a length whose number has one byte, two or three.
    fn text(&mut self) -> String {
        let unit = self.choose(&["a", "\"\\\n", "\u{2028}", "é", "🦀", "\0"]);
        let times = self.choose(&[0, 1, 1, 5, 127, 128]);
        unit.repeat(if self.one_in(200) { 20_000 } else { times })
    }

    /// Numbers that a float would not keep, all kinds of values, inside each other.
    fn value(&mut self, depth: u64) -> Value {
        match self.below(if depth == 0 { 6 } else { 8 }) {
            0 => Value::Null,
            1 => json!(self.one_in(2)),
            2 => json!(u64::MAX - self.below(1_000)),
            3 => json!(-(self.below(1 << 60) as i64)),
            4 => json!(self.below(1_000) as f64 * 1.1e-7),
            5 => json!(self.text()),
            6 => Value::Array(self.some(|random| random.value(depth - 1))),
            _ => Value::Object(self.object(depth - 1)),
        }
    }

    fn object(&mut self, depth: u64) -> Struct {
        self.some(|random| (random.text(), random.value(depth)))
            .into_iter()
            .collect()
    }

    fn metadata(&mut self) -> Option<Struct> {
        self.one_in(3).then(|| self.object(3))
    }

    fn part(&mut self) -> Part {
        let mut part = match self.below(6) {
            0 => Part::url(self.text()),
            1 => Part::raw(self.text().into_bytes().into_iter().rev().collect::<Vec<_>>()),
            2 => Part::data(self.value(3)),
            3 => serde_json::from_value(json!({"hologram": {"n": self.text()}})).unwrap(),
            _ => Part::text(self.text()),
        };
        part.metadata = self.metadata();
        part.filename = self.text();
        part.media_type = self.text();
        part
    }

    fn message(&mut self, task: &Task) -> Message {
        let role = self.choose(&["ROLE_UNSPECIFIED", "ROLE_USER", "ROLE_AGENT", "ROLE_X"]);
        let role = serde_json::from_value(json!(role)).unwrap();
        let mut message = Message::new(self.text(), role, self.some(Self::part));
        let names = [task.id.clone(), task.context_id.clone(), self.text()];
        message.task_id = self.choose(&names);
        message.context_id = self.choose(&names);
        message.metadata = self.metadata();
        message.extensions = self.some(Self::text);
        message.reference_task_ids = self.some(Self::text);
        message
    }

    fn artifact(&mut self) -> Artifact {
        let mut artifact = Artifact::new(self.text(), self.some(Self::part));
        artifact.name = self.text();
        artifact.description = self.text();
        artifact.metadata = self.metadata();
        artifact.extensions = self.some(Self::text);
        artifact
    }

    fn status(&mut self, task: &Task) -> TaskStatus {
        let number = self.below(12);
        let state = self.choose(&[json!(number), json!("TASK_STATE_X")]);
        let mut status = TaskStatus::new(serde_json::from_value(state).unwrap());
        status.message = self.one_in(2).then(|| self.message(task));
        // From the year 1 to the year 9999.
        let seconds = self.below(315_537_897_599) as i64 - 62_135_596_800;
        let nanoseconds = self.below(1_000_000_000) as u32;
        let timestamp = Timestamp::new(seconds, nanoseconds).unwrap();
        status.timestamp = (!self.one_in(4)).then_some(timestamp);
        status
    }

    fn task(&mut self) -> Task {
        let mut task = Task::new(self.text(), TaskStatus::new(TaskState::Unspecified));
        task.context_id = self.text();
        task.status = self.status(&task);
        task.history = self.some(|random| random.message(&task));
        task.artifacts = self.some(Self::artifact);
        task.metadata = self.metadata();
        task
    }
}

fn without_artifacts(task: &Task) -> Task {
    Task {
        artifacts: Vec::new(),
        ..task.clone()
    }
}

/// What remains of a task that goes through JSON.
fn through_json(task: &Task) -> Task {
    serde_json::from_slice(&serde_json::to_vec(task).unwrap()).unwrap()
}

#[test]
fn a_task_comes_back_as_it_was() {
    for seed in 0..400 {
        let task = Random(seed).task();
        let packed = Packed::new(&task).unwrap();
        let unpacked = packed.unpack(task.id.clone(), true).unwrap();
        assert_eq!(unpacked, task, "seed {seed}");
        assert_eq!(
            packed.unpack(task.id.clone(), false).unwrap(),
            without_artifacts(&task),
            "seed {seed}, without artifacts"
        );
        // To clients it is what it would be had it been kept as JSON.
        assert_eq!(
            through_json(&unpacked),
            through_json(&task),
            "seed {seed}, as JSON"
        );
        let mut in_json = through_json(&task);
        in_json.status.timestamp = task.status.timestamp;
        assert_eq!(unpacked, in_json, "seed {seed}, but for what JSON cuts off");
    }
}

#[test]
fn bytes_of_no_task_are_corrupt_and_nothing_worse() {
    let check = |bytes: &[u8], what: &str| {
        [true, false].map(|artifacts| {
            let unpacked = Packed(bytes.into()).unpack("t".to_owned(), artifacts);
            if let Err(error) = &unpacked {
                assert_eq!(error.kind(), StoreErrorKind::Corrupt, "{what}");
            }
            unpacked.ok()
        })
    };
    let mut random = Random(7);
    let mut small = (0_u64..)
        .map(|seed| (seed, Packed::new(&Random(seed).task()).unwrap()))
        .filter(|(_, packed)| packed.0.len() < 800);
    for (seed, packed) in small.by_ref().take(12) {
        let whole = packed.unpack("t".to_owned(), false).unwrap();
        for length in 0..packed.0.len() {
            let what = format!("seed {seed}, {length} bytes of it");
            let [all, head] = check(&packed.0[..length], &what);
            assert_eq!(all, None, "{what}");
            assert!(head.is_none_or(|head| head == whole), "{what}");
        }
        let [longer, _] = check(&[&packed.0, &b"\0"[..]].concat(), "one byte more");
        assert_eq!(longer, None, "seed {seed}, and a byte more");
        for at in 0..packed.0.len() {
            for flipped in [0xff, 0x80, 1, 1 << random.below(8)] {
                let mut bytes = packed.0.to_vec();
                bytes[at] ^= flipped;
                check(&bytes, &format!("seed {seed}, byte {at} flipped by {flipped}"));
            }
        }
    }
    // Lengths that no memory has.
    for byte in 0..=u8::MAX {
        for length in 0..32 {
            check(&vec![byte; length], &format!("{length} times {byte}"));
        }
    }
}

#[test]
fn what_repeats_is_not_written_again() {
    let size = |task: &Task| Packed::new(task).unwrap().0.len();
    let ids = ["1bd9a3c8-5d6c-4b8f-9d3c-0f3b7c4f2a11", "c-1"];
    let message = Message::new("m", a2a_bindings::v1_0::Role::User, ["x"]);
    let mut task = Task::new(ids[0], TaskStatus::new(TaskState::Completed)).with_context_id(ids[1]);
    task.history = vec![message.clone().with_task_id(ids[0]).with_context_id(ids[1])];
    let same = size(&task);
    task.history = vec![message.with_task_id("other").with_context_id("another")];
    assert_eq!(size(&task), same + "other".len() + "another".len() + 2);
}
