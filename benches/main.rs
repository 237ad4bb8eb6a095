//! What the library costs: the engine behind the JSON-RPC router against a floor, measured in the same run.
//!
//! `cargo bench -p a2a-benches [-- [send] [streams] [memory] [lookups] [validate] [proxy] [build] [--quick] [--write]]`
//!
//! This process makes the load, on a core of its own. The servers are this program again, as `server KIND`, on another
//! core; floor and engine take turns. A wrong answer ends the run. `method.md` says what the figures mean.

mod agents;
mod child;
mod cores;
mod engine;
mod fan_out;
mod floor;
mod floor_bytes;
mod idle_streams;
mod load;
mod lookups;
mod machine;
mod memory;
mod package_builds;
mod proxy;
mod report;
mod requests;
mod rounds;
mod send;
mod server;
mod sse;
mod statistics;
mod streams;
mod validate;

use cores::Cores;
use report::{GROUPS, Group};
use std::error::Error;
use std::process::ExitCode;

/// What can go wrong ends the run with a message.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        Some((first, server)) if first == "server" => server::run(server),
        _ => measure(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What a run is asked for.
struct Wishes {
    groups: Vec<&'static Group>,
    quick: bool,
    write: bool,
}

impl Wishes {
    fn read(arguments: &[String]) -> Outcome<Self> {
        let (mut groups, mut quick, mut write) = (Vec::new(), false, false);
        for argument in arguments {
            match argument.as_str() {
                "--quick" => quick = true,
                "--write" => write = true,
                // Cargo says so to every benchmark.
                "--bench" => {}
                name => match GROUPS.iter().find(|group| group.name == name) {
                    Some(group) => groups.push(group),
                    None => return Err(usage(name).into()),
                },
            }
        }
        if quick && write {
            return Err(
                "a quick run says that the benchmark works, not how fast anything is: leave out `--write`"
                    .into(),
            );
        }
        if groups.is_empty() {
            groups.extend(GROUPS.iter().filter(|group| group.by_default));
        }
        Ok(Self { groups, quick, write })
    }
}

fn usage(unknown: &str) -> String {
    let names: Vec<_> = GROUPS.iter().map(|group| group.name).collect();
    format!(
        "there is no `{unknown}`: name groups ({}), `--quick` or `--write`",
        names.join(", ")
    )
}

fn measure(arguments: &[String]) -> Outcome<()> {
    let wishes = Wishes::read(arguments)?;
    let cores = Cores::take();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut report = report::Report::new(machine::describe(&cores));
    for group in &wishes.groups {
        eprintln!("measuring: {}", group.title);
        let text = runtime.block_on(async { (group.measure)(&cores, wishes.quick).await })?;
        report.add(group, text);
        // After each group, so that a run that is cut short has not been for nothing.
        if wishes.write {
            report.write()?;
        }
    }
    println!("{}", report.text());
    Ok(())
}
