//! What an agent costs to build: the shortest one of the README against one on bare axum.

use crate::Outcome;
use crate::cores::Cores;
use crate::report::table;
use crate::statistics::{duration, figure, grouped, number};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const PACKAGES: [(&str, &str); 2] = [("floor", "floor-agent"), ("engine", "shortest-agent")];

/// The table. There is no quick way to do this, so a quick run builds without optimisation only.
pub(crate) async fn measure(cores: &Cores, quick: bool) -> Outcome<String> {
    let mut rows = Vec::new();
    for (name, package) in PACKAGES {
        let crates = grouped(crates(cores, package)?);
        let (debug, _) = build(cores, package, &[])?;
        let (release, size) = if quick {
            ("not measured".to_owned(), "not measured".to_owned())
        } else {
            let (seconds, bytes) = build(cores, package, &["--release"])?;
            (duration(seconds), figure(number(bytes) / 1e6))
        };
        rows.push(vec![
            format!("{name} (`{package}`)"),
            crates,
            duration(debug),
            release,
            size,
        ]);
    }
    let head = [
        "agent",
        "crates",
        "clean build",
        "clean release build",
        "release binary, MB",
    ];
    Ok(table(&head, &rows))
}

fn cargo(cores: &Cores, arguments: &[&str]) -> Command {
    let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = cores.unpinned(Path::new(&program));
    command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .args(arguments)
        .stderr(Stdio::null());
    command
}

/// How many packages are compiled.
fn crates(cores: &Cores, package: &str) -> Outcome<usize> {
    let edges = [
        "tree",
        "--locked",
        "--package",
        package,
        "--edges",
        "normal,build",
        "--prefix",
        "none",
    ];
    let output = cargo(cores, &edges).output()?;
    let tree = String::from_utf8(output.stdout)?;
    // What was listed before is marked.
    let packages: BTreeSet<_> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    if output.status.success() {
        Ok(packages.len())
    } else {
        Err("`cargo tree` failed".into())
    }
}

/// How long a build takes in an empty target folder, in seconds, and how large the binary is, in bytes.
fn build(cores: &Cores, package: &str, profile: &[&str]) -> Outcome<(f64, usize)> {
    let target = tempfile::tempdir()?;
    let started = Instant::now();
    let status = cargo(cores, &["build", "--locked", "--package", package])
        .args(profile)
        .env("CARGO_TARGET_DIR", target.path())
        .status()?;
    let seconds = started.elapsed().as_secs_f64();
    if !status.success() {
        return Err(format!("{package} does not build").into());
    }
    let folder = if profile.is_empty() { "debug" } else { "release" };
    let binary = fs::metadata(target.path().join(folder).join(package))?;
    Ok((seconds, usize::try_from(binary.len())?))
}
