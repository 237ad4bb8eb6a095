//! Agent cards and their signatures (§8.4), and the keys that verify them.

use a2a_bindings::v1_0::AgentCard;
use a2a_bindings::{Declared, from_slice};
use a2a_runtime::signatures::{
    Algorithm, SigningKey, VerifyingKey, canonical_payload, sign_card, signature_headers, verify,
};
use std::sync::OnceLock;

/// The card in `seeds/card` that the key of the seeds has signed; nobody has its private half.
const SIGNED: &[u8] = include_bytes!("../seeds/card/signed.json");
const PUBLIC: &[u8] = include_bytes!("../seeds/keys/ed25519.jwk.json");

struct Keys {
    /// Of the seeds.
    trusted: [VerifyingKey; 1],
    /// What that key has signed.
    payload: Vec<u8>,
    own: SigningKey,
}

static KEYS: OnceLock<Keys> = OnceLock::new();

fn keys_of_the_target() -> &'static Keys {
    KEYS.get_or_init(|| {
        let trusted = [VerifyingKey::from_jwk(PUBLIC).unwrap()];
        verify(SIGNED, &trusted).unwrap();
        Keys {
            trusted,
            payload: canonical_payload(SIGNED).unwrap(),
            own: SigningKey::generate(Algorithm::EdDsa).unwrap(),
        }
    })
}

/// Any JSON: the canonical form is one of itself, a signature holds for the bytes that were signed and for no others,
/// and what is signed here is verified.
pub fn card(data: &[u8]) {
    let keys = keys_of_the_target();
    let payload = canonical_payload(data);
    let headers = signature_headers(data);
    if let Ok(payload) = &payload {
        assert_eq!(canonical_payload(payload).as_ref().ok(), Some(payload));
        for failed in headers
            .iter()
            .flatten()
            .filter_map(|header| header.as_ref().err())
        {
            assert!(failed.to_string().len() < 1024, "{failed}");
        }
    }
    match verify(data, &keys.trusted) {
        Ok(verified) => {
            assert_eq!(payload.as_ref().unwrap(), &keys.payload);
            let header = headers.unwrap().remove(verified.index).unwrap();
            assert_eq!(header, verified.header);
        }
        Err(error) => assert!(error.to_string().len() < 64 << 10, "{error}"),
    }
    if let Ok(signed) = sign_card(data, &keys.own, "own") {
        let own = [keys.own.verifying_key().with_kid("own")];
        verify(&signed, &own).unwrap();
        assert_eq!(canonical_payload(&signed).unwrap(), payload.unwrap());
    }
    if let Ok(card) = from_slice::<AgentCard>(data) {
        let _ = (card.validate(), Declared::of(&card));
    }
}

/// A JWK, a set of them, or PEM: what is taken for a key is written as the same key again, and verifies nothing that it
/// has not signed.
pub fn keys(data: &[u8]) {
    let one = VerifyingKey::from_jwk(data);
    let set = VerifyingKey::from_jwk_set(data).unwrap_or_default();
    let pem = VerifyingKey::from_pem(data);
    for key in [one, pem].into_iter().flatten().chain(set) {
        let written = key.to_jwk();
        let again = VerifyingKey::from_jwk(written.as_bytes()).unwrap();
        assert_eq!(again.to_jwk(), written);
        assert_eq!(again.kid(), key.kid());
        assert!(!key.verify(b"message", &[0; 64]));
        assert!(!key.verify(b"message", data));
    }
}
