//! Documents that are made to be too much.

use crate::validator;
use a2a_validator::Subject;
use serde_json::{Value, json};

#[test]
fn findings_are_listed_up_to_a_limit() {
    let many: serde_json::Map<String, Value> =
        (0..5000).map(|number| (format!("m{number}"), json!(1))).collect();
    let findings = validator()
        .validate(Subject::Type("GetExtendedAgentCardRequest"), &many.into())
        .unwrap();
    assert_eq!(findings.len(), 1001);
    assert_eq!(findings[1000].rule, "limit");
}

#[test]
fn of_a_huge_document_only_the_first_finding_is_listed() {
    // Each of the items is an error below a long name.
    let name = "n".repeat(1 << 10);
    let items: Vec<Value> = (0..20_000).map(|_| json!(1)).collect();
    let json = json!({ "schemes": { name: { "list": items } } });
    let findings = validator()
        .validate(Subject::Type("SecurityRequirement"), &json)
        .unwrap();
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["type", "limit"]);
    assert!(findings[0].pointer.ends_with("/list/0"));
}

#[test]
fn a_huge_valid_document_is_valid() {
    let items: Vec<Value> = (0..200_000).map(|_| json!("x")).collect();
    let json = json!({ "list": items });
    assert_eq!(
        validator().validate(Subject::Type("StringList"), &json).unwrap(),
        []
    );
}

#[test]
fn values_in_messages_are_short() {
    let json =
        json!({ "state": "x".repeat(1 << 20), "timestamp": "y".repeat(1 << 20), "z".repeat(1 << 10): 1 });
    let findings = validator().validate(Subject::Type("TaskStatus"), &json).unwrap();
    assert_eq!(findings.len(), 3);
    for finding in findings {
        assert!(finding.message.len() < 400, "{}", finding.message.len());
    }
}
