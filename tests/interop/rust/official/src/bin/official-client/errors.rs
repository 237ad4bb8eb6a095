//! What agents have to refuse, and that the client knows the errors.

use crate::agent::*;
use a2a::errors::error_code;
use a2a::*;
use a2a_client::middleware::CallInterceptor;
use a2a_client::{A2AClientFactory, ServiceParams};
use anyhow::Result;
use std::sync::Arc;
use support::run;

/// Asks for a version that nobody speaks.
struct LaterVersion;

#[async_trait::async_trait]
impl CallInterceptor for LaterVersion {
    async fn before(&self, _: &str, params: &mut ServiceParams) -> Result<(), A2AError> {
        params.insert(SVC_PARAM_VERSION.to_owned(), vec!["9.9".to_owned()]);
        Ok(())
    }
}

impl Agent {
    pub async fn errors(&self) {
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
            .with_interceptor(Arc::new(LaterVersion))
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
