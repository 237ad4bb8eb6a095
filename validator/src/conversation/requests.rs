//! What is wrong with requests, given what was said before.

use super::exchange::{self, Exchange};
use super::{Conversation, service_parameters};
use crate::digest::Digest;
use crate::findings::Findings;
use crate::place::Place;
use crate::rules;
use crate::stream::snapshot;
use crate::traffic::Record;
use a2a_bindings::v1_0::Role;
use serde::Deserialize;

impl Conversation {
    /// Takes a request.
    pub(super) fn request(&mut self, record: &Record, findings: &mut Findings) {
        let Some(method) = record.operation.and_then(|name| self.protocol.method(name)) else {
            return;
        };
        let Some(request) = exchange::request(record) else {
            return;
        };
        let mut exchange = Exchange::of(method, record, &request);
        if exchange.sends() {
            self.message(&request, &mut exchange, findings);
        }
        service_parameters::check_request(record, &mut exchange, self.declaration.as_ref(), findings);
        self.check_card(&request, &exchange, findings);
        self.exchanges.insert(record.exchange, exchange);
    }

    fn message(&mut self, request: &Place<'_>, exchange: &mut Exchange, findings: &mut Findings) {
        let Some(message) = request.get("message") else {
            return;
        };
        if let Some(role) = message.get("role")
            && Role::deserialize(role.value()).is_ok_and(|role| role == Role::Agent)
        {
            findings.push(rules::ROLE_OF_USER.at(&role, "is the role of an agent"));
        }
        self.message_id(&message, exchange, findings);
        let known = self.tasks.before(exchange.asked.task, exchange);
        let of_task = known.and_then(super::tasks::Task::context);
        if let (Some(asked), Some(of_task), Some(place)) =
            (exchange.asked.context, of_task, message.get("contextId"))
            && asked != of_task
        {
            findings.push(rules::CONTEXT_OF_TASK.at(&place, "is not the context of the task"));
            exchange.foreign_context = true;
            // An answer that has the context of the task is not found fault with as well.
            exchange.asked.context = None;
        }
        let configuration = request.get("configuration");
        let inline = configuration.and_then(|configuration| configuration.get("taskPushNotificationConfig"));
        if let Some(place) = inline.and_then(|inline| inline.get("taskId"))
            && snapshot::digest(&place).is_some()
        {
            findings.push(rules::INLINE_CONFIG_TASK_ID.at(&place, "is not for the client to set here"));
        }
    }

    /// §3.3.1: an agent may take messages with the same id for one.
    fn message_id(&mut self, message: &Place<'_>, exchange: &mut Exchange, findings: &mut Findings) {
        let Some(place) = message.get("messageId") else {
            return;
        };
        let Some(id) = snapshot::digest(&place) else {
            return;
        };
        let content = Digest::of(message.value());
        match self.messages.get(id) {
            Some(before) => {
                exchange.repeated = true;
                if *before != content {
                    findings.push(rules::MESSAGE_ID_REUSED.at(&place, "is the id of another message"));
                }
            }
            None => self.messages.insert(id, content),
        }
    }

    /// Holds a request to the card.
    fn check_card(&self, request: &Place<'_>, exchange: &Exchange, findings: &mut Findings) {
        let Some(card) = &self.declaration else { return };
        if let Some(capability) = exchange.method.capability.filter(|_| !card.has(exchange.method)) {
            let message = format!("needs the capability `{capability}`, which the card does not declare");
            findings.push(rules::CAPABILITY_IGNORED.found("", message));
        }
        let tenant = request.text("tenant").unwrap_or_default();
        if card.has_tenant(exchange.binding, tenant) == Some(false) {
            let place = request.get("tenant").unwrap_or(*request);
            findings
                .push(rules::TENANT.at(&place, "no interface of this binding has this tenant in the card"));
        }
    }
}
