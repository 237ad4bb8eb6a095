//! JSON Schemas that are imported, or refused with the way out.

use crate::support::{
    edited, file, fixture, parse, path_of_1_0, read, report, run, schema_1_0, schema_of, scratch,
};
use a2a_codegen::import::from_published;
use a2a_codegen::schema;
use serde_json::{Value, json};

fn check_refused(document: &Value, expected: &str) {
    assert_eq!(report(&from_published(document).expect_err(expected)), expected);
}

#[test]
fn own_form_is_accepted() {
    for document in [schema_1_0(), schema_of("minimal")] {
        assert_eq!(
            from_published(&document).unwrap(),
            schema::read(&document).unwrap()
        );
    }
}

#[test]
fn own_form_is_checked() {
    let document = edited(&schema_of("minimal"), &[("/$defs/Thing/type", json!("array"))]);
    check_refused(
        &document,
        "Unsupported /$defs/Thing/type: only `object` is supported",
    );
}

#[test]
fn bundle_is_refused_with_what_it_lost() {
    let bundle = parse(&read(&fixture("published").join("bundle.json")));
    check_refused(
        &bundle,
        "Unsupported /definitions: this bundle does not hold the protocol: 3 of its 4 references resolve to \
         nothing, 1 of its 4 objects have `required` and 1 have `oneOf`, and it describes 2 operations; import \
         the definition that it was made from instead: `--proto a2a.proto`",
    );
}

#[test]
fn earlier_protocols_are_refused() {
    let expected = "Unsupported /definitions: this is a schema of protocol 0.2 or 0.3 (draft-07), which cannot be \
                    imported yet; 1.0 can: use `--proto`";
    check_refused(
        &parse(&read(&fixture("published").join("draft_07.json"))),
        expected,
    );
}

#[test]
fn anything_else_is_refused() {
    check_refused(&json!({}), "Syntax `definitions` is missing");
    check_refused(&json!([]), "Syntax `definitions` is missing");
    check_refused(
        &json!({ "definitions": [] }),
        "Syntax /definitions: must be an object",
    );
}

#[test]
fn command() {
    let folder = scratch("published_command");
    let out = folder.join("a2a.json");
    let out = out.to_str().unwrap();

    let bundle = fixture("published").join("bundle.json");
    let (status, _, report) = run(["import", "--json", bundle.to_str().unwrap(), "--out", out]);
    assert_eq!(status, 1);
    assert!(
        report.starts_with("error: /definitions: this bundle does not hold the protocol: "),
        "{report}"
    );
    assert!(!folder.join("a2a.json").exists());

    // Its own descriptions are ours, so they stay.
    let own = path_of_1_0();
    let (status, _, report) = run(["import", "--json", own.to_str().unwrap(), "--out", out]);
    assert_eq!(
        (status, report),
        (
            0,
            format!("{out}: 44 messages, 2 enums, 11 operations, 14 errors\n")
        )
    );
    assert_eq!(read(&folder.join("a2a.json")), read(&own));

    let broken = file(&folder, "broken.json", "{");
    let broken = broken.to_str().unwrap();
    let (status, _, report) = run(["import", "--json", broken, "--out", out]);
    assert_eq!(
        (status, report),
        (
            1,
            format!("error: {broken} is not JSON: EOF while parsing an object at line 1 column 1\n")
        )
    );
}
