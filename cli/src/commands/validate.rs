//! `validate`.

use super::Outcome;
use crate::args::ValidateArgs;
use crate::error::Error;
use crate::output::Format;
use crate::validate::{Checker, print, write};

pub(super) async fn validate(args: &ValidateArgs, format: Format) -> Result<Outcome, Error> {
    let checker = Checker::new(args)?;
    let mut outcomes = Vec::new();
    for source in &args.sources {
        outcomes.push(checker.source(source).await?);
    }
    for report in &args.report {
        write(&outcomes, report)?;
    }
    let valid = print(&outcomes, format)?;
    Ok(if valid { Outcome::Done } else { Outcome::Negative })
}
