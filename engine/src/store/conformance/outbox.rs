//! How far webhooks have been told, and which were given up.

use super::sample::{failure, first, hard_strings, key, note, scope, webhook, working};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::unfinished::check_pages;
use super::violation::{Verdict, same};
use crate::store::{PushRegistration, Scope};
use a2a_bindings::v1_0::TaskState;

async fn check_delivered(store: &Tested, expected: &[u64]) -> Verdict {
    let found = store.webhooks(&scope(), "task").await?;
    let found: Vec<u64> = found.iter().map(|registration| registration.delivered).collect();
    same("how far the webhooks have been told", &found, &expected.to_vec())
}

async fn check_undelivered(store: &Tested, something_to_come: bool) -> Verdict {
    let expected = something_to_come.then(|| key(&scope(), "task"));
    same(
        "undelivered",
        &store.undelivered(None, 10).await?,
        &expected.into_iter().collect(),
    )
}

pub(super) async fn delivered_never_goes_back(lab: Lab) -> Verdict {
    let hook = webhook("task", "a");
    let mut tracked = Tracked::create_with(&lab, &scope(), first(&working("task")), Some(&hook)).await?;
    for number in 2..=8 {
        tracked.append(&lab, note("task", number)).await?;
    }
    lab.put_webhook(&scope(), &webhook("task", "b")).await?;
    check_delivered(&lab, &[0, 8]).await?;
    for (told, then) in [
        (0, 0),
        (2, 2),
        (1, 2),
        (2, 2),
        (7, 7),
        (3, 7),
        (0, 7),
        (8, 8),
        (1, 8),
    ] {
        lab.delivered(&scope(), "task", "a", told).await?;
        lab.delivered(&scope(), "task", "b", told).await?;
        check_delivered(&lab, &[then, 8]).await?;
    }
    Ok(())
}

pub(super) async fn undelivered_are_tasks_with_something_to_come(lab: Lab) -> Verdict {
    let mut tracked = Tracked::create(&lab, &scope(), &working("task")).await?;
    check_undelivered(&lab, false).await?;
    for id in ["a", "b"] {
        lab.put_webhook(&scope(), &webhook("task", id)).await?;
    }
    check_undelivered(&lab, false).await?;
    tracked.append(&lab, note("task", 2)).await?;
    check_undelivered(&lab, true).await?;
    tracked.change(&lab, TaskState::Completed, 0).await?;
    check_undelivered(&lab, true).await?;
    lab.delivered(&scope(), "task", "a", 3).await?;
    check_undelivered(&lab, true).await?;
    lab.delivered(&scope(), "task", "b", 2).await?;
    check_undelivered(&lab, true).await?;
    lab.delivered(&scope(), "task", "b", 3).await?;
    check_undelivered(&lab, false).await?;
    // One that comes late to a task that is over has nothing to come.
    lab.put_webhook(&scope(), &webhook("task", "c")).await?;
    check_undelivered(&lab, false).await
}

pub(super) async fn deleting_a_webhook_takes_back_what_it_had_to_come(lab: Lab) -> Verdict {
    let hook = webhook("task", "a");
    Tracked::create_with(&lab, &scope(), first(&working("task")), Some(&hook)).await?;
    check_undelivered(&lab, true).await?;
    lab.delete_webhook(&scope(), "task", "a").await?;
    check_undelivered(&lab, false).await?;
    // It comes back as one that was never there.
    lab.put_webhook(&scope(), &hook).await?;
    check_delivered(&lab, &[1]).await?;
    check_undelivered(&lab, false).await
}

pub(super) async fn undelivered_come_in_the_order_of_their_keys(lab: Lab) -> Verdict {
    let mut keys = Vec::new();
    for (index, string) in hard_strings().iter().enumerate() {
        let scope = match index % 3 {
            0 => Scope::new(string, "b"),
            1 => Scope::new("b", string),
            _ => scope(),
        };
        let first = first(&working(string));
        let mut tracked = Tracked::create_with(&lab, &scope, first, Some(&webhook(string, "a"))).await?;
        // A task with two is there once.
        lab.put_webhook(&scope, &webhook(string, "b")).await?;
        tracked.append(&lab, note(string, 2)).await?;
        keys.push(key(&scope, string));
    }
    keys.sort();
    check_pages(&lab, &keys, true).await
}

pub(super) async fn what_is_given_up_is_a_dead_letter(lab: Lab) -> Verdict {
    let hook = webhook("task", "a");
    let mut tracked = Tracked::create_with(&lab, &scope(), first(&working("task")), Some(&hook)).await?;
    lab.put_webhook(&scope(), &webhook("task", "b")).await?;
    tracked.append(&lab, note("task", 2)).await?;
    lab.delivered(&scope(), "task", "b", 2).await?;
    check_undelivered(&lab, true).await?;
    lab.give_up(&scope(), "task", "never was", &failure(1, 0)?)
        .await?;
    same("dead_letters", &lab.dead_letters(&scope(), 10).await?, &vec![])?;

    lab.give_up(&scope(), "task", "a", &failure(1, 0)?).await?;
    let mut dead = PushRegistration::new(hook.clone(), 0);
    dead.failure = Some(failure(1, 0)?);
    same(
        "dead_letters",
        &lab.dead_letters(&scope(), 10).await?,
        &vec![dead.clone()],
    )?;
    let all = vec![dead, PushRegistration::new(webhook("task", "b"), 2)];
    same(
        "the webhooks of the task",
        &lab.webhooks(&scope(), "task").await?,
        &all,
    )?;
    check_undelivered(&lab, false).await?;
    // What is appended does not bring it back to life.
    tracked.append(&lab, note("task", 3)).await?;
    check_undelivered(&lab, true).await?;
    lab.delivered(&scope(), "task", "b", 3).await?;
    check_undelivered(&lab, false).await?;
    // It is still a webhook.
    tracked.has_webhooks = true;
    tracked.check(&lab).await?;
    // But who registers it again does: it goes on where it stood.
    lab.put_webhook(&scope(), &hook).await?;
    check_delivered(&lab, &[0, 3]).await?;
    check_undelivered(&lab, true).await?;
    same("dead_letters", &lab.dead_letters(&scope(), 10).await?, &vec![])?;
    lab.give_up(&scope(), "task", "a", &failure(1, 1)?).await?;
    lab.delete_webhook(&scope(), "task", "a").await?;
    same("dead_letters", &lab.dead_letters(&scope(), 10).await?, &vec![])
}

pub(super) async fn the_oldest_dead_letter_comes_first(lab: Lab) -> Verdict {
    let mut expected = Vec::new();
    for (index, after_noon) in [30, 10, 50, -1_000_000, 20, 40].into_iter().enumerate() {
        let task_id = format!("task {}", index % 4);
        if index < 4 {
            Tracked::create(&lab, &scope(), &working(&task_id)).await?;
        }
        let mut registration = PushRegistration::new(webhook(&task_id, &format!("hook {index}")), 1);
        let failure = failure(2, after_noon)?;
        lab.put_webhook(&scope(), &registration.config).await?;
        lab.give_up(&scope(), &task_id, &registration.config.id, &failure)
            .await?;
        registration.failure = Some(failure);
        expected.push((after_noon, registration));
    }
    expected.sort_by_key(|(after_noon, _)| *after_noon);
    let expected: Vec<PushRegistration> = expected
        .into_iter()
        .map(|(_, registration)| registration)
        .collect();
    for limit in [0, 1, 3, 6, 7, usize::MAX] {
        let found = lab.dead_letters(&scope(), limit).await?;
        let expected = expected.iter().take(limit).cloned().collect();
        same(format_args!("dead_letters, at most {limit}"), &found, &expected)?;
    }
    Ok(())
}
