//! Tasks, after the message that made them.

use crate::agent::*;
use a2a::*;
use anyhow::{Result, ensure};
use support::run;

impl Agent {
    pub async fn tasks(&self) {
        run("get", self.check_get()).await;
        run("history-length", self.check_history_length()).await;
        run("list", self.check_list()).await;
        run("list-order", self.check_list_order()).await;
        run("list-artifacts", self.check_list_artifacts()).await;
        run("list-paging", self.check_list_paging()).await;
        run("cancel", self.check_cancel()).await;
        run("extended-card", self.check_extended_card()).await;
    }

    async fn check_get(&self) -> Result<()> {
        let sent = self.send("hello").await?;
        let task = self.get(&sent.id, None).await?;
        same(&task.context_id, &sent.context_id)?;
        same(&task.status.state, &TaskState::Completed)?;
        same(&task.artifacts, &sent.artifacts)
    }

    async fn check_history_length(&self) -> Result<()> {
        let asked = self.send("ask").await?;
        let mut answer = to_task("blue", &asked.id);
        answer.configuration = Some(SendMessageConfiguration {
            history_length: Some(0),
            ..configuration()
        });
        same(self.ask(&answer).await?.history.unwrap_or_default(), Vec::new())?;
        let whole = self.get(&asked.id, None).await?.history.unwrap_or_default();
        let texts: Vec<_> = whole.iter().filter_map(Message::text).collect();
        ensure!(
            texts.contains(&"ask") && texts.contains(&"blue"),
            "messages {texts:?}"
        );
        let none = self.get(&asked.id, Some(0)).await?.history.unwrap_or_default();
        same(none, Vec::new())?;
        let one = self.get(&asked.id, Some(1)).await?.history.unwrap_or_default();
        same(one.as_slice(), &whole[whole.len() - 1..])
    }

    /// Three tasks of one context, the oldest first; the last one waits for its client.
    async fn three(&self) -> Result<[Task; 3]> {
        let one = self.send("hello").await?;
        let two = self.send_in(&one.context_id, "hello").await?;
        same(&two.context_id, &one.context_id)?;
        let three = self.send_in(&one.context_id, "ask").await?;
        Ok([one, two, three])
    }

    async fn check_list(&self) -> Result<()> {
        let [one, two, three] = self.three().await?;
        let all = list(Some(&one.context_id));
        let with_state = |state| ListTasksRequest {
            status: Some(state),
            ..all.clone()
        };
        let later = ListTasksRequest {
            status_timestamp_after: Some("2999-01-01T00:00:00Z".parse()?),
            ..all.clone()
        };
        for (request, expected) in [
            (all.clone(), vec![&one, &two, &three]),
            (with_state(TaskState::InputRequired), vec![&three]),
            (with_state(TaskState::Canceled), vec![]),
            (later, vec![]),
        ] {
            let tasks = self.client.list_tasks(&request).await?.tasks;
            same(sorted(&tasks), sorted(expected))?;
        }
        Ok(())
    }

    async fn check_list_order(&self) -> Result<()> {
        let [one, two, three] = self.three().await?;
        let tasks = self.client.list_tasks(&list(Some(&one.context_id))).await?.tasks;
        let found = tasks.iter().map(|task| &task.id);
        same(found.collect(), vec![&three.id, &two.id, &one.id])
    }

    async fn check_list_artifacts(&self) -> Result<()> {
        let [one, ..] = self.three().await?;
        let all = list(Some(&one.context_id));
        for (include_artifacts, expected) in [(None, 0), (Some(true), 2)] {
            let request = ListTasksRequest {
                include_artifacts,
                ..all.clone()
            };
            let tasks = self.client.list_tasks(&request).await?.tasks;
            let counts = tasks.iter().map(|task| artifacts(task).len());
            same(counts.sum::<usize>(), expected)?;
        }
        Ok(())
    }

    async fn check_list_paging(&self) -> Result<()> {
        let tasks = self.three().await?;
        let mut request = list(Some(&tasks[0].context_id));
        request.page_size = Some(2);
        let mut found = Vec::new();
        for count in [2, 1] {
            let page = self.client.list_tasks(&request).await?;
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

    async fn check_cancel(&self) -> Result<()> {
        let task = self.waiting().await?;
        let canceled = self.cancel(&task.id).await?;
        same(&canceled.id, &task.id)?;
        same(canceled.status.state, TaskState::Canceled)?;
        same(self.get(&task.id, None).await?.status.state, TaskState::Canceled)
    }

    async fn check_extended_card(&self) -> Result<()> {
        let request = GetExtendedAgentCardRequest { tenant: None };
        let card = self.client.get_extended_agent_card(&request).await?;
        same(&card.name, &self.card.name)?;
        same(card.skills.len(), self.card.skills.len() + 1)
    }
}

/// The ids of tasks, in whatever order they came.
fn sorted<'a>(tasks: impl IntoIterator<Item = &'a Task>) -> Vec<&'a str> {
    let mut ids: Vec<_> = tasks.into_iter().map(|task| task.id.as_str()).collect();
    ids.sort_unstable();
    ids
}
