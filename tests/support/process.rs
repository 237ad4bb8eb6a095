//! The server in a process of its own.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

/// A running `stress-agent`; killed when it is dropped.
#[derive(Debug)]
pub struct StressAgent {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl StressAgent {
    /// Starts the program, whose path is `env!("CARGO_BIN_EXE_stress-agent")` in a test.
    ///
    /// # Panics
    /// It does not start.
    #[must_use]
    pub fn start(program: &str, arguments: &[&str]) -> Self {
        let mut child = Command::new(program)
            .args(arguments)
            // It ends when this is closed: with the test, however that ends.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let address = line.trim().parse();
        let address = address.unwrap_or_else(|_| panic!("the agent does not say where it is: {line:?}"));
        Self { child, address }
    }

    /// `kill -9`: returns when the process is gone.
    ///
    /// # Panics
    /// It was gone already.
    pub fn kill(&mut self) {
        let ended = self.child.try_wait().unwrap();
        assert!(ended.is_none(), "the agent has ended by itself: {ended:?}");
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// What the process holds in memory, in bytes; `None` where the system does not say.
    #[must_use]
    pub fn resident_bytes(&self) -> Option<u64> {
        resident_bytes(self.child.id())
    }
}

impl Drop for StressAgent {
    fn drop(&mut self) {
        // It may have been killed before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a process holds in memory, in bytes; `None` where the system does not say.
#[must_use]
pub fn resident_bytes(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}
