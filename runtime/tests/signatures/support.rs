//! Cards, keys, and signatures put together by hand.

use a2a_runtime::signatures::{Algorithm, SigningKey, VerifyingKey, canonical_payload};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::path::Path;

/// A card with every kind of presence, on whose canonical form all SDKs agree.
pub(crate) const TIDE: &[u8] = include_bytes!("../data/signatures/tide.card.json");

pub(crate) fn data(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn from_base64url(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// A key of each algorithm.
pub(crate) fn keys() -> [SigningKey; 2] {
    [Algorithm::Es256, Algorithm::EdDsa].map(|algorithm| SigningKey::generate(algorithm).unwrap())
}

pub(crate) fn trusted(key: &SigningKey) -> [VerifyingKey; 1] {
    [key.verifying_key().with_kid("key-1")]
}

/// What a signature with this protected header is over.
pub(crate) fn signing_input(card: &[u8], protected: &str) -> Vec<u8> {
    let payload = base64url(canonical_payload(card).unwrap());
    format!("{}.{payload}", base64url(protected)).into_bytes()
}

/// A signature that holds, but for what its header says.
pub(crate) fn signed_under(card: &[u8], protected: &str, key: &SigningKey) -> Value {
    let signature = key.sign(&signing_input(card, protected)).unwrap();
    json!({ "protected": base64url(protected), "signature": base64url(signature) })
}

/// A card with these signatures instead of its own.
pub(crate) fn with_signatures(card: &[u8], signatures: Value) -> Vec<u8> {
    let mut card: Value = serde_json::from_slice(card).unwrap();
    card["signatures"] = signatures;
    serde_json::to_vec(&card).unwrap()
}
