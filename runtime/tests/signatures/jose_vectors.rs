//! The JWS vectors of the RFCs, through the same functions that cards go through.

use crate::support::{base64url, from_base64url};
use a2a_runtime::signatures::{Algorithm, SigningKey, VerifyingKey};

struct Vector {
    jwk: &'static str,
    algorithm: Algorithm,
    signing_input: &'static str,
    signature: &'static str,
}

/// RFC 7515, A.3: the public half of its key.
const ES256: Vector = Vector {
    jwk: r#"{"kty":"EC","crv":"P-256",
             "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
    algorithm: Algorithm::Es256,
    signing_input: concat!(
        "eyJhbGciOiJFUzI1NiJ9.",
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
    ),
    signature: "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
};

/// RFC 8037, A.2 and A.4.
const EDDSA: Vector = Vector {
    jwk: r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
    algorithm: Algorithm::EdDsa,
    signing_input: "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
    signature: "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
};

#[test]
fn published_signatures_verify() {
    for Vector {
        jwk,
        algorithm,
        signing_input,
        signature,
    } in [ES256, EDDSA]
    {
        let key = VerifyingKey::from_jwk(jwk.as_bytes()).unwrap();
        let signature = from_base64url(signature);
        assert_eq!(key.algorithm(), algorithm);
        assert!(key.verify(signing_input.as_bytes(), &signature), "{algorithm}");

        assert!(!key.verify(&signing_input.as_bytes()[1..], &signature));
        assert!(!key.verify(signing_input.as_bytes(), &signature[..63]));
        assert!(!key.verify(signing_input.as_bytes(), &[]));
        assert!(
            !key.verify(signing_input.as_bytes(), &[0; 64]),
            "all zeros sign nothing (CVE-2022-21449)"
        );
        for byte in 0..signature.len() {
            let mut changed = signature.clone();
            changed[byte] ^= 1;
            assert!(
                !key.verify(signing_input.as_bytes(), &changed),
                "{algorithm} byte {byte}"
            );
        }
    }
}

#[test]
fn ed25519_signs_as_published() {
    let seed = from_base64url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
    // PKCS #8, version 1, as OpenSSL writes it (RFC 8410, 7).
    let prefix = [
        0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20,
    ];
    let key = SigningKey::from_pkcs8_der(&[&prefix[..], &seed].concat()).unwrap();
    assert_eq!(key.algorithm(), Algorithm::EdDsa);
    assert_eq!(
        key.verifying_key(),
        VerifyingKey::from_jwk(EDDSA.jwk.as_bytes()).unwrap()
    );
    assert_eq!(
        base64url(key.sign(EDDSA.signing_input.as_bytes()).unwrap()),
        EDDSA.signature
    );
}
