//! One task with many subscribers: events delivered a second, to all of them together.

use crate::Outcome;
use crate::child::Server;
use crate::cores::Cores;
use crate::idle_streams::IdleStreams;
use crate::report::table;
use crate::rounds::{Meter, Round, Rounds, heads};
use crate::statistics::{grouped, number};

/// By how much the bytes of floor and engine may differ: the task in front is not the same.
const TOLERANCE: f64 = 0.02;

/// The table.
pub(crate) async fn measure(cores: &Cores, quick: bool) -> Outcome<String> {
    let (subscribers, chunks, count) = if quick { (50, 100, 1) } else { (1_000, 200, 5) };
    let floor = Server::floor(cores)?;
    let engine = Server::engine(cores, "scripted", "memory", 32)?;
    let rounds = Rounds::take(
        count,
        async || round(&floor, subscribers, chunks).await,
        async || round(&engine, subscribers, chunks).await,
    )
    .await?;
    let [floor, engine] = rounds.bytes().map(number);
    if rounds.skipped() == 0 && (engine / floor - 1.0).abs() > TOLERANCE {
        return Err(format!("the floor streams {floor} bytes, the engine {engine}").into());
    }
    let mut row = vec![format!("{} × {chunks}", grouped(subscribers))];
    row.extend(rounds.rates());
    row.extend(rounds.processor());
    row.push(rounds.skipped().to_string());
    row.extend(rounds.cores());
    let head = heads!("subscribers × chunks", "event", "events left out");
    Ok(table(head, &[row]))
}

async fn round(server: &Server, subscribers: usize, chunks: usize) -> Outcome<Round> {
    let streams = IdleStreams::open(server, subscribers).await?;
    let meter = Meter::start(server);
    let reads = streams.finish(server, chunks).await?;
    let mut round = meter.stop(Round::default());
    for read in reads {
        // The task, the status that ends the waiting, the chunks, the end.
        let expected = chunks + 3;
        if read.events + read.skipped != expected {
            return Err(format!("{expected} events were expected: {read:?}").into());
        }
        round.take(read);
    }
    Ok(round)
}
