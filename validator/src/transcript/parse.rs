//! What a line of a transcript says, from its JSON.

use super::entry::{Bytes, Content, Entry, Header, Side};
use super::writer::VERSION;
use crate::finding::Severity;
use crate::traffic::Mounts;
use a2a_bindings::Timestamp;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

/// The members of a line.
type Members = Map<String, Value>;

/// Why a line says nothing.
pub(super) enum Refusal {
    /// It is not what it has to be.
    Syntax(String),
    /// It is of another version.
    Version(String),
}

impl From<String> for Refusal {
    fn from(message: String) -> Self {
        Self::Syntax(message)
    }
}

/// What a line says; `None` if its type is unknown.
pub(super) fn entry(line: &[u8]) -> Result<Option<Entry>, Refusal> {
    let json: Value = serde_json::from_slice(line).map_err(|error| format!("not JSON: {error}"))?;
    let Value::Object(members) = json else {
        return Err(Refusal::Syntax("is no JSON object".to_owned()));
    };
    let members = &members;
    Ok(Some(match text(members, "type")? {
        "transcript" => Entry::Header(header(members)?),
        "request" => Entry::Request {
            exchange: number(members, "exchange")?,
            at: at(members)?,
            method: text(members, "method")?.to_owned(),
            target: text(members, "target")?.to_owned(),
            headers: headers(members)?,
            body: whole_body(members)?,
        },
        "response" => Entry::Response {
            exchange: number(members, "exchange")?,
            at: at(members)?,
            status: u16::try_from(number(members, "status")?)
                .map_err(|_| "`status` is no status of HTTP".to_owned())?,
            headers: headers(members)?,
            body: whole_body(members)?,
        },
        "body" => Entry::Body {
            exchange: number(members, "exchange")?,
            at: at(members)?,
            of: match text(members, "of")? {
                "request" => Side::Request,
                "response" => Side::Response,
                _ => return Err("`of` is neither `request` nor `response`".to_owned().into()),
            },
            body: body(members)?,
        },
        "chunk" => Entry::Chunk {
            exchange: number(members, "exchange")?,
            at: at(members)?,
            content: content(members)?,
        },
        "end" => Entry::End {
            exchange: number(members, "exchange")?,
            at: at(members)?,
            complete: flag(members, "complete", true)?,
        },
        "finding" => Entry::Finding {
            exchange: number(members, "exchange")?,
            what: text(members, "what")?.to_owned(),
            severity: severity(text(members, "severity")?),
            rule: text(members, "rule")?.to_owned(),
            pointer: text(members, "pointer")?.to_owned(),
            message: text(members, "message")?.to_owned(),
        },
        _ => return Ok(None),
    }))
}

fn header(members: &Members) -> Result<Header, Refusal> {
    let version = number(members, "version")?;
    if version != VERSION {
        let message = format!("the transcript has version {version}, and only version {VERSION} is known");
        return Err(Refusal::Version(message));
    }
    let mut mounts = Mounts::new();
    let places = match members.get("mounts") {
        None => None,
        Some(places) => Some(places.as_object().ok_or("`mounts` is no object".to_owned())?),
    };
    for (name, path) in paths(places)? {
        mounts = match name {
            "jsonRpc" => mounts.json_rpc(path),
            "httpJson" => mounts.http_json(path),
            "ignored" => mounts.ignore(path),
            _ => mounts,
        };
    }
    let limit = match members.get("maxBodyBytes") {
        None => None,
        Some(_) => Some(length(members, "maxBodyBytes")?),
    };
    Ok(Header {
        protocol_version: text(members, "protocolVersion")?.to_owned(),
        mounts,
        max_body_bytes: limit,
    })
}

/// The paths of all mounts, each with the name of what is there.
fn paths(places: Option<&Members>) -> Result<Vec<(&str, &str)>, String> {
    let mut all = Vec::new();
    for (name, paths) in places.into_iter().flatten() {
        let paths = paths.as_array().ok_or("a mount is no array of paths")?;
        for path in paths {
            all.push((
                name.as_str(),
                path.as_str().ok_or("a mount is no array of paths")?,
            ));
        }
    }
    Ok(all)
}

/// The body, unless it is said to follow.
fn whole_body(members: &Members) -> Result<Option<Content>, String> {
    if flag(members, "open", false)? || flag(members, "stream", false)? {
        return Ok(None);
    }
    body(members).map(Some)
}

fn body(members: &Members) -> Result<Content, String> {
    match members.get("body") {
        None => Ok(Content {
            bytes: Bytes::Here(Vec::new()),
            complete: true,
        }),
        Some(Value::Object(body)) => content(body),
        Some(_) => Err("`body` is no object".to_owned()),
    }
}

fn content(members: &Members) -> Result<Content, String> {
    let bytes = if members.contains_key("text") {
        Bytes::Here(text(members, "text")?.as_bytes().to_vec())
    } else if members.contains_key("base64") {
        Bytes::Here(base64(members)?)
    } else if members.contains_key("tooLarge") {
        Bytes::TooLarge(length(members, "tooLarge")?)
    } else if members.contains_key("withheld") {
        Bytes::Withheld(length(members, "withheld")?)
    } else {
        return Err("one of `text`, `base64`, `tooLarge` and `withheld` is missing".to_owned());
    };
    let complete = flag(members, "complete", true)?;
    Ok(Content { bytes, complete })
}

fn headers(members: &Members) -> Result<Vec<(String, Vec<u8>)>, String> {
    let wrong = || "`headers` is no array of pairs".to_owned();
    let pairs = members
        .get("headers")
        .and_then(Value::as_array)
        .ok_or_else(wrong)?;
    let pair = |pair: &Value| match pair.as_array().map(Vec::as_slice) {
        Some([Value::String(name), Value::String(value)]) => Ok((name.clone(), value.clone().into_bytes())),
        Some([Value::String(name), Value::Object(value)]) => Ok((name.clone(), base64(value)?)),
        _ => Err(wrong()),
    };
    pairs.iter().map(pair).collect()
}

fn base64(members: &Members) -> Result<Vec<u8>, String> {
    let text = text(members, "base64")?;
    STANDARD
        .decode(text)
        .map_err(|error| format!("`base64` is not base64: {error}"))
}

fn text<'a>(members: &'a Members, name: &str) -> Result<&'a str, String> {
    let text = members.get(name).and_then(Value::as_str);
    text.ok_or_else(|| format!("`{name}` is missing or no string"))
}

fn number(members: &Members, name: &str) -> Result<u64, String> {
    let number = members.get(name).and_then(Value::as_u64);
    number.ok_or_else(|| format!("`{name}` is missing or no integer from 0"))
}

fn length(members: &Members, name: &str) -> Result<usize, String> {
    Ok(usize::try_from(number(members, name)?).unwrap_or(usize::MAX))
}

fn flag(members: &Members, name: &str, default: bool) -> Result<bool, String> {
    match members.get(name) {
        None => Ok(default),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(format!("`{name}` is neither true nor false")),
    }
}

fn at(members: &Members) -> Result<Timestamp, String> {
    let text = text(members, "at")?;
    text.parse().map_err(|error| format!("`at` is no time: {error}"))
}

fn severity(name: &str) -> Option<Severity> {
    let all = [Severity::Error, Severity::Warning, Severity::Ambiguous];
    all.into_iter().find(|severity| severity.as_str() == name)
}
