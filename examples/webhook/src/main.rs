//! A client that keeps no connection open: the agent tells it what becomes of its task.
//! `cargo run -p webhook-client URL [TEXT]`, where the agent calls webhooks on this machine, as `a2a demo-server` does.

use a2a_bindings::v1_0::{
    Message, Part, PartContent, Role, SendMessageConfiguration, SendMessageRequest, SendMessageResponse,
    StreamResponse, TaskPushNotificationConfig, TaskState,
};
use a2a_runtime::client::{ConnectOptions, connect, fetch_card, http_client};
use a2a_runtime::push::{Expectation, PushReceiver};
use a2a_runtime::server::serve;
use uuid::Uuid;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments
        .next()
        .ok_or("name the agent: webhook-client URL [TEXT]")?;
    let text = arguments.next().unwrap_or_else(|| "hello".to_owned());

    let receiver = PushReceiver::new();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let webhook = format!("http://{}/webhook", listener.local_addr()?);
    let app = axum::Router::new().nest_service("/webhook", receiver.router());
    tokio::spawn(serve(listener, app, std::future::pending::<()>()).into_future());

    let http = http_client()?;
    let card = fetch_card(&http, &url).await?.card;
    let client = connect(&card, ConnectOptions::new().with_http(http))?;
    let config = TaskPushNotificationConfig::new(webhook).with_token(Uuid::new_v4().to_string());
    // Before the message is sent: the first notification may be faster than the answer.
    let mut receipts = receiver.expect(Expectation::from(&config));
    let configuration = SendMessageConfiguration::new()
        .with_return_immediately(true)
        .with_task_push_notification_config(config);
    let message = Message::new(Uuid::new_v4().to_string(), Role::User, [text]);
    let request = SendMessageRequest::new(message).with_configuration(configuration);
    match client.send_message(request).await? {
        SendMessageResponse::Task(task) if receipts.bind(&task.id) => {}
        SendMessageResponse::Task(_) => return Err("somebody else has the token".into()),
        // An answer without a task, of which there is nothing more to tell.
        other => return Err(format!("the agent made no task: {other:?}").into()),
    }
    while let Some(notification) = receipts.next().await {
        if show(&notification.event).is_some_and(|state| state.is_terminal() || state.is_interrupted()) {
            break;
        }
    }
    Ok(())
}

/// Prints what has happened, and gives the state if it is about one.
fn show(event: &StreamResponse) -> Option<&TaskState> {
    let state = match event {
        StreamResponse::Task(task) => &task.status.state,
        StreamResponse::StatusUpdate(update) => &update.status.state,
        StreamResponse::ArtifactUpdate(update) => {
            update.artifact.parts.iter().for_each(print);
            return None;
        }
        _ => return None,
    };
    println!("{state}");
    Some(state)
}

fn print(part: &Part) {
    match &part.content {
        PartContent::Text(text) => println!("{}", text.trim_end()),
        other => println!("{other:?}"),
    }
}
