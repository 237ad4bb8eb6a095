//! What is in another scope does not exist.

use super::sample::{failure, first, hard_strings, key, note, scope, webhook, working};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::violation::{Verdict, same};
use crate::store::{Entry, Query, Scope, StoreError};
use a2a_bindings::v1_0::TaskState;
use std::fmt;

/// Scopes that are not [`scope`].
fn foreign() -> Vec<Scope> {
    [
        ("tenant", "somebody"),
        ("elsewhere", "principal"),
        ("elsewhere", "somebody"),
        ("principal", "tenant"),
        ("tenantprincipal", ""),
        ("", "tenantprincipal"),
        ("", "principal"),
        ("tenant", ""),
        ("", ""),
        ("TENANT", "principal"),
        ("tenant", "Principal"),
        ("tenant ", "principal"),
        ("tenant", "principal\0"),
        ("tenant%", "principal_"),
    ]
    .map(|(tenant, principal)| Scope::new(tenant, principal))
    .into()
}

pub(super) async fn a_foreign_task_is_a_missing_task(lab: Lab) -> Verdict {
    let hook = webhook("task", "hook");
    let mut tracked = Tracked::create_with(&lab, &scope(), first(&working("task")), Some(&hook)).await?;
    tracked.append(&lab, note("task", 2)).await?;
    let before = lab.webhooks(&scope(), "task").await?;
    let dead = webhook("another task", "dead");
    let mut another =
        Tracked::create_with(&lab, &scope(), first(&working("another task")), Some(&dead)).await?;
    lab.give_up(&scope(), "another task", "dead", &failure(1, 0)?)
        .await?;
    for theirs in foreign() {
        let missing = attempts(&lab, &theirs, "never was").await?;
        let found = attempts(&lab, &theirs, "task").await?;
        for ((method, missing), (_, found)) in missing.iter().zip(&found) {
            same(
                format_args!(
                    "{method} for a task of another scope must be as for one that never was, in {theirs:?}"
                ),
                found,
                missing,
            )?;
        }
        let page = lab.list(&theirs, &Query::new(10)).await?;
        same(
            format_args!("how many tasks {theirs:?} has"),
            &(page.tasks.len(), page.total),
            &(0, 0),
        )?;
        let letters = lab.dead_letters(&theirs, 10).await?;
        same(format_args!("the dead letters of {theirs:?}"), &letters, &vec![])?;
        tracked.check_complete(&lab).await?;
        same(
            "the webhooks of the owner",
            &lab.webhooks(&scope(), "task").await?,
            &before,
        )?;
    }
    another.append(&lab, note("another task", 2)).await?;
    same(
        "undelivered",
        &lab.undelivered(None, 10).await?,
        &vec![key(&scope(), "task")],
    )
}

/// What each method answers, or how it fails.
async fn attempts(store: &Tested, scope: &Scope, id: &str) -> Verdict<Vec<(&'static str, String)>> {
    let raw = store.raw();
    let mut all = vec![
        ("get", answer(raw.get(scope, id).await)),
        ("entries", answer(raw.entries(scope, id, 0, 10).await)),
        ("entries after all", answer(raw.entries(scope, id, 2, 10).await)),
        ("webhooks", answer(raw.webhooks(scope, id).await)),
    ];
    for number in [1, 2, 3] {
        all.push((
            "append",
            answer(raw.append(scope, id, &Entry::new(number, note(id, number))).await),
        ));
    }
    for hook in ["hook", "other"] {
        all.push((
            "put_webhook",
            answer(raw.put_webhook(scope, &webhook(id, hook), 50).await),
        ));
        all.push((
            "put_webhook without room",
            answer(raw.put_webhook(scope, &webhook(id, hook), 0).await),
        ));
        all.push(("delivered", answer(raw.delivered(scope, id, hook, 2).await)));
        all.push((
            "give_up",
            answer(raw.give_up(scope, id, hook, &failure(1, 0)?).await),
        ));
        all.push((
            "delete_webhook",
            answer(raw.delete_webhook(scope, id, hook).await),
        ));
    }
    Ok(all)
}

fn answer<T: fmt::Debug>(result: Result<T, StoreError>) -> String {
    match result {
        Ok(value) => format!("{value:?}"),
        Err(error) => format!("{:?}: {error}", error.kind()),
    }
}

pub(super) async fn scopes_may_use_the_same_id(lab: Lab) -> Verdict {
    let mut all = Vec::new();
    for (index, scope) in (0..).zip(foreign().into_iter().chain([scope()])) {
        let task = working("task").with_context_id(format!("context {index}"));
        let hook = webhook("task", "hook");
        let mut tracked = Tracked::create_with(&lab, &scope, first(&task), Some(&hook)).await?;
        for _ in 0..=index % 3 {
            tracked.change(&lab, TaskState::Working, index).await?;
        }
        all.push(tracked);
    }
    for tracked in &mut all {
        // Each in turn is changed, and the others are not.
        lab.delivered(&tracked.scope, "task", "hook", 2).await?;
        lab.give_up(&tracked.scope, "task", "hook", &failure(1, 0)?)
            .await?;
        tracked.change(&lab, TaskState::InputRequired, 50).await?;
        lab.delete_webhook(&tracked.scope, "task", "hook").await?;
        tracked.has_webhooks = false;
        same(
            "dead_letters",
            &lab.dead_letters(&tracked.scope, 10).await?,
            &vec![],
        )?;
    }
    for tracked in &all {
        tracked.check_complete(&lab).await?;
        let page = lab.list(&tracked.scope, &Query::new(10)).await?;
        same(
            "how many tasks each scope has",
            &(page.tasks.len(), page.total),
            &(1, 1),
        )?;
    }
    Ok(())
}

pub(super) async fn scopes_are_told_apart_exactly(lab: Lab) -> Verdict {
    let strings = hard_strings();
    let mut all = Vec::new();
    for (index, string) in strings.iter().enumerate() {
        for scope in [Scope::new(string, "p"), Scope::new("t", string)] {
            let task = working("task").with_context_id(index.to_string());
            all.push(Tracked::create(&lab, &scope, &task).await?);
        }
    }
    for tracked in &all {
        tracked.check(&lab).await?;
        let total = lab.list(&tracked.scope, &Query::new(10)).await?.total;
        same(format_args!("how many tasks {:?} has", tracked.scope), &total, &1)?;
    }
    Ok(())
}

pub(super) async fn webhooks_of_another_scope_stay(lab: Lab) -> Verdict {
    let mut others = foreign();
    others.push(scope());
    for scope in &others {
        let hook = webhook("task", "hook");
        Tracked::create_with(&lab, scope, first(&working("task")), Some(&hook)).await?;
    }
    for (index, scope) in others.iter().enumerate() {
        lab.give_up(scope, "task", "hook", &failure(1, 0)?).await?;
        for (other, their) in others.iter().enumerate() {
            let found = lab.dead_letters(their, 10).await?.len();
            let expected = usize::from(other <= index);
            same(
                format_args!("how many dead letters {their:?} has"),
                &found,
                &expected,
            )?;
        }
    }
    Ok(())
}
