//! Credentials, put where the agent's security schemes want them (§7.3, §4.5.2).

use crate::args::{AgentArgs, Secret, ServiceParameter};
use crate::error::Error;
use a2a_bindings::v1_0::{APIKeySecurityScheme, AgentCard, SecurityScheme};
use a2a_runtime::client::TransportOptions;
use http::header::COOKIE;
use http::{HeaderName, HeaderValue};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A card and settings that carry the credentials.
pub(crate) struct Authorized {
    pub(crate) card: AgentCard,
    pub(crate) options: TransportOptions,
    /// Whether there are any.
    pub(crate) supplied: bool,
}

/// Adds the credentials of the command line to the settings, or to the URLs of the card's interfaces.
pub(crate) fn apply(
    args: &AgentArgs,
    mut card: AgentCard,
    mut options: TransportOptions,
) -> Result<Authorized, Error> {
    let bearer = args.bearer.as_ref().and_then(Secret::reveal);
    if let Some(token) = bearer {
        options = options
            .with_bearer_token(token)
            .map_err(|error| Error::usage(error.to_string()))?;
    }
    let key = args.api_key.as_ref().and_then(Secret::reveal);
    if let Some(key) = key {
        let scheme = api_key_scheme(&card)?.clone();
        options = with_api_key(&scheme, key, &mut card, options)?;
    }
    Ok(Authorized {
        card,
        options,
        supplied: bearer.is_some() || key.is_some(),
    })
}

/// Everything on the command line that may be a credential.
pub(crate) fn secrets(args: &AgentArgs) -> Vec<Secret> {
    let parameters = args.svc_param.iter().map(ServiceParameter::secret);
    args.bearer
        .iter()
        .chain(&args.api_key)
        .cloned()
        .chain(parameters)
        .collect()
}

fn api_key_scheme(card: &AgentCard) -> Result<&APIKeySecurityScheme, Error> {
    let mut schemes = card.security_schemes.values().filter_map(|scheme| match scheme {
        SecurityScheme::ApiKeySecurityScheme(scheme) => Some(scheme),
        _ => None,
    });
    schemes.next().ok_or_else(|| {
        Error::usage(
            "the agent card has no security scheme of type API key, so there is no place for --api-key",
        )
        .with_hint("if the agent wants the key in some header, use --svc-param NAME:KEY")
    })
}

fn with_api_key(
    scheme: &APIKeySecurityScheme,
    key: &str,
    card: &mut AgentCard,
    options: TransportOptions,
) -> Result<TransportOptions, Error> {
    let refused = |what: &str| Error::usage(format!("{what}, as the agent card wants it"));
    match scheme.location.as_str() {
        "header" => {
            let name: HeaderName = scheme
                .name
                .parse()
                .map_err(|_| refused("the API key cannot be sent in that header"))?;
            Ok(options.with_header(
                name,
                sensitive(key).ok_or_else(|| refused("no header can carry the API key"))?,
            ))
        }
        "cookie" => {
            let is_cookie = |text: &str| !text.contains([';', ',', ' ', '"', '\\']);
            let cookie =
                Some(format!("{}={key}", scheme.name)).filter(|_| is_cookie(key) && is_cookie(&scheme.name));
            let cookie = cookie.as_deref().and_then(sensitive);
            Ok(options.with_header(
                COOKIE,
                cookie.ok_or_else(|| refused("no cookie can carry the API key"))?,
            ))
        }
        "query" => {
            let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
            for interface in &mut card.supported_interfaces {
                let separator = if interface.url.contains('?') { '&' } else { '?' };
                let pair = format!("{separator}{}={}", encode(scheme.name.as_str()), encode(key));
                interface.url.push_str(&pair);
            }
            Ok(options)
        }
        other => Err(refused(&format!("an API key cannot be put into `{other}`"))),
    }
}

fn sensitive(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}
