//! Tasks, after the message that made them.

use crate::agent::{Agent, message, next, rest, state, task, text};
use crate::failure::{Failure, require, same};
use a2a_bindings::v1_0::{
    GetExtendedAgentCardRequest, GetTaskRequest, ListTasksRequest, SendMessageConfiguration,
    SendMessageRequest, StreamResponse, Task, TaskState,
};
use futures_util::future::try_join;

pub(crate) async fn get(agent: &Agent) -> Result<(), Failure> {
    let sent = agent.send("hello").await?;
    let task = agent.get(&sent.id).await?;
    same("context", &task.context_id, &sent.context_id)?;
    same("state", &task.status.state, &TaskState::Completed)?;
    same("artifacts", &task.artifacts, &sent.artifacts)
}

pub(crate) async fn history_length(agent: &Agent) -> Result<(), Failure> {
    let asked = agent.send("ask").await?;
    let configuration = SendMessageConfiguration::new().with_history_length(0);
    let message = message("blue").with_task_id(asked.id.as_str());
    let request = SendMessageRequest::new(message).with_configuration(configuration);
    let answered = task(agent.client.send_message(request).await?)?;
    same("messages in the answer", answered.history.len(), 0)?;
    let whole = agent.get(&asked.id).await?.history;
    let texts: Vec<_> = whole.iter().map(|message| text(&message.parts)).collect();
    for said in ["ask", "blue"] {
        require(texts.iter().any(|text| text == said), || {
            format!("messages {texts:?}")
        })?;
    }
    for (length, expected) in [
        (0, &[][..]),
        (1, whole.last().map(std::slice::from_ref).unwrap_or_default()),
    ] {
        let request = GetTaskRequest::new(asked.id.as_str()).with_history_length(length);
        let got = agent.client.get_task(request).await?.history;
        require(got == expected, || format!("historyLength {length}: {got:?}"))?;
    }
    Ok(())
}

/// Three tasks of one context, the oldest first; the last one waits for its client.
async fn three(agent: &Agent) -> Result<[Task; 3], Failure> {
    let one = agent.send("hello").await?;
    let two = agent.send_in(&one.context_id, "hello").await?;
    same("context", &two.context_id, &one.context_id)?;
    let three = agent.send_in(&one.context_id, "ask").await?;
    Ok([one, two, three])
}

fn in_context(task: &Task) -> ListTasksRequest {
    ListTasksRequest::new().with_context_id(task.context_id.as_str())
}

/// The ids of tasks, in whatever order they came.
fn sorted<'a>(tasks: impl IntoIterator<Item = &'a Task>) -> Vec<&'a str> {
    let mut ids: Vec<_> = tasks.into_iter().map(|task| task.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

pub(crate) async fn list(agent: &Agent) -> Result<(), Failure> {
    let [one, two, three] = three(agent).await?;
    let all = || in_context(&one);
    let future = "2999-01-01T00:00:00Z"
        .parse()
        .map_err(|_| Failure::new("no time"))?;
    for (what, request, expected) in [
        ("all", all(), vec![&one, &two, &three]),
        (
            "INPUT_REQUIRED",
            all().with_status(TaskState::InputRequired),
            vec![&three],
        ),
        ("CANCELED", all().with_status(TaskState::Canceled), vec![]),
        ("the future", all().with_status_timestamp_after(future), vec![]),
    ] {
        let page = agent.client.list_tasks(request).await?;
        same(what, sorted(&page.tasks), sorted(expected))?;
    }
    Ok(())
}

pub(crate) async fn list_order(agent: &Agent) -> Result<(), Failure> {
    let [one, two, three] = three(agent).await?;
    let page = agent.client.list_tasks(in_context(&one)).await?;
    let found = page.tasks.iter().map(|task| &task.id);
    same("tasks", found.collect(), vec![&three.id, &two.id, &one.id])
}

pub(crate) async fn list_artifacts(agent: &Agent) -> Result<(), Failure> {
    let [one, ..] = three(agent).await?;
    let with_artifacts = in_context(&one).with_include_artifacts(true);
    for (request, expected) in [(in_context(&one), 0), (with_artifacts, 2)] {
        let page = agent.client.list_tasks(request).await?;
        let counts = page.tasks.iter().map(|task| task.artifacts.len());
        same("artifacts", counts.sum(), expected)?;
    }
    Ok(())
}

pub(crate) async fn list_paging(agent: &Agent) -> Result<(), Failure> {
    let tasks = three(agent).await?;
    let mut request = in_context(&tasks[0]).with_page_size(2);
    let mut found = Vec::new();
    for count in [2, 1] {
        let page = agent.client.list_tasks(request.clone()).await?;
        same("tasks on a page", page.tasks.len(), count)?;
        let size = usize::try_from(page.page_size).unwrap_or_default();
        require([2, count].contains(&size), || format!("pageSize {size}"))?;
        same("totalSize", page.total_size, 3)?;
        found.extend(page.tasks);
        require(page.next_page_token.is_empty() == (count == 1), || {
            format!("token {:?}", page.next_page_token)
        })?;
        request = request.with_page_token(page.next_page_token);
    }
    same("tasks", sorted(&found), sorted(&tasks))
}

pub(crate) async fn cancel(agent: &Agent) -> Result<(), Failure> {
    let task = agent.waiting().await?;
    let canceled = agent.cancel(&task.id).await?;
    same("task", &canceled.id, &task.id)?;
    same("state", &canceled.status.state, &TaskState::Canceled)?;
    same(
        "state later",
        &agent.get(&task.id).await?.status.state,
        &TaskState::Canceled,
    )
}

pub(crate) async fn resubscribe(agent: &Agent) -> Result<(), Failure> {
    let mut left = agent
        .client
        .send_streaming_message(crate::agent::request("wait"))
        .await?;
    let first = next(&mut left).await?;
    let StreamResponse::Task(begun) = first else {
        return Err(Failure::new(format!("the first event: {first:?}")));
    };
    // The client leaves; the task goes on.
    drop(left);
    let mut again = agent.subscribe(&begun.id).await?;
    let first = next(&mut again).await?;
    let is_task = matches!(&first, StreamResponse::Task(task) if task.id == begun.id);
    require(is_task, || {
        format!("the first event of the subscription: {first:?}")
    })?;
    let cancel = async { agent.cancel(&begun.id).await.map_err(Failure::from) };
    let (events, _) = try_join(rest(again), cancel).await?;
    same(
        "the last state",
        events.last().and_then(state),
        Some(&TaskState::Canceled),
    )
}

pub(crate) async fn extended_card(agent: &Agent) -> Result<(), Failure> {
    let request = GetExtendedAgentCardRequest::new();
    let card = agent.client.get_extended_agent_card(request).await?;
    same("name", &card.name, &agent.card.name)?;
    same("skills", card.skills.len(), agent.card.skills.len() + 1)
}
