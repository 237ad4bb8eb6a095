//! What happens when the store fails, hesitates, or is shared with somebody else.

use crate::faulty::{Faulty, Held};
use crate::support::*;
use a2a_bindings::v1_0::{A2aHandler, Artifact, CancelTaskRequest, ErrorKind, ListTasksRequest, TaskState};
use a2a_bindings::{A2aError, RequestContext};
use a2a_engine::store::MemoryStore;
use a2a_engine::{Agent, OnRestart, Settings, TaskContext, TaskEngine, WorkErrorKind};
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

fn engine<A: Agent>(agent: A, store: &Faulty) -> TaskEngine<A> {
    let settings = Settings::new().with_store(store.clone()).on_failure(|_| {});
    TaskEngine::with_settings(agent, settings)
}

fn echo() -> impl Agent {
    agent(async |task: TaskContext| {
        match task.text().as_str() {
            "ask" => task.ask("and?").await?,
            "wait" => {
                task.working(()).await?;
                task.cancelled().await;
            }
            text => task.artifact(Artifact::new("a", [text])).await?,
        }
        Ok(())
    })
}

fn check_503(error: &A2aError) {
    assert_eq!(
        (ErrorKind::of(error), error.info().http_status),
        (Some(ErrorKind::Internal), 503),
        "{error}"
    );
    assert!(!error.message().contains("fire"), "details stay here: {error}");
}

/// Polls a future once.
async fn poke<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(match future.as_mut().poll(context) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn what_the_store_has_not_taken_nobody_sees() {
    let store = Faulty::new();
    let engine = engine(echo(), &store);
    store.hold(Held::Terminal);
    let mut events = stream(&engine, request("x")).await.unwrap();
    let first = next_ok(&mut events).await;
    assert_eq!(word(&next_ok(&mut events).await), "artifact x.");
    let id = fold(std::slice::from_ref(&first)).id;
    let mut watching = subscribe(&engine, &id).await.unwrap();
    next_ok(&mut watching).await;
    tokio::time::sleep(Duration::from_secs(3600)).await;

    assert!(is_pending(&mut events).await && is_pending(&mut watching).await);
    assert_eq!(
        get(&engine, &id).await.unwrap().status.state,
        TaskState::Submitted
    );
    let listed = list(&engine, ListTasksRequest::new().with_status(TaskState::Completed)).await;
    assert_eq!(listed.unwrap().total_size, 0);

    store.release();
    for events in [&mut events, &mut watching] {
        assert_eq!(word(&next_ok(events).await), "status COMPLETED");
        assert!(next(events).await.is_none());
    }
    assert_eq!(
        get(&engine, &id).await.unwrap().status.state,
        TaskState::Completed
    );
    assert_eq!((engine.running(), engine.live()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn an_outcome_is_recorded_as_soon_as_the_store_is_back() {
    let store = Faulty::new();
    let engine = engine(
        agent({
            let store = store.clone();
            move |task: TaskContext| {
                let store = store.clone();
                async move {
                    task.artifact(Artifact::new("a", ["out"])).await?;
                    store.fail(6);
                    Ok(())
                }
            }
        }),
        &store,
    );
    let before = Instant::now();
    let task = send_for_task(&engine, request("x")).await;
    assert_eq!(task.status.state, TaskState::Completed);
    assert_eq!(get(&engine, &task.id).await.unwrap(), task);
    // 50 ms, doubled five times.
    assert_eq!(before.elapsed().as_millis(), 50 + 100 + 200 + 400 + 800 + 1600);
}

#[tokio::test(start_paused = true)]
async fn an_outcome_that_cannot_be_recorded_is_an_error_for_all_who_wait() {
    let store = Faulty::new();
    let (settings, failures) = recording();
    let agent = agent({
        let store = store.clone();
        move |task: TaskContext| {
            let store = store.clone();
            async move {
                task.working(()).await?;
                store.fail(usize::MAX);
                Ok(())
            }
        }
    });
    let settings = settings
        .with_store(store.clone())
        .with_store_patience(Duration::from_secs(10));
    let engine = TaskEngine::with_settings(agent, settings);
    let mut events = stream(&engine, request("x")).await.unwrap();
    let id = fold(&[next_ok(&mut events).await]).id;
    assert_eq!(word(&next_ok(&mut events).await), "status WORKING");
    let mut watching = subscribe(&engine, &id).await.unwrap();
    next_ok(&mut watching).await;
    for events in [&mut events, &mut watching] {
        check_503(&next(events).await.unwrap().unwrap_err());
        assert!(next(events).await.is_none());
    }
    drop((events, watching));
    tokio::task::yield_now().await;
    assert_eq!((engine.running(), engine.live()), (0, 0));
    assert_eq!(failures.lock().unwrap().len(), 1, "the operator learns of it");
    // What was recorded is what there is, and can be cancelled when the store is back.
    assert_eq!(get(&engine, &id).await.unwrap().status.state, TaskState::Working);
    check_503(&cancel(&engine, &id).await.unwrap_err());
    store.fail(0);
    assert_eq!(
        cancel(&engine, &id).await.unwrap().status.state,
        TaskState::Canceled
    );
}

#[tokio::test]
async fn a_task_that_cannot_be_created_is_refused_at_once() {
    let store = Faulty::new();
    let engine = engine(echo(), &store);
    for request in [request("x"), immediately("x")] {
        store.fail(usize::MAX);
        check_503(&send(&engine, request.clone()).await.unwrap_err());
        check_503(&stream(&engine, request.clone()).await.map(drop).unwrap_err());
        store.fail(0);
        send_for_task(&engine, request).await;
    }
    let full = MemoryStore::new().with_max_tasks(1);
    let engine = TaskEngine::with_settings(echo(), Settings::new().with_store(full).on_failure(|_| {}));
    send_for_task(&engine, request("ask")).await;
    let error = send(&engine, request("x")).await.unwrap_err();
    check_503(&error);
    assert!(
        error.message().contains("as many unfinished tasks as it can"),
        "{error}"
    );
}

#[tokio::test]
async fn a_change_whose_fate_is_unknown_is_looked_up_and_made_once() {
    let store = Faulty::new();
    let kinds = Arc::new(Mutex::new(Vec::new()));
    let agent = agent({
        let (store, kinds) = (store.clone(), Arc::clone(&kinds));
        move |task: TaskContext| {
            let (store, kinds) = (store.clone(), Arc::clone(&kinds));
            async move {
                task.append(Artifact::new("a", ["1"])).await?;
                store.lose_answers(1);
                let error = task.append(Artifact::new("a", ["2"])).await.unwrap_err();
                kinds.lock().unwrap().push(error.kind());
                task.append(Artifact::new("a", ["3"])).await?;
                store.lose_answers(1);
                Ok(())
            }
        }
    });
    let engine = engine(agent, &store);
    let events = collect(stream(&engine, request("x")).await.unwrap()).await;
    assert_eq!(
        outline(&events),
        [
            "task SUBMITTED",
            "artifact 1",
            "artifact +2",
            "artifact +3",
            "status COMPLETED"
        ]
    );
    assert_eq!(ids(&events), [1, 2, 3, 4, 5]);
    check_stream(&engine, &events).await;
    assert_eq!(*kinds.lock().unwrap(), [WorkErrorKind::StoreFailed]);
}

#[tokio::test]
async fn an_agent_that_lets_go_of_a_call_leaves_no_gap() {
    let store = Faulty::new();
    let engine = engine(
        agent(async |task: TaskContext| {
            task.working(()).await?;
            for number in 0..20 {
                let mut call = Box::pin(task.append(Artifact::new("a", [format!("{number} ")])));
                if number % 3 == 0 {
                    // The store has done its work, and nobody hears of it.
                    assert!(poke(&mut call).await.is_none());
                } else {
                    call.await?;
                }
            }
            Ok(())
        }),
        &store,
    );
    let events = collect(stream(&engine, request("x")).await.unwrap()).await;
    let task = check_stream(&engine, &events).await;
    let expected: String = (0..20).map(|number| format!("{number} ")).collect();
    assert_eq!(texts(&task.artifacts[0]), expected);
    assert_eq!(ids(&events), (1..=23).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_client_that_leaves_in_the_middle_of_a_call_leaves_nothing_half_done() {
    let store = Faulty::new();
    let engine = engine(echo(), &store);
    let asked = send_for_task(&engine, request("ask")).await;
    store.hold(Held::All);
    {
        let mut call = Box::pin(engine.send_message(RequestContext::new(), follow_up(&asked, "more")));
        // Far enough for the change to wait at the gate.
        for _ in 0..5 {
            assert!(poke(&mut call).await.is_none());
            tokio::task::yield_now().await;
        }
    }
    store.release();
    let task = reaches(&engine, &asked.id, TaskState::Completed).await;
    assert_eq!(talk(&task), ["ask", "and?", "more"]);

    let waiting = send_for_task(&engine, immediately("wait")).await;
    reaches(&engine, &waiting.id, TaskState::Working).await;
    store.hold(Held::All);
    {
        let request = CancelTaskRequest::new(&waiting.id);
        let mut call = Box::pin(engine.cancel_task(RequestContext::new(), request));
        // The store has it, and has not said so.
        assert!(poke(&mut call).await.is_none());
    }
    store.release();
    reaches(&engine, &waiting.id, TaskState::Canceled).await;
    within(async {
        while engine.running() + engine.live() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn two_engines_on_one_store_agree() {
    let store = Arc::new(MemoryStore::new());
    let settings = || {
        Settings::new()
            .with_store(Arc::clone(&store))
            .with_on_restart(OnRestart::Leave)
            .on_failure(|_| {})
    };
    let goes_on = Arc::new(tokio::sync::Notify::new());
    let first = TaskEngine::with_settings(
        agent({
            let goes_on = Arc::clone(&goes_on);
            move |task: TaskContext| {
                let goes_on = Arc::clone(&goes_on);
                async move {
                    if task.text() == "ask" {
                        return Ok(task.ask("and?").await?);
                    }
                    task.working(()).await?;
                    goes_on.notified().await;
                    assert_eq!(
                        task.working(()).await.unwrap_err().kind(),
                        WorkErrorKind::TaskOver
                    );
                    assert!(task.is_cancelled());
                    Ok(())
                }
            }
        }),
        settings(),
    );
    let second = TaskEngine::with_settings(echo(), settings());

    // The other one cancels what this one works on.
    let task = send_for_task(&first, immediately("work")).await;
    let mut events = subscribe(&first, &task.id).await.unwrap();
    next_ok(&mut events).await;
    assert_eq!(
        cancel(&second, &task.id).await.unwrap().status.state,
        TaskState::Canceled
    );
    assert_eq!(
        get(&first, &task.id).await.unwrap().status.state,
        TaskState::Canceled
    );
    goes_on.notify_one();
    assert_eq!(word(&next_ok(&mut events).await), "status CANCELED");
    assert!(next(&mut events).await.is_none());

    // The other one goes on with what this one has asked, while somebody watches here.
    let asked = send_for_task(&first, request("ask")).await;
    let mut events = subscribe(&first, &asked.id).await.unwrap();
    next_ok(&mut events).await;
    let done = send_for_task(&second, follow_up(&asked, "more")).await;
    assert_eq!(done.status.state, TaskState::Completed);
    check_error(
        send(&first, follow_up(&asked, "too late")).await,
        ErrorKind::UnsupportedOperation,
    );
    assert_eq!(
        outline(&collect(events).await),
        ["status SUBMITTED", "artifact more.", "status COMPLETED"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_that_leaves_while_its_task_is_created_leaves_a_task_that_ends() {
    for replies in [true, false] {
        let store = Faulty::new();
        let agent = agent(move |task: TaskContext| async move {
            tokio::time::sleep(Duration::from_secs(10)).await;
            if replies {
                task.reply("done").await?;
            } else {
                task.complete("done").await?;
            }
            Ok(())
        });
        let engine = engine(agent, &store);
        store.hold(Held::All);
        // After a second the engine creates the task, for want of a decision; after two the client is gone.
        let call = engine.send_message(RequestContext::new(), immediately("x"));
        assert!(tokio::time::timeout(Duration::from_secs(2), call).await.is_err());
        store.release();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let listed = list(&engine, ListTasksRequest::new()).await.unwrap();
        let id = &listed.tasks[0].id;
        let mut events = subscribe(&engine, id).await.unwrap();
        assert_eq!(word(&next_ok(&mut events).await), "task SUBMITTED");
        assert_eq!(word(&next_ok(&mut events).await), "status COMPLETED");
        assert_eq!(said(&get(&engine, id).await.unwrap()), "done");
        drop(events);
        assert_eq!((engine.running(), engine.live()), (0, 0));
    }
}
