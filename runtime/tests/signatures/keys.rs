//! Keys, in the forms in which people have them.

use crate::support::{data, keys};
use a2a_runtime::signatures::{Algorithm, SignatureErrorKind, SigningKey, VerifyingKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

const X: &str = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
const Y: &str = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

/// P-256, which nobody uses: written for this test by `openssl genpkey`.
const P256_PEM: &str = "-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/ITroWmSqH43f788
iltThcUoV+Ncfk6wn7RKRGp9RsyhRANCAAQkGhfpyaOH8ZPz7xz9c2oTTD5H1/a4
Mgwg/yWl4L8KAzdaG6bhTAhtVPaTRr/wIDC8aY9g1ePw1IqnPeksyNV1
-----END PRIVATE KEY-----
";

/// The key of RFC 8037, A.1, as `openssl pkey` writes it.
const ED25519_PEM: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----
";

#[test]
fn a_public_key_survives_as_a_jwk() {
    for key in keys() {
        let public = key.verifying_key();
        assert_eq!(public.kid(), None);
        assert_eq!(
            VerifyingKey::from_jwk(public.to_jwk().as_bytes()).unwrap(),
            public
        );

        let public = public.with_kid("k \"1\"");
        assert_eq!(
            VerifyingKey::from_jwk(public.to_jwk().as_bytes()).unwrap(),
            public
        );
    }
}

#[test]
fn a_published_jwk() {
    let jwk =
        json!({ "kty": "EC", "crv": "P-256", "x": X, "y": Y, "kid": "1", "alg": "ES256", "use": "sig" });
    let key = VerifyingKey::from_jwk(jwk.to_string().as_bytes()).unwrap();
    assert_eq!((key.algorithm(), key.kid()), (Algorithm::Es256, Some("1")));
    assert_eq!(serde_json::from_str::<Value>(&key.to_jwk()).unwrap(), jwk);

    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": X, "alg": "EdDSA", "use": "sig" });
    let key = VerifyingKey::from_jwk(jwk.to_string().as_bytes()).unwrap();
    assert_eq!((key.algorithm(), key.kid()), (Algorithm::EdDsa, None));
    assert_eq!(serde_json::from_str::<Value>(&key.to_jwk()).unwrap(), jwk);
}

#[test]
fn jwks_that_are_refused() {
    let good = json!({ "kty": "EC", "crv": "P-256", "x": X, "y": Y });
    for (member, value, reason) in [
        ("kty", json!("oct"), "type `oct`"),
        ("kty", json!("OKP"), "type `OKP` on curve `P-256`"),
        ("kty", Value::Null, "`kty` of the JWK is no string"),
        ("crv", json!("P-384"), "curve `P-384`"),
        ("x", json!(&X[1..]), "`x` of the JWK is not 32 bytes"),
        ("x", json!(format!("{X}=")), "`x` of the JWK is not 32 bytes"),
        ("y", json!(""), "`y` of the JWK is not 32 bytes"),
        (
            "d",
            json!("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"),
            "private key",
        ),
        ("use", json!("enc"), "`use`"),
        ("key_ops", json!(["sign"]), "`key_ops`"),
        ("key_ops", json!("verify"), "`key_ops`"),
        ("alg", json!("ES384"), "`alg` of the JWK is not ES256"),
        ("kid", json!(1), "`kid` of the JWK is no string"),
    ] {
        let mut jwk = good.clone();
        jwk[member] = value;
        let error = VerifyingKey::from_jwk(jwk.to_string().as_bytes()).unwrap_err();
        assert_eq!(error.kind(), SignatureErrorKind::Key);
        assert!(error.to_string().contains(reason), "{jwk}: {error}");
        assert!(!error.to_string().contains("jpsQ"), "{error}");
    }
    for json in ["{}", "[]", "", r#"{"kty":"EC","kty":"EC"}"#] {
        let error = VerifyingKey::from_jwk(json.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), SignatureErrorKind::Key, "{json}");
    }
    let with_purpose =
        json!({ "kty": "EC", "crv": "P-256", "x": X, "y": Y, "key_ops": ["verify"], "ext": true });
    assert!(VerifyingKey::from_jwk(with_purpose.to_string().as_bytes()).is_ok());
}

#[test]
fn a_point_off_the_curve_verifies_nothing() {
    let jwk = json!({ "kty": "EC", "crv": "P-256", "x": X, "y": X });
    let key = VerifyingKey::from_jwk(jwk.to_string().as_bytes()).unwrap();
    assert!(!key.verify(b"", &[0; 64]));
    assert!(!key.verify(b"", &[1; 64]));
}

#[test]
fn a_set_is_read_without_the_keys_of_others() {
    let set = json!({ "keys": [
        { "kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "rsa" },
        { "kty": "EC", "crv": "P-256", "x": X, "y": Y, "kid": "first" },
        "nonsense",
        { "kty": "OKP", "crv": "X25519", "x": X },
        { "kty": "OKP", "crv": "Ed25519", "x": X, "kid": "second" },
    ] });
    let keys = VerifyingKey::from_jwk_set(set.to_string().as_bytes()).unwrap();
    let kids: Vec<_> = keys.iter().map(|key| key.kid().unwrap()).collect();
    assert_eq!(kids, ["first", "second"]);

    assert_eq!(VerifyingKey::from_jwk_set(br#"{"keys": []}"#).unwrap(), []);
    let many = json!({ "keys": vec![json!({}); 101] }).to_string();
    for (json, reason) in [
        ("{}", "no array `keys`"),
        (r#"{"keys": {}}"#, "no array `keys`"),
        (&many, "101 keys"),
    ] {
        let error = VerifyingKey::from_jwk_set(json.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), SignatureErrorKind::Key);
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn private_keys_in_pem() {
    let key = SigningKey::from_pkcs8_pem(P256_PEM.as_bytes()).unwrap();
    assert_eq!(key.algorithm(), Algorithm::Es256);
    assert!(key.verifying_key().verify(b"hi", &key.sign(b"hi").unwrap()));

    let key = SigningKey::from_pkcs8_pem(ED25519_PEM.as_bytes()).unwrap();
    assert_eq!(key.algorithm(), Algorithm::EdDsa);
    // RFC 8037, A.2.
    assert!(
        key.verifying_key()
            .to_jwk()
            .contains("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
    );

    let commented = format!("for the tide agent\n{}", ED25519_PEM.replace('\n', "\r\n"));
    assert!(SigningKey::from_pkcs8_pem(commented.as_bytes()).is_ok());
}

#[test]
fn private_keys_that_are_refused() {
    let cut = ED25519_PEM.replace("MC4C", "MC4D");
    for (pem, reason) in [
        ("", "no private key"),
        (&P256_PEM.replace("PRIVATE", "EC PRIVATE"), "no private key"),
        (
            &P256_PEM.replace("PRIVATE", "ENCRYPTED PRIVATE"),
            "no private key",
        ),
        (&data("signatures/python_sdk_es256.public.pem"), "no private key"),
        (&cut, "no valid P-256 or Ed25519 key"),
    ] {
        let error = SigningKey::from_pkcs8_pem(pem.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), SignatureErrorKind::Key);
        assert!(error.to_string().contains(reason), "{error}");
        assert!(std::error::Error::source(&error).is_some(), "{error}");
    }
}

#[test]
fn public_keys_in_pem() {
    for (algorithm, file) in [(Algorithm::Es256, "es256"), (Algorithm::EdDsa, "eddsa")] {
        let pem = data(&format!("signatures/python_sdk_{file}.public.pem"));
        let key = VerifyingKey::from_pem(pem.as_bytes()).unwrap();
        assert_eq!((key.algorithm(), key.kid()), (algorithm, None));
    }
    for (pem, reason) in [
        ("", "no public key"),
        (ED25519_PEM, "no public key"),
        (
            "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----\n",
            "no uncompressed",
        ),
        (
            "-----BEGIN PUBLIC KEY-----\n\n-----END PUBLIC KEY-----\n",
            "no uncompressed",
        ),
    ] {
        let error = VerifyingKey::from_pem(pem.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), SignatureErrorKind::Key);
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn a_key_with_bytes_missing_or_added_is_none() {
    let pem = data("signatures/python_sdk_es256.public.pem");
    let base64: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
    let der = STANDARD.decode(base64).unwrap();
    let read = |der: &[u8]| {
        let pem = format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            STANDARD.encode(der)
        );
        VerifyingKey::from_pem(pem.as_bytes())
    };
    assert!(read(&der).is_ok());
    assert!(read(&der[..90]).is_err());
    assert!(read(&[&der[..], &[0]].concat()).is_err());
}

#[test]
fn debug_output_has_no_secrets() {
    let debug = format!(
        "{:?}",
        SigningKey::from_pkcs8_pem(ED25519_PEM.as_bytes()).unwrap()
    );
    assert_eq!(debug, "SigningKey { algorithm: EdDsa, .. }");
}
