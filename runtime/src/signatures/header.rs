//! The protected header of a signature (§8.4.2).

use super::error::{SignatureFailure, SignatureFailureKind, excerpt};
use super::{json, jws};
use serde_json::{Map, Value};

/// What the protected header of a signature says. Unless a signature has been verified, anybody may have written it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JwsHeader {
    /// The algorithm, never `none`. It has to agree with the key's, and chooses nothing.
    pub alg: String,
    /// The key, by the identifier that its owner gave it.
    pub kid: Option<String>,
    /// URL of a JWK Set that has the key.
    pub jku: Option<String>,
    /// The media type of the whole, `JOSE` for cards. Some signers write `JWT`.
    pub typ: Option<String>,
}

impl JwsHeader {
    pub(super) fn decode(protected: &str) -> Result<Self, SignatureFailure> {
        let bytes = jws::decode(protected).map_err(|error| {
            SignatureFailure::malformed("`protected` is not base64url").with_source(error)
        })?;
        let header = json::parse(&bytes).map_err(|error| {
            SignatureFailure::malformed("the protected header cannot be read").with_source(error)
        })?;
        let Value::Object(members) = header else {
            return Err(SignatureFailure::malformed(
                "the protected header is no JSON object",
            ));
        };
        Self::from_members(&members)
    }

    fn from_members(members: &Map<String, Value>) -> Result<Self, SignatureFailure> {
        let text = |name: &str| match members.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(SignatureFailure::malformed(format!(
                "`{name}` in the protected header is no string"
            ))),
        };
        let alg =
            text("alg")?.ok_or_else(|| SignatureFailure::malformed("the protected header has no `alg`"))?;
        // The name is case-sensitive (RFC 7515, 4.1.1), but not every verifier that a caller brings may know.
        if alg.eq_ignore_ascii_case("none") {
            let message = format!("the algorithm `{alg}` signs nothing");
            return Err(SignatureFailure::new(SignatureFailureKind::NoAlgorithm, message));
        }
        if let Some(names) = members.get("crit") {
            let message = format!(
                "extensions in `crit` are not understood: {}",
                excerpt(&names.to_string())
            );
            return Err(SignatureFailure::new(SignatureFailureKind::Critical, message));
        }
        match members.get("b64") {
            None | Some(Value::Bool(true)) => {}
            Some(Value::Bool(false)) => {
                let message = "unencoded payloads (`b64: false`) are not supported";
                return Err(SignatureFailure::new(
                    SignatureFailureKind::UnencodedPayload,
                    message,
                ));
            }
            Some(_) => {
                return Err(SignatureFailure::malformed(
                    "`b64` in the protected header is no boolean",
                ));
            }
        }
        Ok(Self {
            alg,
            kid: text("kid")?,
            jku: text("jku")?,
            typ: text("typ")?,
        })
    }
}

/// How a signature names the key that verifies it.
///
/// A string is a `kid`:
///
/// ```
/// use a2a_runtime::signatures::KeyReference;
///
/// let by_kid = KeyReference::from("key-1");
/// let by_url = KeyReference::new("key-1").with_jku("https://agent.example.com/jwks.json");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyReference {
    kid: String,
    jku: Option<String>,
}

impl KeyReference {
    /// A key by the identifier that verifiers know it by.
    #[must_use]
    pub fn new(kid: impl Into<String>) -> Self {
        Self {
            kid: kid.into(),
            jku: None,
        }
    }

    /// Adds the URL of a JWK Set that has the key. Verifiers expect `https` (§8.4.3), and not all of them follow it.
    #[must_use]
    pub fn with_jku(mut self, url: impl Into<String>) -> Self {
        self.jku = Some(url.into());
        self
    }

    /// The JSON of a protected header, members in the specification's order (§8.4.2).
    pub(super) fn protected_header(&self, alg: &str) -> String {
        let kid = Value::from(self.kid.as_str());
        let jku = match self.jku.as_deref() {
            Some(url) => format!(r#","jku":{}"#, Value::from(url)),
            None => String::new(),
        };
        format!(r#"{{"alg":"{alg}","typ":"JOSE","kid":{kid}{jku}}}"#)
    }
}

impl From<&str> for KeyReference {
    fn from(kid: &str) -> Self {
        Self::new(kid)
    }
}

impl From<String> for KeyReference {
    fn from(kid: String) -> Self {
        Self::new(kid)
    }
}
