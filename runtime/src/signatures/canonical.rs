//! The canonical form of a card: what a signature covers (§8.4.1).

use super::error::SignatureError;
use super::{json, presence};
use a2a_bindings::protojson::Message;
use a2a_bindings::v1_0::AgentCard;
use serde_json::Value;

/// The bytes that signatures of a card cover: the card without its `signatures` and without what the presence rules
/// leave out (§8.4.1), in the form of RFC 8785.
///
/// | member | in the canonical form |
/// | --- | --- |
/// | REQUIRED | always, be it the default value |
/// | `optional`, or member of a oneof | if it is there, be it the default value or an empty object |
/// | any other | unless it has the default value: `""`, `0`, `false`, `[]`, `{}`, the zero value of an enum |
/// | `null` | no: it means absent, whatever the presence |
/// | unknown | as received, `null` too |
/// | in free-form JSON (`params`) | as received, `null` too |
///
/// Members that came by their snake_case names have their camelCase names. A REQUIRED member that is not there is not
/// made up: the canonical form says nothing that the card did not say, and peers that leave empty members out when
/// they write and when they sign agree with it. Values of another type than the schema's stay as received.
///
/// Numbers are doubles (RFC 8785, 3.2.2.3): integers beyond 2^53 become the nearest one.
///
/// # Errors
/// [`Card`](super::SignatureErrorKind::Card): the JSON is no object or has no canonical form. Duplicate members, at
/// any depth, are among what has none, and so is a member that is there by both of its names.
pub fn canonical_payload(card_json: &[u8]) -> Result<Vec<u8>, SignatureError> {
    ReceivedCard::read(card_json).map(|card| card.payload)
}

/// A card, taken apart into what is signed and the signatures.
pub(super) struct ReceivedCard {
    pub(super) payload: Vec<u8>,
    /// Of whatever type it was.
    pub(super) signatures: Option<Value>,
}

impl ReceivedCard {
    pub(super) fn read(card_json: &[u8]) -> Result<Self, SignatureError> {
        let document = json::parse(card_json)
            .map_err(|error| SignatureError::card("the card has no canonical form").with_source(error))?;
        let Value::Object(mut members) = document else {
            return Err(SignatureError::card("the card is no JSON object"));
        };
        let signatures = members.remove("signatures");
        let members = presence::set_members(members, AgentCard::INFO)?;
        let payload = serde_json_canonicalizer::to_vec(&members)
            .map_err(|error| SignatureError::card("the card has no canonical form").with_source(error))?;
        Ok(Self { payload, signatures })
    }
}
