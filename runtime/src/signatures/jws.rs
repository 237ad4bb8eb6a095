//! What RFC 7515 says about bytes.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Base64url without padding (RFC 7515, 2).
pub(super) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads base64url. Padding, other letters and set trailing bits are errors: of two texts for the same bytes, one
/// would change a signature without breaking it.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, base64::DecodeError> {
    URL_SAFE_NO_PAD.decode(text)
}

/// The JWS Signing Input (RFC 7515, 5.1), from the protected header and the payload in base64url.
pub(super) fn signing_input(protected: &str, payload: &str) -> Vec<u8> {
    format!("{protected}.{payload}").into_bytes()
}
