//! What the YAML reader makes of a text, and where it finds what it refuses.
#![cfg(feature = "yaml")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

use a2a_validator::yaml::{self, Document, MAX_BYTES};
use serde_json::{Value, json};

#[track_caller]
fn reads(text: &str, expected: Value) {
    match yaml::parse(text) {
        Ok(value) => assert_eq!(value, expected, "{text}"),
        Err(error) => panic!("{text}: {error}"),
    }
}

#[track_caller]
fn refuses(text: &str, expected: &str) {
    match yaml::parse(text) {
        Ok(value) => panic!("{text}: read as {value}"),
        Err(error) => assert_eq!(error.to_string(), expected, "{text}"),
    }
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    for (text, expected) in [
        ("~", json!(null)),
        ("null", json!(null)),
        ("nUll", json!("nUll")),
        ("True", json!(true)),
        ("false", json!(false)),
        ("yes", json!("yes")),
        ("no", json!("no")),
        ("on", json!("on")),
        ("0", json!(0)),
        ("-7", json!(-7)),
        ("+7", json!(7)),
        ("007", json!(7)),
        ("0o17", json!(15)),
        ("0o8", json!("0o8")),
        ("0x1F", json!(31)),
        ("0x", json!("0x")),
        ("1_000", json!("1_000")),
        ("12:30:45", json!("12:30:45")),
        ("2026-01-01", json!("2026-01-01")),
        ("18446744073709551615", json!(u64::MAX)),
        ("18446744073709551616", json!(18446744073709551616.0)),
        ("-9223372036854775808", json!(i64::MIN)),
        ("1.5", json!(1.5)),
        ("1.", json!(1.0)),
        (".5", json!(0.5)),
        ("-1e3", json!(-1000.0)),
        ("1.0", json!(1.0)),
        (".", json!(".")),
        ("e3", json!("e3")),
        ("1e", json!("1e")),
        ("-", json!([null])),
        ("'1.0'", json!("1.0")),
        ("\"true\"", json!("true")),
        ("!!str 1.0", json!("1.0")),
        ("! 12", json!("12")),
        ("!!int 12", json!(12)),
        ("!!float 12", json!(12)),
        ("!!null ''", json!(null)),
    ] {
        reads(text, expected);
    }
}

#[test]
fn structures() {
    reads(
        "tests:\n- id: A-1\n  steps:\n    - text: >\n        one\n        two\n      raw: |\n        x\n         y\n  tags: [a, 'b c', \"d\\n\"]\n",
        json!({"tests": [{
            "id": "A-1",
            "steps": [{"text": "one two\n", "raw": "x\n y\n"}],
            "tags": ["a", "b c", "d\n"],
        }]}),
    );
    reads("200: ok\ntrue: x\n", json!({"200": "ok", "true": "x"}));
    reads(
        "state: {one_of: [A, B]}",
        json!({"state": {"one_of": ["A", "B"]}}),
    );
    reads("\u{feff}a: 1", json!({"a": 1}));
    reads("%YAML 1.2\n---\na: 1\n...\n", json!({"a": 1}));
    reads("a:\n  -\n  - 1\nb:\n", json!({"a": [null, 1], "b": null}));
    reads("'<<': 1", json!({"<<": 1}));
}

#[test]
fn aliases() {
    reads(
        "a: &x [1, &y two]\nb: *x\nc: *y\n*y : 3",
        json!({"a": [1, "two"], "b": [1, "two"], "c": "two", "two": 3}),
    );
    reads("a: &x 1\nb: &x 2\nc: *x", json!({"a": 1, "b": 2, "c": 2}));
}

#[test]
fn json_is_read() {
    reads(
        r#"{"a":[1,-2.5e3,null,true,"x\u00e9\/\n"],"b":{}}"#,
        json!({"a": [1, -2500.0, null, true, "xé/\n"], "b": {}}),
    );
    reads("{\n\t\"a\": [\n\t\t1\n\t]\n}", json!({"a": [1]}));
    // Two escapes for one character are JSON only.
    reads(r#"{"a": "\ud83d\ude00"}"#, json!({"a": "😀"}));
    let long = "k".repeat(2000);
    reads(&format!("{{\"{long}\": 1}}"), json!({long.clone(): 1}));
    assert!(yaml::parse(&format!("{{\"{long}\": 1, \"a\": 1, \"a\": 2}}")).is_err());
}

#[test]
fn refusals_say_where() {
    for (text, expected) in [
        ("", "line 1, column 1: there is no document"),
        (
            "a: 1\nb: {a: 1, a: 2}",
            "line 2, column 11: the key `a` stands here for the second time",
        ),
        (
            r#"{"a": 1, "a": 2}"#,
            "line 1, column 10: the key `a` stands here for the second time",
        ),
        (
            "a: .nan",
            "line 1, column 4: `.nan` is not a number that JSON can express; quote it if it is text",
        ),
        (
            "a: 1e999",
            "line 1, column 4: `1e999` is not a number that JSON can express; quote it if it is text",
        ),
        (
            "a: 1\n---\nb: 1",
            "line 2, column 1: a second document starts here; only one is read",
        ),
        (
            "a: &b 1\n<<: {}",
            "line 2, column 1: merge keys (`<<`) are not YAML 1.2: write the members out",
        ),
        (
            "[1]: 2",
            "line 1, column 1: a key has to be text, not a list or a map",
        ),
        (
            "a: !!binary aGk=",
            "line 1, column 4: the tag `tag:yaml.org,2002:!binary` is not one of JSON's types",
        ),
        (
            "a: !local {}",
            "line 1, column 4: the tag `!local` is not one of JSON's types",
        ),
        ("a: !!int x", "line 1, column 4: `x` is not what its tag says"),
        (
            "a: &x [*x]",
            "line 1, column 8: the alias stands in what it stands for",
        ),
    ] {
        refuses(text, expected);
    }
    for text in [
        "a: *nowhere",
        "a: b: c",
        "a:\n\t- b",
        "a: [1",
        "a: 'x",
        "\"\\ud83d\"",
        "a: \u{0}",
        "{{env.X}}/rpc",
    ] {
        assert!(yaml::parse(text).is_err(), "{text}");
    }
}

#[test]
fn places_are_remembered() {
    let text = "suites:\n  - id: x\n    tests:\n      - a/b: {c: 1}\n        copy: &k [1]\n    alias: *k\n";
    let document = Document::parse(text).unwrap();
    for (pointer, line, column) in [
        ("", 1, 1),
        ("/suites", 1, 1),
        ("/suites/0", 2, 5),
        ("/suites/0/id", 2, 5),
        ("/suites/0/tests/0/a~1b", 4, 9),
        ("/suites/0/tests/0/a~1b/c", 4, 15),
        ("/suites/0/tests/0/a~1b/nowhere/x", 4, 9),
        ("/suites/0/alias/0", 6, 5),
        ("/suites/7", 1, 1),
    ] {
        let at = document.position(pointer);
        assert_eq!((at.line, at.column), (line, column), "{pointer}");
    }
}

#[test]
fn what_would_fill_the_memory_is_refused() {
    let mut laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let below = format!("*a{}, ", level - 1).repeat(10);
        laughs.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    let error = yaml::parse(&laughs).unwrap_err();
    assert!(error.message().contains("aliases"), "{error}");

    let error = yaml::parse(&" ".repeat(MAX_BYTES + 1)).unwrap_err();
    assert!(error.message().contains("at most 4194304 are read"), "{error}");

    for deep in [
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
    ] {
        assert!(yaml::parse(&deep).is_err());
    }
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    assert!(yaml::parse(&deep).is_ok());
    refuses(
        &format!("[{deep}]"),
        "line 1, column 102: lists and maps stand more than 100 deep in each other",
    );
}

/// No text makes it panic: whole files, cut and with bytes replaced.
#[test]
fn mutated_texts_end_in_a_value_or_an_error() {
    let seed: u64 = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(0x5eed);
    println!("SEED={seed}");
    let mut state = seed;
    let mut random = move |below: usize| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        usize::try_from(state >> 33).unwrap_or_default() % below
    };
    let text = "%TAG ! x:\n---\na: &x {b: [1, 'two', \"th\\u0072ee\"]}\n? key\n: |+2\n   block\n- *x\nd: >-\n  f\n\n  g # c\n...\n";
    let alphabet: Vec<char> = "{}[],:?-&*!|>'\"%@` \t\n\\#~<=x0\u{85}\u{feff}é"
        .chars()
        .collect();
    for _ in 0..20_000 {
        let mut characters: Vec<char> = text.chars().collect();
        for _ in 0..=random(6) {
            let at = random(characters.len());
            match random(3) {
                0 => drop(characters.remove(at)),
                1 => characters.insert(at, alphabet[random(alphabet.len())]),
                _ => characters[at] = alphabet[random(alphabet.len())],
            }
        }
        let text: String = characters.into_iter().collect();
        let _outcome = yaml::parse(&text);
    }
}
