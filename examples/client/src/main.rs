//! The shortest client: it prints what an agent answers. `cargo run -p shortest-client URL [TEXT]`

use a2a_bindings::Timestamp;
use a2a_bindings::v1_0::{Message, Part, PartContent, Role, SendMessageRequest, SendMessageResponse};
use a2a_runtime::client::{ConnectOptions, connect, fetch_card, http_client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments
        .next()
        .ok_or("name the agent: shortest-client URL [TEXT]")?;
    let text = arguments.next().unwrap_or_else(|| "hello".to_owned());

    let http = http_client()?;
    let card = fetch_card(&http, &url).await?.card;
    let client = connect(&card, ConnectOptions::new().with_http(http))?;
    // The client chooses the id, and agents may take a message with the same one for a repetition.
    let id = Timestamp::now().to_string();
    let request = SendMessageRequest::new(Message::new(id, Role::User, [text]));
    match client.send_message(request).await? {
        SendMessageResponse::Message(message) => print(&message.parts),
        SendMessageResponse::Task(task) => {
            println!("{}", task.status.state);
            task.artifacts.iter().for_each(|artifact| print(&artifact.parts));
        }
        other => println!("{other:?}"),
    }
    Ok(())
}

fn print(parts: &[Part]) {
    for part in parts {
        match &part.content {
            PartContent::Text(text) => println!("{text}"),
            other => println!("{other:?}"),
        }
    }
}
