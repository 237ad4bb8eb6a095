//! RFC 8785, by its published vectors: as members that the schema does not know, they go into the canonical form of
//! a card as they are.

use crate::support::data;
use a2a_runtime::signatures::{SignatureErrorKind, canonical_payload};
use std::error::Error;

fn canonical(json: &str) -> String {
    let payload = canonical_payload(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"));
    String::from_utf8(payload).unwrap()
}

#[test]
fn published_documents() {
    for name in ["french", "sorting", "structures", "unicode", "values", "weird"] {
        let expected = data(&format!("rfc8785/{name}.output.json"));
        assert_eq!(
            canonical(&data(&format!("rfc8785/{name}.input.json"))),
            expected.trim_end(),
            "{name}"
        );
    }
    // A card is an object, this vector is none.
    let input = format!(r#"{{"array": {}}}"#, data("rfc8785/arrays.input.json"));
    let expected = format!(r#"{{"array":{}}}"#, data("rfc8785/arrays.output.json").trim_end());
    assert_eq!(canonical(&input), expected);
}

#[test]
fn published_numbers() {
    let table = data("rfc8785/numbers.txt");
    assert_eq!(table.lines().count(), 24);
    for line in table.lines() {
        let (bits, expected) = line.split_once(' ').unwrap();
        let number = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
        // However the number is written, its double is what counts.
        for written in [
            format!("{number:e}"),
            format!("{number:.17e}"),
            format!("{number}"),
        ] {
            let input = format!(r#"{{"n":{written}}}"#);
            assert_eq!(
                canonical(&input),
                format!(r#"{{"n":{expected}}}"#),
                "{bits} as {written}"
            );
        }
    }
}

#[test]
fn integers_become_the_nearest_double() {
    for (written, expected) in [
        ("9007199254740993", "9007199254740992"),
        ("-9007199254740993", "-9007199254740992"),
        ("9007199254740995", "9007199254740996"),
        ("9223372036854775807", "9223372036854776000"),
        ("18446744073709551615", "18446744073709552000"),
        ("18446744073709551616", "18446744073709552000"),
        ("1000000000000000000000", "1e+21"),
        ("5.0", "5"),
        ("-0", "0"),
        ("1e-400", "0"),
    ] {
        assert_eq!(
            canonical(&format!(r#"{{"n":{written}}}"#)),
            format!(r#"{{"n":{expected}}}"#)
        );
    }
}

#[test]
fn strings_are_escaped_no_more_than_they_must() {
    let input = r#"{"s":"\u0000\u0008\u0009\u000a\u000b\u000c\u000d\u001f\u0020\u0022\u002f\u005c\u007f\u2028\ud83d\ude02"}"#;
    let expected = "{\"s\":\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f \\\"/\\\\\u{7f}\u{2028}\u{1f602}\"}";
    assert_eq!(canonical(input), expected);
}

#[test]
fn what_has_no_canonical_form() {
    let deep = format!(r#"{{"x":{}{}}}"#, "[".repeat(127), "]".repeat(127));
    for (json, reason) in [
        (r#"{"a":1,"a":1}"#, "`a` is there twice"),
        (r#"{"a":1,"\u0061":2}"#, "`a` is there twice"),
        (r#"{"x":[{"y":{"a":1,"b":2,"a":3}}]}"#, "`a` is there twice"),
        (
            r#"{"signatures":[{"protected":"","protected":""}]}"#,
            "`protected` is there twice",
        ),
        (r#"{"n":1e400}"#, "number out of range"),
        (r#"{"n":NaN}"#, "expected value"),
        (r#"{"s":"\ud83d"}"#, "hex escape"),
        (
            r#"{"$serde_json::private::Number":"1"}"#,
            "$serde_json::private::",
        ),
        (
            r#"{"x":[{"$serde_json::private::RawValue":"1"}]}"#,
            "$serde_json::private::",
        ),
        (&deep, "recursion limit"),
        ("[]", "no JSON object"),
        ("null", "no JSON object"),
        ("{} {}", "trailing characters"),
        ("\u{feff}{}", "expected value"),
        ("", "EOF"),
    ] {
        let error = canonical_payload(json.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), SignatureErrorKind::Card, "{json}");
        let message = match error.source() {
            Some(source) => source.to_string(),
            None => error.to_string(),
        };
        assert!(message.contains(reason), "{json}: {message}");
    }
    assert!(canonical_payload(b"{\"s\":\"\xff\"}").is_err());
    let less_deep = format!(r#"{{"x":{}{}}}"#, "[".repeat(126), "]".repeat(126));
    assert_eq!(canonical(&less_deep), less_deep);
}
