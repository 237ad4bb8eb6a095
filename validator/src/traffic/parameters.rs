//! The request message of HTTP+JSON, from where its fields are: body, path and query (§11.5).

use a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Shape};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// The query parameter that stands for the header of the same name (§3.6.1).
const VERSION: &str = "A2A-Version";

/// The fields in a query, as JSON; what is no field is there too, for the schema to say so.
pub(super) fn of_query(message: Option<&MessageInfo>, query: &str) -> Map<String, Value> {
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode(name), decode(value));
        // Servers take an empty value for an absent one.
        if !name.eq_ignore_ascii_case(VERSION) && !value.is_empty() {
            fields.entry(name).or_default().push(value);
        }
    }
    let json = |(name, values): (String, Vec<String>)| {
        let value = from_text(message.and_then(|message| message.field(&name)), values);
        (name, value)
    };
    fields.into_iter().map(json).collect()
}

/// Puts the fields of the path in their places; they override the same fields elsewhere.
pub(super) fn add_path(
    message: Option<&MessageInfo>,
    fields: &[(&'static str, String)],
    json: &mut Map<String, Value>,
) {
    for (name, value) in fields {
        let field = message.and_then(|message| message.field(name));
        json.insert((*name).to_owned(), from_text(field, vec![value.clone()]));
    }
}

/// Values as text, in the form that the field has in JSON; text that cannot be brought into it stays text, which the
/// schema then objects to.
fn from_text(field: Option<&FieldInfo>, values: Vec<String>) -> Value {
    match field {
        Some(field) if field.shape == Shape::Repeated => {
            let items = values.iter().flat_map(|value| value.split(','));
            items.map(|item| scalar(field.kind, item.to_owned())).collect()
        }
        // Given more than once: the last one counts, as it does for servers.
        field => {
            let value = values.into_iter().next_back().unwrap_or_default();
            field.map_or_else(
                || Value::String(value.clone()),
                |field| scalar(field.kind, value.clone()),
            )
        }
    }
}

fn scalar(kind: Kind, text: String) -> Value {
    let value = match kind {
        Kind::Bool => match text.as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        Kind::Integer => text.parse::<i64>().ok().map(Value::from),
        Kind::Float => text.parse().ok().and_then(Number::from_f64).map(Value::Number),
        _ => None,
    };
    value.unwrap_or(Value::String(text))
}

fn decode(text: &str) -> String {
    // A plus that is meant is `%2B`, so it must be replaced before decoding.
    percent_decode_str(&text.replace('+', " "))
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use a2a_bindings::v1_0::PROTOCOL;
    use serde_json::json;

    #[test]
    fn text_becomes_what_the_field_is() {
        for (message, query, expected) in [
            (
                "ListTasksRequest",
                "pageSize=50&includeArtifacts=true&contextId=a%2Fb+c&status=TASK_STATE_WORKING",
                json!({
                    "pageSize": 50, "includeArtifacts": true, "contextId": "a/b c", "status": "TASK_STATE_WORKING",
                }),
            ),
            (
                "ListTasksRequest",
                "pageSize=x&includeArtifacts=TRUE",
                json!({ "pageSize": "x", "includeArtifacts": "TRUE" }),
            ),
            (
                "ListTasksRequest",
                "pageSize=&&pageToken&a2a-version=1.0",
                json!({}),
            ),
            (
                "ListTasksRequest",
                "page_size=1&page_size=2&nope=3",
                json!({ "page_size": 2, "nope": "3" }),
            ),
            (
                "SendMessageConfiguration",
                "acceptedOutputModes=a,b&acceptedOutputModes=c",
                json!({ "acceptedOutputModes": ["a", "b", "c"] }),
            ),
        ] {
            assert_eq!(
                Value::Object(of_query(PROTOCOL.message(message), query)),
                expected,
                "{query}"
            );
        }
    }

    #[test]
    fn the_path_overrides() {
        let mut json = of_query(PROTOCOL.message("GetTaskRequest"), "id=1&historyLength=2");
        add_path(
            PROTOCOL.message("GetTaskRequest"),
            &[("id", "3".to_owned())],
            &mut json,
        );
        assert_eq!(Value::Object(json), json!({ "id": "3", "historyLength": 2 }));
    }
}
