//! `ListTasks` (§3.1.4).

use crate::support::*;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{Artifact, ErrorKind, ListTasksRequest, Task, TaskState};
use a2a_engine::{Agent, TaskContext, TaskEngine};
use std::collections::HashSet;
use std::time::Duration;

/// Ends in the way that the message says.
fn various() -> impl Agent {
    agent(async |task: TaskContext| {
        task.artifact(Artifact::new("a", ["out"])).await?;
        match task.text().as_str() {
            "ask" => task.ask("and?").await?,
            "fail" => task.fail("no").await?,
            _ => {}
        }
        Ok(())
    })
}

async fn make(engine: &TaskEngine<impl Agent>, text: &str, context: &str) -> Task {
    // A time of its own for every task.
    tokio::time::sleep(Duration::from_millis(2)).await;
    let mut request = request(text);
    request.message.context_id = context.to_owned();
    send_for_task(engine, request).await
}

fn names(tasks: &[Task]) -> Vec<&str> {
    tasks.iter().map(|task| &*task.id).collect()
}

#[tokio::test]
async fn the_latest_status_comes_first() {
    let engine = TaskEngine::new(various());
    let empty = list(&engine, ListTasksRequest::new()).await.unwrap();
    assert_eq!(
        (
            empty.tasks.len(),
            &*empty.next_page_token,
            empty.page_size,
            empty.total_size
        ),
        (0, "", 50, 0)
    );
    let a = make(&engine, "ask", "one").await;
    let b = make(&engine, "fail", "one").await;
    let c = make(&engine, "in", "two").await;
    let page = list(&engine, ListTasksRequest::new()).await.unwrap();
    assert_eq!(names(&page.tasks), [&*c.id, &*b.id, &*a.id]);
    tokio::time::sleep(Duration::from_millis(2)).await;
    send_for_task(&engine, follow_up(&a, "in")).await;
    let page = list(&engine, ListTasksRequest::new()).await.unwrap();
    assert_eq!(names(&page.tasks), [&*a.id, &*c.id, &*b.id]);
}

#[tokio::test]
async fn filters_add_up() {
    let engine = TaskEngine::new(various());
    let a = make(&engine, "ask", "one").await;
    let b = make(&engine, "fail", "one").await;
    let c = make(&engine, "in", "two").await;
    let d = make(&engine, "in", "one").await;
    let (a, b, c, d) = (&*a.id, &*b.id, &*c.id, &*d.id);
    let all = list(&engine, ListTasksRequest::new()).await.unwrap().tasks;
    let time_of_c = all[1].status.timestamp.unwrap();
    // As a client has it: from the wire.
    let time_of_c: Timestamp = time_of_c.to_string().parse().unwrap();
    let every = ListTasksRequest::new;
    for (request, expected) in [
        (every().with_status(TaskState::Unspecified), vec![d, c, b, a]),
        (every().with_context_id("one"), vec![d, b, a]),
        (every().with_context_id("three"), vec![]),
        (every().with_status(TaskState::Completed), vec![d, c]),
        (every().with_status(TaskState::InputRequired), vec![a]),
        (every().with_status(TaskState::Working), vec![]),
        (
            every().with_status(TaskState::Completed).with_context_id("one"),
            vec![d],
        ),
        (every().with_status_timestamp_after(time_of_c), vec![d, c]),
        (
            every()
                .with_status_timestamp_after(time_of_c)
                .with_context_id("two"),
            vec![c],
        ),
    ] {
        let page = list(&engine, request.clone()).await.unwrap();
        assert_eq!(names(&page.tasks), expected, "{request:?}");
        assert_eq!(
            (page.total_size as usize, &*page.next_page_token),
            (expected.len(), "")
        );
    }
}

#[tokio::test]
async fn what_the_tasks_carry() {
    let engine = TaskEngine::new(various());
    make(&engine, "in", "").await;
    for (artifacts, expected) in [(None, 0), (Some(false), 0), (Some(true), 1)] {
        let mut request = ListTasksRequest::new();
        request.include_artifacts = artifacts;
        let page = list(&engine, request).await.unwrap();
        assert_eq!(page.tasks[0].artifacts.len(), expected);
        let json = String::from_utf8(a2a_bindings::Event::new(page).json().unwrap().to_vec()).unwrap();
        assert_eq!(json.contains("artifacts"), expected > 0, "{json}");
        assert!(json.contains(r#""nextPageToken":"""#), "{json}");
    }
    for (length, expected) in [(None, 1), (Some(0), 0), (Some(5), 1)] {
        let mut request = ListTasksRequest::new();
        request.history_length = length;
        assert_eq!(
            list(&engine, request).await.unwrap().tasks[0].history.len(),
            expected
        );
    }
}

#[tokio::test]
async fn pages_add_up_to_the_whole() {
    let engine = TaskEngine::new(various());
    // Without pauses, so that some have the same time.
    for _ in 0..25 {
        send_for_task(&engine, request("in")).await;
    }
    let all = list(&engine, ListTasksRequest::new()).await.unwrap().tasks;
    for size in [1, 7, 24, 25, 26, 100] {
        let (mut tasks, mut token, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let request = ListTasksRequest::new()
                .with_page_size(size)
                .with_page_token(token);
            let page = list(&engine, request).await.unwrap();
            assert_eq!((page.page_size, page.total_size), (size, 25));
            assert!(page.tasks.len() <= size as usize);
            tasks.extend(page.tasks);
            pages += 1;
            token = page.next_page_token;
            if token.is_empty() {
                break;
            }
        }
        assert_eq!(tasks, all, "{size}");
        assert_eq!(pages, 25_usize.div_ceil(size as usize), "{size}");
    }
}

#[tokio::test]
async fn a_token_that_was_not_handed_out_is_refused() {
    let engine = TaskEngine::new(various());
    make(&engine, "in", "").await;
    make(&engine, "in", "").await;
    let request = ListTasksRequest::new().with_page_size(1);
    let token = list(&engine, request).await.unwrap().next_page_token;
    let upper = token.to_uppercase();
    for bad in [
        "x",
        "-",
        "1",
        "1-2",
        &format!("+{token}"),
        &format!("{token}0"),
        &format!(" {token}"),
        &upper,
    ] {
        if *bad == token {
            continue;
        }
        let result = list(&engine, ListTasksRequest::new().with_page_token(bad)).await;
        let error = check_error(result, ErrorKind::InvalidParams);
        assert_eq!(error.violations()[0].field, "pageToken", "{bad}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn insertions_move_nothing() {
    let engine = TaskEngine::new(various());
    let mut there = HashSet::new();
    for _ in 0..200 {
        there.insert(send_for_task(&engine, request("in")).await.id);
    }
    let busy = engine.clone();
    let writer = tokio::spawn(async move {
        loop {
            send_for_task(&busy, request("in")).await;
            // Not so many that the oldest have to go.
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    for _ in 0..5 {
        let (mut seen, mut token) = (HashSet::new(), String::new());
        loop {
            let request = ListTasksRequest::new().with_page_size(9).with_page_token(token);
            let page = list(&engine, request).await.unwrap();
            for task in page.tasks {
                assert!(seen.insert(task.id), "a task came twice");
            }
            token = page.next_page_token;
            if token.is_empty() {
                break;
            }
            tokio::task::yield_now().await;
        }
        assert!(there.is_subset(&seen), "a task was skipped");
    }
    writer.abort();
}
