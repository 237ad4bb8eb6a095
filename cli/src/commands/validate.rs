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
    // A report that cannot be written keeps nobody from reading what was found, nor a reader that is gone the report
    // from being written.
    let written = args.report.iter().try_for_each(|report| write(&outcomes, report));
    let valid = print(&outcomes, format)?;
    written?;
    Ok(if valid { Outcome::Done } else { Outcome::Negative })
}
