//! `SendMessage`: how many a second, and how long each takes, at several numbers of connections.

use crate::Outcome;
use crate::agents::Script;
use crate::child::Server;
use crate::cores::Cores;
use crate::engine::{DEFAULT_MAX_TASKS, STORES};
use crate::load::{Connection, RESULT};
use crate::report::table;
use crate::requests::{FLOOR_SEND, call, message};
use crate::rounds::{Meter, Round, Rounds, heads};
use crate::statistics::number;
use memchr::memmem;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const CONNECTIONS: &[usize] = &[1, 16, 64];
/// Longer than any answer should take, in seconds.
const TOO_LONG: f64 = 0.020;

/// One side of the comparison.
struct Side {
    server: Server,
    request: Vec<u8>,
    /// How long every answer is.
    length: usize,
}

/// The table.
pub(crate) async fn measure(cores: &Cores, quick: bool) -> Outcome<String> {
    let floor = Side::new(Server::floor(cores)?).await?;
    let mut rows = Vec::new();
    for store in STORES {
        let engine = Side::new(Server::engine(cores, "echo", store, DEFAULT_MAX_TASKS)?).await?;
        if floor.length != engine.length {
            let (floor, engine) = (floor.length, engine.length);
            return Err(format!("the floor answers with {floor} bytes, the engine with {engine}").into());
        }
        for connections in CONNECTIONS {
            rows.push(compare(&floor, &engine, store, *connections, quick).await?);
        }
    }
    let head = heads!(
        "store, connections",
        "request",
        "p50",
        "ratio",
        "p99",
        "ratio",
        "max",
        "over 20 ms"
    );
    Ok(table(head, &rows))
}

async fn compare(
    floor: &Side,
    engine: &Side,
    store: &str,
    connections: usize,
    quick: bool,
) -> Outcome<Vec<String>> {
    let (count, seconds) = if quick { (1, 0.2) } else { (7, 2.0) };
    let rounds = Rounds::take(
        count,
        async || floor.round(connections, seconds).await,
        async || engine.round(connections, seconds).await,
    )
    .await?;
    let [max, _] = rounds.times(100.0);
    let mut row = vec![format!("{store}, {connections}")];
    row.extend(rounds.rates());
    row.extend(rounds.processor());
    row.extend(rounds.times(50.0));
    row.extend(rounds.times(99.0));
    row.extend([max, rounds.longer_than(TOO_LONG).to_string()]);
    row.extend(rounds.cores());
    Ok(row)
}

impl Side {
    async fn new(server: Server) -> Outcome<Self> {
        let request = call(&server, FLOOR_SEND, "SendMessage", &message(Script::Echo))?;
        let answer = Connection::open(server.address()).await?.call(&request).await?;
        Ok(Self {
            length: answer.len(),
            server,
            request,
        })
    }

    /// Every connection sends the next message when it has the answer to the one before.
    async fn round(&self, connections: usize, seconds: f64) -> Outcome<Round> {
        let mut open = Vec::new();
        for _ in 0..connections {
            open.push(Connection::open(self.server.address()).await?);
        }
        let meter = Meter::start(&self.server);
        let until = Instant::now() + Duration::from_secs_f64(seconds);
        let mut tasks = JoinSet::new();
        for connection in open {
            tasks.spawn(send_until(connection, self.request.clone(), self.length, until));
        }
        let mut round = Round::default();
        while let Some(task) = tasks.join_next().await {
            round.times.extend(task??);
        }
        round.count = number(round.times.len());
        Ok(meter.stop(round))
    }
}

/// Returns how long each answer took, in seconds.
pub(crate) async fn send_until(
    mut connection: Connection,
    request: Vec<u8>,
    length: usize,
    until: Instant,
) -> Outcome<Vec<f64>> {
    let mut times = Vec::new();
    let mut now = Instant::now();
    while now < until {
        let answer = connection.call(&request).await?;
        if answer.len() != length || !is_completed_task(&answer) {
            return Err(format!("not the task: {}", String::from_utf8_lossy(&answer)).into());
        }
        let answered = Instant::now();
        times.push((answered - now).as_secs_f64());
        now = answered;
    }
    Ok(times)
}

/// Whether an answer is a task that is over.
pub(crate) fn is_completed_task(answer: &[u8]) -> bool {
    let result = answer.strip_prefix(RESULT.as_bytes()).unwrap_or_default();
    result.starts_with(br#"{"task":{"#) && memmem::find(result, b"TASK_STATE_COMPLETED").is_some()
}
