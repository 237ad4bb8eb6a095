//! Last words: agents that are done before anybody looks, and cancelling against completing.

use a2a_bindings::v1_0::{
    A2aHandler, Artifact, CancelTaskRequest, Client, ErrorKind, GetTaskRequest, Message, Role,
    SendMessageConfiguration, SendMessageRequest, SendMessageResponse, StreamResponse,
    SubscribeToTaskRequest, Task, TaskState,
};
use a2a_bindings::{EventStream, RequestContext};
use a2a_engine::{Agent, AgentError, Settings, TaskContext, TaskEngine};
use a2a_runtime::client::{ClientError, HttpTransport};
use a2a_tests::support::{BINDINGS, Fold, Random, Served, eventually, rounds, within, without_history};
use futures_util::StreamExt;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::sleep;

/// Never waits for anything, unless a message begins with `gate`: then for that gate.
#[derive(Debug, Clone, Default)]
struct Quick {
    gates: Arc<Mutex<HashMap<String, Arc<Notify>>>>,
}

impl Quick {
    fn gate(&self, name: &str) -> Arc<Notify> {
        Arc::clone(self.gates.lock().unwrap().entry(name.to_owned()).or_default())
    }
}

impl Agent for Quick {
    async fn run(&self, task: TaskContext) -> Result<(), AgentError> {
        let text = task.text();
        if text == "ask" {
            return Ok(task.ask("and?").await?);
        }
        if text.starts_with("gate") {
            task.working("at the gate").await?;
            self.gate(&text).notified().await;
        }
        task.artifact(Artifact::new("a", ["out"])).await?;
        task.complete("done").await?;
        Ok(())
    }
}

fn request(text: &str) -> SendMessageRequest {
    SendMessageRequest::new(Message::new("m", Role::User, [text]))
}

fn immediately(text: &str) -> SendMessageRequest {
    request(text).with_configuration(SendMessageConfiguration::new().with_return_immediately(true))
}

fn task_of(response: SendMessageResponse) -> Task {
    match response {
        SendMessageResponse::Task(task) => task,
        other => panic!("not a task: {other:?}"),
    }
}

/// Waits until the last run has returned and the last watcher has left.
async fn is_idle(engine: &TaskEngine<Quick>) {
    eventually("the engine comes to rest", async || {
        (engine.running(), engine.live()) == (0, 0)
    })
    .await;
}

/// Reads a stream to its end: the task first, no gap, one terminal event, and it is the last.
async fn read<E: std::error::Error>(mut stream: EventStream<StreamResponse, E>) -> Fold {
    let mut fold = Fold::default();
    within("the stream ends", async {
        while let Some(event) = stream.next().await {
            fold.add(&event.unwrap());
        }
    })
    .await;
    assert_eq!((fold.snapshots, fold.terminals), (1, 1), "{fold:?}");
    fold
}

mod in_process {
    use super::*;

    fn context() -> RequestContext {
        RequestContext::new()
    }

    async fn stored(engine: &TaskEngine<Quick>, id: &str) -> Task {
        engine.get_task(context(), GetTaskRequest::new(id)).await.unwrap()
    }

    async fn send(engine: &TaskEngine<Quick>, request: SendMessageRequest) -> Task {
        let sent = engine.send_message(context(), request);
        task_of(within("the answer comes", sent).await.unwrap())
    }

    async fn blocking(engine: TaskEngine<Quick>) {
        let task = send(&engine, request("in")).await;
        assert_eq!(
            (&task.status.state, task.artifacts.len()),
            (&TaskState::Completed, 1)
        );
        assert_eq!(stored(&engine, &task.id).await, task);
    }

    async fn streaming(engine: TaskEngine<Quick>) {
        let stream = engine
            .send_streaming_message(context(), request("in"))
            .await
            .unwrap();
        let fold = read(stream).await;
        assert_eq!((fold.events, fold.last), (3, 3));
        let task = fold.task();
        assert_eq!(without_history(stored(&engine, &task.id).await), task);
    }

    /// The subscriber is there before the message that ends the task, and reads after the end.
    async fn subscribed(engine: TaskEngine<Quick>) {
        let asked = send(&engine, request("ask")).await;
        let subscribe = SubscribeToTaskRequest::new(&asked.id);
        let stream = engine.subscribe_to_task(context(), subscribe).await.unwrap();
        let answer = Message::new("m", Role::User, ["in"]).with_task_id(&asked.id);
        let done = send(&engine, SendMessageRequest::new(answer)).await;
        let fold = read(stream).await;
        assert_eq!((fold.events, fold.last), (4, 5));
        assert_eq!(fold.task(), without_history(done.clone()));
        assert_eq!(stored(&engine, &done.id).await, done);
    }

    /// The subscriber arrives while the task ends.
    async fn subscribing(engine: TaskEngine<Quick>) {
        let task = send(&engine, immediately("in")).await;
        let subscribe = SubscribeToTaskRequest::new(&task.id);
        match engine.subscribe_to_task(context(), subscribe).await {
            Ok(stream) => {
                let fold = read(stream).await;
                assert_eq!(fold.task(), without_history(stored(&engine, &task.id).await));
            }
            Err(error) => {
                assert_eq!(
                    ErrorKind::of(&error),
                    Some(ErrorKind::UnsupportedOperation),
                    "{error}"
                );
                assert_eq!(stored(&engine, &task.id).await.status.state, TaskState::Completed);
            }
        }
    }

    /// A quarter of the rounds on one thread, where the agent is done before its client is polled, three on several.
    macro_rules! ways {
        ($($way:ident)*) => {
            $(
                mod $way {
                    use super::*;

                    async fn go(rounds: usize) {
                        let engine = TaskEngine::new(Quick::default());
                        for _ in 0..rounds {
                            super::$way(engine.clone()).await;
                        }
                        is_idle(&engine).await;
                    }

                    #[tokio::test]
                    async fn on_one_thread() {
                        go(rounds(1_000)).await;
                    }

                    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                    async fn on_two_threads() {
                        go(rounds(1_500)).await;
                    }
                }
            )*
        };
    }

    ways! { blocking streaming subscribed subscribing }
}

type Remote = Client<HttpTransport>;

async fn clients(served: &Served<Quick>) -> [Remote; 2] {
    BINDINGS.map(|binding| served.client(binding, "alice"))
}

async fn get(client: &Remote, id: &str) -> Task {
    client.get_task(GetTaskRequest::new(id)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quick_agents_over_http() {
    let served = Served::start(Quick::default(), Settings::new()).await;
    for client in clients(&served).await {
        for _ in 0..rounds(100) {
            let task = task_of(client.send_message(request("in")).await.unwrap());
            assert_eq!(
                (&task.status.state, task.artifacts.len()),
                (&TaskState::Completed, 1)
            );
            assert_eq!(get(&client, &task.id).await, task);

            let fold = read(client.send_streaming_message(request("in")).await.unwrap()).await;
            assert_eq!((fold.events, fold.last), (3, 3));
            assert_eq!(fold.task(), without_history(get(&client, &fold.task().id).await));

            let asked = task_of(client.send_message(request("ask")).await.unwrap());
            let subscribe = SubscribeToTaskRequest::new(&asked.id);
            let stream = client.subscribe_to_task(subscribe).await.unwrap();
            let answer = Message::new("m", Role::User, ["in"]).with_task_id(&asked.id);
            let done = task_of(
                client
                    .send_message(SendMessageRequest::new(answer))
                    .await
                    .unwrap(),
            );
            let fold = read(stream).await;
            assert_eq!((fold.events, fold.last), (4, 5));
            assert_eq!(fold.task(), without_history(done));
        }
    }
    is_idle(&served.engine).await;
}

/// What came of a cancellation: the task, or that it was too late.
fn outcome(result: Result<Task, ClientError>) -> Option<Task> {
    match result {
        Ok(task) => {
            assert_eq!(task.status.state, TaskState::Canceled);
            Some(task)
        }
        Err(error) => {
            let error = error.agent_error().unwrap_or_else(|| panic!("{error}"));
            assert_eq!(
                ErrorKind::of(error),
                Some(ErrorKind::TaskNotCancelable),
                "{error}"
            );
            assert_eq!(error.info().json_rpc_code, -32002);
            None
        }
    }
}

/// One task that is cancelled and completed at the same time; whether it is cancelled.
async fn cancel_against_complete(
    agent: Quick,
    clients: [Remote; 2],
    round: usize,
    mut random: Random,
) -> bool {
    let name = format!("gate {round}");
    let task = task_of(clients[round % 2].send_message(immediately(&name)).await.unwrap());
    let mut watchers = Vec::new();
    for client in &clients {
        let stream = client
            .subscribe_to_task(SubscribeToTaskRequest::new(&task.id))
            .await
            .unwrap();
        watchers.push(tokio::spawn(read(stream)));
    }
    let gate = agent.gate(&name);
    let pause = Duration::from_micros(random.below(3_000));
    let opening = tokio::spawn(async move {
        sleep(pause).await;
        gate.notify_one();
    });
    let cancel = |client: &Remote| {
        let (client, request) = (client.clone(), CancelTaskRequest::new(&task.id));
        async move { outcome(client.cancel_task(request).await) }
    };
    let cancelled = cancel(&clients[(round / 2) % 2]).await;
    opening.await.unwrap();

    let expected = if cancelled.is_some() {
        TaskState::Canceled
    } else {
        TaskState::Completed
    };
    let mut stored = Vec::new();
    for client in &clients {
        // Now that the task is over, a second cancellation is told the same as the first.
        assert_eq!(cancel(client).await, cancelled);
        stored.push(get(client, &task.id).await);
    }
    assert_eq!(stored[0], stored[1]);
    assert_eq!(stored[0].status.state, expected);
    for watcher in watchers {
        assert_eq!(watcher.await.unwrap().task(), without_history(stored[0].clone()));
    }
    if let Some(cancelled) = &cancelled {
        assert_eq!(*cancelled, stored[0]);
    }
    cancelled.is_some()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelling_against_completing() {
    let mut random = Random::seeded();
    let agent = Quick::default();
    let served = Served::start(agent.clone(), Settings::new()).await;
    let clients = clients(&served).await;
    let (rounds, at_a_time) = (rounds(1_000), 8);
    let mut cancelled = 0;
    let races = futures_util::stream::iter(0..rounds).map(|round| {
        let race = cancel_against_complete(agent.clone(), clients.clone(), round, random.fork());
        tokio::spawn(race)
    });
    let mut races = races.buffer_unordered(at_a_time);
    while let Some(race) = races.next().await {
        cancelled += usize::from(race.unwrap());
    }
    println!("{cancelled} of {rounds} tasks were cancelled");
    assert!(
        cancelled > 0 && cancelled < rounds,
        "there was no race: {cancelled} of {rounds}"
    );
    is_idle(&served.engine).await;
}
