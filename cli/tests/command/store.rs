//! Where the demo agent keeps its tasks.

use crate::process::{DemoServer, a2a};

#[test]
fn tasks_in_a_file_outlive_an_agent_that_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let store = format!("sqlite:{}", folder.path().join("tasks.db").display());
    let server = DemoServer::start_with(&["--store", &store]);
    let done = server.a2a(&["send", "hello"]).exits(0).field("Task");
    let asked = server.a2a(&["send", "ask"]).exits(0).field("Task");
    let working = server.a2a(&["send", "--async", "wait"]).exits(0).field("Task");
    assert!(!server.stderr().contains("unfinished"), "{}", server.stderr());
    server.kill();

    let server = DemoServer::start_with(&["--store", &store]);
    let said = "tasks that were unfinished when the agent ended, and have failed now: 1";
    assert!(server.stderr().contains(said), "{}", server.stderr());
    let task = server.a2a(&["task", "get", &done]).exits(0);
    assert_eq!(task.field("State"), "TASK_STATE_COMPLETED");
    assert_eq!(task.block("Text"), "echo: hello");
    let task = server.a2a(&["task", "get", &working]).exits(0);
    assert_eq!(task.field("State"), "TASK_STATE_FAILED");
    assert!(task.block("Text").contains("restarted"), "{task:#?}");
    // What waits for the client goes on.
    let task = server.a2a(&["send", "--task-id", &asked, "blue"]).exits(0);
    assert_eq!(task.field("State"), "TASK_STATE_COMPLETED");
    assert_eq!(server.a2a(&["task", "list"]).exits(0).field("Total"), "3");
}

#[test]
fn tasks_in_memory_do_not() {
    let server = DemoServer::start();
    let id = server.a2a(&["send", "hello"]).exits(0).field("Task");
    server.kill();
    let server = DemoServer::start();
    server.a2a(&["task", "get", &id]).exits(1);
}

#[test]
fn the_memory_has_as_much_room_as_it_is_told() {
    let server = DemoServer::start_with(&["--max-tasks", "2"]);
    let first = server.a2a(&["send", "one"]).exits(0).field("Task");
    server.a2a(&["send", "two"]).exits(0);
    let last = server.a2a(&["send", "three"]).exits(0).field("Task");
    assert_eq!(server.a2a(&["task", "list"]).exits(0).field("Total"), "2");
    server.a2a(&["task", "get", &last]).exits(0);
    server.a2a(&["task", "get", &first]).exits(1);
}

#[test]
fn a_store_that_cannot_be_used_is_an_error_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let foreign = folder.path().join("letter.txt");
    std::fs::write(&foreign, "Dear Sir or Madam").unwrap();
    let foreign_store = format!("sqlite:{}", foreign.display());
    let missing = format!("sqlite:{}", folder.path().join("no/such/tasks.db").display());
    for (arguments, message) in [
        (&["--store", "pigeon"][..], "memory or sqlite:FILE"),
        (&["--store", "sqlite:"], "sqlite:FILE"),
        (&["--store", &foreign_store], "is not a database of tasks"),
        (&["--store", &missing], "check that its folder exists"),
        (&["--max-tasks", "0"], "--max-tasks"),
        (&["--max-tasks", "5", "--store", &missing], "--store memory"),
        (&["--cors", "*"], "every web page"),
        (&["--cors", "http://localhost/"], "is not an origin"),
    ] {
        let arguments = [
            &["demo-server", "--listen", "127.0.0.1:0", "-o", "json"],
            arguments,
        ]
        .concat();
        let error = a2a(&arguments).exits(2).json()["error"].clone();
        assert_eq!(error["code"], "A2ACLI_ERR_USAGE", "{error}");
        assert!(error["message"].as_str().unwrap().contains(message), "{error}");
        assert!(!error["hint"].is_null(), "{error}");
    }
    assert_eq!(std::fs::read_to_string(&foreign).unwrap(), "Dear Sir or Madam");
}
