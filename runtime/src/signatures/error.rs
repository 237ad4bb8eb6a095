//! What can go wrong with signatures, and with each one of them.

use std::error::Error;
use std::fmt;

pub(super) type Source = Box<dyn Error + Send + Sync>;

/// A card was not signed, or no signature of it holds.
///
/// The message says what is wrong with each signature. What it quotes from the card is cut short and escaped.
#[derive(Debug)]
pub struct SignatureError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: SignatureErrorKind,
    message: String,
    failures: Vec<SignatureFailure>,
    source: Option<Source>,
}

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureErrorKind {
    /// The card has no canonical form: it is no JSON object, a member is there twice, by the same or both of its
    /// names, a number is out of range, or the nesting is too deep.
    Card,
    /// A key cannot be read, or is of a type that is not supported.
    Key,
    /// The signature could not be made.
    Signing,
    /// The card has no signatures.
    NoSignatures,
    /// The card has more signatures than are looked at.
    TooManySignatures,
    /// None of the signatures holds: [`SignatureError::failures`] says why.
    NotVerified,
}

impl SignatureError {
    pub(super) fn new(kind: SignatureErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            failures: Vec::new(),
            source: None,
        }))
    }

    pub(super) fn card(message: impl Into<String>) -> Self {
        Self::new(SignatureErrorKind::Card, message)
    }

    pub(super) fn key(message: impl Into<String>) -> Self {
        Self::new(SignatureErrorKind::Key, message)
    }

    pub(super) fn not_verified(failures: Vec<SignatureFailure>) -> Self {
        let reasons: Vec<_> = failures.iter().map(SignatureFailure::in_full).collect();
        let message = format!("no signature of the card holds: {}", reasons.join("; "));
        let mut error = Self::new(SignatureErrorKind::NotVerified, message);
        error.0.failures = failures;
        error
    }

    pub(super) fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What kind of thing went wrong.
    #[must_use]
    pub fn kind(&self) -> SignatureErrorKind {
        self.0.kind
    }

    /// Why each signature does not hold, in the order of the card; empty unless the kind is
    /// [`NotVerified`](SignatureErrorKind::NotVerified).
    #[must_use]
    pub fn failures(&self) -> &[SignatureFailure] {
        &self.0.failures
    }
}

impl fmt::Display for SignatureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl Error for SignatureError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

/// Why a signature of a card does not hold.
#[derive(Debug)]
pub struct SignatureFailure {
    index: usize,
    kind: SignatureFailureKind,
    message: String,
    source: Option<Source>,
}

/// The kind of reason for which a signature does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureFailureKind {
    /// It is no JWS: a member is missing or of the wrong type, base64url or the header cannot be decoded.
    Malformed,
    /// The header says `alg: none`.
    NoAlgorithm,
    /// The header has `crit`, and no extension of JWS is understood (RFC 7515, 4.1.11).
    Critical,
    /// The header asks for an unencoded payload (`b64: false`, RFC 7797).
    UnencodedPayload,
    /// None of the keys is the one that the header names.
    UnknownKey,
    /// The algorithm is not the one of the key, or not one of those allowed.
    AlgorithmNotAllowed,
    /// It is no signature of this card by this key.
    BadSignature,
    /// The caller's own verification failed: [`source`](Error::source) says why.
    Verifier,
}

impl SignatureFailure {
    pub(super) fn new(kind: SignatureFailureKind, message: impl Into<String>) -> Self {
        Self {
            index: 0,
            kind,
            message: message.into(),
            source: None,
        }
    }

    pub(super) fn malformed(message: impl Into<String>) -> Self {
        Self::new(SignatureFailureKind::Malformed, message)
    }

    pub(super) fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The message with that of the source: the error over all signatures has no source that could tell it.
    fn in_full(&self) -> String {
        match &self.source {
            Some(source) => format!("{self}: {source}"),
            None => self.to_string(),
        }
    }

    /// Says which signature it is.
    pub(super) fn at(mut self, index: usize) -> Self {
        self.index = index;
        self
    }

    /// Where the signature stands in the card's `signatures`, from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// The kind of reason.
    #[must_use]
    pub fn kind(&self) -> SignatureFailureKind {
        self.kind
    }
}

impl fmt::Display for SignatureFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "signatures[{}]: {}", self.index, self.message)
    }
}

impl Error for SignatureFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The beginning of what a peer sent, on one line.
pub(super) fn excerpt(text: &str) -> String {
    text.chars().take(64).flat_map(char::escape_debug).collect()
}
