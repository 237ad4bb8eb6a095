//! A value and its JSON.

use a2a_bindings::protocol::Protocol;
use a2a_bindings::protojson::Message;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Debug;

/// The exact bytes of a message, the way back, and that the schema allows them.
pub(crate) fn check<T>(protocol: &Protocol, message: &T, json: &str)
where
    T: Message + Serialize + DeserializeOwned + PartialEq + Debug,
{
    check_bytes(message, json);
    let mut schema: Value = serde_json::from_str(protocol.schema).unwrap();
    schema["$ref"] = format!("#/$defs/{}", T::INFO.name).into();
    if let Err(error) = jsonschema::draft202012::new(&schema)
        .unwrap()
        .validate(&serde_json::from_str(json).unwrap())
    {
        panic!("{json}: {error} at {}", error.instance_path());
    }
}

/// The exact bytes of a message that the schema does not allow in this place, and the way back.
pub(crate) fn check_bytes<T>(message: &T, json: &str)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    assert_eq!(serde_json::to_string(message).unwrap(), json);
    check_reads(json, message);
}

/// A form that is accepted, if it is not the canonical one.
pub(crate) fn check_reads<T>(json: &str, expected: &T)
where
    T: DeserializeOwned + PartialEq + Debug,
{
    let read: T = a2a_bindings::from_slice(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(read, *expected, "{json}");
}

/// What reading reports.
pub(crate) fn error_of<T: DeserializeOwned + Debug>(json: &str) -> String {
    a2a_bindings::from_slice::<T>(json.as_bytes())
        .unwrap_err()
        .to_string()
}
