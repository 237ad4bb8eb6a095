//! `kill -9` under load, again and again, on one database: nothing that was acknowledged is lost, nothing that a stream
//! has shown is missing, and every push notification arrives, in order.

use a2a_bindings::Event;
use a2a_bindings::v1_0::{
    Client, GetTaskRequest, ListTasksRequest, SendMessageConfiguration, SendMessageRequest,
    SendMessageResponse, StreamResponse, Task, TaskState,
};
use a2a_engine::store::{Durability, Scope, SqliteOptions, SqliteStore, TaskStore};
use a2a_runtime::client::HttpTransport;
use a2a_tests::support::{
    BINDINGS, Fold, Random, StressAgent, Webhooks, client_at, eventually, http, is_terminal, number, rounds,
    steps, within, without_history,
};
use futures_util::StreamExt;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

const AGENT: &str = env!("CARGO_BIN_EXE_stress-agent");
const CALLER: &str = "alice";
const CLIENTS: u64 = 12;
/// How many steps the agent makes for a message.
const STEPS: u64 = 5;
const PAUSE: Duration = Duration::from_millis(5);

/// What clients were told of one task before the server was killed.
#[derive(Debug)]
enum Told {
    /// In the answer to `SendMessage`.
    Answer(Box<Task>),
    /// By a stream.
    Events(Vec<Event<StreamResponse>>),
}

impl Told {
    fn task_id(&self) -> &str {
        match self {
            Self::Answer(task) => &task.id,
            Self::Events(events) => match &**events.first().expect("an empty stream tells nothing") {
                StreamResponse::Task(task) => &task.id,
                other => panic!("no task comes first: {other:?}"),
            },
        }
    }
}

/// One client after another message, until the server is gone.
async fn load(
    agent: Client<HttpTransport>,
    hooks: Webhooks,
    name: String,
    told: Arc<Mutex<Vec<Told>>>,
    mut random: Random,
) {
    for turn in 0.. {
        let name = format!("{name}-{turn}");
        let way = random.below(3);
        let configuration = SendMessageConfiguration::new()
            .with_return_immediately(way == 0)
            .with_task_push_notification_config(hooks.config(&name));
        let request = steps(&name, STEPS, PAUSE).with_configuration(configuration);
        let go_on = if way == 2 {
            stream(&agent, request, &told).await
        } else {
            send(&agent, request, &told).await
        };
        if !go_on {
            return;
        }
    }
}

async fn send(agent: &Client<HttpTransport>, request: SendMessageRequest, told: &Mutex<Vec<Told>>) -> bool {
    match agent.send_message(request).await {
        Ok(SendMessageResponse::Task(task)) => {
            told.lock().unwrap().push(Told::Answer(Box::new(task)));
            true
        }
        Ok(other) => panic!("not a task: {other:?}"),
        Err(error) => {
            assert!(error.agent_error().is_none(), "the agent refuses: {error}");
            false
        }
    }
}

async fn stream(agent: &Client<HttpTransport>, request: SendMessageRequest, told: &Mutex<Vec<Told>>) -> bool {
    let mut stream = match agent.send_streaming_message(request).await {
        Ok(stream) => stream,
        Err(error) => {
            assert!(error.agent_error().is_none(), "the agent refuses: {error}");
            return false;
        }
    };
    let mut events = Vec::new();
    let mut is_alive = true;
    while let Some(event) = stream.next().await {
        match event {
            Ok(event) => events.push(event),
            Err(error) => {
                assert!(error.agent_error().is_none(), "the stream fails: {error}");
                is_alive = false;
                break;
            }
        }
    }
    is_alive &= events.last().is_some_and(|event| is_terminal(event));
    if !events.is_empty() {
        told.lock().unwrap().push(Told::Events(events));
    }
    is_alive
}

/// Whether the client of a webhook has it all in order: no gap, and nothing comes again but from where a new life of
/// the server goes on.
fn check_order(hooks: &Webhooks, name: &str) -> u64 {
    let received = hooks.received(name);
    let numbers: Vec<_> = received.iter().map(|one| (one.life, one.number)).collect();
    let mut before = (0, 0);
    for (life, number) in &numbers {
        let is_next = *number == before.1 + 1;
        let is_again = *number <= before.1 && *life > before.0;
        assert!(is_next || is_again, "{name}: {numbers:?}");
        before = (*life, *number);
    }
    before.1
}

/// The numbers in a task's log are 1, 2, 3 and so on, as far back as there is a log; returns the last.
async fn check_log(store: &SqliteStore, scope: &Scope, id: &str) -> u64 {
    let last = store
        .get(scope, id)
        .await
        .unwrap()
        .unwrap_or_else(|| panic!("{id} is lost"))
        .last;
    if let Some(entries) = store.entries(scope, id, 0, usize::MAX).await.unwrap() {
        let numbers: Vec<u64> = entries.iter().map(|entry| entry.number).collect();
        assert_eq!(numbers, (1..=last).collect::<Vec<_>>(), "{id}");
        assert!(
            entries.iter().all(|entry| entry.number == number(&entry.event)),
            "{id}"
        );
    }
    last
}

fn open(path: &Path) -> SqliteStore {
    SqliteOptions::new()
        .with_durability(Durability::Normal)
        .open(path)
        .unwrap()
}

/// That the file has what clients were told, before anybody has taken care of it.
async fn check_file(path: &Path, told: &[Told]) {
    let (store, scope) = (open(path), Scope::new("", CALLER));
    for told in told {
        let last = check_log(&store, &scope, told.task_id()).await;
        if let Told::Events(events) = told {
            assert!(number(events.last().unwrap()) <= last, "{told:?}");
        }
    }
}

fn made(task: &Task) -> Vec<a2a_bindings::v1_0::Part> {
    task.artifacts
        .first()
        .map(|artifact| artifact.parts.clone())
        .unwrap_or_default()
}

/// That a task has at least what a client was told of it.
fn check_told(told: &Told, stored: &Task) {
    let (known, is_whole) = match told {
        Told::Answer(task) => (
            without_history(Task::clone(task)),
            task.status.state.is_terminal(),
        ),
        Told::Events(events) => {
            let mut fold = Fold::default();
            events.iter().for_each(|event| fold.add(event));
            assert_eq!(fold.snapshots, 1, "{told:?}");
            (fold.task(), fold.terminals == 1)
        }
    };
    if is_whole {
        assert_eq!(without_history(stored.clone()), known);
    } else {
        assert!(
            made(stored).starts_with(&made(&known)),
            "{known:?} is more than {stored:?}"
        );
        assert!(
            stored.status.timestamp >= known.status.timestamp,
            "{known:?} is newer than {stored:?}"
        );
    }
}

/// Every task that the server has.
async fn all_tasks(agent: &Client<HttpTransport>) -> Vec<Task> {
    let mut tasks = Vec::new();
    let mut request = ListTasksRequest::new()
        .with_page_size(100)
        .with_include_artifacts(true)
        .with_history_length(1);
    loop {
        let page = agent.list_tasks(request.clone()).await.unwrap();
        tasks.extend(page.tasks);
        if page.next_page_token.is_empty() {
            return tasks;
        }
        request = request.with_page_token(page.next_page_token);
    }
}

/// Checks what a restarted server says of the tasks of its earlier life.
async fn check_restarted(address: SocketAddr, told: &[Told], resumes: bool) -> BTreeMap<String, u64> {
    let agent = client_at(address, BINDINGS[0], CALLER, http());
    if resumes {
        eventually("the unfinished tasks are completed", async || {
            let mut unfinished = 0;
            for state in [TaskState::Submitted, TaskState::Working] {
                let page = agent
                    .list_tasks(ListTasksRequest::new().with_status(state))
                    .await
                    .unwrap();
                unfinished += page.total_size;
            }
            unfinished == 0
        })
        .await;
    }
    let mut states = BTreeMap::new();
    for told in told {
        let stored = agent.get_task(GetTaskRequest::new(told.task_id())).await.unwrap();
        check_told(told, &stored);
        match stored.status.state {
            TaskState::Completed => assert_eq!(made(&stored).len() as u64, STEPS, "{stored:?}"),
            TaskState::Failed if !resumes => {
                let text = format!("{:?}", stored.status.message);
                assert!(text.contains("the agent was restarted"), "{text}");
            }
            state => panic!("{} is in {state}", stored.id),
        }
        *states.entry(stored.status.state.to_string()).or_default() += 1;
    }
    states
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives() {
    let mut random = Random::seeded();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tasks.db");
    let store = path.to_str().unwrap();
    let hooks = Webhooks::start().await;
    let start = |resumes: bool| {
        let mode: &[&str] = if resumes { &["--resume"] } else { &[] };
        StressAgent::start(AGENT, &[&["--store", store], mode].concat())
    };
    let mut all = Vec::new();
    let mut states = BTreeMap::<String, u64>::new();
    let mut agent = start(false);
    for round in 0..rounds(20) {
        let told = Arc::<Mutex<Vec<Told>>>::default();
        let mut clients = JoinSet::new();
        for client in 0..CLIENTS {
            // One connection each, so that none of the server's lives has a connection of the one before.
            let agent = client_at(agent.address, BINDINGS[client as usize % 2], CALLER, http());
            let name = format!("r{round}-c{client}");
            clients.spawn(load(agent, hooks.clone(), name, Arc::clone(&told), random.fork()));
        }
        eventually("a task is acknowledged", async || {
            !told.lock().unwrap().is_empty()
        })
        .await;
        sleep(Duration::from_millis(random.below(400))).await;
        agent.kill();
        within("the clients notice", clients.join_all()).await;
        // What the dead server has sent is there, and what comes later is from the next one.
        sleep(Duration::from_millis(50)).await;
        hooks.next_life();

        let told = std::mem::take(&mut *told.lock().unwrap());
        check_file(&path, &told).await;
        let resumes = round % 2 == 1;
        agent = start(resumes);
        for (state, count) in check_restarted(agent.address, &told, resumes).await {
            *states.entry(state).or_default() += count;
        }
        all.extend(told);
    }
    println!("{} tasks acknowledged, then: {states:?}", all.len());
    assert!(states.contains_key("TASK_STATE_FAILED") && states.contains_key("TASK_STATE_COMPLETED"));

    check_end(&agent, &path, &hooks, &all).await;
}

/// What holds once nothing is to come any more: of all tasks, those that nobody was told of too.
async fn check_end(agent: &StressAgent, path: &Path, hooks: &Webhooks, all: &[Told]) {
    let tasks = all_tasks(&client_at(agent.address, BINDINGS[1], CALLER, http())).await;
    let ids: BTreeSet<&str> = tasks.iter().map(|task| task.id.as_str()).collect();
    assert_eq!(ids.len(), tasks.len());
    for told in all {
        assert!(ids.contains(told.task_id()), "{} is in no list", told.task_id());
    }
    let (store, scope) = (open(path), Scope::new("", CALLER));
    let mut deliveries = 0;
    for task in &tasks {
        assert!(task.status.state.is_terminal(), "{task:?}");
        let last = check_log(&store, &scope, &task.id).await;
        let name = task.history.first().unwrap().message_id.as_str();
        eventually("the webhook is told the end", async || {
            hooks.last(name) == Some(last)
        })
        .await;
        assert_eq!(check_order(hooks, name), last);
        let received = hooks.received(name);
        deliveries += received.len() as u64;
        let numbers: BTreeSet<u64> = received.iter().map(|one| one.number).collect();
        assert_eq!(numbers, (1..=last).collect(), "{name}");
        let events: BTreeMap<u64, _> = received.into_iter().map(|one| (one.number, one.event)).collect();
        let mut fold = Fold::default();
        for (number, event) in events {
            fold.add(&Event::with_id(number.to_string(), event));
        }
        assert_eq!(fold.task(), without_history(task.clone()), "{name}");
    }
    assert!(store.undelivered(None, 1).await.unwrap().is_empty());
    assert!(store.dead_letters(&scope, 1).await.unwrap().is_empty());
    println!("{} tasks in all, {deliveries} notifications", tasks.len());
}
