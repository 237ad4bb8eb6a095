//! What an agent is given, and what artifacts become of its chunks.

use crate::support::*;
use a2a_bindings::RequestContext;
use a2a_bindings::v1_0::{
    A2aHandler, Artifact, Part, SendMessageConfiguration, SendMessageResponse, TaskState,
};
use a2a_engine::{Agent, TaskContext, TaskEngine};
use std::sync::Arc;

#[tokio::test]
async fn an_agent_sees_the_request() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        assert_eq!(task.text(), "one\ntwo");
        assert_eq!(task.request().tenant, "acme");
        assert_eq!(
            task.request()
                .configuration
                .as_ref()
                .unwrap()
                .accepted_output_modes,
            ["text/plain"]
        );
        assert_eq!(task.request_context().extensions, ["urn:x"]);
        assert!(task.history().is_empty() && task.artifacts().is_empty() && !task.is_cancelled());
        let debug = format!("{task:?}");
        assert!(
            debug.contains(task.task_id()) && !debug.contains("one"),
            "{debug}"
        );
        Ok(())
    }));
    let mut request = request("one").with_tenant("acme");
    request.message.parts.push(Part::data(7));
    request.message.parts.push("two".into());
    request.configuration = Some(SendMessageConfiguration::new().with_accepted_output_modes(["text/plain"]));
    let mut context = RequestContext::new();
    context.extensions = vec!["urn:x".to_owned()];
    let SendMessageResponse::Task(task) = engine.send_message(context, request).await.unwrap() else {
        panic!("not a task")
    };
    assert_eq!(
        task.status.state,
        TaskState::Completed,
        "no assertion in the agent failed"
    );
}

#[tokio::test]
async fn chunks_add_up() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| {
        task.append(Artifact::new("story", ["Once "]).with_name("Story"))
            .await?;
        task.artifact(Artifact::new("other", ["old"])).await?;
        let mut chunk = Artifact::new("story", ["upon "]).with_extensions(["urn:x"]);
        chunk.metadata = Some([("k".to_owned(), 1.into())].into_iter().collect());
        task.append(chunk).await?;
        task.artifact(Artifact::new("other", ["new"])).await?;
        task.append_last(Artifact::new("story", ["a time."]).with_extensions(["urn:x", "urn:y"]))
            .await?;
        Ok(())
    }));
    let events = collect(stream(&engine, request("in")).await.unwrap()).await;
    assert_eq!(
        outline(&events),
        [
            "task SUBMITTED",
            "artifact Once ",
            "artifact old.",
            "artifact +upon ",
            "artifact new.",
            "artifact +a time..",
            "status COMPLETED",
        ]
    );
    let task = get(&engine, &fold(&events).id).await.unwrap();
    let [story, other] = &task.artifacts[..] else {
        panic!("two artifacts: {task:?}")
    };
    assert_eq!(
        (texts(story).as_str(), &*story.name),
        ("Once upon a time.", "Story")
    );
    assert_eq!(story.extensions, ["urn:x", "urn:y"]);
    assert_eq!(story.metadata.as_ref().unwrap()["k"], 1);
    assert_eq!(texts(other), "new");
    assert_eq!(fold(&events).artifacts[0].parts, story.parts);
}

#[tokio::test]
async fn a_shared_agent_is_an_agent() {
    fn check(_: &impl Agent) {}
    let shared = Arc::new(agent(async |_: TaskContext| Ok(())));
    check(&shared);
    let engine = TaskEngine::new(Arc::clone(&shared));
    assert!(Arc::ptr_eq(engine.agent(), &shared));
}

#[tokio::test]
async fn work_in_the_background_ends_with_the_run() {
    use tokio::sync::mpsc;
    let (sender, mut receiver) = mpsc::channel(1);
    let engine = TaskEngine::new(agent(move |task: TaskContext| {
        let sender = sender.clone();
        async move {
            task.require_auth("sign in").await?;
            let late = task.clone();
            tokio::spawn(async move {
                while late.working(()).await.is_ok() {
                    tokio::task::yield_now().await;
                }
                let kind = late.working(()).await.unwrap_err().kind();
                sender.send(kind).await.unwrap();
            });
            Ok(())
        }
    }));
    send_for_task(&engine, request("in")).await;
    assert!(within(receiver.recv()).await.is_some());
}
