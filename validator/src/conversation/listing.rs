//! Lists of tasks, page by page (§3.1.4).

use super::exchange::Exchange;
use crate::bounded::Bounded;
use crate::digest::Digest;
use crate::findings::Findings;
use crate::place::Place;
use crate::rules;
use crate::stream::snapshot;
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::TaskState;

/// As many listings are followed at most.
const LISTINGS: usize = 100;
/// As many tasks of a listing are known at most.
const TASKS: usize = 2000;
/// As many tokens of a listing are known at most.
const TOKENS: usize = 100;
/// The size of a page, unless a request says another.
const DEFAULT_PAGE_SIZE: i64 = 50;

/// What is to be listed.
#[derive(Debug)]
pub(super) struct Listing {
    page_size: i64,
    /// By which page it goes on; `None` for the first.
    token: Option<Digest>,
    artifacts: bool,
    context: Option<Digest>,
    state: Option<TaskState>,
    after: Option<Timestamp>,
}

impl Listing {
    pub(super) fn of(request: &Place<'_>) -> Self {
        let state = request.state("status");
        Self {
            page_size: request.integer("pageSize").unwrap_or(DEFAULT_PAGE_SIZE),
            token: request.text("pageToken").map(Digest::of),
            artifacts: request.flag("includeArtifacts") == Some(true),
            context: request.text("contextId").map(Digest::of),
            // Without a state that is known here, nothing can be said of the filter.
            state: state.filter(|state| state.is_terminal() || state.is_interrupted() || is_running(state)),
            after: request.time("statusTimestampAfter"),
        }
    }

    /// The page of this listing that a token leads to. Tokens need not tell listings apart, nor who lists.
    fn page(&self, token: Digest, exchange: &Exchange) -> Digest {
        let state = self.state.as_ref().map(ToString::to_string);
        let filters = (self.context, state, self.after, self.artifacts);
        Digest::of((token, exchange.caller, self.page_size, filters))
    }

    /// Whether the artifacts of the listed tasks were asked for.
    pub(super) fn has_artifacts(&self) -> bool {
        self.artifacts
    }
}

fn is_running(state: &TaskState) -> bool {
    matches!(state, TaskState::Submitted | TaskState::Working)
}

/// Listings whose end was not seen yet, by their next page.
#[derive(Debug)]
pub(super) struct Listings(Bounded<Digest, Pages>);

/// The pages of a listing that were seen.
#[derive(Debug)]
struct Pages {
    tasks: Bounded<Digest, ()>,
    tokens: Bounded<Digest, ()>,
    /// The timestamp of the last task.
    last: Option<Timestamp>,
    total: Option<i64>,
}

impl Pages {
    fn new() -> Self {
        Self {
            tasks: Bounded::new(TASKS),
            tokens: Bounded::new(TOKENS),
            last: None,
            total: None,
        }
    }
}

impl Listings {
    pub(super) fn new() -> Self {
        Self(Bounded::new(LISTINGS))
    }

    /// Checks a page.
    pub(super) fn page(
        &mut self,
        listing: &Listing,
        answer: &Place<'_>,
        exchange: &Exchange,
        findings: &mut Findings,
    ) {
        let Some(tasks) = answer.get("tasks") else { return };
        let length = tasks.value().as_array().map_or(0, Vec::len);
        // A request for an impossible size is refused, or brought into bounds.
        if listing.page_size > 0 && i64::try_from(length).is_ok_and(|length| length > listing.page_size) {
            let message = format!("has {length} tasks, and at most {} are due", listing.page_size);
            findings.push(rules::PAGE_SIZE_EXCEEDED.at(&tasks, message));
        }
        for task in tasks.items() {
            listing.check(&task, findings);
            snapshot::check_task(&task, exchange.asked.history_length, findings);
        }
        // The pages before this one, if they were seen.
        let page = listing.token.map(|token| listing.page(token, exchange));
        let pages = page.and_then(|page| self.0.remove(page));
        let mut pages = pages.unwrap_or_else(Pages::new);
        pages.add(&tasks, findings);
        pages.check_total(answer, length, findings);
        if listing.token.is_none() {
            check_token(answer, length, findings);
        }
        self.follow(listing, answer, exchange, pages, findings);
    }

    /// Looks at where the next page is.
    fn follow(
        &mut self,
        listing: &Listing,
        answer: &Place<'_>,
        exchange: &Exchange,
        mut pages: Pages,
        findings: &mut Findings,
    ) {
        let Some(place) = answer.get("nextPageToken") else {
            return;
        };
        let Some(next) = answer.text("nextPageToken").map(Digest::of) else {
            return;
        };
        if let Some(token) = listing.token {
            pages.tokens.insert(token, ());
        }
        if pages.tokens.get(next).is_some() {
            findings.push(rules::PAGE_TOKEN_REPEATS.at(&place, "leads to a page that was there before"));
            return;
        }
        self.0.insert(listing.page(next, exchange), pages);
    }
}

impl Pages {
    /// Adds the tasks of a page.
    fn add(&mut self, tasks: &Place<'_>, findings: &mut Findings) {
        for task in tasks.items() {
            if let (Some(place), Some(id)) = (task.get("id"), task.text("id")) {
                let id = Digest::of(id);
                if self.tasks.get(id).is_some() {
                    findings.push(rules::TASK_LISTED_TWICE.at(&place, "was listed before"));
                }
                self.tasks.insert(id, ());
            }
            let Some(status) = task.get("status") else {
                continue;
            };
            let Some(timestamp) = status.time("timestamp") else {
                continue;
            };
            if self.last.is_some_and(|last| last < timestamp)
                && let Some(place) = status.get("timestamp")
            {
                findings.push(rules::LIST_ORDER.at(&place, "is later than that of the task before"));
            }
            self.last = Some(timestamp);
        }
    }

    fn check_total(&mut self, answer: &Place<'_>, length: usize, findings: &mut Findings) {
        let (Some(place), Some(total)) = (answer.get("totalSize"), answer.integer("totalSize")) else {
            return;
        };
        // Of earlier pages, tasks may have left the list meanwhile.
        if i64::try_from(length).is_ok_and(|length| total < length) {
            findings.push(
                rules::TOTAL_SIZE.at(&place, format!("is {total}, and {length} tasks are on this page")),
            );
        }
        if let Some(before) = self.total.filter(|before| *before != total) {
            findings.push(rules::TOTAL_SIZE_CHANGES.at(&place, format!("was {before} on the page before")));
        }
        self.total = Some(total);
    }
}

/// A first page that has all tasks leads nowhere.
fn check_token(answer: &Place<'_>, length: usize, findings: &mut Findings) {
    let is_all = i64::try_from(length).ok() == answer.integer("totalSize");
    if let Some(token) = answer.get("nextPageToken")
        && answer.text("nextPageToken").is_some()
        && is_all
    {
        let message = format!("is not empty, though all {length} tasks are on this page");
        findings.push(rules::PAGE_TOKEN_EMPTY.at(&token, message));
    }
}

/// Whether a timestamp is earlier than another one, as far as its digits tell: they may be cut off (§5.6.1).
fn is_earlier(found: Timestamp, asked: Timestamp) -> bool {
    let unit = if found.nanoseconds() == 0 {
        1_000_000_000
    } else {
        1_000_000
    };
    (found.seconds(), found.nanoseconds() / unit) < (asked.seconds(), asked.nanoseconds() / unit)
}

impl Listing {
    /// Checks a task of the list by what was asked for.
    fn check(&self, task: &Place<'_>, findings: &mut Findings) {
        // Also `null`, which is no value elsewhere.
        let has_artifacts = task.value().get("artifacts").is_some();
        if has_artifacts && !self.artifacts {
            let place = task.get("artifacts").unwrap_or(*task);
            findings.push(rules::ARTIFACTS_UNASKED.at(&place, "is there, though it was not asked for"));
        }
        let Some(status) = task.get("status") else { return };
        let context = task.text("contextId").map(Digest::of);
        if self.context.is_some() && context != self.context {
            let place = task.get("contextId").unwrap_or(*task);
            findings.push(rules::LIST_FILTER.at(&place, "is not the context that was asked for"));
        }
        if let (Some(expected), Some(place)) = (&self.state, status.get("state"))
            && status.state("state").as_ref() != Some(expected)
        {
            findings.push(rules::LIST_FILTER.at(&place, format!("is not `{expected}`, which was asked for")));
        }
        if let (Some(after), Some(timestamp)) = (self.after, status.time("timestamp"))
            && is_earlier(timestamp, after)
            && let Some(place) = status.get("timestamp")
        {
            findings.push(rules::LIST_FILTER.at(&place, "is earlier than was asked for"));
        }
    }
}
