//! Conversations of several messages (§3.4, §7.6).

use crate::support::*;
use a2a_bindings::v1_0::{Artifact, ErrorKind, ListTasksRequest, SendMessageRequest, TaskState};
use a2a_engine::{Agent, AgentError, TaskContext, TaskEngine, WorkErrorKind};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// Asks for a name and greets.
struct Greeter;

impl Agent for Greeter {
    async fn run(&self, task: TaskContext) -> Result<(), AgentError> {
        if task.history().is_empty() {
            task.artifact(Artifact::new("notes", ["asked"])).await?;
            return Ok(task.ask("Who are you?").await?);
        }
        assert_eq!(texts(&task.artifacts()[0]), "asked");
        let talk: Vec<_> = task.history().iter().map(text).collect();
        task.complete(format!("{}: hello {}", talk.join("/"), task.text()))
            .await?;
        Ok(())
    }
}

#[tokio::test]
async fn an_answer_starts_the_next_run_with_the_history() {
    let engine = TaskEngine::new(Greeter);
    let asked = send_for_task(&engine, request("hi")).await;
    assert_eq!(asked.status.state, TaskState::InputRequired);
    assert_eq!(
        (said(&asked).as_str(), talk(&asked)),
        ("Who are you?", vec!["hi".to_owned()])
    );
    let done = send_for_task(&engine, follow_up(&asked, "Ann")).await;
    assert_eq!(done.status.state, TaskState::Completed);
    assert_eq!(said(&done), "hi/Who are you?: hello Ann");
    assert_eq!(talk(&done), ["hi", "Who are you?", "Ann"]);
    assert_eq!((&done.id, &done.context_id), (&asked.id, &asked.context_id));
    let answer = &done.history[2];
    assert_eq!(
        (&answer.task_id, &answer.context_id),
        (&done.id, &done.context_id),
        "§3.4.3: inferred"
    );
}

#[tokio::test]
async fn what_a_task_does_not_take() {
    let engine = TaskEngine::new(Greeter);
    let asked = send_for_task(&engine, request("hi")).await;

    let stray = SendMessageRequest::new(message("Ann").with_task_id("nobody"));
    let error = check_error(send(&engine, stray.clone()).await, ErrorKind::TaskNotFound);
    assert_eq!(metadata(&error, "taskId").as_deref(), Some("nobody"));
    check_error(stream(&engine, stray).await.map(drop), ErrorKind::TaskNotFound);

    let mut elsewhere = follow_up(&asked, "Ann");
    elsewhere.message.context_id = "elsewhere".to_owned();
    let error = check_error(send(&engine, elsewhere).await, ErrorKind::InvalidParams);
    assert_eq!(error.violations()[0].field, "message.contextId");
    assert_eq!(get(&engine, &asked.id).await.unwrap(), asked, "nothing changed");

    let mut here = follow_up(&asked, "Ann");
    here.message.context_id.clone_from(&asked.context_id);
    let done = send_for_task(&engine, here).await;
    let error = check_error(
        send(&engine, follow_up(&done, "more")).await,
        ErrorKind::UnsupportedOperation,
    );
    assert_eq!(metadata(&error, "taskId").as_deref(), Some(&*done.id));
    check_error(
        stream(&engine, follow_up(&done, "more")).await.map(drop),
        ErrorKind::UnsupportedOperation,
    );
    assert_eq!(get(&engine, &done.id).await.unwrap(), done, "nothing changed");
    assert_eq!(
        list(&engine, ListTasksRequest::new()).await.unwrap().total_size,
        1,
        "and nothing was created"
    );
}

#[tokio::test]
async fn a_task_at_work_takes_no_message() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        task.working(()).await?;
        task.cancelled().await;
        Ok(())
    }));
    let task = send_for_task(&engine, immediately("in")).await;
    check_error(
        send(&engine, follow_up(&task, "more")).await,
        ErrorKind::UnsupportedOperation,
    );
    assert_eq!(talk(&get(&engine, &task.id).await.unwrap()), ["in"]);
}

#[tokio::test]
async fn a_context_of_the_client_is_kept() {
    let engine = TaskEngine::new(Greeter);
    let mut first = request("hi");
    first.message.context_id = "ours".to_owned();
    let one = send_for_task(&engine, first.clone()).await;
    let two = send_for_task(&engine, first).await;
    assert_eq!((&*one.context_id, &*two.context_id), ("ours", "ours"));
    assert_ne!(one.id, two.id);
}

#[tokio::test]
async fn to_ask_ends_the_run() {
    let late = Arc::new(Notify::new());
    let gate = Arc::clone(&late);
    let engine = TaskEngine::new(agent(move |task: TaskContext| {
        let gate = Arc::clone(&gate);
        async move {
            if task.history().is_empty() {
                task.ask("and?").await?;
                assert_eq!(
                    task.working("still").await.unwrap_err().kind(),
                    WorkErrorKind::RunOver
                );
                // The first run is still there when the second one works, and still has nothing to say.
                gate.notified().await;
                assert_eq!(
                    task.working("still").await.unwrap_err().kind(),
                    WorkErrorKind::RunOver
                );
                return Ok(());
            }
            task.working("second").await?;
            gate.notify_one();
            task.cancelled().await;
            Ok(())
        }
    }));
    let asked = send_for_task(&engine, request("in")).await;
    let mut second = follow_up(&asked, "more");
    second.configuration = immediately("").configuration;
    send_for_task(&engine, second).await;
    reaches(&engine, &asked.id, TaskState::Working).await;
    within(async {
        while engine.running() > 1 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let task = get(&engine, &asked.id).await.unwrap();
    assert_eq!(
        (said(&task).as_str(), &task.status.state),
        ("second", &TaskState::Working)
    );
}

#[tokio::test(start_paused = true)]
async fn an_authorisation_may_arrive_by_other_means() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        task.require_auth("please sign in at https://example.com").await?;
        tokio::time::sleep(Duration::from_secs(5)).await;
        task.working("thanks").await?;
        Ok(())
    }));
    let waiting = send_for_task(&engine, request("in")).await;
    assert_eq!(waiting.status.state, TaskState::AuthRequired);
    let done = reaches(&engine, &waiting.id, TaskState::Completed).await;
    assert_eq!(talk(&done), ["in", "please sign in at https://example.com"]);
}

#[tokio::test]
async fn a_message_takes_over_from_a_run_that_waits_for_an_authorisation() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        if !task.history().is_empty() {
            task.complete(format!("as {}", task.text())).await?;
            return Ok(());
        }
        task.require_auth("who are you?").await?;
        task.cancelled().await;
        assert_eq!(
            task.complete("alone").await.unwrap_err().kind(),
            WorkErrorKind::TaskOver
        );
        Ok(())
    }));
    let waiting = send_for_task(&engine, request("in")).await;
    let done = send_for_task(&engine, follow_up(&waiting, "Ann")).await;
    assert_eq!(
        (said(&done).as_str(), &done.status.state),
        ("as Ann", &TaskState::Completed)
    );
    assert_eq!(
        engine.shutdown(Duration::from_secs(60)).await.runs,
        0,
        "both runs have returned"
    );
}

#[tokio::test]
async fn a_run_may_return_while_an_authorisation_is_missing() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        Ok(task.require_auth("sign in").await?)
    }));
    let waiting = send_for_task(&engine, request("in")).await;
    assert_eq!(engine.shutdown(Duration::from_secs(60)).await.runs, 0);
    assert_eq!(
        get(&engine, &waiting.id).await.unwrap().status.state,
        TaskState::AuthRequired
    );
}
