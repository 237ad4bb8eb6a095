//! The floor: axum handlers under the same `serve`, which parse the same requests and answer with the same bytes, and
//! do nothing for it. No engine behind these routers can cost less than that.

use crate::Outcome;
use crate::agents::Script;
use crate::floor_bytes::{Answer, Events};
use crate::requests::{FLOOR_BROADCAST, FLOOR_SEND, FLOOR_STREAM, FLOOR_SUBSCRIBE};
use a2a_bindings::v1_0::{PartContent, SendMessageRequest, SubscribeToTaskRequest};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::convert::Infallible;
use std::future::ready;
use std::hint::black_box;
use std::sync::Arc;
use tokio::sync::broadcast;
use tokio::task::yield_now;

/// More events than a broadcast has.
const CAPACITY: usize = 4_096;

struct Floor {
    answer: Answer,
    events: Events,
    /// The events of the broadcast; nothing is its end.
    broadcast: broadcast::Sender<Option<Bytes>>,
}

/// A request, parsed in one go.
#[derive(Deserialize)]
struct Envelope<'a, P> {
    #[serde(borrow)]
    jsonrpc: &'a str,
    id: &'a RawValue,
    method: &'a str,
    params: P,
}

/// The handlers.
pub(crate) fn app() -> Outcome<Router> {
    let floor = Floor {
        answer: Answer::new()?,
        // What the message says is as long in any script.
        events: Events::new(Script::Append {
            chunks: 1_000,
            paced: true,
        })?,
        broadcast: broadcast::Sender::new(CAPACITY),
    };
    Ok(Router::new()
        .route(FLOOR_SEND, post(send))
        .route(FLOOR_STREAM, post(stream_events))
        .route(FLOOR_SUBSCRIBE, post(subscribe))
        .route(FLOOR_BROADCAST, post(broadcast_events))
        .with_state(Arc::new(floor)))
}

async fn send(State(floor): State<Arc<Floor>>, body: Bytes) -> Result<Response, StatusCode> {
    black_box(parse::<SendMessageRequest>(&body)?);
    Ok(answer(floor.answer.with_new_id()))
}

async fn stream_events(State(floor): State<Arc<Floor>>, body: Bytes) -> Result<Response, StatusCode> {
    let (chunks, paced) = append(&body)?;
    let next = move |floor: Arc<Floor>, number| {
        let event = floor.events.event(number, chunks)?;
        Some((event, (floor, number + 1)))
    };
    let start = (floor, 1);
    if paced {
        // The pause lets the connection write what it has, as an agent that waits for its model does.
        Ok(events(stream::unfold(start, move |(floor, number)| async move {
            if number > 1 {
                yield_now().await;
            }
            next(floor, number)
        })))
    } else {
        Ok(events(stream::unfold(start, move |(floor, number)| {
            ready(next(floor, number))
        })))
    }
}

async fn subscribe(State(floor): State<Arc<Floor>>, body: Bytes) -> Result<Response, StatusCode> {
    black_box(parse::<SubscribeToTaskRequest>(&body)?);
    let first = stream::iter(floor.events.event(1, 0));
    let rest = stream::unfold(floor.broadcast.subscribe(), async |mut receiver| {
        // None of the broadcasts is longer than what the channel holds.
        let event = receiver.recv().await.ok().flatten()?;
        Some((event, receiver))
    });
    Ok(events(first.chain(rest)))
}

async fn broadcast_events(State(floor): State<Arc<Floor>>, body: Bytes) -> Result<Response, StatusCode> {
    let (chunks, _) = append(&body)?;
    let answer = answer(floor.answer.with_new_id());
    tokio::spawn(async move {
        for number in 2.. {
            // One more chunk stands for the status with which a task goes on.
            let event = floor.events.event(number, chunks + 1);
            let is_end = event.is_none();
            // That nobody listens is for the load to notice.
            let _ = floor.broadcast.send(event);
            if is_end {
                break;
            }
            yield_now().await;
        }
    });
    Ok(answer)
}

/// The request of a call.
fn parse<'a, P: Deserialize<'a>>(body: &'a [u8]) -> Result<P, StatusCode> {
    let envelope: Envelope<'a, P> = serde_json::from_slice(body).map_err(|_| StatusCode::BAD_REQUEST)?;
    black_box((envelope.jsonrpc, envelope.id, envelope.method));
    Ok(envelope.params)
}

/// How many chunks a message asks for, and whether one by one.
fn append(body: &[u8]) -> Result<(usize, bool), StatusCode> {
    let request: SendMessageRequest = parse(body)?;
    let script = match request.message.parts.first().map(|part| &part.content) {
        Some(PartContent::Text(text)) => Script::of(text),
        _ => Script::Echo,
    };
    match script {
        Script::Append { chunks, paced } => Ok((chunks, paced)),
        _ => Err(StatusCode::BAD_REQUEST),
    }
}

fn answer(json: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], json).into_response()
}

fn events(events: impl Stream<Item = Bytes> + Send + 'static) -> Response {
    let body = Body::from_stream(events.map(Ok::<_, Infallible>));
    ([(CONTENT_TYPE, "text/event-stream")], body).into_response()
}
