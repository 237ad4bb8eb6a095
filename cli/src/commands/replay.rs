//! `replay`.

use super::Outcome;
use crate::args::ReplayArgs;
use crate::error::Error;
use crate::output::{self, Format};
use crate::proxy::Tally;
use crate::replay::{Player, Recorded, Settings, Target};
use a2a_validator::traffic::Direction;
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};

pub(super) async fn replay(args: &ReplayArgs, format: Format) -> Result<Outcome, Error> {
    let recorded = Recorded::read(&args.file)?;
    let target = Target::find(&args.to).await;
    let settings = Settings {
        speed: args.speed,
        patience: args.timeout,
        headers: args.header.clone(),
    };
    let tally = Arc::new(Mutex::new(Tally::new(true)));
    let told = Arc::clone(&tally);
    let player = Player::new(recorded, target, settings, move |mut record| {
        // What is wrong with the requests is the record's.
        if record.direction == Direction::Request {
            record.findings.clear();
        }
        told.lock().unwrap_or_else(PoisonError::into_inner).take(&record);
    })?;
    let report = player.play().await;
    let counts = tally.lock().unwrap_or_else(PoisonError::into_inner).counts();
    match format {
        Format::Json => output::print_document(&json!({ "replay": report, "findings": counts.of_agent() }))?,
        Format::Text => output::print_text(|text| {
            report.write(text);
            counts.write_agent(text);
        })?,
    }
    Ok(if report.is_same() && !counts.fail(args.fail_on) {
        Outcome::Done
    } else {
        Outcome::Negative
    })
}
