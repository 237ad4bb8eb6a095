//! Replacing in text: in queries, and in the lines of an event.

use super::names::Names;
use super::{MARKER, Replacement, remember};
use percent_encoding::percent_decode_str;
use std::ops::Range;

/// Makes replacements that are in order and do not overlap.
pub(super) fn replace(bytes: Vec<u8>, replacements: &[Replacement]) -> Vec<u8> {
    if replacements.is_empty() {
        return bytes;
    }
    let (mut replaced, mut done) = (Vec::with_capacity(bytes.len()), 0);
    for (range, by) in replacements {
        replaced.extend_from_slice(bytes.get(done..range.start).unwrap_or_default());
        replaced.extend_from_slice(by.as_bytes());
        done = range.end;
    }
    replaced.extend_from_slice(bytes.get(done..).unwrap_or_default());
    replaced
}

/// Text without the values of secret parameters in the queries and fragments that it has.
pub(super) fn query(text: &str, names: &Names, secrets: &mut Vec<String>) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut pieces = text.split_inclusive(['?', '&', '#']);
    clean.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (pair, separator) = match piece.strip_suffix(['?', '&', '#']) {
            Some(pair) => piece.split_at(pair.len()),
            None => (piece, ""),
        };
        match pair.split_once('=') {
            Some((name, value)) if !value.is_empty() && is_secret(name, value, names) => {
                remember(value, secrets);
                remember(&percent_decode_str(value).decode_utf8_lossy(), secrets);
                clean.extend([name, "=", MARKER]);
            }
            _ => clean.push_str(pair),
        }
        clean.push_str(separator);
    }
    clean
}

/// Whether the value of a parameter is secret: by its name, or since another URL is in it, with a query of its own.
fn is_secret(name: &str, value: &str, names: &Names) -> bool {
    let decoded = percent_decode_str(value).decode_utf8_lossy();
    let nested = decoded.contains("://") && names.are_in(decoded.as_bytes());
    nested || names.is_secret_parameter(&percent_decode_str(name).decode_utf8_lossy())
}

/// Text without user names, passwords (RFC 3986 §3.2.1) and the values of secret parameters in its URLs.
pub(super) fn urls(text: &str, names: &Names, secrets: &mut Vec<String>) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("://") {
        clean.extend([before, "://"]);
        let end = behind.find(['/', '\\', '?', '#']);
        let (authority, behind) = behind.split_at(end.unwrap_or(behind.len()));
        match authority.rsplit_once('@') {
            Some((user, host)) => {
                let password = user.split_once(':').map_or(user, |(_, password)| password);
                remember(password, secrets);
                remember(&percent_decode_str(password).decode_utf8_lossy(), secrets);
                clean.extend([MARKER, "@", host]);
            }
            None => clean.push_str(authority),
        }
        rest = behind;
    }
    clean.push_str(rest);
    query(&clean, names, secrets)
}

/// A URL without user name, password and the values of secret parameters; `None` if it has none of these.
pub(super) fn url(url: &str, names: &Names, secrets: &mut Vec<String>) -> Option<String> {
    let (scheme, _) = url.trim_start().split_once("://")?;
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    if scheme.is_empty() || !scheme.bytes().all(is_scheme) {
        return None;
    }
    let clean = urls(url, names, secrets);
    (clean != url).then_some(clean)
}

/// How much of the end of a text is the beginning of a secret, in bytes; `None` if it is less than the least.
pub(super) fn overlap(text: &str, secret: &str, least: usize) -> Option<usize> {
    let longest = secret.len().min(text.len());
    let begins = |length: &usize| secret.get(..*length).is_some_and(|begin| text.ends_with(begin));
    (least..=longest).rev().find(begins)
}

/// The fields of an event, and the comment.
const FIELDS: [&[u8]; 5] = [b"", b"data", b"event", b"id", b"retry"];

/// The lines of an event.
pub(super) struct Lines(Vec<Line>);

struct Line {
    /// What follows the colon and a space.
    value: Range<usize>,
    is_data: bool,
}

/// Where a line of data stands in all of the data, and where in the block.
pub(super) struct Place {
    pub(super) data: usize,
    pub(super) block: usize,
}

impl Lines {
    pub(super) fn of(block: &[u8]) -> Self {
        let mut lines = Vec::new();
        let mut start = if block.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        for end in 0..=block.len() {
            if matches!(block.get(end), None | Some(b'\r' | b'\n')) {
                lines.extend(Line::of(block, start..end));
                start = end + 1;
            }
        }
        Self(lines)
    }

    pub(super) fn has_data(&self) -> bool {
        self.0.iter().any(|line| line.is_data)
    }

    /// The data, its lines joined, and where they stand.
    pub(super) fn data(&self, block: &[u8]) -> (Vec<u8>, Vec<Place>) {
        let (mut data, mut places) = (Vec::new(), Vec::new());
        for line in self.0.iter().filter(|line| line.is_data) {
            if !places.is_empty() {
                data.push(b'\n');
            }
            places.push(Place {
                data: data.len(),
                block: line.value.start,
            });
            data.extend_from_slice(block.get(line.value.clone()).unwrap_or_default());
        }
        (data, places)
    }

    /// Replaces what all lines say.
    pub(super) fn all<'a>(&'a self, block: &'a [u8]) -> impl Iterator<Item = Replacement> + 'a {
        let lines = self.0.iter().filter(|line| !line.text(block).is_empty());
        lines.map(|line| (line.value.clone(), MARKER.to_owned()))
    }

    /// Replaces what lines say that are no data, all of them if one is suspicious: what it announces may stand in
    /// another one.
    pub(super) fn others<'a>(
        &'a self,
        block: &'a [u8],
        is_suspicious: impl Fn(&[u8]) -> bool + 'a,
    ) -> impl Iterator<Item = Replacement> + 'a {
        let others = self.0.iter().filter(|line| !line.is_data);
        let any = others.clone().any(|line| is_suspicious(line.text(block)));
        let lines = others.filter(move |line| any && !line.text(block).is_empty());
        lines.map(|line| (line.value.clone(), MARKER.to_owned()))
    }
}

impl Line {
    fn of(block: &[u8], range: Range<usize>) -> Option<Self> {
        let line = block.get(range.clone()).filter(|line| !line.is_empty())?;
        let colon = line.iter().position(|byte| *byte == b':');
        let field = line.get(..colon.unwrap_or(line.len())).unwrap_or_default();
        let is_data = field == b"data";
        let mut start = range.start + colon.map_or(line.len(), |colon| colon + 1);
        if colon.is_some() && block.get(start) == Some(&b' ') {
            start += 1;
        }
        // What is no field at all may be anything, from its first letter on.
        if !FIELDS.contains(&field) {
            start = range.start;
        }
        Some(Self {
            value: start..range.end,
            is_data,
        })
    }

    fn text<'a>(&self, block: &'a [u8]) -> &'a [u8] {
        block.get(self.value.clone()).unwrap_or_default()
    }
}
