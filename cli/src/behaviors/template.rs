//! Texts with placeholders: `{{taskId}}`.

use super::problem::Problem;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A text, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Place(Place),
    Value(Arc<Template>),
}

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Id,
    Open,
    Close,
    MessageId,
    TaskId,
    ContextId,
    Text,
    Number,
}

/// What the placeholders stand for in an answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// The id of the JSON-RPC request as JSON; `None` where the binding has none.
    pub(super) id: Option<String>,
    pub(super) message_id: String,
    pub(super) task_id: String,
    pub(super) context_id: String,
    pub(super) text: String,
    /// Which of its repetitions it is, from 1.
    pub(super) number: u64,
}

/// Values by their names, for templates that may name them.
pub(super) type Values = BTreeMap<String, Arc<Template>>;

/// In what the placeholders stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// What is inserted is written as it is.
    Plain,
    /// What is inserted is a part of a JSON string.
    Json,
}

const OPEN: &str = "{{";
const CLOSE: &str = "}}";
/// In scripts, where there is neither an envelope nor a value.
const IN_SCRIPTS: &str = "messageId, taskId, contextId, text and n";

impl Template {
    /// A text without placeholders.
    pub(super) fn literal(text: &str) -> Self {
        Self(vec![Piece::Literal(text.to_owned())])
    }

    /// A text of a script.
    pub(super) fn of_script(text: &str, at: &str) -> Result<Self, Problem> {
        Self::parse(text, |name| match place(name) {
            Some(Place::Id | Place::Open | Place::Close) | None => {
                let message =
                    format!("there is no placeholder `{{{{{name}}}}}` in a script; there are {IN_SCRIPTS}");
                Err(Problem::new(at, message))
            }
            Some(place) => Ok(Piece::Place(place)),
        })
    }

    /// A text of a hostile answer.
    pub(super) fn of_wire(text: &str, values: &Values, at: &str) -> Result<Self, Problem> {
        Self::parse(text, |name| match (place(name), values.get(name)) {
            (Some(place), _) => Ok(Piece::Place(place)),
            (None, Some(value)) => Ok(Piece::Value(Arc::clone(value))),
            (None, None) => {
                let message = format!(
                    "there is no placeholder and no value `{{{{{name}}}}}`; there are id, open, close, {IN_SCRIPTS}, \
                     and what stands in `values`"
                );
                Err(Problem::new(at, message))
            }
        })
    }

    fn parse(text: &str, piece: impl Fn(&str) -> Result<Piece, Problem>) -> Result<Self, Problem> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((literal, name, after)) = next_place(rest) {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            pieces.push(piece(name)?);
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    /// The text with what the placeholders stand for.
    pub(super) fn render(&self, places: &Places, form: Form) -> String {
        let mut text = String::new();
        self.write(places, form, &mut text);
        text
    }

    fn write(&self, places: &Places, form: Form, text: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Value(value) => value.write(places, form, text),
                Piece::Place(place) => place.write(places, form, text),
            }
        }
    }
}

impl Place {
    fn write(self, places: &Places, form: Form, text: &mut String) {
        let inserted = match self {
            Self::Id => return text.push_str(places.id.as_deref().unwrap_or("null")),
            Self::Open => {
                if let Some(id) = &places.id {
                    text.push_str(&format!(r#"{{"jsonrpc":"2.0","id":{id},"result":"#));
                }
                return;
            }
            Self::Close => {
                if places.id.is_some() {
                    text.push('}');
                }
                return;
            }
            Self::Number => return text.push_str(&places.number.to_string()),
            Self::MessageId => &places.message_id,
            Self::TaskId => &places.task_id,
            Self::ContextId => &places.context_id,
            Self::Text => &places.text,
        };
        match form {
            Form::Plain => text.push_str(inserted),
            Form::Json => {
                let quoted = serde_json::Value::from(inserted.as_str()).to_string();
                text.push_str(quoted.get(1..quoted.len() - 1).unwrap_or_default());
            }
        }
    }
}

/// The first placeholder: what stands before it, its name, and what stands behind it. Braces around anything but a name
/// are text, as JSON ends with them.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find(OPEN)?;
        let inner = text.get(start + OPEN.len()..)?;
        if let Some(end) = inner.find(CLOSE)
            && let Some(name) = inner.get(..end)
            && is_name(name)
        {
            return Some((text.get(..start)?, name, inner.get(end + CLOSE.len()..)?));
        }
        from = start + 1;
    }
}

/// Whether it can be the name of a placeholder: letters, digits, `_` and `-`, a letter first.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Whether the name is taken.
pub(super) fn is_place(name: &str) -> bool {
    place(name).is_some()
}

fn place(name: &str) -> Option<Place> {
    Some(match name {
        "id" => Place::Id,
        "open" => Place::Open,
        "close" => Place::Close,
        "messageId" => Place::MessageId,
        "taskId" => Place::TaskId,
        "contextId" => Place::ContextId,
        "text" => Place::Text,
        "n" => Place::Number,
        _ => return None,
    })
}
