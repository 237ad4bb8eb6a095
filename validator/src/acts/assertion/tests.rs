//! The engine of assertions, operator by operator.

use super::Assertion;
use crate::acts::error::SuiteError;
use crate::acts::suite::reader::{Node, Source};
use crate::acts::template::Scope;
use crate::yaml::Document;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn parse(text: &str) -> Result<Assertion, SuiteError> {
    let document = Document::parse(text).unwrap();
    let source = Source {
        name: "a.yaml".to_owned(),
        document,
    };
    Assertion::parse(&Node::root(&source))
}

/// The paths at which the value is not as expected, and what was expected there.
fn mismatches(text: &str, actual: Option<&Value>) -> Vec<(String, String)> {
    let none = BTreeMap::new();
    let variables = BTreeMap::new();
    let captured = BTreeMap::from([
        (("s".to_owned(), "id".to_owned()), json!("t-1")),
        (("s".to_owned(), "number".to_owned()), json!(7)),
        (("s".to_owned(), "object".to_owned()), json!({"a": [1]})),
    ]);
    let scope = Scope {
        given: &none,
        variables: &variables,
        fallbacks: &none,
        captured,
    };
    let found = parse(text).unwrap().check(actual, "", &scope).unwrap();
    found
        .into_iter()
        .map(|mismatch| (mismatch.path, mismatch.expected))
        .collect()
}

#[test]
fn what_holds() {
    for (assertion, actual) in [
        ("TASK_STATE_WORKING", json!("TASK_STATE_WORKING")),
        ("1", json!(1.0)),
        ("1.5", json!(1.5)),
        ("true", json!(true)),
        ("null", json!(null)),
        ("\"{{s.id}}\"", json!("t-1")),
        ("\"<{{s.id}}/{{s.number}}>\"", json!("<t-1/7>")),
        ("\"{{s.number}}\"", json!(7)),
        ("\"{{s.object}}\"", json!({"a": [1]})),
        ("[]", json!([])),
        ("[1]", json!([1, 2])),
        ("[{a: 1}, {type: object}]", json!([{"a": 1, "b": 2}, {}, 3])),
        ("a: {b: 1}", json!({"a": {"b": 1, "c": 2}})),
        ("{type: string}", json!("")),
        ("{type: number}", json!(1)),
        ("{type: boolean}", json!(false)),
        ("{type: array}", json!([])),
        ("{type: object}", json!({})),
        ("{type: 'null'}", json!(null)),
        ("{exists: true}", json!(null)),
        ("a: {absent: true}", json!({"b": 1})),
        ("{contains: \"{{s.id}}\"}", json!("x t-1 y")),
        ("{matches: '^[0-9]{2}$'}", json!("12")),
        ("{matches: '\\d'}", json!("a1")),
        ("{starts_with: a, ends_with: c, contains: b}", json!("abc")),
        ("{gte: 1, lte: 1}", json!(1)),
        ("{gt: 0.5, lt: 1.5}", json!(1)),
        ("{count: 0}", json!([])),
        ("{count_gte: 1, count_lte: 2}", json!([1, 2])),
        ("{one_of: [A, B]}", json!("B")),
        ("{one_of: [-32600, -32602]}", json!(-32602)),
        ("{one_of: [{a: 1}, {b: {exists: true}}]}", json!({"b": 2})),
        ("{any_of: [{absent: true}, {type: array, count: 0}]}", json!([])),
        ("{all_of: [{type: string}, {contains: x}]}", json!("x")),
        ("{not: A}", json!("B")),
        ("{not: {type: string}}", json!(1)),
        ("{items: {id: {exists: true}}}", json!([{"id": 1}, {"id": 2}])),
        ("{items: [{id: 1}], count_gte: 1}", json!([{"id": 1}, {}])),
        // Members that have the names of operators.
        (
            "{type: {type: string}, title: x}",
            json!({"type": "about:blank", "title": "x"}),
        ),
        ("{count: {gte: 1}}", json!({"count": 3})),
        (
            "{exists: {absent: true}, contains: {one_of: [1]}}",
            json!({"contains": 1}),
        ),
        (
            "{\"@type\": {contains: ErrorInfo}}",
            json!({"@type": "x.ErrorInfo"}),
        ),
    ] {
        assert_eq!(
            mismatches(assertion, Some(&actual)),
            [],
            "{assertion} of {actual}"
        );
    }
    assert_eq!(mismatches("{absent: true}", None), []);
    assert_eq!(mismatches("{any_of: [{absent: true}, {type: 'null'}]}", None), []);
    assert_eq!(mismatches("{not: {exists: true}}", None), []);
}

#[test]
fn what_does_not_hold() {
    let at = |path: &str, expected: &str| vec![(path.to_owned(), expected.to_owned())];
    for (assertion, actual, expected) in [
        ("A", json!("B"), at("", "A")),
        ("1", json!("1"), at("", "1")),
        ("'1'", json!(1), at("", "1")),
        ("true", json!("true"), at("", "true")),
        ("null", json!(0), at("", "null")),
        (
            "9007199254740993",
            json!(9_007_199_254_740_992_u64),
            at("", "9007199254740993"),
        ),
        ("\"{{s.id}}\"", json!("t-2"), at("", "t-1")),
        ("[]", json!([1]), at("", "[]")),
        ("[1, 2]", json!([1]), at("[1]", "2")),
        ("[1]", json!({}), at("", "a list")),
        (
            "a: {b: 1, c: 2}",
            json!({"a": {"b": 2}}),
            vec![("a.b".into(), "1".into()), ("a.c".into(), "2".into())],
        ),
        ("a: 1", json!([]), at("", "an object")),
        ("a: {exists: true}", json!({}), at("a", "anything")),
        ("a: {absent: true}", json!({"a": null}), at("a", "nothing")),
        ("{type: string}", json!(1), at("", "text")),
        ("{contains: a}", json!(["a"]), at("", "text that contains \"a\"")),
        ("{matches: '^a$'}", json!("ab"), at("", "text that matches /^a$/")),
        ("{gt: 1}", json!(1), at("", "a number > 1")),
        ("{gte: 1}", json!("2"), at("", "a number >= 1")),
        ("{count: 1}", json!([]), at("", "= 1 elements")),
        ("{count_lte: 1}", json!("ab"), at("", "a list of <= 1")),
        ("{one_of: [A, B]}", json!("C"), at("", "A or B")),
        (
            "{any_of: [{a: 1}, {type: string}]}",
            json!({"a": 2}),
            at("", "a = 1 or text"),
        ),
        (
            "{all_of: [{type: string}, {contains: x}]}",
            json!("y"),
            at("", "text that contains \"x\""),
        ),
        ("{not: A}", json!("A"), at("", "something else")),
        (
            "{items: {id: 1}}",
            json!([{"id": 1}, {"id": 2}]),
            at("[1].id", "1"),
        ),
        (
            "{items: [{id: 1}, {id: 2}]}",
            json!([{"id": 1}]),
            at("[1]", "an object"),
        ),
    ] {
        assert_eq!(
            mismatches(assertion, Some(&actual)),
            expected,
            "{assertion} of {actual}"
        );
    }
    assert_eq!(mismatches("{type: string}", None), at("", "text"));
    assert_eq!(mismatches("a: {type: string}", None), at("", "an object"));
}

#[test]
fn what_is_no_assertion() {
    for (assertion, expected) in [
        (
            "{type: string, contians: x}",
            "a.yaml:1:16: /contians: `contians` is no operator, and stands beside one; did you mean `contains`?",
        ),
        (
            "a: {count: 1, count_gte: one}",
            "a.yaml:1:15: /a/count_gte: the operator `count_gte` has a value that it cannot have; if a member `count_gte` is meant, compare it with `one_of`",
        ),
        (
            "a: {type: string, exists: false}",
            "a.yaml:1:19: /a/exists: the operator `exists` has a value that it cannot have; if a member `exists` is meant, compare it with `one_of`",
        ),
        (
            "a: {absent: false}",
            "a.yaml:1:5: /a/absent: the operator `absent` has a value that it cannot have; if a member `absent` is meant, compare it with `one_of`",
        ),
        (
            "{type: strng}",
            "a.yaml:1:2: /type: the operator `type` has a value that it cannot have; if a member `type` is meant, compare it with `one_of`",
        ),
        ("{one_of: []}", "a.yaml:1:2: /one_of: the list is empty"),
        (
            "{matches: '('}",
            "a.yaml:1:2: /matches: `(` is not a regular expression: unclosed group",
        ),
        (
            "{matches: '(?=a)'}",
            "a.yaml:1:2: /matches: `(?=a)` is not a regular expression: look-around, including look-ahead and look-behind, is not supported",
        ),
        ("a: '{{b'", "a.yaml:1:1: /a: `{{` has no `}}`"),
        ("a: '{{b c}}'", "a.yaml:1:1: /a: `b c` is not a variable"),
        (
            "a: '{{$now}}'",
            "a.yaml:1:1: /a: there is no generator `$now`; there is `$uuid`",
        ),
    ] {
        let error = parse(assertion).unwrap_err().to_string();
        assert_eq!(error, expected);
    }
}
