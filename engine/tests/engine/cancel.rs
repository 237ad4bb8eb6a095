//! `CancelTask` (§3.1.5).

use crate::support::*;
use a2a_bindings::v1_0::{ErrorKind, TaskState};
use a2a_engine::{AgentError, TaskContext, TaskEngine, WorkErrorKind};
use std::time::Duration;

#[tokio::test]
async fn cancels_the_task_and_tells_the_agent() {
    let (settings, failures) = recording();
    let engine = TaskEngine::with_settings(
        agent(async |task: TaskContext| {
            task.working("on it").await?;
            task.cancelled().await;
            assert!(task.is_cancelled());
            assert_eq!(
                task.complete(()).await.unwrap_err().kind(),
                WorkErrorKind::TaskOver
            );
            Err(AgentError::new("cancelled"))
        }),
        settings,
    );
    let task = send_for_task(&engine, immediately("in")).await;
    let events = subscribe(&engine, &task.id).await.unwrap();
    let cancelled = cancel(&engine, &task.id).await.unwrap();
    assert_eq!(cancelled.status.state, TaskState::Canceled);
    assert_eq!(
        outline(&collect(events).await),
        ["task WORKING", "status CANCELED"]
    );
    assert_eq!(
        cancel(&engine, &task.id).await.unwrap(),
        cancelled,
        "§3.3.1: again is the same"
    );
    assert_eq!(engine.shutdown(Duration::from_secs(60)).await.runs, 0);
    assert_eq!(get(&engine, &task.id).await.unwrap(), cancelled);
    assert_eq!(
        *failures.lock().unwrap(),
        [""; 0],
        "an agent that stops as it was told has not failed"
    );
}

#[tokio::test]
async fn cancels_what_waits_for_the_client() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| Ok(task.ask("and?").await?)));
    let task = send_for_task(&engine, request("in")).await;
    let cancelled = cancel(&engine, &task.id).await.unwrap();
    assert_eq!(cancelled.status.state, TaskState::Canceled);
    assert_eq!(talk(&cancelled), ["in", "and?"]);
    check_error(
        send(&engine, follow_up(&task, "more")).await,
        ErrorKind::UnsupportedOperation,
    );
}

#[tokio::test]
async fn what_ended_otherwise_is_not_cancelable() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        match task.text().as_str() {
            "fail" => task.fail("no").await?,
            "reject" => task.reject("no").await?,
            _ => {}
        }
        Ok(())
    }));
    for text in ["complete", "fail", "reject"] {
        let task = send_for_task(&engine, request(text)).await;
        let error = check_error(cancel(&engine, &task.id).await, ErrorKind::TaskNotCancelable);
        assert_eq!(metadata(&error, "taskId").as_deref(), Some(&*task.id));
        assert_eq!(get(&engine, &task.id).await.unwrap(), task);
    }
}

#[tokio::test]
async fn ends_a_blocking_request() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        task.working(()).await?;
        std::future::pending::<()>().await;
        Ok(())
    }));
    let client = engine.clone();
    let blocking = tokio::spawn(async move { send_for_task(&client, request("in")).await });
    let id = within(async {
        loop {
            let tasks = list(&engine, a2a_bindings::v1_0::ListTasksRequest::new())
                .await
                .unwrap()
                .tasks;
            if let Some(task) = tasks.first() {
                return task.id.clone();
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
    cancel(&engine, &id).await.unwrap();
    assert_eq!(within(blocking).await.unwrap().status.state, TaskState::Canceled);
    assert_eq!(engine.running(), 1, "nobody stops an agent that does not listen");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn against_complete_has_one_winner() {
    let (go, _) = tokio::sync::watch::channel(0_u32);
    let rounds = go.clone();
    let engine = TaskEngine::new(agent(move |task: TaskContext| {
        let mut rounds = rounds.subscribe();
        async move {
            task.working(()).await?;
            let round: u32 = task.text().parse()?;
            let _ = rounds.wait_for(|now| *now >= round).await;
            match task.complete("won").await {
                Ok(()) => {}
                Err(error) => assert_eq!(error.kind(), WorkErrorKind::TaskOver),
            }
            Ok(())
        }
    }));
    let mut wins = [0, 0];
    for round in 1..=500_u32 {
        let mut events = stream(&engine, request(&round.to_string())).await.unwrap();
        let mut seen = vec![next_ok(&mut events).await, next_ok(&mut events).await];
        let id = fold(&seen).id;
        let watching = subscribe(&engine, &id).await.unwrap();
        // A different amount of work on either side, so that both of them win now and then.
        go.send_replace(round);
        for _ in 0..round % 7 {
            tokio::task::yield_now().await;
        }
        let result = cancel(&engine, &id).await;
        seen.extend(collect(events).await);
        let task = check_stream(&engine, &seen).await;
        check_stream(&engine, &collect(watching).await).await;
        match result {
            Ok(cancelled) => {
                assert_eq!(cancelled, task);
                assert_eq!(task.status.state, TaskState::Canceled);
                wins[0] += 1;
            }
            Err(error) => {
                check_error(Err::<(), _>(error), ErrorKind::TaskNotCancelable);
                assert_eq!(
                    (&task.status.state, said(&task).as_str()),
                    (&TaskState::Completed, "won")
                );
                wins[1] += 1;
            }
        }
    }
    println!("cancel won {}, complete won {}", wins[0], wins[1]);
}
