//! What came of a replay.

use super::difference::Difference;
use crate::output::Text;
use serde::Serialize;

/// What came of one exchange.
#[derive(Debug, Serialize)]
pub(super) struct Compared {
    #[serde(rename = "exchange")]
    pub(super) number: u64,
    #[serde(rename = "request")]
    pub(super) what: String,
    pub(super) differences: Vec<Difference>,
    /// Why there was no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failure: Option<String>,
}

/// What came of all of them.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    replayed: usize,
    /// The exchanges of which the transcript does not have the request or the answer.
    skipped: Vec<u64>,
    /// Those of which the answer was of another kind, or none.
    different: Vec<Compared>,
}

impl Report {
    pub(super) fn skip(&mut self, number: u64) {
        self.skipped.push(number);
    }

    pub(super) fn take(&mut self, compared: Option<Compared>) {
        self.replayed += 1;
        if let Some(compared) = compared
            && (compared.failure.is_some() || !compared.differences.is_empty())
        {
            self.different.push(compared);
        }
    }

    pub(super) fn finish(mut self) -> Self {
        self.different.sort_by_key(|compared| compared.number);
        self
    }

    /// Whether all answers were of the same kind.
    pub(crate) fn is_same(&self) -> bool {
        self.different.is_empty()
    }

    /// The report as fields.
    pub(crate) fn write(&self, text: &mut Text) {
        for Compared {
            number,
            what,
            differences,
            failure,
        } in &self.different
        {
            if let Some(failure) = failure {
                text.field("Failed", format_args!("#{number} {what}: {failure}"));
            }
            for Difference {
                what: part,
                recorded,
                replayed,
            } in differences
            {
                let or_nothing = |text: &str| {
                    if text.is_empty() {
                        "nothing".to_owned()
                    } else {
                        text.to_owned()
                    }
                };
                let (recorded, replayed) = (or_nothing(recorded), or_nothing(replayed));
                text.field(
                    "Different",
                    format_args!("#{number} {what}: {part}: {recorded} became {replayed}"),
                );
            }
        }
        text.field("Replayed", self.replayed);
        text.field("Skipped", self.skipped.len());
        text.field("With differences", self.different.len());
    }
}
