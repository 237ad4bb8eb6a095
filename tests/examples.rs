//! The shortest agent and the shortest client do what the README says.

use a2a_bindings::v1_0::{PROTOCOL, SendMessageRequest, SendMessageResponse, TaskState};
use a2a_runtime::client::{ConnectOptions, connect, fetch_card, http_client};
use a2a_tests::{World, message};
use a2a_validator::{Subject, Validator};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

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

#[tokio::test]
async fn the_agent_says_what_it_is_told() {
    let mut agent = Killed(
        Command::new(program("shortest-agent"))
            .arg("0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut url = String::new();
    BufReader::new(agent.0.stdout.take().unwrap())
        .read_line(&mut url)
        .unwrap();
    let http = http_client().unwrap();
    let card = fetch_card(&http, url.trim()).await.unwrap().card;
    let client = connect(&card, ConnectOptions::new().with_http(http)).unwrap();
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
    let card_url = format!("{}/.well-known/agent-card.json", url.trim());
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"SendMessage",
        "params":{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":"hi"}]}}}"#;
    let post = http.post(url.trim()).header("a2a-version", "1.0");
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
