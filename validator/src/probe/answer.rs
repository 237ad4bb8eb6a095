//! What an interface answers.

use crate::acts::result::Exchange;
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
use std::time::Duration;
use tokio::time::Instant;

/// Long enough to wait for anything.
const LONG: Duration = Duration::from_secs(3600);

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

/// Reads the answers to one request.
struct Reader<'a> {
    http: &'a Http,
    protocol: &'static Protocol,
    transport: Transport,
    request: &'a Request,
}

/// Sends a request; gives what was answered, and what is wrong with that.
pub(super) async fn ask(
    http: &Http,
    protocol: &'static Protocol,
    transport: Transport,
    request: &Request,
) -> (Said, Vec<Finding>) {
    let reader = Reader {
        http,
        protocol,
        transport,
        request,
    };
    let mut exchange = Exchange::default();
    match http.send(request, &mut exchange).await {
        Ok(Received::Document(answer)) => (reader.document(&answer), exchange.findings),
        Ok(Received::Stream(stream)) => reader.first_event(*stream).await,
        Err(Lost::Unsent(message) | Lost::Broken(message)) => {
            (Said::Lost(http.redact(&message)), exchange.findings)
        }
    }
}

impl Reader<'_> {
    fn document(&self, answer: &Answer) -> Said {
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
        if self.transport != Transport::JsonRpc && !(200..300).contains(&status) {
            // A router that knows no such path has errors of its own.
            match parse(answer) {
                Ok(body) if body.get("error").is_some_and(Value::is_object) => {}
                Ok(_) => return self.foreign(&format!("HTTP {status} has JSON without an `error`")),
                Err(failure) => return self.foreign(&failure.message),
            }
        }
        match outcome(self.transport, self.request, answer) {
            Ok(outcome) => self.said(outcome),
            Err(failure) => self.foreign(&match self.transport {
                Transport::JsonRpc => format!("HTTP {status}: {}", failure.message),
                _ => failure.message,
            }),
        }
    }

    async fn first_event(&self, mut stream: EventStream) -> (Said, Vec<Finding>) {
        if !self.request.method.is_some_and(|method| method.streaming) {
            let said = self.foreign("a stream of events answers what is no streaming operation");
            return (said, Vec::new());
        }
        // Time beyond all time is as good as no limit.
        let deadline = Instant::now().checked_add(self.http.timeout);
        let deadline = deadline.unwrap_or_else(|| Instant::now() + LONG);
        let said = match stream.next(deadline).await {
            Ok(data) => match event(self.transport, self.request, &data) {
                Ok(outcome) => self.said(outcome),
                Err(failure) => self.foreign(&failure.message),
            },
            Err(StreamEnd::Complete | StreamEnd::WithinEvent | StreamEnd::Timeout) => Said::Silence,
            Err(StreamEnd::Broken(message)) => Said::Lost(self.http.redact(&message)),
        };
        (said, stream.findings())
    }

    fn said(&self, outcome: Outcome) -> Said {
        match outcome {
            Outcome::Success(value) => Said::Success(value),
            Outcome::Failure(error) => Said::Error(Refused {
                name: name_of(&error, self.protocol),
                summary: self.http.redact(&error.summary(self.protocol)),
            }),
        }
    }

    fn foreign(&self, message: &str) -> Said {
        Said::Foreign(self.http.redact(message))
    }
}

fn redirect(answer: &Answer) -> Said {
    let target = answer.headers.get(LOCATION).map(|target| {
        let target = String::from_utf8_lossy(target.as_bytes());
        let target = target.split('?').next().unwrap_or_default();
        format!(" to {}", excerpt(target))
    });
    let target = target.unwrap_or_default();
    Said::Foreign(format!(
        "HTTP {} redirects{target}, which clients do not follow with a request",
        answer.status
    ))
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
