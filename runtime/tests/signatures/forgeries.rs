//! What must not verify, and what the error says about it.

use crate::support::{TIDE, base64url, keys, signed_under, signing_input, trusted, with_signatures};
use a2a_runtime::signatures::{
    Algorithm, SignatureError, SignatureErrorKind, SignatureFailureKind, SigningKey, sign_card, verify,
    verify_with,
};
use ring::hmac;
use serde_json::{Value, json};
use std::error::Error;

/// What is wrong with the only signature.
#[track_caller]
fn only_failure(error: &SignatureError) -> SignatureFailureKind {
    assert_eq!(error.kind(), SignatureErrorKind::NotVerified, "{error}");
    let [failure] = error.failures() else {
        panic!("{error}")
    };
    assert_eq!(failure.index(), 0);
    assert!(error.to_string().contains(&failure.to_string()), "{error}");
    failure.kind()
}

/// Checks a header over which the trusted key itself has signed.
#[track_caller]
fn check_header(protected: &str, expected: SignatureFailureKind) {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let card = with_signatures(TIDE, json!([signed_under(TIDE, protected, &key)]));
    let error = verify(&card, &trusted(&key)).expect_err(protected);
    assert_eq!(only_failure(&error), expected, "{protected}: {error}");

    // The caller's verifier, which says yes to everything, is not asked; but for the key, which is its own affair.
    if !matches!(expected, SignatureFailureKind::UnknownKey) {
        let error = verify_with(&card, &["ES256", "none", "None"], |_, _, _| {
            Ok::<_, SignatureError>(true)
        });
        assert_eq!(
            only_failure(&error.expect_err(protected)),
            expected,
            "{protected}"
        );
    }
}

#[test]
fn headers_that_are_refused() {
    use SignatureFailureKind::{
        AlgorithmNotAllowed, Critical, Malformed, NoAlgorithm, UnencodedPayload, UnknownKey,
    };
    for (protected, expected) in [
        (r#"{"alg":"none","typ":"JOSE","kid":"key-1"}"#, NoAlgorithm),
        (r#"{"alg":"NoNe","typ":"JOSE","kid":"key-1"}"#, NoAlgorithm),
        (
            r#"{"alg":"EdDSA","typ":"JOSE","kid":"key-1"}"#,
            AlgorithmNotAllowed,
        ),
        (
            r#"{"alg":"HS256","typ":"JOSE","kid":"key-1"}"#,
            AlgorithmNotAllowed,
        ),
        (
            r#"{"alg":"es256","typ":"JOSE","kid":"key-1"}"#,
            AlgorithmNotAllowed,
        ),
        (r#"{"alg":"","typ":"JOSE","kid":"key-1"}"#, AlgorithmNotAllowed),
        (
            r#"{"alg":"ES256","kid":"key-1","crit":["exp"],"exp":1}"#,
            Critical,
        ),
        (
            r#"{"alg":"ES256","kid":"key-1","crit":["b64"],"b64":true}"#,
            Critical,
        ),
        (r#"{"alg":"ES256","kid":"key-1","crit":[]}"#, Critical),
        (r#"{"alg":"ES256","kid":"key-1","crit":null}"#, Critical),
        (r#"{"alg":"ES256","kid":"key-1","b64":false}"#, UnencodedPayload),
        (r#"{"alg":"ES256","kid":"key-1","b64":"false"}"#, Malformed),
        (r#"{"alg":"ES256","kid":"key-1","kid":"key-1"}"#, Malformed),
        (r#"{"alg":"none","alg":"ES256","kid":"key-1"}"#, Malformed),
        (r#"{"alg":"ES256","kid":"key-1","x":{"a":1,"a":1}}"#, Malformed),
        (r#"{"alg":["ES256"],"kid":"key-1"}"#, Malformed),
        (r#"{"alg":null,"kid":"key-1"}"#, Malformed),
        (r#"{"kid":"key-1"}"#, Malformed),
        (r#"{"alg":"ES256","kid":1}"#, Malformed),
        (r#"{"alg":"ES256","kid":"key-1","jku":{}}"#, Malformed),
        (r#"{"alg":"ES256","kid":"key-1","typ":null}"#, Malformed),
        (r#"["ES256"]"#, Malformed),
        (r#"{"alg":"ES256","kid":"key-1"} x"#, Malformed),
        ("", Malformed),
        (r#"{"alg":"ES256","kid":"key-2"}"#, UnknownKey),
        (r#"{"alg":"ES256"}"#, UnknownKey),
    ] {
        check_header(protected, expected);
    }
}

#[test]
fn headers_that_are_fine() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    for protected in [
        r#"{"kid":"key-1","alg":"ES256"}"#,
        r#" { "typ" : "JWT", "alg" : "ES256", "kid" : "key-1" } "#,
        r#"{"alg":"ES256","kid":"key-1","b64":true}"#,
        r#"{"alg":"ES256","kid":"key-1","x5t":"ignored","jwk":{"kty":"oct","k":"ignored"}}"#,
    ] {
        let card = with_signatures(TIDE, json!([signed_under(TIDE, protected, &key)]));
        assert!(verify(&card, &trusted(&key)).is_ok(), "{protected}");
    }
}

#[test]
fn no_signature_without_kid_for_a_key_with_one() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let card = with_signatures(TIDE, json!([signed_under(TIDE, r#"{"alg":"ES256"}"#, &key)]));
    assert!(verify(&card, &[key.verifying_key()]).is_ok());
    let error = verify(&card, &trusted(&key)).unwrap_err();
    assert_eq!(only_failure(&error), SignatureFailureKind::UnknownKey);
}

/// The oldest attack on JWS: a public key, which everybody has, taken for the secret of an HMAC.
#[test]
fn a_public_key_is_no_secret() {
    let protected = r#"{"alg":"HS256","typ":"JOSE","kid":"key-1"}"#;
    for key in keys() {
        let public = key.verifying_key();
        for secret in [
            public.to_jwk().into_bytes(),
            public.with_kid("key-1").to_jwk().into_bytes(),
        ] {
            let secret = hmac::Key::new(hmac::HMAC_SHA256, &secret);
            let tag = hmac::sign(&secret, &signing_input(TIDE, protected));
            let forged = json!([{ "protected": base64url(protected), "signature": base64url(tag) }]);
            let card = with_signatures(TIDE, forged);
            let error = verify(&card, &trusted(&key)).unwrap_err();
            assert_eq!(only_failure(&error), SignatureFailureKind::AlgorithmNotAllowed);

            let verifier = |_: &_, signing_input: &[u8], signature: &[u8]| {
                Ok::<_, SignatureError>(hmac::verify(&secret, signing_input, signature).is_ok())
            };
            assert!(verify_with(&card, &["ES256", "EdDSA"], verifier).is_err());
            assert!(verify_with(&card, &[], verifier).is_err());
            assert!(
                verify_with(&card, &["HS256"], verifier).is_ok(),
                "who names it, gets it"
            );
        }
    }
}

#[test]
fn the_unprotected_header_decides_nothing() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let mut signature = signed_under(TIDE, r#"{"alg":"ES256","kid":"key-1"}"#, &key);
    signature["header"] = json!({ "alg": "none", "kid": "other", "crit": ["x"] });
    assert!(verify(&with_signatures(TIDE, json!([signature])), &trusted(&key)).is_ok());

    let mut signature = signed_under(TIDE, r#"{"alg":"ES256"}"#, &key);
    signature["header"] = json!({ "kid": "key-1" });
    let error = verify(&with_signatures(TIDE, json!([signature])), &trusted(&key)).unwrap_err();
    assert_eq!(only_failure(&error), SignatureFailureKind::UnknownKey);

    let mut signature = signed_under(TIDE, r#"{"kid":"key-1"}"#, &key);
    signature["header"] = json!({ "alg": "ES256" });
    let error = verify(&with_signatures(TIDE, json!([signature])), &trusted(&key)).unwrap_err();
    assert_eq!(only_failure(&error), SignatureFailureKind::Malformed);
}

#[test]
fn a_key_in_the_card_is_not_trusted() {
    let [trusted_key, attacker] = [(); 2].map(|()| SigningKey::generate(Algorithm::Es256).unwrap());
    let jwk = attacker.verifying_key().to_jwk();
    let protected = format!(r#"{{"alg":"ES256","kid":"key-1","jwk":{jwk}}}"#);
    let card = with_signatures(TIDE, json!([signed_under(TIDE, &protected, &attacker)]));
    let error = verify(&card, &trusted(&trusted_key)).unwrap_err();
    assert_eq!(only_failure(&error), SignatureFailureKind::BadSignature);
}

#[test]
fn base64url_has_one_form() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    // Headers of all lengths modulo 3.
    for kid in ["key-1", "key-10", "key-100"] {
        let good = signed_under(TIDE, &format!(r#"{{"alg":"ES256","kid":"{kid}"}}"#), &key);
        let trusted = [key.verifying_key()];
        assert!(verify(&with_signatures(TIDE, json!([good])), &trusted).is_ok());
        for member in ["protected", "signature"] {
            let text = good[member].as_str().unwrap();
            for changed in [
                format!("{text}="),
                format!("{text}=="),
                format!("{text}\n"),
                format!(" {text}"),
                format!("{}+", &text[..text.len() - 1]),
                format!("{}.", &text[..text.len() - 1]),
                format!("{text}A"),
                String::new(),
            ] {
                let mut signature = good.clone();
                signature[member] = json!(changed);
                let error = verify(&with_signatures(TIDE, json!([signature])), &trusted).unwrap_err();
                let kind = only_failure(&error);
                assert!(
                    matches!(
                        kind,
                        SignatureFailureKind::Malformed | SignatureFailureKind::BadSignature
                    ),
                    "{member} {changed:?}: {error}"
                );
            }
        }
    }
}

/// 64 bytes leave four bits of the last letter unused: other letters would stand for the same bytes.
#[test]
fn unused_bits_are_zero() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let good = signed_under(TIDE, r#"{"alg":"ES256","kid":"key-1"}"#, &key);
    let text = good["signature"].as_str().unwrap();
    let next = match text.chars().last() {
        Some('A') => 'B',
        Some('Q') => 'R',
        Some('g') => 'h',
        Some('w') => 'x',
        other => panic!("{other:?} has more bits"),
    };
    let mut signature = good.clone();
    signature["signature"] = json!(format!("{}{next}", &text[..text.len() - 1]));
    let error = verify(&with_signatures(TIDE, json!([signature])), &trusted(&key)).unwrap_err();
    assert_eq!(only_failure(&error), SignatureFailureKind::Malformed);
}

#[test]
fn entries_that_are_no_signatures() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let good = signed_under(TIDE, r#"{"alg":"ES256","kid":"key-1"}"#, &key);
    let without = |member: &str| {
        let mut entry = good.clone();
        entry.as_object_mut().unwrap().remove(member);
        entry
    };
    for entry in [
        json!(null),
        json!("x"),
        json!([]),
        json!({}),
        json!({ "protected": 1, "signature": "" }),
        without("protected"),
        without("signature"),
    ] {
        let error = verify(&with_signatures(TIDE, json!([entry])), &trusted(&key)).unwrap_err();
        assert_eq!(only_failure(&error), SignatureFailureKind::Malformed, "{entry}");

        // A good one beside it holds all the same.
        let card = with_signatures(TIDE, json!([entry, good]));
        assert_eq!(verify(&card, &trusted(&key)).unwrap().index, 1);
    }
}

#[test]
fn cards_without_signatures() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let good = signed_under(TIDE, r#"{"alg":"ES256","kid":"key-1"}"#, &key);
    for (signatures, kind) in [
        (json!([]), SignatureErrorKind::NoSignatures),
        (json!(null), SignatureErrorKind::NoSignatures),
        (json!({}), SignatureErrorKind::Card),
        (good.clone(), SignatureErrorKind::Card),
        (Value::from(vec![good; 33]), SignatureErrorKind::TooManySignatures),
    ] {
        let card = with_signatures(TIDE, signatures);
        assert_eq!(verify(&card, &trusted(&key)).unwrap_err().kind(), kind);
    }
    let signed = sign_card(TIDE, &key, "key-1").unwrap();
    let mut stripped: Value = serde_json::from_slice(&signed).unwrap();
    stripped.as_object_mut().unwrap().remove("signatures");
    let error = verify(stripped.to_string().as_bytes(), &trusted(&key)).unwrap_err();
    assert_eq!(error.kind(), SignatureErrorKind::NoSignatures);
}

#[test]
fn no_keys_no_trust() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let signed = sign_card(TIDE, &key, "key-1").unwrap();
    let error = verify(&signed, &[]).unwrap_err();
    assert_eq!(only_failure(&error), SignatureFailureKind::UnknownKey);
}

#[test]
fn another_key_of_the_same_name() {
    for (key, other) in keys().into_iter().zip(keys()) {
        let signed = sign_card(TIDE, &key, "key-1").unwrap();
        let error = verify(&signed, &trusted(&other)).unwrap_err();
        assert_eq!(only_failure(&error), SignatureFailureKind::BadSignature);
    }
    // Nor one of the other type.
    let [es256, eddsa] = keys();
    let signed = sign_card(TIDE, &es256, "key-1").unwrap();
    let error = verify(&signed, &trusted(&eddsa)).unwrap_err();
    assert_eq!(only_failure(&error), SignatureFailureKind::AlgorithmNotAllowed);
}

#[test]
fn a_signature_belongs_to_its_header() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let mut signature = signed_under(TIDE, r#"{"alg":"ES256","kid":"key-1"}"#, &key);
    signature["protected"] = json!(base64url(
        r#"{"alg":"ES256","kid":"key-1","jku":"https://evil.example.com"}"#
    ));
    let error = verify(&with_signatures(TIDE, json!([signature])), &trusted(&key)).unwrap_err();
    assert_eq!(only_failure(&error), SignatureFailureKind::BadSignature);
}

#[test]
fn every_failure_is_told() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let signatures = json!([
        {},
        { "protected": base64url(r#"{"alg":1,"alg":1}"#) },
        signed_under(TIDE, r#"{"alg":"ES256","kid":"other\u001b[2J"}"#, &key),
        signed_under(b"{}", r#"{"alg":"ES256","kid":"key-1"}"#, &key),
    ]);
    let error = verify(&with_signatures(TIDE, signatures), &trusted(&key)).unwrap_err();
    let kinds: Vec<_> = error
        .failures()
        .iter()
        .map(|failure| (failure.index(), failure.kind()))
        .collect();
    let expected = [
        (0, SignatureFailureKind::Malformed),
        (1, SignatureFailureKind::Malformed),
        (2, SignatureFailureKind::UnknownKey),
        (3, SignatureFailureKind::BadSignature),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(
        error.to_string(),
        "no signature of the card holds: signatures[0]: `protected` is missing or no string; \
         signatures[1]: the protected header cannot be read: the member `alg` is there twice at line 1 column 14; \
         signatures[2]: the key `other\\u{1b}[2J` is not known; \
         signatures[3]: the key has not signed this card: it was changed, or the key is another one of that name"
    );
}

#[test]
fn the_error_of_the_callers_verifier_is_kept() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let signed = sign_card(TIDE, &key, "key-1").unwrap();
    let error = verify_with(&signed, &["ES256"], |_, _, _| Err("the module is offline")).unwrap_err();
    assert_eq!(only_failure(&error), SignatureFailureKind::Verifier);
    let source = error.failures()[0].source().expect("the verifier's error");
    assert_eq!(source.to_string(), "the module is offline");
    assert!(
        error
            .to_string()
            .ends_with("signatures[0]: it could not be verified: the module is offline"),
        "{error}"
    );

    let error = verify_with(&signed, &["ES256"], |_, _, _| Ok::<_, SignatureError>(false)).unwrap_err();
    assert_eq!(only_failure(&error), SignatureFailureKind::BadSignature);
}
