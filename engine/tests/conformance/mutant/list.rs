//! Lists that are wrong.

use super::{Bug, Mutant};
use crate::reference::{Kept, Reference, key, wants};
use a2a_bindings::v1_0::Task;
use a2a_engine::store::{Page, Position, Query, Scope, StoreError, TaskStore};
use std::sync::Mutex;

impl Mutant {
    /// What `list` answers.
    pub(super) async fn mistaken_list(&self, scope: &Scope, query: &Query) -> Result<Page, StoreError> {
        let scope = &self.scope(scope, "", Bug::ListForgetsScope);
        let mut asked = query.clone();
        match (self.bug, query.since, query.after) {
            (Some(Bug::ContextHidesState), ..) if query.context_id.is_some() => asked.state = None,
            (Some(Bug::SinceIsInMilliseconds), Some(since), _) => {
                let milliseconds = since.nanoseconds() / 1_000_000 * 1_000_000;
                asked.since = a2a_bindings::Timestamp::new(since.seconds(), milliseconds).ok();
            }
            (Some(Bug::SinceIsExclusive), Some(since), _) if since.nanoseconds() < 999_999_999 => {
                asked.since = a2a_bindings::Timestamp::new(since.seconds(), since.nanoseconds() + 1).ok();
            }
            (Some(Bug::CursorIsATime), _, Some(after)) => asked.after = Some(Position { tie: 0, ..after }),
            (Some(Bug::CursorNeedsItsTask), _, Some(after)) => {
                let state = self.inner.0.lock().unwrap();
                if state.tasks.values().all(|kept| kept.position() != after) {
                    asked.after = None;
                }
            }
            (Some(Bug::ArtifactsAlwaysCome), ..) => asked.artifacts = true,
            (Some(Bug::ArtifactsNeverCome), ..) => asked.artifacts = false,
            (Some(Bug::ListIsStale), ..) => {
                let before = self.before.lock().unwrap().clone();
                if before.created > 0 {
                    return Reference(Mutex::new(before)).list(scope, &asked).await;
                }
            }
            (Some(Bug::ListForgetsScope), ..) => {
                let mut state = self.inner.0.lock().unwrap().clone();
                let tasks = std::mem::take(&mut state.tasks).into_iter();
                state.tasks = tasks.map(|(of, kept)| (key(scope, &of.task_id), kept)).collect();
                return Reference(Mutex::new(state)).list(scope, &asked).await;
            }
            (
                Some(
                    Bug::ContextsIgnoreCase
                    | Bug::CursorIsAnOffset
                    | Bug::ListIsInOrderOfCreation
                    | Bug::TimelessAreUnlisted,
                ),
                ..,
            ) => return Ok(self.list_differently(scope, query)),
            _ => {}
        }
        let mut page = self.inner.list(scope, &asked).await?;
        match self.bug {
            Some(Bug::TotalIsOfThePage) => page.total = page.tasks.len() as u64,
            Some(Bug::NextIsAlwaysThere) => {
                let state = self.inner.0.lock().unwrap();
                let last = page
                    .tasks
                    .last()
                    .map(|task| state.tasks[&key(scope, &task.id)].position());
                page.next = last;
            }
            Some(Bug::OneThatFollowsIsLost) if page.next.is_some() => {
                asked.after = page.next;
                asked.page_size = 2;
                if self.inner.list(scope, &asked).await?.tasks.len() == 1 {
                    page.next = None;
                }
            }
            _ => {}
        }
        Ok(page)
    }

    /// A page of a list that is not in the order of positions, or not of all that is wanted.
    fn list_differently(&self, scope: &Scope, query: &Query) -> Page {
        let state = self.inner.0.lock().unwrap();
        let mut query = query.clone();
        let context = query.context_id.clone();
        if self.has(Bug::ContextsIgnoreCase) {
            query.context_id = None;
        }
        let mut all: Vec<&Kept> = state
            .tasks
            .iter()
            .filter(|(key, _)| key.scope == *scope)
            .map(|(_, kept)| kept)
            .collect();
        all.retain(|kept| wants(&query, &kept.task));
        if self.has(Bug::ContextsIgnoreCase) {
            all.retain(|kept| {
                context
                    .as_ref()
                    .is_none_or(|context| context.eq_ignore_ascii_case(&kept.task.context_id))
            });
        }
        if self.has(Bug::TimelessAreUnlisted) {
            all.retain(|kept| kept.task.status.timestamp.is_some());
        }
        all.sort_by_key(|kept| std::cmp::Reverse(kept.position()));
        if self.has(Bug::ListIsInOrderOfCreation) {
            all.sort_by_key(|kept| std::cmp::Reverse(kept.tie));
        }
        let total = all.len();
        let skip = if self.has(Bug::CursorIsAnOffset) {
            query.after.map_or(0, |after| (u64::MAX - after.tie) as usize)
        } else {
            let past = |kept: &&Kept| query.after.is_none_or(|after| kept.position() < after);
            all.iter().position(past).unwrap_or(total)
        };
        let page: Vec<&Kept> = all.into_iter().skip(skip).take(query.page_size).collect();
        let others_follow = skip + page.len() < total;
        let next = page.last().filter(|_| others_follow).map(|kept| match self.bug {
            Some(Bug::CursorIsAnOffset) => Position {
                tie: u64::MAX - (skip + page.len()) as u64,
                ..kept.position()
            },
            _ => kept.position(),
        });
        let mut tasks: Vec<Task> = page.iter().map(|kept| kept.task.clone()).collect();
        if !query.artifacts {
            tasks.iter_mut().for_each(|task| task.artifacts.clear());
        }
        Page::new(tasks, next, total as u64)
    }
}
