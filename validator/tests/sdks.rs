//! Traffic of four SDKs, each as a server and as a client: only what is wrong is found.
//!
//! `tests/interop/run --corpus` records it, and leaves ids, ports and credentials out. `docs/interop.md` says which SDKs
//! these are, and of which versions.
#![cfg(feature = "traffic")]

use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::traffic::{Direction, Record};
use a2a_validator::transcript::{TranscriptReader, check};
use a2a_validator::{Conversation, Severity, Validator};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

type Failed = Box<dyn std::error::Error>;

/// A message that is wrong, by the transcript, whose it is, the operation, the rule, and the place without indexes.
type Defect = (&'static str, Direction, &'static str, &'static str, &'static str);

/// What the SDKs do wrong, and why it is.
const DEFECTS: [(Defect, &str); 6] = [
    (
        (
            "js-server-http-json",
            Direction::Response,
            "SendMessage",
            "required",
            "/task/history/*",
        ),
        "§5.7: it takes a message without parts, and gives it back",
    ),
    (
        (
            "official-server-jsonrpc",
            Direction::Response,
            "SendMessage",
            "required",
            "/result/task/history/*",
        ),
        "§5.7: it takes a message without parts, and gives it back",
    ),
    (
        (
            "official-server-jsonrpc",
            Direction::Response,
            "ListTasks",
            "artifacts-unasked",
            "/result/tasks/*/artifacts",
        ),
        "§3.1.4: it gives the artifacts though nobody has asked for them",
    ),
    (
        (
            "official-server-jsonrpc",
            Direction::Response,
            "ListTasks",
            "required",
            "/result",
        ),
        "§5.7: of a list without tasks it leaves out `tasks` and `totalSize`, which are REQUIRED",
    ),
    (
        (
            "official-server-jsonrpc",
            Direction::Response,
            "ListTasks",
            "list-order",
            "/result/tasks/*/status/timestamp",
        ),
        "§3.1.4: it sorts by id, not by time",
    ),
    (
        (
            "official-client-http-json",
            Direction::Request,
            "ListTasks",
            "pattern",
            "/statusTimestampAfter",
        ),
        "§5.6.1: it writes `+00:00` for `Z`",
    ),
];

/// What clients send on purpose, by the rule and the end of the place: a message without parts, to see it refused, and a
/// tenant that only their copy of the card has.
const ON_PURPOSE: [(&str, &str); 3] = [
    ("minItems", "/message/parts"),
    ("required", "/message"),
    ("tenant", "/tenant"),
];

/// Whose message it is, the operation, the rule and the place without indexes.
type Found = BTreeSet<(String, String, String, String)>;

#[test]
fn only_what_is_wrong_is_found_in_the_traffic_of_four_sdks() -> Result<(), Failed> {
    let transcripts = transcripts()?;
    assert_eq!(transcripts.len(), 8, "{transcripts:?}");
    for path in transcripts {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let (records, found) = checked(&path)?;
        assert!(records > 100, "{name}: only {records} messages were checked");
        let defects = DEFECTS
            .iter()
            .map(|(defect, _)| defect)
            .filter(|defect| defect.0 == name);
        let expected: Found = defects
            .map(|(_, whose, operation, rule, place)| key(*whose, operation, rule, place))
            .collect();
        assert_eq!(found, expected, "{name}");
    }
    Ok(())
}

fn transcripts() -> Result<Vec<PathBuf>, Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/sdks");
    let files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    files.collect()
}

/// How many messages there are in a transcript, and the errors in them.
fn checked(path: &Path) -> Result<(usize, Found), Failed> {
    let seen = Arc::new(Mutex::new((0, Found::new())));
    let sink = {
        let seen = Arc::clone(&seen);
        move |record: Record| {
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.0 += usize::from(record.content.is_some());
            let errors = record.findings.iter().filter(|finding| {
                let is_like =
                    |(rule, place): &(&str, &str)| finding.rule == *rule && finding.pointer.ends_with(place);
                let on_purpose = record.direction == Direction::Request && ON_PURPOSE.iter().any(is_like);
                finding.severity == Severity::Error && !on_purpose
            });
            let operation = record.operation.unwrap_or("");
            seen.1.extend(
                errors.map(|finding| key(record.direction, operation, &finding.rule, &finding.pointer)),
            );
        }
    };
    let transcript = TranscriptReader::new(BufReader::new(File::open(path)?));
    check(
        transcript,
        &Validator::new(&PROTOCOL)?,
        Conversation::new(&PROTOCOL).sink(sink),
    )?;
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(seen.clone())
}

fn key(whose: Direction, operation: &str, rule: &str, pointer: &str) -> (String, String, String, String) {
    let is_index = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = pointer
        .split('/')
        .map(|part| if is_index(&part) { "*" } else { part });
    let place: Vec<_> = parts.collect();
    (
        format!("{whose:?}"),
        operation.to_owned(),
        rule.to_owned(),
        place.join("/"),
    )
}
