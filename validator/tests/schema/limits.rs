//! Documents that are made to be too much.

use crate::validator;
use a2a_validator::{Profile, Subject};
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

/// The lenient profile and the fast path have the same limits.
#[test]
fn hostile_documents_are_bounded_in_every_profile() {
    let deep = |open: &str, close: &str, depth: usize| [open.repeat(depth), close.repeat(depth)].concat();
    let texts = [
        deep("[", "]", 1 << 20),
        deep(r#"{"metadata":"#, "}", 1 << 18),
        format!(r#"{{"history":{}}}"#, deep("[", "]", 1 << 20)),
        // Many errors, each below a long name.
        format!(r#"{{"metadata":{{}},"history":[{}1]}}"#, "1,".repeat(1 << 19)),
        format!("{{{}\"id\":1}}", r#""id":"t","#.repeat(1 << 17)),
        format!(r#"{{"metadata":{{{}"a":0}}}}"#, r#""a":0,"#.repeat(1 << 18)),
        format!(r#"{{"metadata":{{"{}":0}}}}"#, "k".repeat(1 << 22)),
    ];
    for text in texts {
        for profile in [Profile::Canonical, Profile::Lenient] {
            let report = validator()
                .report(Some(Subject::Type("Task")), text.as_bytes(), profile)
                .unwrap();
            let size: usize = report
                .findings
                .iter()
                .map(|finding| finding.to_string().len())
                .sum();
            assert!(!report.is_valid());
            assert!(
                report.findings.len() <= 1002 && size < 8 << 20,
                "{}: {size}",
                report.findings.len()
            );
        }
    }
}
