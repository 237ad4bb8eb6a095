//! From an agent to every A2A operation: whoever writes an [`Agent`] says what happens to one message, and the
//! [`TaskEngine`] makes an [`A2aHandler`](a2a_bindings::v1_0::A2aHandler) of it, with tasks, streams, cancellation,
//! listing and multi-turn conversations. There is no HTTP in here: any server of an `A2aHandler` serves the engine.
//!
//! ```
//! use a2a_bindings::v1_0::{A2aHandler, Artifact, Message, Role, SendMessageRequest, SendMessageResponse, TaskState};
//! use a2a_engine::{TaskContext, TaskEngine, agent_fn};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), a2a_bindings::A2aError> {
//! let engine = TaskEngine::new(agent_fn(async |task: TaskContext| {
//!     task.artifact(Artifact::new("shout", [task.text().to_uppercase()])).await?;
//!     Ok(())
//! }));
//!
//! let request = SendMessageRequest::new(Message::new("m-1", Role::User, ["hello"]));
//! let response = engine.send_message(Default::default(), request).await?;
//! let SendMessageResponse::Task(task) = response else { panic!("the agent worked on a task") };
//! assert_eq!(task.status.state, TaskState::Completed);
//! assert_eq!(task.artifacts[0].parts, ["HELLO".into()]);
//! # Ok(())
//! # }
//! ```
//!
//! What holds for every task:
//!
//! - It is a log of events, numbered from 1 without gaps, and the task is the fold of the log. An event is recorded
//!   together with the task that it makes, and only then seen by anybody: no stream is ahead of `GetTask`.
//! - Terminal states are final. Of `CancelTask` and the agent's last word, the first one wins, everywhere.
//! - The work belongs to the engine. A client that leaves, or reads slowly, stops nothing and slows nobody.
//! - A tenant sees its own tasks, and of those a principal its own; those of others are missing for it.
//! - Whatever a client can make grow has a limit, a setting and an error: see [`Settings`].
//!
//! # Stores, push notifications, restarts
//!
//! Tasks are kept by a [`TaskStore`](store::TaskStore): in memory, in a file, or in one of yours. A `PushSender`
//! carries push notifications to webhooks; without one they are refused. With a store that lasts, what an earlier life
//! of the process left behind is taken care of by [`TaskEngine::recover`], and [`TaskEngine::shutdown`] says what it
//! leaves to the next one.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # #[cfg(feature = "sqlite")] {
//! use a2a_bindings::{Push, PushError, PushSender, PushTarget};
//! use a2a_engine::store::SqliteStore;
//! use a2a_engine::{OnRestart, PushPolicy, Settings, TaskContext, TaskEngine, agent_fn};
//! use std::time::Duration;
//!
//! // `a2a_runtime::push::HttpPushSender` is the one that you want.
//! struct Printer;
//!
//! impl PushSender for Printer {
//!     async fn check(&self, _target: &PushTarget) -> Result<(), PushError> {
//!         Ok(())
//!     }
//!
//!     async fn send(&self, push: Push<'_>) -> Result<(), PushError> {
//!         println!("{}: {} bytes", push.target.url, push.body.len());
//!         Ok(())
//!     }
//! }
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("tasks.db");
//! let settings = Settings::new()
//!     .with_store(SqliteStore::open(path)?)
//!     .with_on_restart(OnRestart::Resume)
//!     .with_push_sender(Printer)
//!     .with_push_policy(PushPolicy::new().with_attempts(5))
//!     .with_max_running(100);
//! let engine = TaskEngine::with_settings(agent_fn(async |_task: TaskContext| Ok(())), settings);
//! engine.recover().await?;
//! assert!(engine.is_ready());
//! // … serve it …
//! let remaining = engine.shutdown(Duration::from_secs(10)).await;
//! assert_eq!((remaining.runs, remaining.undelivered), (0, 0));
//! # }
//! # Ok(())
//! # }
//! ```
//!
//! # What is traced
//!
//! With the target `a2a` of [`tracing`](https://docs.rs/tracing); never what messages, artifacts and webhooks say.
//!
//! | span (info) | fields |
//! | --- | --- |
//! | `a2a.task`: a run of the agent | `a2a.task.id`, `a2a.context.id`, `a2a.tenant` |
//! | `a2a.push`: an attempt to tell a webhook | `a2a.task.id`, `a2a.push.config.id`, `a2a.push.attempt` |
//!
//! | event | level | fields |
//! | --- | --- | --- |
//! | `recorded`: an entry of a log | debug | `a2a.task.id`, `a2a.task.state`, `a2a.event.id` |
//! | an agent failed ([`Settings::on_failure`] replaces it) | error | `a2a.task.id`, `a2a.context.id`, `panicked` |
//! | `a webhook was given up` | warn | those of `a2a.push`, and `reason` |
//!
//! # Features
//!
//! None is on by default.
//!
//! | feature | what it adds | what it costs |
//! | --- | --- | --- |
//! | `sqlite` | `store::SqliteStore`: tasks, logs and webhooks in a file | SQLite, compiled with the C compiler |
//! | `conformance` | `store::conformance`: a test suite for stores | for tests only |

mod agent;
mod agent_error;
mod cancellation;
mod card;
mod catch_unwind;
mod core;
mod delegation;
mod detached;
mod engine;
mod handler;
mod history;
mod id;
mod live;
mod lock;
mod note;
mod opening;
mod page_token;
mod push;
mod recovery;
mod refusal;
mod run;
mod runs;
mod settings;
pub mod store;
mod task_context;
mod work_error;

pub use agent::{Agent, AgentFn, agent_fn};
pub use agent_error::{AgentError, Failure};
pub use delegation::DelegationError;
pub use engine::{Remaining, TaskEngine};
pub use note::Note;
pub use push::PushPolicy;
pub use settings::{OnRestart, Settings};
pub use task_context::TaskContext;
pub use work_error::{WorkError, WorkErrorKind};
