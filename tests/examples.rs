//! The examples do what the README says.

use a2a_bindings::v1_0::{
    Client, GetTaskRequest, PROTOCOL, SendMessageConfiguration, SendMessageRequest, SendMessageResponse,
    Task, TaskState,
};
use a2a_runtime::client::{ConnectOptions, HttpTransport, connect, fetch_card, http_client};
use a2a_tests::{World, message};
use a2a_validator::{Subject, Validator};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Builds an example as a newcomer would, and gives its program.
fn program(name: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--locked", "--package", name, "--target-dir"])
        .arg(target)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap())
        .status()
        .unwrap();
    assert!(status.success());
    target
        .join("debug")
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION)
}

struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program that prints its URL, and gives it with that.
fn agent(name: &str, arguments: &[&str]) -> (Killed, String) {
    let mut command = Command::new(program(name));
    let mut agent = Killed(command.args(arguments).stdout(Stdio::piped()).spawn().unwrap());
    let mut url = String::new();
    BufReader::new(agent.0.stdout.take().unwrap())
        .read_line(&mut url)
        .unwrap();
    (agent, url.trim().to_owned())
}

async fn client(url: &str) -> Client<HttpTransport> {
    let http = http_client().unwrap();
    let card = fetch_card(&http, url).await.unwrap().card;
    connect(&card, ConnectOptions::new().with_http(http)).unwrap()
}

#[tokio::test]
async fn the_agent_says_what_it_is_told() {
    let (_agent, url) = agent("shortest-agent", &["0"]);
    let client = client(&url).await;
    let response = client
        .send_message(SendMessageRequest::new(message("hello")))
        .await
        .unwrap();
    let SendMessageResponse::Task(task) = response else {
        panic!("not a task")
    };
    assert_eq!(task.status.state, TaskState::Completed);
    assert_eq!(task.artifacts[0].parts, ["hello".into()]);

    // No check stands between us and this agent, so what it says is checked here.
    let http = http_client().unwrap();
    let validator = Validator::new(&PROTOCOL).unwrap();
    let card_url = format!("{url}/.well-known/agent-card.json");
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"SendMessage",
        "params":{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":"hi"}]}}}"#;
    let post = http.post(&url).header("a2a-version", "1.0");
    for (request, subject) in [
        (http.get(card_url), Subject::Type("AgentCard")),
        (post.body(body), Subject::JsonRpcResponse("SendMessage")),
    ] {
        let bytes = request.send().await.unwrap().bytes().await.unwrap();
        assert_eq!(validator.validate_bytes(subject, &bytes).unwrap(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_prints_what_the_agent_says() {
    let world = World::start().await;
    let output = Command::new(program("shortest-client"))
        .args([&world.origin, "good morning"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "TASK_STATE_COMPLETED\ngood morning\n"
    );
    world.finish().await;
}

/// What the agent was working on when it was killed, it does again when it is there again.
#[tokio::test]
async fn the_durable_agent_outlives_its_process() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tasks.db");
    let arguments = [file.to_str().unwrap(), "0"];
    let (killed, url) = agent("durable-agent", &arguments);
    let configuration = SendMessageConfiguration::new().with_return_immediately(true);
    let request = SendMessageRequest::new(message("deep")).with_configuration(configuration);
    let response = client(&url).await.send_message(request).await.unwrap();
    let SendMessageResponse::Task(begun) = response else {
        panic!("not a task")
    };
    assert!(!begun.status.state.is_terminal(), "{begun:?}");
    drop(killed);

    let (_agent, url) = agent("durable-agent", &arguments);
    let client = client(&url).await;
    let mut notes = Vec::new();
    let task: Task = loop {
        let task = client.get_task(GetTaskRequest::new(&begun.id)).await.unwrap();
        if task.status.state.is_terminal() {
            break task;
        }
        let note = task.status.message.map(|message| message.parts);
        notes.extend(note.into_iter().flatten());
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(task.status.state, TaskState::Completed);
    assert_eq!(task.artifacts[0].parts, ["deep".into()]);
    assert!(notes.contains(&"once more".into()), "{notes:?}");

    // Over loopback it tells webhooks too.
    let output = Command::new(program("webhook-client"))
        .args([&url, "good morning"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "TASK_STATE_SUBMITTED\nTASK_STATE_WORKING\ngood morning\nTASK_STATE_COMPLETED\n"
    );
}
