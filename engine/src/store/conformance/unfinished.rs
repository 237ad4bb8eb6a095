//! Tasks that somebody was working on.

use super::sample::{TERMINAL, hard_strings, key, rich_task, scope, task, working};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::violation::{Verdict, same};
use crate::store::{Scope, TaskKey};
use a2a_bindings::v1_0::TaskState;

pub(super) async fn unfinished_are_those_being_worked_on(lab: Lab) -> Verdict {
    let mut expected = Vec::new();
    let mut states = vec![
        (TaskState::Unspecified, true),
        (TaskState::Submitted, true),
        (TaskState::Working, true),
        (rich_task()?.status.state, true),
        (TaskState::InputRequired, false),
        (TaskState::AuthRequired, false),
    ];
    states.extend(TERMINAL.map(|state| (state, false)));
    for (state, unfinished) in &states {
        // From the start, and later.
        let begun = format!("begun {state}");
        Tracked::create(&lab, &scope(), &task(&begun, state.clone(), 0)).await?;
        let changed = format!("changed {state}");
        let mut tracked = Tracked::create(&lab, &scope(), &working(&changed)).await?;
        tracked.change(&lab, state.clone(), 1).await?;
        if *unfinished {
            expected.extend([key(&scope(), &begun), key(&scope(), &changed)]);
        }
    }
    let mut goes_on = Tracked::create(&lab, &scope(), &task("goes on", TaskState::InputRequired, 0)).await?;
    goes_on.change(&lab, TaskState::Working, 1).await?;
    expected.push(key(&scope(), "goes on"));
    expected.sort();
    same("unfinished", &lab.unfinished(None, usize::MAX).await?, &expected)
}

pub(super) async fn unfinished_come_in_the_order_of_their_keys(lab: Lab) -> Verdict {
    let mut keys = Vec::new();
    for (index, string) in hard_strings().iter().enumerate() {
        let scope = match index % 3 {
            0 => Scope::new(string, "b"),
            1 => Scope::new("b", string),
            _ => scope(),
        };
        keys.push(key(&scope, string));
    }
    for key in &keys {
        Tracked::create(&lab, &key.scope, &working(&key.task_id)).await?;
    }
    keys.sort();
    check_pages(&lab, &keys, false).await
}

/// Pages of all sizes, after keys that are there and after keys that are not.
pub(super) async fn check_pages(store: &Tested, keys: &[TaskKey], undelivered: bool) -> Verdict {
    let what = if undelivered { "undelivered" } else { "unfinished" };
    let mut places = vec![None, Some(key(&Scope::default(), ""))];
    places.extend(keys.iter().cloned().map(Some));
    // Between the keys.
    places.extend(keys.iter().step_by(3).map(|before| {
        let id = format!("{}\0", before.task_id);
        Some(key(&before.scope, &id))
    }));
    places.push(Some(key(&Scope::new("\u{10ffff}\u{10ffff}", ""), "")));
    for after in &places {
        for limit in [0, 1, 3, keys.len(), usize::MAX] {
            let found = if undelivered {
                store.undelivered(after.as_ref(), limit).await?
            } else {
                store.unfinished(after.as_ref(), limit).await?
            };
            let expected = keys
                .iter()
                .filter(|key| after.as_ref().is_none_or(|after| *key > after));
            let expected: Vec<TaskKey> = expected.take(limit).cloned().collect();
            same(
                format_args!("{what} after {after:?}, at most {limit}"),
                &found,
                &expected,
            )?;
        }
    }
    Ok(())
}
