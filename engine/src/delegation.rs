//! Calling another agent on the way.

use crate::task_context::TaskContext;
use a2a_bindings::Transport;
use a2a_bindings::v1_0::{
    CancelTaskRequest, Client, GetTaskRequest, SendMessageConfiguration, SendMessageRequest,
    SendMessageResponse, Task,
};
use std::error::Error;
use std::fmt;
use std::time::Duration;
use tokio::time::timeout;

/// How long to wait before the other agent is asked again, the first time and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const MAX_PAUSE: Duration = Duration::from_secs(2);
/// How long the other agent may take to learn that its work is no longer wanted.
const CANCEL_TIME: Duration = Duration::from_secs(10);

impl TaskContext {
    /// Gives a message to another agent, and waits until that has answered, is done, or wants something (a task in an
    /// interrupted state).
    ///
    /// The call belongs to the same conversation, unless the message names a context of its own (§3.4.1), and to the
    /// same trace as the request that this run is about. If the run is [cancelled](Self::cancelled), so is the other
    /// agent's task. The other agent need not stream: it is asked for its task, at first after 50 ms, later every 2
    /// seconds. To follow it more closely, call it with [`call_options`](Self::call_options).
    ///
    /// # Errors
    /// The call failed, or the run was cancelled.
    pub async fn delegate<T: Transport + Clone>(
        &self,
        client: &Client<T>,
        mut request: SendMessageRequest,
    ) -> Result<SendMessageResponse, DelegationError<T::Error>> {
        let client = client.with_call_options(self.call_options());
        let message = &mut request.message;
        if message.context_id.is_empty() && message.task_id.is_empty() {
            message.context_id = self.context_id().to_owned();
        }
        let tenant = request.tenant.clone();
        let configuration = request
            .configuration
            .get_or_insert_with(SendMessageConfiguration::new);
        configuration.return_immediately = true;
        let history_length = configuration.history_length;

        // Not broken off by a cancellation: there would be a task of which nobody knows.
        let response = client
            .send_message(request)
            .await
            .map_err(DelegationError::Call)?;
        let SendMessageResponse::Task(mut task) = response else {
            return Ok(response);
        };
        let mut pause = FIRST_PAUSE;
        while !task.status.state.is_terminal() && !task.status.state.is_interrupted() {
            if timeout(pause, self.cancelled()).await.is_ok() {
                call_off(&client, &task, &tenant).await;
                return Err(DelegationError::Cancelled);
            }
            pause = (pause * 2).min(MAX_PAUSE);
            let mut get = GetTaskRequest::new(&task.id).with_tenant(&tenant);
            get.history_length = history_length;
            task = client.get_task(get).await.map_err(DelegationError::Call)?;
        }
        Ok(SendMessageResponse::Task(task))
    }
}

/// Whether that works is the other agent's affair.
async fn call_off<T: Transport>(client: &Client<T>, task: &Task, tenant: &str) {
    let request = CancelTaskRequest::new(&task.id).with_tenant(tenant);
    let cancelled = timeout(CANCEL_TIME, client.cancel_task(request)).await;
    if !matches!(cancelled, Ok(Ok(_))) {
        tracing::event!(target: "a2a",tracing::Level::DEBUG, a2a.task.id = %task.id, "the other agent's task could not be cancelled");
    }
}

/// Why [`TaskContext::delegate`] brought no answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum DelegationError<E> {
    /// The call of the other agent failed.
    Call(E),
    /// The run is no longer wanted.
    Cancelled,
}

impl<E: fmt::Display> fmt::Display for DelegationError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => write!(formatter, "the call of another agent failed: {error}"),
            Self::Cancelled => formatter.write_str("the run was cancelled while another agent was at work"),
        }
    }
}

impl<E: Error + 'static> Error for DelegationError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Cancelled => None,
        }
    }
}
