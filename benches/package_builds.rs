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
            let (time, bytes) = build(cores, package, &["--release"])?;
            (time, figure(number(bytes) / 1e6))
        };
        rows.push(vec![
            format!("{name} (`{package}`)"),
            crates,
            debug,
            release,
            size,
        ]);
    }
    let head = [
        "agent",
        "crates",
        "clean build, time / CPU",
        "clean release build, time / CPU",
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

/// What a build takes in an empty target folder, and how large the binary is, in bytes.
fn build(cores: &Cores, package: &str, profile: &[&str]) -> Outcome<(String, usize)> {
    let target = tempfile::tempdir()?;
    let (started, before) = (Instant::now(), children_seconds());
    let status = cargo(cores, &["build", "--locked", "--package", package])
        .args(profile)
        .env("CARGO_TARGET_DIR", target.path())
        .status()?;
    let time = [started.elapsed().as_secs_f64(), children_seconds() - before].map(duration);
    if !status.success() {
        return Err(format!("{package} does not build").into());
    }
    let folder = if profile.is_empty() { "debug" } else { "release" };
    let binary = fs::metadata(target.path().join(folder).join(package))?;
    Ok((time.join(" / "), usize::try_from(binary.len())?))
}

/// The processor time of the processes that this one has waited for, and of theirs (proc(5): `cutime` and `cstime`, in
/// hundredths of a second); zero where the system does not say.
fn children_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field, a name in parentheses, may have spaces.
    let (_, fields) = stat.rsplit_once(") ").unwrap_or_default();
    let fields = fields.split(' ').skip(13).take(2);
    fields.map(|field| field.parse().unwrap_or(0.0) / 100.0).sum()
}
