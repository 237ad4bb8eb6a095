//! Agents that are done before anybody looks.

use crate::support::*;
use a2a_bindings::v1_0::{Artifact, ErrorKind, ListTasksRequest, TaskState};
use a2a_engine::{Agent, TaskContext, TaskEngine};

const ROUNDS: usize = 1_000;

/// Never waits for anything.
fn quick() -> impl Agent {
    agent(async |task: TaskContext| {
        if task.text() == "ask" {
            return Ok(task.ask("and?").await?);
        }
        task.artifact(Artifact::new("a", ["out"])).await?;
        task.complete("done").await?;
        Ok(())
    })
}

async fn blocking(engine: &TaskEngine<impl Agent>) {
    for _ in 0..ROUNDS {
        let task = send_for_task(engine, request("in")).await;
        assert_eq!(
            (&task.status.state, task.artifacts.len()),
            (&TaskState::Completed, 1)
        );
        assert_eq!(get(engine, &task.id).await.unwrap(), task);
    }
}

async fn streaming(engine: &TaskEngine<impl Agent>) {
    for _ in 0..ROUNDS {
        let events = collect(stream(engine, request("in")).await.unwrap()).await;
        assert_eq!(
            outline(&events),
            ["task SUBMITTED", "artifact out.", "status COMPLETED"]
        );
        assert_eq!(ids(&events), [1, 2, 3]);
        check_stream(engine, &events).await;
    }
}

/// The subscriber is there before the message that ends the task.
async fn subscribed(engine: &TaskEngine<impl Agent>) {
    for _ in 0..ROUNDS {
        let task = send_for_task(engine, request("ask")).await;
        let events = subscribe(engine, &task.id).await.unwrap();
        let done = send_for_task(engine, follow_up(&task, "in")).await;
        let events = collect(events).await;
        // The first event is the state at the time of subscribing, although it is polled for after the end.
        assert_eq!(
            outline(&events),
            [
                "task INPUT_REQUIRED",
                "status SUBMITTED",
                "artifact out.",
                "status COMPLETED"
            ]
        );
        assert_eq!(ids(&events), [2, 3, 4, 5]);
        assert_eq!(check_stream(engine, &events).await, done);
    }
}

/// The subscriber arrives while the task ends.
async fn subscribing(engine: &TaskEngine<impl Agent>) {
    for _ in 0..ROUNDS {
        let task = send_for_task(engine, immediately("in")).await;
        match subscribe(engine, &task.id).await {
            Ok(events) => {
                check_stream(engine, &collect(events).await).await;
            }
            Err(error) => {
                check_error(Err::<(), _>(error), ErrorKind::UnsupportedOperation);
                assert_eq!(
                    get(engine, &task.id).await.unwrap().status.state,
                    TaskState::Completed
                );
            }
        }
    }
}

macro_rules! on_one_and_two_threads {
    ($($name:ident)*) => {
        $(
            mod $name {
                #[tokio::test]
                async fn on_one_thread() {
                    super::$name(&a2a_engine::TaskEngine::new(super::quick())).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn on_two_threads() {
                    super::$name(&a2a_engine::TaskEngine::new(super::quick())).await;
                }
            }
        )*
    };
}

on_one_and_two_threads! { blocking streaming subscribed subscribing }

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_stream_is_ahead_of_get_task() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        for chunk in 0..50 {
            task.append(Artifact::new("a", [chunk.to_string()])).await?;
            task.working(chunk.to_string()).await?;
        }
        Ok(())
    }));
    for _ in 0..20 {
        let mut events = stream(&engine, request("in")).await.unwrap();
        let mut seen = Vec::new();
        while let Some(event) = next(&mut events).await {
            seen.push(event.unwrap());
            let folded = fold(&seen);
            let stored = get(&engine, &folded.id).await.unwrap();
            let parts = |task: &a2a_bindings::v1_0::Task| task.artifacts.first().map_or(0, |a| a.parts.len());
            assert!(parts(&stored) >= parts(&folded));
            assert!(stored.status.timestamp >= folded.status.timestamp);
            assert!(stored.status.state.is_terminal() || !folded.status.state.is_terminal());
        }
        check_stream(&engine, &seen).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_answers_one_is_taken() {
    let engine = TaskEngine::new(quick());
    for _ in 0..200 {
        let task = send_for_task(&engine, request("ask")).await;
        let answers: Vec<_> = (0..2)
            .map(|_| {
                let (engine, request) = (engine.clone(), follow_up(&task, "in"));
                tokio::spawn(async move { send(&engine, request).await })
            })
            .collect();
        let mut taken = 0;
        for answer in answers {
            match answer.await.unwrap() {
                Ok(_) => taken += 1,
                Err(error) => drop(check_error(Err::<(), _>(error), ErrorKind::UnsupportedOperation)),
            }
        }
        assert_eq!(taken, 1);
        assert_eq!(
            talk(&get(&engine, &task.id).await.unwrap()),
            ["ask", "and?", "in"]
        );
    }
    assert_eq!(
        list(&engine, ListTasksRequest::new()).await.unwrap().total_size,
        200
    );
}
