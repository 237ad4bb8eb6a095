//! Floor and engine in turns, and what comes out of it.

use crate::Outcome;
use crate::child::{ProcessorTime, Server};
use crate::sse::Read;
use crate::statistics::{duration, figure, largest, median, number, percentile, ratio};
use std::time::Instant;

/// What one server did in one round.
#[derive(Debug, Default)]
pub(crate) struct Round {
    /// How many answers or events.
    pub(crate) count: f64,
    /// How long something took each time, in seconds: the answer, or the first event.
    pub(crate) times: Vec<f64>,
    /// How many bytes of events.
    pub(crate) bytes: usize,
    /// How many events were left out; see [`sse`](crate::sse).
    pub(crate) skipped: usize,
    seconds: f64,
    server: ProcessorTime,
    load: ProcessorTime,
}

/// Measures what a round takes, from its making on.
pub(crate) struct Meter<'a> {
    server: &'a Server,
    started: Instant,
    server_before: ProcessorTime,
    load_before: ProcessorTime,
}

impl<'a> Meter<'a> {
    /// Starts.
    pub(crate) fn start(server: &'a Server) -> Self {
        Self {
            server,
            server_before: server.processor_time(),
            load_before: ProcessorTime::of("self"),
            started: Instant::now(),
        }
    }

    /// Stops, and writes into the round what it took.
    pub(crate) fn stop(self, round: Round) -> Round {
        Round {
            seconds: self.started.elapsed().as_secs_f64(),
            server: self.server.processor_time() - self.server_before,
            load: ProcessorTime::of("self") - self.load_before,
            ..round
        }
    }
}

impl Round {
    /// Takes in what was read from a stream. What was left out was not delivered, so it does not count.
    pub(crate) fn take(&mut self, read: Read) {
        self.count += number(read.events);
        self.bytes += read.bytes;
        self.skipped += read.skipped;
    }

    fn rate(&self) -> f64 {
        ratio(self.count, self.seconds)
    }

    /// The part of the time that the server could have the core in which it ran.
    fn server_busy(&self) -> f64 {
        ratio(self.server.ran, self.seconds - self.server.waited)
    }

    /// The same of the load: where it is the busier one, the server could do more.
    fn load_busy(&self) -> f64 {
        ratio(self.load.ran, self.seconds - self.load.waited)
    }

    /// The part of the time in which server or load could have run, but others had the core.
    fn noise(&self) -> f64 {
        ratio(self.server.waited.max(self.load.waited), self.seconds)
    }
}

/// The rounds of a comparison.
#[derive(Debug)]
pub(crate) struct Rounds {
    floor: Vec<Round>,
    engine: Vec<Round>,
}

/// The heads of what [`Rounds::rates`] and [`Rounds::processor`] say about answers or events.
macro_rules! heads {
    ($first:literal, $unit:literal $(, $more:literal)*) => {
        &[
            $first,
            concat!("floor, ", $unit, "s/s"),
            concat!("engine, ", $unit, "s/s"),
            "ratio (rounds)",
            concat!("server CPU per ", $unit),
            "ratio",
            $($more,)*
            "busy: server/load",
            "core lost",
        ]
    };
}
pub(crate) use heads;

impl Rounds {
    /// Takes the rounds in turns, after one of each to warm up.
    pub(crate) async fn take(
        count: usize,
        floor: impl AsyncFn() -> Outcome<Round>,
        engine: impl AsyncFn() -> Outcome<Round>,
    ) -> Outcome<Self> {
        floor().await?;
        engine().await?;
        let mut rounds = Self {
            floor: Vec::new(),
            engine: Vec::new(),
        };
        for _ in 0..count {
            rounds.floor.push(floor().await?);
            rounds.engine.push(engine().await?);
        }
        Ok(rounds)
    }

    fn both<T>(&self, of: impl Fn(&[Round]) -> T) -> [T; 2] {
        [of(&self.floor), of(&self.engine)]
    }

    /// Floor and engine in answers or events a second, and the ratio: the median, and the range of the rounds.
    pub(crate) fn rates(&self) -> [String; 3] {
        let [floor, engine] = self.both(|rounds| median(rounds.iter().map(Round::rate)));
        let pairs = self.floor.iter().zip(&self.engine);
        let ratios: Vec<f64> = pairs
            .map(|(floor, engine)| ratio(engine.rate(), floor.rate()))
            .collect();
        let [lowest, middle, highest] =
            [0.0, 50.0, 100.0].map(|percent| percentile(ratios.iter().copied(), percent));
        [
            figure(floor),
            figure(engine),
            format!("**{middle:.2}** ({lowest:.2}–{highest:.2})"),
        ]
    }

    /// The time that the server's thread ran for one answer or event, and the ratio.
    pub(crate) fn processor(&self) -> [String; 2] {
        let each = |round: &Round| ratio(round.server.ran, round.count);
        compare(self.both(|rounds| median(rounds.iter().map(each))))
    }

    /// A percentile of the times of all rounds, and the ratio.
    pub(crate) fn times(&self, percent: f64) -> [String; 2] {
        compare(self.both(|rounds| percentile(times(rounds), percent)))
    }

    /// How many of the engine's times are longer than that.
    pub(crate) fn longer_than(&self, seconds: f64) -> usize {
        times(&self.engine).filter(|time| *time > seconds).count()
    }

    /// The bytes that both have sent.
    pub(crate) fn bytes(&self) -> [usize; 2] {
        self.both(|rounds| rounds.iter().map(|round| round.bytes).sum())
    }

    /// How many events the engine left out.
    pub(crate) fn skipped(&self) -> usize {
        self.engine.iter().map(|round| round.skipped).sum()
    }

    /// How busy server and load were, and the largest part of a round in which others had one of their cores.
    pub(crate) fn cores(&self) -> [String; 2] {
        let busy = self.both(|rounds| {
            let of = |part: fn(&Round) -> f64| median(rounds.iter().map(part)) * 100.0;
            let [server, load] = [of(Round::server_busy), of(Round::load_busy)];
            format!("{server:.0}/{load:.0} %")
        });
        let noise = largest(self.floor.iter().chain(&self.engine).map(Round::noise));
        [busy.join(" → "), format!("{:.0} %", noise * 100.0)]
    }
}

fn times(rounds: &[Round]) -> impl Iterator<Item = f64> {
    rounds.iter().flat_map(|round| round.times.iter().copied())
}

fn compare([floor, engine]: [f64; 2]) -> [String; 2] {
    [
        format!("{} → {}", duration(floor), duration(engine)),
        format!("{:.2}", ratio(engine, floor)),
    ]
}
