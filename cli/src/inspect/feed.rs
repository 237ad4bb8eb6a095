//! What the page gets to know, as it happens.

use a2a_validator::traffic::{Direction, Kind, Record};
use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// As much is kept for a page that is opened or comes back, in bytes.
const KEPT: usize = 8 << 20;
/// As much is sent at a time, in bytes, or one entry.
const PIECE: usize = 64 << 10;
/// How often a page that nothing is to be told hears that the server is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// A bounded list of JSON documents that readers follow. Its clones are the same one.
#[derive(Clone)]
pub(crate) struct Feed(Arc<Shared>);

struct Shared {
    list: Mutex<List>,
    /// The number of entries there ever were.
    count: watch::Sender<u64>,
}

#[derive(Default)]
struct List {
    entries: VecDeque<Arc<str>>,
    /// The number of the first entry that is kept.
    first: u64,
    bytes: usize,
    /// The entry that says which agent is looked at, with its number: whoever did not get it needs it.
    agent: Option<(u64, Arc<str>)>,
}

impl Feed {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self(Arc::new(Shared {
            list: Mutex::default(),
            count: watch::channel(0).0,
        }))
    }

    /// Adds an entry, which has no line feed.
    fn push(&self, entry: &str) {
        let mut list = self.list();
        list.bytes += entry.len();
        list.entries.push_back(entry.into());
        while list.bytes > KEPT && list.entries.len() > 1 {
            let dropped = list.entries.pop_front().map_or(0, |entry| entry.len());
            list.bytes -= dropped;
            list.first += 1;
        }
        let count = list.first + u64::try_from(list.entries.len()).unwrap_or(0);
        self.0.count.send_replace(count);
    }

    /// Forgets what there was, because another agent is looked at.
    pub(super) fn restart(&self, agent: &Value) {
        let mut list = self.list();
        list.first += u64::try_from(list.entries.len()).unwrap_or(0);
        list.entries.clear();
        list.bytes = 0;
        let entry = json!({ "type": "agent", "agent": agent }).to_string();
        list.agent = Some((list.first, entry.as_str().into()));
        drop(list);
        self.push(&entry);
    }

    /// Adds what was checked.
    pub(super) fn record(&self, record: &Record) {
        self.push(&of_record(record).to_string());
    }

    /// Everything from the entry of this number on as server-sent events, without an end.
    pub(super) fn follow(&self, next: u64) -> Body {
        let count = self.0.count.subscribe();
        Body::from_stream(stream::unfold(
            (self.clone(), count, next),
            async |(feed, mut count, mut next)| {
                loop {
                    let piece = feed.piece(&mut next);
                    if !piece.is_empty() {
                        return Some((Ok::<_, Infallible>(Bytes::from(piece)), (feed, count, next)));
                    }
                    let waited = timeout(KEEP_ALIVE, count.wait_for(|count| *count > next)).await;
                    match waited.map(|waited| waited.is_ok()) {
                        Ok(true) => {}
                        Ok(false) => return None,
                        Err(_) => return Some((Ok(Bytes::from_static(b":\n\n")), (feed, count, next))),
                    }
                }
            },
        ))
    }

    /// Some of the entries from a number on, which becomes the next one's.
    fn piece(&self, next: &mut u64) -> String {
        let list = self.list();
        let mut piece = String::new();
        if *next < list.first {
            let missed = list
                .agent
                .iter()
                .filter(|(number, _)| (*next..list.first).contains(number));
            for (_, agent) in missed {
                piece.push_str(&format!("data: {agent}\n\n"));
            }
            piece.push_str("data: {\"type\":\"gap\"}\n\n");
            *next = list.first;
        }
        let skip = usize::try_from(*next - list.first).unwrap_or(usize::MAX);
        for entry in list.entries.iter().skip(skip) {
            if piece.len() + entry.len() > PIECE && !piece.is_empty() {
                break;
            }
            piece.push_str(&format!("id: {next}\ndata: {entry}\n\n"));
            *next += 1;
        }
        piece
    }

    fn list(&self) -> MutexGuard<'_, List> {
        // No list is ever half written.
        self.0.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lines of a transcript. What was found comes with the records, which say more.
impl Write for Feed {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(line).map_err(io::Error::other)?;
        for line in text
            .lines()
            .filter(|line| !line.starts_with("{\"type\":\"finding\""))
        {
            self.push(line);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn of_record(record: &Record) -> Value {
    let kind = match record.kind {
        Kind::Request => "request",
        Kind::Event => "event",
        Kind::StreamEnd => "end",
        _ => "response",
    };
    json!({
        "type": "record",
        "exchange": record.exchange,
        "side": if record.direction == Direction::Request { "client" } else { "agent" },
        "kind": kind,
        "operation": record.operation,
        "subject": record.subject.map(|subject| subject.to_string()),
        "complete": record.complete,
        "findings": record.findings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::StreamExt;

    async fn read(body: Body, pieces: usize) -> String {
        let pieces = body.into_data_stream().take(pieces).map(Result::unwrap);
        String::from_utf8(pieces.collect::<Vec<_>>().await.concat()).unwrap()
    }

    #[tokio::test]
    async fn readers_get_what_there_was_and_what_comes() {
        let feed = Feed::new();
        let mut writer = feed.clone();
        writer.write_all(b"{\"type\":\"request\"}\n").unwrap();
        writer.write_all(b"{\"type\":\"finding\"}\n").unwrap();
        writer.write_all(b"{\"type\":\"chunk\"}\n").unwrap();
        let all = "id: 0\ndata: {\"type\":\"request\"}\n\nid: 1\ndata: {\"type\":\"chunk\"}\n\n";
        assert_eq!(read(feed.follow(0), 1).await, all);
        let (later, ()) = tokio::join!(read(feed.follow(2), 1), async { feed.push("7") });
        assert_eq!(later, "id: 2\ndata: 7\n\n");
        feed.restart(&json!({ "url": "x" }));
        let restarted =
            "data: {\"type\":\"gap\"}\n\nid: 3\ndata: {\"agent\":{\"url\":\"x\"},\"type\":\"agent\"}\n\n";
        assert_eq!(read(feed.follow(0), 1).await, restarted);
    }

    #[tokio::test]
    async fn what_is_kept_is_bounded() {
        let feed = Feed::new();
        let entry = "x".repeat(KEPT / 4);
        for _ in 0..100 {
            feed.push(&entry);
        }
        assert!(feed.list().bytes <= KEPT);
        assert!(
            read(feed.follow(0), 1)
                .await
                .starts_with("data: {\"type\":\"gap\"}\n\n")
        );
        feed.push(&"y".repeat(2 * KEPT));
        assert_eq!(feed.list().entries.len(), 1);
    }

    #[tokio::test]
    async fn which_agent_it_is_reaches_whoever_comes_late() {
        let feed = Feed::new();
        feed.restart(&json!({ "url": "x" }));
        feed.push("7");
        feed.push(&"y".repeat(2 * KEPT));
        let gap = "data: {\"type\":\"gap\"}\n\n";
        let agent = "data: {\"agent\":{\"url\":\"x\"},\"type\":\"agent\"}\n\n";
        assert!(
            read(feed.follow(0), 1)
                .await
                .starts_with(&format!("{agent}{gap}"))
        );
        // Who knows it would begin anew.
        assert!(read(feed.follow(1), 1).await.starts_with(gap));
    }
}
