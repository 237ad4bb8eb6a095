use super::shipped::Shipped;
use super::*;

/// What is wrong with a text, or nothing.
fn problem(text: &str) -> Option<String> {
    Behaviors::parse(text, "f.yaml")
        .err()
        .map(|error| error.to_string())
}

/// A file with one behaviour, whose other lines these are.
fn file(lines: &str) -> String {
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    format!("acts_version: \"1.0\"\nbehaviors:\n  - prefix: p\n    description: d\n{lines}")
}

#[test]
fn shipped_files_are_valid() {
    for name in ["acts", "hostile"] {
        let shipped = Shipped::named(name).unwrap();
        let behaviors = Behaviors::parse(shipped.text, name).unwrap();
        assert!(behaviors.iter().count() > 10, "{name}");
    }
    assert!(Shipped::named("none").is_none());
}

#[test]
fn the_examples_of_the_documentation_are_valid() {
    let text = include_str!("../../../docs/behaviors.md");
    let examples: Vec<_> = text.split("```yaml\n").skip(1).collect();
    assert_eq!(examples.len(), 5);
    for example in examples {
        let (example, _) = example.split_once("```").unwrap();
        assert_eq!(problem(example), None, "{example}");
    }
}

#[test]
fn json_is_read_too() {
    let json = r#"{"acts_version": "0.1.0", "behaviors": [{"prefix": "p", "description": "d"}]}"#;
    assert_eq!(problem(json), None);
}

#[test]
fn mistakes_are_named_with_their_place() {
    for (text, expected) in [
        (
            file("dealy_ms: 5"),
            "f.yaml:5:5: /behaviors/0/dealy_ms: unknown field `dealy_ms`, expected one of",
        ),
        (
            file("delay_ms: soon"),
            "f.yaml:5:5: /behaviors/0/delay_ms: invalid type: string \"soon\"",
        ),
        (
            file("delay_ms: 86400001"),
            "f.yaml:5:5: /behaviors/0/delay_ms: must not be more than 86400000",
        ),
        (
            file("terminal_state: DONE"),
            "f.yaml:5:5: /behaviors/0/terminal_state: there is no state `DONE`",
        ),
        (
            file("terminal_state: TASK_STATE_SUBMITTED"),
            "an agent does not report TASK_STATE_SUBMITTED",
        ),
        (
            file("terminal_state: TASK_STATE_WORKING"),
            "TASK_STATE_CANCELED works until",
        ),
        (
            file("response_type: message\nterminal_state: TASK_STATE_FAILED"),
            "f.yaml:6:5",
        ),
        (
            file("artifacts:\n- {text: a, data: 1}"),
            "f.yaml:6:7: /behaviors/0/artifacts/0: an artifact has exactly one",
        ),
        (file("artifacts:\n- {}"), "an artifact has exactly one"),
        (
            file("message: '{{nobody}}'"),
            "there is no placeholder `{{nobody}}` in a script",
        ),
        (
            file("message: '{{id}}'"),
            "there is no placeholder `{{id}}` in a script",
        ),
        (
            file("steps: []\nmessage: m"),
            "`message` cannot stand beside `steps`",
        ),
        (file("wire: {}\nsteps: []"), "`steps` cannot stand beside `wire`"),
        (file("steps: [{}]"), "a step has one of"),
        (
            file("steps:\n- {status: TASK_STATE_WORKING, reply: x}"),
            "make two steps of it",
        ),
        (
            file("steps:\n- {append: true, status: TASK_STATE_WORKING}"),
            "`append` belongs to a step with `artifact`",
        ),
        (
            file("steps:\n- {artifact: {text: a}, last_chunk: true}"),
            "`append: true`",
        ),
        (
            file("steps:\n- status: TASK_STATE_COMPLETED\n- delay_ms: 1"),
            "/steps/1: nothing can come after a terminal state",
        ),
        (
            file("steps:\n- {status: TASK_STATE_COMPLETED, repeat: 2}"),
            "nothing can come after a terminal state",
        ),
        (
            file("steps:\n- {status: TASK_STATE_WORKING, repeat: 0}"),
            "must be from 1 to 1000000",
        ),
        (file("steps:\n- status: TASK_STATE_CANCELED"), "`wait: canceled`"),
        (
            file("steps:\n- status: TASK_STATE_WORKING\n- reply: late"),
            "can only come first",
        ),
        (
            file("steps:\n- refuse: {error_type: NoSuchError}"),
            "there is no error `NoSuchError`; there are TaskNotFoundError",
        ),
        (
            file("steps:\n- refuse: {error_type: TaskNotFoundError, details: [{}]}"),
            "a detail has an `@type`",
        ),
        (
            file("steps:\n- refuse: {error_type: InvalidParamsError, metadata: {a: b}}"),
            "no google.rpc.ErrorInfo",
        ),
        (
            file("follow_ups:\n- {prefix: q, description: e, wire: {}}"),
            "a follow-up has no `wire`",
        ),
        (
            file("interrupt: {after_events: 1, end: no_answer}"),
            "cannot end with `no_answer`",
        ),
        (
            file("wire: {}\ninterrupt: {after_events: 1, end: cut}"),
            "`interrupt` cannot stand beside `wire`",
        ),
        (
            file("follow_ups:\n- {prefix: q, description: e, interrupt: {after_events: 1, end: cut}}"),
            "a follow-up has no `interrupt`",
        ),
        (
            file("wire: {status: 99}"),
            "/wire/status: must be from 200 to 999",
        ),
        (file("wire: {headers: {'a b': c}}"), "is not the name of a header"),
        (
            file("wire: {headers: {a: \"c\\nd\"}}"),
            "has characters that no header has",
        ),
        (
            file("wire: {chunks: [{text: a, json: 1}]}"),
            "exactly one of text, json, event, answer and base64",
        ),
        (
            file("wire: {chunks: [{}]}"),
            "exactly one of text, json, event, answer and base64",
        ),
        (file("wire: {chunks: [7]}"), "expected a text, or a map with text"),
        (
            file("wire: {chunks: ['{{working}}']}"),
            "no placeholder and no value `{{working}}`",
        ),
        (
            file("wire: {chunks: [{text: a, repeat: often}]}"),
            "expected a number, or `forever`",
        ),
        (file("wire: {chunks: [{text: a, repeat: 0}]}"), "or `forever`"),
        (
            file("wire: {chunks: [{text: a, split: 0}]}"),
            "must be at least 1",
        ),
        (file("wire: {chunks: [{base64: '*'}]}"), "is not base64"),
        (file("wire: {chunks: [a], end: no_answer}"), "nothing is sent"),
        (file("wire: {end: abrupt}"), "unknown variant `abrupt`"),
        (
            format!("{}  - {{prefix: p, description: d}}\n", file("")),
            "f.yaml:5:6: /behaviors/1/prefix: there is another",
        ),
        (
            "acts_version: '2.0'\nbehaviors: []\n".to_owned(),
            "f.yaml:1:1: /acts_version: version `2.0`",
        ),
        (
            "acts_version: '1.0'\nbehaviors: []\nvalues: {id: 1}\n".to_owned(),
            "`id` cannot name a value",
        ),
        ("[]".to_owned(), "expected a map with acts_version and behaviors"),
        ("behaviors: []\n".to_owned(), "missing field `acts_version`"),
        ("acts_version: '1.0'\nbehaviors: [\n".to_owned(), "f.yaml:3:1"),
    ] {
        let problem = problem(&text).unwrap_or_else(|| panic!("{text} is taken"));
        assert!(problem.contains(expected), "{problem}\ndoes not have\n{expected}");
    }
}

#[test]
fn nesting_has_an_end() {
    let mut text = String::from(r#"{"prefix":"p","description":"d"}"#);
    for _ in 0..20 {
        text = format!(r#"{{"prefix":"p","description":"d","follow_ups":[{text}]}}"#);
    }
    let problem = problem(&format!(r#"{{"acts_version":"1.0","behaviors":[{text}]}}"#)).unwrap();
    assert!(problem.contains("more than 16 deep"), "{problem}");
}

#[test]
fn the_longest_prefix_counts_and_the_text_before_the_id() {
    let text = "acts_version: '1.0'\nbehaviors:\n";
    let list =
        ["a", "abc", "ab", "b", "id-1"].map(|prefix| format!("  - {{prefix: {prefix}, description: d}}\n"));
    let behaviors = Behaviors::parse(&format!("{text}{}", list.concat()), "").unwrap();
    for (text, id, expected) in [
        ("abcd", "", Some("abc")),
        ("abd", "", Some("ab")),
        ("c", "", None),
        ("c", "id-17", Some("id-1")),
        ("abd", "id-17", Some("id-1")),
        ("b", "a", Some("b")),
    ] {
        let found = Behavior::find(&behaviors.list, text, id).map(|behavior| &*behavior.prefix);
        assert_eq!(found, expected, "{text} {id}");
    }
}
