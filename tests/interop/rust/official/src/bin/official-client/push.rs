//! Push notifications and their configurations.

use crate::agent::*;
use a2a::errors::error_code;
use a2a::*;
use anyhow::{Context, Result, ensure};
use support::{Webhook, run};

impl Agent {
    pub async fn push(&self) {
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
}
