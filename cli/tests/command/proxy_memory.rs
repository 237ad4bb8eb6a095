//! How much memory a stream costs that does not end.
#![cfg(target_os = "linux")]

use super::proxied::{Agent, STREAM};
use std::time::Instant;

/// How many bytes of events go through; `A2A_STRESS` multiplies it.
const BYTES: usize = 96 << 20;
/// How many of them come at a time.
const EVENTS: usize = 10;
/// As much more memory the proxy may use for it. What waits to be checked is 8 MiB at most.
const ALLOWED: usize = 24 << 20;

#[test]
fn an_endless_stream_costs_constant_memory() {
    let factor: usize = std::env::var("A2A_STRESS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let agent = Agent::start(&["--quiet"]);
    let mut client = agent.client();
    client.send("POST /message:stream HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}");
    let mut wire = agent.accept();
    wire.head();
    wire.bytes(2);
    wire.send(STREAM);
    client.head();
    let words = "and so the next few words of an answer, ".repeat(50);
    let event = format!(
        r#"data: {{"artifactUpdate":{{"taskId":"t-1","contextId":"c-1","append":true,"artifact":{{"artifactId":"a","parts":[{{"text":"{words}"}}]}}}}}}"#
    );
    let piece = format!("{event}\n\n").repeat(EVENTS);
    let chunk = format!("{:X}\r\n{piece}\r\n", piece.len());
    let rounds = factor * BYTES / piece.len();
    let begun = Instant::now();
    // So much, once, is what the proxy needs for any stream.
    let warm = rounds / 8;
    let sender = std::thread::spawn(move || {
        for _ in 0..rounds {
            wire.send(&chunk);
        }
        wire
    });
    let mut before = 0;
    for round in 0..rounds {
        client.skip(piece.len());
        if round == warm {
            before = agent.proxy.resident();
        } else if round % 500 == 0 && round > warm {
            let now = agent.proxy.resident();
            assert!(
                now < before + ALLOWED,
                "{before} bytes, and {now} after {round} rounds"
            );
        }
    }
    let (events, now) = (rounds * EVENTS, agent.proxy.resident());
    eprintln!(
        "{events} events in {:?}: {before} bytes, and {now} at the end",
        begun.elapsed()
    );
    assert!(
        now < before + ALLOWED,
        "{before} bytes, and {now} after everything"
    );
    drop(sender.join().unwrap());
}
