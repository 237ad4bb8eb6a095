//! The query of a request, as `application/x-www-form-urlencoded` has it (§11.5).

use super::error::excerpt;
use a2a_bindings::A2aError;
use a2a_bindings::validate::Violation;
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

/// The query parameter that stands for the header of the same name (§3.6.1).
const VERSION: &str = "a2a-version";

/// The value of the parameter `A2A-Version`, if it is there.
pub(super) fn version(query: &str) -> Option<String> {
    let (_, value) = pairs(query).find(|(name, _)| is_version(name))?;
    Some(String::from_utf8_lossy(&value).into_owned())
}

/// The fields of the request by name, each with its values in their order.
///
/// # Errors
/// A value is not UTF-8: another text in its place would ask for something else.
pub(super) fn fields(query: &str) -> Result<Vec<(String, Vec<String>)>, A2aError> {
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in pairs(query).filter(|(name, _)| !is_version(name)) {
        let name = String::from_utf8_lossy(&name).into_owned();
        let Ok(value) = String::from_utf8(value) else {
            let violation = Violation {
                field: excerpt(&name),
                description: "is not UTF-8".to_owned(),
            };
            return Err(
                A2aError::invalid_params("invalid parameters: the query is not UTF-8")
                    .with_violations(vec![violation]),
            );
        };
        fields.entry(name).or_default().push(value);
    }
    Ok(fields.into_iter().collect())
}

fn is_version(name: &[u8]) -> bool {
    // Service parameters have case-insensitive names (§3.2.6).
    name.eq_ignore_ascii_case(VERSION.as_bytes())
}

fn pairs(query: &str) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    })
}

fn decode(text: &str) -> Vec<u8> {
    // A plus that is meant is `%2B`, so it must be replaced before decoding.
    percent_decode_str(&text.replace('+', " ")).collect()
}
