//! The arguments of `replay`.

use super::proxy::{FailOn, Upstream, upstream};
use super::values::{self, ServiceParameter};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// Send the requests of a transcript again, and tell how the answers differ in kind.
///
/// Each request goes out when what came before it in the record has come again, so that what was at the same time is
/// at the same time, and what followed follows. Ids that the agent gives are put in the place of those in the record.
/// Compared are status, media type, errors, the kinds and states of events, and the members of answers with their types;
/// values are not. Answers are checked, too.
///
/// The exit status is 1 if an answer differs, or an answer is wrong in a way that --fail-on names.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a replay traffic.jsonl --to localhost:8080
  a2a replay traffic.jsonl --to https://staging.example.com --header \"authorization:Bearer $TOKEN\"")]
pub(crate) struct ReplayArgs {
    /// The transcript, as `a2a proxy --record` writes it.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The agent that gets the requests: the URL below which its card is.
    #[arg(long, value_name = "URL", value_parser = upstream)]
    pub(crate) to: Upstream,
    /// Header for all requests, in the place of one of the record; repeatable. Secrets are not in the record.
    #[arg(long, value_name = "NAME:VALUE")]
    pub(crate) header: Vec<ServiceParameter>,
    /// How many times as fast as it was recorded. [default: as fast as the order allows]
    #[arg(long, value_name = "FACTOR", value_parser = factor)]
    pub(crate) speed: Option<f64>,
    /// How long an answer may say nothing, as 30s, 500ms or 2m.
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = values::duration)]
    pub(crate) timeout: Duration,
    /// Which findings make the exit status 1.
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
}

fn factor(text: &str) -> Result<f64, String> {
    let factor: f64 = text.parse().map_err(|_| "expected a number as 1 or 2.5")?;
    if factor.is_finite() && factor > 0.0 {
        Ok(factor)
    } else {
        Err("must be more than nothing".to_owned())
    }
}
