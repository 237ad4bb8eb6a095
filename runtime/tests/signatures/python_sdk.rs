//! Cards that the official Python SDK has signed (see `tests/data/signatures/README.md`).

use crate::support::{TIDE, data};
use a2a_runtime::signatures::{SignatureErrorKind, VerifyingKey, canonical_payload, verify};

fn key(algorithm: &str) -> VerifyingKey {
    let pem = data(&format!("signatures/python_sdk_{algorithm}.public.pem"));
    VerifyingKey::from_pem(pem.as_bytes()).unwrap().with_kid("key-1")
}

#[test]
fn its_canonical_form_is_ours() {
    let expected = data("signatures/tide.canonical.json");
    assert_eq!(
        String::from_utf8(canonical_payload(TIDE).unwrap()).unwrap(),
        expected.trim_end()
    );
    // As the SDK prints the card: numbers in other forms, members in another order.
    let printed = data("signatures/python_sdk_es256.card.json");
    let payload = canonical_payload(printed.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(payload).unwrap(), expected.trim_end());
}

#[test]
fn its_signatures_verify() {
    for algorithm in ["es256", "eddsa"] {
        let card = data(&format!("signatures/python_sdk_{algorithm}.card.json"));
        let keys = [key("es256"), key("eddsa")];
        let verified = verify(card.as_bytes(), &keys).unwrap_or_else(|error| panic!("{algorithm}: {error}"));
        assert_eq!(verified.header.alg.to_lowercase(), algorithm);

        let changed = card.replace("Brest.", "Brest!");
        assert_ne!(changed, card);
        assert_eq!(
            verify(changed.as_bytes(), &keys).unwrap_err().kind(),
            SignatureErrorKind::NotVerified
        );
    }
}

/// Empty REQUIRED members are in the canonical form (§8.4.1). The SDK leaves them out, and out of the card too: since
/// what is not there is not made up, its signature holds.
#[test]
fn its_signature_over_a_card_without_the_empty_required_members_verifies() {
    let card = data("signatures/python_sdk_minimal.card.json");
    assert!(!card.contains("skills"));
    verify(card.as_bytes(), &[key("es256")]).unwrap();
}
