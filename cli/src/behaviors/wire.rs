//! Hostile answers: what is sent instead of what the engine would say, byte by byte.

use super::format::{self, End, Repeat};
use super::lower::{decode, delay, millis};
use super::problem::Problem;
use super::template::{Form, Places, Template, Values};
use a2a_bindings::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};
use std::time::Duration;

/// How many chunks an answer has at most.
const MAX_CHUNKS: usize = 1000;
/// How often a chunk is repeated at most, unless for ever.
const MAX_REPEAT: u64 = 1_000_000_000;

/// A hostile answer.
#[derive(Debug)]
pub(super) struct Wire {
    /// Before anything is sent.
    pub(super) delay: Duration,
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether the headers say what the content type is, be it that there is none.
    pub(super) has_content_type: bool,
    pub(super) chunks: Vec<Chunk>,
    pub(super) end: End,
}

/// A piece of the body, and how it is sent.
#[derive(Debug)]
pub(super) struct Chunk {
    content: Content,
    /// Before the chunk.
    pub(super) delay: Duration,
    /// How often; `None` for ever.
    pub(super) times: Option<u64>,
    /// How many bytes are sent at a time.
    pub(super) split: Option<usize>,
    /// Between what is sent at a time.
    pub(super) pause: Duration,
}

/// What a call wants to be answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Events,
    Document,
    /// A document that is a task by itself.
    Task,
}

#[derive(Debug)]
enum Content {
    /// As it stands there, with what its placeholders stand for.
    Text(Template),
    Bytes(Bytes),
    /// JSON in the envelope of the binding.
    Json(Template),
    /// An event with JSON in the envelope of the binding.
    Event(Template),
    /// What the call wants: an event; a document; or the task in it, if there is one.
    Answer {
        whole: Template,
        task: Option<Template>,
    },
}

impl Wire {
    pub(super) fn lower(written: &format::Wire, values: &Values, at: &str) -> Result<Self, Problem> {
        let code = written.status.unwrap_or(200);
        // Statuses below 200 are no answers, and those have no body of their own.
        let status = StatusCode::from_u16(code)
            .ok()
            .filter(|_| code >= 200)
            .ok_or_else(|| Problem::new(format!("{at}/status"), "must be from 200 to 999"))?;
        if written.chunks.len() > MAX_CHUNKS {
            let message = format!("there are more than {MAX_CHUNKS} chunks");
            return Err(Problem::new(format!("{at}/chunks"), message));
        }
        let says_something =
            written.status.is_some() || !written.headers.is_empty() || !written.chunks.is_empty();
        if written.end == End::NoAnswer && says_something {
            let message = "with `end: no_answer` nothing is sent: leave status, headers and chunks out, or end with \
                           `cut`";
            return Err(Problem::new(format!("{at}/end"), message));
        }
        let chunks = written.chunks.iter().enumerate();
        let chunks =
            chunks.map(|(index, chunk)| Chunk::lower(&chunk.0, values, &format!("{at}/chunks/{index}")));
        Ok(Self {
            delay: delay(written.delay_ms, at)?,
            status,
            headers: headers(written, at)?,
            has_content_type: written
                .headers
                .keys()
                .any(|name| name.eq_ignore_ascii_case("content-type")),
            chunks: chunks.collect::<Result<_, _>>()?,
            end: written.end,
        })
    }
}

fn headers(written: &format::Wire, at: &str) -> Result<Vec<(HeaderName, HeaderValue)>, Problem> {
    let mut headers = Vec::new();
    for (name, value) in &written.headers {
        let at = format!("{at}/headers/{}", name.replace('~', "~0").replace('/', "~1"));
        let name =
            HeaderName::try_from(name).map_err(|_| Problem::new(&at, "is not the name of a header"))?;
        if let Some(value) = value {
            let value = HeaderValue::try_from(value)
                .map_err(|_| Problem::new(&at, "has characters that no header has"))?;
            headers.push((name, value));
        }
    }
    Ok(headers)
}

impl Chunk {
    fn lower(written: &format::ChunkKeys, values: &Values, at: &str) -> Result<Self, Problem> {
        let times = match written.repeat {
            None => Some(1),
            Some(Repeat::Forever) => None,
            Some(Repeat::Times(times)) if (1..=MAX_REPEAT).contains(&times) => Some(times),
            Some(Repeat::Times(_)) => {
                let message = format!("must be from 1 to {MAX_REPEAT}, or `forever`");
                return Err(Problem::new(format!("{at}/repeat"), message));
            }
        };
        let split = match written.split {
            Some(0) => return Err(Problem::new(format!("{at}/split"), "must be at least 1")),
            split => split.and_then(|bytes| usize::try_from(bytes).ok()),
        };
        let pause = written.pause_ms.unwrap_or_default();
        Ok(Self {
            content: Content::lower(written, values, at)?,
            delay: delay(written.delay_ms, at)?,
            times,
            split,
            pause: millis(pause, &format!("{at}/pause_ms"))?,
        })
    }

    /// The bytes of one of its repetitions.
    pub(super) fn render(&self, places: &Places, wanted: Wanted) -> Bytes {
        let in_envelope = |template: &Template| {
            let text = template.render(places, Form::Json);
            match &places.id {
                Some(id) => format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{text}}}"#),
                None => text,
            }
        };
        let event = |template: &Template| format!("data: {}\n\n", in_envelope(template)).into();
        match &self.content {
            Content::Text(text) => text.render(places, Form::Json).into(),
            Content::Bytes(bytes) => bytes.clone(),
            Content::Json(json) => in_envelope(json).into(),
            Content::Event(json) => event(json),
            Content::Answer { whole, task } => match (wanted, task) {
                (Wanted::Events, _) => event(whole),
                (Wanted::Task, Some(task)) => in_envelope(task).into(),
                (Wanted::Task | Wanted::Document, _) => in_envelope(whole).into(),
            },
        }
    }
}

impl Content {
    fn lower(written: &format::ChunkKeys, values: &Values, at: &str) -> Result<Self, Problem> {
        let keys = [
            written.text.is_some(),
            written.base64.is_some(),
            written.json.is_some(),
            written.event.is_some(),
            written.answer.is_some(),
        ];
        let count = keys.iter().filter(|is_there| **is_there).count();
        if count > 1 || (count == 0 && written.delay_ms.is_none()) {
            let message =
                "a chunk has exactly one of text, json, event, answer and base64, or a delay_ms alone";
            return Err(Problem::new(at, message));
        }
        let template = |text: &str, key: &str| Template::of_wire(text, values, &format!("{at}/{key}"));
        if let Some(base64) = &written.base64 {
            return Ok(Self::Bytes(decode(base64, &format!("{at}/base64"))?));
        }
        if let Some(json) = &written.json {
            return Ok(Self::Json(template(&json.to_string(), "json")?));
        }
        if let Some(json) = &written.event {
            return Ok(Self::Event(template(&json.to_string(), "event")?));
        }
        if let Some(json) = &written.answer {
            let of = |json: &serde_json::Value| template(&json.to_string(), "answer");
            return Ok(Self::Answer {
                whole: of(json)?,
                task: json.get("task").map(of).transpose()?,
            });
        }
        let text = written.text.as_deref().unwrap_or_default();
        Ok(Self::Text(template(text, "text")?))
    }
}
