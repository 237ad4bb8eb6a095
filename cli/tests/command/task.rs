use crate::process::{DemoServer, Run};

fn begin(server: &DemoServer, text: &str) -> String {
    let started: Run = server.a2a(&["send", "--async", text]).exits(0);
    started.field("Task")
}

#[test]
fn get_shows_a_task_and_its_history_on_demand() {
    let server = DemoServer::start();
    let id = server.a2a(&["send", "hello"]).exits(0).field("Task");
    let run = server.a2a(&["task", "get", &id]).exits(0);
    assert_eq!(
        run.labels(),
        ["Task", "Context", "State", "Updated", "Artifact", "Text"]
    );
    let run = server.a2a(&["task", "get", &id, "--history", "1"]).exits(0);
    let with_history = [
        "Task", "Context", "State", "Updated", "Artifact", "Text", "History", "Role", "Text",
    ];
    assert_eq!(run.labels(), with_history);

    let task = server.a2a(&["task", "get", &id, "-o", "json"]).exits(0).json();
    assert_eq!(task["id"], id);
    assert_eq!(task["artifacts"][0]["artifactId"], "echo");
    let task = server
        .a2a(&["task", "get", &id, "-o", "json", "--history", "0"])
        .exits(0)
        .json();
    assert!(task.get("history").is_none());
}

#[test]
fn get_waits_if_it_is_told_to() {
    let server = DemoServer::start();
    let id = begin(&server, "stream 5");
    let run = server
        .a2a(&["task", "get", "--wait", "--poll-interval", "20ms", &id])
        .exits(0);
    assert_eq!(run.field("State"), "TASK_STATE_COMPLETED");
    assert_eq!(run.block("Text").lines().count(), 5);

    let id = begin(&server, "wait");
    let run = server.a2a(&["task", "get", &id]).exits(0);
    assert_eq!(run.field("State"), "TASK_STATE_WORKING");
    let run = server
        .a2a(&["task", "get", "--wait", "--timeout", "3s", &id])
        .exits(5);
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr.contains("A2ACLI_ERR_TIMEOUT") && run.stderr.contains(&id),
        "{run:#?}"
    );
}

#[test]
fn cancel_reports_the_state() {
    let server = DemoServer::start();
    let id = begin(&server, "wait");
    let run = server.a2a(&["task", "cancel", &id]).exits(0);
    assert_eq!(run.field("Task"), id);
    assert_eq!(run.field("State"), "TASK_STATE_CANCELED");
    assert!(!run.field("Context").is_empty());
    // Again is as good as once.
    let again = server.a2a(&["task", "cancel", &id, "-o", "json"]).exits(0);
    assert_eq!(again.json()["status"]["state"], "TASK_STATE_CANCELED");

    let over = server.a2a(&["send", "hello"]).exits(0).field("Task");
    for binding in ["jsonrpc", "http+json"] {
        let arguments = ["task", "cancel", &over, "-o", "json", "--transport", binding];
        let error = server.a2a(&arguments).exits(1).json();
        assert_eq!(error["error"]["code"], "TaskNotCancelableError");
        assert_eq!(error["error"]["a2aCode"], -32002);
    }
}

#[test]
fn list_filters_and_goes_on() {
    let server = DemoServer::start();
    let context = server.a2a(&["send", "one"]).exits(0).field("Context");
    server.a2a(&["send", "two", "--context-id", &context]).exits(0);
    begin(&server, "wait");

    let all = server.a2a(&["task", "list"]).exits(0);
    assert_eq!(all.field("Total"), "3");
    assert_eq!(all.labels().iter().filter(|label| **label == "Task").count(), 3);
    let list = server
        .a2a(&["task", "list", "-o", "json", "--status", "working"])
        .exits(0)
        .json();
    assert_eq!(list["totalSize"], 1);
    assert_eq!(list["tasks"][0]["status"]["state"], "TASK_STATE_WORKING");
    let list = server
        .a2a(&[
            "task",
            "list",
            "-o",
            "json",
            "--context-id",
            &context,
            "--artifacts",
        ])
        .exits(0)
        .json();
    assert_eq!(list["totalSize"], 2);
    assert!(list["tasks"][0]["artifacts"].is_array());

    let page = server.a2a(&["task", "list", "--page-size", "2"]).exits(0);
    let token = page.field("Next Page Token");
    assert!(
        page.stderr.contains(&format!("--page-token {token}")),
        "{page:#?}"
    );
    let rest = server
        .a2a(&["task", "list", "--page-size", "2", "--page-token", &token])
        .exits(0);
    assert_eq!(rest.labels().iter().filter(|label| **label == "Task").count(), 1);
    assert!(!rest.stdout.contains("Next Page Token"));

    let none = server
        .a2a(&["task", "list", "--updated-after", "9000-01-01T00:00:00Z"])
        .exits(0);
    assert_eq!(none.field("Total"), "0");
}
