//! Running the command.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Seek, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const A2A: &str = env!("CARGO_BIN_EXE_a2a");
const PATIENCE: Duration = Duration::from_secs(30);

/// How a run of the command ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The command in an environment that says nothing to it.
pub(crate) fn command() -> Command {
    let mut command = Command::new(A2A);
    for (name, _) in std::env::vars() {
        let upper = name.to_ascii_uppercase();
        if upper.starts_with("A2ACLI_") || upper.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null());
    command
}

pub(crate) fn a2a(arguments: &[&str]) -> Run {
    run(command().args(arguments), b"")
}

/// Runs a command to its end with this input; one that has none is killed.
pub(crate) fn run(command: &mut Command, input: &[u8]) -> Run {
    let mut stdin = tempfile::tempfile().unwrap();
    stdin.write_all(input).unwrap();
    stdin.rewind().unwrap();
    let (mut stdout, mut stderr) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    command
        .stdin(stdin)
        .stdout(stdout.try_clone().unwrap())
        .stderr(stderr.try_clone().unwrap());
    let mut child = Killed(command.spawn().unwrap());
    let code = child.wait();
    Run {
        code,
        stdout: contents(&mut stdout),
        stderr: contents(&mut stderr),
    }
}

fn contents(file: &mut std::fs::File) -> String {
    let mut text = String::new();
    file.rewind().unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

impl Run {
    /// Checks the exit status.
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// The one document on standard output.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// The documents on standard output, one a line.
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self:#?}"));
        self.stdout.lines().map(parse).collect()
    }

    /// The value of the first field with this label.
    pub(crate) fn field(&self, label: &str) -> String {
        field(&self.stdout, label).unwrap_or_else(|| panic!("no {label}: {self:#?}"))
    }

    /// What stands before the colon in each line, content of blocks aside.
    pub(crate) fn labels(&self) -> Vec<&str> {
        let mut labels = Vec::new();
        let mut lines = self.stdout.lines();
        while let Some(line) = lines.next() {
            match line.split_once(": ") {
                Some((label, _)) => labels.push(label),
                None => {
                    labels.push(
                        line.strip_suffix(':')
                            .unwrap_or_else(|| panic!("{line}: {self:#?}")),
                    );
                    while lines.next().is_some_and(|line| !line.is_empty()) {}
                }
            }
        }
        labels
    }

    /// The content of the first block with this label.
    pub(crate) fn block(&self, label: &str) -> String {
        let start = format!("{label}:");
        let lines = self.stdout.lines().skip_while(|line| *line != start).skip(1);
        lines
            .take_while(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

fn field(text: &str, label: &str) -> Option<String> {
    let prefix = format!("{label}: ");
    text.lines()
        .find_map(|line| Some(line.strip_prefix(&prefix)?.to_owned()))
}

/// A child that does not outlive the test.
pub(crate) struct Killed(pub(crate) Child);

impl Killed {
    pub(crate) fn wait(&mut self) -> Option<i32> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the command has no end");
    }
}

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running demo agent.
pub(crate) struct DemoServer {
    pub(crate) child: Killed,
    /// What it has printed.
    pub(crate) announcement: String,
    /// The URL of its card.
    pub(crate) card: String,
    stderr: std::fs::File,
}

impl DemoServer {
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(crate) fn start_with(arguments: &[&str]) -> Self {
        let mut command = command();
        let stderr = tempfile::tempfile().unwrap();
        command
            .args(["demo-server", "--listen", "127.0.0.1:0", "--check"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(stderr.try_clone().unwrap());
        let mut child = Killed(command.spawn().unwrap());
        let mut announcement = String::new();
        let mut stdout = BufReader::new(child.0.stdout.take().unwrap());
        while !announcement.contains("Stop: ") {
            assert_ne!(stdout.read_line(&mut announcement).unwrap(), 0, "{announcement}");
        }
        let card = field(&announcement, "Agent Card").unwrap();
        Self {
            child,
            announcement,
            card,
            stderr,
        }
    }

    /// Runs a command of the client with this agent.
    pub(crate) fn a2a(&self, arguments: &[&str]) -> Run {
        run(
            command().env("A2ACLI_AGENT_CARD", &self.card).args(arguments),
            b"",
        )
    }

    /// What it has said on standard error.
    pub(crate) fn stderr(&self) -> String {
        contents(&mut self.stderr.try_clone().unwrap())
    }

    /// Kills the agent, which has no time to do anything about that.
    pub(crate) fn kill(mut self) {
        self.child.0.kill().unwrap();
        self.child.0.wait().unwrap();
    }

    /// Stops the agent: everything that it said must have been valid.
    pub(crate) fn stop(&mut self) {
        if self.child.0.try_wait().unwrap().is_some() {
            return;
        }
        let id = self.child.0.id().to_string();
        let status = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(status.success());
        assert_eq!(
            self.child.wait(),
            Some(0),
            "an answer of the agent was not valid: {}",
            self.stderr()
        );
    }

    pub(crate) fn origin(&self) -> &str {
        self.card.strip_suffix("/.well-known/agent-card.json").unwrap()
    }
}

impl Drop for DemoServer {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.stop();
        }
    }
}

/// An exchange over HTTP without anything that could be left out: the head of the response in lower case, and its body.
pub(crate) fn exchange(origin: &str, verb: &str, path: &str, headers: &str, body: &str) -> (String, String) {
    let address = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let head = format!("{verb} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}");
    write!(stream, "{head}content-length: {length}\r\n\r\n{body}").unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    (head.to_ascii_lowercase(), body.to_owned())
}

/// The body of the answer to a POST.
pub(crate) fn post(origin: &str, path: &str, body: &str) -> String {
    exchange(origin, "POST", path, "content-type: application/json\r\n", body).1
}
