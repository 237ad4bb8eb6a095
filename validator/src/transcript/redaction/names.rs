//! Names of what is secret.

use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What names one of these or ends with it is secret, in lower case and without what separates words: `githubToken`
/// as well as `access_token`.
const SECRET: [&str; 17] = [
    "accesskey",
    "apikey",
    "assertion",
    "authorization",
    "cookie",
    "credential",
    "credentials",
    "jwt",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "secret",
    "secretkey",
    "subscriptionkey",
    "token",
];
/// What leads to the next page (§3.1.4) is no secret, and rules need it.
const PAGE_TOKEN: &str = "pagetoken";
/// Parameters of a query that are secret beside those; `signature` also at the end of a name.
const SECRET_PARAMETERS: [&str; 4] = ["auth", "code", "key", "sig"];
const SIGNATURE: &str = "signature";
/// A header with one of these in its name is secret.
const IN_HEADERS: [&str; 11] = [
    "auth",
    "cookie",
    "credential",
    "dpop",
    "jwt",
    "key",
    "password",
    "secret",
    "session",
    "signature",
    "token",
];
/// Headers that only look so: they say how to authenticate.
const NO_SECRET_HEADERS: [&str; 2] = ["www-authenticate", "proxy-authenticate"];
/// Where one of these or of the names stands in what is not JSON, a secret may follow.
const HINTS: [&str; 2] = ["bearer", "passw"];
/// Schemes of `Authorization`, of which only what follows them is secret.
const SCHEMES: [&str; 8] = [
    "basic",
    "bearer",
    "digest",
    "dpop",
    "hoba",
    "mutual",
    "negotiate",
    "vapid",
];
/// As many names are taken from cards and options, and as long ones.
const MAX_NAMES: usize = 256;
const MAX_NAME: usize = 128;

/// Names of what is secret.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// In the form in which they are compared.
    added: BTreeSet<String>,
    /// Members that the schema marks.
    marked: BTreeSet<String>,
}

impl Names {
    pub(super) fn add(&mut self, name: &str) {
        let name = normal(name);
        if !name.is_empty() && name.len() <= MAX_NAME && self.added.len() < MAX_NAMES {
            self.added.insert(name);
        }
    }

    /// Takes in the members that a schema marks as secret.
    pub(super) fn learn_schema(&mut self, schema: &str) {
        let Ok(schema) = serde_json::from_str::<Value>(schema) else {
            return;
        };
        let definitions = schema.get("$defs").and_then(Value::as_object);
        for definition in definitions
            .into_iter()
            .flat_map(|definitions| definitions.values())
        {
            let members = definition.get("properties").and_then(Value::as_object);
            for (name, member) in members.into_iter().flatten() {
                if member.get("x-a2a-secret") == Some(&Value::Bool(true)) {
                    self.marked.insert(normal(name));
                }
            }
        }
    }

    /// Whether a member that is marked by the schema has this name: whatever it holds is secret.
    pub(super) fn is_marked(&self, name: &str) -> bool {
        self.marked.contains(&normal(name))
    }

    /// Whether a member has a name that says that it is secret.
    pub(super) fn is_secret(&self, name: &str) -> bool {
        let name = normal(name);
        let says = SECRET.into_iter().any(|secret| name.ends_with(secret));
        says && !name.ends_with(PAGE_TOKEN) || self.added.contains(&name) || self.marked.contains(&name)
    }

    pub(super) fn is_secret_parameter(&self, name: &str) -> bool {
        let normal = normal(name);
        self.is_secret(name) || SECRET_PARAMETERS.contains(&normal.as_str()) || normal.ends_with(SIGNATURE)
    }

    pub(super) fn is_secret_header(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        let name = normal(name);
        self.added.contains(&name)
            || !NO_SECRET_HEADERS.contains(&lower.as_str())
                && IN_HEADERS.into_iter().any(|secret| name.contains(secret))
    }

    /// Whether something that is not JSON seems to name a secret.
    pub(super) fn are_in(&self, bytes: &[u8]) -> bool {
        let text = normal(&unescaped(&String::from_utf8_lossy(bytes)));
        let added = self.added.iter().map(String::as_str);
        let mut hints = HINTS.into_iter().chain(SECRET).chain(added);
        hints.any(|hint| text.contains(hint))
    }
}

/// Whether it is a scheme of `Authorization`.
pub(super) fn is_scheme(text: &str) -> bool {
    SCHEMES
        .into_iter()
        .any(|scheme| text.eq_ignore_ascii_case(scheme))
}

/// In lower case, and without what separates words, be it the zeros of UTF-16.
fn normal(name: &str) -> String {
    let letters = name.chars().filter(|character| character.is_alphanumeric());
    letters.map(|character| character.to_ascii_lowercase()).collect()
}

/// Text in which no letter is hidden as `\u0041`, as JSON that is broken elsewhere may have it.
fn unescaped(text: &str) -> Cow<'_, str> {
    let mut pieces = text.split("\\u");
    let first = pieces.next().unwrap_or_default();
    if first.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let mut plain = first.to_owned();
    for piece in pieces {
        let letter = piece
            .get(..4)
            .and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?));
        plain.extend(letter);
        plain.push_str(letter.and_then(|_| piece.get(4..)).unwrap_or(piece));
    }
    Cow::Owned(plain)
}
