//! Creating tasks, appending to them, and getting them back.

use super::sample::{
    TERMINAL, artifact_update, failure, first, hard_strings, note, rich_task, scope, state_update, status,
    status_update, task, webhook, working,
};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::violation::{Verdict, refused, same, succeeded};
use crate::store::{Entry, StoreErrorKind};
use a2a_bindings::v1_0::{Artifact, Message, Role, StreamResponse, Task, TaskState};

pub(super) async fn a_rich_task_comes_back(lab: Lab) -> Verdict {
    let task = rich_task()?;
    let tracked = Tracked::create(&lab, &scope(), &task).await?;
    tracked.check_complete(&lab).await
}

pub(super) async fn rich_entries_come_back(lab: Lab) -> Verdict {
    let rich = rich_task()?;
    let mut tracked = Tracked::create(&lab, &scope(), &working("task")).await?;
    for artifact in &rich.artifacts {
        tracked
            .append(&lab, artifact_update(&rich, artifact.clone(), false))
            .await?;
        tracked
            .append(&lab, artifact_update(&rich, artifact.clone(), true))
            .await?;
    }
    for message in &rich.history {
        let entry = tracked.next(status_update(&rich, rich.status.clone()));
        tracked
            .append_entry(&lab, entry.with_said(Some(message.clone())))
            .await?;
    }
    tracked.check_complete(&lab).await
}

pub(super) async fn any_string_is_an_id(lab: Lab) -> Verdict {
    let mut all = Vec::new();
    for (index, id) in (0..).zip(hard_strings()) {
        same(
            format_args!("whether get finds {id:?} before it is created"),
            &lab.find(&scope(), &id).await?.is_some(),
            &false,
        )?;
        let mut task = task(&id, TaskState::Working, index);
        task.context_id = id;
        all.push(Tracked::create(&lab, &scope(), &task).await?);
    }
    for tracked in &mut all {
        tracked.change(&lab, TaskState::Completed, 100).await?;
    }
    for tracked in &all {
        tracked.check(&lab).await?;
    }
    Ok(())
}

pub(super) async fn an_id_is_used_once(lab: Lab) -> Verdict {
    let mut tracked = Tracked::create(&lab, &scope(), &working("task")).await?;
    tracked.append(&lab, note("task", 2)).await?;
    let again = first(&task("task", TaskState::Submitted, 50).with_context_id("another"));
    let hook = webhook("task", "hook");
    for state in [TaskState::Working, TaskState::Completed] {
        tracked.change(&lab, state, 10).await?;
        for webhook in [None, Some(&hook)] {
            let created = lab.raw().create(&scope(), &again, webhook).await;
            refused(
                "create with an id that is taken",
                created,
                StoreErrorKind::Conflict,
            )?;
        }
        tracked.check(&lab).await?;
    }
    Ok(())
}

pub(super) async fn a_log_begins_with_entry_one(lab: Lab) -> Verdict {
    for number in [0, 2, u64::MAX] {
        let entry = Entry::new(number, StreamResponse::Task(working("task")));
        let created = lab.raw().create(&scope(), &entry, None).await;
        refused(
            format_args!("create with entry {number}"),
            created,
            StoreErrorKind::Conflict,
        )?;
        same(
            "whether the task is there all the same",
            &lab.find(&scope(), "task").await?.is_some(),
            &false,
        )?;
    }
    Tracked::create(&lab, &scope(), &working("task"))
        .await?
        .check(&lab)
        .await
}

pub(super) async fn entries_are_numbered_without_gaps(lab: Lab) -> Verdict {
    let mut tracked = Tracked::create(&lab, &scope(), &working("task")).await?;
    for _ in 0..4 {
        for wrong in [0, 1, tracked.last(), tracked.last() + 2, u64::MAX] {
            conflicts(&lab, &tracked, wrong, note("task", 99)).await?;
            // A change of what the task is listed by, too.
            conflicts(
                &lab,
                &tracked,
                wrong,
                state_update(&tracked.task, TaskState::Completed, 99),
            )
            .await?;
        }
        tracked.check_complete(&lab).await?;
        tracked.append(&lab, note("task", tracked.last() + 1)).await?;
        tracked.check_complete(&lab).await?;
    }
    Ok(())
}

pub(super) async fn a_task_in_a_terminal_state_is_final(lab: Lab) -> Verdict {
    for (index, state) in (0..).zip(TERMINAL) {
        // By a status update, by a whole task, and from the start.
        let mut updated = Tracked::create(&lab, &scope(), &working(&format!("updated {state}"))).await?;
        updated.change(&lab, state.clone(), index).await?;
        let mut replaced = Tracked::create(&lab, &scope(), &working(&format!("replaced {state}"))).await?;
        let whole = Task {
            status: status(state.clone(), index),
            ..replaced.task.clone()
        };
        replaced.append(&lab, StreamResponse::Task(whole)).await?;
        let begun = task(&format!("begun {state}"), state, index);
        let begun = Tracked::create(&lab, &scope(), &begun).await?;
        for tracked in [updated, replaced, begun] {
            stays_as_it_is(&lab, &tracked).await?;
        }
    }
    Ok(())
}

async fn stays_as_it_is(store: &Tested, tracked: &Tracked) -> Verdict {
    let task = &tracked.task;
    let mut responses = vec![
        note(&task.id, 3),
        artifact_update(task, Artifact::new("late", ["late"]), false),
        StreamResponse::Task(working(&task.id)),
    ];
    responses.extend(TERMINAL.map(|state| state_update(task, state, 99)));
    for response in responses {
        conflicts(store, tracked, tracked.last() + 1, response).await?;
    }
    tracked.check(store).await
}

async fn conflicts(store: &Tested, tracked: &Tracked, number: u64, response: StreamResponse) -> Verdict {
    let said = Message::new("never said", Role::User, ["never said"]);
    let entry = Entry::new(number, response).with_said(Some(said));
    let result = store.raw().append(&scope(), &tracked.task.id, &entry).await;
    let (last, state) = (tracked.last(), &tracked.task.status.state);
    refused(
        format_args!("append of entry {number} after entry {last} to a task in {state}"),
        result,
        StoreErrorKind::Conflict,
    )
}

pub(super) async fn other_states_are_not_final(lab: Lab) -> Verdict {
    let mut tracked = Tracked::create(&lab, &scope(), &task("task", TaskState::Unspecified, 0)).await?;
    let states = [
        TaskState::Submitted,
        TaskState::InputRequired,
        TaskState::AuthRequired,
        rich_task()?.status.state,
        TaskState::Unspecified,
        TaskState::Working,
    ];
    for (state, after_noon) in states.into_iter().zip(1..) {
        tracked.change(&lab, state, after_noon).await?;
        tracked.check_complete(&lab).await?;
    }
    Ok(())
}

pub(super) async fn a_missing_task_is_not_found(lab: Lab) -> Verdict {
    // With other tasks about, and without.
    for _ in 0..2 {
        same("get", &lab.find(&scope(), "missing").await?.is_some(), &false)?;
        let entries = lab.entries(&scope(), "missing", 0, 10).await?;
        same("entries", &entries.is_some(), &false)?;
        let appended = lab
            .raw()
            .append(&scope(), "missing", &Entry::new(1, note("missing", 1)))
            .await;
        refused("append of entry 1", appended, StoreErrorKind::NotFound)?;
        let appended = lab
            .raw()
            .append(&scope(), "missing", &Entry::new(2, note("missing", 2)))
            .await;
        refused("append of entry 2", appended, StoreErrorKind::NotFound)?;
        let webhooks = lab.raw().webhooks(&scope(), "missing").await;
        same("webhooks", &succeeded("webhooks", webhooks)?, &None)?;
        let put = lab
            .raw()
            .put_webhook(&scope(), &webhook("missing", "hook"), 50)
            .await;
        refused("put_webhook", put, StoreErrorKind::NotFound)?;
        let put = lab
            .raw()
            .put_webhook(&scope(), &webhook("missing", "hook"), 0)
            .await;
        refused(
            "put_webhook where there is no room",
            put,
            StoreErrorKind::NotFound,
        )?;
        let deleted = lab.raw().delete_webhook(&scope(), "missing", "hook").await;
        refused("delete_webhook", deleted, StoreErrorKind::NotFound)?;
        lab.delivered(&scope(), "missing", "hook", 1).await?;
        lab.give_up(&scope(), "missing", "hook", &failure(1, 0)?).await?;
        same("get", &lab.find(&scope(), "missing").await?.is_some(), &false)?;
        let there = lab.find(&scope(), "task").await?.is_some();
        if !there {
            Tracked::create_with(
                &lab,
                &scope(),
                first(&working("task")),
                Some(&webhook("task", "hook")),
            )
            .await?;
        }
    }
    Ok(())
}
