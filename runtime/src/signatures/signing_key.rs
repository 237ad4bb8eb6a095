//! Private keys.

use super::algorithm::Algorithm;
use super::error::{SignatureError, SignatureErrorKind};
use super::verifying_key::VerifyingKey;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject;
use std::fmt;

/// A private key that signs cards. Its `Debug` output has no secrets.
pub struct SigningKey(Pair);

enum Pair {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
}

impl SigningKey {
    /// A new key, which lives only as long as the value: for tests, or for whoever publishes a new public key at
    /// every start. Lasting ones come from `openssl genpkey`.
    ///
    /// # Errors
    /// [`Signing`](SignatureErrorKind::Signing): the system has no randomness.
    pub fn generate(algorithm: Algorithm) -> Result<Self, SignatureError> {
        let random = SystemRandom::new();
        let pkcs8 = match algorithm {
            Algorithm::Es256 => EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random),
            Algorithm::EdDsa => Ed25519KeyPair::generate_pkcs8(&random),
        };
        let pkcs8 = pkcs8.map_err(|error| {
            SignatureError::new(SignatureErrorKind::Signing, "no key could be generated").with_source(error)
        })?;
        Self::from_pkcs8_der(pkcs8.as_ref())
    }

    /// Reads a P-256 or Ed25519 key in PEM (`-----BEGIN PRIVATE KEY-----`), as
    /// `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256` and `openssl genpkey -algorithm ed25519`
    /// write it.
    ///
    /// # Errors
    /// [`Key`](SignatureErrorKind::Key): there is no such key in the text. Encrypted ones and those of the older form
    /// `EC PRIVATE KEY` are not read; `openssl pkcs8 -topk8 -nocrypt` converts both.
    pub fn from_pkcs8_pem(pem: &[u8]) -> Result<Self, SignatureError> {
        let der = PrivatePkcs8KeyDer::from_pem_slice(pem).map_err(|error| {
            SignatureError::key(
                "the text has no private key in PKCS #8 PEM (`-----BEGIN PRIVATE KEY-----`): \
                 convert other forms with `openssl pkcs8 -topk8 -nocrypt`",
            )
            .with_source(error)
        })?;
        Self::from_pkcs8_der(der.secret_pkcs8_der())
    }

    /// Reads a P-256 or Ed25519 key in PKCS #8 DER. The one for P-256 must have the public key in it, as everybody
    /// writes it.
    ///
    /// # Errors
    /// [`Key`](SignatureErrorKind::Key): it is no such key, or its two halves do not belong together.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, SignatureError> {
        let other_than_p256 =
            match EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &SystemRandom::new()) {
                Ok(pair) => return Ok(Self(Pair::Es256(pair))),
                Err(error) => error,
            };
        // "Maybe unchecked" means that PKCS #8 of version 1, which is what OpenSSL writes, has no public key to check.
        match Ed25519KeyPair::from_pkcs8_maybe_unchecked(der) {
            Ok(pair) => Ok(Self(Pair::EdDsa(pair))),
            Err(other_than_ed25519) => {
                let is_ed25519 = other_than_p256.to_string() == "WrongAlgorithm";
                let error = if is_ed25519 {
                    other_than_ed25519
                } else {
                    other_than_p256
                };
                let message = "the private key is no valid P-256 or Ed25519 key in PKCS #8";
                Err(SignatureError::key(message).with_source(error))
            }
        }
    }

    /// The algorithm that the key signs with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            Pair::Es256(_) => Algorithm::Es256,
            Pair::EdDsa(_) => Algorithm::EdDsa,
        }
    }

    /// The public key, without a `kid`. To publish it, see [`VerifyingKey::to_jwk`].
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        let public_key = match &self.0 {
            Pair::Es256(pair) => pair.public_key().as_ref(),
            Pair::EdDsa(pair) => pair.public_key().as_ref(),
        };
        VerifyingKey::new(self.algorithm(), public_key.to_vec())
    }

    /// Signs any bytes: 64 bytes in the form of RFC 7518, 3.4 (`r` and `s`), or RFC 8032. [`sign`](super::sign) is
    /// for cards.
    ///
    /// # Errors
    /// [`Signing`](SignatureErrorKind::Signing): the system has no randomness.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        match &self.0 {
            Pair::Es256(pair) => match pair.sign(&SystemRandom::new(), message) {
                Ok(signature) => Ok(signature.as_ref().to_vec()),
                Err(error) => Err(
                    SignatureError::new(SignatureErrorKind::Signing, "the key could not sign")
                        .with_source(error),
                ),
            },
            Pair::EdDsa(pair) => Ok(pair.sign(message).as_ref().to_vec()),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SigningKey")
            .field("algorithm", &self.algorithm())
            .finish_non_exhaustive()
    }
}
