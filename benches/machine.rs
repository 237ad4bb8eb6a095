//! Where the figures come from.

use crate::cores::Cores;
use a2a_bindings::Timestamp;
use std::fs;
use std::process::Command;

/// Machine, tools and source, in one line of Markdown.
pub(crate) fn describe(cores: &Cores) -> String {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let parts = [
        Timestamp::now().to_string().chars().take(10).collect(),
        format!("commit {}", output("git", &["describe", "--always", "--dirty"])),
        processor(),
        // This process is pinned, so it would count one.
        format!("{} cores", online().unwrap_or(count)),
        format!("Linux {}", read("/proc/sys/kernel/osrelease")),
        output("rustc", &["--version"]),
        flags(),
        cores.describe(),
        format!(
            "load before the run {}",
            read("/proc/loadavg").split(' ').next().unwrap_or_default()
        ),
    ];
    parts.join(" · ")
}

fn processor() -> String {
    let text = read("/proc/cpuinfo");
    let model = text.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map(|model| model.trim_start_matches([' ', '\t', ':']));
    model.unwrap_or("unknown processor").to_owned()
}

fn online() -> Option<usize> {
    Some(
        read("/proc/cpuinfo")
            .lines()
            .filter(|line| line.starts_with("processor"))
            .count(),
    )
    .filter(|count| *count > 0)
}

fn flags() -> String {
    match std::env::var("RUSTFLAGS") {
        Ok(flags) if !flags.is_empty() => format!("RUSTFLAGS `{flags}`"),
        _ => "no RUSTFLAGS".to_owned(),
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default().trim().to_owned()
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.ok()
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}
