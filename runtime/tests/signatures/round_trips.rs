//! Signing, and verifying what was signed.

use crate::support::{TIDE, base64url, from_base64url, keys, trusted};
use a2a_bindings::v1_0::AgentCard;
use a2a_runtime::signatures::{
    Algorithm, KeyReference, SignatureErrorKind, SigningKey, sign, sign_card, signature_headers, verify,
    verify_with,
};
use serde_json::{Value, json};

#[test]
fn what_is_signed_verifies() {
    for key in keys() {
        let signed = sign_card(TIDE, &key, "key-1").unwrap();
        let verified = verify(&signed, &trusted(&key)).unwrap();
        assert_eq!(verified.index, 0);
        assert_eq!(verified.header.alg, key.algorithm().name());
        assert_eq!(verified.header.kid.as_deref(), Some("key-1"));
        assert_eq!(verified.header.typ.as_deref(), Some("JOSE"));
        assert_eq!(verified.header.jku, None);
        assert!(
            verify(&signed, &[key.verifying_key()]).is_ok(),
            "a key without `kid` is for every signature"
        );

        let card: AgentCard = a2a_bindings::from_slice(&signed).unwrap();
        assert_eq!(card.signatures.len(), 1);
        assert!(card.validate().is_ok());
    }
}

/// The example of §8.4.2.
#[test]
fn the_protected_header_of_the_specification() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let reference = KeyReference::new("key-1").with_jku("https://example.com/agent/jwks.json");
    let signature = sign(TIDE, &key, reference).unwrap();
    assert_eq!(
        signature.protected,
        "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpPU0UiLCJraWQiOiJrZXktMSIsImprdSI6Imh0dHBzOi8vZXhhbXBsZS5jb20vYWdlbnQvandrcy5qc29uIn0"
    );
    assert_eq!(from_base64url(&signature.signature).len(), 64);
    assert_eq!(signature.header, None);
}

#[test]
fn any_string_names_a_key() {
    let key = SigningKey::generate(Algorithm::EdDsa).unwrap();
    for kid in ["", "a\"b\\c", "\u{1f511}", "a\nb"] {
        let signed = sign_card(TIDE, &key, kid).unwrap();
        let verified = verify(&signed, &[key.verifying_key().with_kid(kid)]).unwrap();
        assert_eq!(verified.header.kid.as_deref(), Some(kid));
    }
}

#[test]
fn order_and_space_do_not_matter() {
    for key in keys() {
        let signed = sign_card(TIDE, &key, "key-1").unwrap();
        let value: Value = serde_json::from_slice(&signed).unwrap();
        for json in [
            serde_json::to_string(&value).unwrap(),
            serde_json::to_string_pretty(&reversed(&value)).unwrap(),
        ] {
            assert!(verify(json.as_bytes(), &trusted(&key)).is_ok(), "{json}");
        }
    }
}

/// The same JSON with the members of all objects in descending order, as text: `Value` sorts them.
fn reversed(value: &Value) -> Box<serde_json::value::RawValue> {
    fn write(value: &Value) -> String {
        match value {
            Value::Object(members) => {
                let members: Vec<_> = members
                    .iter()
                    .rev()
                    .map(|(name, value)| format!("{} :\t{}", Value::from(name.as_str()), write(value)))
                    .collect();
                format!("{{ {} }}", members.join(" ,\r\n"))
            }
            Value::Array(items) => format!("[{}]", items.iter().map(write).collect::<Vec<_>>().join(", ")),
            other => other.to_string(),
        }
    }
    serde_json::value::RawValue::from_string(write(value)).unwrap()
}

#[test]
fn equal_forms_of_a_card_have_equal_signatures() {
    let key = SigningKey::generate(Algorithm::EdDsa).unwrap();
    let sign = |card: Value| sign(card.to_string().as_bytes(), &key, "key-1").unwrap();
    let signature = sign(json!({ "name": "A", "iconUrl": "i", "capabilities": {} }));
    assert_eq!(
        signature,
        sign(json!({ "name": "A", "icon_url": "i", "capabilities": { "extensions": [] } }))
    );
    assert_eq!(
        signature,
        sign(json!({ "name": "A", "iconUrl": "i", "capabilities": {}, "provider": null }))
    );
    assert_ne!(signature, sign(json!({ "name": "A", "iconUrl": "i" })));
}

#[test]
fn signing_a_card_keeps_the_rest_as_it_is() {
    let key = SigningKey::generate(Algorithm::EdDsa).unwrap();
    let card = br#" { "name" : "A\u0042" , "signatures" : [ {"old": 1.50} ], "x-\"vendor" : { "n" : 1.50e1, "big": 12345678901234567890123 } } "#;
    let signed = String::from_utf8(sign_card(card, &key, "key-1").unwrap()).unwrap();
    let signature = serde_json::to_string(&sign(card, &key, "key-1").unwrap()).unwrap();
    let expected = format!(
        r#"{{"name":"A\u0042","x-\"vendor":{{ "n" : 1.50e1, "big": 12345678901234567890123 }},"signatures":[{{"old": 1.50}},{signature}]}}"#
    );
    assert_eq!(signed, expected);
    assert_eq!(verify(signed.as_bytes(), &trusted(&key)).unwrap().index, 1);
}

#[test]
fn keys_can_be_rotated() {
    let [old, new] = keys();
    let signed = sign_card(&sign_card(TIDE, &old, "old").unwrap(), &new, "new").unwrap();
    let (old, new) = (
        old.verifying_key().with_kid("old"),
        new.verifying_key().with_kid("new"),
    );
    assert_eq!(verify(&signed, &[old.clone(), new.clone()]).unwrap().index, 0);
    assert_eq!(verify(&signed, &[new.clone(), old.clone()]).unwrap().index, 0);
    assert_eq!(verify(&signed, &[old]).unwrap().index, 0);
    assert_eq!(verify(&signed, &[new]).unwrap().index, 1);
}

#[test]
fn keys_of_one_name_are_all_tried() {
    let [first, second] = [(); 2].map(|()| SigningKey::generate(Algorithm::Es256).unwrap());
    let signed = sign_card(TIDE, &second, "key-1").unwrap();
    let keys = [first, second].map(|key| key.verifying_key().with_kid("key-1"));
    assert!(verify(&signed, &keys).is_ok());
}

#[test]
fn null_signatures_are_none() {
    let key = SigningKey::generate(Algorithm::EdDsa).unwrap();
    let signed = sign_card(br#"{"signatures": null}"#, &key, "key-1").unwrap();
    assert!(verify(&signed, &trusted(&key)).is_ok());
}

#[test]
fn cards_that_cannot_be_signed() {
    let key = SigningKey::generate(Algorithm::EdDsa).unwrap();
    let full = json!({ "signatures": vec![json!({}); 32] }).to_string();
    for (card, kind) in [
        ("", SignatureErrorKind::Card),
        ("[]", SignatureErrorKind::Card),
        (r#"{"a": 1, "a": 1}"#, SignatureErrorKind::Card),
        (r#"{"signatures": {}}"#, SignatureErrorKind::Card),
        (&full, SignatureErrorKind::TooManySignatures),
    ] {
        assert_eq!(
            sign_card(card.as_bytes(), &key, "key-1").unwrap_err().kind(),
            kind,
            "{card}"
        );
    }
}

#[test]
fn the_caller_verifies() {
    let key = SigningKey::generate(Algorithm::EdDsa).unwrap();
    let reference = KeyReference::new("key-1").with_jku("https://agent.example.com/jwks.json");
    let signed = sign_card(TIDE, &key, reference).unwrap();
    let verified = verify_with(
        &signed,
        &["ES256", "EdDSA"],
        |header, signing_input, signature| {
            assert_eq!(
                (header.alg.as_str(), header.kid.as_deref()),
                ("EdDSA", Some("key-1"))
            );
            assert_eq!(header.jku.as_deref(), Some("https://agent.example.com/jwks.json"));
            Ok::<_, std::io::Error>(key.verifying_key().verify(signing_input, signature))
        },
    );
    assert_eq!(verified.unwrap().header.kid.as_deref(), Some("key-1"));
}

#[test]
fn the_keys_that_a_card_asks_for() {
    let key = SigningKey::generate(Algorithm::EdDsa).unwrap();
    let card = json!({ "signatures": [{ "protected": base64url("{}"), "signature": "" }] });
    let reference = KeyReference::new("key-1").with_jku("https://agent.example.com/jwks.json");
    let signed = sign_card(card.to_string().as_bytes(), &key, reference).unwrap();
    let headers = signature_headers(&signed).unwrap();
    let [Err(first), Ok(second)] = headers.as_slice() else {
        panic!("{headers:?}")
    };
    assert_eq!(first.index(), 0);
    assert_eq!(second.jku.as_deref(), Some("https://agent.example.com/jwks.json"));
    assert_eq!(
        signature_headers(TIDE).unwrap_err().kind(),
        SignatureErrorKind::NoSignatures
    );
}
