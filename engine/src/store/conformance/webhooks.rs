//! Registering webhooks.

use super::sample::{failure, first, hard_strings, note, scope, webhook, working};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::violation::{Verdict, refused, same, succeeded};
use crate::store::{PushRegistration, StoreErrorKind};
use a2a_bindings::v1_0::{TaskPushNotificationConfig, TaskState};

/// The webhooks of the task `task`.
async fn check(store: &Tested, expected: &[PushRegistration]) -> Verdict {
    let found = store.webhooks(&scope(), "task").await?;
    same("the webhooks of the task", &found, &expected.to_vec())?;
    // The debug form hides secrets, so a difference in them needs words of its own.
    let secrets = |registrations: &[PushRegistration]| -> Vec<String> {
        let configs = registrations.iter().map(|registration| &registration.config);
        configs.map(|config| config.token.clone()).collect()
    };
    same("the tokens of the webhooks", &secrets(&found), &secrets(expected))?;
    let stored = store.get(&scope(), "task").await?;
    same("has_webhooks", &stored.has_webhooks, &!expected.is_empty())
}

pub(super) async fn an_inline_webhook_has_all_to_come(lab: Lab) -> Verdict {
    let hook = webhook("task", "hook");
    let mut tracked = Tracked::create_with(&lab, &scope(), first(&working("task")), Some(&hook)).await?;
    let expected = [PushRegistration::new(hook, 0)];
    check(&lab, &expected).await?;
    tracked.append(&lab, note("task", 2)).await?;
    check(&lab, &expected).await?;
    tracked.check_complete(&lab).await
}

pub(super) async fn a_later_webhook_has_what_follows_to_come(lab: Lab) -> Verdict {
    let mut tracked = Tracked::create(&lab, &scope(), &working("task")).await?;
    let mut expected = Vec::new();
    check(&lab, &expected).await?;
    for number in 1..=4 {
        let hook = webhook("task", &format!("hook {number}"));
        lab.put_webhook(&scope(), &hook).await?;
        expected.push(PushRegistration::new(hook, tracked.last()));
        check(&lab, &expected).await?;
        tracked.append(&lab, note("task", tracked.last() + 1)).await?;
        check(&lab, &expected).await?;
    }
    // A task that is over takes webhooks too; nothing comes for them.
    tracked.change(&lab, TaskState::Completed, 0).await?;
    let hook = webhook("task", "too late");
    lab.put_webhook(&scope(), &hook).await?;
    expected.push(PushRegistration::new(hook, tracked.last()));
    check(&lab, &expected).await
}

pub(super) async fn webhooks_stay_in_order(lab: Lab) -> Verdict {
    Tracked::create(&lab, &scope(), &working("task")).await?;
    let mut expected = Vec::new();
    for id in ["b", "a", "c", "B", "10", "9"] {
        let hook = webhook("task", id);
        lab.put_webhook(&scope(), &hook).await?;
        expected.push(PushRegistration::new(hook, 1));
        check(&lab, &expected).await?;
    }
    // One that goes and comes back is the last.
    lab.delete_webhook(&scope(), "task", "a").await?;
    expected.remove(1);
    check(&lab, &expected).await?;
    lab.put_webhook(&scope(), &webhook("task", "a")).await?;
    expected.push(PushRegistration::new(webhook("task", "a"), 1));
    check(&lab, &expected).await
}

pub(super) async fn a_webhook_is_replaced_in_its_place(lab: Lab) -> Verdict {
    let mut tracked = Tracked::create(&lab, &scope(), &working("task")).await?;
    let mut expected = Vec::new();
    for id in ["a", "b", "c"] {
        lab.put_webhook(&scope(), &webhook("task", id)).await?;
        expected.push(PushRegistration::new(webhook("task", id), 1));
    }
    for number in 2..=6 {
        tracked.append(&lab, note("task", number)).await?;
    }
    for (index, id, delivered) in [(1, "b", 3), (0, "a", 5), (2, "c", 1), (1, "b", 3)] {
        lab.delivered(&scope(), "task", id, delivered).await?;
        lab.give_up(&scope(), "task", id, &failure(delivered + 1, 0)?)
            .await?;
        let config = TaskPushNotificationConfig::new("https://example.com/replaced")
            .with_task_id("task")
            .with_id(id);
        lab.put_webhook(&scope(), &config).await?;
        if let Some(registration) = expected.get_mut(index) {
            *registration = PushRegistration::new(config, delivered);
        }
        check(&lab, &expected).await?;
    }
    Ok(())
}

pub(super) async fn the_limit_counts_other_webhooks(lab: Lab) -> Verdict {
    Tracked::create(&lab, &scope(), &working("task")).await?;
    let none = lab.raw().put_webhook(&scope(), &webhook("task", "a"), 0).await;
    refused("put_webhook with room for none", none, StoreErrorKind::Full)?;
    check(&lab, &[]).await?;
    let mut expected = Vec::new();
    for id in ["a", "b"] {
        succeeded(
            format_args!("put_webhook of {id:?} with room for 2"),
            lab.raw().put_webhook(&scope(), &webhook("task", id), 2).await,
        )?;
        expected.push(PushRegistration::new(webhook("task", id), 1));
    }
    let full = lab.raw().put_webhook(&scope(), &webhook("task", "c"), 2).await;
    refused(
        "put_webhook of a third one with room for 2",
        full,
        StoreErrorKind::Full,
    )?;
    check(&lab, &expected).await?;
    for limit in [2, usize::MAX] {
        succeeded(
            format_args!("put_webhook of one that is there, with room for {limit}"),
            lab.raw()
                .put_webhook(&scope(), &webhook("task", "b"), limit)
                .await,
        )?;
    }
    let full = lab.raw().put_webhook(&scope(), &webhook("task", "b"), 1).await;
    refused(
        "put_webhook of the second one with room for 1",
        full,
        StoreErrorKind::Full,
    )?;
    check(&lab, &expected).await?;
    // The webhooks of another task do not count.
    Tracked::create(&lab, &scope(), &working("another")).await?;
    succeeded(
        "put_webhook of the first one of another task, with room for 1",
        lab.raw().put_webhook(&scope(), &webhook("another", "c"), 1).await,
    )?;
    // One that goes makes room.
    lab.delete_webhook(&scope(), "task", "a").await?;
    succeeded(
        "put_webhook after another one has gone",
        lab.raw().put_webhook(&scope(), &webhook("task", "c"), 2).await,
    )?;
    check(
        &lab,
        &["b", "c"].map(|id| PushRegistration::new(webhook("task", id), 1)),
    )
    .await
}

pub(super) async fn deleting_twice_is_fine(lab: Lab) -> Verdict {
    for id in ["task", "another"] {
        let hook = webhook(id, "hook");
        Tracked::create_with(&lab, &scope(), first(&working(id)), Some(&hook)).await?;
    }
    let kept = [PushRegistration::new(webhook("task", "kept"), 1)];
    lab.put_webhook(&scope(), &webhook("task", "kept")).await?;
    lab.delete_webhook(&scope(), "task", "never was").await?;
    for _ in 0..2 {
        lab.delete_webhook(&scope(), "task", "hook").await?;
        check(&lab, &kept).await?;
    }
    // What comes late for it changes nothing.
    lab.delivered(&scope(), "task", "hook", 1).await?;
    lab.give_up(&scope(), "task", "hook", &failure(1, 0)?).await?;
    check(&lab, &kept).await?;
    same("dead_letters", &lab.dead_letters(&scope(), 10).await?, &vec![])?;
    let another = lab.webhooks(&scope(), "another").await?;
    same(
        "the webhooks of another task",
        &another,
        &vec![PushRegistration::new(webhook("another", "hook"), 0)],
    )?;
    lab.delete_webhook(&scope(), "task", "kept").await?;
    check(&lab, &[]).await
}

pub(super) async fn any_string_is_an_id_of_a_webhook(lab: Lab) -> Verdict {
    Tracked::create(&lab, &scope(), &working("task")).await?;
    let mut expected = Vec::new();
    for id in hard_strings() {
        lab.put_webhook(&scope(), &webhook("task", &id)).await?;
        expected.push(PushRegistration::new(webhook("task", &id), 1));
    }
    check(&lab, &expected).await?;
    for id in hard_strings() {
        lab.delete_webhook(&scope(), "task", &id).await?;
        expected.remove(0);
        check(&lab, &expected).await?;
    }
    Ok(())
}
