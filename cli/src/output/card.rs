//! Agent cards as text.

use super::text::Text;
use a2a_bindings::v1_0::{AgentCard, OAuthFlows, SecurityRequirement, SecurityScheme};
use a2a_runtime::signatures::{SignatureError, Verified};
use serde_json::Value;

/// What is known of a card's signatures.
#[derive(Debug)]
pub(crate) enum Signature {
    /// One of the given keys has signed the card.
    Verified(Verified),
    /// There are signatures, and no key was given to verify them with.
    NoKey,
    /// There are signatures, and the keys do not confirm them.
    Unverifiable(SignatureError),
    /// The card is not signed, which an agent need not do.
    Absent,
}

/// A card: identity, capabilities, interfaces, security, skills, signatures.
pub(crate) fn card(text: &mut Text, card: &AgentCard, signature: &Signature) {
    text.field("Name", &card.name);
    text.field("Description", &card.description);
    text.field("Version", &card.version);
    if let Some(provider) = &card.provider {
        text.field("Provider", &provider.organization);
        text.field_if_any("Provider URL", &provider.url);
    }
    text.field_if_any(
        "Documentation",
        card.documentation_url.as_deref().unwrap_or_default(),
    );
    capabilities(text, card);
    interfaces(text, card);
    text.field_if_any("Input Modes", &card.default_input_modes.join(", "));
    text.field_if_any("Output Modes", &card.default_output_modes.join(", "));
    for (name, scheme) in &card.security_schemes {
        text.field(
            "Security Scheme",
            format_args!("{name}: {}", describe_scheme(scheme)),
        );
    }
    for requirement in &card.security_requirements {
        text.field("Security Requirement", describe_requirement(requirement));
    }
    skills(text, card);
    signatures(text, signature);
}

fn capabilities(text: &mut Text, card: &AgentCard) {
    let capabilities = &card.capabilities;
    text.flag("Streaming", capabilities.streaming.unwrap_or_default());
    text.flag(
        "Push Notifications",
        capabilities.push_notifications.unwrap_or_default(),
    );
    text.flag(
        "Extended Card",
        capabilities.extended_agent_card.unwrap_or_default(),
    );
    for extension in &capabilities.extensions {
        let required = if extension.required { " (required)" } else { "" };
        text.field("Extension", format_args!("{}{required}", extension.uri));
    }
}

fn interfaces(text: &mut Text, card: &AgentCard) {
    for interface in &card.supported_interfaces {
        let tenant = match interface.tenant.as_str() {
            "" => String::new(),
            tenant => format!(" (tenant {tenant})"),
        };
        let (binding, version, url) = (
            &interface.protocol_binding,
            &interface.protocol_version,
            &interface.url,
        );
        text.field("Interface", format_args!("{binding} {version} {url}{tenant}"));
    }
}

fn skills(text: &mut Text, card: &AgentCard) {
    for skill in &card.skills {
        text.field("Skill", &skill.id);
        text.field("Skill Name", &skill.name);
        text.field("Skill Description", &skill.description);
        text.field_if_any("Skill Tags", &skill.tags.join(", "));
        for example in &skill.examples {
            text.field("Skill Example", example);
        }
    }
}

fn signatures(text: &mut Text, signature: &Signature) {
    match signature {
        Signature::Verified(verified) => {
            let kid = verified.header.kid.as_deref().unwrap_or("none");
            text.field(
                "Signature",
                format_args!("verified (key {kid}, {})", verified.header.alg),
            );
        }
        Signature::NoKey => text.field("Signature", "unverifiable (name a trusted key with --jwk)"),
        Signature::Unverifiable(error) => text.field("Signature", format_args!("unverifiable ({error})")),
        Signature::Absent => text.field("Signature", "absent"),
    }
}

/// A security scheme on one line: what a caller has to bring.
fn describe_scheme(scheme: &SecurityScheme) -> String {
    match scheme {
        SecurityScheme::ApiKeySecurityScheme(scheme) => {
            format!("API key `{}` in {}", scheme.name, scheme.location)
        }
        SecurityScheme::HttpAuthSecurityScheme(scheme) => {
            let format = match scheme.bearer_format.as_str() {
                "" => String::new(),
                format => format!(" ({format})"),
            };
            format!("HTTP {}{format}", scheme.scheme)
        }
        SecurityScheme::Oauth2SecurityScheme(scheme) => {
            format!("OAuth 2.0, {}", describe_flow(&scheme.flows))
        }
        SecurityScheme::OpenIdConnectSecurityScheme(scheme) => {
            format!("OpenID Connect {}", scheme.open_id_connect_url)
        }
        SecurityScheme::MtlsSecurityScheme(_) => "mutual TLS".to_owned(),
        other => serde_json::to_value(other).unwrap_or(Value::Null).to_string(),
    }
}

#[allow(
    deprecated,
    reason = "cards may still have the flows that the protocol has given up"
)]
fn describe_flow(flow: &OAuthFlows) -> String {
    match flow {
        OAuthFlows::AuthorizationCode(flow) => format!("authorization code, token URL {}", flow.token_url),
        OAuthFlows::ClientCredentials(flow) => format!("client credentials, token URL {}", flow.token_url),
        OAuthFlows::DeviceCode(flow) => format!("device code, token URL {}", flow.token_url),
        OAuthFlows::Implicit(flow) => format!("implicit, authorization URL {}", flow.authorization_url),
        OAuthFlows::Password(flow) => format!("password, token URL {}", flow.token_url),
        other => serde_json::to_value(other).unwrap_or(Value::Null).to_string(),
    }
}

/// One alternative of what has to be fulfilled together.
fn describe_requirement(requirement: &SecurityRequirement) -> String {
    let schemes: Vec<String> = requirement
        .schemes
        .iter()
        .map(|(name, scopes)| match scopes.list.as_slice() {
            [] => name.clone(),
            scopes => format!("{name} ({})", scopes.join(", ")),
        })
        .collect();
    match schemes.as_slice() {
        [] => "none".to_owned(),
        schemes => schemes.join(" and "),
    }
}
