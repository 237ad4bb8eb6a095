//! `SendStreamingMessage`: events a second, and the time to the first one; flushed one by one, and in bursts.

use crate::agents::Script;
use crate::child::Server;
use crate::cores::Cores;
use crate::load::Connection;
use crate::report::table;
use crate::requests::{FLOOR_STREAM, call, message};
use crate::rounds::{Meter, Round, Rounds, heads};
use crate::sse::Read;
use crate::statistics::grouped;
use crate::{Outcome, fan_out};
use std::time::Instant;
use tokio::task::JoinSet;

/// How many streams at a time.
const STREAMS: &[usize] = &[1, 16];
/// More than any comparison has, so that no stream waits for an old task to be freed.
const MAX_TASKS: usize = 1_000;

/// Streams of the same kind.
#[derive(Clone, Copy)]
struct Streams {
    /// How many at a time.
    count: usize,
    chunks: usize,
    paced: bool,
    /// How many one after the other.
    repeats: usize,
}

/// The tables.
pub(crate) async fn measure(cores: &Cores, quick: bool) -> Outcome<String> {
    let lengths: &[usize] = if quick {
        &[1_000]
    } else {
        &[1_000, 10_000, 100_000]
    };
    // Short streams are repeated until there are enough events to measure.
    let events = if quick { 10_000 } else { 100_000 };
    let mut rows = Vec::new();
    for paced in [true, false] {
        for &count in STREAMS {
            for &chunks in lengths {
                let repeats = (events / (count * chunks)).max(1);
                let streams = Streams {
                    count,
                    chunks,
                    paced,
                    repeats,
                };
                rows.push(compare(cores, streams, if quick { 1 } else { 5 }).await?);
            }
        }
    }
    let head = heads!(
        "streams × chunks",
        "event",
        "first event, p50",
        "ratio",
        "first event, p99",
        "ratio",
        "events left out"
    );
    let fan_out = fan_out::measure(cores, quick).await?;
    Ok(format!("{}\n{fan_out}", table(head, &rows)))
}

async fn compare(cores: &Cores, streams: Streams, count: usize) -> Outcome<Vec<String>> {
    let floor = Server::floor(cores)?;
    let engine = Server::engine(cores, "scripted", "memory", MAX_TASKS)?;
    let rounds = Rounds::take(
        count,
        async || streams.round(&floor).await,
        async || streams.round(&engine).await,
    )
    .await?;
    let [floor, engine] = rounds.bytes();
    if rounds.skipped() == 0 && floor != engine {
        return Err(format!("the floor streams {floor} bytes, the engine {engine}").into());
    }
    let how = if streams.paced { "one by one" } else { "burst" };
    let mut row = vec![format!("{how}, {} × {}", streams.count, grouped(streams.chunks))];
    row.extend(rounds.rates());
    row.extend(rounds.processor());
    row.extend(rounds.times(50.0));
    row.extend(rounds.times(99.0));
    row.push(rounds.skipped().to_string());
    row.extend(rounds.cores());
    Ok(row)
}

impl Streams {
    async fn round(self, server: &Server) -> Outcome<Round> {
        let script = Script::Append {
            chunks: self.chunks,
            paced: self.paced,
        };
        let request = call(server, FLOOR_STREAM, "SendStreamingMessage", &message(script))?;
        let mut connections = Vec::new();
        for _ in 0..self.count {
            connections.push(Connection::open(server.address()).await?);
        }
        let meter = Meter::start(server);
        let mut tasks = JoinSet::new();
        for connection in connections {
            tasks.spawn(read(connection, request.clone(), self.repeats));
        }
        let mut round = Round::default();
        while let Some(task) = tasks.join_next().await {
            for (read, first) in task?? {
                // The task, the chunks, the end; what is left out is so for a reason that the reader has checked.
                if read.events + read.skipped != self.chunks + 2 {
                    return Err(format!("these are not {} chunks: {read:?}", self.chunks).into());
                }
                round.take(read);
                round.times.push(first);
            }
        }
        Ok(meter.stop(round))
    }
}

/// Reads streams one after the other; also returns the time to the first event, in seconds.
async fn read(mut connection: Connection, request: Vec<u8>, repeats: usize) -> Outcome<Vec<(Read, f64)>> {
    let mut reads = Vec::new();
    for _ in 0..repeats {
        let sent = Instant::now();
        let mut events = connection.stream(&request).await?;
        let first = events.first().await?;
        let time = sent.elapsed().as_secs_f64();
        reads.push((events.rest(first).await?, time));
    }
    Ok(reads)
}
