//! What an interface answers.

use crate::acts::result::Exchange;
use crate::acts::run::agent::Interface;
use crate::acts::run::answer::{Outcome, WireError, event, outcome, parse};
use crate::acts::run::http::{Answer, EventStream, Http, Lost, Received, StreamEnd};
use crate::acts::run::request::Request;
use crate::acts::suite::Transport;
use crate::finding::Finding;
use crate::names::excerpt;
use a2a_bindings::ErrorInfo;
use a2a_bindings::protocol::Protocol;
use reqwest::header::{LOCATION, WWW_AUTHENTICATE};
use serde_json::Value;
use tokio::time::Instant;

/// What an interface answers.
#[derive(Debug)]
pub(super) enum Said {
    Success(Value),
    /// It opened a stream, and said nothing in it.
    Silence,
    Error(Refused),
    /// HTTP's own refusal of who has no credentials, or not these.
    Unauthorized {
        status: u16,
        challenged: bool,
    },
    /// It has no time, or what it stands behind has none.
    Busy(u16),
    /// It is no A2A over this binding, because of this.
    Foreign(String),
    /// There was no answer, or no end of it.
    Lost(String),
}

/// An error in the form of the binding.
#[derive(Debug)]
pub(super) struct Refused {
    /// The name that the protocol has for it.
    pub(super) name: Option<&'static str>,
    /// In a few words.
    pub(super) summary: String,
}

/// Sends a request; gives what was answered, and what is wrong with that.
pub(super) async fn ask(http: &Http, interface: &Interface, request: &Request) -> (Said, Vec<Finding>) {
    let mut exchange = Exchange::default();
    match http.send(request, Some(interface), &mut exchange).await {
        Ok(Received::Document(answer)) => {
            let said = document(http, interface.transport, request, &answer);
            (said, exchange.findings)
        }
        Ok(Received::Stream(stream)) => first_event(http, interface.transport, request, *stream).await,
        Err(Lost::Unsent(message) | Lost::Broken(message)) => {
            (Said::Lost(http.redact(&message)), exchange.findings)
        }
    }
}

fn document(http: &Http, transport: Transport, request: &Request, answer: &Answer) -> Said {
    let status = answer.status;
    match status {
        401 | 403 | 407 => {
            return Said::Unauthorized {
                status,
                challenged: status != 401 || answer.headers.contains_key(WWW_AUTHENTICATE),
            };
        }
        429 | 502 | 503 | 504 => return Said::Busy(status),
        300..=399 => return redirect(answer),
        _ => {}
    }
    let foreign = |message: String| Said::Foreign(http.redact(&message));
    let is_error = !(200..300).contains(&status);
    if transport != Transport::JsonRpc && is_error {
        // A router that knows no such path has errors of its own.
        match parse(answer) {
            Ok(body) if body.get("error").is_some_and(Value::is_object) => {}
            Ok(_) => return foreign(format!("HTTP {status} has JSON without an `error`")),
            Err(failure) => return foreign(failure.message),
        }
    }
    match outcome(transport, request, answer) {
        Ok(outcome) => said(http, outcome),
        Err(failure) => foreign(match transport {
            Transport::JsonRpc => format!("HTTP {status}: {}", failure.message),
            _ => failure.message,
        }),
    }
}

fn redirect(answer: &Answer) -> Said {
    let target = answer.headers.get(LOCATION).map(|target| {
        let target = String::from_utf8_lossy(target.as_bytes());
        let target = target.split('?').next().unwrap_or_default();
        format!(" to {}", excerpt(target))
    });
    let message = format!(
        "HTTP {} redirects{}, which clients do not follow with a request",
        answer.status,
        target.unwrap_or_default()
    );
    Said::Foreign(message)
}

async fn first_event(
    http: &Http,
    transport: Transport,
    request: &Request,
    mut stream: EventStream,
) -> (Said, Vec<Finding>) {
    if !request.method.is_some_and(|method| method.streaming) {
        let message = "a stream of events answers what is no streaming operation".to_owned();
        return (Said::Foreign(message), Vec::new());
    }
    // Time beyond all time is as good as no limit.
    let deadline = Instant::now().checked_add(http.timeout);
    let deadline = deadline.unwrap_or_else(|| Instant::now() + std::time::Duration::from_secs(3600));
    let said = match stream.next(deadline).await {
        Ok(data) => match event(transport, request, &data) {
            Ok(outcome) => said(http, outcome),
            Err(failure) => Said::Foreign(http.redact(&failure.message)),
        },
        Err(StreamEnd::Complete | StreamEnd::WithinEvent | StreamEnd::Timeout) => Said::Silence,
        Err(StreamEnd::Broken(message)) => Said::Lost(http.redact(&message)),
    };
    (said, stream.findings())
}

fn said(http: &Http, outcome: Outcome) -> Said {
    match outcome {
        Outcome::Success(value) => Said::Success(value),
        Outcome::Failure(error) => {
            let protocol = http.validator.protocol();
            Said::Error(Refused {
                name: name_of(&error, protocol),
                summary: http.redact(&error.summary(protocol)),
            })
        }
    }
}

/// The name of an error: by its reason if it is one of the protocol, by its code over JSON-RPC; over HTTP+JSON two are told
/// by their status as well. What is wrong with errors that lack their reason is found besides.
fn name_of(error: &WireError, protocol: &'static Protocol) -> Option<&'static str> {
    let find = |fits: &dyn Fn(&ErrorInfo) -> bool| protocol.errors.iter().find(|info| fits(info));
    let of_reason = error
        .reason()
        .and_then(|reason| find(&|info| info.reason.as_deref() == Some(reason)));
    let found = of_reason.or_else(|| match error.transport {
        Transport::JsonRpc => find(&|info| Some(info.json_rpc_code) == error.code),
        _ if error.http_status == 404 => find(&|info| info.name == "TaskNotFoundError"),
        _ if error.is_of_parameters() => find(&|info| info.name == "InvalidParamsError"),
        _ => None,
    });
    found.map(|info| &*info.name)
}

impl Said {
    /// Whether it is the error with this name.
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(self, Self::Error(error) if error.name == Some(name))
    }

    /// Whether an operation of the agent has answered, and knows what it says.
    pub(super) fn is_of_agent(&self) -> bool {
        match self {
            Self::Success(_) | Self::Silence => true,
            Self::Error(error) => error.name.is_some(),
            _ => false,
        }
    }

    /// In a few words, behind `the answer is`.
    pub(super) fn summary(&self) -> String {
        match self {
            Self::Success(_) => "a success".to_owned(),
            Self::Silence => "a stream without an event".to_owned(),
            Self::Error(error) => error.summary.clone(),
            Self::Unauthorized { status, .. } | Self::Busy(status) => format!("HTTP {status}"),
            Self::Foreign(message) | Self::Lost(message) => message.clone(),
        }
    }
}
