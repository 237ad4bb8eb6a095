//! Lists, latest status first.
//!
//! Each combination of filters has an index that gives its tasks in the order of the list, beginning where the page
//! begins, so a page costs as much as its tasks however many there are. Only the combination of a context with a state
//! looks at the other tasks of the context too.
//!
//! Totals without a filter or by state are kept. With a context or a time they are counted, as a rule in the index
//! alone: that takes tens of milliseconds for 100,000 tasks that pass, for each page again.

use super::failure::Outcome;
use super::fold::fold;
use super::json::unwritable;
use super::statement::{integer, limit, prepare};
use crate::store::{Page, Position, Query, Scope};
use a2a_bindings::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

const TOTAL: &str = "SELECT COALESCE(SUM(count), 0) FROM counts WHERE tenant = ?1 AND principal = ?2";
const TOTAL_OF_STATE: &str =
    "SELECT COALESCE(SUM(count), 0) FROM counts WHERE tenant = ?1 AND principal = ?2 AND state = ?3";

/// The filters of a query in SQL.
struct Filter {
    index: &'static str,
    condition: String,
    values: Vec<Value>,
    /// Whether the kept totals know how many tasks pass.
    is_counted: bool,
}

impl Filter {
    fn new(scope: &Scope, query: &Query) -> Outcome<Self> {
        let mut filter = Self {
            index: match query {
                Query {
                    context_id: Some(_), ..
                } => "tasks_context",
                Query { state: Some(_), .. } => "tasks_state",
                _ => "tasks_time",
            },
            condition: "tenant = ? AND principal = ?".to_owned(),
            values: vec![scope.tenant.clone().into(), scope.principal.clone().into()],
            is_counted: query.context_id.is_none() && query.since.is_none(),
        };
        if let Some(state) = &query.state {
            let state = serde_json::to_string(state).map_err(unwritable)?;
            filter.and("state =", state);
        }
        if let Some(context_id) = &query.context_id {
            filter.and("context_id =", context_id.clone());
        }
        if let Some(since) = query.since {
            let since = at_or_after(since);
            filter.and("time >=", since);
            if since <= 0 {
                // A task without a time stands at 1970, and is of no time.
                filter.condition.push_str(" AND stamped = 1");
            }
        }
        Ok(filter)
    }

    fn and(&mut self, comparison: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.condition.push_str(&format!(" AND {comparison} ?"));
    }

    fn total(&self, connection: &Connection) -> Outcome<u64> {
        let sql = match (self.is_counted, self.values.len()) {
            (true, 2) => TOTAL.to_owned(),
            (true, _) => TOTAL_OF_STATE.to_owned(),
            (false, _) => {
                let Self { index, condition, .. } = self;
                format!("SELECT COUNT(*) FROM tasks INDEXED BY {index} WHERE {condition}")
            }
        };
        let total = prepare(connection, &sql)?.query_one(params_from_iter(&self.values), |row| row.get(0))?;
        Ok(total)
    }

    /// The tasks of the page and one more, if there is one.
    ///
    /// The indexes end with the number of the task, though SQLite does not show it. It uses it for a condition only if
    /// the time is given, so those of the position's time come first, and then those of other times.
    fn rows(&self, connection: &Connection, query: &Query) -> Outcome<Vec<Found>> {
        let most = query.page_size.saturating_add(1);
        let Some(Position { time, tie }) = query.after else {
            return self.select(connection, "", &[], most);
        };
        let mut found = self.select(connection, "time = ? AND task < ?", &[time, integer(tie)], most)?;
        let rest = most.saturating_sub(found.len());
        if rest > 0 {
            found.extend(self.select(connection, "time < ?", &[time], rest)?);
        }
        Ok(found)
    }

    fn select(
        &self,
        connection: &Connection,
        condition: &str,
        values: &[i64],
        most: usize,
    ) -> Outcome<Vec<Found>> {
        let and = if condition.is_empty() { "" } else { " AND " };
        let sql = format!(
            "SELECT time, task, folded FROM tasks INDEXED BY {} WHERE {}{and}{condition}
            ORDER BY time DESC, task DESC LIMIT ?",
            self.index, self.condition
        );
        let values = values.iter().copied().chain([limit(most)]).map(Value::from);
        let values = self.values.iter().cloned().chain(values);
        let mut statement = prepare(connection, &sql)?;
        let found = statement.query_map(params_from_iter(values), |row| {
            let (time, tie) = (row.get(0)?, row.get(1)?);
            let position = Position { time, tie };
            let folded = row.get(2)?;
            Ok(Found { position, folded })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

/// A task of the page.
struct Found {
    position: Position,
    /// The entry up to which the checkpoint has it.
    folded: u64,
}

/// A page of the tasks of a scope.
pub(super) fn list(connection: &Connection, scope: &Scope, query: &Query) -> Outcome<Page> {
    let filter = Filter::new(scope, query)?;
    let total = filter.total(connection)?;
    let mut found = filter.rows(connection, query)?;
    let more = found.len() > query.page_size;
    found.truncate(query.page_size);
    let next = found.last().filter(|_| more).map(|last| last.position);
    let tasks = found
        .into_iter()
        .map(|found| {
            fold(
                connection,
                integer(found.position.tie),
                found.folded,
                query.artifacts,
            )
        })
        .collect::<Outcome<_>>()?;
    Ok(Page::new(tasks, next, total))
}

/// The first millisecond that is not before a time: tasks are stored with milliseconds.
fn at_or_after(time: Timestamp) -> i64 {
    let is_between = !time.nanoseconds().is_multiple_of(1_000_000);
    Position::milliseconds(time).saturating_add(is_between.into())
}
