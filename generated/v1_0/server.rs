// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! Dispatch of requests to a handler.

use super::{A2aHandler, PROTOCOL};
use crate::protocol::{MethodInfo, Protocol};
use crate::{A2aError, Parameters, Reply, RequestContext, Service};

/// Makes a [`Service`] of an [`A2aHandler`]: decodes and checks each request, calls the method,
/// encodes what it returns.
#[derive(Debug, Clone, Copy, Default)]
pub struct Server<H> {
    handler: H,
}

impl<H: A2aHandler> Server<H> {
    /// Serves a handler.
    #[must_use]
    pub fn new(handler: H) -> Self {
        Self { handler }
    }
    /// The handler that is served.
    #[must_use]
    pub fn handler(&self) -> &H {
        &self.handler
    }
}

impl<H: A2aHandler> Service for Server<H> {
    fn protocol(&self) -> &'static Protocol {
        &PROTOCOL
    }
    fn negotiate(
        &self,
        method: &'static MethodInfo,
        context: &mut RequestContext,
    ) -> Result<(), A2aError> {
        match self.handler.declared() {
            Some(declared) => declared.negotiate(&PROTOCOL, method, context),
            None => Ok(()),
        }
    }
    async fn call(
        &self,
        context: RequestContext,
        method: &'static MethodInfo,
        parameters: Parameters<'_>,
    ) -> Result<Reply, A2aError> {
        match method.name {
            "SendMessage" => {
                let request = parameters.request()?;
                Reply::unary(&self.handler.send_message(context, request).await?)
            }
            "SendStreamingMessage" => {
                let request = parameters.request()?;
                Ok(
                    Reply::stream(
                        self.handler.send_streaming_message(context, request).await?,
                    ),
                )
            }
            "GetTask" => {
                let request = parameters.request()?;
                Reply::unary(&self.handler.get_task(context, request).await?)
            }
            "ListTasks" => {
                let request = parameters.request()?;
                Reply::unary(&self.handler.list_tasks(context, request).await?)
            }
            "CancelTask" => {
                let request = parameters.request()?;
                Reply::unary(&self.handler.cancel_task(context, request).await?)
            }
            "SubscribeToTask" => {
                let request = parameters.request()?;
                Ok(
                    Reply::stream(
                        self.handler.subscribe_to_task(context, request).await?,
                    ),
                )
            }
            "CreateTaskPushNotificationConfig" => {
                let request = parameters.request()?;
                Reply::unary(
                    &self
                        .handler
                        .create_task_push_notification_config(context, request)
                        .await?,
                )
            }
            "GetTaskPushNotificationConfig" => {
                let request = parameters.request()?;
                Reply::unary(
                    &self
                        .handler
                        .get_task_push_notification_config(context, request)
                        .await?,
                )
            }
            "ListTaskPushNotificationConfigs" => {
                let request = parameters.request()?;
                Reply::unary(
                    &self
                        .handler
                        .list_task_push_notification_configs(context, request)
                        .await?,
                )
            }
            "GetExtendedAgentCard" => {
                let request = parameters.request()?;
                Reply::unary(
                    &self.handler.get_extended_agent_card(context, request).await?,
                )
            }
            "DeleteTaskPushNotificationConfig" => {
                let request = parameters.request()?;
                self.handler
                    .delete_task_push_notification_config(context, request)
                    .await?;
                Ok(Reply::empty())
            }
            other => {
                Err(A2aError::method_not_found(format!("there is no method `{other}`")))
            }
        }
    }
}
