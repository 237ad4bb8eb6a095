//! Public keys.

use super::algorithm::Algorithm;
use super::error::SignatureError;
use super::jwk;
use ring::signature::{ECDSA_P256_SHA256_FIXED, ED25519, UnparsedPublicKey, VerificationAlgorithm};
use rustls_pki_types::SubjectPublicKeyInfoDer;
use rustls_pki_types::pem::PemObject;

/// A public key that verifies signatures, with the one algorithm that it is for.
///
/// Whether the bytes are a point on the curve shows when it is used: a key that is none verifies nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    algorithm: Algorithm,
    /// P-256: 65 bytes, 4 and both coordinates. Ed25519: 32 bytes.
    public_key: Vec<u8>,
    kid: Option<String>,
}

/// What comes before the key in the DER of a SubjectPublicKeyInfo. DER has one form only, and these keys have one
/// length each, so the comparison is a parser.
const P256_SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];
const ED25519_SPKI: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

impl VerifyingKey {
    pub(super) fn new(algorithm: Algorithm, public_key: Vec<u8>) -> Self {
        Self {
            algorithm,
            public_key,
            kid: None,
        }
    }

    /// Reads a JWK (RFC 7517): `kty` is `EC` with `crv` `P-256`, or `OKP` with `crv` `Ed25519` (RFC 8037). Its `kid`
    /// becomes the key's.
    ///
    /// # Errors
    /// [`Key`](super::SignatureErrorKind::Key): it is another type of key, is broken, is not for verifying signatures
    /// by its `use`, `key_ops` or `alg`, or is a private key, which nobody should have sent.
    pub fn from_jwk(json: &[u8]) -> Result<Self, SignatureError> {
        jwk::read_key(json)
    }

    /// Reads a JWK Set (RFC 7517, 5), leaving out the keys that [`from_jwk`](Self::from_jwk) does not read.
    ///
    /// # Errors
    /// [`Key`](super::SignatureErrorKind::Key): it is no JWK Set, or has more than 100 keys.
    pub fn from_jwk_set(json: &[u8]) -> Result<Vec<Self>, SignatureError> {
        jwk::read_set(json)
    }

    /// Reads the first public key in PEM (`-----BEGIN PUBLIC KEY-----`), of P-256 (uncompressed) or Ed25519.
    ///
    /// # Errors
    /// [`Key`](super::SignatureErrorKind::Key): there is no such key in the text.
    pub fn from_pem(pem: &[u8]) -> Result<Self, SignatureError> {
        let der = SubjectPublicKeyInfoDer::from_pem_slice(pem).map_err(|error| {
            SignatureError::key("the text has no public key in PEM (`-----BEGIN PUBLIC KEY-----`)")
                .with_source(error)
        })?;
        match (der.strip_prefix(&P256_SPKI), der.strip_prefix(&ED25519_SPKI)) {
            (Some(point @ [4, rest @ ..]), _) if rest.len() == 64 => {
                Ok(Self::new(Algorithm::Es256, point.to_vec()))
            }
            (_, Some(point)) if point.len() == 32 => Ok(Self::new(Algorithm::EdDsa, point.to_vec())),
            _ => Err(SignatureError::key(
                "the public key is no uncompressed P-256 key and no Ed25519 key",
            )),
        }
    }

    /// Sets the identifier. The key is then used for signatures that name it, and no others.
    #[must_use]
    pub fn with_kid(mut self, kid: impl Into<String>) -> Self {
        self.kid = Some(kid.into());
        self
    }

    /// The identifier.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// The algorithm that the key is for.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key as a JWK, to be published: with `kid` if the key has one, `alg`, and `use`.
    #[must_use]
    pub fn to_jwk(&self) -> String {
        jwk::write_key(self)
    }

    /// Whether the key has signed the bytes, by a signature in the form of [`SigningKey::sign`](super::SigningKey::sign).
    /// [`verify`](super::verify()) is for cards.
    #[must_use]
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let algorithm: &dyn VerificationAlgorithm = match self.algorithm {
            Algorithm::Es256 => &ECDSA_P256_SHA256_FIXED,
            Algorithm::EdDsa => &ED25519,
        };
        UnparsedPublicKey::new(algorithm, &self.public_key)
            .verify(message, signature)
            .is_ok()
    }

    pub(super) fn public_key(&self) -> &[u8] {
        &self.public_key
    }

    /// Whether a signature that names this key may be by it.
    pub(super) fn is_meant_by(&self, kid: Option<&str>) -> bool {
        self.kid.is_none() || self.kid.as_deref() == kid
    }
}
