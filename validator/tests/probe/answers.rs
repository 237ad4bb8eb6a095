//! What interfaces answer.

use crate::agent::{Agent, Answer, Asked, both, error, found, found_at, response, success};
use axum::body::Body;
use axum::http::Response;
use serde_json::{Value, json};

/// An agent with these capabilities that answers an operation in its own way.
fn answering(
    capabilities: Value,
    operation: &'static str,
    answer: impl Fn(&Asked) -> Response<Body> + Send + Sync + 'static,
) -> Agent {
    Agent {
        edit: Box::new(move |card| card["capabilities"] = capabilities.clone()),
        // Other versions are refused before anything else.
        answer: Box::new(move |asked| {
            (asked.operation == operation && asked.headers["a2a-version"] == "1.0").then(|| answer(asked))
        }),
        ..Agent::default()
    }
}

fn refusing(capabilities: Value, operation: &'static str, name: &'static str) -> Agent {
    answering(capabilities, operation, move |asked| error(asked, name))
}

fn task() -> Value {
    json!({"id": "t-1", "contextId": "c-1", "status": {"state": "TASK_STATE_WORKING"}})
}

#[tokio::test]
async fn capabilities_are_as_declared() {
    let all = json!({"streaming": true, "pushNotifications": true});
    for capabilities in [json!({}), all] {
        let agent = Agent {
            edit: Box::new(move |card| card["capabilities"] = capabilities.clone()),
            ..Agent::default()
        };
        assert_eq!(found_at(agent).await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn capabilities_are_not_as_declared() {
    let streaming = || json!({"streaming": true});
    let none = || json!({"streaming": false, "pushNotifications": false, "extendedAgentCard": false});
    let push = || json!({"pushNotifications": true});
    let extended = || json!({"extendedAgentCard": true});
    let subscribe = "SubscribeToTask";
    let list = "ListTaskPushNotificationConfigs";
    let get_card = "GetExtendedAgentCard";
    for (agent, expected) in [
        (
            refusing(streaming(), subscribe, "UnsupportedOperationError"),
            "#N W /capabilities/streaming capability-refused",
        ),
        (
            refusing(streaming(), subscribe, "InternalError"),
            "#N E /supportedInterfaces/N task-not-found",
        ),
        (
            answering(streaming(), subscribe, |_| response(404, "text/html", "no")),
            "#N W /capabilities/streaming capability-refused",
        ),
        (
            refusing(none(), subscribe, "TaskNotFoundError"),
            "#N A /capabilities/streaming capability-error",
        ),
        (
            answering(none(), subscribe, |_| response(404, "text/html", "no")),
            "#N E /capabilities/streaming capability-error",
        ),
        (
            refusing(push(), list, "PushNotificationNotSupportedError"),
            "#N W /capabilities/pushNotifications capability-refused",
        ),
        (
            refusing(none(), list, "UnsupportedOperationError"),
            "#N E /capabilities/pushNotifications capability-error",
        ),
        (
            refusing(json!({}), list, "InternalError"),
            "#N E /capabilities capability-error",
        ),
        (
            answering(none(), list, |asked| success(asked, &json!({"configs": []}))),
            "#N E /capabilities/pushNotifications capability-denied-works",
        ),
        (
            refusing(extended(), get_card, "UnsupportedOperationError"),
            "#N W /capabilities/extendedAgentCard capability-refused",
        ),
        (
            refusing(extended(), get_card, "ExtendedAgentCardNotConfiguredError"),
            "#N A /capabilities/extendedAgentCard capability-refused",
        ),
        (
            answering(extended(), get_card, |asked| {
                success(asked, &crate::agent::card("127.0.0.1:1"))
            }),
            "#N W /capabilities/extendedAgentCard extended-card-open",
        ),
        (
            refusing(none(), get_card, "ExtendedAgentCardNotConfiguredError"),
            "#N E /capabilities/extendedAgentCard capability-error",
        ),
    ] {
        assert_eq!(found_at(agent).await, both(expected), "{expected}");
    }
    // The extended card is a card as any other.
    let mut extended_card = crate::agent::card("127.0.0.1:1");
    extended_card["version"] = 7.into();
    extended_card["skills"][0]["inputModes"] = json!(["text"]);
    let agent = answering(extended(), get_card, move |asked| success(asked, &extended_card));
    let found = found_at(agent).await;
    assert_eq!(
        found[2..],
        [
            "JSONRPC GetExtendedAgentCard E /result/version type",
            "JSONRPC GetExtendedAgentCard W /result/skills/0/inputModes/0 card-mode",
            "HTTP+JSON GetExtendedAgentCard E /version type",
            "HTTP+JSON GetExtendedAgentCard W /skills/0/inputModes/0 card-mode",
        ]
    );
    // No configurations are a true answer.
    let agent = answering(push(), list, |asked| success(asked, &json!({"configs": []})));
    assert_eq!(found_at(agent).await, Vec::<String>::new());
}

/// §5.3 and the protocol buffer definition have different verbs.
#[tokio::test]
async fn subscriptions_by_the_other_verb() {
    let agent = Agent {
        edit: Box::new(|card| card["capabilities"] = json!({"streaming": true})),
        answer: Box::new(|asked| match asked.operation.as_str() {
            "SubscribeToTask" if !asked.json_rpc => Some(response(405, "text/plain", "no")),
            "GET /tasks/:subscribe" => Some(error(asked, "TaskNotFoundError")),
            _ => None,
        }),
        ..Agent::default()
    };
    assert_eq!(
        found_at(agent).await,
        ["#1 A /supportedInterfaces/1 interface-not-served"]
    );
}

#[tokio::test]
async fn a_stream_that_opens_for_no_task() {
    let opening = |asked: &Asked| {
        let event = json!({"task": task()});
        let event = if asked.json_rpc {
            json!({"jsonrpc": "2.0", "id": asked.body["id"], "result": event})
        } else {
            event
        };
        let mut response = response(200, "text/event-stream", format!("data: {event}\n\n"));
        let headers = response.headers_mut();
        headers.insert("cache-control", "no-cache".parse().unwrap());
        response
    };
    let lines = found_at(answering(json!({"streaming": true}), "SubscribeToTask", opening)).await;
    for line in both("#N E /supportedInterfaces/N task-not-found") {
        assert!(lines.contains(&line), "{lines:?}");
    }
    let lines = found_at(answering(json!({}), "SubscribeToTask", opening)).await;
    for line in both("#N E /capabilities capability-denied-works") {
        assert!(lines.contains(&line), "{lines:?}");
    }
}

/// An agent of which the interface over JSON-RPC is all that is declared.
fn json_rpc(answer: Box<Answer>) -> Agent {
    Agent {
        edit: Box::new(|card| {
            card["supportedInterfaces"].as_array_mut().unwrap().truncate(1);
        }),
        answer,
        ..Agent::default()
    }
}

#[tokio::test]
async fn interfaces_that_are_not_what_they_are_declared_as() {
    let with = |name: &'static str, value: Value| Agent {
        edit: Box::new(move |card| card["supportedInterfaces"][0][name] = value.clone()),
        ..Agent::default()
    };
    let not_served = &["#0 E /supportedInterfaces/0 interface-not-served"][..];
    let unchecked = &["#0 A /supportedInterfaces/0 interface-unchecked"][..];
    for (about, agent, expected) in [
        (
            "nobody listens",
            with("url", "http://127.0.0.1:1/rpc".into()),
            &["#0 E /supportedInterfaces/0 interface-unreachable"][..],
        ),
        (
            "a page answers",
            json_rpc(Box::new(|_| Some(response(200, "text/html", "<h1>hello</h1>")))),
            not_served,
        ),
        (
            "it is not there",
            json_rpc(Box::new(|_| Some(response(404, "text/plain", "no")))),
            not_served,
        ),
        (
            "it redirects",
            json_rpc(Box::new(|_| {
                let redirect = Response::builder().status(307).header("location", "/other?x=1");
                Some(redirect.body(Body::empty()).unwrap())
            })),
            not_served,
        ),
        (
            "it is the other binding",
            json_rpc(Box::new(|_| {
                Some(response(200, "application/json", task().to_string()))
            })),
            not_served,
        ),
        (
            "it is of an older version",
            json_rpc(Box::new(|asked| Some(error(asked, "MethodNotFoundError")))),
            not_served,
        ),
        ("gRPC", with("protocolBinding", "GRPC".into()), unchecked),
        (
            "an older version",
            with("protocolVersion", "0.3".into()),
            unchecked,
        ),
        (
            "it has no time",
            json_rpc(Box::new(|_| Some(response(503, "text/plain", "later")))),
            unchecked,
        ),
        (
            "the version is refused that is declared",
            json_rpc(Box::new(|asked| Some(error(asked, "VersionNotSupportedError")))),
            &["#0 E /supportedInterfaces/0/protocolVersion version-refused"],
        ),
        (
            "any version is served",
            json_rpc(Box::new(|asked| {
                (asked.operation == "GetTask").then(|| error(asked, "TaskNotFoundError"))
            })),
            &["#0 E /supportedInterfaces/0/protocolVersion version-ignored"],
        ),
        (
            "any task is found",
            json_rpc(Box::new(|asked| {
                let mut task = task();
                task["id"] = asked.body["params"]["id"].clone();
                let is_call = asked.operation == "GetTask" && asked.headers["a2a-version"] == "1.0";
                is_call.then(|| success(asked, &task))
            })),
            &["#0 E /supportedInterfaces/0 task-not-found"],
        ),
        (
            "ids have a form of their own",
            json_rpc(Box::new(|asked| {
                let is_call = asked.operation == "GetTask" && asked.headers["a2a-version"] == "1.0";
                is_call.then(|| error(asked, "InvalidParamsError"))
            })),
            &["#0 A /supportedInterfaces/0 task-not-found"],
        ),
        (
            "any method is there",
            json_rpc(Box::new(|asked| {
                (asked.operation == "NoSuchMethod").then(|| error(asked, "TaskNotFoundError"))
            })),
            &["#0 E /supportedInterfaces/0 method-not-found"],
        ),
        (
            "an error of JSON-RPC itself with a reason of somebody's own",
            json_rpc(Box::new(|asked| {
                let detail = json!({
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "NO_METHOD", "domain": "example.com",
                });
                let error = json!({"code": -32601, "message": "no", "data": [detail]});
                let envelope = json!({"jsonrpc": "2.0", "id": asked.body["id"], "error": error});
                (asked.operation == "NoSuchMethod")
                    .then(|| response(200, "application/json", envelope.to_string()))
            })),
            &[],
        ),
        (
            "an answer breaks its schema",
            json_rpc(Box::new(|asked| {
                let is_call = asked.operation == "GetTask" && asked.headers["a2a-version"] == "1.0";
                let error = json!({"code": -32001, "message": 7});
                let envelope = json!({"jsonrpc": "2.0", "id": asked.body["id"], "error": error});
                is_call.then(|| response(200, "application/json", envelope.to_string()))
            })),
            &[
                "JSONRPC GetTask W /error error-info-json-rpc",
                "JSONRPC GetTask E /error/message type",
            ],
        ),
    ] {
        let mut lines = found_at(agent).await;
        lines.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(lines, expected, "{about}");
    }
}

/// A server that knows no such path and an agent with errors of its own look alike; the listing tells.
#[tokio::test]
async fn errors_of_ones_own_are_no_missing_interface() {
    let agent = |listed: bool| {
        let own = move |asked: &Asked| {
            let status = if asked.headers["a2a-version"] == "1.0" {
                404
            } else {
                400
            };
            match asked.operation.as_str() {
                "GetTask" if status == 404 => Some(response(404, "application/json", r#"{"detail":"no"}"#)),
                "ListTasks" if listed => Some(success(
                    asked,
                    &json!({"tasks": [], "nextPageToken": "", "pageSize": 1, "totalSize": 0}),
                )),
                "ListTasks" => Some(response(404, "text/html", "no")),
                _ => None,
            }
        };
        Agent {
            edit: Box::new(|card| {
                card["supportedInterfaces"].as_array_mut().unwrap().remove(0);
            }),
            answer: Box::new(own),
            ..Agent::default()
        }
    };
    assert_eq!(
        found_at(agent(true)).await,
        [
            "#0 E /supportedInterfaces/0 task-not-found",
            "HTTP+JSON GetTask E  required",
            "HTTP+JSON GetTask W /detail additionalProperties",
            "HTTP+JSON ListTasks A /tasks empty-list",
        ]
    );
    assert_eq!(
        found_at(agent(false)).await,
        ["#0 E /supportedInterfaces/0 interface-not-served"]
    );
}

/// What is asked only reads, has the tenant, and names the extensions that are required.
#[tokio::test]
async fn requests_change_nothing() {
    let agent = Agent {
        edit: Box::new(|card| {
            card["capabilities"] = json!({
                "streaming": true, "pushNotifications": true,
                "extensions": [
                    {"uri": "https://example.com/required", "required": true},
                    {"uri": "https://example.com/other"},
                ],
            });
            card["supportedInterfaces"][0]["tenant"] = "acme".into();
        }),
        ..Agent::default()
    };
    let running = agent.start().await;
    let probed = running.probe(|options| options).await.unwrap();
    assert_eq!(found(&probed), Vec::<String>::new());
    let asked = running.asked.lock().unwrap();
    let reading = [
        "GetTask",
        "NoSuchMethod",
        "SubscribeToTask",
        "ListTaskPushNotificationConfigs",
        "GetExtendedAgentCard",
    ];
    assert_eq!(asked.len(), 11);
    for (operation, headers, body) in asked.iter() {
        assert!(reading.contains(&operation.as_str()), "{operation}");
        assert_eq!(headers["a2a-extensions"], "https://example.com/required");
        if body["jsonrpc"] == "2.0" && operation != "NoSuchMethod" {
            assert_eq!(body["params"]["tenant"], "acme", "{body}");
        }
    }
}

#[tokio::test]
async fn the_card_may_be_all_that_is_fetched() {
    let running = json_rpc(Box::new(|_| None)).start().await;
    let probed = running
        .probe(|options| options.with_interfaces(false))
        .await
        .unwrap();
    assert_eq!(probed.checked.len(), 1);
    assert!(running.asked.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_hostile_number_of_interfaces() {
    let agent = Agent {
        edit: Box::new(|card| {
            let mut interfaces = Vec::new();
            for number in 0..50 {
                let mut interface = card["supportedInterfaces"][0].clone();
                interface["tenant"] = number.to_string().into();
                interfaces.push(interface);
            }
            card["supportedInterfaces"] = interfaces.into();
        }),
        ..Agent::default()
    };
    assert_eq!(
        found_at(agent).await,
        ["further interfaces A /supportedInterfaces interface-unchecked"]
    );
}
