//! Every verdict, and what it says.

use super::agent::Agent;
use super::{check, options, run_with};
use a2a_runtime::client::http_client;
use a2a_validator::acts::Verdict::{Ambiguous, Error, Fail, Pass, Skip};
use a2a_validator::acts::{Options, Suites, run};
use http::{HeaderName, HeaderValue};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn responses() {
    check(
        &Agent::start().await,
        &[
            ("steps: [{id: a, operation: get_task, params: {id: t}, expect: {status: 200, body: {id: t, status: {state: TASK_STATE_COMPLETED}}}}]", Pass, ""),
            // The members of the body in the place of the body; `status` is the task's.
            ("steps: [{id: a, operation: get_task, params: {id: t}, expect: {id: t, status: {state: TASK_STATE_COMPLETED}}}]", Pass, ""),
            ("steps: [{id: a, operation: get_task, params: {id: t}, expect: {status: 201}}]", Fail, "status is 200 instead of 201"),
            ("steps: [{id: a, operation: get_task, params: {id: t}, expect: {headers: {Content-Type: {starts_with: application/json}, X-None: {absent: true}}}}]", Pass, ""),
            ("steps: [{id: a, operation: get_task, params: {id: t}, expect: {body: {status: {state: TASK_STATE_FAILED}}}}]", Fail, "status.state is TASK_STATE_COMPLETED instead of TASK_STATE_FAILED"),
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect: {status: 200}}]", Fail, "the agent answered with TaskNotFoundError"),
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect: {status: 200, body: {id: t}}}]", Fail, "the agent answered with TaskNotFoundError (-32001): there is no such task"),
            ("steps: [{id: a, operation: get_task, params: {id: html}, expect: {status: 200}}]", Fail, "HTTP 500 with text/html is not JSON"),
            ("steps: [{id: a, operation: get_task, params: {id: no-envelope}}]", Fail, "the answer is no JSON-RPC 2.0 response"),
            ("steps: [{id: a, operation: get_task, params: {id: wrong-id}}]", Fail, "the answer does not repeat the id of the request"),
            ("steps: [{id: a, operation: get_task, params: {id: neither}}]", Fail, "the answer has neither `result` nor `error`"),
            ("steps: [{id: a, operation: get_task, params: {id: failed-status}, expect: {body: {id: failed-status}}}]", Fail, "the result comes with the status 500"),
            ("steps: [{id: a, operation: get_task, params: {id: failed-status}, expect: {status: 500, body: {id: failed-status}}}]", Pass, ""),
            ("steps: [{id: a, operation: get_task, params: {id: huge}}]", Fail, "the answer has more than 16777216 bytes"),
        ],
    )
    .await;
}

#[tokio::test]
async fn errors() {
    check(
        &Agent::start().await,
        &[
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect_error: {error_type: TaskNotFoundError, message: {contains: such}}}]", Pass, ""),
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect_error: {code: {one_of: [TaskNotCancelableError, TaskNotFoundError]}}}]", Pass, ""),
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect_error: {code: -32001}}]", Pass, ""),
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect_error: {message: {type: string}}}]", Pass, ""),
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect: {error: {code: -32001}}}]", Pass, ""),
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect: {status: error, error: {exists: true}}}]", Pass, ""),
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect_error: {code: TaskNotCancelableError}}]", Fail, "it is another error: the code is not -32002"),
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect_error: {data: {count_gte: 1}}}]", Fail, "error.data is 0 elements"),
            ("steps: [{id: a, operation: get_task, params: {id: missing}, expect_error: {details: {reason: X}}}]", Fail, "error.details is nothing"),
            ("steps: [{id: a, operation: get_task, params: {id: t}, expect_error: {message: {type: string}}}]", Fail, "the agent did what it had to refuse"),
            ("steps: [{id: a, operation: get_task, params: {id: t}, expect: {error: {exists: true}}}]", Fail, "the agent did what it had to refuse"),
        ],
    )
    .await;
}

#[tokio::test]
async fn captures_and_assertions() {
    let sent = "{id: s, operation: send_message, params: {message: {role: ROLE_USER, parts: [{text: parts}]}}, capture: {id: task.id, second: 'task.artifacts[1].artifactId'}}";
    let assert = |assertion: &str| format!("steps: [{sent}, {{id: b, assertion: {assertion}}}]");
    let texts = "path: 'task.artifacts[*].parts[*]'";
    let cases = [
        (
            format!(
                "steps: [{sent}, {{id: g, operation: get_task, params: {{id: '{{{{s.id}}}}'}}, expect: {{body: {{id: '{{{{s.id}}}}'}}}}}}]"
            ),
            Pass,
            "",
        ),
        (
            "steps: [{id: s, operation: get_task, params: {id: t}, capture: {a: nothing.here}}]".to_owned(),
            Fail,
            "the response has no `nothing.here` to capture",
        ),
        (
            assert(&format!(
                "{{source: '{{{{s.response}}}}', any: {{{texts}, match: {{text: two}}}}}}"
            )),
            Pass,
            "",
        ),
        (
            assert(&format!(
                "{{source: s.response, any: {{{texts}, match: {{text: three}}}}}}"
            )),
            Fail,
            "none of 3 elements of s.response matches",
        ),
        (
            assert(&format!(
                "{{source: s.response, all: {{{texts}, match: {{text: {{type: string}}}}}}}}"
            )),
            Fail,
            "task.artifacts[0].parts[1].text is nothing instead of text",
        ),
        (
            assert(&format!(
                "{{source: s.response, none: {{{texts}, match: {{url: {{exists: true}}}}}}}}"
            )),
            Pass,
            "",
        ),
        (
            assert(&format!(
                "{{source: s.response, none: {{{texts}, match: {{data: {{exists: true}}}}}}}}"
            )),
            Fail,
            "an element of s.response matches that must not",
        ),
        (
            assert("{source: s.response, path: task, all: {path: 'history[*]', match: {role: ROLE_USER}}}"),
            Ambiguous,
            "`history[*]` has no element, so that nothing is said of all of them",
        ),
        (
            assert("{source: s.response.task, path: status.state, match: TASK_STATE_COMPLETED}"),
            Pass,
            "",
        ),
        (assert("{source: '{{s.second}}', match: b}"), Pass, ""),
        (
            assert("{source: s.second, match: c}"),
            Fail,
            "the response is b instead of c",
        ),
        (
            format!("steps: [{sent}]\nassertions: [{{source: s.id, match: u}}]"),
            Fail,
            "the response is t instead of u",
        ),
    ];
    let cases: Vec<_> = cases
        .iter()
        .map(|(test, verdict, said)| (test.as_str(), *verdict, *said))
        .collect();
    check(&Agent::start().await, &cases).await;
}

#[tokio::test]
async fn repeats() {
    check(
        &Agent::start().await,
        &[
            ("steps: [{id: a, operation: get_task, params: {id: poll-1}, repeat: {until: status.state == TASK_STATE_COMPLETED, delay_ms: 1}, expect: {body: {status: {state: TASK_STATE_COMPLETED}}}}]", Pass, ""),
            ("steps: [{id: a, operation: get_task, params: {id: poll-2}, repeat: {until: 'status.state in [TASK_STATE_COMPLETED]', delay_ms: 1, backoff: exponential, max_attempts: 2}}]", Fail, "the condition did not hold after 2 attempts"),
        ],
    )
    .await;
}

#[tokio::test]
async fn raw_requests_are_sent_as_they_stand() {
    let agent = Agent::start().await;
    check(
        &agent,
        &[
            ("steps: [{id: a, raw: {method: POST, path: /, body: {jsonrpc: '2.0', id: 7, method: Nothing}}, expect: {status: 200, body: {id: 7, error: {code: -32601}}}}]", Pass, ""),
            ("steps: [{id: a, raw: {method: POST, path: /, headers: {X-Id: '{{$uuid}}'}, body_raw: '{\"{{\" no'}, expect: {body: {jsonrpc: '2.0'}}}]", Pass, ""),
            ("steps: [{id: a, raw: {method: GET, path: /nowhere}, expect: {status: 404}}]", Pass, ""),
            ("steps: [{id: a, raw: {method: GET, path: /nowhere}, expect: {body: {a: 1}}}]", Fail, "HTTP 404 with no media type is not JSON"),
            ("steps: [{id: a, raw: {method: GET, path: /.well-known/agent-card.json}, expect: {body: {name: Fake}}}]", Pass, ""),
            ("steps: [{id: a, raw: {method: POST, path: /, body: {jsonrpc: '2.0', id: 1, method: GetTask, params: {id: missing}}}, expect_error: {code: TaskNotFoundError}}]", Pass, ""),
        ],
    )
    .await;
    let requests = agent.requests.lock().unwrap();
    let ids = requests.iter().filter_map(|(headers, _)| headers.get("x-id"));
    assert!(ids.into_iter().all(|id| id.len() == 36), "{requests:?}");
    // Raw steps have no version but their own.
    assert!(
        requests
            .iter()
            .all(|(headers, _)| !headers.contains_key("a2a-version")),
        "{requests:?}"
    );
}

#[tokio::test]
async fn operations_have_what_every_request_has() {
    let agent = Agent::start().await;
    let options = options(&agent).with_header(
        HeaderName::from_static("authorization"),
        HeaderValue::from_static("Bearer secret-token"),
    );
    let send = "id: A\nname: n\nlevel: must\nsteps: [{id: a, operation: send_message, params: {taskId: t, message: {role: ROLE_USER, parts: [{text: x}]}}}]";
    run_with(&options, &[send]).await;
    let requests = agent.requests.lock().unwrap();
    let (headers, request) = &requests[0];
    assert_eq!(headers["a2a-version"], "1.0");
    assert_eq!(headers["authorization"], "Bearer secret-token");
    assert_eq!(request["params"]["tenant"], "acme");
    let message = &request["params"]["message"];
    assert_eq!(
        (
            message["taskId"].as_str(),
            message["messageId"].as_str().map(str::len)
        ),
        (Some("t"), Some(36))
    );
}

#[tokio::test]
async fn what_does_not_apply_is_skipped() {
    let get = "steps: [{id: a, operation: get_task, params: {id: t}}]";
    let with = |member: &str| format!("{member}\n{get}");
    let cases = [
        (with("transport: [rest]"), Skip, "the test is for rest"),
        (with("transport: [grpc]"), Skip, "the test is for grpc, which this runner does not speak"),
        (with("preconditions: {transport: [grpc, jsonrpc]}"), Pass, ""),
        (with("preconditions: {capabilities: {streaming: false}}"), Skip, "the test is for agents with `streaming: false`; the card says true"),
        (with("preconditions: {capabilities: {streaming: true, extendedAgentCard: false}}"), Pass, ""),
        (with("preconditions: {capabilities: {authentication: true}}"), Skip, "the test is for agents with `authentication: true`; the card says false"),
        (with("preconditions: {skills: [{id: known}]}"), Pass, ""),
        (with("preconditions: {skills: [{id: other}]}"), Skip, "the card has no skill `other`"),
        (with("preconditions: {extensions: ['urn:x']}"), Skip, "the card has no extension `urn:x`"),
        (with("runner_requirements: [auth_credentials]"), Skip, "the test needs credentials, and none were given"),
        ("tags: [runner-special]\nx-checks: [schema]\nsteps: [{id: a, operation: get_task, params: {id: '{{theirs}}'}}]".to_owned(), Skip, "the variable `theirs` has no value; give it one"),
        ("steps: [{id: a, operation: get_task, params: {id: '{{theirs}}'}}]".to_owned(), Error, "the variable `theirs` has no value"),
        ("steps: [{id: a, operation: get_task, params: {id: '{{env.NO_SUCH_VARIABLE_HERE}}'}}]".to_owned(), Error, "the environment has no variable `NO_SUCH_VARIABLE_HERE`"),
        ("steps: [{id: a, operation: get_extended_agent_card, params: {}, expect: {status: 200}}]".to_owned(), Skip, "the card does not declare `extendedAgentCard`"),
        ("tags: [runner-special]\nsteps: [{id: a, operation: get_task, params: {id: t}}]".to_owned(), Ambiguous, "the steps passed, but do not show"),
        ("x-checks: [schema]\nsteps: [{id: a, operation: get_task, params: {id: invalid}}]".to_owned(), Fail, "/result/status/state: `done`"),
        ("x-checks: [cache-headers]\nsteps: [{id: a, operation: get_agent_card, params: {}}]".to_owned(), Pass, ""),
        ("x-checks: [cache-headers]\nsteps: [{id: a, operation: get_task, params: {id: t}}]".to_owned(), Fail, "the answer says nothing about caching"),
        ("x-checks: [content-type-a2a]\nsteps: [{id: a, operation: get_task, params: {id: t}}]".to_owned(), Fail, "the answer has another media type"),
        ("x-checks: [same-error]\nsteps: [{id: a, operation: get_task, params: {id: missing}, expect_error: {message: {}}}, {id: b, operation: get_task, params: {id: not-cancelable}, expect_error: {message: {}}}]".replace("message: {}", "message: {type: string}"), Fail, "what belongs to somebody else is refused in another way"),
    ];
    let cases: Vec<_> = cases
        .iter()
        .map(|(test, verdict, said)| (test.as_str(), *verdict, *said))
        .collect();
    check(&Agent::start().await, &cases).await;
}

#[tokio::test]
async fn client_steps_read_with_the_client_of_this_library() {
    let parse = |operation: &str, payload: &str, expected: &str| {
        format!(
            "steps: [{{id: a, client_response: {{operation: {operation}, wire_payload: {payload}}}, expect_parsed: {expected}}}]"
        )
    };
    let task = "{jsonrpc: '2.0', id: 1, result: {id: t, status: {state: 3}, unknown: 1}}";
    let cases = [
        // A number is read for an enum, and what nobody knows is passed over.
        (
            parse(
                "get_task",
                task,
                "{status: {state: TASK_STATE_COMPLETED}, unknown: {absent: true}}",
            ),
            Pass,
            "",
        ),
        (
            parse(
                "get_task",
                "{jsonrpc: '2.0', id: 1, error: {code: -32001, message: none}}",
                "{error: {code: -32001}}",
            ),
            Pass,
            "",
        ),
        (
            parse(
                "get_task",
                "{jsonrpc: '2.0', id: 1, result: {id: 7}}",
                "{id: {exists: true}}",
            ),
            Fail,
            "the client cannot read the payload",
        ),
        (
            parse("get_agent_card", "{name: n, capabilities: {}}", "{name: m}"),
            Fail,
            "name is n instead of m",
        ),
    ];
    let cases: Vec<_> = cases
        .iter()
        .map(|(test, verdict, said)| (test.as_str(), *verdict, *said))
        .collect();
    check(&Agent::start().await, &cases).await;
}

#[tokio::test]
async fn an_answer_has_its_time() {
    let agent = Agent::start().await;
    let options = options(&agent).with_request_timeout(Duration::from_millis(300));
    let slow = "id: A\nname: n\nlevel: must\nsteps: [{id: a, operation: get_task, params: {id: slow}}]";
    let report = run_with(&options, &[slow]).await;
    let (_, _, verdict, said) = report.verdicts().next().unwrap();
    assert_eq!((verdict, said), (Fail, "there was no answer within 300ms"));
}

#[tokio::test]
async fn a_test_has_an_end() {
    let agent = Agent::start().await;
    let options = options(&agent).with_test_timeout(Duration::from_millis(200));
    let slow = "id: A\nname: n\nlevel: must\nsteps: [{id: a, operation: get_task, params: {id: slow}}]";
    let report = run_with(&options, &[slow]).await;
    let (_, _, verdict, said) = report.verdicts().next().unwrap();
    assert_eq!((verdict, said), (Fail, "the test took longer than 200ms"));
}

#[tokio::test]
async fn without_an_agent_nothing_runs() {
    let suites = Suites::built_in().unwrap();
    let validator = a2a_validator::Validator::new(&a2a_bindings::v1_0::PROTOCOL).unwrap();
    let refused = async |options: Options| {
        let ran = run(&suites, http_client().unwrap(), &validator, &options, |_| {}).await;
        ran.unwrap_err().to_string()
    };
    let gone = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let said = refused(Options::new(gone.to_string())).await;
    assert!(
        said.starts_with(&format!("http://{gone}/.well-known/agent-card.json: ")),
        "{said}"
    );
    let agent = Agent::with_capabilities(json!({})).await;
    let said =
        refused(Options::new(&agent.url).with_transports([a2a_validator::acts::Transport::Rest])).await;
    assert_eq!(said, "there is no rest to be tested: the card offers jsonrpc");
    let said = refused(Options::new(format!("{}/nowhere.json", agent.url))).await;
    assert!(
        said.ends_with("has no agent card: the server answered 404"),
        "{said}"
    );
}
