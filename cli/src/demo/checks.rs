//! What was checked in a conversation: what passes the server, and what it tells webhooks.

use a2a_validator::layer::Recorder;
use a2a_validator::{Finding, Severity, Subject, Validator};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Everything that was checked; clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Checks {
    /// What passes the server.
    pub(super) recorder: Recorder,
    notifications: Arc<Mutex<Notifications>>,
}

#[derive(Debug, Default)]
struct Notifications {
    total: u64,
    invalid: Vec<Invalid>,
}

/// Something that is not valid; `Display` gives a line about it and one for each finding.
#[derive(Debug, Clone)]
pub(super) struct Invalid {
    pub(super) what: String,
    pub(super) findings: Vec<Finding>,
}

impl Checks {
    /// Checks the body of a push notification (§4.3.3).
    pub(super) fn notification(&self, validator: &Validator, body: &[u8]) {
        let findings = validator.validate_bytes(Subject::Type("StreamResponse"), body);
        let mut notifications = self.notifications();
        notifications.total += 1;
        let number = notifications.total;
        // Without findings it was checked and is valid; an error is that it could not be checked.
        let findings = match findings {
            Ok(findings) if findings.is_empty() => return,
            Ok(findings) => findings,
            Err(_) => Vec::new(),
        };
        notifications.invalid.push(Invalid {
            what: format!("notification {number}, {} bytes", body.len()),
            findings,
        });
    }

    /// How many requests, responses, events and notifications were checked.
    pub(super) fn total(&self) -> u64 {
        self.recorder.total() + self.notifications().total
    }

    /// What is not valid, or not right in its place. Warnings and what can be read either way do not count.
    pub(super) fn invalid(&self) -> Vec<Invalid> {
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        let records = self.recorder.invalid().into_iter();
        let records = records
            .filter(|record| record.findings.iter().any(is_error))
            .map(|record| Invalid {
                what: record.to_string().lines().next().unwrap_or_default().to_owned(),
                findings: record.findings,
            });
        records.chain(self.notifications().invalid.clone()).collect()
    }

    fn notifications(&self) -> MutexGuard<'_, Notifications> {
        // A panic elsewhere leaves the list as it is, which is well enough.
        self.notifications.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)?;
        for finding in &self.findings {
            write!(formatter, "\n  [{}] {finding}", finding.rule)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use a2a_bindings::v1_0::PROTOCOL;

    #[test]
    fn notifications_count_and_invalid_ones_are_kept() {
        let (validator, checks) = (Validator::new(&PROTOCOL).unwrap(), Checks::default());
        let state = |state: &str| {
            format!(r#"{{"statusUpdate":{{"taskId":"t","contextId":"c","status":{{"state":"{state}"}}}}}}"#)
        };
        checks.notification(&validator, state("TASK_STATE_WORKING").as_bytes());
        assert!(checks.invalid().is_empty(), "{:?}", checks.invalid());
        checks.notification(&validator, state("working").as_bytes());
        checks.notification(&validator, b"{");
        assert_eq!(checks.total(), 3);
        let invalid: Vec<_> = checks.invalid().iter().map(ToString::to_string).collect();
        assert_eq!(invalid.len(), 2, "{invalid:?}");
        assert!(invalid[0].starts_with("notification 2, "), "{invalid:?}");
        assert!(invalid[0].contains("/statusUpdate/status/state"), "{invalid:?}");
    }
}
