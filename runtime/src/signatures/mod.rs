//! Signatures of agent cards (§8.4): the canonical form, signing, and verification.
//!
//! Everything works on the JSON of a card as it was received or will be published, never on a card that was
//! decoded and written again: members that this version does not know are under the signature too.
//!
//! ```
//! use a2a_runtime::signatures::{Algorithm, SigningKey, sign_card, verify};
//!
//! let card = br#"{"name": "Echo", "description": "", "capabilities": {"extensions": []}}"#;
//! let key = SigningKey::generate(Algorithm::Es256)?;
//! let signed = sign_card(card, &key, "key-1")?;
//!
//! let trusted = [key.verifying_key().with_kid("key-1")];
//! let verified = verify(&signed, &trusted)?;
//! assert_eq!(verified.header.kid.as_deref(), Some("key-1"));
//!
//! let tampered = String::from_utf8_lossy(&signed).replace("Echo", "Evil");
//! assert!(verify(tampered.as_bytes(), &trusted).is_err());
//! # Ok::<(), a2a_runtime::signatures::SignatureError>(())
//! ```
//!
//! What holds of a verification:
//!
//! - The algorithm follows from the key that the caller trusts. What a header says must agree with it, and decides
//!   nothing. With [`verify_with`], where the keys are the caller's affair, it must be in a list that the caller gives.
//! - `alg: none`, `crit`, an unencoded payload and duplicate members are refused. The unprotected header is not read.
//! - No key comes from the card. [`signature_headers`] tells which ones it asks for; whether to fetch them from
//!   `jku`, and from which hosts, is for the caller to decide.
//! - Keys have no dates. Which ones are expired or revoked is for the caller to know, and to leave out (§8.4.3).
//! - A valid signature says that the owner of a key has signed this card, not that the card is
//!   [valid](a2a_bindings::v1_0::AgentCard::validate), current, or of the host that sent it.
//!
//! The caller bounds the size of a card. The depth of its nesting is limited to 127, the number of signatures to
//! 32.

mod algorithm;
mod canonical;
mod error;
mod header;
mod json;
mod jwk;
mod jws;
mod presence;
mod sign;
mod signing_key;
mod verify;
mod verifying_key;

pub use algorithm::Algorithm;
pub use canonical::canonical_payload;
pub use error::{SignatureError, SignatureErrorKind, SignatureFailure, SignatureFailureKind};
pub use header::{JwsHeader, KeyReference};
pub use sign::{sign, sign_card};
pub use signing_key::SigningKey;
pub use verify::{Verified, signature_headers, verify, verify_with};
pub use verifying_key::VerifyingKey;
