//! The other side: this program as a server on one thread, until its standard input ends.
//!
//! It says where it listens in its first line, and then answers each line of its input with one of its output:
//! `resident` with the memory it uses in bytes, `fill N` with the time it took in seconds and some of the task ids.

use crate::agents::{self, Script};
use crate::engine::engine;
use crate::{Outcome, floor};
use a2a_bindings::RequestContext;
use a2a_bindings::v1_0::{A2aHandler, Message, Role, SendMessageRequest, SendMessageResponse, Server};
use a2a_engine::{Agent, TaskEngine, agent_fn};
use a2a_runtime::server::{Options, json_rpc, serve};
use axum::Router;
use std::fs;
use std::future::pending;
use std::io::BufRead;
use std::sync::Arc;
use std::time::Instant;
use tempfile::TempDir;
use tokio::sync::mpsc;

/// How many tasks there are in a context of a filled store.
pub(crate) const TASKS_PER_CONTEXT: usize = 100;
/// Every so many tasks of a filled store there is one that waits for its client; the others are over.
pub(crate) const WAITING_EVERY: usize = 100;
/// How many ids the answer to `fill` has.
const SAMPLE: usize = 1_000;

/// Runs a server: `floor`, or `engine AGENT STORE MAX_TASKS`.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match arguments.as_slice() {
        ["floor"] => runtime.block_on(run_app(floor::app()?, async |_| {
            Err("the floor keeps nothing".into())
        })),
        ["engine", "echo", store, max_tasks] => runtime.block_on(run_engine(engine(
            agent_fn(agents::echo),
            store,
            max_tasks.parse()?,
        )?)),
        ["engine", "working", store, max_tasks] => runtime.block_on(run_engine(engine(
            agent_fn(agents::working),
            store,
            max_tasks.parse()?,
        )?)),
        ["engine", "scripted", store, max_tasks] => runtime.block_on(run_engine(engine(
            agent_fn(agents::scripted),
            store,
            max_tasks.parse()?,
        )?)),
        _ => Err("there is no such server".into()),
    }
}

async fn run_engine<A: Agent>((engine, _folder): (TaskEngine<A>, Option<TempDir>)) -> Outcome<()> {
    let app = json_rpc(Arc::new(Server::new(engine.clone())), Options::new());
    run_app(app, async move |count| fill(&engine, count).await).await
}

/// Serves the app, and beside it the commands, of which only the filling depends on the server.
async fn run_app(app: Router, fill: impl AsyncFn(usize) -> Outcome<String>) -> Outcome<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let server = tokio::spawn(serve(listener, app, pending::<()>()).into_future());
    let mut commands = commands();
    while let Some(command) = commands.recv().await {
        match command.split_once(' ') {
            None if command == "resident" => println!("{}", resident_bytes()?),
            Some(("fill", count)) => println!("{}", fill(count.parse()?).await?),
            _ => return Err(format!("there is no command `{command}`").into()),
        }
    }
    server.abort();
    Ok(())
}

/// The lines of the standard input, read on a thread that has nothing to do while there is load.
fn commands() -> mpsc::UnboundedReceiver<String> {
    let (sender, receiver) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

fn resident_bytes() -> Outcome<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix("kB"));
    let kibibytes: u64 = kibibytes
        .ok_or("the system does not say how much memory is used")?
        .trim()
        .parse()?;
    Ok(kibibytes * 1024)
}

/// Fills the store through the engine, without HTTP.
async fn fill<A: Agent>(engine: &TaskEngine<A>, count: usize) -> Outcome<String> {
    let started = Instant::now();
    let mut ids = String::new();
    for number in 0..count {
        let script = if number % WAITING_EVERY == 0 {
            Script::Ask
        } else {
            Script::Echo
        };
        let message = Message::new(format!("m-{number}"), Role::User, [script.text()])
            .with_context_id(context_id(number));
        let answer = engine
            .send_message(RequestContext::new(), SendMessageRequest::new(message))
            .await?;
        let SendMessageResponse::Task(task) = answer else {
            return Err("the agent did not work on a task".into());
        };
        if number % (count / SAMPLE).max(1) == 0 {
            ids.push(' ');
            ids.push_str(&task.id);
        }
    }
    Ok(format!("{}{ids}", started.elapsed().as_secs_f64()))
}

/// The context of a task of a filled store.
pub(crate) fn context_id(number: usize) -> String {
    format!("context-{}", number / TASKS_PER_CONTEXT)
}
