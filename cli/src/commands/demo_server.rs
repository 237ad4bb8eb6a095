//! `demo-server`.

use super::Outcome;
use crate::args::{DemoServerArgs, StoreName};
use crate::behaviors::{Behaviors, Shipped};
use crate::demo::{DemoServer, JSON_RPC_PATHS, Leftover, Setup, Store, base_url, checked, signing_key};
use crate::error::{Code, Error, with_causes};
use crate::files;
use crate::output::{self, Format, note};
use crate::shell::quote;
use crate::signals::stopped;
use a2a_engine::Remaining;
use a2a_runtime::server::{self, Origins};
use a2a_validator::Severity;
use a2a_validator::layer::{Direction, Record};
use axum::Router;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// How long the agent's runs, and then its push notifications, may go on after the signal to stop.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long requests that are under way may go on after that.
const DRAIN: Duration = Duration::from_secs(3);

pub(super) async fn serve(args: &DemoServerArgs, format: Format) -> Result<Outcome, Error> {
    if let Some(name) = &args.print_behaviors {
        return print_behaviors(name);
    }
    let behaviors = args.behaviors.as_deref().map(Behaviors::load).transpose()?;
    let behaviors = behaviors.map(Arc::new);
    let pem = args.key.as_deref().map(files::read).transpose()?;
    let key = signing_key(pem.as_deref())?;
    let store = Store::open(&args.store, args.max_tasks)?;
    // Before what an earlier run has left is looked after: where the port is taken, that run may still be going on.
    let (listener, address) = listen(args).await?;
    let base_url = args.base_url.clone().unwrap_or_else(|| base_url(address));
    let mut server = DemoServer::new(&Setup {
        base_url: &base_url,
        key: &key,
        store: &store,
        private_webhooks: allows_private_webhooks(args, address),
        on_failure: |failure| note(&failure.to_string()),
        extended_card: args.extended_card,
        behaviors: behaviors.as_ref(),
    })?;
    let invalid = Arc::new(AtomicUsize::new(0));
    server.app = with_layers(server.app, args, behaviors.as_ref(), &invalid)?;
    if let Some(path) = &args.print_jwk {
        files::write(path, format!("{}\n", server.key.to_jwk()).as_bytes())?;
    }
    if !address.ip().is_loopback() {
        note(&format!(
            "warning: there is no authentication, and whoever reaches {address} can use the agent"
        ));
    }
    let leftover = store.leftover().await?;
    let recovered = server.engine.recover().await;
    recovered.map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
    welcome(leftover);
    // Before anybody is told that the agent is there: it may be told to stop as soon as that.
    let stopped = stopped();
    announce(&server, &base_url, args, format)?;

    let engine = server.engine.clone();
    let (tell, told) = oneshot::channel();
    let shutdown = async move {
        stopped.await;
        // Work ends first, so that the streams that wait for it end too.
        let _ = tell.send(engine.shutdown(PATIENCE).await);
    };
    let drained = server::serve(listener, server.app, shutdown).drain(DRAIN).await;
    farewell(told.await.unwrap_or_default(), store.lasts());
    if drained.cut > 0 {
        note(&format!("connections that were cut: {}", drained.cut));
    }
    Ok(match invalid.load(Ordering::Relaxed) {
        0 => Outcome::Done,
        _ => Outcome::Negative,
    })
}

/// Prints a file that comes with the command.
fn print_behaviors(name: &str) -> Result<Outcome, Error> {
    let shipped = Shipped::named(name).ok_or_else(|| {
        Error::usage(format!("there are no behaviours `{name}`"))
            .with_hint(format!("those that come with the command: {}", Shipped::names()))
    })?;
    output::print(shipped.text.as_bytes())?;
    Ok(Outcome::Done)
}

async fn listen(args: &DemoServerArgs) -> Result<(TcpListener, SocketAddr), Error> {
    let failed = |error| {
        Error::new(
            Code::Internal,
            format!("cannot listen on {}: {error}", args.listen),
        )
    };
    let listener = TcpListener::bind(args.listen).await.map_err(|error| {
        failed(error).with_hint("another program may have the port: --listen 127.0.0.1:0 takes a free one")
    })?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// The application behind what the arguments want in front of it.
fn with_layers(
    app: Router,
    args: &DemoServerArgs,
    behaviors: Option<&Arc<Behaviors>>,
    invalid: &Arc<AtomicUsize>,
) -> Result<Router, Error> {
    let app = if args.check {
        checked(app, report_to(invalid))?
    } else {
        app
    };
    // In front of the check, since hostile answers are meant to be wrong.
    let app = match behaviors {
        Some(behaviors) => behaviors.in_front_of(app, JSON_RPC_PATHS),
        None => app,
    };
    if args.cors.is_empty() {
        return Ok(app);
    }
    let origins = Origins::new(&args.cors).map_err(|error| Error::usage(error.to_string()))?;
    Ok(app.layer(server::cors(origins)))
}

/// Whether push notifications go to this machine and the networks around it. Where nothing is said, they do if the agent
/// is for this machine alone: whoever reaches it then needs no agent to call these addresses.
fn allows_private_webhooks(args: &DemoServerArgs, address: SocketAddr) -> bool {
    let is_for_this_machine = address.ip().is_loopback() && args.base_url.is_none() && args.cors.is_empty();
    args.allow_private_webhooks.unwrap_or(is_for_this_machine)
}

/// Says what an earlier run has left.
fn welcome(leftover: Leftover) {
    if leftover.unfinished > 0 {
        let unfinished = leftover.unfinished;
        note(&format!(
            "tasks that were unfinished when the agent ended, and have failed now: {unfinished}"
        ));
    }
    if leftover.undelivered > 0 {
        let undelivered = leftover.undelivered;
        note(&format!(
            "tasks that have push notifications to come: {undelivered}"
        ));
    }
}

/// Says what this run leaves.
fn farewell(remaining: Remaining, lasts: bool) {
    if remaining.runs > 0 {
        note(&format!(
            "runs of the agent that were stopped: {}",
            remaining.runs
        ));
    }
    if remaining.undelivered > 0 {
        let fate = if lasts {
            "and get them when it starts again"
        } else {
            "which are lost"
        };
        let undelivered = remaining.undelivered;
        note(&format!(
            "tasks that have push notifications to come, {fate}: {undelivered}"
        ));
    }
}

/// Prints what is wrong with a message, and counts the answers with which something is.
fn report_to(invalid: &Arc<AtomicUsize>) -> impl Fn(Record) + Send + Sync + 'static {
    let invalid = Arc::clone(invalid);
    move |record| {
        let severities = record.findings.iter().map(|finding| finding.severity);
        let worst = severities.max().unwrap_or(Severity::Ambiguous);
        if worst == Severity::Ambiguous {
            return;
        }
        // Warnings are told: an agent that has forgotten a task, or takes a request without a version, is not broken.
        if record.direction == Direction::Response && worst == Severity::Error {
            invalid.fetch_add(1, Ordering::Relaxed);
        }
        note(&record.to_string());
    }
}

fn announce(server: &DemoServer, base_url: &str, args: &DemoServerArgs, format: Format) -> Result<(), Error> {
    let body = r#"{"message":{"messageId":"1","role":"ROLE_USER","parts":[{"text":"hello"}]}}"#;
    let url = quote(&format!("{base_url}/message:send"));
    let curl = format!("curl -s {url} -H 'Content-Type: application/json' -d '{body}'");
    match format {
        Format::Json => {
            note(&format!("try: {curl}"));
            let mut json = server.card_json.to_vec();
            json.push(b'\n');
            output::print(&json)
        }
        Format::Text => output::print_text(|text| {
            text.field("Agent Card", &server.card_url);
            text.field("Key", server.key.kid().unwrap_or_default());
            match &args.store {
                StoreName::Memory => text.field("Store", "memory"),
                StoreName::Sqlite(path) => text.field("Store", path.display()),
            }
            text.field("Try", curl);
            text.field(
                "Try",
                format_args!("a2a send -a {} --stream 'stream 3'", quote(base_url)),
            );
            text.field("Stop", "Ctrl-C");
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Cli, Command};
    use clap::Parser;

    #[test]
    fn private_webhooks_are_for_agents_that_strangers_do_not_reach() {
        for (arguments, expected) in [
            (&["--listen", "127.0.0.1:80"][..], true),
            (&["--listen", "[::1]:80"], true),
            (&["--listen", "0.0.0.0:80"], false),
            (&["--listen", "192.168.0.1:80"], false),
            (&["--base-url", "https://agent.example.com"], false),
            (&["--cors", "http://localhost:5173"], false),
            (
                &[
                    "--base-url",
                    "https://agent.example.com",
                    "--allow-private-webhooks",
                ],
                true,
            ),
            (&["--listen", "0.0.0.0:80", "--allow-private-webhooks"], true),
            (&["--allow-private-webhooks=false"], false),
        ] {
            let arguments = [&["a2a", "demo-server"], arguments].concat();
            let Command::DemoServer(args) = Cli::parse_from(&arguments).command else {
                panic!("{arguments:?}")
            };
            assert_eq!(
                allows_private_webhooks(&args, args.listen),
                expected,
                "{arguments:?}"
            );
        }
    }
}
