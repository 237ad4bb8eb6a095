//! `a2a-codegen diff`: what it prints, and its exit status.

use crate::support::{edited, file, fixture, parse, run, schema_of, scratch};
use serde_json::{Value, json};
use std::path::PathBuf;

fn minimal() -> PathBuf {
    fixture("minimal").join("a2a.json")
}

/// Compares the minimal schema with an edited one.
fn check(test: &str, edits: &[(&str, Value)], status: i32, printed: &str) {
    let folder = scratch(test);
    let new = file(
        &folder,
        "a2a.json",
        &edited(&schema_of("minimal"), edits).to_string(),
    );
    let result = run(["diff", minimal().to_str().unwrap(), new.to_str().unwrap()]);
    assert_eq!(result, (status, printed.to_owned(), String::new()));
}

fn optional_field() -> (&'static str, Value) {
    let field = json!({ "type": "string", "x-a2a-number": 99, "x-a2a-presence": "optional" });
    ("/$defs/Thing/properties/extra", field)
}

#[test]
fn exit_status() {
    check("diff_nothing", &[], 0, "");
    check(
        "diff_compatible",
        &[optional_field()],
        0,
        "compatible  field-added             the field `Thing.extra` is new\n",
    );
    check(
        "diff_breaking",
        &[
            optional_field(),
            ("/$defs/Thing/properties/size/x-a2a-number", json!(98)),
        ],
        3,
        "breaking    number-changed          the number of `Thing.size` is 98 now, was 2\n\
         compatible  field-added             the field `Thing.extra` is new\n",
    );
}

#[test]
fn json_output() {
    let folder = scratch("diff_json");
    let document = edited(&schema_of("minimal"), &[optional_field()]);
    let new = file(&folder, "a2a.json", &document.to_string());
    let (old, new) = (minimal(), new);
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let (status, printed, _) = run(["diff", "--json", old, new]);
    assert_eq!(status, 0);
    assert_eq!(
        parse(&printed),
        json!([{
            "pointer": "/$defs/Thing/properties/extra",
            "kind": "field-added",
            "message": "the field `Thing.extra` is new",
            "effect": "compatible",
        }])
    );
    let (status, printed, _) = run(["diff", "--json", old, old]);
    assert_eq!((status, printed.as_str()), (0, "[]\n"));
    // The other way around it breaks.
    let (status, printed, _) = run(["diff", "--json", new, old]);
    assert_eq!(
        (status, &parse(&printed)[0]["kind"]),
        (3, &json!("field-removed"))
    );
}

#[test]
fn unreadable_input() {
    let folder = scratch("diff_unreadable");
    let old = minimal();
    let old = old.to_str().unwrap();
    let refuse = |new: &str, expected: &str| {
        for arguments in [["diff", old, new], ["diff", new, old]] {
            let (status, printed, report) = run(arguments);
            assert_eq!((status, printed.as_str()), (1, ""));
            assert!(report.starts_with(expected), "{report}");
        }
    };
    let missing = folder.join("missing.json");
    let missing = missing.to_str().unwrap();
    refuse(missing, &format!("error: cannot read {missing}: "));
    let broken = file(&folder, "broken.json", "[1,");
    let broken = broken.to_str().unwrap();
    refuse(broken, &format!("error: {broken} is not JSON: "));
    let other = file(&folder, "other.json", "{}");
    refuse(other.to_str().unwrap(), "error: `x-a2a-protocol` is missing\n");
    assert_eq!(run(["diff", old]).0, 2);
}
