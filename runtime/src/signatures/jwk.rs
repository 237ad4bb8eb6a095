//! JSON Web Keys (RFC 7517), of P-256 (RFC 7518, 6.2) and Ed25519 (RFC 8037, 2).

use super::algorithm::Algorithm;
use super::error::{SignatureError, excerpt};
use super::verifying_key::VerifyingKey;
use super::{json, jws};
use serde_json::{Map, Value};

/// How many keys a set may have: it comes from the network, and each key without a `kid` is tried for each signature.
const MAX_KEYS: usize = 100;

pub(super) fn read_key(json: &[u8]) -> Result<VerifyingKey, SignatureError> {
    from_members(&object(json)?)
}

pub(super) fn read_set(json: &[u8]) -> Result<Vec<VerifyingKey>, SignatureError> {
    let set = object(json)?;
    let Some(Value::Array(keys)) = set.get("keys") else {
        return Err(SignatureError::key("the JWK Set has no array `keys`"));
    };
    if keys.len() > MAX_KEYS {
        let count = keys.len();
        return Err(SignatureError::key(format!(
            "the JWK Set has {count} keys, and at most {MAX_KEYS} are read"
        )));
    }
    // RFC 7517, 5: keys that are not understood do not spoil the set.
    Ok(keys
        .iter()
        .filter_map(Value::as_object)
        .filter_map(|members| from_members(members).ok())
        .collect())
}

pub(super) fn write_key(key: &VerifyingKey) -> String {
    let mut members = Map::new();
    let mut set = |name: &str, value: &str| members.insert(name.to_owned(), value.into());
    match key.algorithm() {
        Algorithm::Es256 => {
            set("kty", "EC");
            set("crv", "P-256");
            // The first byte says that the point is not compressed.
            let (x, y) = key
                .public_key()
                .get(1..)
                .unwrap_or_default()
                .split_at_checked(32)
                .unwrap_or_default();
            set("x", &jws::encode(x));
            set("y", &jws::encode(y));
        }
        Algorithm::EdDsa => {
            set("kty", "OKP");
            set("crv", "Ed25519");
            set("x", &jws::encode(key.public_key()));
        }
    }
    if let Some(kid) = key.kid() {
        set("kid", kid);
    }
    set("alg", key.algorithm().name());
    set("use", "sig");
    Value::Object(members).to_string()
}

fn object(json: &[u8]) -> Result<Map<String, Value>, SignatureError> {
    match json::parse(json) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(SignatureError::key("the JWK or JWK Set is no JSON object")),
        Err(error) => Err(SignatureError::key("the JWK or JWK Set cannot be read").with_source(error)),
    }
}

fn from_members(members: &Map<String, Value>) -> Result<VerifyingKey, SignatureError> {
    let kty = text(members, "kty")?.unwrap_or_default();
    let crv = text(members, "crv")?.unwrap_or_default();
    let (algorithm, public_key) = match (kty, crv) {
        ("EC", "P-256") => {
            // An uncompressed point (SEC 1, 2.3.3).
            let mut point = vec![4];
            point.extend(coordinate(members, "x")?);
            point.extend(coordinate(members, "y")?);
            (Algorithm::Es256, point)
        }
        ("OKP", "Ed25519") => (Algorithm::EdDsa, coordinate(members, "x")?),
        _ => {
            return Err(SignatureError::key(format!(
                "keys of type `{}` on curve `{}` are not supported: P-256 (`EC`) and Ed25519 (`OKP`) are",
                excerpt(kty),
                excerpt(crv)
            )));
        }
    };
    if members.contains_key("d") {
        return Err(SignatureError::key(
            "the JWK is a private key: replace it, since others may have seen it",
        ));
    }
    check_purpose(members, algorithm)?;
    let key = VerifyingKey::new(algorithm, public_key);
    Ok(match text(members, "kid")? {
        Some(kid) => key.with_kid(kid),
        None => key,
    })
}

/// What the key's owner says it is for (RFC 7517, 4.2 to 4.4).
fn check_purpose(members: &Map<String, Value>, algorithm: Algorithm) -> Result<(), SignatureError> {
    if text(members, "use")?.is_some_and(|purpose| purpose != "sig") {
        return Err(SignatureError::key("the `use` of the JWK is not `sig`"));
    }
    if let Some(operations) = members.get("key_ops") {
        let verifies = operations
            .as_array()
            .is_some_and(|names| names.iter().any(|name| name == "verify"));
        if !verifies {
            return Err(SignatureError::key(
                "the `key_ops` of the JWK do not have `verify`",
            ));
        }
    }
    if text(members, "alg")?.is_some_and(|alg| alg != algorithm.name()) {
        return Err(SignatureError::key(format!(
            "the `alg` of the JWK is not {algorithm}"
        )));
    }
    Ok(())
}

/// A member of 32 bytes; shorter ones, with zeros cut off, are no valid JWK (RFC 7518, 6.2.1.2).
fn coordinate(members: &Map<String, Value>, name: &str) -> Result<Vec<u8>, SignatureError> {
    let bytes = text(members, name)?.and_then(|text| jws::decode(text).ok());
    bytes
        .filter(|bytes| bytes.len() == 32)
        .ok_or_else(|| SignatureError::key(format!("`{name}` of the JWK is not 32 bytes in base64url")))
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, SignatureError> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(SignatureError::key(format!("`{name}` of the JWK is no string"))),
    }
}
