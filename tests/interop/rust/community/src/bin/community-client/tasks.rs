//! Tasks, after the message that made them.

use crate::agent::{Agent, artifacts, same, to_task};
use a2a_protocol_types::{
    ListTasksParams, Message, SendMessageConfiguration, Task, TaskQueryParams, TaskState,
};
use anyhow::{Result, ensure};
use support::run;

pub async fn run_all(agent: &Agent) {
    run("get", get(agent)).await;
    run("history-length", history_length(agent)).await;
    run("list", list(agent)).await;
    run("list-order", list_order(agent)).await;
    run("list-artifacts", list_artifacts(agent)).await;
    run("list-paging", list_paging(agent)).await;
    run("cancel", cancel(agent)).await;
    run("extended-card", extended_card(agent)).await;
}

async fn get(agent: &Agent) -> Result<()> {
    let sent = agent.send("hello").await?;
    let task = agent.get(&sent).await?;
    same(&task.context_id, &sent.context_id)?;
    same(task.status.state, TaskState::Completed)?;
    let texts = |task: &Task| -> Vec<_> { artifacts(task).iter().map(|a| format!("{a:?}")).collect() };
    same(texts(&task), texts(&sent))
}

async fn history_length(agent: &Agent) -> Result<()> {
    let asked = agent.send("ask").await?;
    let mut configuration = SendMessageConfiguration::default();
    configuration.history_length = Some(0);
    let answer = to_task("blue", &asked.id.0).with_configuration(configuration);
    same(agent.ask(answer).await?.history.unwrap_or_default().len(), 0)?;
    let whole = agent.get(&asked).await?.history.unwrap_or_default();
    let texts: Vec<_> = whole.iter().filter_map(Message::text).collect();
    ensure!(
        texts.contains(&"ask") && texts.contains(&"blue"),
        "messages {texts:?}"
    );
    for length in [0, 1] {
        let request = TaskQueryParams::new(asked.id.0.as_str()).with_history_length(length);
        let got = agent.client.get_task(request).await?.history.unwrap_or_default();
        let last = whole.iter().rev().take(usize::try_from(length)?);
        same(
            got.iter().map(|message| &message.id).collect(),
            last.map(|message| &message.id).collect::<Vec<_>>(),
        )?;
    }
    Ok(())
}

fn in_context(task: &Task) -> ListTasksParams {
    let mut request = ListTasksParams::default();
    request.context_id = Some(task.context_id.0.clone());
    request
}

/// Three tasks of one context, the oldest first; the last one waits for its client.
async fn three(agent: &Agent) -> Result<[Task; 3]> {
    let one = agent.send("hello").await?;
    let two = agent.send_in(&one, "hello").await?;
    same(&two.context_id, &one.context_id)?;
    let three = agent.send_in(&one, "ask").await?;
    Ok([one, two, three])
}

async fn list(agent: &Agent) -> Result<()> {
    let [one, two, three] = three(agent).await?;
    let all = || in_context(&one);
    let with_state = |state| {
        let mut request = all();
        request.status = Some(state);
        request
    };
    let mut later = all();
    later.status_timestamp_after = Some("2999-01-01T00:00:00Z".to_owned());
    for (request, expected) in [
        (all(), vec![&one, &two, &three]),
        (with_state(TaskState::InputRequired), vec![&three]),
        (with_state(TaskState::Canceled), vec![]),
        (later, vec![]),
    ] {
        let tasks = agent.client.list_tasks(request).await?.tasks;
        same(sorted(&tasks), sorted(expected))?;
    }
    Ok(())
}

async fn list_order(agent: &Agent) -> Result<()> {
    let [one, two, three] = three(agent).await?;
    let tasks = agent.client.list_tasks(in_context(&one)).await?.tasks;
    let found = tasks.iter().map(|task| &task.id);
    same(found.collect(), vec![&three.id, &two.id, &one.id])
}

async fn list_artifacts(agent: &Agent) -> Result<()> {
    let [one, ..] = three(agent).await?;
    for (include_artifacts, expected) in [(None, 0), (Some(true), 2)] {
        let mut request = in_context(&one);
        request.include_artifacts = include_artifacts;
        let tasks = agent.client.list_tasks(request).await?.tasks;
        let counts = tasks.iter().map(|task| artifacts(task).len());
        same(counts.sum::<usize>(), expected)?;
    }
    Ok(())
}

async fn list_paging(agent: &Agent) -> Result<()> {
    let tasks = three(agent).await?;
    let mut request = in_context(&tasks[0]);
    request.page_size = Some(2);
    let mut found = Vec::new();
    for count in [2, 1] {
        let page = agent.client.list_tasks(request.clone()).await?;
        same(page.tasks.len(), count)?;
        let size = usize::try_from(page.page_size)?;
        ensure!([2, count].contains(&size), "pageSize {size}");
        same(page.total_size, 3)?;
        found.extend(page.tasks);
        same(page.next_page_token.is_empty(), count == 1)?;
        request.page_token = Some(page.next_page_token);
    }
    same(sorted(&found), sorted(&tasks))
}

/// The ids of tasks, in whatever order they came.
fn sorted<'a>(tasks: impl IntoIterator<Item = &'a Task>) -> Vec<&'a str> {
    let mut ids: Vec<_> = tasks.into_iter().map(|task| task.id.0.as_str()).collect();
    ids.sort_unstable();
    ids
}

async fn cancel(agent: &Agent) -> Result<()> {
    let task = agent.waiting().await?;
    let canceled = agent.cancel(&task).await?;
    same(&canceled.id, &task.id)?;
    same(canceled.status.state, TaskState::Canceled)?;
    same(agent.get(&task).await?.status.state, TaskState::Canceled)
}

async fn extended_card(agent: &Agent) -> Result<()> {
    let card = agent.client.get_extended_agent_card().await?;
    same(&card.name, &agent.card.name)?;
    same(card.skills.len(), agent.card.skills.len() + 1)
}
