//! What is refused before any test runs, and where it stands.

use super::suite;
use a2a_validator::acts::{Level, Suites};

const HEAD: &str = "acts_version: \"1.0\"\nspec_version: \"1.0\"\n";

#[track_caller]
fn refuses(text: &str, expected: &str) {
    match Suites::parse("a.yaml", text) {
        Ok(_) => panic!("taken: {text}"),
        Err(error) => assert_eq!(error.to_string(), expected, "{text}"),
    }
}

/// A test of one step; the step begins on line 12, its members in column 15.
#[track_caller]
fn refuses_step(step: &str, expected: &str) {
    let test = format!(
        "id: T-1\nname: n\nlevel: must\nsteps:\n  - id: one\n    {}",
        step.replace('\n', "\n    ")
    );
    refuses(&suite(&[&test]), expected);
}

#[test]
fn documents() {
    for (text, expected) in [
        (
            "a: [",
            "a.yaml:2:1: while parsing a node, did not find expected node content",
        ),
        ("[]", "a.yaml:1:1: a document is an object, not a list"),
        (
            "acts_version: 1.0\nspec_version: \"1.0\"\ninclude: [x]",
            "a.yaml:1:1: /acts_version: text has to be here, not a number; quote it",
        ),
        (
            "acts_version: \"2.0\"\nspec_version: \"1.0\"\ninclude: [x]",
            "a.yaml:1:1: /acts_version: version `2.0` of the format is not understood; 1.x is",
        ),
        (
            "spec_version: \"1.0\"",
            "a.yaml:1:1: the member `acts_version` is missing",
        ),
    ] {
        refuses(text, expected);
    }
    for (rest, expected) in [
        ("", "a.yaml:1:1: a document has `suites`, or `include`, or both"),
        ("suites: []", "a.yaml:3:1: /suites: the list is empty"),
        (
            "include: [other.yaml]",
            "a.yaml:3:11: /include/0: a document that is no file can include none",
        ),
        (
            "suits: []",
            "a.yaml:3:1: /suits: a document has no member `suits`; did you mean `suites`?",
        ),
        (
            "metadata: {titel: x}",
            "a.yaml:3:12: /metadata/titel: metadata has no member `titel`; did you mean `title`?",
        ),
        (
            "variables: {a: 1}",
            "a.yaml:3:13: /variables/a: text has to be here, not a number; quote it",
        ),
        (
            "suites: [{id: s, name: S, tests: []}]",
            "a.yaml:3:27: /suites/0/tests: the list is empty",
        ),
    ] {
        refuses(&format!("{HEAD}{rest}"), expected);
    }
}

#[test]
fn tests() {
    let minimal = "id: T-1\nname: n\nlevel: must\nsteps: [{id: a, operation: get_task, params: {}}]";
    assert_eq!(
        Suites::parse("a.yaml", &suite(&[minimal]))
            .unwrap()
            .ids()
            .collect::<Vec<_>>(),
        ["T-1"]
    );
    refuses(
        &suite(&[minimal, minimal]),
        "a.yaml:11:9: /suites/0/tests/1: the test `T-1` stands at a.yaml:7 already",
    );
    for (replaced, by, expected) in [
        (
            "level: must",
            "level: shall",
            "a.yaml:9:9: /suites/0/tests/0/level: `shall` is not `must`, `should` or `may`",
        ),
        (
            "name: n",
            "nmae: n",
            "a.yaml:8:9: /suites/0/tests/0/nmae: a test has no member `nmae`; did you mean `name`?",
        ),
        (
            "name: n",
            "name: n\ntransport: [soap]",
            "a.yaml:9:21: /suites/0/tests/0/transport/0: `soap` is not `jsonrpc`, `grpc` or `rest`",
        ),
        (
            "name: n",
            "name: n\nrunner_requirements: [luck]",
            "a.yaml:9:31: /suites/0/tests/0/runner_requirements/0: `luck` is not `webhook_endpoint`, `concurrent_streams`, `stream_disconnect`, `auth_credentials` or `header_inspection`",
        ),
        (
            "name: n",
            "name: n\npreconditions: {capability: {}}",
            "a.yaml:9:25: /suites/0/tests/0/preconditions/capability: preconditions has no member `capability`; did you mean `capabilities`?",
        ),
        (
            "name: n",
            "name: n\nx-checks: [magic]",
            "a.yaml:9:20: /suites/0/tests/0/x-checks/0: `magic` is not `cache-headers`, `schema`, `content-type-json`, `content-type-a2a`, `webhook-delivery`, `webhook-credentials`, `webhook-payload`, `same-events`, `close-one-stream`, `resubscribe`, `same-error`, `without-credentials` or `unobservable`",
        ),
        (
            "steps: [{id: a, operation: get_task, params: {}}]",
            "steps: []",
            "a.yaml:10:9: /suites/0/tests/0/steps: the list is empty",
        ),
        (
            "steps: [{id: a, operation: get_task, params: {}}]",
            "steps: [{id: a, operation: get_task, params: {}}, {id: a, operation: get_task, params: {}}]",
            "a.yaml:10:59: /suites/0/tests/0/steps/1: the test has two steps `a`",
        ),
    ] {
        refuses(&suite(&[&minimal.replace(replaced, by)]), expected);
    }
}

#[test]
fn steps() {
    for (step, expected) in [
        (
            "params: {}",
            "a.yaml:11:13: /suites/0/tests/0/steps/0: a step has one of `operation`, `raw`, `client_response` and `assertion`",
        ),
        (
            "operation: get_task\nraw: {}",
            "a.yaml:11:13: /suites/0/tests/0/steps/0: a step has `operation` or `raw`, not both",
        ),
        (
            "operation: get_task",
            "a.yaml:11:13: /suites/0/tests/0/steps/0: the member `params` is missing",
        ),
        (
            "operation: get_task\nparams: {}\nexpects: {}",
            "a.yaml:14:13: /suites/0/tests/0/steps/0/expects: a step with an operation has no member `expects`; did you mean `expect`?",
        ),
        (
            "operation: get_task\nparams: {}\ncapture: {ids: 'artifacts[*].artifactId'}",
            "a.yaml:14:23: /suites/0/tests/0/steps/0/capture/ids: `[*]` is for the paths of `any`, `all` and `none`",
        ),
        (
            "operation: get_task\nparams: {}\nassertions: [{source: one, path: 'artifacts[*]', match: 1}]",
            "a.yaml:14:40: /suites/0/tests/0/steps/0/assertions/0/path: `[*]` is for the paths of `any`, `all` and `none`",
        ),
        (
            "operation: get_task\nparams: {}\nassertions: [{source: 'one.response.artifacts[*]', match: 1}]",
            "a.yaml:14:27: /suites/0/tests/0/steps/0/assertions/0/source: `[*]` is for the paths of `any`, `all` and `none`",
        ),
        (
            "operation: get_task\nparams: {}\nexpect: {error: {exists: true}, id: t}",
            "a.yaml:14:13: /suites/0/tests/0/steps/0/expect: what has to fail has no body but `error`",
        ),
        (
            "raw: {method: GET, path: /}\nexpect: {body: {id: t}}\nexpect_stream: {min_count: 1}",
            "a.yaml:13:13: /suites/0/tests/0/steps/0/expect: the events of a stream are what `expect_stream` is for",
        ),
        (
            "raw: {method: GET, path: /}\nexpect_error: {code: TaskNotFoundError}\nexpect_stream: {min_count: 1}",
            "a.yaml:14:13: /suites/0/tests/0/steps/0/expect_stream: what has to fail has no stream",
        ),
        (
            "operation: get_task\nparams: {}\nexpect: {}",
            "a.yaml:14:13: /suites/0/tests/0/steps/0/expect: nothing is expected",
        ),
        (
            "operation: get_task\nparams: {}\nexpect: {status: 200, body: {}, boddy: 1}",
            "a.yaml:14:45: /suites/0/tests/0/steps/0/expect/boddy: `expect` with a `body` has no member `boddy`; did you mean `body`?",
        ),
        (
            "operation: get_task\nparams: {}\nexpect: {status: 200}\nexpect_error: {code: TaskNotFoundError}",
            "a.yaml:15:13: /suites/0/tests/0/steps/0/expect_error: a step has `expect` or `expect_error`, not both",
        ),
        (
            "operation: get_task\nparams: {}\nexpect_error: {code: TaskNotFound}",
            "a.yaml:14:28: /suites/0/tests/0/steps/0/expect_error/code: the protocol has no error `TaskNotFound`; did you mean `TaskNotFoundError`?",
        ),
        (
            "operation: get_task\nparams: {}\nexpect_stream: {}",
            "a.yaml:14:13: /suites/0/tests/0/steps/0/expect_stream: the operation has no stream",
        ),
        (
            "operation: subscribe_to_task\nparams: {}\nexpect: {body: {a: 1}}",
            "a.yaml:14:13: /suites/0/tests/0/steps/0/expect: the events of a stream are what `expect_stream` is for",
        ),
        (
            "operation: subscribe_to_task\nparams: {}\nexpect_stream: {ordering: any}",
            "a.yaml:14:29: /suites/0/tests/0/steps/0/expect_stream/ordering: `any` is not `monotonic_state`",
        ),
        (
            "operation: subscribe_to_task\nparams: {}\nexpect_stream: {events: [{match: any_position, index: 1, task: {}}]}",
            "a.yaml:14:38: /suites/0/tests/0/steps/0/expect_stream/events/0: an event at any position has no `index`",
        ),
        (
            "operation: subscribe_to_task\nparams: {}\nexpect_stream: {events: [{description: x}]}",
            "a.yaml:14:38: /suites/0/tests/0/steps/0/expect_stream/events/0: nothing is expected of the event",
        ),
        (
            "operation: get_agent_card\nparams: {id: 1}",
            "a.yaml:13:22: /suites/0/tests/0/steps/0/params/id: the parameters of get_agent_card has no member `id`",
        ),
        (
            "operation: get_task\nparams: {id: \"{{two.taskId}}\"}",
            "a.yaml:13:13: /suites/0/tests/0/steps/0/params: no step before captures `two.taskId`",
        ),
        (
            "operation: get_task\nparams: {id: \"{{one.response}}\"}",
            "a.yaml:13:13: /suites/0/tests/0/steps/0/params: no step before captures `one.response`",
        ),
        (
            "operation: get_task\nparams: {list: [\"{{a b}}\"]}",
            "a.yaml:13:29: /suites/0/tests/0/steps/0/params/list/0: `a b` is not a variable",
        ),
        (
            "operation: get_task\nparams: {}\ncapture: {a: b..c}",
            "a.yaml:14:23: /suites/0/tests/0/steps/0/capture/a: `b..c` is not a path like `task.artifacts[0].parts`",
        ),
        (
            "operation: get_task\nparams: {}\nrepeat: {until: \"a = b\"}",
            "a.yaml:14:22: /suites/0/tests/0/steps/0/repeat/until: `a = b` is not `path == value`, `path != value` or `path in [value, …]`",
        ),
        (
            "operation: get_task\nparams: {}\nrepeat: {until: \"a == b\", max_attempts: 100000}",
            "a.yaml:14:13: /suites/0/tests/0/steps/0/repeat: `max_attempts` is from 1 to 1000",
        ),
        (
            "operation: get_task\nparams: {}\ndelay_ms: 9999999999",
            "a.yaml:14:13: /suites/0/tests/0/steps/0/delay_ms: a delay has at most 600000 milliseconds",
        ),
        (
            "raw: {method: PATCH, path: /}",
            "a.yaml:12:19: /suites/0/tests/0/steps/0/raw/method: `PATCH` is not `GET`, `POST`, `PUT` or `DELETE`",
        ),
        (
            "raw: {method: POST, path: /, body: {}, body_raw: x}",
            "a.yaml:12:52: /suites/0/tests/0/steps/0/raw/body_raw: a request has `body` or `body_raw`, not both",
        ),
        (
            "raw: {method: GET, path: /, headers: {\"a b\": c}}",
            "a.yaml:12:51: /suites/0/tests/0/steps/0/raw/headers/a b: `a b` cannot be the name of a header",
        ),
        (
            "client_response: {operation: get_task, wire_payload: {}}",
            "a.yaml:11:13: /suites/0/tests/0/steps/0: the member `expect_parsed` is missing",
        ),
        (
            "assertion: {source: \"{{nobody.response}}\", any: {path: a, match: {}}}",
            "a.yaml:12:25: /suites/0/tests/0/steps/0/assertion/source: no step before captures `nobody.response`",
        ),
        (
            "operation: get_task\nparams: {}\nassertions: [{source: \"{{one.response}}\"}]",
            "a.yaml:14:26: /suites/0/tests/0/steps/0/assertions/0: an assertion has one of `match`, `any`, `all` and `none`",
        ),
    ] {
        refuses_step(step, expected);
    }
}

#[test]
fn the_own_suite_is_understood_and_can_be_narrowed() {
    let mut suites = Suites::built_in().unwrap();
    assert!(!suites.is_empty());
    let all = suites.len();
    suites.retain(|_, level| level == Level::Must);
    assert!(suites.len() <= all && !suites.is_empty());
    suites.retain(|id, _| id == "nothing");
    assert!(suites.is_empty());
}
