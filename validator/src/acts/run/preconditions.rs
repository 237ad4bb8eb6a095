//! Whether a test says anything about this agent (§3.3 and §12.5 of the format).

use super::Context;
use crate::acts::assertion::{same, shown};
use crate::acts::suite::{Action, Check, Operation, Requirement, Test, Transport};
use serde_json::Value;

/// What the official suite calls a capability and the card does not have as one: that the agent wants credentials.
const AUTHENTICATION: &str = "authentication";
/// The variable that stands for a webhook of the runner.
pub(super) const WEBHOOK_URL: &str = "webhookUrl";

/// Why a test is skipped; `None` if it is to be run.
pub(super) fn unmet(context: &Context<'_>, test: &Test) -> Option<String> {
    let transport = context.interface.transport;
    for transports in [&test.transport, &test.preconditions.transport] {
        if !transports.is_empty() && !transports.contains(&transport) {
            let names: Vec<_> = transports.iter().map(|transport| transport.as_str()).collect();
            let grpc = if transports == &[Transport::Grpc] {
                ", which this runner does not speak"
            } else {
                ""
            };
            return Some(format!("the test is for {}{grpc}", names.join(" and ")));
        }
    }
    let capabilities = context.card.get("capabilities");
    for (name, expected) in &test.preconditions.capabilities {
        let actual = if name == AUTHENTICATION {
            Value::Bool(wants_credentials(context.card))
        } else {
            // What is not declared is not there (§3.3.4).
            let declared = capabilities.and_then(|capabilities| capabilities.get(name));
            declared.cloned().unwrap_or(Value::Bool(false))
        };
        if !same(&actual, expected) {
            let said = shown(Some(&actual));
            return Some(format!(
                "the test is for agents with `{name}: {}`; the card says {said}",
                shown(Some(expected))
            ));
        }
    }
    let has = |list: Option<&Value>, member: &str, wanted: &str| {
        let items = list
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        items
            .iter()
            .any(|item| item.get(member).and_then(Value::as_str) == Some(wanted))
    };
    for skill in &test.preconditions.skills {
        if !has(context.card.get("skills"), "id", skill) {
            return Some(format!("the card has no skill `{skill}`"));
        }
    }
    for uri in &test.preconditions.extensions {
        if !has(
            capabilities.and_then(|capabilities| capabilities.get("extensions")),
            "uri",
            uri,
        ) {
            return Some(format!("the card has no extension `{uri}`"));
        }
    }
    undeclared(context, test).or_else(|| unequipped(context, test))
}

/// An operation that has to succeed, and that an agent without the capability must refuse (§3.3.4).
fn undeclared(context: &Context<'_>, test: &Test) -> Option<String> {
    if context.card.is_null() {
        return None;
    }
    for step in &test.steps {
        let (method, expect) = match &step.action {
            Action::Call {
                operation: Operation::Method(name),
                expect,
                ..
            } => (*name, expect),
            Action::Raw { expect, .. } if expect.stream.is_some() => ("SendStreamingMessage", expect),
            _ => continue,
        };
        let capability = context.validator.protocol().method(method)?.capability;
        let Some(capability) = capability.filter(|_| !expect.is_of_failure()) else {
            continue;
        };
        let declared = context
            .card
            .get("capabilities")
            .and_then(|all| all.get(capability));
        if declared != Some(&Value::Bool(true)) {
            return Some(format!(
                "the card does not declare `{capability}`, so that the agent has to refuse {method} (§3.3.4)"
            ));
        }
    }
    None
}

/// What the agent does not play, and what the runner was not given.
fn unequipped(context: &Context<'_>, test: &Test) -> Option<String> {
    if !context.options.behaviors && !test.behaviors.is_empty() {
        return Some(format!(
            "the agent does not play `{}` (§11 of the format)",
            test.behaviors.join("`, `")
        ));
    }
    if test.needs_webhook() {
        if context.options.variables.contains_key(WEBHOOK_URL) {
            return Some(format!(
                "`{WEBHOOK_URL}` was given, so what is sent there is not seen here"
            ));
        }
        if !context.has_reachable_webhook {
            return Some(
                "the agent cannot reach a webhook on loopback; give the runner a public one (--webhook-url)"
                    .to_owned(),
            );
        }
    }
    let needs_credentials = test.requirements.contains(&Requirement::AuthCredentials);
    if needs_credentials
        && context.options.headers.is_empty()
        && !test.checks.contains(&Check::WithoutCredentials)
    {
        return Some("the test needs credentials, and none were given (--header)".to_owned());
    }
    None
}

/// Whether the card says that callers have to authenticate (§4.4.1).
fn wants_credentials(card: &Value) -> bool {
    let requirements = card.get("securityRequirements").and_then(Value::as_array);
    requirements.is_some_and(|requirements| !requirements.is_empty())
}
