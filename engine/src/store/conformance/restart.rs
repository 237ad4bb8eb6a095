//! What is there after a restart. Only for stores that last.

use super::list::walk;
use super::sample::{TERMINAL, failure, first, key, note, rich_task, scope, task, webhook, working};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::violation::{Verdict, refused, same};
use crate::store::{Entry, PushRegistration, Query, Scope, StoreErrorKind};
use a2a_bindings::v1_0::{Artifact, Message, Role, TaskState};

pub(super) async fn tasks_last(lab: Lab) -> Verdict {
    let tracked = Tracked::create(&lab, &scope(), &rich_task()?).await?;
    let foreign = Tracked::create(&lab, &Scope::new("principal", "tenant"), &working("task")).await?;
    let lab = lab.restart().await?;
    tracked.check_complete(&lab).await?;
    foreign.check_complete(&lab).await?;
    let again = lab.raw().create(&scope(), &first(&working("task")), None).await;
    refused("create with an id that is taken", again, StoreErrorKind::Conflict)
}

pub(super) async fn entries_last(mut lab: Lab) -> Verdict {
    let mut tracked = Tracked::create(&lab, &scope(), &working("task")).await?;
    for number in 2..=6 {
        let said = Message::new("said", Role::User, ["said"]);
        let entry = tracked.next(note("task", number)).with_said(Some(said));
        tracked.append_entry(&lab, entry).await?;
        let artifact = Artifact::new("artifact", [number.to_string()]);
        let update = super::sample::artifact_update(&tracked.task, artifact, true);
        tracked.append(&lab, update).await?;
        lab = lab.restart().await?;
        tracked.check_complete(&lab).await?;
        for wrong in [0, 1, tracked.last(), tracked.last() + 2] {
            let appended = lab
                .raw()
                .append(&scope(), "task", &Entry::new(wrong, note("task", wrong)))
                .await;
            refused(
                format_args!("append of entry {wrong}"),
                appended,
                StoreErrorKind::Conflict,
            )?;
        }
    }
    Ok(())
}

pub(super) async fn finality_lasts(lab: Lab) -> Verdict {
    let mut all = Vec::new();
    for state in TERMINAL {
        let mut tracked = Tracked::create(&lab, &scope(), &working(&state.to_string())).await?;
        tracked.change(&lab, state, 1).await?;
        all.push(tracked);
    }
    let lab = lab.restart().await?;
    for tracked in all {
        let entry = tracked.next(note(&tracked.task.id, 3));
        let appended = lab.raw().append(&scope(), &tracked.task.id, &entry).await;
        refused(
            "append to a task that is over",
            appended,
            StoreErrorKind::Conflict,
        )?;
        tracked.check(&lab).await?;
    }
    same("unfinished", &lab.unfinished(None, 10).await?, &vec![])
}

pub(super) async fn unfinished_last(lab: Lab) -> Verdict {
    Tracked::create(&lab, &scope(), &working("b")).await?;
    Tracked::create(&lab, &scope(), &working("a")).await?;
    Tracked::create(&lab, &scope(), &task("c", TaskState::InputRequired, 0)).await?;
    let lab = lab.restart().await?;
    let expected = ["a", "b"].map(|id| key(&scope(), id)).to_vec();
    same("unfinished", &lab.unfinished(None, 10).await?, &expected)
}

pub(super) async fn positions_last(lab: Lab) -> Verdict {
    // Of the same time, so that their order is the store's own.
    for number in 0..9 {
        Tracked::create(&lab, &scope(), &working(&format!("task {number}"))).await?;
    }
    let mut query = Query::new(4);
    let before = walk(&lab, &scope(), &query, Some(9)).await?;
    query.after = lab.list(&scope(), &query).await?.next;
    let lab = lab.restart().await?;
    let rest = walk(&lab, &scope(), &query, Some(9)).await?;
    same(
        "the pages that follow",
        &rest,
        &before.get(4..).unwrap_or_default().to_vec(),
    )?;
    // New ones do not take the places of the old ones.
    for number in 0..3 {
        Tracked::create(&lab, &scope(), &working(&format!("new {number}"))).await?;
    }
    query.after = None;
    let mut all: Vec<String> = walk(&lab, &scope(), &query, Some(12))
        .await?
        .into_iter()
        .map(|task| task.id)
        .collect();
    all.sort();
    all.dedup();
    same("how many different tasks are listed", &all.len(), &12)
}

async fn check_webhooks(lab: &Tested, expected: &[PushRegistration]) -> Verdict {
    let found = lab.webhooks(&scope(), "task").await?;
    same("the webhooks of the task", &found, &expected.to_vec())?;
    let token = |registration: &PushRegistration| registration.config.token.clone();
    let (found, expected): (Vec<_>, Vec<_>) = (
        found.iter().map(token).collect(),
        expected.iter().map(token).collect(),
    );
    same("the tokens of the webhooks", &found, &expected)
}

pub(super) async fn webhooks_last(mut lab: Lab) -> Verdict {
    let registration = |id: &str, delivered| PushRegistration::new(webhook("task", id), delivered);
    let inline = webhook("task", "b");
    let mut tracked = Tracked::create_with(&lab, &scope(), first(&working("task")), Some(&inline)).await?;
    lab = lab.restart().await?;
    check_webhooks(&lab, &[registration("b", 0)]).await?;
    same(
        "undelivered",
        &lab.undelivered(None, 10).await?,
        &vec![key(&scope(), "task")],
    )?;

    lab.put_webhook(&scope(), &webhook("task", "a")).await?;
    tracked.append(&lab, note("task", 2)).await?;
    lab.delivered(&scope(), "task", "b", 1).await?;
    lab = lab.restart().await?;
    check_webhooks(&lab, &[registration("b", 1), registration("a", 1)]).await?;

    tracked.change(&lab, TaskState::Completed, 0).await?;
    lab.give_up(&scope(), "task", "b", &failure(2, 0)?).await?;
    lab = lab.restart().await?;
    let mut dead = registration("b", 1);
    dead.failure = Some(failure(2, 0)?);
    check_webhooks(&lab, &[dead.clone(), registration("a", 1)]).await?;
    same(
        "dead_letters",
        &lab.dead_letters(&scope(), 10).await?,
        &vec![dead],
    )?;
    same(
        "undelivered",
        &lab.undelivered(None, 10).await?,
        &vec![key(&scope(), "task")],
    )?;
    tracked.check(&lab).await?;
    tracked.check_entries(&lab, 1, usize::MAX, true).await?;

    lab.put_webhook(&scope(), &inline).await?;
    lab = lab.restart().await?;
    check_webhooks(&lab, &[registration("b", 1), registration("a", 1)]).await?;
    lab.delete_webhook(&scope(), "task", "b").await?;
    lab.delivered(&scope(), "task", "a", 3).await?;
    lab = lab.restart().await?;
    check_webhooks(&lab, &[registration("a", 3)]).await?;
    same("undelivered", &lab.undelivered(None, 10).await?, &vec![])
}
