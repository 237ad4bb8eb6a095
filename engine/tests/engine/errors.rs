//! Agents that fail, refuse, or do what they must not.

use crate::support::*;
use a2a_bindings::A2aError;
use a2a_bindings::v1_0::{
    Artifact, ErrorKind, ListTasksRequest, Message, Part, Role, SendMessageResponse, TaskState,
};
use a2a_engine::{AgentError, Note, TaskContext, TaskEngine, WorkErrorKind};

const SECRET: &str = "password 1234";

/// Fails in the way that the message says.
async fn fail(task: TaskContext) -> Result<(), AgentError> {
    let text = task.text();
    if text.contains("late") {
        task.working("on it").await?;
    }
    if text.contains("asked") {
        task.ask("and?").await?;
    }
    if text.contains("panic") {
        panic!("{SECRET}");
    }
    Err(AgentError::new(SECRET))
}

#[tokio::test]
async fn errors_and_panics_fail_the_task_and_say_nothing() {
    let (settings, failures) = recording();
    let engine = TaskEngine::with_settings(agent(fail), settings);
    for text in ["error", "panic", "late error", "late panic"] {
        let task = send_for_task(&engine, request(text)).await;
        assert_eq!(task.status.state, TaskState::Failed, "{text}");
        assert_eq!(said(&task), "the agent failed to process the message", "{text}");
        assert_eq!(get(&engine, &task.id).await.unwrap(), task);
        let events = collect(stream(&engine, request(text)).await.unwrap()).await;
        check_stream(&engine, &events).await;
        assert!(events.iter().all(|event| !format!("{event:?}").contains(SECRET)));
    }
    engine.shutdown(std::time::Duration::from_secs(60)).await;
    let mut failures = failures.lock().unwrap().clone();
    failures.sort();
    let error = format!("error: {SECRET}");
    let panic = format!("panic: {SECRET}");
    assert_eq!(
        failures,
        [&error, &error, &error, &error, &panic, &panic, &panic, &panic].map(String::clone)
    );
}

#[tokio::test]
async fn to_fail_after_a_question_fails_the_task() {
    let (settings, _) = recording();
    let engine = TaskEngine::with_settings(agent(fail), settings);
    for text in ["asked error", "asked panic"] {
        let asked = send_for_task(&engine, request(text)).await;
        let task = reaches(&engine, &asked.id, TaskState::Failed).await;
        assert_eq!(talk(&task), [text, "and?"]);
    }
}

#[tokio::test]
async fn a_panic_after_a_reply_reaches_the_operator() {
    let (settings, failures) = recording();
    let engine = TaskEngine::with_settings(
        agent(async |task: TaskContext| {
            task.reply("hello").await?;
            panic!("oh");
        }),
        settings,
    );
    assert!(matches!(
        send(&engine, request("in")).await.unwrap(),
        SendMessageResponse::Message(_)
    ));
    engine.shutdown(std::time::Duration::from_secs(60)).await;
    assert_eq!(*failures.lock().unwrap(), ["panic: oh"]);
    assert_eq!(
        list(&engine, ListTasksRequest::new()).await.unwrap().total_size,
        0
    );
}

#[tokio::test]
async fn a_refusal_is_the_answer_and_no_task() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        if task.text() == "late" {
            task.working(()).await?;
        }
        Err(AgentError::refuse(A2aError::new(
            ErrorKind::ContentTypeNotSupported,
            "no pictures",
        )))
    }));
    let error = check_error(
        send(&engine, request("in")).await,
        ErrorKind::ContentTypeNotSupported,
    );
    assert_eq!(error.message(), "no pictures");
    check_error(
        send(&engine, immediately("in")).await,
        ErrorKind::ContentTypeNotSupported,
    );
    check_error(
        stream(&engine, request("in")).await.map(drop),
        ErrorKind::ContentTypeNotSupported,
    );
    assert_eq!(
        list(&engine, ListTasksRequest::new()).await.unwrap().total_size,
        0
    );
    let task = send_for_task(&engine, request("late")).await;
    assert_eq!(
        (said(&task).as_str(), &task.status.state),
        ("no pictures", &TaskState::Rejected)
    );
}

#[tokio::test]
async fn nothing_changes_a_task_that_is_over() {
    for (end, state) in [
        ("complete", TaskState::Completed),
        ("fail", TaskState::Failed),
        ("reject", TaskState::Rejected),
    ] {
        let (settings, failures) = recording();
        let engine = TaskEngine::with_settings(
            agent(move |task: TaskContext| async move {
                match end {
                    "complete" => task.complete("last").await?,
                    "fail" => task.fail("last").await?,
                    _ => task.reject("last").await?,
                }
                let over = [
                    task.working(()).await,
                    task.ask("and?").await,
                    task.require_auth("key?").await,
                    task.complete(()).await,
                    task.fail(()).await,
                    task.reject(()).await,
                    task.artifact(Artifact::new("a", ["x"])).await,
                    task.append(Artifact::new("a", ["x"])).await,
                    task.append_last(Artifact::new("a", ["x"])).await,
                ];
                for result in over {
                    assert_eq!(result.unwrap_err().kind(), WorkErrorKind::TaskOver);
                }
                Err(AgentError::new("late"))
            }),
            settings,
        );
        let events = collect(stream(&engine, request("in")).await.unwrap()).await;
        let task = check_stream(&engine, &events).await;
        assert_eq!((&task.status.state, said(&task).as_str()), (&state, "last"));
        engine.shutdown(std::time::Duration::from_secs(60)).await;
        assert_eq!(get(&engine, &task.id).await.unwrap(), task);
        assert_eq!(
            *failures.lock().unwrap(),
            ["error: late"],
            "the operator learns of it all the same"
        );
    }
}

#[tokio::test]
async fn either_a_task_or_a_message() {
    let (settings, failures) = recording();
    let engine = TaskEngine::with_settings(
        agent(async |task: TaskContext| {
            if task.text() == "task" {
                task.working(()).await?;
                assert_eq!(
                    task.reply("x").await.unwrap_err().kind(),
                    WorkErrorKind::WorkedAlready
                );
            } else {
                task.reply("x").await?;
                assert_eq!(task.reply("y").await.unwrap_err().kind(), WorkErrorKind::Replied);
                assert_eq!(task.working(()).await.unwrap_err().kind(), WorkErrorKind::Replied);
                let artifact = Artifact::new("a", ["x"]);
                assert_eq!(
                    task.artifact(artifact).await.unwrap_err().kind(),
                    WorkErrorKind::Replied
                );
            }
            Ok(())
        }),
        settings,
    );
    assert_eq!(
        send_for_task(&engine, request("task")).await.status.state,
        TaskState::Completed
    );
    assert!(matches!(
        send(&engine, request("message")).await.unwrap(),
        SendMessageResponse::Message(_)
    ));
    engine.shutdown(std::time::Duration::from_secs(60)).await;
    assert_eq!(*failures.lock().unwrap(), [""; 0]);
}

#[tokio::test]
async fn what_the_protocol_does_not_allow_is_refused_before_anything_happens() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        let empty: Vec<Part> = Vec::new();
        let invalid = [
            task.working(empty.clone()).await,
            task.working(Message::new("m", Role::Agent, empty.clone())).await,
            task.reply(()).await,
            task.reply(Note::default()).await,
            task.artifact(Artifact::new("", ["x"])).await,
            task.append(Artifact::new("a", empty)).await,
        ];
        for result in invalid {
            assert_eq!(result.unwrap_err().kind(), WorkErrorKind::Invalid);
        }
        // So there is no task yet.
        task.reply("fine").await?;
        Ok(())
    }));
    assert!(matches!(
        send(&engine, request("in")).await.unwrap(),
        SendMessageResponse::Message(_)
    ));
}

#[tokio::test]
async fn any_error_becomes_an_agent_error() {
    let (settings, failures) = recording();
    let engine = TaskEngine::with_settings(
        agent(async |task: TaskContext| {
            let number: u8 = task.text().parse()?;
            task.complete(number.to_string()).await?;
            Ok(())
        }),
        settings,
    );
    assert_eq!(
        send_for_task(&engine, request("300")).await.status.state,
        TaskState::Failed
    );
    engine.shutdown(std::time::Duration::from_secs(60)).await;
    assert_eq!(
        *failures.lock().unwrap(),
        ["error: number too large to fit in target type"]
    );
}
