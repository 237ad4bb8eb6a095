//! Streams, right and wrong.

use super::agent::Agent;
use super::check;
use a2a_validator::acts::Verdict::{Ambiguous, Fail, Pass, Skip};
use serde_json::json;

fn stream(text: &str, expected: &str) -> String {
    format!(
        "steps: [{{id: a, operation: send_streaming_message, params: {{message: {{role: ROLE_USER, parts: [{{text: {text}}}]}}}}, {expected}}}]"
    )
}

fn expect(text: &str, expected: &str) -> String {
    stream(text, &format!("expect_stream: {{{expected}}}"))
}

#[tokio::test]
async fn events() {
    let completed = "status: {state: TASK_STATE_COMPLETED}";
    let cases = [
        (expect("x", "min_count: 3, max_count: 3, ordering: monotonic_state"), Pass, ""),
        (expect("x", "min_count: 4"), Fail, "the stream has 3 events"),
        (expect("x", "max_count: 2"), Fail, "the stream has 3 events"),
        (expect("x", &format!("final_event: {{{completed}}}")), Pass, ""),
        (expect("x", &format!("final_event: {{status_update: {{{completed}}}}}")), Pass, ""),
        (expect("x", &format!("final_event: {{one_of: [{{task: {{{completed}}}}}, {{status_update: {{{completed}}}}}]}}")), Pass, ""),
        (expect("x", "final_event: {status: {state: TASK_STATE_FAILED}}"), Fail, "events[2].status.state is "),
        (expect("x", "events: [{task: {id: t}}, {artifact: {parts: {count: 1}}}]"), Pass, ""),
        (expect("x", "events: [{match: any_position, artifact: {exists: true}}]"), Pass, ""),
        (expect("x", "events: [{index: 0, artifact: {exists: true}}]"), Fail, "events[0].artifact is "),
        (expect("x", "events: [{description: \"a message\", match: any_position, message: {exists: true}}]"), Fail, "a message: no event is as expected"),
        (expect("x", "events: [{index: 9, task: {exists: true}}]"), Fail, "events[9] is nothing"),
        (expect("x", "each_event: {taskId: t}"), Fail, "events[0].taskId is nothing"),
        (expect("message", "max_count: 1, final_event: {message: {role: ROLE_AGENT}}"), Pass, ""),
        (expect("empty", "each_event: {taskId: t}"), Ambiguous, "there is no event"),
        (expect("back", "ordering: monotonic_state"), Fail, "the stream goes on after TASK_STATE_COMPLETED"),
        (expect("back", "min_count: 1"), Pass, ""),
        (expect("cut", "min_count: 1"), Fail, "the stream ends within an event"),
        (expect("broken", "min_count: 1"), Fail, "an event is not JSON"),
        (expect("endless", "min_count: 1, timeout_ms: 200"), Fail, "the stream did not end in time; it had 1 events"),
        (expect("document", "min_count: 1"), Fail, "the answer is one document, where a stream of events has to be"),
        (expect("over", "min_count: 1"), Fail, "the agent answered with UnsupportedOperationError (-32004)"),
        (stream("x", "expect: {status: 200, headers: {content-type: text/event-stream}}, expect_stream: {min_count: 3}"), Pass, ""),
        (stream("x", "expect: {status: 201}, expect_stream: {min_count: 3}"), Fail, "status is 200 instead of 201"),
        (stream("x", "expect: {headers: {content-type: text/plain}}"), Fail, "headers.content-type is text/event-stream"),
        (stream("over", "expect_error: {code: UnsupportedOperationError}"), Pass, ""),
        (stream("refused", "expect_error: {code: UnsupportedOperationError}"), Pass, ""),
        (stream("over", "expect: {error: {exists: true}}"), Pass, ""),
        (stream("x", "expect_error: {code: UnsupportedOperationError}"), Fail, "the agent did what it had to refuse"),
        ("steps: [{id: a, operation: send_streaming_message, params: {message: {role: ROLE_USER, parts: [{text: x}]}}, capture: {id: task.id}}, {id: b, assertion: {source: a.response, any: {path: 'events[*].artifactUpdate', match: {taskId: '{{a.id}}'}}}}]".to_owned(), Pass, ""),
        ("steps: [{id: a, raw: {method: POST, path: /, body: {jsonrpc: '2.0', id: 5, method: SendStreamingMessage, params: {message: {parts: [{text: x}]}}}}, expect: {status: 200}, expect_stream: {min_count: 3, each_event: {jsonrpc: '2.0', id: 5}}}]".to_owned(), Pass, ""),
        ("steps: [{id: a, raw: {method: POST, path: /, body: {jsonrpc: '2.0', id: 5, method: SendStreamingMessage}}, expect: {status: 200}}]".to_owned(), Fail, "the answer is a stream of events, where one document has to be"),
    ];
    let cases: Vec<_> = cases
        .iter()
        .map(|(test, verdict, said)| (test.as_str(), *verdict, *said))
        .collect();
    check(&Agent::start().await, &cases).await;
}

#[tokio::test]
async fn streams_that_only_the_runner_can_make() {
    let sent = expect("x", "min_count: 1");
    let cases = [
        // This agent serves a subscription from the beginning again: the events after the first are the same.
        (format!("x-checks: [same-events]\n{sent}"), Pass, ""),
        (format!("x-checks: [close-one-stream]\n{sent}"), Pass, ""),
        ("x-checks: [resubscribe]\nsteps: [{id: a, operation: subscribe_to_task, params: {id: t}, expect_stream: {min_count: 3}}]".to_owned(), Pass, ""),
        ("x-checks: [resubscribe]\nsteps: [{id: a, operation: subscribe_to_task, params: {id: message}, expect_stream: {min_count: 1}}]".to_owned(), Fail, "the first event after coming back is not the task"),
    ];
    let cases: Vec<_> = cases
        .iter()
        .map(|(test, verdict, said)| (test.as_str(), *verdict, *said))
        .collect();
    check(&Agent::start().await, &cases).await;
}

#[tokio::test]
async fn an_agent_without_streams_is_not_asked_for_them() {
    let agent = Agent::with_capabilities(json!({})).await;
    let refuses = stream("over", "expect_error: {code: UnsupportedOperationError}");
    let streams = expect("x", "min_count: 1");
    let cases = [
        (
            streams.as_str(),
            Skip,
            "the card does not declare `streaming`, so that the agent has to refuse SendStreamingMessage (§3.3.4)",
        ),
        (refuses.as_str(), Pass, ""),
    ];
    check(&agent, &cases).await;
}
