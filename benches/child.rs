//! A server as a process of its own: started, asked over its standard input, and ended.

use crate::Outcome;
use crate::cores::Cores;
use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::net::SocketAddr;
use std::ops::Sub;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// A running server; killed when dropped.
pub(crate) struct Server {
    child: Child,
    requests: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    address: SocketAddr,
    /// Whether it is the floor.
    pub(crate) is_floor: bool,
}

impl Server {
    /// The floor.
    pub(crate) fn floor(cores: &Cores) -> Outcome<Self> {
        Self::start(cores, &["floor"])
    }

    /// The engine, with a store that holds so many tasks and one of the [`agents`](crate::agents).
    pub(crate) fn engine(cores: &Cores, agent: &str, store: &str, max_tasks: usize) -> Outcome<Self> {
        Self::start(cores, &["engine", agent, store, &max_tasks.to_string()])
    }

    fn start(cores: &Cores, arguments: &[&str]) -> Outcome<Self> {
        let mut child = cores
            .server(&std::env::current_exe()?)
            .arg("server")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(requests), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("the server has no standard input or output".into());
        };
        let mut server = Self {
            child,
            requests,
            answers: BufReader::new(answers).lines(),
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            is_floor: arguments == ["floor"],
        };
        server.address = server.answer()?.parse()?;
        Ok(server)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends a command of [`server`](crate::server) and waits for its answer. Blocks, so not while there is load.
    pub(crate) fn ask(&mut self, command: &str) -> Outcome<String> {
        writeln!(self.requests, "{command}")?;
        self.answer()
    }

    /// The memory that it has in use, in bytes.
    pub(crate) fn resident_bytes(&mut self) -> Outcome<f64> {
        Ok(self.ask("resident")?.parse()?)
    }

    fn answer(&mut self) -> Outcome<String> {
        Ok(self.answers.next().ok_or("the server has ended")??)
    }

    /// What its thread has used so far.
    pub(crate) fn processor_time(&self) -> ProcessorTime {
        ProcessorTime::of(&self.child.id().to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a thread had of its core, in seconds; zero where the system does not say.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ProcessorTime {
    /// It ran.
    pub(crate) ran: f64,
    /// It could have run, but somebody else did: noise.
    pub(crate) waited: f64,
}

impl ProcessorTime {
    /// Of the process's first thread, the only one of a server or of the load that has work.
    pub(crate) fn of(process: &str) -> Self {
        let text = fs::read_to_string(format!("/proc/{process}/schedstat")).unwrap_or_default();
        let mut seconds = text
            .split_whitespace()
            .map(|nanoseconds| nanoseconds.parse().unwrap_or(0.0) / 1e9);
        Self {
            ran: seconds.next().unwrap_or(0.0),
            waited: seconds.next().unwrap_or(0.0),
        }
    }
}

impl Sub for ProcessorTime {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            ran: self.ran - before.ran,
            waited: self.waited - before.waited,
        }
    }
}
