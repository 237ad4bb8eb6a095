//! Whether the capabilities that a card declares are there, and others are refused (§3.3.4).

use super::answer::Said;
use super::interface::{Deviation, Probe, no_task};
use crate::acts::run::agent::Interface;
use crate::acts::suite::Transport;
use crate::finding::{Finding, Severity};
use crate::rules::{self, Rule};
use a2a_bindings::protocol::MethodInfo;
use serde_json::{Map, Value};

/// An operation of each capability that only reads, and what names the task in its request.
const OPERATIONS: [(&str, Option<&str>); 3] = [
    ("SubscribeToTask", Some("id")),
    ("ListTaskPushNotificationConfigs", Some("taskId")),
    ("GetExtendedAgentCard", None),
];

impl Probe<'_> {
    /// Tries an operation of each capability.
    pub(super) async fn capabilities(&mut self, interface: &Interface) {
        for (operation, task) in OPERATIONS {
            let Some((method, capability)) = self
                .method(operation)
                .and_then(|method| Some((method, method.capability?)))
            else {
                continue;
            };
            let parameters: Map<_, _> = task
                .map(|name| (name.to_owned(), no_task()))
                .into_iter()
                .collect();
            let (said, found) = self.tried(interface, method, parameters).await;
            let capabilities = self.card.get("capabilities");
            let declared =
                capabilities.is_some_and(|capabilities| capabilities.flag(capability) == Some(true));
            if matches!(said, Said::Success(_) | Said::Silence | Said::Error(_)) {
                self.answered(interface, operation, found);
            }
            let tried = Tried {
                method,
                capability,
                binding: interface.transport.protocol_binding(),
                said: &said,
            };
            if declared {
                self.declared(&tried);
            } else {
                self.undeclared(&tried);
            }
        }
    }

    /// Calls an operation; a subscription by the other verb too, if the first one leads nowhere.
    async fn tried(
        &mut self,
        interface: &Interface,
        method: &MethodInfo,
        parameters: Map<String, Value>,
    ) -> (Said, Vec<Finding>) {
        let usual = Deviation::default();
        let answer = self.ask(interface, method.name, parameters.clone(), usual).await;
        let is_nowhere = matches!(answer.0, Said::Foreign(_));
        if !is_nowhere || !method.streaming || interface.transport == Transport::JsonRpc {
            return answer;
        }
        // §5.3 has POST, and the protocol buffer definition GET.
        let by_get = Deviation {
            verb: Some("GET"),
            ..usual
        };
        let other = self.ask(interface, method.name, parameters, by_get).await;
        // An error without a reason may be the one of a router.
        let is_vague = other.1.iter().any(|finding| finding.rule == rules::ERROR_INFO.id);
        if is_vague || !other.0.is_of_agent() {
            return answer;
        }
        let message = format!("{} is there by GET, and by POST it is not", method.name);
        let finding = rules::INTERFACE_NOT_SERVED.found(&self.pointer, message);
        self.findings
            .push(finding.with_section("§5.3").with_severity(Severity::Ambiguous));
        other
    }

    /// The capability is there.
    fn declared(&mut self, tried: &Tried<'_>) {
        let said = tried.said;
        match said {
            Said::Unauthorized { .. } if tried.is_extended_card() => {
                self.check_challenge(said);
                if !self.has_credentials() {
                    self.unchecked("the extended card is for who has credentials".to_owned());
                } else {
                    self.unchecked("the extended card is not for these credentials".to_owned());
                }
            }
            Said::Unauthorized { .. } | Said::Busy(_) | Said::Lost(_) => {
                self.untried(tried.method.name, said);
            }
            Said::Foreign(_) => self.of_capability(&rules::CAPABILITY_REFUSED, tried),
            // The agent is free to have none at the time (§3.1.11).
            _ if said.is("ExtendedAgentCardNotConfiguredError") => {
                let finding = self.found(&rules::CAPABILITY_REFUSED, tried);
                self.findings.push(finding.with_severity(Severity::Ambiguous));
            }
            _ if tried.is_unsupported() || said.is("MethodNotFoundError") => {
                self.of_capability(&rules::CAPABILITY_REFUSED, tried);
            }
            Said::Success(_) if tried.is_extended_card() => {
                if !self.has_credentials() {
                    let message = format!("{} serves the extended card without credentials", tried.binding);
                    let pointer = self.pointer_of(tried);
                    self.findings
                        .push(rules::EXTENDED_CARD_OPEN.found(pointer, message));
                }
            }
            Said::Error(_) if tried.is_extended_card() => {
                self.of_capability(&rules::CAPABILITY_REFUSED, tried);
            }
            // No configurations are a true answer about a task that is not there.
            Said::Success(answer) if !tried.method.streaming && lists_nothing(answer) => {}
            _ => self.check_not_found(tried.method.name, said),
        }
    }

    /// The capability is not there.
    fn undeclared(&mut self, tried: &Tried<'_>) {
        let said = tried.said;
        match said {
            _ if tried.is_unsupported() => {}
            Said::Success(_) | Said::Silence => {
                self.of_capability(&rules::CAPABILITY_DENIED_WORKS, tried);
            }
            // Which error counts if there are two is nowhere said.
            Said::Error(_) if said.is("TaskNotFoundError") || said.is("InvalidParamsError") => {
                let finding = self.found(&rules::CAPABILITY_ERROR, tried);
                self.findings.push(finding.with_severity(Severity::Ambiguous));
            }
            Said::Error(_) | Said::Foreign(_) => self.of_capability(&rules::CAPABILITY_ERROR, tried),
            // Who has no credentials is refused before anything else.
            Said::Unauthorized { .. } => {}
            Said::Busy(_) | Said::Lost(_) => self.untried(tried.method.name, said),
        }
    }

    fn of_capability(&mut self, rule: &Rule, tried: &Tried<'_>) {
        let finding = self.found(rule, tried);
        self.findings.push(finding);
    }

    fn found(&self, rule: &Rule, tried: &Tried<'_>) -> Finding {
        let Tried {
            method,
            binding,
            said,
            ..
        } = tried;
        let message = format!("{binding} {}: {}", method.name, said.summary());
        let due = method.unsupported.unwrap_or_default();
        let finding = rule.found(self.pointer_of(tried), message);
        if rule == &rules::CAPABILITY_ERROR {
            return finding.with_expected(due);
        }
        finding
    }

    /// Where the card declares the capability, or does not.
    fn pointer_of(&self, tried: &Tried<'_>) -> String {
        let capabilities = self.card.get("capabilities");
        let capability = capabilities.and_then(|capabilities| capabilities.get(tried.capability));
        let place = capability.or(capabilities);
        place.map(|place| place.pointer()).unwrap_or_default()
    }
}

/// An operation of a capability, and what came of it.
struct Tried<'a> {
    method: &'static MethodInfo,
    capability: &'static str,
    binding: &'static str,
    said: &'a Said,
}

impl Tried<'_> {
    fn is_extended_card(&self) -> bool {
        self.capability == "extendedAgentCard"
    }

    /// Whether it is the error of an agent without the capability.
    fn is_unsupported(&self) -> bool {
        self.method.unsupported.is_some_and(|error| self.said.is(error))
    }
}

/// Whether an answer lists nothing; a list that is empty may be left out.
fn lists_nothing(answer: &Value) -> bool {
    let members = answer.as_object();
    members.is_some_and(|members| members.values().filter_map(Value::as_array).all(Vec::is_empty))
}
