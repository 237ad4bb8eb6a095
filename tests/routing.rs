//! Which operation a path means, and which path an operation has.

use a2a_bindings::protocol::MethodInfo;
use a2a_bindings::v1_0::{
    CANCEL_TASK, GET_TASK_PUSH_NOTIFICATION_CONFIG, GetTaskRequest, LIST_TASKS, PROTOCOL, SEND_MESSAGE,
    SUBSCRIBE_TO_TASK,
};
use a2a_bindings::{Matched, Parameters};
use serde_json::{Value, json};

#[track_caller]
fn check(request: &str, expected: &str) {
    let (verb, path) = request.split_once(' ').unwrap();
    let actual = match PROTOCOL.route(verb, path) {
        Matched::Operation(operation) => {
            let fields = operation
                .fields
                .iter()
                .map(|(name, value)| format!(" {name}={value}"))
                .collect::<String>();
            format!("{}{fields}", operation.method.name)
        }
        Matched::OtherVerbs(verbs) => format!("only {}", verbs.join(",")),
        Matched::Nothing => "nothing".to_owned(),
    };
    assert_eq!(actual, expected, "{request}");
}

#[test]
fn every_route() {
    check("POST /message:send", "SendMessage");
    check("POST /acme/message:send", "SendMessage tenant=acme");
    check("POST /message:stream", "SendStreamingMessage");
    check("POST /acme/message:stream", "SendStreamingMessage tenant=acme");
    check("GET /tasks", "ListTasks");
    check("GET /acme/tasks", "ListTasks tenant=acme");
    check("GET /tasks/1", "GetTask id=1");
    check("GET /acme/tasks/1", "GetTask tenant=acme id=1");
    check("POST /tasks/1:cancel", "CancelTask id=1");
    check("POST /acme/tasks/1:cancel", "CancelTask tenant=acme id=1");
    check("GET /tasks/1:subscribe", "SubscribeToTask id=1");
    check("POST /tasks/1:subscribe", "SubscribeToTask id=1");
    check("GET /acme/tasks/1:subscribe", "SubscribeToTask tenant=acme id=1");
    check("POST /acme/tasks/1:subscribe", "SubscribeToTask tenant=acme id=1");
    check(
        "POST /tasks/1/pushNotificationConfigs",
        "CreateTaskPushNotificationConfig taskId=1",
    );
    check(
        "GET /tasks/1/pushNotificationConfigs",
        "ListTaskPushNotificationConfigs taskId=1",
    );
    check(
        "GET /tasks/1/pushNotificationConfigs/2",
        "GetTaskPushNotificationConfig taskId=1 id=2",
    );
    check(
        "DELETE /tasks/1/pushNotificationConfigs/2",
        "DeleteTaskPushNotificationConfig taskId=1 id=2",
    );
    check(
        "DELETE /a/tasks/1/pushNotificationConfigs/2",
        "DeleteTaskPushNotificationConfig tenant=a taskId=1 id=2",
    );
    check("GET /extendedAgentCard", "GetExtendedAgentCard");
    check("GET /acme/extendedAgentCard", "GetExtendedAgentCard tenant=acme");
}

#[test]
fn any_string_is_an_id() {
    check("GET /tasks/urn:uuid:7", "GetTask id=urn:uuid:7");
    check("POST /tasks/urn:uuid:7:cancel", "CancelTask id=urn:uuid:7");
    check("POST /tasks/a:cancel:cancel", "CancelTask id=a:cancel");
    // With GET there is no `:cancel`, so it belongs to the id; `:subscribe` does not.
    check("GET /tasks/a:cancel", "GetTask id=a:cancel");
    check("GET /tasks/a%3Asubscribe", "GetTask id=a:subscribe");
    check("GET /tasks/a%2Fb", "GetTask id=a/b");
    check("GET /tasks/%2e%2e", "GetTask id=..");
    // Decoded once: what is encoded twice is an id with a per cent sign in it.
    check("GET /tasks/a%252Fb", "GetTask id=a%2Fb");
    check("GET /tasks/%C3%A9", "GetTask id=é");
    check("GET /tasks/é", "GetTask id=é");
    check("GET /tasks/tasks", "GetTask id=tasks");
    check("GET /tasks/100%", "GetTask id=100%");
    // Not UTF-8.
    check("GET /tasks/%FF", "nothing");
}

#[test]
fn what_is_not_there() {
    check("GET /", "nothing");
    check("GET /task/1", "nothing");
    check("GET /tasks/", "nothing");
    // `:cancel` alone is an id that GET has.
    check("POST /tasks/:cancel", "only GET");
    check("GET /tasks/1/pushNotificationConfigs/2/3", "nothing");
    check("GET //tasks", "nothing");
    check("GET /message:send", "only POST");
    check("PUT /tasks", "only GET");
    check("POST /tasks/1", "only GET");
    check("PATCH /tasks/1/pushNotificationConfigs", "only GET,POST");
}

#[track_caller]
fn check_path(method: &MethodInfo, request: Value, path: &str, rest: Value) {
    let Value::Object(mut request) = request else {
        panic!("not an object")
    };
    let (route, actual) = method.path(&mut request).unwrap();
    assert_eq!(format!("{} {actual}", route.verb), path);
    assert_eq!(Value::Object(request), rest);
}

#[test]
fn paths_that_a_client_sends() {
    check_path(
        &SEND_MESSAGE,
        json!({"message": {}}),
        "POST /message:send",
        json!({"message": {}}),
    );
    check_path(
        &SEND_MESSAGE,
        json!({"tenant": "a b", "metadata": {}}),
        "POST /a%20b/message:send",
        json!({"metadata": {}}),
    );
    check_path(
        &LIST_TASKS,
        json!({"tenant": "", "pageSize": 1}),
        "GET /tasks",
        json!({"tenant": "", "pageSize": 1}),
    );
    check_path(
        &CANCEL_TASK,
        json!({"id": "urn:a/b c"}),
        "POST /tasks/urn%3Aa%2Fb%20c:cancel",
        json!({}),
    );
    check_path(
        &SUBSCRIBE_TO_TASK,
        json!({"id": "é", "tenant": "t"}),
        "POST /t/tasks/%C3%A9:subscribe",
        json!({}),
    );
    check_path(
        &GET_TASK_PUSH_NOTIFICATION_CONFIG,
        json!({"taskId": "1", "id": "2"}),
        "GET /tasks/1/pushNotificationConfigs/2",
        json!({}),
    );
    // A tenant that reads like a part of a route.
    check_path(
        &LIST_TASKS,
        json!({"tenant": "tasks"}),
        "GET /%74asks/tasks",
        json!({}),
    );
    check("GET /%74asks/tasks", "ListTasks tenant=tasks");
    // Without the id there is no path.
    assert!(CANCEL_TASK.path(&mut serde_json::Map::new()).is_none());
}

#[test]
fn what_a_client_sends_is_what_a_server_reads() {
    for id in [
        "1",
        "urn:uuid:7",
        "a:cancel",
        "a/b",
        "%2e%2e",
        "é",
        "a b",
        "a?b#c",
        "\u{0}",
        "x:subscribe",
        "日本",
    ] {
        for tenant in ["", "acme", "a/b", "tasks"] {
            let request = json!({"id": id, "tenant": tenant});
            let Value::Object(mut request) = request else {
                unreachable!()
            };
            let (route, path) = CANCEL_TASK.path(&mut request).unwrap();
            let Matched::Operation(operation) = PROTOCOL.route(route.verb, &path) else {
                panic!("{path}")
            };
            assert_eq!(operation.method.name, "CancelTask", "{path}");
            let field = |name: &str| {
                operation
                    .fields
                    .iter()
                    .find(|(field, _)| *field == name)
                    .map(|(_, value)| &**value)
            };
            assert_eq!(field("id"), Some(id), "{path}");
            assert_eq!(field("tenant").unwrap_or_default(), tenant, "{path}");
        }
    }
}

/// Fields as text, over those of a body (§11.5).
#[test]
fn parameters_from_everywhere() {
    use a2a_bindings::v1_0::{CancelTaskRequest, ListTasksRequest};
    let fields = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]))
            .collect::<Vec<_>>()
    };
    let list = |pairs: &[(&str, &str)]| {
        Parameters::json(b"")
            .with_fields(&fields(pairs))
            .request::<ListTasksRequest>()
            .map(|request| serde_json::to_value(request).unwrap())
    };
    assert_eq!(
        list(&[
            ("contextId", "c"),
            ("status", "TASK_STATE_WORKING"),
            ("pageSize", "5"),
            ("includeArtifacts", "true"),
            ("statusTimestampAfter", "2025-11-09T10:30:00Z"),
            ("A2A-Version", "1.0")
        ])
        .unwrap(),
        json!({"contextId": "c", "status": "TASK_STATE_WORKING", "pageSize": 5, "includeArtifacts": true,
            "statusTimestampAfter": "2025-11-09T10:30:00.000Z"})
    );
    assert_eq!(
        Parameters::json(b"")
            .with_fields(&[("pageSize".to_owned(), vec!["5".to_owned(), String::new()])])
            .request::<ListTasksRequest>()
            .unwrap()
            .page_size,
        Some(5)
    );
    // An empty value is an absent one.
    assert_eq!(
        list(&[("status", ""), ("pageSize", ""), ("contextId", "")]).unwrap(),
        json!({})
    );
    let violated = |pairs: &[(&str, &str)]| {
        list(pairs)
            .unwrap_err()
            .violations()
            .into_iter()
            .map(|one| one.field)
            .collect::<Vec<_>>()
    };
    // The example of §6.5.
    assert_eq!(
        violated(&[
            ("pageSize", "150"),
            ("historyLength", "-5"),
            ("status", "TASK_STATE_RUNNING")
        ]),
        ["status", "pageSize", "historyLength"]
    );
    assert_eq!(violated(&[("includeArtifacts", "yes")]), ["includeArtifacts"]);
    assert_eq!(violated(&[("pageSize", "many")]), ["pageSize"]);

    let cancel = |body: &str, pairs: &[(&str, &str)]| {
        let fields = fields(pairs);
        let parameters = Parameters::json(body.as_bytes()).with_fields(&fields);
        parameters
            .request::<CancelTaskRequest>()
            .map(|request| serde_json::to_value(request).unwrap())
            .map_err(|error| error.to_string())
    };
    for body in ["", " ", "null", "{}", r#"{"id":"other"}"#] {
        assert_eq!(
            cancel(body, &[("id", "t")]).unwrap(),
            json!({"id": "t"}),
            "{body}"
        );
    }
    assert_eq!(
        cancel(r#"{"metadata":{"a":1}}"#, &[("id", "t")]).unwrap(),
        json!({"id": "t", "metadata": {"a": 1}})
    );
    assert_eq!(
        cancel("", &[]).unwrap_err(),
        "InvalidParamsError: invalid parameters: id: is required and must not be empty"
    );
    assert_eq!(
        cancel("[]", &[("id", "t")]).unwrap_err(),
        "InvalidParamsError: invalid parameters: invalid type: sequence, expected a JSON object (CancelTaskRequest)"
    );
    for body in ["{", "{}x", "{}{}", "\u{feff}{}"] {
        assert_eq!(
            cancel(body, &[("id", "t")]).unwrap_err(),
            "JSONParseError: the payload is not valid JSON",
            "{body}"
        );
        assert_eq!(
            cancel(body, &[]).unwrap_err(),
            "JSONParseError: the payload is not valid JSON",
            "{body}"
        );
    }
}

/// Only what is open counts: not brackets in strings, and not those that are closed again.
#[test]
fn parameters_are_nested_up_to_a_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let siblings = vec![nested(50); 50].join(",");
    let rows = [
        (nested(99), true),
        (nested(100), false),
        (format!("[{siblings}]"), true),
        (format!("[{siblings},{}]", nested(98)), true),
        (format!("[{siblings},{}]", nested(99)), false),
        (format!(r#""{}""#, "[{".repeat(200)), true),
        (format!(r#""\"{}\\""#, "[{".repeat(200)), true),
        (format!(r#"["\"","\\",{}]"#, nested(98)), true),
        (format!(r#"["\"","\\",{}]"#, nested(99)), false),
    ];
    for (value, is_accepted) in rows {
        let body = format!(r#"{{"unknown":{value}}}"#);
        let decoded = Parameters::json(body.as_bytes()).decode::<GetTaskRequest>();
        assert_eq!(decoded.is_ok(), is_accepted, "{body}: {decoded:?}");
    }
}
