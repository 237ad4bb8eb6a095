//! `proxy`.

use super::Outcome;
use crate::args::ProxyArgs;
use crate::demo::base_url;
use crate::error::{Code, Error};
use crate::output::{self, Format};
use crate::proxy::{Checker, Origin, Proxy, Queue, Routes, Tally, learn};
use crate::session::is_loopback;
use crate::signals::stopped;
use a2a_runtime::server;
use a2a_validator::transcript::TranscriptWriter;
use http::uri::Scheme;
use std::fs::OpenOptions;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, lookup_host};
use tokio::time::timeout;

/// How long exchanges that are under way may go on after the signal to stop.
const DRAIN: Duration = Duration::from_secs(1);
/// How long the name of the agent may take that could be the proxy's own.
const LOOKUP: Duration = Duration::from_secs(5);

pub(super) async fn proxy(args: &ProxyArgs, format: Format) -> Result<Outcome, Error> {
    let (listener, address) = listen(args.listen).await?;
    let base_url = args.base_url.clone().unwrap_or_else(|| base_url(address));
    if leads_to(&args.upstream.origin, address, &base_url).await {
        return Err(Error::usage("the agent is at the address of the proxy"));
    }
    let (queue, observations) = Queue::new();
    let routes = Arc::new(Routes::new(
        base_url,
        args.upstream.origin.clone(),
        address.ip().is_loopback(),
    ));
    let proxy = Proxy::new(Arc::clone(&routes), queue.clone(), args.no_compression)?;
    let tally = Arc::new(Mutex::new(Tally::new(!args.quiet)));
    let told = Arc::clone(&tally);
    let transcript = args.record.as_deref().map(transcript).transpose()?;
    let checker = Checker::new(Arc::clone(&routes), transcript.clone(), move |record| {
        told.lock().unwrap_or_else(PoisonError::into_inner).take(&record);
    })?;
    let checking = std::thread::spawn(move || checker.run(observations));
    // Before anybody is told that the proxy is there: it may be told to stop as soon as that.
    let stopped = stopped();
    announce(args, &routes, format)?;
    let learning = tokio::spawn(learn(proxy.clone(), args.upstream.path.clone()));
    let served = server::serve(listener, proxy.router(), stopped);
    // A client that does not read holds up the agent, as it would without a proxy.
    served.drain(DRAIN).write_timeout(Duration::ZERO).await;
    learning.abort();
    // What has passed is looked at before the counts are told.
    queue.finish();
    let _ = tokio::task::spawn_blocking(move || checking.join()).await;
    let counts = tally.lock().unwrap_or_else(PoisonError::into_inner).counts();
    match format {
        Format::Json => output::print_json_line(&counts)?,
        Format::Text => output::print_text(|text| counts.write(text))?,
    }
    // What was found is not lost with it.
    if let Some(transcript) = transcript {
        let path = args.record.as_deref().unwrap_or(Path::new("")).display();
        let failed = |error| Error::new(Code::Internal, format!("{path} cannot be written: {error}"));
        transcript.check().map_err(failed)?;
    }
    Ok(if counts.fail(args.fail_on) {
        Outcome::Negative
    } else {
        Outcome::Done
    })
}

/// Whether an origin is the proxy itself, as far as its name and what that means on this machine tell.
async fn leads_to(origin: &Origin, address: SocketAddr, base_url: &str) -> bool {
    let default = if origin.scheme == Scheme::HTTPS { 443 } else { 80 };
    let is_port = origin.authority.port_u16().unwrap_or(default) == address.port();
    let is_here = address.ip().is_loopback() || address.ip().is_unspecified();
    if Origin::split(base_url).is_some_and(|(own, _)| own == *origin)
        || is_port && is_here && is_loopback(&origin.to_string())
    {
        return true;
    }
    if !is_port {
        return false;
    }
    let host = origin.host().trim_matches(['[', ']']);
    // A name that nobody knows leads nowhere yet.
    let found = timeout(LOOKUP, lookup_host((host, address.port()))).await;
    let mut found = found.into_iter().flatten().flatten().map(|found| found.ip());
    // Only an address of this machine can be listened on.
    let is_own = |ip| address.ip().is_unspecified() && std::net::TcpListener::bind((ip, 0)).is_ok();
    found.any(|ip| ip == address.ip() || is_own(ip))
}

/// A transcript in a file, behind what is there already.
fn transcript(path: &Path) -> Result<TranscriptWriter, Error> {
    let file = OpenOptions::new().create(true).append(true).open(path);
    let failed = |error| Error::usage(format!("{} cannot be written: {error}", path.display()));
    Ok(TranscriptWriter::new(file.map_err(failed)?))
}

pub(super) async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Error> {
    let failed = |error| Error::new(Code::Internal, format!("cannot listen on {address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(|error| {
        failed(error).with_hint("another program may have the port: --listen 127.0.0.1:0 takes a free one")
    })?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

fn announce(args: &ProxyArgs, routes: &Routes, format: Format) -> Result<(), Error> {
    let agent = format!("{}{}", routes.base_url(), args.upstream.path);
    let upstream = format!("{}{}", args.upstream.origin, args.upstream.path);
    match format {
        Format::Json => output::print_json_line(&serde_json::json!({ "proxy": agent, "upstream": upstream })),
        Format::Text => output::print_text(|text| {
            text.field("Proxy", &agent);
            text.field("Upstream", &upstream);
            text.field("Stop", "Ctrl-C");
        }),
    }
}
