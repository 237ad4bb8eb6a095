//! A process that ends, and another one that finds what it has left.

use crate::faulty::Faulty;
use crate::support::*;
use a2a_bindings::v1_0::{A2aHandler, Artifact, ErrorKind, TaskState};
use a2a_bindings::{Principal, RequestContext};
use a2a_engine::store::{MemoryStore, TaskStore};
use a2a_engine::{Agent, OnRestart, Settings, TaskContext, TaskEngine};
use std::future::{Future, poll_fn};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

fn settings(store: &Arc<MemoryStore>) -> Settings {
    Settings::new().with_store(Arc::clone(store)).on_failure(|_| {})
}

fn stubborn() -> impl Agent {
    agent(async |task: TaskContext| {
        if task.is_restart() {
            let before: Vec<_> = task.task().unwrap().artifacts.iter().map(texts).collect();
            let who = task
                .principal()
                .map_or("nobody", |principal| &principal.id)
                .to_owned();
            let note = format!("{} again for {who}, after {before:?}", task.text());
            return Ok(task.complete(note).await?);
        }
        match task.text().as_str() {
            "ask" => task.ask("and?").await?,
            "login" => task.require_auth("sign in").await?,
            "done" => {}
            _ => {
                task.artifact(Artifact::new("a", ["half"])).await?;
                task.working("on it").await?;
                std::future::pending::<()>().await;
            }
        }
        Ok(())
    })
}

/// Ends the process in the middle of four tasks: one in each state that there can be.
async fn ended_process(store: &Arc<MemoryStore>) -> [String; 4] {
    let store = Arc::clone(store);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(async {
            let engine = TaskEngine::with_settings(stubborn(), settings(&store));
            let working = send_for_task(&engine, immediately("work")).await;
            reaches(&engine, &working.id, TaskState::Working).await;
            let asked = send_for_task(&engine, request("ask")).await;
            let login = send_for_task(&engine, request("login")).await;
            let done = send_for_task(&engine, request("done")).await;
            [working.id, asked.id, login.id, done.id]
        })
    })
    .join()
    .unwrap()
}

#[tokio::test]
async fn work_that_was_cut_off_fails() {
    let store = Arc::new(MemoryStore::new());
    let [working, asked, login, done] = ended_process(&store).await;
    let engine = TaskEngine::with_settings(stubborn(), settings(&store));
    // No call of `recover`: the first request sees to it.
    let task = get(&engine, &working).await.unwrap();
    assert_eq!(
        (&task.status.state, &*said(&task)),
        (
            &TaskState::Failed,
            "the agent was restarted while it worked on the task; send the message again"
        )
    );
    assert_eq!(texts(&task.artifacts[0]), "half", "what there was is kept");
    for (id, state) in [
        (&asked, TaskState::InputRequired),
        (&login, TaskState::AuthRequired),
        (&done, TaskState::Completed),
    ] {
        assert_eq!(get(&engine, id).await.unwrap().status.state, state);
    }
    let task = get(&engine, &asked).await.unwrap();
    let task = send_for_task(&engine, follow_up(&task, "done")).await;
    assert_eq!(
        (&task.status.state, talk(&task)),
        (
            &TaskState::Completed,
            vec!["ask".into(), "and?".into(), "done".into()]
        )
    );
    check_error(
        subscribe(&engine, &working).await.map(drop),
        ErrorKind::UnsupportedOperation,
    );
    assert_eq!(engine.live(), 0);
}

#[tokio::test]
async fn work_that_was_cut_off_is_taken_up_again() {
    let store = Arc::new(MemoryStore::new());
    let [working, ..] = ended_process(&store).await;
    let engine = TaskEngine::with_settings(stubborn(), settings(&store).with_on_restart(OnRestart::Resume));
    engine.recover().await.unwrap();
    let task = reaches(&engine, &working, TaskState::Completed).await;
    assert_eq!(said(&task), r#"work again for nobody, after ["half"]"#);
    assert_eq!(talk(&task), ["work"], "it is not a new message");
    engine.recover().await.unwrap();
    assert_eq!(engine.running(), 0, "once is enough");
}

#[tokio::test]
async fn streams_go_on_where_they_were() {
    let store = Arc::new(MemoryStore::new());
    let [_, asked, ..] = ended_process(&store).await;
    let engine = TaskEngine::with_settings(stubborn(), settings(&store));
    let mut events = subscribe_after(&engine, &asked, "1").await.unwrap();
    assert_eq!(word(&next_ok(&mut events).await), "status INPUT_REQUIRED");
    let task = get(&engine, &asked).await.unwrap();
    send_for_task(&engine, follow_up(&task, "done")).await;
    let events = collect(events).await;
    assert_eq!(outline(&events), ["status SUBMITTED", "status COMPLETED"]);
    assert_eq!(ids(&events), [3, 4]);
}

/// An engine on a store with so many tasks that a process left unfinished, and how many runs there were.
async fn after_a_crash(
    tasks: usize,
    settings: Settings,
) -> (TaskEngine<impl Agent>, Faulty, Arc<AtomicUsize>) {
    let store = Faulty::new();
    let inner = store.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(async {
            let engine = TaskEngine::with_settings(stubborn(), Settings::new().with_store(inner));
            for _ in 0..tasks {
                let mut context = RequestContext::new();
                context.principal = Some(Principal::new("p"));
                let sent = engine.send_message(context, immediately("work"));
                within(sent).await.unwrap();
            }
        });
    })
    .join()
    .unwrap();
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    let agent = agent(move |task: TaskContext| {
        counted.fetch_add(1, Ordering::Relaxed);
        async move {
            assert_eq!(task.principal().unwrap().id, "p");
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(())
        }
    });
    let settings = settings
        .with_store(store.clone())
        .with_on_restart(OnRestart::Resume);
    (TaskEngine::with_settings(agent, settings), store, runs)
}

#[tokio::test(start_paused = true)]
async fn more_tasks_than_there_is_room_for_are_taken_up_in_turn() {
    let (engine, store, runs) = after_a_crash(5, Settings::new().with_max_running(2)).await;
    within(engine.recover()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!((runs.load(Ordering::Relaxed), engine.running()), (5, 0));
    assert!(store.inner.unfinished(None, 10).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_request_that_leaves_during_the_recovery_repeats_nothing() {
    let (engine, store, runs) = after_a_crash(5, Settings::new()).await;
    for _ in 0..3 {
        let mut recovery = Box::pin(engine.recover());
        let once = poll_fn(|context| Poll::Ready(recovery.as_mut().poll(context).is_pending()));
        assert!(once.await, "the store takes its time");
    }
    within(engine.recover()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(runs.load(Ordering::Relaxed), 5);
    assert!(store.inner.unfinished(None, 10).await.unwrap().is_empty());
}
