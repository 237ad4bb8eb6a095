//! Lists against a model that sorts all tasks each time.

use crate::support::{Random, at, end_others, first, now, status};
use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{StreamResponse, Task, TaskState, TaskStatus};
use a2a_engine::store::{Entry, MemoryStore, Query, Scope, TaskStore};

/// So many that some make room for others.
const MAX_TASKS: usize = 900;

/// A task as the model has it.
#[derive(Clone)]
struct Known {
    scope: usize,
    task: Task,
    last: u64,
    /// When its status was set, among all statuses.
    sequence: usize,
}

impl Known {
    fn time(&self) -> Timestamp {
        self.task.status.timestamp.unwrap()
    }
}

fn scopes() -> [Scope; 3] {
    // Told apart though their names run together.
    [Scope::new("", ""), Scope::new("a", "bc"), Scope::new("ab", "c")]
}

fn states() -> [TaskState; 7] {
    let unknown = |name: &str| serde_json::from_value(serde_json::json!(name)).unwrap();
    [
        TaskState::Submitted,
        TaskState::Working,
        TaskState::InputRequired,
        unknown("TASK_STATE_PAUSED"),
        unknown("TASK_STATE_STUCK"),
        TaskState::Completed,
        TaskState::Canceled,
    ]
}

/// A status like those of a clock that is set back now and then.
fn random_status(random: &mut Random, step: usize) -> TaskStatus {
    let state = states()[random.below(7) as usize].clone();
    // Many of the same millisecond, in different nanoseconds and in the same ones.
    let nanoseconds = step as u64 / 20 * 1_000_000 + random.below(3) * 300_000;
    let back = if random.below(50) == 0 {
        random.below(nanoseconds + 1)
    } else {
        0
    };
    TaskStatus::new(state).with_timestamp(at(nanoseconds - back))
}

/// Does something to the store and to the model.
fn step(random: &mut Random, step: usize, contexts: u64, store: &MemoryStore, known: &mut Vec<Known>) {
    let status_now = random_status(random, step);
    let open: Vec<_> = (0..known.len())
        .filter(|at| !known[*at].task.status.state.is_terminal())
        .collect();
    if open.is_empty() || random.below(3) == 0 && make_room(known) {
        let scope = random.below(3) as usize;
        let context = format!("c-{}", random.below(contexts));
        let task = Task::new(format!("t-{step}"), status_now).with_context_id(context);
        now(store.create(&scopes()[scope], &first(task.clone()), None)).unwrap();
        let (last, sequence) = (1, step);
        known.push(Known {
            scope,
            task,
            last,
            sequence,
        });
        return;
    }
    let changed = &mut known[open[random.below(open.len() as u64) as usize]];
    changed.last += 1;
    changed.sequence = step;
    let entry = if random.below(10) == 0 {
        // As a whole, in another context.
        let context = format!("c-{}", random.below(contexts));
        let task = Task::new(&*changed.task.id, status_now).with_context_id(context);
        Entry::new(changed.last, StreamResponse::Task(task))
    } else {
        status(changed.last, status_now)
    };
    now(store.append(&scopes()[changed.scope], &changed.task.id, &entry)).unwrap();
    entry.apply(&mut changed.task);
}

/// Takes the task that ended first out of the model if the store has no room for another; whether there is room then.
fn make_room(known: &mut Vec<Known>) -> bool {
    if known.len() < MAX_TASKS {
        return true;
    }
    let over = (0..known.len()).filter(|at| known[*at].task.status.state.is_terminal());
    let first = over.min_by_key(|at| known[*at].sequence);
    first.map(|at| known.remove(at)).is_some()
}

fn random_query(random: &mut Random, steps: usize, contexts: u64) -> Query {
    let mut query = Query::new(1 + random.below(40) as usize);
    if random.below(2) == 0 {
        query.context_id = Some(format!("c-{}", random.below(contexts + 1)));
    }
    if random.below(2) == 0 {
        query.state = Some(states()[random.below(7) as usize].clone());
    }
    if random.below(2) == 0 {
        query.since = Some(at(random.below(steps as u64 / 20 * 1_000_000)));
    }
    query
}

/// All pages of a query are what the model says.
fn check(store: &MemoryStore, known: &[Known], scope: usize, mut query: Query) {
    let mut expected: Vec<_> = known
        .iter()
        .filter(|known| {
            let context = query
                .context_id
                .as_ref()
                .is_none_or(|id| *id == known.task.context_id);
            let state = query
                .state
                .as_ref()
                .is_none_or(|state| *state == known.task.status.state);
            let since = query.since.is_none_or(|since| known.time() >= since);
            known.scope == scope && context && state && since
        })
        .collect();
    expected.sort_by_key(|known| std::cmp::Reverse((known.time(), known.sequence)));
    let expected: Vec<_> = expected.into_iter().map(|known| known.task.clone()).collect();
    for page in expected.chunks(query.page_size) {
        let found = now(store.list(&scopes()[scope], &query)).unwrap();
        assert_eq!(found.tasks, page, "{query:?}");
        assert_eq!(found.total, expected.len() as u64, "{query:?}");
        query.after = found.next;
    }
    assert_eq!(query.after, None, "the last page says so");
    if expected.is_empty() {
        let found = now(store.list(&scopes()[scope], &query)).unwrap();
        assert_eq!(
            (found.tasks, found.next, found.total),
            (vec![], None, 0),
            "{query:?}"
        );
    }
}

#[test]
fn every_page_is_what_sorting_everything_gives() {
    // Contexts of many tasks, and of none, one or a few.
    for (seed, contexts) in [(1, 8), (2, 8), (3, 300), (4, 300)] {
        println!("seed {seed}, {contexts} contexts");
        let mut random = Random(seed);
        let store = MemoryStore::new().with_max_tasks(MAX_TASKS);
        let (mut known, steps) = (Vec::new(), 6_000);
        for at in 0..steps {
            step(&mut random, at, contexts, &store, &mut known);
            if random.below(40) == 0 {
                let scope = random.below(3) as usize;
                check(&store, &known, scope, random_query(&mut random, steps, contexts));
            }
        }
        // Every context by itself.
        for (scope, context) in (0..3).flat_map(|scope| (0..contexts).map(move |context| (scope, context))) {
            for state in [None, Some(TaskState::Completed), Some(TaskState::Working)] {
                let mut query = Query::new(2);
                query.context_id = Some(format!("c-{context}"));
                query.state = state;
                check(&store, &known, scope, query);
            }
        }
        for scope in 0..3 {
            check(&store, &known, scope, Query::new(100));
        }
    }
}

#[test]
fn a_position_is_good_when_its_task_has_moved_or_is_gone() {
    let store = MemoryStore::new().with_max_tasks(402);
    let scope = &scopes()[0];
    let create = |id: &str, millisecond: u64| {
        let status = TaskStatus::new(TaskState::Submitted).with_timestamp(at(millisecond * 1_000_000));
        now(store.create(scope, &first(Task::new(id, status)), None)).unwrap();
    };
    let ids = |query: &Query| {
        let page = now(store.list(scope, query)).unwrap();
        (
            page.tasks.into_iter().map(|task| task.id).collect::<Vec<_>>(),
            page.next,
        )
    };
    for (id, millisecond) in [("a", 1), ("b", 2), ("c", 3), ("d", 4)] {
        create(id, millisecond);
    }
    let mut query = Query::new(2);
    let (page, next) = ids(&query);
    assert_eq!(page, ["d", "c"]);
    query.after = next;
    let over = TaskStatus::new(TaskState::Completed).with_timestamp(at(9_000_000));
    now(store.append(scope, "c", &status(2, over))).unwrap();
    create("e", 8);
    assert_eq!(ids(&query), (vec!["b".into(), "a".into()], None));
    end_others(&store);
    assert!(now(store.get(scope, "c")).unwrap().is_none(), "c made room");
    assert_eq!(ids(&query), (vec!["b".into(), "a".into()], None));
    query.after = None;
    query.page_size = 9;
    assert_eq!(ids(&query).0, ["e", "d", "b", "a"]);
}

#[test]
fn times_before_1970_and_none_come_last() {
    let store = MemoryStore::new();
    let scope = &scopes()[0];
    let times = [
        ("late", Some(Timestamp::new(1, 0).unwrap())),
        ("early", Some(Timestamp::new(-62_135_596_800, 0).unwrap())),
        ("before", Some(Timestamp::new(-1, 999_999_999).unwrap())),
        ("none", None),
    ];
    for (id, time) in times {
        let mut status = TaskStatus::new(TaskState::Completed);
        status.timestamp = time;
        now(store.create(scope, &first(Task::new(id, status)), None)).unwrap();
    }
    let mut query = Query::new(1);
    let mut found = Vec::new();
    loop {
        let page = now(store.list(scope, &query)).unwrap();
        assert_eq!(page.total, 4);
        found.extend(page.tasks.into_iter().map(|task| task.id));
        query.after = page.next;
        if query.after.is_none() {
            break;
        }
    }
    assert_eq!(found, ["late", "none", "before", "early"]);
}
