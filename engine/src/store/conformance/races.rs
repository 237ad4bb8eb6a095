//! Several callers at once.

use super::sample::{TERMINAL, first, key, note, noted, scope, state_update, task, webhook, working};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::violation::{Verdict, Violation, ensure, refused, same};
use crate::store::{Entry, Query, StoreError, StoreErrorKind};
use a2a_bindings::v1_0::{Message, Role, StreamResponse};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tokio::task::{JoinSet, yield_now};

const CALLERS: u64 = 8;

/// Runs all of them at once, and returns what they came to.
async fn together<T: Send + 'static>(
    callers: impl IntoIterator<Item = impl Future<Output = Verdict<T>> + Send + 'static>,
) -> Verdict<Vec<T>> {
    let mut running = JoinSet::new();
    for caller in callers {
        running.spawn(caller);
    }
    let mut all = Vec::new();
    while let Some(joined) = running.join_next().await {
        all.push(joined.map_err(|error| Violation::new(format!("a call must not panic: {error}")))??);
    }
    Ok(all)
}

/// Whether the call was the one that won.
fn won(what: &str, result: Result<(), StoreError>) -> Verdict<bool> {
    if result.is_ok() {
        return Ok(true);
    }
    refused(
        format_args!("{what} that comes second"),
        result,
        StoreErrorKind::Conflict,
    )?;
    Ok(false)
}

/// Appends to the task `task` until this caller has won so many times; returns the entries.
async fn compete(store: Tested, caller: u64, wins: usize, published: Arc<AtomicU64>) -> Verdict<Vec<Entry>> {
    let mut mine = Vec::new();
    while mine.len() < wins {
        let number = store.get(&scope(), "task").await?.last + 1;
        let said = Message::new(format!("{caller} {number}"), Role::User, ["mine"]);
        let entry = Entry::new(number, note("task", number)).with_said(Some(said));
        if won("append", store.raw().append(&scope(), "task", &entry).await)? {
            published.fetch_max(number, Ordering::SeqCst);
            mine.push(entry);
        }
        yield_now().await;
    }
    Ok(mine)
}

pub(super) async fn of_appends_at_once_one_wins(lab: Lab) -> Verdict {
    let mut tracked = Tracked::create(&lab, &scope(), &working("task")).await?;
    let published = Arc::new(AtomicU64::new(1));
    let callers = (0..CALLERS).map(|caller| compete(lab.clone(), caller, 12, Arc::clone(&published)));
    let mut entries: Vec<Entry> = together(callers).await?.into_iter().flatten().collect();
    entries.sort_by_key(|entry| entry.number);
    let numbers: Vec<u64> = entries.iter().map(|entry| entry.number).collect();
    same(
        "the numbers that were appended",
        &numbers,
        &(2..=CALLERS * 12 + 1).collect(),
    )?;
    entries.into_iter().for_each(|entry| tracked.record(entry));
    tracked.check(&lab).await?;
    tracked
        .check_entries(&lab, tracked.last() - 16, usize::MAX, true)
        .await?;
    tracked.check_entries(&lab, 0, usize::MAX, false).await?;
    Ok(())
}

pub(super) async fn readers_never_go_back(lab: Lab) -> Verdict {
    Tracked::create(&lab, &scope(), &first_note()).await?;
    let (published, over) = (Arc::new(AtomicU64::new(1)), Arc::new(AtomicBool::new(false)));
    let readers = (0..3).map(|_| watch(lab.clone(), Arc::clone(&published), Arc::clone(&over)));
    let reading = tokio::spawn(together(readers.collect::<Vec<_>>()));
    let writers = (0..3).map(|caller| compete(lab.clone(), caller, 40, Arc::clone(&published)));
    let written = together(writers).await;
    over.store(true, Ordering::SeqCst);
    let read = reading
        .await
        .map_err(|error| Violation::new(format!("a call must not panic: {error}")))?;
    written?;
    read.map(|_| ())
}

/// The task `task` with a note in it from the start.
fn first_note() -> a2a_bindings::v1_0::Task {
    let mut task = working("task");
    if let StreamResponse::StatusUpdate(update) = note("task", 1) {
        task.status = update.status;
    }
    task
}

/// Looks at the task in every way, by turns, until the writers are done.
async fn watch(store: Tested, published: Arc<AtomicU64>, over: Arc<AtomicBool>) -> Verdict {
    let mut seen = 0;
    while !over.load(Ordering::SeqCst) {
        let known = published.load(Ordering::SeqCst);
        let stored = store.get(&scope(), "task").await?;
        let status = noted(&stored.task);
        same(
            "the task that get returns must be as of its last entry",
            &status,
            &Some(stored.last),
        )?;
        // Each entry has brought one message.
        let history = u64::try_from(stored.task.history.len()).ok();
        same(
            "the history that get returns",
            &history,
            &stored.last.checked_sub(1),
        )?;
        seen = not_before("get", stored.last, seen.max(known))?;

        let known = published.load(Ordering::SeqCst);
        let page = store.list(&scope(), &Query::new(10)).await?;
        same(
            "how many tasks list has",
            &(page.tasks.len(), page.total),
            &(1, 1),
        )?;
        let listed = page.tasks.first().and_then(noted).unwrap_or_default();
        seen = not_before("list", listed, seen.max(known))?;

        let known = published.load(Ordering::SeqCst).max(seen);
        let entries = store.entries(&scope(), "task", known - 1, 10).await?;
        let numbers: Vec<u64> = entries.iter().flatten().map(|entry| entry.number).collect();
        ensure(entries.is_none() || numbers.first() == Some(&known), || {
            format!(
                "entries after {} must begin with entry {known}, which is there, but has {numbers:?}",
                known - 1
            )
        })?;
        seen = numbers.last().copied().unwrap_or(seen).max(seen);
        yield_now().await;
    }
    Ok(())
}

fn not_before(method: &str, found: u64, seen: u64) -> Verdict<u64> {
    ensure(found >= seen, || {
        format!(
            "{method} must not return the task as of entry {found}: entry {seen} was there before the call"
        )
    })?;
    Ok(found)
}

pub(super) async fn of_creates_at_once_one_wins(lab: Lab) -> Verdict {
    for round in 0..10 {
        let id = format!("task {round}");
        let callers = (0..CALLERS).map(|caller| {
            let (store, task) = (lab.clone(), working(&id).with_context_id(caller.to_string()));
            async move {
                let created = store.raw().create(&scope(), &first(&task), None).await;
                Ok(won("create", created)?.then_some(task))
            }
        });
        let winners: Vec<_> = together(callers).await?.into_iter().flatten().collect();
        same("how many creates have won", &winners.len(), &1)?;
        let stored = lab.get(&scope(), &id).await?;
        same(
            "the task must be that of the winner",
            &winners,
            &vec![stored.task],
        )?;
    }
    Ok(())
}

pub(super) async fn of_last_words_at_once_one_wins(lab: Lab) -> Verdict {
    for round in 0..10 {
        let task = task(&format!("task {round}"), Default::default(), 0);
        let mut tracked = Tracked::create(&lab, &scope(), &task).await?;
        let states = TERMINAL.iter().cycle().take(8).cloned().zip(0..);
        let callers: Vec<_> = states
            .map(|(state, caller)| (lab.clone(), tracked.next(state_update(&task, state, caller))))
            .map(|(store, entry)| async move {
                let StreamResponse::StatusUpdate(update) = &*entry.event else {
                    return Ok(None);
                };
                let appended = store.raw().append(&scope(), &update.task_id, &entry).await;
                Ok(won("append", appended)?.then_some(entry))
            })
            .collect();
        let mut winners = together(callers).await?.into_iter().flatten();
        let (Some(winner), None) = (winners.next(), winners.next()) else {
            return Err(Violation::new("of several last words, exactly one must win"));
        };
        tracked.record(winner);
        tracked.check(&lab).await?;
    }
    same("unfinished", &lab.unfinished(None, 10).await?, &vec![])
}

pub(super) async fn tasks_do_not_disturb_each_other(lab: Lab) -> Verdict {
    let callers = (0..CALLERS).map(|caller| {
        let store = lab.clone();
        async move {
            let id = format!("task {caller}");
            let mut tracked = Tracked::create(&store, &scope(), &working(&id)).await?;
            for number in 2..=12 {
                tracked.append(&store, note(&id, number)).await?;
                tracked.check(&store).await?;
            }
            Ok(tracked)
        }
    });
    for tracked in together(callers).await? {
        tracked.check_complete(&lab).await?;
    }
    let keys: Vec<_> = (0..CALLERS)
        .map(|caller| key(&scope(), &format!("task {caller}")))
        .collect();
    same("unfinished", &lab.unfinished(None, usize::MAX).await?, &keys)
}

pub(super) async fn webhooks_at_once_keep_the_limit(lab: Lab) -> Verdict {
    for round in 0..10 {
        let id = format!("task {round}");
        Tracked::create(&lab, &scope(), &working(&id)).await?;
        let callers = (0..CALLERS).map(|caller| {
            let (store, config) = (lab.clone(), webhook(&id, &format!("hook {caller}")));
            async move {
                let put = store.raw().put_webhook(&scope(), &config, 3).await;
                if put.is_ok() {
                    return Ok(Some(config.id));
                }
                refused("put_webhook where there is no room", put, StoreErrorKind::Full)?;
                Ok(None)
            }
        });
        let mut winners: Vec<String> = together(callers).await?.into_iter().flatten().collect();
        same("how many webhooks found room", &winners.len(), &3)?;
        let registered = lab.webhooks(&scope(), &id).await?.into_iter();
        let mut registered: Vec<String> = registered.map(|registration| registration.config.id).collect();
        winners.sort();
        registered.sort();
        same("the webhooks of the task", &registered, &winners)?;
    }
    Ok(())
}

pub(super) async fn deliveries_at_once_leave_the_greatest(lab: Lab) -> Verdict {
    let ids: Vec<String> = (0..20).map(|round| format!("hook {round}")).collect();
    let mut tracked = Tracked::create(&lab, &scope(), &working("task")).await?;
    for id in &ids {
        lab.put_webhook(&scope(), &webhook("task", id)).await?;
    }
    for number in 2..=16 {
        tracked.append(&lab, note("task", number)).await?;
    }
    for id in &ids {
        let callers = (2..=16).rev().map(|number| {
            let (store, id) = (lab.clone(), id.clone());
            async move { store.delivered(&scope(), "task", &id, number).await }
        });
        together(callers).await?;
    }
    let registrations = lab.webhooks(&scope(), "task").await?;
    let delivered: Vec<u64> = registrations
        .iter()
        .map(|registration| registration.delivered)
        .collect();
    same(
        "how far the webhooks have been told",
        &delivered,
        &vec![16; ids.len()],
    )
}
