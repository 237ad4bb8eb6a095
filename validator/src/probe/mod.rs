//! Whether an agent is and does what its card says.
//!
//! [`probe`] fetches the card, checks it and how it is served, and tries every interface that it declares over JSON-RPC
//! and HTTP+JSON. Every request only reads, and of tasks asks for one that is not there, so that nothing is created or
//! changed on the agent:
//!
//! | request | what it shows |
//! | --- | --- |
//! | the card again, as a conditional request | whether clients can keep the card (§8.6) |
//! | GetTask | whether the interface is there, and speaks its binding and version; whether it wants credentials |
//! | ListTasks, if HTTP+JSON has no error of the protocol for GetTask | whether the interface is elsewhere, or only its errors are not right |
//! | GetTask in version 9.9 | whether other versions are refused (§3.6.2) |
//! | an unknown method, over JSON-RPC | whether it is refused (§9.5) |
//! | SubscribeToTask, ListTaskPushNotificationConfigs, GetExtendedAgentCard | the capabilities, declared or not (§3.3.4) |
//! | GetTask without credentials, if there are some | whether what the card requires is required (§7.4) |
//!
//! Each answer is checked against the schema and the rules of conversations as well.
//!
//! The requests go to the URLs that the card names, with the credentials that were given and with every extension that
//! the card requires in `A2A-Extensions`. gRPC is not tried, nor are versions of the protocol that this validator does not
//! check; findings of the rule `interface-unchecked` say so.
//!
//! ```no_run
//! use a2a_bindings::v1_0::PROTOCOL;
//! use a2a_validator::Validator;
//! use a2a_validator::probe::{Options, probe};
//!
//! # async fn check() -> Result<(), Box<dyn std::error::Error>> {
//! // In production one with TLS and timeouts; it must follow no redirects.
//! let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
//! let options = Options::new("https://agent.example.com");
//! let probed = probe(client, &Validator::new(&PROTOCOL)?, &options).await?;
//! for checked in &probed.checked {
//!     for located in &checked.findings {
//!         println!("{} {}: {}", checked.source, checked.part, located.finding);
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod answer;
mod capabilities;
mod card;
mod error;
mod interface;
mod options;
mod security;

pub use error::{ProbeError, ProbeErrorKind};
pub use options::Options;

use crate::acts::run::agent::card_url;
use crate::acts::run::http::Http;
use crate::finding::Finding;
use crate::formats::Checked;
use crate::place::Place;
use crate::rules;
use crate::validator::Validator;
use card::Fetched;
use interface::Probe;
use reqwest::Client;

/// As many interfaces of a card are tried.
const MAX_INTERFACES: usize = 20;

/// What was found at an agent.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Probed {
    /// The card, byte for byte: signatures are over this document.
    pub card: Vec<u8>,
    /// The card, each of its interfaces, and then each answer of those. Pointers of the first two lead into the card,
    /// those of an answer into that.
    pub checked: Vec<Checked>,
}

/// Checks an agent, by its card.
///
/// The client must follow no redirects.
///
/// # Errors
/// There is no card to be had: nobody answers, or with something else than a document, or only who has credentials gets
/// it. What is wrong with a card that is there is a finding.
pub async fn probe(client: Client, validator: &Validator, options: &Options) -> Result<Probed, ProbeError> {
    let url = card_url(options.agent())
        .map_err(|error| ProbeError::new(ProbeErrorKind::Reference, error.to_string()))?;
    let http = Http {
        client,
        inspection: None,
        timeout: options.timeout(),
        secrets: options.secrets(),
    };
    let fetched = card::fetch(&http, validator, options, url).await?;
    let mut checked = vec![fetched.checked(&http)];
    if let Some(json) = fetched.json.as_ref().filter(|_| options.has_interfaces()) {
        let probe = |pointer| Probe::new(&http, validator, options, Place::root(json), pointer);
        try_interfaces(&fetched, &Place::root(json), probe, &mut checked).await;
    }
    Ok(Probed {
        card: fetched.body,
        checked,
    })
}

async fn try_interfaces<'a>(
    fetched: &Fetched,
    card: &Place<'_>,
    probe: impl Fn(String) -> Probe<'a>,
    checked: &mut Vec<Checked>,
) {
    let mut answers = Vec::new();
    for (index, declared) in card
        .items_of("supportedInterfaces")
        .enumerate()
        .take(MAX_INTERFACES)
    {
        let mut probe = probe(declared.pointer());
        probe.interface(&declared).await;
        let part = format!("interface {index}");
        checked.push(fetched.part(&part, without_repetitions(probe.findings)));
        answers.append(&mut probe.answers);
    }
    if card.items_of("supportedInterfaces").nth(MAX_INTERFACES).is_some() {
        let message = format!("only the first {MAX_INTERFACES} interfaces were tried");
        let finding = rules::INTERFACE_UNCHECKED.found("/supportedInterfaces", message);
        checked.push(fetched.part("further interfaces", vec![finding]));
    }
    // Those of one source stand together.
    answers.sort_by(|one: &Checked, other| one.source.cmp(&other.source));
    checked.append(&mut answers);
}

/// Several requests can show the same.
fn without_repetitions(findings: Vec<Finding>) -> Vec<Finding> {
    let mut once: Vec<Finding> = Vec::new();
    for finding in findings {
        if !once.contains(&finding) {
            once.push(finding);
        }
    }
    once
}

/// Findings whose messages hold no credential of this run: agents may repeat them.
fn redacted(http: &Http, findings: Vec<Finding>) -> Vec<Finding> {
    let redact = |mut finding: Finding| {
        finding.message = http.redact(&finding.message);
        finding
    };
    findings.into_iter().map(redact).collect()
}
