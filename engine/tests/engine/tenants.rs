//! What is somebody else's is missing (§13.1).

use crate::support::*;
use a2a_bindings::v1_0::{
    A2aHandler, CancelTaskRequest, ErrorKind, GetTaskRequest, ListTasksRequest, SubscribeToTaskRequest,
    TaskState,
};
use a2a_bindings::{A2aError, RequestContext};
use a2a_engine::{TaskContext, TaskEngine};

#[tokio::test]
async fn tenants_do_not_see_each_other() {
    let engine = TaskEngine::new(agent(async |task: TaskContext| Ok(task.ask("and?").await?)));
    let mut ours = request("in").with_tenant("ours");
    ours.message.context_id = "shared".to_owned();
    let mut theirs = request("in").with_tenant("theirs");
    theirs.message.context_id = "shared".to_owned();
    let (ours, theirs) = (
        send_for_task(&engine, ours).await,
        send_for_task(&engine, theirs).await,
    );

    for (tenant, own, foreign) in [("ours", &ours, &theirs), ("theirs", &theirs, &ours)] {
        let page = list(
            &engine,
            ListTasksRequest::new()
                .with_tenant(tenant)
                .with_context_id("shared"),
        )
        .await
        .unwrap();
        assert_eq!(
            (page.tasks.len(), page.total_size, &page.tasks[0].id),
            (1, 1, &own.id)
        );

        let none = RequestContext::new;
        for id in [&*foreign.id, "missing"] {
            let errors = [
                engine
                    .get_task(none(), GetTaskRequest::new(id).with_tenant(tenant))
                    .await
                    .map(drop),
                engine
                    .cancel_task(none(), CancelTaskRequest::new(id).with_tenant(tenant))
                    .await
                    .map(drop),
                engine
                    .subscribe_to_task(none(), SubscribeToTaskRequest::new(id).with_tenant(tenant))
                    .await
                    .map(drop),
                send(&engine, follow_up_as(id, tenant)).await.map(drop),
                stream(&engine, follow_up_as(id, tenant)).await.map(drop),
            ];
            for error in errors {
                let error = check_error(error, ErrorKind::TaskNotFound);
                assert_eq!(
                    shape(&error, id),
                    shape(&missing(id), id),
                    "foreign is the same as missing"
                );
            }
        }
        let own = engine
            .get_task(none(), GetTaskRequest::new(&own.id).with_tenant(tenant))
            .await
            .unwrap();
        assert_eq!(own.status.state, TaskState::InputRequired);
    }
    check_error(get(&engine, &ours.id).await, ErrorKind::TaskNotFound);
    assert_eq!(
        list(&engine, ListTasksRequest::new()).await.unwrap().total_size,
        0
    );
}

fn follow_up_as(id: &str, tenant: &str) -> a2a_bindings::v1_0::SendMessageRequest {
    a2a_bindings::v1_0::SendMessageRequest::new(message("more").with_task_id(id)).with_tenant(tenant)
}

fn missing(id: &str) -> A2aError {
    A2aError::new(ErrorKind::TaskNotFound, "there is no such task").with_metadata("taskId", id)
}

/// All that leaves the process.
fn shape(error: &A2aError, id: &str) -> String {
    format!("{:?} {} {:?}", error.info(), error.message(), error.details()).replace(id, "ID")
}
