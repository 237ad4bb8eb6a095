//! A core for the servers and another one for the load, so that neither takes time from the other.
//!
//! By `taskset`, which Linux systems have: no crate does it without unsafe code here or there. Elsewhere, and on a
//! single core, nothing is pinned, and the report says so.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Which core is whose.
#[derive(Debug)]
pub(crate) struct Cores {
    /// Of the servers and of the load; none if they could not be pinned.
    pinned: Option<(usize, usize)>,
    /// What this process was given, as `taskset` writes it.
    all: String,
}

impl Cores {
    /// Pins this process, before it has other threads.
    pub(crate) fn take() -> Self {
        let all = allowed().unwrap_or_default();
        let pinned = match list(&all).as_slice() {
            [server, load, ..] if pin_this_process(*load) => Some((*server, *load)),
            _ => None,
        };
        Self { pinned, all }
    }

    /// A command on the core of the servers.
    pub(crate) fn server(&self, program: &Path) -> Command {
        self.command(program, |(server, _)| server.to_string())
    }

    /// A command on all cores, such as a build.
    pub(crate) fn unpinned(&self, program: &Path) -> Command {
        self.command(program, |_| self.all.clone())
    }

    fn command(&self, program: &Path, cores: impl Fn((usize, usize)) -> String) -> Command {
        let Some(pinned) = self.pinned else {
            return Command::new(program);
        };
        let mut command = Command::new("taskset");
        command.arg("-c").arg(cores(pinned)).arg(program);
        command
    }

    /// For the report.
    pub(crate) fn describe(&self) -> String {
        match self.pinned {
            Some((server, load)) => format!("server on core {server}, load on core {load}"),
            None => "**not pinned**: server and load share their cores".to_owned(),
        }
    }
}

fn pin_this_process(core: usize) -> bool {
    Command::new("taskset")
        .args(["-cp", &core.to_string(), &std::process::id().to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn allowed() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    Some(line.trim().to_owned())
}

/// The cores of a list such as `0-3,8`.
fn list(text: &str) -> Vec<usize> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.parse().ok()?..=last.parse().ok()?)
    };
    text.split(',').filter_map(range).flatten().collect()
}
