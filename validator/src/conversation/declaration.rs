//! What the agent's card declares, as far as a conversation is held to it.

use crate::place::Place;
use crate::traffic::Binding;
use a2a_bindings::protocol::MethodInfo;
use serde_json::Value;

/// As many entries of a list in a card count at most.
const ENTRIES: usize = 100;
/// Names and URIs in a card count up to this length.
const LENGTH: usize = 2048;

/// What a card declares.
#[derive(Debug)]
pub(super) struct Declaration {
    capabilities: Vec<String>,
    pub(super) required_extensions: Vec<String>,
    interfaces: Vec<Interface>,
}

#[derive(Debug)]
struct Interface {
    binding: Option<Binding>,
    tenant: String,
    version: String,
}

impl Declaration {
    pub(super) fn of(card: &Value) -> Self {
        let card = Place::root(card);
        let capabilities = card.get("capabilities");
        let extensions = capabilities
            .into_iter()
            .flat_map(|all| all.items_of("extensions"));
        let required = extensions.filter(|extension| extension.flag("required") == Some(true));
        let interfaces = card.items_of("supportedInterfaces").take(ENTRIES);
        Self {
            capabilities: capabilities_of(&card),
            required_extensions: required
                .filter_map(|extension| extension.text("uri").filter(|uri| uri.len() <= LENGTH))
                .take(ENTRIES)
                .map(str::to_owned)
                .collect(),
            interfaces: interfaces.map(|interface| Interface::of(&interface)).collect(),
        }
    }

    /// Adds what an extended card declares besides (§3.1.11).
    pub(super) fn extend(&mut self, card: &Place<'_>) {
        for capability in capabilities_of(card) {
            if !self.capabilities.contains(&capability) {
                self.capabilities.push(capability);
            }
        }
    }

    /// Whether the operation is one that the agent says it has.
    pub(super) fn has(&self, method: &MethodInfo) -> bool {
        let declares = |name: &str| self.capabilities.iter().any(|capability| capability == name);
        method.capability.is_none_or(declares)
    }

    /// Whether a binding has this version; `None` if the card says nothing of the binding.
    pub(super) fn has_version(&self, binding: Binding, version: &str) -> Option<bool> {
        let mut versions = self.of_binding(binding).peekable();
        versions.peek()?;
        Some(versions.any(|interface| interface.version == major_minor(version)))
    }

    /// Whether a binding has an interface with this tenant; `None` if the card says nothing of the binding.
    pub(super) fn has_tenant(&self, binding: Binding, tenant: &str) -> Option<bool> {
        let mut tenants = self.of_binding(binding).peekable();
        tenants.peek()?;
        Some(tenants.any(|interface| interface.tenant == tenant))
    }

    fn of_binding(&self, binding: Binding) -> impl Iterator<Item = &Interface> {
        self.interfaces
            .iter()
            .filter(move |interface| interface.binding == Some(binding))
    }
}

impl Interface {
    fn of(interface: &Place<'_>) -> Self {
        let text = |name| {
            let text = interface.text(name).unwrap_or_default();
            text.chars().take(LENGTH).collect::<String>()
        };
        Self {
            binding: match interface.text("protocolBinding") {
                Some("JSONRPC") => Some(Binding::JsonRpc),
                Some("HTTP+JSON") => Some(Binding::HttpJson),
                _ => None,
            },
            tenant: text("tenant"),
            version: major_minor(&text("protocolVersion")).to_owned(),
        }
    }
}

/// A version without its patch, which does not count (§3.6).
pub(crate) fn major_minor(version: &str) -> &str {
    let second = version.match_indices('.').nth(1);
    second.map_or(version, |(end, _)| version.get(..end).unwrap_or(version))
}

fn capabilities_of(card: &Place<'_>) -> Vec<String> {
    let capabilities = card.get("capabilities").into_iter().flat_map(Place::members);
    let declared =
        capabilities.filter(|(name, value)| value.value() == &Value::Bool(true) && name.len() <= LENGTH);
    declared.map(|(name, _)| camel_case(name)).take(ENTRIES).collect()
}

/// The JSON name of a field (§5.5): some cards have those of the protocol buffer definition.
fn camel_case(name: &str) -> String {
    let mut after_underscore = false;
    let mut camel = String::with_capacity(name.len());
    for character in name.chars() {
        match (character, after_underscore) {
            ('_', _) => after_underscore = true,
            (_, true) => {
                camel.push(character.to_ascii_uppercase());
                after_underscore = false;
            }
            _ => camel.push(character),
        }
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_does_not_count() {
        for (version, expected) in [
            ("1.0", "1.0"),
            ("1.0.1", "1.0"),
            ("1.0.1.2", "1.0"),
            ("1", "1"),
            ("", ""),
        ] {
            assert_eq!(major_minor(version), expected);
        }
        assert_eq!(camel_case("push_notifications"), "pushNotifications");
    }
}
