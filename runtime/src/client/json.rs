//! Free-form JSON in answers.

use a2a_bindings::protojson::ProtoJson;
use serde::de::{Deserialize, Deserializer};
use serde_json::Value;

/// Any JSON as it stands: `Value` itself takes an object with a certain member for the document in that member's
/// string, which may be nested deeper than any stack.
pub(super) struct Json(pub(super) Value);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::read(deserializer).map(Self)
    }
}
