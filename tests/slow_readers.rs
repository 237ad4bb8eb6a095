//! A subscriber that stops reading while 100,000 events pass: nobody else notices, the server does not grow, the
//! connection is ended in time, and the subscriber comes back without a gap.
//!
//! The server is a process of its own, so that what it holds in memory is its own. The quick readers set the pace: the
//! agent may be no farther ahead of them than the server keeps events for, so each of them must get every event.

use a2a_bindings::v1_0::{
    Client, GetTaskRequest, Message, Role, SendMessageConfiguration, SendMessageRequest, SendMessageResponse,
    StreamResponse, SubscribeToTaskRequest, Task, TaskState,
};
use a2a_bindings::{CallOptions, Event, EventStream};
use a2a_runtime::client::{Binding, ClientError, HttpTransport, SseDecoder, fetch_card};
use a2a_tests::support::{
    BINDINGS, Fold, Request, StressAgent, client_at, counted_events, eventually, http, number, origin,
    rounds, within, without_history,
};
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::sleep;

const AGENT: &str = env!("CARGO_BIN_EXE_stress-agent");
const CALLER: &str = "alice";
/// How many events the agent may be ahead of the slowest quick reader: fewer than the server keeps (1,000).
const AHEAD: u64 = 500;
/// Who is so many events behind gets the task instead of them: those that are kept, in memory and in the store's answer.
const FAR: u64 = 2_000;
/// How many events come once the stalled reader is back.
const REST: u64 = 1_500;
const WRITE_TIMEOUT: Duration = Duration::from_secs(3);
/// How much the server may grow, whatever it sends and whoever does not read.
const MAX_GROWTH: u64 = 64 << 20;
/// What the connections of a database keep of it, at most: 32 MiB for the one that writes, 8 for each that reads.
const CACHES: u64 = (32 + 4 * 8) << 20;
const MAX_LATENCY: Duration = Duration::from_millis(50);

type Remote = Client<HttpTransport>;

/// A server, and what everybody here needs of it.
#[derive(Clone)]
struct World {
    address: SocketAddr,
    http: reqwest::Client,
}

impl World {
    fn client(&self, binding: Binding) -> Remote {
        client_at(self.address, binding, CALLER, self.http.clone())
    }

    async fn get(&self, id: &str) -> Task {
        self.client(BINDINGS[0])
            .get_task(GetTaskRequest::new(id))
            .await
            .unwrap()
    }

    /// Lets the agent go on.
    async fn allow(&self, number: u64) {
        let url = format!("{}/allow/{number}", origin(self.address));
        let answer = self.http.post(url).send().await.unwrap();
        assert!(answer.status().is_success());
    }

    async fn counts(&self) -> String {
        let url = format!("{}/counts", origin(self.address));
        self.http.get(url).send().await.unwrap().text().await.unwrap()
    }

    async fn begin(&self, count: u64) -> String {
        let message = Message::new("m", Role::User, [format!("count {count}")]);
        let configuration = SendMessageConfiguration::new().with_return_immediately(true);
        let request = SendMessageRequest::new(message).with_configuration(configuration);
        match self.client(BINDINGS[0]).send_message(request).await.unwrap() {
            SendMessageResponse::Task(task) => task.id,
            other => panic!("not a task: {other:?}"),
        }
    }
}

/// A reader that keeps up.
struct Quick {
    /// The number of the last event that it has.
    position: Arc<AtomicU64>,
    reading: JoinHandle<Fold>,
}

impl Quick {
    async fn start(client: &Remote, id: &str) -> Self {
        let stream = client
            .subscribe_to_task(SubscribeToTaskRequest::new(id))
            .await
            .unwrap();
        Self::read(stream, Fold::default())
    }

    fn read(mut stream: EventStream<StreamResponse, ClientError>, mut fold: Fold) -> Self {
        let position = Arc::<AtomicU64>::default();
        let known = Arc::clone(&position);
        let reading = tokio::spawn(async move {
            while let Some(event) = stream.next().await {
                fold.add(&event.unwrap());
                known.store(fold.last, Ordering::SeqCst);
            }
            fold
        });
        Self { position, reading }
    }

    fn position(&self) -> u64 {
        self.position.load(Ordering::SeqCst)
    }
}

/// Lets the agent count to a number, as fast as the readers keep up.
async fn count_to(world: &World, readers: &[Quick], from: u64, to: u64) {
    let mut allowed = from;
    while allowed < to {
        let slowest = readers.iter().map(Quick::position).min().unwrap_or(0);
        // The first event is the task.
        let next = (slowest.max(from + 1) - 1 + AHEAD).min(to);
        if next > allowed {
            world.allow(next).await;
            allowed = next;
        } else {
            sleep(Duration::from_millis(1)).await;
        }
    }
    let everything = async {
        while readers.iter().any(|reader| reader.position() < to + 1) {
            sleep(Duration::from_millis(1)).await;
        }
    };
    within("the quick readers have everything", everything).await;
}

/// A subscriber with a socket of its own, which it reads only when it is told to.
struct Stalled {
    socket: TcpStream,
    bytes: Vec<u8>,
    binding: Binding,
}

impl Stalled {
    async fn start(world: &World, id: &str, binding: Binding) -> Self {
        let request = if binding == Binding::JsonRpc {
            let params = json!({"id": id});
            let call = json!({"jsonrpc": "2.0", "id": 1, "method": "SubscribeToTask", "params": params});
            Request::new("POST", "/rpc").with_json(&call)
        } else {
            Request::new("POST", &format!("/v1/tasks/{id}:subscribe"))
        };
        let request = request.with_header("Authorization", &format!("Bearer {CALLER}"));
        let socket = TcpSocket::new_v4().unwrap();
        // So that little of the stream is on its way when nobody reads it.
        socket.set_recv_buffer_size(16 << 10).unwrap();
        let mut socket = socket.connect(world.address).await.unwrap();
        socket.write_all(&request.to_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        let first = async {
            while !String::from_utf8_lossy(&bytes).contains("data: ") {
                assert!(socket.read_buf(&mut bytes).await.unwrap() > 0);
            }
        };
        within("the stream begins", first).await;
        Self {
            socket,
            bytes,
            binding,
        }
    }

    /// Reads what there is still to read, to the end of the connection, and puts it together.
    async fn drain(mut self) -> Fold {
        let drain = async {
            // The server has ended the connection, in order or not.
            while self
                .socket
                .read_buf(&mut self.bytes)
                .await
                .is_ok_and(|count| count > 0)
            {}
        };
        within("the connection ends", drain).await;
        let head = self
            .bytes
            .windows(4)
            .position(|bytes| bytes == b"\r\n\r\n")
            .unwrap();
        let mut decoder = SseDecoder::new();
        decoder.push(&chunks(&self.bytes[head + 4..]));
        let mut fold = Fold::default();
        while let Some(event) = decoder.next_event() {
            let event = event.unwrap();
            let mut value: Value = serde_json::from_str(&event.data).unwrap();
            if self.binding == Binding::JsonRpc {
                value = value["result"].take();
            }
            let response: StreamResponse = serde_json::from_value(value).unwrap();
            fold.add(&Event::with_id(event.id.unwrap(), response));
        }
        fold
    }
}

/// The content of a body in chunks (RFC 9112 §7.1), as far as it has arrived.
fn chunks(mut body: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    while let Some(end) = body.windows(2).position(|bytes| bytes == b"\r\n") {
        let size = std::str::from_utf8(&body[..end]).unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        let chunk = &body[end + 2..];
        content.extend_from_slice(&chunk[..size.min(chunk.len())]);
        let Some(rest) = chunk.get(size + 2..) else { break };
        body = rest;
    }
    content
}

/// How long it takes to be answered, asked again and again.
struct Latency {
    over: Arc<AtomicBool>,
    asking: JoinHandle<[Vec<Duration>; 2]>,
}

impl Latency {
    fn start(world: &World, id: &str) -> Self {
        let over = Arc::<AtomicBool>::default();
        let (world, id, is_over) = (world.clone(), id.to_owned(), Arc::clone(&over));
        let asking = tokio::spawn(async move {
            let mut times = [Vec::new(), Vec::new()];
            while !is_over.load(Ordering::SeqCst) {
                let begin = Instant::now();
                let task = world.get(&id).await;
                times[0].push(begin.elapsed());
                assert!(!task.status.state.is_terminal());
                let begin = Instant::now();
                fetch_card(&world.http, &origin(world.address)).await.unwrap();
                times[1].push(begin.elapsed());
                sleep(Duration::from_millis(10)).await;
            }
            times
        });
        Self { over, asking }
    }

    async fn finish(self) {
        self.over.store(true, Ordering::SeqCst);
        for (what, mut times) in ["GetTask", "card"].into_iter().zip(self.asking.await.unwrap()) {
            times.sort();
            let (median, longest) = (times[times.len() / 2], times[times.len() - 1]);
            println!(
                "{what}: {} times, median {median:?}, longest {longest:?}",
                times.len()
            );
            assert!(median < MAX_LATENCY, "{what}: {median:?}");
        }
    }
}

/// The most that the server has held in memory since it was asked first.
struct Memory {
    over: Arc<AtomicBool>,
    watching: JoinHandle<Option<(u64, u64)>>,
    agent: Arc<StressAgent>,
}

impl Memory {
    fn start(agent: Arc<StressAgent>) -> Self {
        let over = Arc::<AtomicBool>::default();
        let (watched, is_over) = (Arc::clone(&agent), Arc::clone(&over));
        let watching = tokio::spawn(async move {
            let before = watched.resident_bytes()?;
            let mut most = before;
            while !is_over.load(Ordering::SeqCst) {
                most = most.max(watched.resident_bytes()?);
                sleep(Duration::from_millis(20)).await;
            }
            Some((before, most))
        });
        Self {
            over,
            watching,
            agent,
        }
    }

    async fn finish(self, max_growth: u64) {
        self.over.store(true, Ordering::SeqCst);
        // Where the system does not say, there is nothing to compare.
        let Some((before, most)) = self.watching.await.unwrap() else {
            return;
        };
        println!(
            "memory: {before} bytes, at most {most}, then {:?}",
            self.agent.resident_bytes()
        );
        assert!(most - before < max_growth, "{before} bytes have become {most}");
    }
}

/// Subscribes again, behind an event.
async fn resume(
    world: &World,
    binding: Binding,
    id: &str,
    after: u64,
) -> EventStream<StreamResponse, ClientError> {
    let call = CallOptions::new().with_last_event_id(after.to_string());
    let client = world.client(binding).with_call_options(call);
    client
        .subscribe_to_task(SubscribeToTaskRequest::new(id))
        .await
        .unwrap()
}

/// One run of the whole story.
async fn check(events: u64, store: &[&str], max_growth: u64) {
    let write_timeout = WRITE_TIMEOUT.as_millis().to_string();
    let agent = StressAgent::start(AGENT, &[&["--write-timeout", &write_timeout], store].concat());
    let world = World {
        address: agent.address,
        http: http(),
    };
    let id = world.begin(events + REST).await;
    let mut quick = Vec::new();
    for binding in BINDINGS {
        quick.push(Quick::start(&world.client(binding), &id).await);
    }
    let mut stalled = Vec::new();
    for binding in BINDINGS {
        stalled.push(Stalled::start(&world, &id, binding).await);
    }
    let memory = Memory::start(Arc::new(agent));
    let latency = Latency::start(&world, &id);
    let began = Instant::now();
    count_to(&world, &quick, 0, events).await;
    println!("{events} events in {:?}", began.elapsed());
    latency.finish().await;

    // Were the connection still open, what the stalled ones read now would go on up to the last event.
    sleep(WRITE_TIMEOUT + Duration::from_secs(1)).await;
    for stalled in stalled {
        let binding = stalled.binding;
        let mut fold = stalled.drain().await;
        println!(
            "{binding:?}: {} of {} events before the end of the connection",
            fold.last,
            events + 1
        );
        assert!(
            fold.last + FAR < events,
            "the stalled reader was not disconnected"
        );

        // Too far behind for the events that are kept: the task stands for what was missed.
        let mut stream = resume(&world, binding, &id, fold.last).await;
        let first = within("the task comes", stream.next()).await.unwrap().unwrap();
        assert!(matches!(*first, StreamResponse::Task(_)), "{first:?}");
        fold.add(&first);
        assert_eq!(fold.last, events + 1);
        assert_eq!(fold.task(), without_history(world.get(&id).await));
        drop(stream);
        quick.push(Quick::read(resume(&world, binding, &id, fold.last).await, fold));
    }
    // Who comes back soon gets what he missed, one by one: no task comes again.
    count_to(&world, &quick[..2], events, events + AHEAD).await;
    let mut late = resume(&world, BINDINGS[1], &id, events + 1).await;
    let next = within("the next event comes", late.next())
        .await
        .unwrap()
        .unwrap();
    assert!(!matches!(*next, StreamResponse::Task(_)), "{next:?}");
    assert_eq!(number(&next), events + 2);
    drop(late);
    count_to(&world, &quick, events + AHEAD, events + REST).await;

    let ended = Instant::now();
    for (index, reader) in quick.into_iter().enumerate() {
        let fold = within("the stream ends", reader.reading).await.unwrap();
        let stored = world.get(&id).await;
        assert_eq!(stored.status.state, TaskState::Completed);
        assert_eq!(fold.task(), without_history(stored), "reader {index}");
        assert_eq!((fold.last, fold.terminals), (counted_events(events + REST), 1));
        // Those that kept up got every event, each of them once and one by one.
        if index < 2 {
            assert_eq!(fold.snapshots, 1);
            assert_eq!(fold.events as u64, fold.last);
        }
    }
    println!("the last stream ended after {:?}", ended.elapsed());
    eventually("everybody has left", async || world.counts().await == "0 0").await;
    memory.finish(max_growth).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_memory() {
    check(rounds(100_000) as u64, &[], MAX_GROWTH).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("tasks.db");
    let store = ["--store", store.to_str().unwrap()];
    check(rounds(10_000) as u64, &store, MAX_GROWTH + CACHES).await;
}
