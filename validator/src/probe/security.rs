//! Whether the credentials that the card requires are required (§7.3, §7.4).

use super::answer::Said;
use super::interface::{Deviation, Probe};
use crate::acts::run::agent::Interface;
use crate::place::Place;
use crate::rules;

/// What a card says of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// It has no scheme for them.
    None,
    /// It has, and does not require one for everything.
    Some,
    /// No request is served without (§4.4.1).
    All,
}

impl Demand {
    pub(super) fn of(card: &Place<'_>) -> Self {
        let mut requirements = card.items_of("securityRequirements").peekable();
        let has_schemes = |holder: &Place<'_>, name| {
            let schemes = holder.get(name);
            schemes.is_some_and(|schemes| schemes.members().next().is_some())
        };
        // Any one of the requirements is enough, and one without a scheme asks for nothing.
        if requirements.peek().is_some() && requirements.all(|one| has_schemes(&one, "schemes")) {
            Self::All
        } else if has_schemes(card, "securitySchemes") {
            Self::Some
        } else {
            Self::None
        }
    }
}

impl Probe<'_> {
    /// What a refusal of HTTP says, and whether the card had said it.
    pub(super) fn check_challenge(&mut self, said: &Said) {
        let Said::Unauthorized { status, challenged } = said else {
            return;
        };
        if !challenged {
            self.of_interface(
                &rules::SECURITY_CHALLENGE,
                "refuses with 401 and has no `WWW-Authenticate`",
            );
        }
        if Demand::of(&self.card) == Demand::None {
            let message = format!("refuses with {status}, though the card has no security scheme");
            self.of_interface(&rules::SECURITY_UNDECLARED, message);
        }
    }

    /// Whether a request without credentials is refused, if the card says so.
    pub(super) async fn check_demand(&mut self, interface: &Interface, said: &Said) {
        if Demand::of(&self.card) != Demand::All {
            return;
        }
        let served = if self.has_credentials() {
            let deviation = Deviation {
                without_credentials: true,
                ..Deviation::default()
            };
            let (said, _) = self.get_task(interface, deviation).await;
            self.check_challenge(&said);
            said.is_of_agent()
        } else {
            said.is_of_agent()
        };
        if served {
            let message = format!(
                "{} serves a request without credentials",
                interface.transport.protocol_binding()
            );
            self.findings
                .push(rules::SECURITY_NOT_ENFORCED.found("/securityRequirements", message));
        }
    }
}
