//! `inspect`.

use super::Outcome;
use super::proxy::listen;
use crate::args::InspectArgs;
use crate::error::Error;
use crate::inspect::{Inspect, app};
use crate::output::{self, Format};
use crate::signals::stopped;
use a2a_runtime::server;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// How long what is under way may go on after the signal to stop. The page's feed never ends by itself.
const DRAIN: Duration = Duration::from_millis(300);

pub(super) async fn inspect(args: &InspectArgs, format: Format) -> Result<Outcome, Error> {
    let (listener, address) = listen(args.listen).await?;
    let inspect = Arc::new(Inspect::new(address));
    if let Some(agent) = &args.agent {
        inspect.open(agent)?;
    }
    // Before anybody is told that the page is there: it may be told to stop as soon as that.
    let stopped = stopped();
    let (page, agent) = (inspect.url(), inspect.agent_url());
    match format {
        Format::Json => output::print_json_line(&json!({ "page": page, "agent": agent }))?,
        Format::Text => output::print_text(|text| {
            text.field("Page", &page);
            text.field("Agent", &agent);
            text.field("Stop", "Ctrl-C");
        })?,
    }
    let served = server::serve(listener, app(inspect), stopped);
    served.drain(DRAIN).write_timeout(Duration::ZERO).await;
    Ok(Outcome::Done)
}
