//! What a client hands back to the engine: page tokens (§3.1.4), event ids and ids of tasks.

use super::request::block_on;
use a2a_bindings::v1_0::{
    A2aHandler, Artifact, GetTaskRequest, ListTasksRequest, Message, Role, SendMessageConfiguration,
    SendMessageRequest, SendMessageResponse, StreamResponse, SubscribeToTaskRequest, Task,
};
use a2a_bindings::{Event, RequestContext};
use a2a_engine::{Agent, AgentError, TaskContext, TaskEngine};
use futures_util::{FutureExt, StreamExt};

struct Counting;

impl Agent for Counting {
    async fn run(&self, task: TaskContext) -> Result<(), AgentError> {
        for name in ["a", "b", "c"] {
            task.artifact(Artifact::new(name, [name])).await?;
        }
        task.ask("more?").await?;
        Ok(())
    }
}

struct World {
    engine: TaskEngine<Counting>,
    /// Of all tasks, two a page.
    tokens: Vec<String>,
    task: Task,
    /// What a subscriber gets that has seen nothing.
    log: Vec<Event<StreamResponse>>,
}

thread_local! {
    static WORLD: World = block_on(World::new());
}

/// Three lines: changes of a page token, a `Last-Event-ID`, the id of a task. No token is accepted but one that was
/// given; a subscriber gets the rest of the log or begins with the task; and no task has an id that was not given.
pub fn engine(data: &[u8]) {
    let mut lines = data.split(|byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let (changes, last_event_id, id) = (line(), line(), line());
    WORLD.with(|world| {
        block_on(async {
            world.list(changes).await;
            world
                .subscribe(String::from_utf8_lossy(last_event_id).into_owned())
                .await;
            world.get(String::from_utf8_lossy(id).into_owned()).await;
        });
    });
}

impl World {
    async fn new() -> Self {
        let engine = TaskEngine::new(Counting);
        let mut task = None;
        for number in 0..7 {
            let message = Message::new(format!("m-{number}"), Role::User, ["count"]);
            let configuration = SendMessageConfiguration::default().with_return_immediately(false);
            let request = SendMessageRequest::new(message).with_configuration(configuration);
            match engine.send_message(RequestContext::new(), request).await.unwrap() {
                SendMessageResponse::Task(one) => task = Some(one),
                other => panic!("{other:?}"),
            }
        }
        let mut world = Self {
            engine,
            tokens: Vec::new(),
            task: task.unwrap(),
            log: Vec::new(),
        };
        let mut request = ListTasksRequest::new().with_page_size(2);
        loop {
            let page = world
                .engine
                .list_tasks(RequestContext::new(), request.clone())
                .await;
            request.page_token = page.unwrap().next_page_token;
            if request.page_token.is_empty() {
                break;
            }
            world.tokens.push(request.page_token.clone());
        }
        assert_eq!(world.tokens.len(), 3);
        world.log = world.events("0".to_owned()).await;
        assert!(world.log.len() > 3, "{:?}", world.log);
        world
    }

    /// Either the line itself is the token, or it chooses one that was given, and changes it.
    async fn list(&self, changes: &[u8]) {
        let token = match changes {
            [b'#', which, rest @ ..] => {
                let mut token = self.tokens[usize::from(*which) % self.tokens.len()]
                    .clone()
                    .into_bytes();
                for change in rest.chunks_exact(2) {
                    let at = usize::from(change[0]) % token.len();
                    token[at] = change[1];
                }
                token
            }
            other => other.to_vec(),
        };
        let token = String::from_utf8_lossy(&token).into_owned();
        let request = ListTasksRequest::new()
            .with_page_size(2)
            .with_page_token(token.clone());
        match self.engine.list_tasks(RequestContext::new(), request).await {
            Ok(page) => {
                assert!(
                    token.is_empty() || self.tokens.contains(&token),
                    "{token} is accepted"
                );
                assert!(!page.tasks.is_empty());
            }
            Err(error) => {
                assert!(!self.tokens.contains(&token), "{token} is refused");
                assert_eq!(error.info().json_rpc_code, -32602, "{error}");
                assert!(error.message().len() < 1024, "{error}");
            }
        }
    }

    async fn subscribe(&self, last_event_id: String) {
        let events = self.events(last_event_id.clone()).await;
        if events.is_empty() {
            // The client has everything.
            let last: Option<u64> = self.log.last().and_then(|event| event.id()?.parse().ok());
            assert_eq!(last_event_id.parse().ok(), last);
            return;
        }
        if let (StreamResponse::Task(task), [only]) = (&*events[0], &events[..]) {
            assert_eq!(task.artifacts.len(), 3);
            assert_eq!(only.id(), self.log.last().and_then(Event::id));
            return;
        }
        let known = self.log.iter().position(|event| event.id() == events[0].id());
        let rest: Vec<_> = self.log[known.unwrap()..]
            .iter()
            .map(|event| event.id())
            .collect();
        let actual: Vec<_> = events.iter().map(Event::id).collect();
        assert_eq!(actual, rest);
        let after: u64 = last_event_id.parse().unwrap();
        assert_eq!(events[0].id(), Some(&*(after + 1).to_string()));
    }

    /// What is there at once.
    async fn events(&self, last_event_id: String) -> Vec<Event<StreamResponse>> {
        let mut context = RequestContext::new();
        context.last_event_id = Some(last_event_id);
        let request = SubscribeToTaskRequest::new(self.task.id.clone());
        let mut stream = self.engine.subscribe_to_task(context, request).await.unwrap();
        let mut events = Vec::new();
        while let Some(Some(event)) = stream.next().now_or_never() {
            events.push(event.unwrap());
        }
        events
    }

    async fn get(&self, id: String) {
        let request = GetTaskRequest::new(id.clone());
        match self.engine.get_task(RequestContext::new(), request).await {
            Ok(task) => assert_eq!(task.id, id),
            Err(error) => {
                assert_eq!(error.info().json_rpc_code, -32001, "{error}");
                let details = serde_json::Value::from(error.details().to_vec()).to_string();
                assert!(error.message().len() < 1024, "{error}");
                assert!(details.len() < 4096, "{details}");
            }
        }
    }
}
