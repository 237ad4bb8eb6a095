//! The card: fetching it, and how it is served (§8.2, §8.6).

use super::error::{ProbeError, ProbeErrorKind};
use super::{Options, redacted};
use crate::acts::result::Exchange;
use crate::acts::run::agent::public;
use crate::acts::run::http::{Answer, Http, Lost, Received};
use crate::acts::run::request::{Request, header};
use crate::conversation::Conversation;
use crate::finding::Finding;
use crate::formats::Checked;
use crate::rules;
use crate::traffic::{Inspector, Mounts, Recorder};
use crate::validator::Validator;
use reqwest::Url;
use reqwest::header::{ETAG, LAST_MODIFIED, LOCATION};
use serde_json::Value;

/// As many redirects are followed, within one origin.
const MAX_REDIRECTS: usize = 5;
/// By this path the inspector knows cards; where this one is from makes no difference to what it is.
const WELL_KNOWN: &str = "/.well-known/agent-card.json";

/// A card, and how it came.
pub(super) struct Fetched {
    /// The URL without what may be a credential.
    source: String,
    pub(super) body: Vec<u8>,
    /// What was read of it, if it is a JSON object.
    pub(super) json: Option<Value>,
    findings: Vec<Finding>,
}

pub(super) async fn fetch(
    http: &Http,
    validator: &Validator,
    options: &Options,
    url: Url,
) -> Result<Fetched, ProbeError> {
    let source = public(&url);
    let mut findings = Vec::new();
    let fetch = Fetch {
        http,
        options,
        version: validator.protocol().version,
    };
    let (url, answer) = fetch.follow(url, &mut findings).await?;
    findings.extend(check(validator, &answer));
    findings.extend(fetch.conditional(&url, &answer).await);
    let json = Validator::parse(&answer.body).ok().map(|(json, _)| json);
    Ok(Fetched {
        source,
        json: json.filter(Value::is_object),
        body: answer.body,
        findings,
    })
}

impl Fetched {
    /// The card and what is wrong with it.
    pub(super) fn checked(&self, http: &Http) -> Checked {
        let checked = Checked::new(&self.source, redacted(http, self.findings.clone()));
        self.located(checked.with_subject("AgentCard"))
    }

    /// One of the interfaces; its findings have pointers into the card.
    pub(super) fn part(&self, part: &str, findings: Vec<Finding>) -> Checked {
        let checked = Checked::new(&self.source, findings).with_part(part);
        self.located(checked.with_subject("AgentInterface"))
    }

    fn located(&self, checked: Checked) -> Checked {
        match std::str::from_utf8(&self.body) {
            Ok(text) => checked.in_text(text),
            Err(_) => checked,
        }
    }
}

/// Fetches cards.
struct Fetch<'a> {
    http: &'a Http,
    options: &'a Options,
    version: &'static str,
}

impl Fetch<'_> {
    /// Fetches the card, through redirects that stay within the origin.
    async fn follow(&self, mut url: Url, findings: &mut Vec<Finding>) -> Result<(Url, Answer), ProbeError> {
        let mut redirects = 0;
        loop {
            let place = public(&url);
            let no_card = |message: String| ProbeError::new(ProbeErrorKind::NoCard, message);
            let answer = self.get(&url, None).await?;
            let location = answer
                .headers
                .get(LOCATION)
                .filter(|_| is_redirect(answer.status));
            let Some(location) = location else {
                return match answer.status {
                    200 => Ok((url, answer)),
                    401 | 403 => {
                        let message = format!("{place} answers {} and no agent card", answer.status);
                        Err(ProbeError::new(ProbeErrorKind::Unauthorized, message))
                    }
                    status => Err(no_card(format!(
                        "{place} has no agent card: the server answered {status}"
                    ))),
                };
            };
            let target = location.to_str().ok().and_then(|target| url.join(target).ok());
            let target = target.ok_or_else(|| no_card(format!("{place} redirects to what is no address")))?;
            let shown = public(&target);
            if target.origin() != url.origin() {
                let message = format!("{place} redirects to {shown}, another origin, and is not followed");
                return Err(no_card(message));
            }
            redirects += 1;
            if redirects > MAX_REDIRECTS {
                return Err(no_card(format!("{place} redirects without end")));
            }
            findings.push(rules::CARD_REDIRECT.found("", format!("{place} redirects to {shown}")));
            url = target;
        }
    }

    async fn get(&self, url: &Url, condition: Option<(&str, &str)>) -> Result<Answer, ProbeError> {
        let place = public(url);
        let mut request = Request::card(url);
        request.headers.push(header("a2a-version", self.version));
        request
            .headers
            .extend(condition.map(|(name, value)| header(name, value)));
        self.options.add_credentials(&mut request);
        match self.http.send(&request, &mut Exchange::default()).await {
            Ok(Received::Document(answer)) => Ok(answer),
            Ok(Received::Stream(_)) => {
                let message = format!("{place} is a stream of events and no agent card");
                Err(ProbeError::new(ProbeErrorKind::NoCard, message))
            }
            Err(Lost::Unsent(message) | Lost::Broken(message)) => {
                let message = self.http.redact(&format!("{place}: {message}"));
                Err(ProbeError::new(ProbeErrorKind::Unreachable, message))
            }
        }
    }

    /// Whether the card need not be sent again to who has it.
    async fn conditional(&self, url: &Url, answer: &Answer) -> Option<Finding> {
        let header = |name| answer.headers.get(name).and_then(|value| value.to_str().ok());
        let (condition, value) = match (header(ETAG), header(LAST_MODIFIED)) {
            (Some(etag), _) => ("if-none-match", etag),
            (None, Some(time)) => ("if-modified-since", time),
            // That there is no ETag, the headers said.
            (None, None) => return None,
        };
        let status = match self.get(url, Some((condition, value))).await {
            Ok(again) if again.status == 304 => return None,
            Ok(again) if again.body != answer.body => {
                let message = "the card is another one each time, so that no client can keep it";
                return Some(rules::CARD_NOT_MODIFIED.found("", message));
            }
            Ok(again) => again.status.to_string(),
            Err(error) => error.to_string(),
        };
        let message = format!("asked again with `{condition}`, the answer is {status} and not 304");
        Some(rules::CARD_NOT_MODIFIED.found("", message))
    }
}

fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// What its schema, its rules and the headers say (§8.6.1).
fn check(validator: &Validator, answer: &Answer) -> Vec<Finding> {
    let recorder = Recorder::new();
    let mut conversation = Conversation::new(validator.protocol());
    let inspector = Inspector::new(validator.clone(), Mounts::new(), recorder.sink())
        .with_rules(move |record| conversation.observe(record));
    let request = http::Request::get(WELL_KNOWN).body(());
    let mut response = http::Response::builder().status(answer.status);
    if let Some(headers) = response.headers_mut() {
        headers.clone_from(&answer.headers);
    }
    let (Ok(request), Ok(response)) = (request, response.body(())) else {
        return Vec::new();
    };
    let (exchange, body) = inspector.request(&request.into_parts().0);
    body.end(true);
    let mut body = exchange.response(&response.into_parts().0);
    body.data(&answer.body);
    body.end(true);
    recorder.findings()
}
