//! Listing tasks: order, filters, totals and pages.

use super::sample::{NOON, hard_strings, rich_task, scope, task, time, working};
use super::subject::{Lab, Tested};
use super::tracked::Tracked;
use super::violation::{Verdict, ensure, same};
use crate::store::{Page, Position, Query, Scope};
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{Artifact, Message, Role, Task, TaskState};
use std::cmp::Reverse;

/// What a query must find, page by page, among all tasks of a scope.
pub(super) async fn check_query(store: &Tested, scope: &Scope, all: &[Task], query: &Query) -> Verdict {
    let what = format!("list of {query:?}");
    let mut expected: Vec<Task> = all.iter().filter(|task| wants(query, task)).cloned().collect();
    let total = u64::try_from(expected.len()).unwrap_or(u64::MAX);
    if !query.artifacts {
        expected.iter_mut().for_each(|task| task.artifacts.clear());
    }
    let mut found = walk(store, scope, query, Some(total)).await?;
    let times: Vec<i64> = found.iter().map(Position::time_of).collect();
    ensure(times.is_sorted_by_key(|time| Reverse(*time)), || {
        format!("{what} must have the latest status first, but has the times {times:?}")
    })?;
    // Those of the same time come in any order.
    let by_id = |a: &Task, b: &Task| a.id.cmp(&b.id);
    found.sort_by(by_id);
    expected.sort_by(by_id);
    same(what, &found, &expected)
}

/// All pages from where the query begins, one after the other.
pub(super) async fn walk(
    store: &Tested,
    scope: &Scope,
    query: &Query,
    total: Option<u64>,
) -> Verdict<Vec<Task>> {
    let mut query = query.clone();
    let mut all = Vec::new();
    loop {
        let page = store.list(scope, &query).await?;
        check_page(&query, &page)?;
        ensure(all.is_empty() || !page.tasks.is_empty(), || {
            format!("list of {query:?} must have tasks: the page before said that others follow")
        })?;
        if let Some(total) = total {
            same(
                format_args!("the total of list of {query:?}"),
                &page.total,
                &total,
            )?;
        }
        all.extend(page.tasks);
        if page.next.is_none() {
            return Ok(all);
        }
        query.after = page.next;
    }
}

fn check_page(query: &Query, page: &Page) -> Verdict {
    let what = format!("list of {query:?}");
    ensure(page.tasks.len() <= query.page_size, || {
        format!("{what} must not have {} tasks on a page", page.tasks.len())
    })?;
    let Some(next) = page.next else { return Ok(()) };
    let last = page.tasks.last().map(Position::time_of);
    same(
        format_args!("the time of the next position of {what}, which is that of the last task on the page"),
        &Some(next.time),
        &last,
    )?;
    ensure(query.after.is_none_or(|after| next < after), || {
        format!("{what} must go on to a smaller position than that, but goes on to {next:?}")
    })
}

fn wants(query: &Query, task: &Task) -> bool {
    query.context_id.as_ref().is_none_or(|id| *id == task.context_id)
        && query
            .state
            .as_ref()
            .is_none_or(|state| *state == task.status.state)
        && query
            .since
            .is_none_or(|since| task.status.timestamp.is_some_and(|time| time >= since))
}

async fn create_all(store: &Tested, tasks: &[Task]) -> Verdict {
    for task in tasks {
        Tracked::create(store, &scope(), task).await?;
    }
    Ok(())
}

/// Tasks of three contexts, four states and a few times, some of them shared.
fn many() -> Vec<Task> {
    let states = [
        TaskState::Working,
        TaskState::Completed,
        TaskState::InputRequired,
        TaskState::Failed,
    ];
    let states = states.iter().cycle();
    let contexts = ["one", "two", "three"].iter().cycle();
    let times = [50, 10, 10, 30, 30, 30, 20].iter().cycle();
    (0..26)
        .zip(states)
        .zip(contexts.zip(times))
        .map(|((index, state), (context, after_noon))| {
            task(&format!("task {index}"), state.clone(), *after_noon)
                .with_context_id(*context)
                .with_artifacts([Artifact::new("artifact", [index.to_string()])])
                .with_history([Message::new("message", Role::User, [index.to_string()])])
        })
        .collect()
}

pub(super) async fn pages_of_any_size_have_each_task_once(lab: Lab) -> Verdict {
    check_query(&lab, &scope(), &[], &Query::new(1)).await?;
    let all = many();
    create_all(&lab, &all).await?;
    for size in (1..=all.len() + 1).chain([1_000, usize::MAX]) {
        check_query(&lab, &scope(), &all, &Query::new(size)).await?;
    }
    Ok(())
}

pub(super) async fn filters_narrow_together(lab: Lab) -> Verdict {
    let all = many();
    create_all(&lab, &all).await?;
    let contexts = [
        None,
        Some("one"),
        Some("three"),
        Some("nowhere"),
        Some(""),
        Some("ONE"),
    ];
    let states = [
        None,
        Some(TaskState::Working),
        Some(TaskState::Completed),
        Some(TaskState::Canceled),
        Some(rich_task()?.status.state),
    ];
    let times = [None, Some(0), Some(10), Some(11), Some(30), Some(50), Some(51)];
    for context in contexts {
        for state in &states {
            for since in times {
                let mut query = Query::new(4);
                query.context_id = context.map(str::to_owned);
                query.state.clone_from(state);
                query.since = since.and_then(|after_noon| time(NOON + after_noon));
                check_query(&lab, &scope(), &all, &query).await?;
            }
        }
    }
    Ok(())
}

pub(super) async fn since_is_exact(lab: Lab) -> Verdict {
    let times: [i64; 5] = [0, 1, 999, 1_000, 1_001];
    let all: Vec<Task> = times
        .iter()
        .map(|after_noon| task(&format!("at {after_noon}"), TaskState::Working, *after_noon))
        .collect();
    create_all(&lab, &all).await?;
    let noon = NOON / 1_000;
    let since = [
        (noon, 0),
        (noon, 1),
        (noon, 999_999),
        (noon, 1_000_000),
        (noon, 1_000_001),
        (noon, 999_999_999),
        (noon + 1, 0),
        (noon + 1, 1_000_001),
        (0, 0),
        (-1, 0),
        (-62_135_596_800, 0),
        (253_402_300_799, 999_999_999),
    ];
    for (seconds, nanoseconds) in since {
        let mut query = Query::new(10);
        query.since = Timestamp::new(seconds, nanoseconds).ok();
        check_query(&lab, &scope(), &all, &query).await?;
    }
    Ok(())
}

pub(super) async fn any_time_has_its_place(lab: Lab) -> Verdict {
    let milliseconds = [
        None,
        Some(-62_135_596_800_000),
        Some(-1_001),
        Some(-1_000),
        Some(-999),
        Some(-1),
        Some(0),
        Some(1),
        Some(4_294_967_296_000),
        Some(253_402_300_799_999),
    ];
    let mut all = Vec::new();
    for at in milliseconds {
        let mut task = working(&format!("at {at:?}"));
        task.status.timestamp = at.and_then(time);
        all.push(task);
    }
    create_all(&lab, &all).await?;
    for size in 1..=all.len() {
        check_query(&lab, &scope(), &all, &Query::new(size)).await?;
    }
    Ok(())
}

pub(super) async fn any_string_is_a_context(lab: Lab) -> Verdict {
    let mut all = Vec::new();
    for (after_noon, string) in (0..).zip(hard_strings()) {
        all.push(task(&format!("task {after_noon}"), TaskState::Working, after_noon).with_context_id(string));
    }
    create_all(&lab, &all).await?;
    for string in hard_strings() {
        let mut query = Query::new(10);
        query.context_id = Some(string);
        check_query(&lab, &scope(), &all, &query).await?;
    }
    Ok(())
}

pub(super) async fn artifacts_come_when_wanted(lab: Lab) -> Verdict {
    let mut all = many();
    all.push(rich_task()?);
    create_all(&lab, &all).await?;
    for artifacts in [true, false] {
        let mut query = Query::new(5);
        query.artifacts = artifacts;
        check_query(&lab, &scope(), &all, &query).await?;
        query.state = Some(TaskState::Completed);
        check_query(&lab, &scope(), &all, &query).await?;
    }
    Ok(())
}

pub(super) async fn a_task_moves_when_its_status_changes(lab: Lab) -> Verdict {
    let mut all = Vec::new();
    for number in 0..6 {
        let task = task(&format!("task {number}"), TaskState::Working, number);
        all.push(Tracked::create(&lab, &scope(), &task).await?);
    }
    for (index, after_noon) in [(0, 10), (3, 10), (5, 2), (0, -5), (1, 1), (4, 30)] {
        let Some(tracked) = all.get_mut(index) else {
            continue;
        };
        tracked.change(&lab, TaskState::InputRequired, after_noon).await?;
        let tasks: Vec<Task> = all.iter().map(|tracked| tracked.task.clone()).collect();
        for state in [None, Some(TaskState::Working), Some(TaskState::InputRequired)] {
            let mut query = Query::new(2);
            query.state = state;
            check_query(&lab, &scope(), &tasks, &query).await?;
        }
    }
    Ok(())
}

pub(super) async fn a_position_is_good_without_its_task(lab: Lab) -> Verdict {
    let all = many();
    create_all(&lab, &all).await?;
    let total = u64::try_from(all.len()).ok();
    for after_noon in [-1, 0, 10, 11, 20, 30, 49, 50, 51] {
        let at = NOON + after_noon;
        // Nothing has a smaller tie than zero; the greatest may be somebody's.
        let occupied = all.iter().any(|task| Position::time_of(task) == at);
        for tie in [Some(0), (!occupied).then_some(u64::MAX)].into_iter().flatten() {
            let mut query = Query::new(3);
            query.after = Some(Position { time: at, tie });
            let mut found = ids(&walk(&lab, &scope(), &query, total).await?);
            let expected = all.iter().filter(|task| Position::time_of(task) < at);
            let mut expected: Vec<String> = expected.map(|task| task.id.clone()).collect();
            found.sort();
            expected.sort();
            same(format_args!("list of {query:?}"), &found, &expected)?;
        }
    }
    for (time, tie) in [
        (i64::MIN, 0),
        (i64::MIN, u64::MAX),
        (i64::MAX, 0),
        (i64::MAX, u64::MAX),
    ] {
        let mut query = Query::new(100);
        query.after = Some(Position { time, tie });
        let found = walk(&lab, &scope(), &query, total).await?.len();
        let expected = if time == i64::MAX { all.len() } else { 0 };
        same(
            format_args!("how many tasks list of {query:?} has"),
            &found,
            &expected,
        )?;
    }
    Ok(())
}

fn ids(tasks: &[Task]) -> Vec<String> {
    tasks.iter().map(|task| task.id.clone()).collect()
}

pub(super) async fn a_walk_is_not_disturbed_by_changes(lab: Lab) -> Verdict {
    let mut all = Vec::new();
    for number in 0..12 {
        let task = task(&format!("task {number}"), TaskState::Working, number);
        all.push(Tracked::create(&lab, &scope(), &task).await?);
    }
    let mut query = Query::new(3);
    let page = lab.list(&scope(), &query).await?;
    same(
        "the first page",
        &ids(&page.tasks),
        &["task 11", "task 10", "task 9"].map(str::to_owned).to_vec(),
    )?;
    query.after = page.next;
    // What comes in before moves nothing, and neither do the last task of the page, one before it, or one that is
    // still to come, when they move to the front.
    for number in 0..4 {
        Tracked::create(
            &lab,
            &scope(),
            &task(&format!("new {number}"), TaskState::Working, 100),
        )
        .await?;
    }
    for index in [9, 11, 6] {
        let Some(tracked) = all.get_mut(index) else {
            continue;
        };
        tracked.change(&lab, TaskState::Completed, 200).await?;
    }
    let mut rest = Vec::new();
    while query.after.is_some() {
        let page = lab.list(&scope(), &query).await?;
        check_page(&query, &page)?;
        rest.extend(ids(&page.tasks));
        query.after = page.next;
        // And it goes on like this.
        let id = format!("newer {}", rest.len());
        Tracked::create(&lab, &scope(), &task(&id, TaskState::Working, 300)).await?;
    }
    let expected = [8, 7, 5, 4, 3, 2, 1, 0].map(|number| format!("task {number}"));
    same("the pages that follow", &rest, &expected.to_vec())
}

pub(super) async fn a_walk_through_equal_times_is_not_disturbed(lab: Lab) -> Verdict {
    for number in 0..9 {
        Tracked::create(
            &lab,
            &scope(),
            &task(&format!("old {number}"), TaskState::Working, 0),
        )
        .await?;
    }
    let mut query = Query::new(2);
    let mut seen = Vec::new();
    loop {
        let page = lab.list(&scope(), &query).await?;
        check_page(&query, &page)?;
        seen.extend(ids(&page.tasks));
        let Some(next) = page.next else { break };
        query.after = Some(next);
        // One more of the same time, before the position or after it, but only for a while.
        if seen.len() < 8 {
            let id = format!("new {}", seen.len());
            Tracked::create(&lab, &scope(), &task(&id, TaskState::Working, 0)).await?;
        }
    }
    let mut old: Vec<&String> = seen.iter().filter(|id| id.starts_with("old")).collect();
    old.sort();
    let expected: Vec<String> = (0..9).map(|number| format!("old {number}")).collect();
    same(
        "the tasks that were there all the time, each once",
        &old,
        &expected.iter().collect(),
    )?;
    let mut distinct = seen.clone();
    distinct.sort();
    distinct.dedup();
    same("how many different tasks were seen", &distinct.len(), &seen.len())
}
