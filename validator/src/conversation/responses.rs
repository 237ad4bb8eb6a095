//! What is wrong with answers, given what was asked and what was said before.

use super::exchange::{self, Exchange};
use super::tasks::Task;
use super::{Conversation, errors, push_configs, service_parameters};
use crate::findings::Findings;
use crate::place::Place;
use crate::rules;
use crate::stream::{StreamRules, snapshot};
use crate::traffic::Record;
use a2a_bindings::v1_0::TaskState;

impl Conversation {
    /// Takes a response that is one document.
    pub(super) fn response(&mut self, record: &Record, findings: &mut Findings) {
        let exchange = self.exchanges.remove(record.exchange);
        if record.refused {
            self.error(record, exchange.as_ref(), findings);
        } else if let Some(exchange) = exchange.filter(|_| record.complete) {
            self.succeeded(record, &exchange, findings);
            self.answer(record, &exchange, findings);
        }
    }

    /// Takes an event of a stream.
    pub(super) fn event(&mut self, record: &Record, findings: &mut Findings) {
        let Some(mut exchange) = self.exchanges.take(record.exchange) else {
            return;
        };
        let first = exchange.stream.is_none();
        if record.refused {
            self.error(record, first.then_some(&exchange), findings);
        } else if first {
            self.succeeded(record, &exchange, findings);
        }
        let mut stream = exchange.stream.take().unwrap_or_else(|| begin(&exchange));
        if let Some(id) = &record.event_id {
            stream.observe_id(id, findings);
        }
        if let Some(content) = record.content.as_deref().filter(|_| exchange.method.streaming) {
            let said = findings.len();
            stream.observe(&Place::root(content), findings);
            // What the stream's own rules say is not said twice.
            let is_sound = findings.len() == said;
            if !record.refused {
                self.streamed(record, &exchange, &stream, first, is_sound, findings);
            }
        }
        if record.content.is_none() {
            stream.has_missed();
        }
        exchange.stream = Some(stream);
        self.exchanges.put_back(record.exchange, exchange);
    }

    /// Takes the end of a stream.
    pub(super) fn end(&mut self, record: &Record, findings: &mut Findings) {
        let Some(mut exchange) = self.exchanges.remove(record.exchange) else {
            return;
        };
        if exchange.method.streaming {
            let stream = exchange.stream.take();
            let mut stream = stream.unwrap_or_else(|| begin(&exchange));
            for finding in stream.end(record.complete) {
                findings.push(finding);
            }
        }
    }

    /// A request was not refused, whatever the answer is.
    fn succeeded(&mut self, record: &Record, exchange: &Exchange, findings: &mut Findings) {
        service_parameters::check_response(record, exchange, self.declaration.as_ref(), findings);
        if let Some(card) = &self.declaration
            && let Some(capability) = exchange.method.capability
            && !card.has(exchange.method)
        {
            let message = format!("succeeds, though the card does not declare `{capability}`");
            findings.push(rules::CAPABILITY_DENIED_WORKS.found("", message));
        }
        if let Some(task) = self
            .tasks
            .get_mut(exchange.asked.task)
            .filter(|_| exchange.has_config)
        {
            task.configs.forget();
        }
        if exchange.foreign_context {
            let message = "the message was taken, though its context is not that of its task";
            findings.push(rules::CONTEXT_MISMATCH_ACCEPTED.found("", message));
        }
        let ended = self
            .tasks
            .before(exchange.asked.task, exchange)
            .and_then(|task| task.ended_before(exchange.at));
        match (exchange.method.name, ended) {
            (_, Some(state)) if exchange.sends() => {
                let message = format!("the message was taken, though its task was `{state}`");
                findings.push(rules::SEND_TO_TERMINAL.found("", message));
            }
            ("CancelTask", Some(state)) if *state != TaskState::Canceled => {
                let message = format!("succeeds, though the task was `{state}`");
                findings.push(rules::CANCEL_TERMINAL.found("", message));
            }
            _ => {}
        }
    }

    /// Checks what an operation that does not stream has answered.
    fn answer(&mut self, record: &Record, exchange: &Exchange, findings: &mut Findings) {
        let now = record.at;
        if exchange.method.name == "DeleteTaskPushNotificationConfig" {
            push_configs::deleted(self.tasks.get_mut(exchange.asked.task), exchange, now);
        }
        let Some(answer) = exchange::response(record) else {
            return;
        };
        match exchange.method.name {
            "SendMessage" => self.sent(record, &answer, exchange, findings),
            "GetTask" => {
                self.check_asked(&answer, exchange, findings);
                self.task(record, &answer, exchange, true, findings);
            }
            "CancelTask" => {
                self.check_asked(&answer, exchange, findings);
                check_canceled(&answer, findings);
                let has_artifacts = answer.get("artifacts").is_some();
                self.task(record, &answer, exchange, has_artifacts, findings);
            }
            "ListTasks" => self.listed(record, &answer, exchange, findings),
            "CreateTaskPushNotificationConfig" => {
                let task = self.tasks.get_mut(exchange.asked.task);
                push_configs::created(task, &answer, exchange, now, findings);
            }
            "GetTaskPushNotificationConfig" => {
                push_configs::got(
                    self.tasks.get_mut(exchange.asked.task),
                    &answer,
                    exchange,
                    findings,
                );
            }
            "ListTaskPushNotificationConfigs" => {
                push_configs::listed(
                    self.tasks.get_mut(exchange.asked.task),
                    &answer,
                    exchange,
                    findings,
                );
            }
            "GetExtendedAgentCard" => self.extended_card(&answer, findings),
            _ => {}
        }
    }

    /// §3.1.1.
    fn sent(&mut self, record: &Record, answer: &Place<'_>, exchange: &Exchange, findings: &mut Findings) {
        if let Some(message) = answer.get("message") {
            snapshot::check_reply(&message, &exchange.asked, findings);
        }
        let Some(task) = answer.get("task") else { return };
        self.check_asked(&task, exchange, findings);
        self.check_new(&task, exchange, findings);
        let status = task.get("status");
        let place = status.and_then(|status| status.get("state"));
        let state = status.and_then(|status| status.state("state"));
        if let (true, Some(place), Some(TaskState::Submitted | TaskState::Working)) =
            (exchange.blocking, place, state)
        {
            findings.push(rules::BLOCKING_RETURNED_EARLY.at(&place, "the task goes on"));
        }
        self.task(record, &task, exchange, true, findings);
    }

    /// The answer is about the task, and has the context, that the request names.
    fn check_asked(&self, task: &Place<'_>, exchange: &Exchange, findings: &mut Findings) {
        let asked = &exchange.asked;
        let checks = [
            (
                "id",
                asked.task,
                &rules::TASK_ID_MISMATCH,
                "is not the task of the request",
            ),
            (
                "contextId",
                asked.context,
                &rules::CONTEXT_ID_MISMATCH,
                "is not the context of the message",
            ),
        ];
        for (name, expected, rule, message) in checks {
            if let (Some(place), Some(expected)) = (task.get(name), expected)
                && snapshot::digest(&place).is_some_and(|found| found != expected)
            {
                findings.push(rule.at(&place, message));
            }
        }
    }

    /// §3.4.2: without a task id, a message begins a new task.
    fn check_new(&self, task: &Place<'_>, exchange: &Exchange, findings: &mut Findings) {
        let Some(place) = task.get("id") else { return };
        let is_new = self.tasks.before(snapshot::digest(&place), exchange).is_none();
        if exchange.asked.task.is_none() && !exchange.repeated && !is_new {
            findings.push(rules::TASK_ID_REUSED.at(&place, "is a task that was there before"));
        }
    }

    /// Takes a task as it is.
    fn task(
        &mut self,
        record: &Record,
        task: &Place<'_>,
        exchange: &Exchange,
        has_artifacts: bool,
        findings: &mut Findings,
    ) {
        snapshot::check_task(task, exchange.asked.history_length, findings);
        self.snapshot(record, task, exchange, has_artifacts, findings);
    }

    /// Compares a task with what is known of it.
    fn snapshot(
        &mut self,
        record: &Record,
        task: &Place<'_>,
        exchange: &Exchange,
        has_artifacts: bool,
        findings: &mut Findings,
    ) {
        let Some(mut told) = self.tasks.told(task, "id", exchange, record.at, findings) else {
            return;
        };
        told.is_current(findings);
        told.remember(findings);
        if has_artifacts {
            told.has_artifacts(findings);
        }
    }

    fn listed(&mut self, record: &Record, answer: &Place<'_>, exchange: &Exchange, findings: &mut Findings) {
        let Some(listing) = &exchange.listing else { return };
        self.listings.page(listing, answer, exchange, findings);
        for task in answer.items_of("tasks") {
            self.snapshot(record, &task, exchange, listing.has_artifacts(), findings);
        }
    }

    /// Takes what an event tells of its task.
    fn streamed(
        &mut self,
        record: &Record,
        exchange: &Exchange,
        stream: &StreamRules,
        first: bool,
        is_sound: bool,
        findings: &mut Findings,
    ) {
        let Some(answer) = exchange::response(record) else {
            return;
        };
        let task = answer.get("task");
        if let Some(task) = task.filter(|_| first && is_sound && exchange.sends()) {
            self.check_new(&task, exchange, findings);
        }
        let (holder, id) = match task {
            Some(task) => (Some(task), "id"),
            None => (
                answer
                    .get("statusUpdate")
                    .or_else(|| answer.get("artifactUpdate")),
                "taskId",
            ),
        };
        let Some(holder) = holder.filter(|_| is_sound) else {
            return;
        };
        let Some(mut told) = self.tasks.told(&holder, id, exchange, record.at, findings) else {
            return;
        };
        // Only the first event is what the task was when it was asked for; others may have been on the way. What is
        // resumed begins in the past.
        if first && !exchange.resumes {
            told.is_current(findings);
        }
        told.remember(findings);
        if task.is_some_and(|task| task.get("artifacts").is_some()) {
            told.has_artifacts(findings);
        } else {
            told.streamed(stream.artifacts());
        }
    }

    fn error(&mut self, record: &Record, exchange: Option<&Exchange>, findings: &mut Findings) {
        let Some(content) = record.content.as_deref() else {
            return;
        };
        let Some(error) = errors::Refusal::of(record, content, self.protocol) else {
            return;
        };
        error.check(record, findings);
        let Some(exchange) = exchange else { return };
        error.check_operation(exchange, findings);
        error.check_declared(exchange, self.declaration.as_ref(), findings);
        service_parameters::check_refusal(&error, exchange, self.declaration.as_ref(), findings);
        if error.is_not_found() {
            self.not_found(&error, exchange, findings);
        }
    }

    fn not_found(&mut self, error: &errors::Refusal<'_>, exchange: &Exchange, findings: &mut Findings) {
        let of_config = matches!(
            exchange.method.name,
            "GetTaskPushNotificationConfig" | "DeleteTaskPushNotificationConfig"
        );
        if of_config {
            let task = self.tasks.get_mut(exchange.asked.task);
            push_configs::not_found(task, &error.place, exchange, findings);
            return;
        }
        let known = self.tasks.before(exchange.asked.task, exchange);
        // §3.3.1: a task that was canceled may be gone when somebody cancels it again.
        let is_canceled = |task: &Task| task.ended_before(exchange.at) == Some(&TaskState::Canceled);
        if exchange.method.name == "CancelTask" && known.is_some_and(is_canceled) {
            return;
        }
        if known.is_some_and(|task| task.caller == exchange.caller && !exchange.is_masked) {
            let message = "denies a task that the same client was told of";
            findings.push(rules::TASK_LOST.at(&error.place, message));
        } else if exchange.asked.task.is_some() && !self.tasks.may_know(exchange.asked.task) {
            let message = "the task of the request is none that the agent has told of";
            findings.push(rules::TASK_ID_UNKNOWN.at(&error.place, message));
        }
    }
}

fn begin(exchange: &Exchange) -> Box<StreamRules> {
    Box::new(if exchange.sends() {
        StreamRules::by_message(exchange.asked)
    } else if exchange.resumes {
        StreamRules::by_resumption(exchange.asked)
    } else {
        StreamRules::by_subscription(exchange.asked)
    })
}

/// §3.1.5.
fn check_canceled(task: &Place<'_>, findings: &mut Findings) {
    let Some(status) = task.get("status") else { return };
    if let (Some(place), Some(state)) = (status.get("state"), status.state("state"))
        && state != TaskState::Canceled
    {
        findings.push(rules::CANCEL_STATE.at(&place, format!("is `{state}` after the task was canceled")));
    }
}
