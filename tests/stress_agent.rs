//! The server of the stress tests in a process of its own: prints its address, and ends when its standard input does.
//!
//! Arguments: `--store PATH` for SQLite (else tasks are in memory), `--max-tasks N` there, `--resume` for what was unfinished (else it fails),
//! `--write-timeout MS`. Beside the agent it serves `POST /allow/{n}` (see `Script`) and `GET /counts`, which answers
//! with the number of runs and of live tasks.

use a2a_engine::store::{Durability, MemoryStore, SqliteOptions};
use a2a_engine::{OnRestart, PushPolicy, Settings, TaskEngine};
use a2a_runtime::server::serve;
use a2a_tests::support::{Script, app, push_sender};
use axum::extract::Path;
use axum::routing::{get, post};
use std::future::pending;
use std::io::Read;
use std::time::Duration;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() {
    std::thread::spawn(|| {
        // Whatever this comes to, nobody is there any more.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let policy = PushPolicy::new().with_first_delay(Duration::from_millis(20));
    let mut settings = Settings::new()
        .with_push_sender(push_sender())
        .with_push_policy(policy);
    let mut write_timeout = Duration::from_secs(60);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().expect("the argument needs a value");
        match argument.as_str() {
            "--store" => {
                let options = SqliteOptions::new().with_durability(Durability::Normal);
                settings = settings.with_store(options.open(value()).unwrap());
            }
            "--max-tasks" => {
                let max_tasks = value().parse().unwrap();
                settings = settings.with_store(MemoryStore::new().with_max_tasks(max_tasks));
            }
            "--resume" => settings = settings.with_on_restart(OnRestart::Resume),
            "--write-timeout" => write_timeout = Duration::from_millis(value().parse().unwrap()),
            other => panic!("unknown argument {other}"),
        }
    }
    let script = Script::new();
    let engine = TaskEngine::with_settings(script.clone(), settings);
    engine.recover().await.unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let allow = post(async move |Path(number): Path<u64>| script.allow(number));
    let counting = engine.clone();
    let counts = get(async move || format!("{} {}", counting.running(), counting.live()));
    let app = app(&engine, address)
        .route("/allow/{number}", allow)
        .route("/counts", counts);
    println!("{address}");
    serve(listener, app, pending::<()>())
        .write_timeout(write_timeout)
        .await;
}
