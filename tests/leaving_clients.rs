//! Clients that leave, at every moment at which one can: the work is done all the same, its notifications are sent, and
//! nothing of the client stays behind.

use a2a_bindings::Event;
use a2a_bindings::v1_0::{
    Client, GetTaskRequest, ListTasksRequest, SendMessageConfiguration, SendMessageRequest, StreamResponse,
    SubscribeToTaskRequest, Task, TaskState,
};
use a2a_runtime::client::HttpTransport;
use a2a_tests::support::{
    BINDINGS, Fold, Random, Request, StressAgent, Webhooks, client_at, eventually, http, origin, rounds,
    steps, within, without_history,
};
use futures_util::StreamExt;
use serde_json::json;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;

const AGENT: &str = env!("CARGO_BIN_EXE_stress-agent");
const CALLER: &str = "alice";
const STEPS: u64 = 3;
/// The task, a note and a part for each step, and the end.
const EVENTS: u64 = 1 + 2 * STEPS + 1;
const PAUSE: Duration = Duration::from_millis(2);
const AT_A_TIME: usize = 16;
/// How many tasks the server keeps. Once it has them, more rounds must not take up more memory.
const KEPT: usize = 200;
/// How many clients come before what they have left is looked at; fewer than the tasks that are kept.
const BATCH: usize = 100;
/// How much more memory than before so many rounds is no leak but chance.
const SLACK: u64 = 8 << 20;

/// When a client leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// After the first event of `SendStreamingMessage`.
    MidStream,
    /// After a part of the request; the server must not take it for one.
    MidRequest,
    /// When the request is sent, before the first event. Whether the agent has begun by then is chance.
    BeforeFirstEvent,
    /// While `SendMessage` waits for the agent.
    WhileBlocking,
    /// After the first event of `SubscribeToTask`.
    Subscribed,
}

const MOMENTS: [Moment; 5] = [
    Moment::MidStream,
    Moment::MidRequest,
    Moment::BeforeFirstEvent,
    Moment::WhileBlocking,
    Moment::Subscribed,
];

/// What the clients share.
#[derive(Clone)]
struct World {
    address: SocketAddr,
    http: reqwest::Client,
    hooks: Webhooks,
}

impl World {
    fn client(&self, round: usize) -> Client<HttpTransport> {
        client_at(self.address, BINDINGS[round % 2], CALLER, self.http.clone())
    }

    fn request(&self, name: &str, immediately: bool) -> SendMessageRequest {
        let configuration = SendMessageConfiguration::new()
            .with_return_immediately(immediately)
            .with_task_push_notification_config(self.hooks.config(name));
        steps(name, STEPS, PAUSE).with_configuration(configuration)
    }

    /// The bytes of a request, for sockets that are closed by hand.
    fn bytes(&self, name: &str, round: usize, method: &str, path: &str) -> Vec<u8> {
        let params = self.request(name, false);
        let request = if round.is_multiple_of(2) {
            let call = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
            Request::new("POST", "/rpc").with_json(&call)
        } else {
            Request::new("POST", path).with_json(&serde_json::to_value(&params).unwrap())
        };
        request
            .with_header("Authorization", &format!("Bearer {CALLER}"))
            .to_bytes()
    }

    /// One client that comes and leaves; `true` if the agent must have had its message.
    async fn visit(&self, name: &str, round: usize, moment: Moment, mut random: Random) -> bool {
        let client = self.client(round);
        let stream_bytes = || self.bytes(name, round, "SendStreamingMessage", "/v1/message:stream");
        match moment {
            Moment::MidStream => {
                let mut stream = client
                    .send_streaming_message(self.request(name, false))
                    .await
                    .unwrap();
                let first = stream.next().await.unwrap().unwrap();
                assert!(matches!(*first, StreamResponse::Task(_)), "{first:?}");
            }
            Moment::MidRequest => {
                let bytes = stream_bytes();
                let length = 1 + usize::try_from(random.below(bytes.len() as u64 - 1)).unwrap();
                let mut socket = TcpStream::connect(self.address).await.unwrap();
                socket.write_all(&bytes[..length]).await.unwrap();
                return false;
            }
            Moment::BeforeFirstEvent => {
                let mut socket = TcpStream::connect(self.address).await.unwrap();
                socket.write_all(&stream_bytes()).await.unwrap();
                sleep(Duration::from_micros(random.below(2_000))).await;
                return false;
            }
            Moment::WhileBlocking => {
                let mut socket = TcpStream::connect(self.address).await.unwrap();
                let bytes = self.bytes(name, round, "SendMessage", "/v1/message:send");
                socket.write_all(&bytes).await.unwrap();
                // The first notification says that the agent works.
                let begins = async {
                    while self.hooks.last(name).is_none() {
                        sleep(Duration::from_millis(1)).await;
                    }
                };
                within("the agent begins", begins).await;
            }
            Moment::Subscribed => {
                let task = client.send_message(self.request(name, true)).await.unwrap();
                let a2a_bindings::v1_0::SendMessageResponse::Task(task) = task else {
                    panic!("{task:?}")
                };
                let subscribe = SubscribeToTaskRequest::new(&task.id);
                // If it is over by now, that is as good a moment to leave.
                if let Ok(mut stream) = client.subscribe_to_task(subscribe).await {
                    stream.next().await.unwrap().unwrap();
                }
            }
        }
        true
    }

    async fn counts(&self) -> String {
        let url = format!("{}/counts", origin(self.address));
        self.http.get(url).send().await.unwrap().text().await.unwrap()
    }

    /// Waits until the server does nothing any more.
    async fn is_idle(&self) {
        let mut counts = String::new();
        let idle = async {
            while counts != "0 0" {
                sleep(Duration::from_millis(10)).await;
                counts = self.counts().await;
            }
        };
        within("runs and live tasks are gone", idle).await;
    }

    /// All tasks of the server.
    async fn tasks(&self) -> Vec<Task> {
        let client = self.client(0);
        let mut request = ListTasksRequest::new()
            .with_page_size(100)
            .with_include_artifacts(true);
        let mut tasks = Vec::new();
        loop {
            let page = client.list_tasks(request.clone()).await.unwrap();
            tasks.extend(page.tasks);
            if page.next_page_token.is_empty() {
                return tasks;
            }
            request = request.with_page_token(page.next_page_token);
        }
    }

    /// That a webhook has been told all of a task, once and in order, and the server says the same of the task.
    async fn is_complete(&self, name: &str) -> String {
        eventually("the webhook is told the end", async || {
            self.hooks.last(name) == Some(EVENTS)
        })
        .await;
        let mut fold = Fold::default();
        for received in self.hooks.received(name) {
            fold.add(&Event::with_id(received.number.to_string(), received.event));
        }
        let task = fold.task();
        assert_eq!(task.status.state, TaskState::Completed);
        assert_eq!(task.artifacts[0].parts.len() as u64, STEPS);
        let stored = self
            .client(0)
            .get_task(GetTaskRequest::new(&task.id))
            .await
            .unwrap();
        assert_eq!(without_history(stored), task);
        task.id
    }

    /// A batch of clients that leave; adds the ids of the tasks that the agent was given.
    async fn visits(&self, prefix: &str, known: &mut BTreeSet<String>, random: &mut Random) {
        let visits = futures_util::stream::iter(0..BATCH).map(|round| {
            let (world, random) = (self.clone(), random.fork());
            let name = format!("{prefix}-{round}");
            tokio::spawn(async move {
                let moment = MOMENTS[round / 2 % MOMENTS.len()];
                let visit = world.visit(&name, round, moment, random);
                let has_begun = within("the visit ends", visit).await;
                (name, moment, has_begun)
            })
        });
        let visits: Vec<_> = visits.buffer_unordered(AT_A_TIME).collect().await;
        self.is_idle().await;
        for visit in visits {
            let (name, moment, has_begun) = visit.unwrap();
            if has_begun || self.hooks.last(&name).is_some() {
                assert_ne!(moment, Moment::MidRequest, "half a request was taken for one");
                known.insert(self.is_complete(&name).await);
            }
        }
        // There is no task but those that were looked at, so none was begun in secret and left where it was.
        for task in self.tasks().await {
            assert!(known.contains(&task.id), "{task:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_stops_and_nothing_stays() {
    let mut random = Random::seeded();
    let agent = StressAgent::start(AGENT, &["--max-tasks", &KEPT.to_string()]);
    let world = World {
        address: agent.address,
        http: http(),
        hooks: Webhooks::start().await,
    };
    let mut known = BTreeSet::new();
    // What a process keeps once it has worked is no leak.
    for batch in 0..2 * KEPT / BATCH {
        world
            .visits(&format!("warm-{batch}"), &mut known, &mut random)
            .await;
    }
    let before = agent.resident_bytes();
    let batches = rounds(1_000) / BATCH;
    for batch in 0..batches {
        world
            .visits(&format!("batch-{batch}"), &mut known, &mut random)
            .await;
    }
    let after = agent.resident_bytes();

    let visits = 2 * KEPT + batches * BATCH;
    println!(
        "{} tasks of {visits} visits; memory {before:?}, then {after:?}",
        known.len()
    );
    // Those of three moments of five, at least.
    assert!(known.len() >= visits * 3 / 5, "{}", known.len());
    if let (Some(before), Some(after)) = (before, after) {
        assert!(after < before + SLACK, "{before} bytes have become {after}");
    }
}
