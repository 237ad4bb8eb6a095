//! `SendStreamingMessage` (§3.1.2, §11.7).

use crate::support::*;
use a2a_bindings::v1_0::{Artifact, ErrorKind, SendMessageConfiguration, StreamResponse};
use a2a_engine::{AgentError, Settings, TaskContext, TaskEngine};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

#[tokio::test]
async fn the_task_first_then_everything_in_order() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        task.working("on it").await?;
        task.append(Artifact::new("a", ["1"])).await?;
        task.append_last(Artifact::new("a", ["2"])).await?;
        Ok(())
    }));
    let events = collect(stream(&engine, request("in")).await.unwrap()).await;
    assert_eq!(
        outline(&events),
        [
            "task SUBMITTED",
            "status WORKING",
            "artifact 1",
            "artifact +2.",
            "status COMPLETED"
        ]
    );
    assert_eq!(ids(&events), [1, 2, 3, 4, 5]);
    let task = check_stream(&engine, &events).await;
    for event in &events {
        let (task_id, context_id) = match &**event {
            StreamResponse::Task(task) => (&task.id, &task.context_id),
            StreamResponse::StatusUpdate(update) => (&update.task_id, &update.context_id),
            StreamResponse::ArtifactUpdate(update) => (&update.task_id, &update.context_id),
            other => panic!("unexpected: {other:?}"),
        };
        assert_eq!((task_id, context_id), (&task.id, &task.context_id));
    }
}

#[tokio::test]
async fn a_reply_is_the_only_event() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| Ok(task.reply("hello").await?)));
    let events = collect(stream(&engine, request("in")).await.unwrap()).await;
    assert_eq!(outline(&events), ["message hello"]);
    assert_eq!(events[0].id(), None);
}

#[tokio::test(start_paused = true)]
async fn a_slow_reply_is_a_reply() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        tokio::time::sleep(Duration::from_secs(30)).await;
        if task.text() == "no" {
            return Err(AgentError::refuse(a2a_bindings::A2aError::new(
                ErrorKind::UnsupportedOperation,
                "no",
            )));
        }
        Ok(task.reply("hello").await?)
    }));
    let before = tokio::time::Instant::now();
    let events = stream(&engine, request("in")).await.unwrap();
    assert_eq!(
        before.elapsed(),
        Duration::from_secs(1),
        "the stream is there before the reply"
    );
    assert_eq!(outline(&collect(events).await), ["message hello"]);

    let mut events = stream(&engine, request("no")).await.unwrap();
    check_error(next(&mut events).await.unwrap(), ErrorKind::UnsupportedOperation);
    assert!(next(&mut events).await.is_none());
}

#[tokio::test]
async fn ends_at_a_question_and_begins_again_with_the_answer() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        if task.history().is_empty() {
            task.ask("and?").await?;
        }
        Ok(())
    }));
    let events = collect(stream(&engine, request("in")).await.unwrap()).await;
    assert_eq!(outline(&events), ["task SUBMITTED", "status INPUT_REQUIRED"]);
    let task = fold(&events);
    let events = collect(stream(&engine, follow_up(&task, "more")).await.unwrap()).await;
    assert_eq!(outline(&events), ["task SUBMITTED", "status COMPLETED"]);
    assert_eq!(ids(&events), [3, 4]);
    assert_eq!(talk(&fold(&events)), ["in", "and?", "more"]);
    check_stream(&engine, &events).await;
}

#[tokio::test(start_paused = true)]
async fn stays_open_while_an_authorisation_is_missing() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        task.require_auth("sign in").await?;
        tokio::time::sleep(Duration::from_secs(20)).await;
        Ok(task.working("thanks").await?)
    }));
    let events = collect(stream(&engine, request("in")).await.unwrap()).await;
    assert_eq!(
        outline(&events),
        [
            "task SUBMITTED",
            "status AUTH_REQUIRED",
            "status WORKING",
            "status COMPLETED"
        ]
    );
}

#[tokio::test]
async fn history_length_of_the_first_task() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        if task.history().is_empty() {
            task.ask("and?").await?;
        }
        Ok(())
    }));
    for (length, new, continued) in [
        (None, vec!["in"], vec!["in", "and?", "more"]),
        (Some(0), vec![], vec![]),
        (Some(2), vec!["in"], vec!["and?", "more"]),
    ] {
        let mut configuration = SendMessageConfiguration::new();
        configuration.history_length = length;
        let request = request("in").with_configuration(configuration.clone());
        let task = fold(&collect(stream(&engine, request).await.unwrap()).await);
        assert_eq!(talk(&task), new);
        let request = follow_up(&task, "more").with_configuration(configuration);
        let events = collect(stream(&engine, request).await.unwrap()).await;
        assert_eq!(talk(&fold(&events)), continued);
        assert_eq!(ids(&events), [3, 4]);
    }
}

/// Sends ten chunks once it is told to.
fn ten_chunks(go: &Arc<Notify>, settings: Settings) -> TaskEngine<impl a2a_engine::Agent + use<>> {
    let go = Arc::clone(go);
    TaskEngine::with_settings(
        agent(move |task: TaskContext| {
            let go = Arc::clone(&go);
            async move {
                task.working(()).await?;
                go.notified().await;
                for chunk in 0..10 {
                    task.append(Artifact::new("a", [chunk.to_string()])).await?;
                }
                Ok(())
            }
        }),
        settings,
    )
}

#[tokio::test]
async fn a_slow_reader_loses_nothing_and_slows_nobody() {
    let go = Arc::new(Notify::new());
    let engine = ten_chunks(&go, Settings::new());
    let mut slow = stream(&engine, request("in")).await.unwrap();
    let first = next_ok(&mut slow).await;
    let StreamResponse::Task(task) = &*first else {
        panic!("not a task")
    };
    go.notify_one();
    reaches(&engine, &task.id, a2a_bindings::v1_0::TaskState::Completed).await;
    let mut events = vec![first.clone()];
    events.extend(collect(slow).await);
    assert_eq!(ids(&events), (1..=13).collect::<Vec<_>>());
    check_stream(&engine, &events).await;
}

#[tokio::test]
async fn a_reader_far_behind_gets_the_task_and_goes_on() {
    let go = Arc::new(Notify::new());
    let engine = ten_chunks(&go, Settings::new().with_kept_events(4));
    let mut slow = stream(&engine, request("in")).await.unwrap();
    let first = next_ok(&mut slow).await;
    let StreamResponse::Task(task) = &*first else {
        panic!("not a task")
    };
    let mut subscribed = subscribe(&engine, &task.id).await.unwrap();
    assert_eq!(word(&next_ok(&mut subscribed).await), "task WORKING");
    go.notify_one();
    reaches(&engine, &task.id, a2a_bindings::v1_0::TaskState::Completed).await;
    for late in [slow, subscribed] {
        let events = collect(late).await;
        assert_eq!(outline(&events), ["task COMPLETED"]);
        assert_eq!(ids(&events), [13]);
        check_stream(&engine, &events).await;
    }
}

#[tokio::test]
async fn a_reader_that_was_far_behind_reads_on() {
    let go = Arc::new(Notify::new());
    let gate = Arc::clone(&go);
    let engine = TaskEngine::with_settings(
        agent(move |task: TaskContext| {
            let gate = Arc::clone(&gate);
            async move {
                for chunk in 0..10 {
                    task.append(Artifact::new("a", [chunk.to_string()])).await?;
                }
                gate.notified().await;
                Ok(task.append_last(Artifact::new("a", ["!"])).await?)
            }
        }),
        Settings::new().with_kept_events(3),
    );
    let mut slow = stream(&engine, request("in")).await.unwrap();
    while engine.running() > 0 && !is_behind(&engine).await {
        tokio::task::yield_now().await;
    }
    let mut events = vec![next_ok(&mut slow).await];
    assert_eq!(outline(&events), ["task SUBMITTED"]);
    assert_eq!(ids(&events), [11], "a snapshot instead of ten events");
    go.notify_one();
    events.extend(collect(slow).await);
    assert_eq!(ids(&events), [11, 12, 13]);
    let task = check_stream(&engine, &events).await;
    assert_eq!(texts(&task.artifacts[0]), "0123456789!");
}

/// Whether the agent has sent its ten chunks.
async fn is_behind<A: a2a_engine::Agent>(engine: &TaskEngine<A>) -> bool {
    let request = a2a_bindings::v1_0::ListTasksRequest::new().with_include_artifacts(true);
    let tasks = list(engine, request).await.unwrap().tasks;
    tasks
        .iter()
        .any(|task| task.artifacts.iter().any(|artifact| artifact.parts.len() == 10))
}

#[tokio::test]
async fn everybody_shares_the_encoded_events() {
    let go = Arc::new(Notify::new());
    let engine = ten_chunks(&go, Settings::new());
    let mut one = stream(&engine, request("in")).await.unwrap();
    let StreamResponse::Task(task) = &*next_ok(&mut one).await else {
        panic!("not a task")
    };
    assert_eq!(word(&next_ok(&mut one).await), "status WORKING");
    let id = task.id.clone();
    let (mut two, mut three) = (
        subscribe(&engine, &id).await.unwrap(),
        subscribe(&engine, &id).await.unwrap(),
    );
    let snapshots = [next_ok(&mut two).await, next_ok(&mut three).await];
    assert_eq!(
        snapshots[0].json().unwrap().as_ptr(),
        snapshots[1].json().unwrap().as_ptr()
    );
    go.notify_one();
    let (one, two, three) = (collect(one).await, collect(two).await, collect(three).await);
    assert_eq!(ids(&one), (3..=13).collect::<Vec<_>>());
    assert_eq!((ids(&two), ids(&three)), (ids(&one), ids(&one)));
    for ((one, two), three) in one.iter().zip(&two).zip(&three) {
        let bytes = one.json().unwrap().as_ptr();
        assert_eq!(
            (two.json().unwrap().as_ptr(), three.json().unwrap().as_ptr()),
            (bytes, bytes)
        );
    }
}
