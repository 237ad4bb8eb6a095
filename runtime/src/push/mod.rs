//! Push notifications over HTTP (§4.3): a sender for agents, a receiver for whoever waits for them.
//!
//! [`HttpPushSender`] carries notifications to webhooks. What decides when to send is above it; below it an
//! [`EgressPolicy`] decides which webhooks are called at all.
//!
//! ```no_run
//! use a2a_bindings::{Push, PushSender, PushTarget};
//! use a2a_runtime::push::{HttpPushSender, PushOptions};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let sender = HttpPushSender::new(PushOptions::new())?;
//! let target = PushTarget::new("https://client.example/webhook")
//!     .with_token("one-per-webhook")
//!     .with_authentication("Bearer", "what the client gave");
//! sender.check(&target).await?;
//! sender.send(Push::new(&target, r#"{"task":{}}"#)).await?;
//! # Ok(())
//! # }
//! ```
//!
//! [`PushReceiver`] is the other end, a route for any server of axum. To have one function for all notifications:
//!
//! ```
//! use a2a_runtime::push::{Expectation, Notification, PushReceiver};
//!
//! let receiver = PushReceiver::new();
//! receiver.handle(Expectation::token("a secret"), |notification: Notification| async move {
//!     println!("{} of task {}", notification.event_id.as_deref().unwrap_or("news"), notification.task_id);
//!     Ok(())
//! });
//! let app: axum::Router = axum::Router::new().nest_service("/webhook", receiver.router());
//! ```
//!
//! To send a message and wait for the end of its task:
//!
//! ```no_run
//! use a2a_bindings::v1_0::{
//!     Message, Role, SendMessageConfiguration, SendMessageRequest, SendMessageResponse, StreamResponse,
//!     TaskPushNotificationConfig,
//! };
//! use a2a_runtime::client::{ConnectOptions, connect, fetch_card, http_client};
//! use a2a_runtime::push::{Expectation, PushReceiver};
//!
//! # async fn example(receiver: PushReceiver) -> Result<(), Box<dyn std::error::Error>> {
//! let found = fetch_card(&http_client()?, "localhost:8080").await?;
//! let client = connect(&found.card, ConnectOptions::new())?;
//!
//! let config = TaskPushNotificationConfig::new("https://me.example/webhook").with_token("another secret");
//! // Before the message is sent, since the agent may be faster than its own answer.
//! let mut receipts = receiver.expect(Expectation::from(&config));
//! let request = SendMessageRequest::new(Message::new("m-1", Role::User, ["a report, please"])).with_configuration(
//!     SendMessageConfiguration::default()
//!         .with_task_push_notification_config(config)
//!         .with_return_immediately(true),
//! );
//! if let SendMessageResponse::Task(task) = client.send_message(request).await? {
//!     assert!(receipts.bind(&task.id), "somebody else has the secret");
//!     while let Some(notification) = receipts.next().await {
//!         let status = match notification.event {
//!             StreamResponse::Task(task) => task.status,
//!             StreamResponse::StatusUpdate(update) => update.status,
//!             _ => continue,
//!         };
//!         if status.state.is_terminal() {
//!             break;
//!         }
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod egress;
mod headers;
mod options;
mod outcome;
mod receiver;
mod sender;

pub use egress::EgressPolicy;
pub use headers::{EVENT_ID, NOTIFICATION_TOKEN};
pub use options::PushOptions;
pub use receiver::{Expectation, Notification, PushHandler, PushReceiver, PushRefusal, Receipts};
pub use sender::HttpPushSender;
