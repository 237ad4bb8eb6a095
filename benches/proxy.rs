//! `SendMessage` through `a2a proxy`, against the same agent without it.

use crate::Outcome;
use crate::agents::Script;
use crate::child::Server;
use crate::cores::Cores;
use crate::engine::DEFAULT_MAX_TASKS;
use crate::load::Connection;
use crate::report::table;
use crate::requests::{FLOOR_SEND, call, message};
use crate::send::send_until;
use crate::statistics::{duration, median, percentile, ratio};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const CONNECTIONS: &[usize] = &[1, 16];
/// The agents, and how their rows begin.
const AGENTS: &[(&str, &str)] = &[("echo", "echo"), ("working", "works 5 ms")];

/// The table.
pub(crate) async fn measure(cores: &Cores, quick: bool) -> Outcome<String> {
    let program = build(cores)?;
    let mut rows = Vec::new();
    for (agent, name) in AGENTS {
        let server = Server::engine(cores, agent, "memory", DEFAULT_MAX_TASKS)?;
        let request = call(&server, FLOOR_SEND, "SendMessage", &message(Script::Echo))?;
        let proxy = Proxy::start(cores, &program, server.address())?;
        for connections in CONNECTIONS {
            let sides = [server.address(), proxy.address];
            rows.push(compare(name, sides, &request, *connections, quick).await?);
        }
    }
    let head = [
        "agent, connections",
        "p50",
        "added",
        "ratio (rounds)",
        "p99",
        "ratio",
    ];
    Ok(table(&head, &rows))
}

async fn compare(
    name: &str,
    [direct, proxied]: [SocketAddr; 2],
    request: &[u8],
    connections: usize,
    quick: bool,
) -> Outcome<Vec<String>> {
    let (count, seconds) = if quick { (1, 0.2) } else { (7, 2.0) };
    let round = async |address| round(address, request, connections, seconds).await;
    // These warm up, and the proxy gets to know the agent.
    round(direct).await?;
    round(proxied).await?;
    let (mut all, mut ratios) = ([Vec::new(), Vec::new()], Vec::new());
    for _ in 0..count {
        let times = [round(direct).await?, round(proxied).await?];
        let [direct, proxied] = times.each_ref().map(|times| median(times.iter().copied()));
        ratios.push(ratio(proxied, direct));
        for (all, times) in all.iter_mut().zip(times) {
            all.extend(times);
        }
    }
    let of = |percent| {
        all.each_ref()
            .map(|times| percentile(times.iter().copied(), percent))
    };
    let ([direct, proxied], [direct_99, proxied_99]) = (of(50.0), of(99.0));
    let [lowest, middle, highest] =
        [0.0, 50.0, 100.0].map(|percent| percentile(ratios.iter().copied(), percent));
    Ok(vec![
        format!("{name}, {connections}"),
        format!("{} → {}", duration(direct), duration(proxied)),
        duration((proxied - direct).max(0.0)),
        format!("**{middle:.2}** ({lowest:.2}–{highest:.2})"),
        format!("{} → {}", duration(direct_99), duration(proxied_99)),
        format!("{:.2}", ratio(proxied_99, direct_99)),
    ])
}

/// How long each answer took, in seconds. Every connection sends the next message when it has the answer to the one
/// before.
async fn round(address: SocketAddr, request: &[u8], connections: usize, seconds: f64) -> Outcome<Vec<f64>> {
    let mut open = Vec::new();
    let mut length = 0;
    for _ in 0..connections {
        let mut connection = Connection::open(address).await?;
        length = connection.call(request).await?.len();
        open.push(connection);
    }
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let mut tasks = JoinSet::new();
    for connection in open {
        tasks.spawn(send_until(connection, request.to_vec(), length, until));
    }
    let mut times = Vec::new();
    while let Some(task) = tasks.join_next().await {
        times.extend(task??);
    }
    Ok(times)
}

/// Builds the command, beside this program.
fn build(cores: &Cores) -> Outcome<PathBuf> {
    let program = std::env::current_exe()?;
    let folder = program
        .ancestors()
        .nth(2)
        .ok_or("this program is in no target folder")?;
    let target = folder.parent().ok_or("this program is in no target folder")?;
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = cores
        .unpinned(Path::new(&cargo))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .args([
            "build",
            "--locked",
            "--release",
            "--package",
            "a2a-cli",
            "--target-dir",
        ])
        .arg(target)
        .status()?;
    if !status.success() {
        return Err("a2a-cli does not build".into());
    }
    Ok(target.join("release").join("a2a"))
}

/// A running proxy; killed when dropped. It takes whatever core is free, as it would anywhere.
struct Proxy {
    child: Child,
    address: SocketAddr,
}

impl Proxy {
    fn start(cores: &Cores, program: &Path, upstream: SocketAddr) -> Outcome<Self> {
        let mut command: Command = cores.unpinned(program);
        let mut child = command
            .args([
                "proxy",
                "--listen",
                "127.0.0.1:0",
                "--upstream",
                &format!("http://{upstream}"),
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().ok_or("the proxy has no standard output")?;
        let mut proxy = Self {
            child,
            address: upstream,
        };
        let first = BufReader::new(stdout)
            .lines()
            .next()
            .ok_or("the proxy has ended")??;
        let address = first
            .strip_prefix("Proxy: http://")
            .ok_or("the proxy does not say where it is")?;
        proxy.address = address.parse()?;
        Ok(proxy)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
