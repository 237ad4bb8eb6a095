//! What belongs to somebody else answers byte for byte as what does not exist (§13.1, §3.3.2): every operation, both
//! bindings, both stores, for another principal, another tenant, both, and nobody.

use a2a_bindings::v1_0::AgentCard;
use a2a_engine::Settings;
use a2a_engine::store::{MemoryStore, SqliteStore, TaskStore};
use a2a_runtime::client::Binding;
use a2a_tests::support::{BINDINGS, Reply, Request, Script, Served, Webhooks, eventually, push_sender};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// As long as the ids that the engine makes, because the length of an answer is a header.
const MISSING: &str = "00000000-0000-4000-8000-000000000000";
const MISSING_CONTEXT: &str = "context of nobody";
const CONTEXT: &str = "context of alice ";
const WEBHOOK: &str = "webhook of alice ";
const MISSING_WEBHOOK: &str = "webhook of nobody";

/// On whose behalf a request is made.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Caller {
    name: Option<&'static str>,
    tenant: &'static str,
}

const fn caller(name: &'static str, tenant: &'static str) -> Caller {
    Caller {
        name: Some(name),
        tenant,
    }
}

const OWNERS: [Caller; 2] = [caller("alice", ""), caller("alice", "red")];
const STRANGERS: [Caller; 6] = [
    caller("bob", ""),
    caller("bob", "red"),
    caller("alice", "blue"),
    // A principal is not a tenant, nor are the two joined.
    caller("", "alice"),
    caller("ali", "cered"),
    Caller {
        name: None,
        tenant: "",
    },
];

/// One request, in the words of each binding.
#[derive(Debug, Clone)]
struct Question {
    method: &'static str,
    params: Value,
    verb: &'static str,
    /// Without the tenant in front.
    path: String,
    has_body: bool,
    last_event_id: Option<&'static str>,
    /// Whether it is answered without a look at the task.
    is_blind: bool,
}

impl Question {
    fn new(method: &'static str, params: Value, verb: &'static str, path: String) -> Self {
        let has_body = verb == "POST";
        Self {
            method,
            params,
            verb,
            path,
            has_body,
            last_event_id: None,
            is_blind: false,
        }
    }

    fn request(&self, binding: Binding, caller: Caller) -> Request {
        let mut params = self.params.clone();
        let mut request = if binding == Binding::JsonRpc {
            if !caller.tenant.is_empty() {
                params["tenant"] = caller.tenant.into();
            }
            let call = json!({"jsonrpc": "2.0", "id": 1, "method": self.method, "params": params});
            Request::new("POST", "/rpc").with_json(&call)
        } else {
            let tenant = if caller.tenant.is_empty() {
                String::new()
            } else {
                format!("/{}", caller.tenant)
            };
            let request = Request::new(self.verb, &format!("/v1{tenant}{}", self.path));
            if self.has_body {
                request.with_json(&params)
            } else {
                request
            }
        };
        if let Some(name) = caller.name {
            request = request.with_header("Authorization", &format!("Bearer {name}"));
        }
        if let Some(id) = self.last_event_id {
            request = request.with_header("Last-Event-ID", id);
        }
        request
    }

    async fn ask(&self, address: SocketAddr, binding: Binding, caller: Caller) -> Reply {
        self.request(binding, caller).exchange(address).await
    }
}

fn message(text: &str, more: Value) -> Value {
    let mut message = json!({"messageId": "m", "role": "ROLE_USER", "parts": [{"text": text}]});
    message
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    message
}

/// `SendMessage` and `SendStreamingMessage`.
fn sends(params: Value) -> [Question; 2] {
    [
        ("SendMessage", "/message:send"),
        ("SendStreamingMessage", "/message:stream"),
    ]
    .map(|(method, path)| Question::new(method, params.clone(), "POST", path.to_owned()))
}

/// Everything that can be asked about a task, what changes least first.
fn questions(hooks: &Webhooks, task: &str, context: &str, webhook: &str) -> Vec<Question> {
    let id = json!({"id": task});
    let configs = format!("/tasks/{task}/pushNotificationConfigs");
    let config = json!({"taskId": task, "id": webhook});
    let config_path = format!("{configs}/{}", webhook.replace(' ', "%20"));
    let register = |url: &str| json!({"taskId": task, "url": url, "token": "t"});
    let good = hooks.config("of-a-stranger").url;
    let local = "http://169.254.169.254/";
    let subscribe = |verb: &'static str| {
        let path = format!("/tasks/{task}:subscribe");
        Question {
            has_body: false,
            ..Question::new("SubscribeToTask", id.clone(), verb, path)
        }
    };
    let mut all = vec![
        Question::new("GetTask", id.clone(), "GET", format!("/tasks/{task}")),
        Question::new(
            "GetTask",
            json!({"id": task, "historyLength": 1}),
            "GET",
            format!("/tasks/{task}?historyLength=1"),
        ),
        Question::new(
            "GetTaskPushNotificationConfig",
            config.clone(),
            "GET",
            config_path.clone(),
        ),
        Question::new(
            "ListTaskPushNotificationConfigs",
            json!({"taskId": task}),
            "GET",
            configs.clone(),
        ),
        Question::new(
            "ListTaskPushNotificationConfigs",
            json!({"taskId": task, "pageSize": 1, "pageToken": webhook}),
            "GET",
            format!("{configs}?pageSize=1&pageToken={}", webhook.replace(' ', "%20")),
        ),
        subscribe("POST"),
        subscribe("GET"),
    ];
    for last_event_id in ["0", "1", "2", "99", "none of ours"] {
        all.push(Question {
            last_event_id: Some(last_event_id),
            ..subscribe("POST")
        });
    }
    for url in [&good, local] {
        all.push(Question::new(
            "CreateTaskPushNotificationConfig",
            register(url),
            "POST",
            configs.clone(),
        ));
    }
    for (ids, configuration, is_blind) in [
        (json!({"taskId": task}), json!({}), false),
        (json!({"taskId": task, "contextId": context}), json!({}), false),
        (
            json!({"taskId": task, "contextId": "a third context"}),
            json!({}),
            false,
        ),
        (
            json!({"taskId": task, "referenceTaskIds": [task]}),
            json!({}),
            false,
        ),
        (
            json!({"taskId": task}),
            json!({"returnImmediately": true, "historyLength": 0}),
            false,
        ),
        (
            json!({"taskId": task}),
            json!({"taskPushNotificationConfig": {"url": good}}),
            false,
        ),
        (
            json!({"taskId": task, "contextId": context}),
            json!({"taskPushNotificationConfig": {"url": good, "token": "t"}}),
            false,
        ),
        // Refused because of the address, whatever the task.
        (
            json!({"taskId": task}),
            json!({"taskPushNotificationConfig": {"url": local}}),
            true,
        ),
    ] {
        let params = json!({"message": message("from a stranger", ids), "configuration": configuration});
        all.extend(sends(params).map(|question| Question { is_blind, ..question }));
    }
    all.push(Question::new(
        "CancelTask",
        id.clone(),
        "POST",
        format!("/tasks/{task}:cancel"),
    ));
    all.push(Question::new(
        "DeleteTaskPushNotificationConfig",
        config,
        "DELETE",
        config_path,
    ));
    all
}

/// Everything that can be asked of a list.
fn lists() -> Vec<Question> {
    let list = |params, query: &str| Question::new("ListTasks", params, "GET", format!("/tasks{query}"));
    let context = CONTEXT.replace(' ', "%20");
    let mut all = vec![
        list(json!({}), ""),
        list(json!({"pageSize": 1}), "?pageSize=1"),
        list(json!({"contextId": CONTEXT}), &format!("?contextId={context}")),
        list(
            json!({"contextId": CONTEXT, "includeArtifacts": true, "historyLength": 9}),
            &format!("?contextId={context}&includeArtifacts=true&historyLength=9"),
        ),
        list(
            json!({"statusTimestampAfter": "2020-01-01T00:00:00Z"}),
            "?statusTimestampAfter=2020-01-01T00:00:00Z",
        ),
    ];
    for state in ["WORKING", "INPUT_REQUIRED", "COMPLETED"] {
        let state = format!("TASK_STATE_{state}");
        all.push(list(json!({"status": state}), &format!("?status={state}")));
    }
    all
}

/// The lists of a caller, byte for byte.
async fn listed(address: SocketAddr, caller: Caller) -> Vec<String> {
    let mut all = Vec::new();
    for binding in BINDINGS {
        for question in lists() {
            let reply = question.ask(address, binding, caller).await;
            assert_eq!(reply.status(), 200, "{}", reply.0);
            all.push(reply.comparable(&[]));
        }
    }
    all
}

fn settings(store: impl TaskStore) -> Settings {
    Settings::new()
        .with_store(store)
        .with_push_sender(push_sender())
        .with_extended_card(|context| {
            let name = &context.principal.as_ref()?.id;
            let card = json!({
                "name": format!("card for {name}"), "description": "d", "version": "1", "supportedInterfaces": [],
                "capabilities": {}, "defaultInputModes": [], "defaultOutputModes": [], "skills": [],
            });
            serde_json::from_value::<AgentCard>(card).ok()
        })
}

/// Makes the tasks of an owner, one that is worked on, one that waits and one that is over, each with a webhook.
async fn make_tasks(served: &Served<Script>, hooks: &Webhooks, owner: Caller) -> Vec<String> {
    let mut tasks = Vec::new();
    for (text, state) in [
        ("wait", "WORKING"),
        ("ask", "INPUT_REQUIRED"),
        ("a secret", "COMPLETED"),
    ] {
        let name = format!("{text} {}", owner.tenant).replace(' ', "-");
        let hook = hooks.config(&name);
        let params = json!({
            "message": message(text, json!({"contextId": CONTEXT})),
            "configuration": {
                "returnImmediately": true,
                "taskPushNotificationConfig": {"id": WEBHOOK, "url": hook.url, "token": hook.token},
            },
        });
        let [send, _] = sends(params);
        let reply = send.ask(served.address, Binding::JsonRpc, owner).await;
        let id = reply.json()["result"]["task"]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{}", reply.0))
            .to_owned();
        assert_eq!(id.len(), MISSING.len());
        let get = Question::new("GetTask", json!({"id": id}), "GET", format!("/tasks/{id}"));
        eventually("the task gets where it should", async || {
            let task = get.ask(served.address, Binding::JsonRpc, owner).await.json();
            task["result"]["status"]["state"] == format!("TASK_STATE_{state}")
        })
        .await;
        // The last notification, so that nothing moves any more.
        let last = if text == "a secret" { 3 } else { 2 };
        eventually("the webhook is told", async || hooks.last(&name) == Some(last)).await;
        tasks.push(id);
    }
    tasks
}

/// What an owner sees of everything, byte for byte.
async fn view(address: SocketAddr, owner: Caller, tasks: &[String]) -> Vec<String> {
    let mut all = listed(address, owner).await;
    for id in tasks {
        let configs = format!("/tasks/{id}/pushNotificationConfigs");
        for question in [
            Question::new("GetTask", json!({"id": id}), "GET", format!("/tasks/{id}")),
            Question::new(
                "ListTaskPushNotificationConfigs",
                json!({"taskId": id}),
                "GET",
                configs,
            ),
        ] {
            let reply = question.ask(address, Binding::JsonRpc, owner).await;
            assert!(reply.json()["result"].is_object(), "{}", reply.0);
            all.push(reply.comparable(&[]));
        }
    }
    all
}

/// That a stranger cannot tell a task from none.
async fn tasks_are_missing(
    address: SocketAddr,
    hooks: &Webhooks,
    tasks: &[String],
    stranger: Caller,
) -> usize {
    let mut asked = 0;
    for binding in BINDINGS {
        let mut expected = Vec::new();
        for missing in questions(hooks, MISSING, MISSING_CONTEXT, MISSING_WEBHOOK) {
            let reply = missing.ask(address, binding, stranger).await;
            assert_ne!(
                reply.0.contains("TASK_NOT_FOUND"),
                missing.is_blind,
                "{missing:?}: {}",
                reply.0
            );
            expected.push(reply.comparable(&[]));
        }
        for task in tasks {
            for (foreign, expected) in questions(hooks, task, CONTEXT, WEBHOOK).iter().zip(&expected) {
                let found = foreign.ask(address, binding, stranger).await;
                let found = found.comparable(&[(task.as_str(), MISSING)]);
                assert_eq!(found, *expected, "{stranger:?} {binding:?} {foreign:?}");
                asked += 1;
            }
        }
    }
    asked
}

/// That a position in somebody else's list is good for nothing.
async fn page_tokens_are_refused(address: SocketAddr, owner: Caller, stranger: Caller) {
    let page = |token: &str| {
        let params = json!({"pageSize": 1, "pageToken": token});
        Question::new(
            "ListTasks",
            params,
            "GET",
            format!("/tasks?pageSize=1&pageToken={token}"),
        )
    };
    let first = page("").ask(address, Binding::JsonRpc, owner).await.json();
    let token = first["result"]["nextPageToken"].as_str().unwrap();
    assert!(!token.is_empty());
    for binding in BINDINGS {
        let good = page(token).ask(address, binding, owner).await;
        assert!(
            good.status() == 200 && !good.0.contains("pageToken"),
            "{}",
            good.0
        );
        let refused = page(token).ask(address, binding, stranger).await;
        let nonsense = page("1.2.3").ask(address, binding, stranger).await;
        assert_eq!(refused.comparable(&[]), nonsense.comparable(&[]));
        assert!(refused.0.contains("pageToken"), "{}", refused.0);
    }
}

/// What a new task is, but for what is new of it.
fn outline(reply: &Reply, reference: &str) -> Value {
    fn forget(value: &mut Value) {
        match value {
            Value::Object(members) => {
                for name in ["id", "taskId", "timestamp"] {
                    if members.get(name).is_some_and(Value::is_string) {
                        members.insert(name.to_owned(), "new".into());
                    }
                }
                members.values_mut().for_each(forget);
            }
            Value::Array(elements) => elements.iter_mut().for_each(forget),
            _ => {}
        }
    }
    let text = reply.json().to_string().replace(reference, MISSING);
    let mut value = serde_json::from_str(&text).unwrap();
    forget(&mut value);
    value
}

/// That to refer to a task of somebody else is to refer to nothing, and that to name his context joins nothing.
async fn references_are_harmless(address: SocketAddr, task: &str, stranger: Caller) {
    for binding in BINDINGS {
        let [foreign, missing] = [task, MISSING].map(|reference| {
            let more = json!({"contextId": CONTEXT, "referenceTaskIds": [reference]});
            let params = json!({"message": message("hello", more)});
            let [send, _] = sends(params);
            send
        });
        let found = foreign.ask(address, binding, stranger).await;
        let expected = missing.ask(address, binding, stranger).await;
        assert_eq!(outline(&found, task), outline(&expected, MISSING));
        assert!(
            found.0.contains("TASK_STATE_COMPLETED") && found.0.contains("hello"),
            "{}",
            found.0
        );
        assert!(!found.0.contains("a secret"), "{}", found.0);
    }
    // Two for each binding, and none of the owner's.
    let own = lists()
        .remove(2)
        .ask(address, Binding::JsonRpc, stranger)
        .await
        .json();
    assert_eq!(own["result"]["totalSize"], 4, "{own}");
}

/// That everybody gets the extended card that is meant for him.
async fn cards_are_ones_own(address: SocketAddr) {
    for binding in BINDINGS {
        let card = Question::new(
            "GetExtendedAgentCard",
            json!({}),
            "GET",
            "/extendedAgentCard".to_owned(),
        );
        for name in ["alice", "bob"] {
            let reply = card.ask(address, binding, caller(name, "")).await;
            assert!(reply.0.contains(&format!("\"card for {name}\"")), "{}", reply.0);
        }
        let reply = card
            .ask(
                address,
                binding,
                Caller {
                    name: None,
                    tenant: "",
                },
            )
            .await;
        assert!(
            reply.0.contains("EXTENDED_AGENT_CARD_NOT_CONFIGURED"),
            "{}",
            reply.0
        );
    }
}

/// That none of the above holds because everybody is refused: the owner gets other answers.
async fn owners_are_answered(address: SocketAddr, hooks: &Webhooks, owner: Caller, tasks: &[String]) {
    for (task, binding) in tasks.iter().zip(BINDINGS.into_iter().cycle()) {
        for question in questions(hooks, task, CONTEXT, WEBHOOK) {
            let reply = question.ask(address, binding, owner).await;
            assert!(!reply.0.contains("TASK_NOT_FOUND"), "{question:?}: {}", reply.0);
        }
    }
}

async fn check(store: impl TaskStore) {
    let hooks = Webhooks::start().await;
    let served = Served::start(Script::new(), settings(store)).await;
    let address = served.address;
    let mut empty = Vec::new();
    for stranger in STRANGERS {
        empty.push(listed(address, stranger).await);
    }
    let mut tasks = Vec::new();
    for owner in OWNERS {
        tasks.push(make_tasks(&served, &hooks, owner).await);
    }
    let mut views = Vec::new();
    for (owner, tasks) in OWNERS.into_iter().zip(&tasks) {
        views.push(view(address, owner, tasks).await);
    }

    let mut asked = 0;
    for (stranger, empty) in STRANGERS.into_iter().zip(&empty) {
        for (owner, tasks) in OWNERS.into_iter().zip(&tasks) {
            asked += tasks_are_missing(address, &hooks, tasks, stranger).await;
            page_tokens_are_refused(address, owner, stranger).await;
        }
        assert_eq!(listed(address, stranger).await, *empty, "{stranger:?}");
    }
    // The same principal in another tenant.
    asked += tasks_are_missing(address, &hooks, &tasks[1], OWNERS[0]).await;
    asked += tasks_are_missing(address, &hooks, &tasks[0], OWNERS[1]).await;
    page_tokens_are_refused(address, OWNERS[0], OWNERS[1]).await;
    for stranger in STRANGERS {
        references_are_harmless(address, &tasks[0][2], stranger).await;
    }
    cards_are_ones_own(address).await;
    println!("{asked} questions about tasks of others");

    // Nothing of this has changed anything for the owners, or reached anybody's webhook.
    for ((owner, tasks), view_before) in OWNERS.into_iter().zip(&tasks).zip(&views) {
        assert_eq!(view(address, owner, tasks).await, *view_before, "{owner:?}");
        owners_are_answered(address, &hooks, owner, tasks).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_memory() {
    check(MemoryStore::new()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    check(SqliteStore::open(folder.path().join("tasks.db")).unwrap()).await;
}
