//! Documents of any kind, checked.

use a2a_bindings::from_slice;
use a2a_bindings::v1_0::{PROTOCOL, Task};
use a2a_validator::{Finding, Profile, Report, Severity, Subject, Validator};
use std::sync::OnceLock;

/// What the findings of a document may say together, in bytes; the limit of the library is in each of their texts.
const MAX_TEXT: usize = 16 << 20;

/// A document is checked in bytes as it is checked when it is parsed; what is right in the strict profile is right in
/// the other; and what that one accepts as a task is read as one.
pub fn validate(data: &[u8]) {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    let validator = VALIDATOR.get_or_init(|| Validator::new(&PROTOCOL).unwrap());
    let subjects = [
        None,
        Some(Subject::Type("Task")),
        Some(Subject::Type("AgentCard")),
        Some(Subject::Response("SubscribeToTask")),
        Some(Subject::JsonRpcRequest(None)),
        Some(Subject::JsonRpcResponse("SendMessage")),
        Some(Subject::HttpError),
    ];
    for subject in subjects {
        let Some([strict, lenient]) = both(validator, subject, data) else {
            continue;
        };
        // Year 0 has the form of a timestamp, and is none of protocol buffers.
        let year_0 = data.windows(5).any(|window| window == b"0000-");
        if strict.worst().is_none_or(|worst| worst == Severity::Ambiguous) && !year_0 {
            assert!(lenient.is_valid(), "{subject:?}: {:#?}", lenient.findings);
        }
        if subject == Some(Subject::Type("Task")) && lenient.is_valid() {
            from_slice::<Task>(data).unwrap();
        }
    }
}

/// The reports in both profiles; `None` for what resembles nothing.
fn both<'a>(validator: &Validator, subject: Option<Subject<'a>>, data: &[u8]) -> Option<[Report<'a>; 2]> {
    let reports = [Profile::Canonical, Profile::Lenient].map(|profile| {
        let report = validator.report(subject, data, profile).ok()?;
        let said: usize = report
            .findings
            .iter()
            .map(|finding| finding.to_string().len())
            .sum();
        assert!(said < MAX_TEXT && report.findings.len() <= 1001, "{said}");
        if let Ok((json, repeated)) = Validator::parse(data)
            && repeated.is_empty()
        {
            assert_eq!(validator.report_value(subject, &json, profile).unwrap(), report);
        }
        assert!(report.findings.iter().all(is_fit_to_print));
        Some(report)
    });
    let [Some(strict), Some(lenient)] = reports else {
        return None;
    };
    Some([strict, lenient])
}

/// Whether a terminal can be given it, whatever the document holds.
fn is_fit_to_print(finding: &Finding) -> bool {
    !finding.to_string().chars().any(char::is_control)
}
