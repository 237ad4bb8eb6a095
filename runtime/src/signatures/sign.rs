//! Signing (§8.4.2).

use super::canonical::ReceivedCard;
use super::error::{SignatureError, SignatureErrorKind};
use super::header::KeyReference;
use super::jws;
use super::signing_key::SigningKey;
use super::verify::MAX_SIGNATURES;
use a2a_bindings::v1_0::AgentCardSignature;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;

/// Signs a card; signatures that it already has are not covered.
///
/// The protected header has `alg`, `typ` (`JOSE`), `kid` and, if the reference has one, `jku`.
///
/// # Errors
/// [`Card`](SignatureErrorKind::Card): see [`canonical_payload`](super::canonical_payload).
/// [`Signing`](SignatureErrorKind::Signing): the system has no randomness.
pub fn sign(
    card_json: &[u8],
    key: &SigningKey,
    reference: impl Into<KeyReference>,
) -> Result<AgentCardSignature, SignatureError> {
    let payload = ReceivedCard::read(card_json)?.payload;
    let protected = jws::encode(reference.into().protected_header(key.algorithm().name()));
    let signature = key.sign(&jws::signing_input(&protected, &jws::encode(payload)))?;
    Ok(AgentCardSignature::new(protected, jws::encode(signature)))
}

/// Signs a card and adds the signature to its `signatures`, which come last. The values of all other members, and the
/// signatures that are already there, stay byte for byte as they are.
///
/// # Errors
/// Those of [`sign`]. Besides, [`Card`](SignatureErrorKind::Card): `signatures` is no array;
/// [`TooManySignatures`](SignatureErrorKind::TooManySignatures): it is full.
pub fn sign_card(
    card_json: &[u8],
    key: &SigningKey,
    reference: impl Into<KeyReference>,
) -> Result<Vec<u8>, SignatureError> {
    let signature = sign(card_json, key, reference)?;
    let members: Members<'_> = read(card_json, "the card cannot be read")?;
    let mut signed = Vec::new();
    let mut rest = Vec::new();
    for (name, value) in members.0 {
        if name == "signatures" {
            signed = read::<Option<Vec<&RawValue>>>(value.get().as_bytes(), "`signatures` is no array")?
                .unwrap_or_default();
        } else {
            rest.push(format!("{}:{value}", Value::from(name)));
        }
    }
    if signed.len() >= MAX_SIGNATURES {
        let message = format!("the card has {MAX_SIGNATURES} signatures already: remove those of old keys");
        return Err(SignatureError::new(
            SignatureErrorKind::TooManySignatures,
            message,
        ));
    }
    let added = serde_json::to_string(&signature).map_err(|error| {
        SignatureError::new(SignatureErrorKind::Signing, "the signature cannot be written").with_source(error)
    })?;
    let signatures: Vec<_> = signed
        .into_iter()
        .map(RawValue::get)
        .chain([added.as_str()])
        .collect();
    rest.push(format!(r#""signatures":[{}]"#, signatures.join(",")));
    Ok(format!("{{{}}}", rest.join(",")).into_bytes())
}

/// Reads JSON, with values as they stand there.
fn read<'a, T: Deserialize<'a>>(json: &'a [u8], message: &str) -> Result<T, SignatureError> {
    serde_json::from_slice(json).map_err(|error| SignatureError::card(message).with_source(error))
}

/// The members of an object, in order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = input.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}
