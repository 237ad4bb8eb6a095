//! Errors, by what they say and by when they come (§5.4, §9.5, §11.6).

use super::declaration::Declaration;
use super::exchange::Exchange;
use crate::findings::Findings;
use crate::names::excerpt;
use crate::place::Place;
use crate::rules;
use crate::traffic::{Binding, Record};
use a2a_bindings::protocol::Protocol;
use a2a_bindings::{ERROR_DOMAIN, ErrorInfo};
use serde_json::Value;

/// The type of the detail that has the reason.
const ERROR_INFO: &str = "google.rpc.ErrorInfo";
/// An operation is not there, or failed on the way, which is no answer to who asks for a capability.
const NO_ANSWER: [i64; 2] = [-32601, -32603];
/// The same for HTTP.
const NO_ANSWER_HTTP: [u16; 4] = [404, 405, 500, 501];

/// An error that a request was refused with.
pub(super) struct Refusal<'a> {
    pub(super) place: Place<'a>,
    /// The detail with the reason, if it has one.
    detail: Option<Place<'a>>,
    /// What the protocol knows of it; `None` if it is none of the protocol's, or cannot be told.
    info: Option<&'static ErrorInfo>,
    binding: Binding,
    status: Option<u16>,
}

impl<'a> Refusal<'a> {
    pub(super) fn of(record: &Record, content: &'a Value, protocol: &'static Protocol) -> Option<Self> {
        let place = Place::root(content).get("error")?;
        let binding = record.binding;
        let details = match binding {
            Binding::JsonRpc => "data",
            _ => "details",
        };
        let is_info = |detail: &Place<'_>| {
            detail
                .text("@type")
                .is_some_and(|name| name.ends_with(ERROR_INFO))
        };
        let detail = place.items_of(details).find(is_info);
        let reason = detail.and_then(|detail| detail.text("reason"));
        let of_reason = reason.and_then(|reason| {
            let mut errors = protocol.errors.iter();
            errors.find(|error| error.reason.as_deref() == Some(reason))
        });
        let code = place.integer("code").filter(|_| binding == Binding::JsonRpc);
        let of_code = code.and_then(|code| protocol.errors.iter().find(|error| error.json_rpc_code == code));
        Some(Self {
            place,
            detail,
            info: of_reason.or(of_code),
            binding,
            status: record.status,
        })
    }

    /// Whether it is the error with this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.info.is_some_and(|info| info.name == name)
    }

    /// Whether it says that there is no such task, or no such configuration, be it without a reason.
    pub(super) fn is_not_found(&self) -> bool {
        let unnamed = self.info.is_none() && self.binding == Binding::HttpJson;
        self.is("TaskNotFoundError") || unnamed && self.place.text("status") == Some("NOT_FOUND")
    }

    /// Checks it by itself.
    pub(super) fn check(&self, record: &Record, findings: &mut Findings) {
        match (self.detail, self.info) {
            (Some(detail), info) => self.check_detail(&detail, info, findings),
            (None, Some(info)) if info.reason.is_some() => {
                let message = format!("has no `{ERROR_INFO}` with the reason of `{}`", info.name);
                findings.push(rules::ERROR_INFO_JSON_RPC.at(&self.place, message));
            }
            (None, None) if self.is_of_the_protocol(record) => {
                let message = format!("has no `{ERROR_INFO}`, so that nobody knows which error it is");
                findings.push(rules::ERROR_INFO.at(&self.place, message));
            }
            _ => {}
        }
    }

    /// Whether an HTTP error without a reason can only be one of the protocol: these statuses have no other use here.
    fn is_of_the_protocol(&self, record: &Record) -> bool {
        let status = self.place.text("status");
        let operation = record.operation.is_some_and(|name| name != "ListTasks");
        operation
            && self.binding == Binding::HttpJson
            && matches!(status, Some("NOT_FOUND" | "FAILED_PRECONDITION"))
    }

    fn check_detail(&self, detail: &Place<'_>, info: Option<&ErrorInfo>, findings: &mut Findings) {
        let reason = detail.text("reason").unwrap_or_default();
        let domain = detail.text("domain").unwrap_or_default();
        let Some(info) = info.filter(|info| info.reason.as_deref() == Some(reason)) else {
            if domain == ERROR_DOMAIN {
                let place = detail.get("reason").unwrap_or(*detail);
                let message = format!("the protocol has no reason `{}`", excerpt(reason));
                findings.push(rules::ERROR_REASON.at(&place, message));
            }
            return;
        };
        if domain != ERROR_DOMAIN {
            let place = detail.get("domain").unwrap_or(*detail);
            findings.push(rules::ERROR_DOMAIN.at(&place, format!("is not `{ERROR_DOMAIN}`")));
        }
        self.check_codes(info, findings);
    }

    fn check_codes(&self, info: &ErrorInfo, findings: &mut Findings) {
        let code = self.place.integer("code");
        let expected = match self.binding {
            Binding::JsonRpc => Some(info.json_rpc_code),
            // That it is the status of the response too, the layer says.
            _ => Some(i64::from(info.http_status)),
        };
        if code != expected
            && let (Some(place), Some(expected)) = (self.place.get("code"), expected)
        {
            let message = format!("of `{}` it is {expected}", info.name);
            findings.push(rules::ERROR_CODE.at(&place, message));
        }
        if let (Binding::HttpJson, Some(place)) = (self.binding, self.place.get("status"))
            && self.place.text("status") != Some(&info.grpc_status)
        {
            let message = format!("of `{}` it is `{}`", info.name, info.grpc_status);
            findings.push(rules::ERROR_CODE.at(&place, message));
        }
    }

    /// Checks that the operation can fail with it (§3.1).
    pub(super) fn check_operation(&self, exchange: &Exchange, findings: &mut Findings) {
        let Some(info) = self.info else { return };
        let method = exchange.method;
        let fits = match &*info.name {
            "TaskNotCancelableError" => method.name == "CancelTask",
            "ExtendedAgentCardNotConfiguredError" => method.name == "GetExtendedAgentCard",
            "TaskNotFoundError" => !matches!(method.name, "ListTasks" | "GetExtendedAgentCard"),
            "PushNotificationNotSupportedError" => {
                exchange.sends() || method.capability == Some("pushNotifications")
            }
            _ => true,
        };
        if !fits {
            let message = format!("`{}` has no `{}`", method.name, info.name);
            findings.push(rules::ERROR_OF_OTHER_OPERATION.at(&self.place, message));
        }
    }

    /// Checks it by what the card declares (§3.3.4).
    pub(super) fn check_declared(
        &self,
        exchange: &Exchange,
        card: Option<&Declaration>,
        findings: &mut Findings,
    ) {
        let (Some(card), Some(capability)) = (card, exchange.method.capability) else {
            return;
        };
        let unsupported = exchange.method.unsupported.unwrap_or_default();
        if !card.has(exchange.method) {
            if self.is_no_answer() {
                let message = format!("without `{capability}` it is `{unsupported}`");
                findings.push(rules::CAPABILITY_ERROR.at(&self.place, message));
            }
            return;
        }
        // The state of a task may be why an operation on it is not supported.
        if self.is(unsupported) && (capability != "streaming" || exchange.asked.task.is_none()) {
            let message = format!("refuses as unsupported what the card declares as `{capability}`");
            findings.push(rules::CAPABILITY_REFUSED.at(&self.place, message));
        }
    }

    fn is_no_answer(&self) -> bool {
        match self.binding {
            Binding::JsonRpc => self
                .place
                .integer("code")
                .is_some_and(|code| NO_ANSWER.contains(&code)),
            _ => self.info.is_none() && self.status.is_some_and(|status| NO_ANSWER_HTTP.contains(&status)),
        }
    }
}
