//! What an agent's card declares, as far as requests are held to it (§3.3.4, §4.6).

use crate::error::A2aError;
use crate::protocol::{MethodInfo, Protocol};
use crate::service::RequestContext;
use serde::Serialize;
use serde_json::Value;

/// The capabilities and extensions that an agent's card declares.
///
/// It is made once, when the card is known, and asked on every request. A handler that returns one from
/// `A2aHandler::declared` is served by its card: an operation whose capability the card lacks is refused before its
/// parameters are read, a client without a required extension too, and the extensions that client and card have in
/// common are active.
///
/// ```
/// use a2a_bindings::v1_0::{AgentCapabilities, AgentExtension};
/// use a2a_bindings::Declared;
///
/// let citations = AgentExtension::new().with_uri("https://example.com/citations/v1");
/// let capabilities = AgentCapabilities::new()
///     .with_streaming(true)
///     .with_extensions([citations]);
/// # let card = serde_json::json!({ "capabilities": capabilities });
/// // `card` is an `AgentCard` with these capabilities.
/// let declared = Declared::of(&card)?;
/// assert!(declared.has_capability("streaming"));
/// assert!(!declared.has_capability("pushNotifications"));
/// assert!(declared.has_extension("https://example.com/citations/v1"));
/// # Ok::<(), a2a_bindings::A2aError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    capabilities: Vec<String>,
    extensions: Vec<Extension>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Extension {
    uri: String,
    required: bool,
}

impl Declared {
    /// What a card of any version declares: `capabilities.<name>` where it is `true`, and `capabilities.extensions`.
    /// An extension without a URI is none.
    ///
    /// # Errors
    /// The card cannot be written as JSON, which no generated type does.
    pub fn of(card: &impl Serialize) -> Result<Self, A2aError> {
        let mut card = serde_json::to_value(card).map_err(|error| {
            A2aError::internal("the agent card cannot be written as JSON").with_source(error)
        })?;
        let Some(Value::Object(members)) = card.get_mut("capabilities").map(Value::take) else {
            return Ok(Self::default());
        };
        let mut declared = Self::default();
        for (name, value) in members {
            match value {
                Value::Bool(true) => declared.capabilities.push(name),
                Value::Array(entries) if name == "extensions" => {
                    declared.extensions = entries.iter().filter_map(Extension::of).collect();
                }
                _ => {}
            }
        }
        Ok(declared)
    }

    /// Whether the card declares a capability, by its JSON name, as `pushNotifications`.
    #[must_use]
    pub fn has_capability(&self, name: &str) -> bool {
        self.capabilities.iter().any(|capability| capability == name)
    }

    /// Whether the card declares an extension, by its URI.
    #[must_use]
    pub fn has_extension(&self, uri: &str) -> bool {
        self.extensions.iter().any(|extension| extension.uri == uri)
    }

    /// Holds a request to the card, and notes in the context which extensions are active.
    ///
    /// # Errors
    /// The card lacks the capability of the operation ([`MethodInfo::unsupported`]), or the client did not name an
    /// extension that the card requires (`ExtensionSupportRequiredError`).
    pub fn negotiate(
        &self,
        protocol: &Protocol,
        method: &MethodInfo,
        context: &mut RequestContext,
    ) -> Result<(), A2aError> {
        if let Some(capability) = method.capability
            && !self.has_capability(capability)
        {
            return Err(lacks(protocol, method, capability));
        }
        let is_missing =
            |extension: &&Extension| extension.required && !context.extensions.contains(&extension.uri);
        if self.extensions.iter().any(|extension| is_missing(&extension)) {
            let missing: Vec<_> = self.extensions.iter().filter(is_missing).collect();
            return Err(requires(protocol, &missing));
        }
        // §4.6.3: what the agent does not know is ignored.
        let requested = context.extensions.iter().filter(|uri| self.has_extension(uri));
        context.activated_extensions = requested.cloned().collect();
        Ok(())
    }
}

impl Extension {
    fn of(entry: &Value) -> Option<Self> {
        let uri = entry.get("uri")?.as_str().filter(|uri| !uri.is_empty())?;
        Some(Self {
            uri: uri.to_owned(),
            required: entry.get("required").and_then(Value::as_bool).unwrap_or(false),
        })
    }
}

/// §3.3.4.
fn lacks(protocol: &Protocol, method: &MethodInfo, capability: &str) -> A2aError {
    let message = format!(
        "`{}` needs the capability `{capability}`, which the agent card does not declare",
        method.name
    );
    match method.unsupported.and_then(|name| protocol.error(name)) {
        Some(info) => A2aError::new(info.clone(), message),
        None => A2aError::method_not_found(message),
    }
}

/// §3.3.4, §4.6.3.
fn requires(protocol: &Protocol, missing: &[&Extension]) -> A2aError {
    let uris: Vec<_> = missing.iter().map(|extension| extension.uri.as_str()).collect();
    let uris = uris.join(",");
    let message = format!(
        "the agent requires extensions that the request does not name: send `A2A-Extensions: {uris}`"
    );
    match protocol.error("ExtensionSupportRequiredError") {
        Some(info) => A2aError::new(info.clone(), message).with_metadata("requiredExtensions", uris),
        // Versions before 1.0 do not name it.
        None => A2aError::invalid_request(message),
    }
}
