//! What a stored task takes, and what an idle stream does.

use crate::Outcome;
use crate::agents::Script;
use crate::child::Server;
use crate::cores::Cores;
use crate::engine::STORES;
use crate::idle_streams::IdleStreams;
use crate::load::Connection;
use crate::report::table;
use crate::requests::{FLOOR_SEND, call, message};
use crate::send::is_completed_task;
use crate::statistics::{figure, grouped, number, ratio};
use tokio::task::JoinSet;

const CONNECTIONS: usize = 16;
/// What is sent or opened before the first look, so that buffers and code are there.
const WARM_UP: usize = 1_600;

/// The tables.
pub(crate) async fn measure(cores: &Cores, quick: bool) -> Outcome<String> {
    let count = if quick { 5_000 } else { 100_000 };
    let mut rows = Vec::new();
    for store in STORES {
        let mut server = Server::engine(cores, "echo", store, count + WARM_UP)?;
        send(&server, WARM_UP).await?;
        let before = server.resident_bytes()?;
        let json = send(&server, count).await?;
        let bytes = (server.resident_bytes()? - before) / number(count);
        rows.push(vec![
            (*store).to_owned(),
            grouped(count),
            figure(bytes),
            grouped(json),
            format!("{:.2}", ratio(bytes, number(json))),
        ]);
    }
    let tasks = table(
        &[
            "store",
            "echo tasks",
            "bytes per task",
            "bytes of its JSON envelope",
            "ratio",
        ],
        &rows,
    );
    let streams = if quick { 100 } else { 1_000 };
    let floor = idle_stream(Server::floor(cores)?, streams).await?;
    let engine = idle_stream(Server::engine(cores, "scripted", "memory", 10)?, streams).await?;
    let row = vec![
        grouped(streams),
        figure(floor),
        figure(engine),
        format!("**{:.2}**", ratio(engine, floor)),
    ];
    let head = [
        "idle streams",
        "floor, bytes per stream",
        "engine, bytes per stream",
        "ratio",
    ];
    Ok(format!("{tasks}\n{}", table(&head, &[row])))
}

/// Has so many echo tasks made, and returns how many bytes an answer is.
async fn send(server: &Server, count: usize) -> Outcome<usize> {
    let request = call(server, FLOOR_SEND, "SendMessage", &message(Script::Echo))?;
    let mut tasks = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let mut connection = Connection::open(server.address()).await?;
        let request = request.clone();
        tasks.spawn(async move {
            let mut length = 0;
            for _ in 0..count / CONNECTIONS {
                let answer = connection.call(&request).await?;
                if !is_completed_task(&answer) {
                    return Err(format!("not the task: {}", String::from_utf8_lossy(&answer)).into());
                }
                length = answer.len();
            }
            Outcome::Ok(length)
        });
    }
    let mut length = 0;
    while let Some(task) = tasks.join_next().await {
        length = task??;
    }
    Ok(length)
}

/// How many bytes of memory a stream takes in the server, its connection included.
async fn idle_stream(mut server: Server, count: usize) -> Outcome<f64> {
    // A few streams that stay, so that what is made once is there.
    let first = IdleStreams::open(&server, 10).await?;
    let before = server.resident_bytes()?;
    let streams = IdleStreams::open(&server, count).await?;
    let bytes = (server.resident_bytes()? - before) / number(count);
    drop((first, streams));
    Ok(bytes)
}
