//! Calls that nobody waits for to the end.

use super::sample::{failure, first, key, note, scope, webhook, working};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::violation::{Verdict, Violation, ensure, refused, same};
use crate::store::{Entry, PushRegistration, StoreErrorKind};
use a2a_bindings::v1_0::{Message, Role};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use tokio::task::yield_now;

/// Polls a call so many times, and then drops it.
async fn abandon<T>(call: impl Future<Output = T>, polls: u32) {
    let mut call = Box::pin(call);
    for _ in 0..polls {
        let ready = poll_fn(|context| Poll::Ready(Pin::new(&mut call).poll(context).is_ready())).await;
        if ready {
            return;
        }
        yield_now().await;
    }
}

/// Appends an entry that goes to the history, after an append of the same number was dropped. That one may take a
/// while to happen, if it does.
async fn append_after(store: &Tested, tracked: &mut Tracked, dropped: Entry) -> Verdict {
    let said = Message::new("insisted", Role::User, ["insisted"]);
    let insisted = Entry::new(dropped.number, note(&tracked.task.id, dropped.number)).with_said(Some(said));
    let result = store.raw().append(&scope(), &tracked.task.id, &insisted).await;
    if result.is_ok() {
        tracked.record(insisted);
    } else {
        refused(
            "append after one that was dropped",
            result,
            StoreErrorKind::Conflict,
        )?;
        tracked.record(dropped);
    }
    tracked.check_complete(store).await
}

pub(super) async fn a_dropped_append_happens_or_not(lab: Lab) -> Verdict {
    let mut tracked = Tracked::create(&lab, &scope(), &working("task")).await?;
    for polls in 0..8 {
        let said = Message::new("dropped", Role::User, ["dropped"]);
        let number = tracked.last() + 1;
        let dropped = Entry::new(number, note("task", number)).with_said(Some(said));
        abandon(lab.raw().append(&scope(), "task", &dropped), polls).await;
        append_after(&lab, &mut tracked, dropped).await?;
    }
    tracked.check_complete(&lab).await
}

pub(super) async fn a_dropped_create_happens_or_not(lab: Lab) -> Verdict {
    for polls in 0..8 {
        let id = format!("task {polls}");
        let (dropped, hook) = (working(&id).with_context_id("dropped"), webhook(&id, "dropped"));
        abandon(lab.raw().create(&scope(), &first(&dropped), Some(&hook)), polls).await;
        let insisted = working(&id);
        let result = lab.raw().create(&scope(), &first(&insisted), None).await;
        let happened = result.is_err();
        if happened {
            refused(
                "create after one that was dropped",
                result,
                StoreErrorKind::Conflict,
            )?;
        }
        let task = if happened { dropped } else { insisted };
        let mut tracked = Tracked {
            scope: scope(),
            entries: Vec::new(),
            task: task.clone(),
            has_webhooks: happened,
        };
        tracked.record(first(&task));
        tracked.check_complete(&lab).await?;
        let webhooks = lab.webhooks(&scope(), &id).await?;
        let expected = happened.then(|| PushRegistration::new(hook, 0));
        same(
            "the webhooks, which come with the task",
            &webhooks,
            &expected.into_iter().collect(),
        )?;
        tracked.append(&lab, note(&id, 2)).await?;
        tracked.check_complete(&lab).await?;
        let undelivered = lab.undelivered(None, 100).await?.contains(&key(&scope(), &id));
        same("whether the task is undelivered", &undelivered, &happened)?;
    }
    Ok(())
}

pub(super) async fn dropped_changes_of_webhooks_happen_or_not(lab: Lab) -> Verdict {
    for polls in 0..8 {
        let id = format!("task {polls}");
        let kept = webhook(&id, "kept");
        let mut tracked = Tracked::create_with(&lab, &scope(), first(&working(&id)), Some(&kept)).await?;
        tracked.append(&lab, note(&id, 2)).await?;
        let failure = failure(2, 0)?;
        let changed = webhook(&id, "changed");
        abandon(lab.raw().put_webhook(&scope(), &changed, 2), polls).await;
        lab.put_webhook(&scope(), &changed).await?;
        abandon(lab.raw().delivered(&scope(), &id, "kept", 1), polls).await;
        lab.delivered(&scope(), &id, "kept", 1).await?;
        abandon(lab.raw().give_up(&scope(), &id, "kept", &failure), polls).await;
        lab.give_up(&scope(), &id, "kept", &failure).await?;
        abandon(lab.raw().delete_webhook(&scope(), &id, "changed"), polls).await;
        lab.delete_webhook(&scope(), &id, "changed").await?;
        // Done again, each is as if it had been done once.
        let mut expected = PushRegistration::new(kept, 1);
        expected.failure = Some(failure);
        same(
            "the webhooks of the task",
            &lab.webhooks(&scope(), &id).await?,
            &vec![expected],
        )?;
        tracked.check_complete(&lab).await?;
    }
    Ok(())
}

pub(super) async fn dropped_readers_leave_no_trace(lab: Lab) -> Verdict {
    let hook = webhook("task", "hook");
    let mut tracked = Tracked::create_with(&lab, &scope(), first(&working("task")), Some(&hook)).await?;
    for polls in 0..4 {
        abandon(lab.raw().get(&scope(), "task"), polls).await;
        abandon(lab.raw().entries(&scope(), "task", 0, 10), polls).await;
        abandon(lab.raw().list(&scope(), &crate::store::Query::new(10)), polls).await;
        abandon(lab.raw().webhooks(&scope(), "task"), polls).await;
        abandon(lab.raw().unfinished(None, 10), polls).await;
        abandon(lab.raw().undelivered(None, 10), polls).await;
        abandon(lab.raw().dead_letters(&scope(), 10), polls).await;
        tracked.append(&lab, note("task", tracked.last() + 1)).await?;
        tracked.check_complete(&lab).await?;
    }
    let seen = lab.find(&scope(), "task").await?.map(|stored| stored.last);
    ensure(seen == Some(5), || {
        format!("the task must be as of entry 5, but get has {seen:?}")
    })?;
    let missing = lab.find(&scope(), "missing").await?;
    missing.map_or(Ok(()), |_| {
        Err(Violation::new("nothing must come of a call that only looks"))
    })
}
