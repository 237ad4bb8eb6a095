// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! Dispatch of requests to a handler.

/// Makes a [`Service`](crate::Service) of an [`A2aHandler`](super::A2aHandler): decodes and checks
/// each request, calls the method, encodes what it returns.
#[derive(Debug, Clone, Copy, Default)]
pub struct Server<H> {
    handler: H,
}

impl<H: super::A2aHandler> Server<H> {
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

impl<H: super::A2aHandler> crate::Service for Server<H> {
    fn protocol(&self) -> &'static crate::protocol::Protocol {
        &super::PROTOCOL
    }
    async fn call(
        &self,
        context: crate::RequestContext,
        method: &'static crate::protocol::MethodInfo,
        parameters: crate::Parameters<'_>,
    ) -> Result<crate::Reply, crate::A2aError> {
        match method.name {
            "SendMessage" => {
                crate::Reply::unary(
                    &self.handler.send_message(context, parameters.request()?).await?,
                )
            }
            "SendStreamingMessage" => {
                Ok(
                    crate::Reply::stream(
                        self
                            .handler
                            .send_streaming_message(context, parameters.request()?)
                            .await?,
                    ),
                )
            }
            "GetTask" => {
                crate::Reply::unary(
                    &self.handler.get_task(context, parameters.request()?).await?,
                )
            }
            "ListTasks" => {
                crate::Reply::unary(
                    &self.handler.list_tasks(context, parameters.request()?).await?,
                )
            }
            "CancelTask" => {
                crate::Reply::unary(
                    &self.handler.cancel_task(context, parameters.request()?).await?,
                )
            }
            "SubscribeToTask" => {
                Ok(
                    crate::Reply::stream(
                        self
                            .handler
                            .subscribe_to_task(context, parameters.request()?)
                            .await?,
                    ),
                )
            }
            "CreateTaskPushNotificationConfig" => {
                crate::Reply::unary(
                    &self
                        .handler
                        .create_task_push_notification_config(
                            context,
                            parameters.request()?,
                        )
                        .await?,
                )
            }
            "GetTaskPushNotificationConfig" => {
                crate::Reply::unary(
                    &self
                        .handler
                        .get_task_push_notification_config(
                            context,
                            parameters.request()?,
                        )
                        .await?,
                )
            }
            "ListTaskPushNotificationConfigs" => {
                crate::Reply::unary(
                    &self
                        .handler
                        .list_task_push_notification_configs(
                            context,
                            parameters.request()?,
                        )
                        .await?,
                )
            }
            "GetExtendedAgentCard" => {
                crate::Reply::unary(
                    &self
                        .handler
                        .get_extended_agent_card(context, parameters.request()?)
                        .await?,
                )
            }
            "DeleteTaskPushNotificationConfig" => {
                self.handler
                    .delete_task_push_notification_config(context, parameters.request()?)
                    .await?;
                Ok(crate::Reply::empty())
            }
            other => {
                Err(
                    crate::A2aError::method_not_found(
                        format!("there is no method `{other}`"),
                    ),
                )
            }
        }
    }
}
