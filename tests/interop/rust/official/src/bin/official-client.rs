//! Drives a demo agent with the official Rust SDK's client: `official-client CARD_BASE_URL BINDING`.
//!
//! Runs every check of `checks.json` on one binding, and prints a line of JSON about each.

use a2a::errors::error_code;
use a2a::*;
use a2a_client::agent_card::AgentCardResolver;
use a2a_client::middleware::CallInterceptor;
use a2a_client::{A2AClient, A2AClientFactory, BoxStream, ServiceParams, Transport};
use anyhow::{Context, Result, bail, ensure};
use futures::{StreamExt, TryStreamExt};
use serde_json::json;
use std::sync::Arc;
use support::{Webhook, run};

const UNKNOWN_ID: &str = "no-such-task";

type Events = BoxStream<'static, Result<StreamResponse, A2AError>>;

struct Agent {
    card: AgentCard,
    binding: String,
    client: A2AClient<Box<dyn Transport>>,
}

/// Asks for a version that nobody speaks.
struct Future;

#[async_trait::async_trait]
impl CallInterceptor for Future {
    async fn before(&self, _: &str, params: &mut ServiceParams) -> Result<(), A2AError> {
        params.insert(SVC_PARAM_VERSION.to_owned(), vec!["9.9".to_owned()]);
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let (url, binding) = support::arguments()?;
    let card = AgentCardResolver::new(None).resolve(&url).await;
    run("card", async { check_card(card.as_ref().map_err(Clone::clone)?) }).await;
    let Ok(card) = card else { return Ok(()) };
    let agent = Agent::connect(card, &binding).await?;
    agent.messages().await;
    agent.tasks().await;
    agent.push().await;
    agent.errors().await;
    Ok(())
}

fn check_card(card: &AgentCard) -> Result<()> {
    for binding in [TRANSPORT_PROTOCOL_JSONRPC, TRANSPORT_PROTOCOL_HTTP_JSON] {
        let mut interfaces = card.supported_interfaces.iter();
        let is_declared = interfaces.any(|i| i.protocol_binding == binding && i.protocol_version == "1.0");
        ensure!(is_declared, "{binding} 1.0 is not declared");
    }
    let AgentCapabilities {
        streaming,
        push_notifications,
        extended_agent_card,
        ..
    } = card.capabilities;
    let all = [streaming, push_notifications, extended_agent_card];
    ensure!(all == [Some(true); 3], "declared: {:?}", card.capabilities);
    Ok(())
}

impl Agent {
    async fn connect(card: AgentCard, binding: &str) -> Result<Self> {
        let factory = A2AClientFactory::builder()
            .preferred_bindings(vec![binding.to_owned()])
            .build();
        let (client, interface) = factory.create_from_card_with_interface(&card).await?;
        ensure!(
            interface.protocol_binding == binding,
            "{}",
            interface.protocol_binding
        );
        let binding = binding.to_owned();
        Ok(Self {
            card,
            binding,
            client,
        })
    }

    async fn messages(&self) {
        run("send", self.check_send()).await;
        run("message", self.check_message()).await;
        run("data", self.check_data()).await;
        run("return-immediately", self.check_return_immediately()).await;
        run("stream", self.check_stream()).await;
        run("resubscribe", self.check_resubscribe()).await;
        run("multi-turn", self.two_turns("ask", TaskState::InputRequired)).await;
        run("auth-required", self.two_turns("login", TaskState::AuthRequired)).await;
        run("failure", async {
            same(self.send("fail").await?.status.state, TaskState::Failed)
        })
        .await;
        run("tenant", self.check_tenant()).await;
    }

    async fn tasks(&self) {
        run("get", self.check_get()).await;
        run("history-length", self.check_history_length()).await;
        run("list", self.check_list()).await;
        run("list-paging", self.check_list_paging()).await;
        run("cancel", self.check_cancel()).await;
        run("extended-card", self.check_extended_card()).await;
    }

    async fn push(&self) {
        run("push-crud", self.check_push_crud()).await;
        run("push-delivery", async {
            let told = self.notified().await?;
            let chunks = told
                .iter()
                .filter(|(_, event)| matches!(event, StreamResponse::ArtifactUpdate(_)));
            same(chunks.count(), 3)
        })
        .await;
        run("push-media-type", async {
            for (media_type, _) in self.notified().await? {
                same(media_type, "application/a2a+json".to_owned())?;
            }
            Ok(())
        })
        .await;
    }

    async fn errors(&self) {
        run("error-task-not-found", self.check_task_not_found()).await;
        run("error-not-cancelable", async {
            let task = self.send("hello").await?;
            refused(error_code::TASK_NOT_CANCELABLE, self.cancel(&task.id).await)
        })
        .await;
        run("error-subscribe-terminal", async {
            let task = self.send("hello").await?;
            refused(error_code::UNSUPPORTED_OPERATION, self.subscribed(&task.id).await)
        })
        .await;
        run("error-send-terminal", async {
            let task = self.send("hello").await?;
            let answer = self.client.send_message(&to_task("again", &task.id)).await;
            refused(error_code::UNSUPPORTED_OPERATION, answer)
        })
        .await;
        run("error-invalid-params", async {
            let empty = request(Message::new(Role::User, Vec::new()));
            refused(error_code::INVALID_PARAMS, self.client.send_message(&empty).await)
        })
        .await;
        run("error-version", self.check_version()).await;
    }

    async fn send(&self, text: &str) -> Result<Task> {
        self.ask(&request(message(text))).await
    }

    /// Sends a message; the answer has to be a task.
    async fn ask(&self, request: &SendMessageRequest) -> Result<Task> {
        task(self.client.send_message(request).await?)
    }

    async fn send_in(&self, context_id: &str, text: &str) -> Result<Task> {
        let mut message = message(text);
        message.context_id = Some(context_id.to_owned());
        self.ask(&request(message)).await
    }

    async fn waiting(&self) -> Result<Task> {
        let configuration = SendMessageConfiguration {
            return_immediately: Some(true),
            ..configuration()
        };
        self.ask(&configured("wait", configuration)).await
    }

    async fn get(&self, id: &str, history_length: Option<i32>) -> Result<Task, A2AError> {
        let id = id.to_owned();
        let request = GetTaskRequest {
            id,
            history_length,
            tenant: None,
        };
        self.client.get_task(&request).await
    }

    async fn cancel(&self, id: &str) -> Result<Task, A2AError> {
        let id = id.to_owned();
        let request = CancelTaskRequest {
            id,
            metadata: None,
            tenant: None,
        };
        self.client.cancel_task(&request).await
    }

    async fn subscribe(&self, id: &str) -> Result<Events, A2AError> {
        let id = id.to_owned();
        self.client
            .subscribe_to_task(&SubscribeToTaskRequest { id, tenant: None })
            .await
    }

    async fn subscribed(&self, id: &str) -> Result<StreamResponse, A2AError> {
        let first = self.subscribe(id).await?.next().await;
        first.unwrap_or_else(|| Err(A2AError::internal("the stream is empty")))
    }

    async fn check_send(&self) -> Result<()> {
        let task = self.send("hello").await?;
        same(&task.status.state, &TaskState::Completed)?;
        ensure!(
            !task.id.is_empty() && !task.context_id.is_empty(),
            "without ids: {task:?}"
        );
        same(artifact_text(&task), "echo: hello".to_owned())
    }

    async fn check_message(&self) -> Result<()> {
        let answer = self.client.send_message(&request(message("message hi"))).await?;
        let SendMessageResponse::Message(message) = answer else {
            bail!("not a message: {answer:?}")
        };
        same(message.text(), Some("message: hi"))
    }

    async fn check_data(&self) -> Result<()> {
        let data = json!({ "answer": 42, "question": null, "more": [1.5, "ü", {}] });
        let mut message = message("data");
        message.parts.push(Part::data(data.clone()));
        let task = self.ask(&request(message)).await?;
        let parts: Vec<_> = artifacts(&task)
            .iter()
            .flat_map(|a| &a.parts)
            .map(|p| &p.content)
            .collect();
        // Some agents, and this client over HTTP+JSON, keep all numbers as floating point.
        let mut floating = data.clone();
        floating["answer"] = json!(42.0);
        let is_same = matches!(parts[..], [PartContent::Data(got)] if *got == data || *got == floating);
        ensure!(is_same, "parts {parts:?}");
        Ok(())
    }

    async fn check_return_immediately(&self) -> Result<()> {
        let task = self.waiting().await?;
        let state = &task.status.state;
        ensure!(
            matches!(state, TaskState::Submitted | TaskState::Working),
            "{state:?}"
        );
        self.cancel(&task.id).await?;
        Ok(())
    }

    async fn check_stream(&self) -> Result<()> {
        let stream = self
            .client
            .send_streaming_message(&request(message("stream 3")))
            .await?;
        let events: Vec<_> = stream.try_collect().await?;
        let Some(StreamResponse::Task(begun)) = events.first() else {
            bail!("events {events:?}")
        };
        let mut chunks = Vec::new();
        for event in &events[1..] {
            let task_id = match event {
                StreamResponse::StatusUpdate(update) => &update.task_id,
                StreamResponse::ArtifactUpdate(update) => {
                    chunks.push([update.append, update.last_chunk].map(Option::unwrap_or_default));
                    &update.task_id
                }
                other => bail!("an event {other:?}"),
            };
            same(task_id, &begun.id)?;
        }
        same(chunks, vec![[false, false], [true, false], [true, true]])?;
        same(events.last().and_then(state), Some(&TaskState::Completed))?;
        let whole = artifact_text(&self.get(&begun.id, None).await?);
        same(whole.as_str(), "chunk 1 of 3\nchunk 2 of 3\nchunk 3 of 3\n")
    }

    async fn check_resubscribe(&self) -> Result<()> {
        let mut left = self
            .client
            .send_streaming_message(&request(message("wait")))
            .await?;
        let Some(Ok(StreamResponse::Task(begun))) = left.next().await else {
            bail!("the stream does not begin with the task")
        };
        // The client leaves; the task goes on.
        drop(left);
        let mut again = self.subscribe(&begun.id).await?;
        match again.next().await {
            Some(Ok(StreamResponse::Task(task))) => same(&task.id, &begun.id)?,
            other => bail!("the subscription begins with {other:?}"),
        }
        let (events, canceled) = tokio::join!(again.try_collect::<Vec<_>>(), self.cancel(&begun.id));
        canceled?;
        same(events?.last().and_then(state), Some(&TaskState::Canceled))
    }

    async fn two_turns(&self, word: &str, expected: TaskState) -> Result<()> {
        let asked = self.send(word).await?;
        same(&asked.status.state, &expected)?;
        let answered = self.ask(&to_task("blue", &asked.id)).await?;
        same(&answered.id, &asked.id)?;
        same(answered.status.state, TaskState::Completed)
    }

    /// The interface has a tenant, which the client has to name (§8.3.2).
    async fn check_tenant(&self) -> Result<()> {
        let mut card = self.card.clone();
        let tenant = format!("tenant-{}", new_message_id());
        for interface in &mut card.supported_interfaces {
            interface.tenant = Some(tenant.clone());
        }
        let agent = Self::connect(card, &self.binding).await?;
        let task = agent.send("hello").await?;
        same(&agent.get(&task.id, None).await?.id, &task.id)?;
        let tasks = agent.client.list_tasks(&list(None)).await?.tasks;
        ensure!(
            tasks.iter().any(|listed| listed.id == task.id),
            "not among {} tasks",
            tasks.len()
        );
        Ok(())
    }

    async fn check_get(&self) -> Result<()> {
        let sent = self.send("hello").await?;
        let task = self.get(&sent.id, None).await?;
        same(&task.context_id, &sent.context_id)?;
        same(&task.status.state, &TaskState::Completed)?;
        same(&task.artifacts, &sent.artifacts)
    }

    async fn check_history_length(&self) -> Result<()> {
        let asked = self.send("ask").await?;
        let mut answer = to_task("blue", &asked.id);
        answer.configuration = Some(SendMessageConfiguration {
            history_length: Some(0),
            ..configuration()
        });
        same(self.ask(&answer).await?.history.unwrap_or_default(), Vec::new())?;
        let whole = self.get(&asked.id, None).await?.history.unwrap_or_default();
        let texts: Vec<_> = whole.iter().filter_map(Message::text).collect();
        ensure!(
            texts.contains(&"ask") && texts.contains(&"blue"),
            "messages {texts:?}"
        );
        let none = self.get(&asked.id, Some(0)).await?.history.unwrap_or_default();
        same(none, Vec::new())?;
        let one = self.get(&asked.id, Some(1)).await?.history.unwrap_or_default();
        same(one.as_slice(), &whole[whole.len() - 1..])
    }

    async fn check_list(&self) -> Result<()> {
        let one = self.send("hello").await?;
        let two = self.send_in(&one.context_id, "hello").await?;
        same(&two.context_id, &one.context_id)?;
        let asked = self.send_in(&one.context_id, "ask").await?;
        let all = list(Some(&one.context_id));
        let with_state = |state| ListTasksRequest {
            status: Some(state),
            ..all.clone()
        };
        let later = ListTasksRequest {
            status_timestamp_after: Some("2999-01-01T00:00:00Z".parse()?),
            ..all.clone()
        };
        for (request, expected) in [
            (all.clone(), vec![&asked.id, &two.id, &one.id]),
            (with_state(TaskState::InputRequired), vec![&asked.id]),
            (with_state(TaskState::Canceled), vec![]),
            (later, vec![]),
        ] {
            let tasks = self.client.list_tasks(&request).await?.tasks;
            same(tasks.iter().map(|task| &task.id).collect(), expected)?;
            ensure!(
                tasks.iter().all(|task| artifacts(task).is_empty()),
                "with artifacts"
            );
        }
        let include_artifacts = Some(true);
        let request = ListTasksRequest {
            include_artifacts,
            ..all
        };
        let tasks = self.client.list_tasks(&request).await?.tasks;
        same(
            tasks.iter().map(|task| artifacts(task).len()).collect(),
            vec![0, 1, 1],
        )
    }

    async fn check_list_paging(&self) -> Result<()> {
        let one = self.send("hello").await?;
        let two = self.send_in(&one.context_id, "hello").await?;
        let three = self.send_in(&one.context_id, "hello").await?;
        let mut request = list(Some(&one.context_id));
        request.page_size = Some(2);
        let mut found = Vec::new();
        for count in [2, 1] {
            let page = self.client.list_tasks(&request).await?;
            same(page.tasks.len(), count)?;
            ensure!(
                page.page_size == 2 || page.page_size == i32::try_from(count)?,
                "pageSize {}",
                page.page_size
            );
            same(page.total_size, 3)?;
            found.extend(page.tasks.into_iter().map(|task| task.id));
            same(page.next_page_token.is_empty(), count == 1)?;
            request.page_token = Some(page.next_page_token);
        }
        same(found, vec![three.id, two.id, one.id])
    }

    async fn check_cancel(&self) -> Result<()> {
        let task = self.waiting().await?;
        let canceled = self.cancel(&task.id).await?;
        same(&canceled.id, &task.id)?;
        same(canceled.status.state, TaskState::Canceled)?;
        same(self.get(&task.id, None).await?.status.state, TaskState::Canceled)
    }

    async fn check_extended_card(&self) -> Result<()> {
        let request = GetExtendedAgentCardRequest { tenant: None };
        let card = self.client.get_extended_agent_card(&request).await?;
        same(&card.name, &self.card.name)?;
        same(card.skills.len(), self.card.skills.len() + 1)
    }

    async fn check_push_crud(&self) -> Result<()> {
        // Nothing is sent meanwhile: the task waits for its client.
        let task_id = self.send("ask").await?.id;
        let url = "http://127.0.0.1:9/hook";
        let mut created = Vec::new();
        for token in ["one", "two"] {
            let config = TaskPushNotificationConfig {
                id: Some(format!("hook-{token}")),
                task_id: task_id.clone(),
                ..push_config(url, token)
            };
            created.push(self.client.create_push_config(&config).await?);
        }
        let id = created[0].id.clone().context("without an id")?;
        ensure!(created[1].id.as_ref() != Some(&id), "both have the id {id}");
        let which = GetTaskPushNotificationConfigRequest {
            task_id: task_id.clone(),
            id: id.clone(),
            tenant: None,
        };
        let got = self.client.get_push_config(&which).await?;
        same(&got, &created[0])?;
        same((got.url.as_str(), got.token.as_deref()), (url, Some("one")))?;
        same(self.listed(&task_id).await?, created.clone())?;
        for _ in 0..2 {
            let which = DeleteTaskPushNotificationConfigRequest {
                task_id: task_id.clone(),
                id: id.clone(),
                tenant: None,
            };
            self.client.delete_push_config(&which).await?;
        }
        same(self.listed(&task_id).await?, created[1..].to_vec())?;
        refused(
            error_code::TASK_NOT_FOUND,
            self.client.get_push_config(&which).await,
        )
    }

    async fn listed(&self, task_id: &str) -> Result<Vec<TaskPushNotificationConfig>> {
        let request = ListTaskPushNotificationConfigsRequest {
            task_id: task_id.to_owned(),
            page_size: None,
            page_token: None,
            tenant: None,
        };
        let mut configs = self.client.list_push_configs(&request).await?.configs;
        configs.sort_by(|one, other| one.token.cmp(&other.token));
        Ok(configs)
    }

    /// A task is followed to its end by what its webhook is told: media types and events.
    async fn notified(&self) -> Result<Vec<(String, StreamResponse)>> {
        let mut webhook = Webhook::open().await?;
        let (token, credentials) = (new_message_id(), new_message_id());
        let authentication = AuthenticationInfo {
            scheme: "Bearer".to_owned(),
            credentials: Some(credentials.clone()),
        };
        let config = TaskPushNotificationConfig {
            authentication: Some(authentication),
            ..push_config(&webhook.url, &token)
        };
        let configuration = SendMessageConfiguration {
            return_immediately: Some(true),
            task_push_notification_config: Some(config),
            ..configuration()
        };
        let task = self.ask(&configured("stream 3", configuration)).await?;
        let mut told: Vec<(String, StreamResponse)> = Vec::new();
        while told.last().and_then(|(_, event)| state(event)) != Some(&TaskState::Completed) {
            let (headers, body) = webhook.next().await?;
            let event: StreamResponse = serde_json::from_slice(&body)?;
            same(task_id(&event), task.id.as_str())?;
            let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
            same(
                header("authorization"),
                Some(format!("Bearer {credentials}").as_str()),
            )?;
            // The protocol has the token, and no place for it; this is where agents put it.
            let sent = header("x-a2a-notification-token");
            ensure!(sent.is_none_or(|sent| sent == token), "another token, {sent:?}");
            told.push((header("content-type").unwrap_or_default().to_owned(), event));
        }
        Ok(told)
    }

    async fn check_task_not_found(&self) -> Result<()> {
        refused(error_code::TASK_NOT_FOUND, self.get(UNKNOWN_ID, None).await)?;
        refused(error_code::TASK_NOT_FOUND, self.cancel(UNKNOWN_ID).await)?;
        refused(error_code::TASK_NOT_FOUND, self.subscribed(UNKNOWN_ID).await)?;
        let answer = self.client.send_message(&to_task("hello", UNKNOWN_ID)).await;
        refused(error_code::TASK_NOT_FOUND, answer)
    }

    async fn check_version(&self) -> Result<()> {
        let bindings = vec![self.binding.clone()];
        let factory = A2AClientFactory::builder().preferred_bindings(bindings);
        let client = factory
            .with_interceptor(Arc::new(Future))
            .build()
            .create_from_card(&self.card)
            .await?;
        let request = GetTaskRequest {
            id: UNKNOWN_ID.to_owned(),
            history_length: None,
            tenant: None,
        };
        refused(error_code::VERSION_NOT_SUPPORTED, client.get_task(&request).await)
    }
}

fn message(text: &str) -> Message {
    Message::new(Role::User, vec![Part::text(text)])
}

fn request(message: Message) -> SendMessageRequest {
    SendMessageRequest {
        message,
        configuration: None,
        metadata: None,
        tenant: None,
    }
}

fn configured(text: &str, configuration: SendMessageConfiguration) -> SendMessageRequest {
    SendMessageRequest {
        configuration: Some(configuration),
        ..request(message(text))
    }
}

fn configuration() -> SendMessageConfiguration {
    SendMessageConfiguration {
        accepted_output_modes: None,
        task_push_notification_config: None,
        history_length: None,
        return_immediately: None,
    }
}

fn to_task(text: &str, task_id: &str) -> SendMessageRequest {
    let mut message = message(text);
    message.task_id = Some(task_id.to_owned());
    request(message)
}

fn list(context_id: Option<&str>) -> ListTasksRequest {
    ListTasksRequest {
        context_id: context_id.map(str::to_owned),
        status: None,
        page_size: None,
        page_token: None,
        history_length: None,
        status_timestamp_after: None,
        include_artifacts: None,
        tenant: None,
    }
}

fn push_config(url: &str, token: &str) -> TaskPushNotificationConfig {
    TaskPushNotificationConfig {
        url: url.to_owned(),
        id: None,
        task_id: String::new(),
        token: Some(token.to_owned()),
        authentication: None,
        tenant: None,
    }
}

fn task(answer: SendMessageResponse) -> Result<Task> {
    match answer {
        SendMessageResponse::Task(task) => Ok(task),
        other => bail!("not a task: {other:?}"),
    }
}

fn artifacts(task: &Task) -> &[Artifact] {
    task.artifacts.as_deref().unwrap_or_default()
}

fn artifact_text(task: &Task) -> String {
    let parts = artifacts(task).iter().flat_map(|artifact| &artifact.parts);
    parts.filter_map(Part::as_text).collect()
}

fn state(event: &StreamResponse) -> Option<&TaskState> {
    match event {
        StreamResponse::Task(task) => Some(&task.status.state),
        StreamResponse::StatusUpdate(update) => Some(&update.status.state),
        _ => None,
    }
}

fn task_id(event: &StreamResponse) -> &str {
    match event {
        StreamResponse::Task(task) => &task.id,
        StreamResponse::Message(message) => message.task_id.as_deref().unwrap_or_default(),
        StreamResponse::StatusUpdate(update) => &update.task_id,
        StreamResponse::ArtifactUpdate(update) => &update.task_id,
    }
}

/// Fails unless both are the same.
fn same<T: PartialEq + std::fmt::Debug>(actual: T, expected: T) -> Result<()> {
    ensure!(actual == expected, "{actual:?}, not {expected:?}");
    Ok(())
}

/// Fails unless something is refused with this error.
fn refused<T: std::fmt::Debug>(code: i32, answer: Result<T, A2AError>) -> Result<()> {
    match answer {
        Ok(answer) => bail!("not refused, answered {answer:?}"),
        Err(error) => ensure!(error.code == code, "not {code} but {error:?}"),
    }
    Ok(())
}
