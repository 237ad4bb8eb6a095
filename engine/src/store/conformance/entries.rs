//! Reading a log.

use super::sample::{first, note, scope, webhook, working};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::violation::{Verdict, ensure, same};
use crate::store::MIN_KEPT_ENTRIES;
use a2a_bindings::v1_0::{TaskPushNotificationConfig, TaskState};

/// How many of the latest entries every store keeps for those who still need them.
const KEPT: u64 = MIN_KEPT_ENTRIES as u64;

/// A log of this many entries.
async fn log(
    store: &Tested,
    id: &str,
    length: u64,
    webhook: Option<&TaskPushNotificationConfig>,
) -> Verdict<Tracked> {
    let mut tracked = Tracked::create_with(store, &scope(), first(&working(id)), webhook).await?;
    for number in 2..=length {
        tracked.append(store, note(id, number)).await?;
    }
    Ok(tracked)
}

pub(super) async fn entries_are_read_from_anywhere(lab: Lab) -> Verdict {
    let tracked = log(&lab, "task", 12, None).await?;
    // A neighbour, whose entries are nobody else's.
    log(&lab, "task 2", 14, None).await?;
    for after in (0..15).chain([u64::MAX - 1, u64::MAX]) {
        for limit in [0, 1, 2, 5, 11, 12, 13, usize::MAX] {
            tracked.check_entries(&lab, after, limit, true).await?;
        }
    }
    Ok(())
}

pub(super) async fn a_long_log_has_no_gap(lab: Lab) -> Verdict {
    let mut tracked = log(&lab, "task", 300, None).await?;
    check_all(&lab, &tracked, tracked.last() - KEPT).await?;
    tracked.change(&lab, TaskState::Completed, 0).await?;
    // Nobody needs the entries of a task that is over.
    check_all(&lab, &tracked, tracked.last()).await?;
    tracked.check(&lab).await
}

/// Each place in the log has all that follows or nothing, and if one has it then so have those after it.
async fn check_all(store: &Tested, tracked: &Tracked, kept_from: u64) -> Verdict {
    let mut goes_back = false;
    for after in 0..=tracked.last() + 1 {
        let must = after >= kept_from && after < tracked.last();
        for limit in [1, 7, usize::MAX] {
            let found = tracked.check_entries(store, after, limit, must).await?;
            ensure(found || !goes_back || after >= tracked.last(), || {
                format!(
                    "the log has what comes after entry {}, but not after {after}",
                    after - 1
                )
            })?;
            goes_back |= found;
        }
    }
    Ok(())
}

pub(super) async fn what_webhooks_have_to_come_is_kept(lab: Lab) -> Verdict {
    let inline = webhook("task", "inline");
    let mut tracked = log(&lab, "task", 6, Some(&inline)).await?;
    // Has entries 7 to 12 to come.
    lab.put_webhook(&scope(), &webhook("task", "later")).await?;
    for number in 7..=11 {
        tracked.append(&lab, note("task", number)).await?;
    }
    tracked.change(&lab, TaskState::Completed, 0).await?;
    tracked.check_complete(&lab).await?;
    lab.delivered(&scope(), "task", "inline", 3).await?;
    check_all(&lab, &tracked, 3).await?;
    lab.delivered(&scope(), "task", "inline", 12).await?;
    check_all(&lab, &tracked, 6).await?;
    lab.delivered(&scope(), "task", "later", 9).await?;
    check_all(&lab, &tracked, 9).await?;
    lab.delete_webhook(&scope(), "task", "later").await?;
    check_all(&lab, &tracked, tracked.last()).await?;
    tracked.has_webhooks = true;
    tracked.check(&lab).await
}

pub(super) async fn a_webhook_of_a_long_log_has_the_latest_to_come(lab: Lab) -> Verdict {
    let inline = webhook("task", "inline");
    let mut tracked = log(&lab, "task", 300, Some(&inline)).await?;
    tracked.change(&lab, TaskState::Completed, 0).await?;
    check_all(&lab, &tracked, tracked.last() - KEPT).await?;
    let registrations = lab.webhooks(&scope(), "task").await?;
    let delivered: Vec<u64> = registrations
        .iter()
        .map(|registration| registration.delivered)
        .collect();
    same("how far the webhook has been told", &delivered, &vec![0])
}
