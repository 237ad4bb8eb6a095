//! Keeping secrets out of transcripts.

mod json;
mod names;
mod text;

use super::entry::Bytes;
use names::Names;
use std::fmt;
use std::ops::Range;

/// What stands in a transcript for a secret.
pub(crate) const MARKER: &str = "[redacted]";
/// A shorter value is not looked for elsewhere: it may be there by chance.
const LEAST_SECRET: usize = 8;

/// Says what is secret, and replaces it by `[redacted]`.
///
/// Secret by themselves are: headers for credentials, cookies and tokens; what the protocol's schema marks as secret;
/// members, headers and query parameters whose names say so, such as `apiKey` and `client_secret`; what an agent card
/// that passes names as the place of an API key; user names and passwords in URLs; and whatever was secret in an
/// exchange, when it is said again in it. What is not JSON and yet seems to name a secret is left out altogether.
///
/// What people write to each other is not looked at.
#[derive(Clone, Default)]
pub struct Redaction {
    names: Names,
    values: Vec<String>,
}

/// A replacement in a text.
type Replacement = (Range<usize>, String);

impl Redaction {
    /// What is secret by itself.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Headers, query parameters, cookies and members of this name are secret too, in any case of letters.
    #[must_use]
    pub fn with_name(mut self, name: &str) -> Self {
        self.names.add(name);
        self
    }

    /// This text is secret wherever it stands, if it has eight bytes at least: a token that is known beforehand.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        let value = value.into();
        if value.len() >= LEAST_SECRET {
            self.values.push(value);
        }
        self
    }

    /// Takes in what a schema marks as secret.
    pub(super) fn learn_schema(&mut self, schema: &str) {
        self.names.learn_schema(schema);
    }

    /// The value of a header; secrets that it had are added to the list.
    pub(super) fn header(&self, name: &str, value: &[u8], secrets: &mut Vec<String>) -> Vec<u8> {
        if !self.names.is_secret_header(name) {
            // Locations and referrers, complete or not.
            let text = std::str::from_utf8(value).ok();
            let clean = text.map(|text| text::urls(text, &self.names, secrets));
            return clean.map_or_else(|| value.to_vec(), String::into_bytes);
        }
        let Ok(text) = std::str::from_utf8(value) else {
            return MARKER.as_bytes().to_vec();
        };
        let sets_cookie = name.eq_ignore_ascii_case("set-cookie");
        if sets_cookie || name.eq_ignore_ascii_case("cookie") {
            // What follows the cookie that is set are its attributes, which are no secrets.
            let pairs = text.split(';').take(if sets_cookie { 1 } else { usize::MAX });
            let values = pairs.filter_map(|pair| Some(pair.split_once('=')?.1));
            values.for_each(|value| remember(value.trim(), secrets));
            return MARKER.as_bytes().to_vec();
        }
        // The scheme is no secret, and rules may want to know it (§7.3).
        match text.split_once(' ') {
            Some((scheme, credentials)) if names::is_scheme(scheme) => {
                remember(credentials.trim(), secrets);
                format!("{scheme} {MARKER}").into_bytes()
            }
            other => {
                // Whether the first word is a scheme nobody knows.
                other
                    .into_iter()
                    .for_each(|(_, rest)| remember(rest.trim(), secrets));
                remember(text.trim(), secrets);
                MARKER.as_bytes().to_vec()
            }
        }
    }

    /// Whether a JSON pointer leads to something secret.
    pub(super) fn is_secret(&self, pointer: &str) -> bool {
        pointer.split('/').any(|name| self.names.is_secret(name))
    }

    /// The target of a request, without the values of secret parameters, which are added to the list.
    pub(super) fn target(&self, target: &str, secrets: &mut Vec<String>) -> String {
        text::query(target, &self.names, secrets)
    }

    /// A document; secrets that it had are added to the list. `opaque` if it is compressed.
    pub(super) fn document(&mut self, bytes: Vec<u8>, opaque: bool, secrets: &mut Vec<String>) -> Bytes {
        if bytes.is_empty() {
            return Bytes::Here(bytes);
        }
        if opaque {
            return Bytes::Withheld(bytes.len());
        }
        match json::replacements(&bytes, &mut self.names, secrets) {
            Some(replacements) => Bytes::Here(text::replace(bytes, &replacements)),
            None => self.unless_suspicious(bytes),
        }
    }

    /// An event with its framing.
    pub(super) fn event(&mut self, block: Vec<u8>, secrets: &mut Vec<String>) -> Bytes {
        let lines = text::Lines::of(&block);
        if lines.has_data() {
            let (data, places) = lines.data(&block);
            let Some(replacements) = json::replacements(&data, &mut self.names, secrets) else {
                if self.names.are_in(&data) {
                    return Bytes::Withheld(data.len());
                }
                return Bytes::Here(self.clean_lines(block, &lines, false));
            };
            // No string of JSON has a line feed in it, so that each stands in one line.
            let replacements = replacements.into_iter().filter_map(|(range, by)| {
                let before = places.partition_point(|place| place.data <= range.start);
                let place = places.get(before.checked_sub(1)?)?;
                let start = place.block + (range.start - place.data);
                Some((start..start + range.len(), by))
            });
            let mut replacements: Vec<_> = replacements.collect();
            replacements.extend(lines.others(&block, |line| self.names.are_in(line)));
            replacements.sort_by_key(|(range, _)| range.start);
            return Bytes::Here(text::replace(block, &replacements));
        }
        Bytes::Here(self.clean_lines(block, &lines, false))
    }

    /// What is left at the end of a stream, where an event may have begun.
    pub(super) fn tail(&self, rest: Vec<u8>) -> Vec<u8> {
        let lines = text::Lines::of(&rest);
        self.clean_lines(rest, &lines, true)
    }

    /// Replaces what these lines say, if it is suspicious.
    fn clean_lines(&self, block: Vec<u8>, lines: &text::Lines, data_too: bool) -> Vec<u8> {
        let suspicious = data_too && self.names.are_in(&block);
        let replacements: Vec<_> = if suspicious {
            lines.all(&block).collect()
        } else {
            lines.others(&block, |line| self.names.are_in(line)).collect()
        };
        text::replace(block, &replacements)
    }

    fn unless_suspicious(&self, bytes: Vec<u8>) -> Bytes {
        if self.names.are_in(&bytes) {
            Bytes::Withheld(bytes.len())
        } else {
            Bytes::Here(bytes)
        }
    }

    /// What a finding says, without these secrets and those of the URLs that it quotes.
    pub(super) fn message(&self, text: &str, secrets: &[String]) -> String {
        let clean = text::urls(text, &self.names, &mut Vec::new());
        let clean = self.mask(clean, secrets);
        let all = || self.values.iter().chain(secrets);
        // A quotation may end within a secret.
        let mut pieces = clean.split_inclusive('…');
        let mut whole = String::with_capacity(clean.len());
        for piece in &mut pieces {
            let cut = piece.strip_suffix('…').and_then(|piece| {
                let begun = all()
                    .filter_map(|secret| text::overlap(piece, secret, LEAST_SECRET))
                    .max();
                Some(piece.len() - begun?)
            });
            match cut {
                Some(cut) => whole.extend([piece.get(..cut).unwrap_or_default(), MARKER, "…"]),
                None => whole.push_str(piece),
            }
        }
        whole
    }

    /// Replaces secrets wherever they stand: those that are known beforehand, and these.
    pub(super) fn mask(&self, text: String, secrets: &[String]) -> String {
        let mut text = self.mask_plain(text, secrets);
        // JSON has other ways to write most characters, which some peers use for `/`, `+` and all that is not ASCII.
        if text.contains('\\') {
            text = json::map_strings(&text, |plain| {
                let masked = self.mask_plain(plain.to_owned(), secrets);
                (masked != plain).then_some(masked)
            });
        }
        text
    }

    fn mask_plain(&self, mut text: String, secrets: &[String]) -> String {
        for secret in self.values.iter().chain(secrets) {
            if text.contains(secret.as_str()) {
                // Digits may be a number of JSON, or a part of one, where a marker would break the document.
                let digits = secret.bytes().all(|byte| byte.is_ascii_digit());
                text = text.replace(secret.as_str(), if digits { "1" } else { MARKER });
            }
        }
        text
    }

    /// Replaces secrets in what is no text, as [`mask`](Self::mask) does.
    pub(super) fn mask_bytes(&self, bytes: &[u8], secrets: &[String]) -> Vec<u8> {
        let mut text = letters(bytes);
        for secret in self.values.iter().chain(secrets) {
            text = text.replace(&letters(secret.as_bytes()), MARKER);
        }
        text.chars()
            .filter_map(|letter| u8::try_from(letter).ok())
            .collect()
    }
}

/// A letter for each byte.
fn letters(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// The values may be secrets themselves.
impl fmt::Debug for Redaction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Redaction")
            .field("names", &self.names)
            .field("values", &self.values.len())
            .finish()
    }
}

/// Adds a secret to the list, if it is long enough to be looked for.
fn remember(secret: &str, secrets: &mut Vec<String>) {
    // A number that is not all digits would leave half a number behind.
    let of_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    let digits = secret.bytes().all(|byte| byte.is_ascii_digit());
    let is_safe = digits || !secret.bytes().all(of_number);
    if secret.len() >= LEAST_SECRET && secret != MARKER && is_safe {
        secrets.push(secret.to_owned());
    }
}
