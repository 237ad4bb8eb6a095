//! A process that is killed while it writes: whatever it has acknowledged is there.

use crate::support::*;
use a2a_engine::store::{Durability, Query, SqliteOptions, TaskStore};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant, SystemTime};
use tokio::task::JoinSet;

/// Tells the child that it is one, and where the file is.
const FILE: &str = "A2A_ENGINE_KILL_TEST_FILE";
const WRITERS: u64 = 16;

/// What the entries consist of, so that the task can be compared with the log that should be there.
fn text(task: &str, number: u64) -> String {
    format!(
        "{task} {number} {}",
        "x".repeat(usize::try_from(number % 300).unwrap())
    )
}

/// The child: creates tasks and appends to them until it is killed, and says what is done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    // For everybody else there is nothing to do: the test is the one below.
    let Some(path) = std::env::var_os(FILE) else {
        return;
    };
    let options = SqliteOptions::new().with_durability(Durability::Normal);
    let store = options.open(path).unwrap();
    let done = store.list(&scope(), &Query::new(1)).await.unwrap().total;
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let store = store.clone();
        writers.spawn(async move {
            for round in 0.. {
                let task = format!("t-{done}-{writer}-{round}");
                store.create(&scope(), &first(&task), None).await.unwrap();
                acknowledge(&task, 1);
                for number in 2..400 {
                    let entry = chunk(number, &text(&task, number));
                    store.append(&scope(), &task, &entry).await.unwrap();
                    acknowledge(&task, number);
                }
            }
        });
    }
    writers.join_next().await.unwrap().unwrap();
}

/// In one piece, and past the capture of tests, so that nothing is said that was not done.
fn acknowledge(task: &str, number: u64) {
    std::io::stdout()
        .write_all(format!("\nack {task} {number}\n").as_bytes())
        .unwrap();
}

/// Runs the child, and kills it a while after it has begun; answers with the last number that it has acknowledged for each task.
fn run_and_kill(place: &Place, time: Duration) -> BTreeMap<String, u64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::child", "--nocapture"])
        .env(FILE, place.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (begun, has_begun) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        let mut acknowledged: BTreeMap<String, u64> = BTreeMap::new();
        for line in output.lines().map_while(Result::ok) {
            // A last line that is cut off says less than was done, which does no harm.
            let words: Vec<_> = line.split(' ').collect();
            if let ["ack", task, number] = words[..]
                && let Ok(number) = number.parse()
            {
                acknowledged.insert(task.to_owned(), number);
                // Nobody listens after the first time.
                let _ = begun.send(());
            }
        }
        acknowledged
    });
    has_begun
        .recv_timeout(Duration::from_secs(60))
        .expect("the child has done nothing");
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

#[tokio::test]
async fn what_was_acknowledged_survives_kill() {
    let seed = SystemTime::UNIX_EPOCH.elapsed().unwrap().subsec_nanos();
    println!("seed {seed}");
    let place = Place::new();
    let begin = Instant::now();
    let mut acknowledged = BTreeMap::new();
    for round in 0..8_u32 {
        let random = seed.wrapping_mul(2_654_435_761).rotate_left(round * 3) % 500;
        acknowledged.extend(run_and_kill(&place, Duration::from_millis(u64::from(random))));

        let store = place.open();
        for (task, number) in &acknowledged {
            let stored = store.get(&scope(), task).await.unwrap().expect(task);
            // What was done and not acknowledged any more may be there too.
            assert!(stored.last >= *number, "{task}: {} < {number}", stored.last);
            assert_eq!(
                numbers(&store, task, 0).await,
                Some((1..=stored.last).collect()),
                "{task}"
            );
            let entries: Vec<_> = (2..=stored.last)
                .map(|number| chunk(number, &text(task, number)))
                .collect();
            let log = [vec![first(task)], entries].concat();
            assert!(stored.task == fold(&log), "{task}");
        }
        let total = store.list(&scope(), &Query::new(1)).await.unwrap().total;
        assert!(total >= acknowledged.len() as u64);
        if begin.elapsed() > Duration::from_secs(8) {
            break;
        }
    }
    let entries: u64 = acknowledged.values().sum();
    println!("{} tasks, {entries} entries", acknowledged.len());
    assert!(entries > WRITERS, "{entries}");
}
