//! Verification (§8.4.3).

use super::canonical::ReceivedCard;
use super::error::{SignatureError, SignatureErrorKind, SignatureFailure, SignatureFailureKind, excerpt};
use super::header::JwsHeader;
use super::jws;
use super::verifying_key::VerifyingKey;
use serde_json::Value;
use std::error::Error;

/// How many signatures a card may have. Each one costs a hash of the whole card, and anybody can add some.
pub(super) const MAX_SIGNATURES: usize = 32;

/// The signature that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// Where it stands in the card's `signatures`, from 0.
    pub index: usize,
    /// Its protected header, with the algorithm and the key's identifier.
    pub header: JwsHeader,
}

/// Verifies that one of the keys has signed the card; the first signature that holds is enough (§8.4.3).
///
/// A key with a `kid` is for the signatures that name it in their protected header, a key without one for every
/// signature. Of these, only keys of the algorithm that the header names are tried.
///
/// # Errors
/// [`Card`](SignatureErrorKind::Card): see [`canonical_payload`](super::canonical_payload), or `signatures` is no
/// array. [`NoSignatures`](SignatureErrorKind::NoSignatures): the card is not signed.
/// [`TooManySignatures`](SignatureErrorKind::TooManySignatures): there are more than 32.
/// [`NotVerified`](SignatureErrorKind::NotVerified): none holds; [`SignatureError::failures`] says why for each.
pub fn verify(card_json: &[u8], keys: &[VerifyingKey]) -> Result<Verified, SignatureError> {
    first_that_holds(card_json, |header, signing_input, signature| {
        let named: Vec<_> = keys
            .iter()
            .filter(|key| key.is_meant_by(header.kid.as_deref()))
            .collect();
        if named.is_empty() {
            let message = match &header.kid {
                Some(kid) => format!("the key `{}` is not known", excerpt(kid)),
                None => "no `kid` says which key it is".to_owned(),
            };
            return Err(SignatureFailure::new(SignatureFailureKind::UnknownKey, message));
        }
        let mut fitting = named
            .into_iter()
            .filter(|key| key.algorithm().name() == header.alg)
            .peekable();
        if fitting.peek().is_none() {
            let message = format!("`{}` is not the algorithm of the key", excerpt(&header.alg));
            return Err(SignatureFailure::new(
                SignatureFailureKind::AlgorithmNotAllowed,
                message,
            ));
        }
        if fitting.any(|key| key.verify(signing_input, signature)) {
            Ok(())
        } else {
            Err(bad_signature())
        }
    })
}

/// Verifies with the caller's own cryptography: other algorithms, keys in a module of hardware.
///
/// `verifier` gets the protected header, the JWS Signing Input and the signature, for each signature whose `alg` is
/// in `allowed` (RFC 7518 names; `none` has no effect), until it says `true`. **It must take the algorithm from the
/// type of its key, or compare it with `alg`**: with both `HS256` and `RS256` allowed and one key for both, anybody
/// who has the public key can sign. An error is that signature's failure, not the whole card's.
///
/// ```
/// use a2a_runtime::signatures::{Algorithm, SigningKey, sign_card, verify_with};
///
/// let key = SigningKey::generate(Algorithm::EdDsa)?;
/// let signed = sign_card(br#"{"name": "Echo"}"#, &key, "key-1")?;
/// let trusted = key.verifying_key();
/// let verified = verify_with(&signed, &["EdDSA"], |header, signing_input, signature| {
///     if header.kid.as_deref() != Some("key-1") {
///         return Err("the key is not known");
///     }
///     Ok(trusted.verify(signing_input, signature))
/// })?;
/// assert_eq!(verified.header.alg, "EdDSA");
/// # Ok::<(), a2a_runtime::signatures::SignatureError>(())
/// ```
///
/// # Errors
/// Those of [`verify`].
pub fn verify_with<E: Into<Box<dyn Error + Send + Sync>>>(
    card_json: &[u8],
    allowed: &[&str],
    mut verifier: impl FnMut(&JwsHeader, &[u8], &[u8]) -> Result<bool, E>,
) -> Result<Verified, SignatureError> {
    first_that_holds(card_json, |header, signing_input, signature| {
        if !allowed.contains(&header.alg.as_str()) {
            let message = format!("the algorithm `{}` is not allowed", excerpt(&header.alg));
            return Err(SignatureFailure::new(
                SignatureFailureKind::AlgorithmNotAllowed,
                message,
            ));
        }
        match verifier(header, signing_input, signature) {
            Ok(true) => Ok(()),
            Ok(false) => Err(bad_signature()),
            Err(error) => {
                let message = "it could not be verified";
                Err(SignatureFailure::new(SignatureFailureKind::Verifier, message).with_source(error))
            }
        }
    })
}

/// The protected header of each signature of a card, or why it has none that can be used. **Nothing here is
/// verified**: it tells which keys to look for, and any `jku` in it is somebody's wish.
///
/// # Errors
/// Those of [`verify`], but for the last.
pub fn signature_headers(
    card_json: &[u8],
) -> Result<Vec<Result<JwsHeader, SignatureFailure>>, SignatureError> {
    let card = ReceivedCard::read(card_json)?;
    let headers = entries(&card)?.iter().enumerate().map(|(index, entry)| {
        member(entry, "protected")
            .and_then(JwsHeader::decode)
            .map_err(|failure| failure.at(index))
    });
    Ok(headers.collect())
}

fn first_that_holds(
    card_json: &[u8],
    mut check: impl FnMut(&JwsHeader, &[u8], &[u8]) -> Result<(), SignatureFailure>,
) -> Result<Verified, SignatureError> {
    let card = ReceivedCard::read(card_json)?;
    let payload = jws::encode(&card.payload);
    let mut failures = Vec::new();
    for (index, entry) in entries(&card)?.iter().enumerate() {
        match check_entry(entry, &payload, &mut check) {
            Ok(header) => return Ok(Verified { index, header }),
            Err(failure) => failures.push(failure.at(index)),
        }
    }
    Err(SignatureError::not_verified(failures))
}

/// Never looks at `header`, the unprotected one: whoever forges a signature writes it at will.
fn check_entry(
    entry: &Value,
    payload: &str,
    check: &mut impl FnMut(&JwsHeader, &[u8], &[u8]) -> Result<(), SignatureFailure>,
) -> Result<JwsHeader, SignatureFailure> {
    let protected = member(entry, "protected")?;
    let header = JwsHeader::decode(protected)?;
    let signature = jws::decode(member(entry, "signature")?)
        .map_err(|error| SignatureFailure::malformed("`signature` is not base64url").with_source(error))?;
    check(&header, &jws::signing_input(protected, payload), &signature)?;
    Ok(header)
}

fn entries(card: &ReceivedCard) -> Result<&[Value], SignatureError> {
    let entries = match &card.signatures {
        None | Some(Value::Null) => &[],
        Some(Value::Array(entries)) => entries.as_slice(),
        Some(_) => return Err(SignatureError::card("`signatures` is no array")),
    };
    match entries.len() {
        0 => Err(SignatureError::new(
            SignatureErrorKind::NoSignatures,
            "the card has no signatures",
        )),
        1..=MAX_SIGNATURES => Ok(entries),
        count => {
            let message =
                format!("the card has {count} signatures, and at most {MAX_SIGNATURES} are looked at");
            Err(SignatureError::new(
                SignatureErrorKind::TooManySignatures,
                message,
            ))
        }
    }
}

fn member<'a>(entry: &'a Value, name: &str) -> Result<&'a str, SignatureFailure> {
    entry
        .get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| SignatureFailure::malformed(format!("`{name}` is missing or no string")))
}

fn bad_signature() -> SignatureFailure {
    let message = "the key has not signed this card: it was changed, or the key is another one of that name";
    SignatureFailure::new(SignatureFailureKind::BadSignature, message)
}
