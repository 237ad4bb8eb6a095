//! `GetTask` and `ListTasks` never disagree while a task changes: what one of them has shown, the other does not take
//! back, and once nothing changes they are equal.

use a2a_bindings::v1_0::{
    Artifact, Client, GetTaskRequest, ListTasksRequest, Message, Role, SendMessageConfiguration,
    SendMessageRequest, SendMessageResponse, Task, TaskState,
};
use a2a_engine::store::{MemoryStore, SqliteStore, TaskStore};
use a2a_engine::{Agent, AgentError, Settings, TaskContext};
use a2a_runtime::client::HttpTransport;
use a2a_tests::support::{BINDINGS, Random, Served, rounds, within};
use std::time::Duration;
use tokio::task::JoinSet;

/// How often a task changes: a note and a part of an artifact each time, and now and then a wait for a message.
const CHANGES: usize = 200;
const CONTEXT: &str = "the context";

/// Works through the changes, as far as its artifact says that they are made.
struct Changing;

impl Agent for Changing {
    async fn run(&self, task: TaskContext) -> Result<(), AgentError> {
        let done = task
            .artifacts()
            .first()
            .map_or(0, |artifact| artifact.parts.len());
        for change in done + 1..=CHANGES {
            task.append(Artifact::new("changes", [change.to_string()]))
                .await?;
            task.working(change.to_string()).await?;
            // Slow enough that there is something to see in between.
            tokio::time::sleep(Duration::from_millis(2)).await;
            if change % 50 == 0 && change < CHANGES {
                return Ok(task.ask("go on?").await?);
            }
        }
        Ok(())
    }
}

/// How far a task is: in changes, in messages of both sides, and whether it is over. None of them ever goes back.
fn progress(task: &Task) -> (usize, usize, bool) {
    let parts = task.artifacts.first().map_or(0, |artifact| artifact.parts.len());
    (parts, task.history.len(), task.status.state.is_terminal())
}

fn not_before(newer: (usize, usize, bool), older: (usize, usize, bool)) -> bool {
    newer.0 >= older.0 && newer.1 >= older.1 && newer.2 >= older.2
}

type Remote = Client<HttpTransport>;

async fn get(client: &Remote, id: &str) -> Task {
    client.get_task(GetTaskRequest::new(id)).await.unwrap()
}

fn list_request() -> ListTasksRequest {
    ListTasksRequest::new()
        .with_context_id(CONTEXT)
        .with_include_artifacts(true)
}

async fn list(client: &Remote, request: ListTasksRequest) -> Option<Task> {
    let mut page = client.list_tasks(request).await.unwrap();
    assert_eq!(page.tasks.len(), usize::try_from(page.total_size).unwrap());
    assert!(page.tasks.len() <= 1, "{page:?}");
    page.tasks.pop()
}

/// Looks in all ways, in an order by chance, until the task is over in all of them.
async fn watch(client: Remote, id: String, mut random: Random) -> usize {
    let mut seen = (0, 0, false);
    let mut status = None;
    let mut looks = 0;
    loop {
        let is_get = random.below(2) == 0;
        let task = if is_get {
            get(&client, &id).await
        } else {
            list(&client, list_request()).await.unwrap()
        };
        let found = progress(&task);
        let way = if is_get { "GetTask" } else { "ListTasks" };
        assert!(
            not_before(found, seen),
            "{way} goes back to {found:?} from {seen:?}"
        );
        assert!(
            task.status.timestamp >= status,
            "{way} goes back to {:?} from {status:?}",
            task.status
        );
        (seen, status) = (found, task.status.timestamp);
        looks += 1;

        // A list of one state has tasks of that state, and none that were over before.
        if random.below(4) == 0 {
            let request = list_request().with_status(TaskState::Working);
            if let Some(task) = list(&client, request).await {
                let found = progress(&task);
                assert_eq!(task.status.state, TaskState::Working);
                assert!(
                    not_before(found, seen),
                    "the list of a state goes back to {found:?} from {seen:?}"
                );
                seen = found;
            }
        }
        if seen.2 {
            return looks;
        }
    }
}

/// Sends until the task is over.
async fn drive(client: &Remote, first: Task) -> Task {
    let mut task = first;
    while !task.status.state.is_terminal() {
        if task.status.state == TaskState::InputRequired {
            let go_on = Message::new("m", Role::User, ["go on"]).with_task_id(&task.id);
            let configuration = SendMessageConfiguration::new().with_return_immediately(true);
            let request = SendMessageRequest::new(go_on).with_configuration(configuration);
            client.send_message(request).await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
        task = get(client, &task.id).await;
    }
    task
}

async fn check(make: impl Fn() -> (Option<tempfile::TempDir>, Settings)) {
    let mut random = Random::seeded();
    let mut looks = 0;
    for _ in 0..rounds(5) {
        let (_folder, settings) = make();
        let served = Served::start(Changing, settings).await;
        let clients = BINDINGS.map(|binding| served.client(binding, "alice"));
        let begin = Message::new("m", Role::User, ["begin"]).with_context_id(CONTEXT);
        let configuration = SendMessageConfiguration::new().with_return_immediately(true);
        let request = SendMessageRequest::new(begin).with_configuration(configuration);
        let SendMessageResponse::Task(task) = clients[0].send_message(request).await.unwrap() else {
            panic!("not a task")
        };
        let mut watchers = JoinSet::new();
        for client in clients.iter().cycle().take(4) {
            watchers.spawn(watch(client.clone(), task.id.clone(), random.fork()));
        }
        let over = within("the task ends", drive(&clients[1], task)).await;
        assert_eq!(progress(&over).0, CHANGES);
        looks += within("the watchers see the end", watchers.join_all())
            .await
            .iter()
            .sum::<usize>();
        for client in &clients {
            assert_eq!(
                list(client, list_request()).await,
                Some(get(client, &over.id).await)
            );
            let working = list_request().with_status(TaskState::Working);
            assert_eq!(list(client, working).await, None);
        }
    }
    println!("{looks} looks");
}

fn settings(store: impl TaskStore) -> Settings {
    Settings::new().with_store(store)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_memory() {
    check(|| (None, settings(MemoryStore::new()))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_sqlite() {
    check(|| {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path().join("tasks.db")).unwrap();
        (Some(folder), settings(store))
    })
    .await;
}
