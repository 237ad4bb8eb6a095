//! Push notification configurations, from when they are created until they are deleted (§3.1.7 to §3.1.10).

use super::exchange::Exchange;
use super::tasks::Task;
use crate::bounded::Bounded;
use crate::digest::Digest;
use crate::findings::Findings;
use crate::place::Place;
use crate::rules;
use std::time::Instant;

/// As many configurations of a task are known at most.
const CONFIGS: usize = 50;

/// What a request or an answer says of a configuration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    id: Option<Digest>,
    url: Option<Digest>,
    /// Of a list, whether it is all of it.
    is_first_page: bool,
}

impl Named {
    pub(super) fn of(holder: &Place<'_>) -> Self {
        Self {
            id: holder.text("id").map(Digest::of),
            url: holder.text("url").map(Digest::of),
            is_first_page: holder.text("pageToken").is_none(),
        }
    }
}

/// The configurations of a task.
#[derive(Debug)]
pub(super) struct Configs(Bounded<Digest, Config>);

#[derive(Debug)]
struct Config {
    url: Option<Digest>,
    /// It was not deleted.
    exists: bool,
    changed: Instant,
}

impl Configs {
    pub(super) fn new() -> Self {
        Self(Bounded::new(CONFIGS))
    }

    /// A message has brought one with it, maybe in the place of one that is known here.
    pub(super) fn forget(&mut self) {
        *self = Self::new();
    }

    fn before(&self, id: Option<Digest>, exchange: &Exchange) -> Option<&Config> {
        self.0.get(id?).filter(|config| config.changed < exchange.at)
    }

    fn set(&mut self, id: Option<Digest>, url: Option<Digest>, exists: bool, now: Instant) {
        if let Some(id) = id {
            self.0.insert(
                id,
                Config {
                    url,
                    exists,
                    changed: now,
                },
            );
        }
    }
}

/// What CreateTaskPushNotificationConfig answers with.
pub(super) fn created(
    task: Option<&mut Task>,
    answer: &Place<'_>,
    exchange: &Exchange,
    now: Instant,
    findings: &mut Findings,
) {
    let found = Named::of(answer);
    if found.id.is_none() {
        findings.push(rules::PUSH_CONFIG_ID.at(answer, "has no `id`"));
    }
    belongs(answer, exchange, exchange.config.url, findings);
    if let Some(task) = task {
        task.configs.set(found.id, exchange.config.url, true, now);
    }
}

/// What GetTaskPushNotificationConfig answers with.
pub(super) fn got(task: Option<&mut Task>, answer: &Place<'_>, exchange: &Exchange, findings: &mut Findings) {
    if let Some(place) = answer.get("id")
        && Named::of(answer).id != exchange.config.id
    {
        findings.push(rules::PUSH_CONFIG_DIFFERS.at(&place, "is not the configuration that was asked for"));
    }
    let known = task
        .as_ref()
        .and_then(|task| task.configs.before(exchange.config.id, exchange));
    exists(known, answer, exchange, findings);
}

/// What ListTaskPushNotificationConfigs answers with.
pub(super) fn listed(
    task: Option<&mut Task>,
    answer: &Place<'_>,
    exchange: &Exchange,
    findings: &mut Findings,
) {
    let mut found = Vec::new();
    for config in answer.items_of("configs") {
        let id = Named::of(&config).id;
        found.extend(id);
        let known = task.as_ref().and_then(|task| task.configs.before(id, exchange));
        exists(known, &config, exchange, findings);
    }
    let is_all = exchange.config.is_first_page && answer.text("nextPageToken").is_none();
    if let Some(task) = task.filter(|task| is_all && !task.has_ended()) {
        let mut configs = task.configs.0.iter();
        if configs.any(|(id, config)| config.exists && config.changed < exchange.at && !found.contains(id)) {
            findings.push(rules::PUSH_CONFIG_LOST.at(answer, "lacks a configuration that was created"));
        }
    }
}

/// DeleteTaskPushNotificationConfig succeeded.
pub(super) fn deleted(task: Option<&mut Task>, exchange: &Exchange, now: Instant) {
    if let Some(task) = task {
        task.configs.set(exchange.config.id, None, false, now);
    }
}

/// An operation on a configuration was refused because there is none.
pub(super) fn not_found(
    task: Option<&mut Task>,
    error: &Place<'_>,
    exchange: &Exchange,
    findings: &mut Findings,
) {
    let Some(task) = task else { return };
    let Some(config) = task.configs.before(exchange.config.id, exchange) else {
        return;
    };
    match (exchange.method.name, config.exists) {
        ("GetTaskPushNotificationConfig", true) if !task.has_ended() => {
            findings.push(rules::PUSH_CONFIG_LOST.at(error, "denies a configuration that was created"));
        }
        ("DeleteTaskPushNotificationConfig", false) => {
            findings.push(rules::PUSH_DELETE_AGAIN.at(error, "refuses to delete what it has deleted before"));
        }
        _ => {}
    }
}

/// A configuration is there, as it was created.
fn exists(known: Option<&Config>, answer: &Place<'_>, exchange: &Exchange, findings: &mut Findings) {
    if known.is_some_and(|known| !known.exists) {
        findings.push(rules::PUSH_CONFIG_UNDEAD.at(answer, "was deleted before"));
        return;
    }
    belongs(answer, exchange, known.and_then(|known| known.url), findings);
}

fn belongs(answer: &Place<'_>, exchange: &Exchange, url: Option<Digest>, findings: &mut Findings) {
    let checks = [
        ("taskId", exchange.asked.task, "is not the task of the request"),
        ("url", url, "is not the URL with which it was created"),
    ];
    for (name, expected, message) in checks {
        if let (Some(place), Some(expected)) = (answer.get(name), expected)
            && answer.text(name).map(Digest::of) != Some(expected)
        {
            findings.push(rules::PUSH_CONFIG_DIFFERS.at(&place, message));
        }
    }
}
