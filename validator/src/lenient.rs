//! The lenient profile: what receivers must accept, in whatever of its forms ProtoJSON allows a sender to write it.
//!
//! A response is read as clients read it: a value that nobody knows yet is passed over, and what is missing is empty.
//! A request is held to more, since servers validate what they are sent (§3.3.2): required fields must say something,
//! and numbers have limits.

use crate::finding::{Finding, push_token};
use crate::findings::Findings;
use crate::form::{Form, FormId, Forms, IntegerFormat, Member, Object};
use crate::names::{list, near};
use crate::wording::{found, kind_of};
use a2a_bindings::Timestamp;
use serde_json::{Map, Number, Value};

/// Lists what keeps receivers from accepting a document.
pub(crate) fn check(forms: &Forms, form: FormId, request: bool, json: &Value, findings: &mut Findings) {
    let mut walk = Walk {
        forms,
        request,
        path: Vec::new(),
        findings,
    };
    walk.value(form, json);
}

struct Walk<'a> {
    forms: &'a Forms,
    /// Whether the document is a request, or will be: the parameters in an envelope are.
    request: bool,
    path: Vec<Token<'a>>,
    findings: &'a mut Findings,
}

/// A step on the way to a value.
enum Token<'a> {
    Name(&'a str),
    Index(usize),
}

/// How much a member of a oneof says: where there are several, an empty one or `null` is taken for a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Null,
    Empty,
    Value,
}

impl<'a> Walk<'a> {
    fn value(&mut self, form: FormId, value: &'a Value) {
        if self.findings.is_full() {
            return;
        }
        let forms = self.forms;
        match (forms.get(form), value) {
            (Form::Any | Form::Opaque, _)
            | (Form::Bool, Value::Bool(_))
            | (Form::Struct, Value::Object(_)) => {}
            (Form::Empty, Value::Null | Value::Object(_)) => {}
            (Form::Id, Value::Null | Value::String(_)) => {}
            (Form::Id, Value::Number(number)) if number.is_i64() || number.is_u64() => {}
            (Form::Integer { .. }, Value::Number(_) | Value::String(_)) => {
                self.integer(forms.get(form), value)
            }
            (Form::Text { least, .. }, Value::String(text)) => self.text(*least, text),
            (Form::Timestamp, Value::String(text)) => {
                if let Err(error) = text.parse::<Timestamp>() {
                    self.report("format", error.to_string(), "a timestamp of RFC 3339", "§5.6.1");
                }
            }
            (Form::Base64, Value::String(text)) if !is_base64(text) => {
                self.report("pattern", "is no base64", "base64 in either alphabet", "§5.5");
            }
            (Form::Base64, Value::String(_)) => {}
            (Form::Const(expected), value) => {
                if value.as_str() != Some(expected) {
                    let message = format!("expected `{expected}`, found {}", found(value));
                    self.report("const", message, format!("`{expected}`"), "");
                }
            }
            (Form::Enum { .. }, Value::String(_) | Value::Number(_)) => {
                self.enumeration(forms.get(form), value)
            }
            (Form::List { items, least }, Value::Array(values)) => {
                if self.request && (values.len() as u64) < *least {
                    self.report(
                        "minItems",
                        "must not be empty",
                        "an array that is not empty",
                        "§5.7",
                    );
                }
                for (index, value) in values.iter().enumerate() {
                    self.step(Token::Index(index), *items, value);
                }
            }
            (Form::Map(values), Value::Object(members)) => {
                for (name, value) in members {
                    self.step(Token::Name(name), *values, value);
                }
            }
            (Form::Object(object), Value::Object(members)) => self.object(object, members),
            (form, value) => self.wrong_type(form, value),
        }
    }

    fn step(&mut self, token: Token<'a>, form: FormId, value: &'a Value) {
        self.path.push(token);
        self.value(form, value);
        self.path.pop();
    }

    fn text(&mut self, least: u64, text: &str) {
        if self.request && text.is_empty() && least > 0 {
            self.report(
                "minLength",
                "must not be empty",
                "a string that is not empty",
                "§5.7",
            );
        }
    }

    fn integer(&mut self, form: &Form, value: &Value) {
        let Form::Integer {
            minimum,
            maximum,
            format,
        } = form
        else {
            return;
        };
        // Only the fields of messages are ProtoJSON: in an envelope, a number is a number.
        let number = match format {
            Some(format) => integer(value).filter(|number| format.contains(*number)),
            None => integral(value),
        };
        let Some(number) = number else {
            let expected = match format {
                Some(IntegerFormat::Int32) => "a signed integer of 32 bits",
                Some(IntegerFormat::Uint32) => "an unsigned integer of 32 bits",
                None => "an integer",
            };
            let message = format!("expected {expected}, found {}", found(value));
            return self.report("type", message, expected, "");
        };
        if !self.request {
            return;
        }
        if let Some(minimum) = minimum.filter(|minimum| number < *minimum) {
            let expected = format!("{minimum} or more");
            self.report(
                "minimum",
                format!("must be {expected}, found {}", found(value)),
                expected,
                "",
            );
        }
        if let Some(maximum) = maximum.filter(|maximum| number > *maximum) {
            let expected = format!("{maximum} or less");
            self.report(
                "maximum",
                format!("must be {expected}, found {}", found(value)),
                expected,
                "",
            );
        }
    }

    fn enumeration(&mut self, form: &Form, value: &Value) {
        let Form::Enum { values, except } = form else {
            return;
        };
        // The names of operations have no numbers, and extensions bring operations of their own (§4.6).
        if values.iter().all(|value| value.number.is_none()) {
            if !value.is_string() {
                self.wrong_type(form, value);
            }
            return;
        }
        let name = match value {
            Value::String(name) => values.iter().find(|value| *value.name == **name),
            number => {
                let number = integral(number).filter(|number| IntegerFormat::Int32.contains(*number));
                let Some(number) = number else {
                    return self.wrong_type(form, value);
                };
                values.iter().find(|value| value.number == Some(number))
            }
        };
        // A client survives a value of a later version.
        if !self.request {
            return;
        }
        let known = || {
            values
                .iter()
                .map(|value| &*value.name)
                .filter(|name| Some(*name) != except.as_deref())
        };
        let expected = || format!("one of {}", list(known(), "or"));
        match name {
            None => {
                let near = value.as_str().map(|name| near(name, known())).unwrap_or_default();
                let message = match near.first() {
                    Some(name) => format!("{} is not among the values; did you mean `{name}`?", found(value)),
                    None => format!("{} is not among the values", found(value)),
                };
                self.report("enum", message, expected(), "§5.5");
            }
            Some(name) if except.as_deref() == Some(&name.name) => {
                self.report("not", format!("must not be `{}`", name.name), expected(), "§5.7");
            }
            Some(_) => {}
        }
    }

    fn object(&mut self, object: &'a Object, members: &'a Map<String, Value>) {
        let mut present: Vec<Option<Weight>> = vec![None; object.members.len()];
        let mut unknown = false;
        for (name, value) in members {
            let Some((place, member)) = object.member_by_any_name(name) else {
                // Unknown members are ignored (§5.7), but one of them may be what a oneof holds in a later version.
                unknown |= !object.envelope && !value.is_null();
                continue;
            };
            if *member.name != **name && members.contains_key(&*member.name) {
                self.twice(member, name);
            }
            if value.is_null() && !self.takes_null(member.form) {
                continue;
            }
            self.step(Token::Name(name), member.form, value);
            if let Some(slot) = present.get_mut(place) {
                *slot = Some(self.weight(member.form, value));
            }
        }
        let is_present = |place: usize| present.get(place).copied().flatten().is_some();
        for (place, member) in object.members.iter().enumerate() {
            if member.required && !is_present(place) {
                self.missing(member, object.envelope);
            }
        }
        for oneof in &object.oneofs {
            self.oneof(object, oneof, &present, unknown);
        }
    }

    /// Both names of a field: whichever comes last in the bytes wins, or the document is refused.
    fn twice(&mut self, member: &Member, name: &'a str) {
        let message = format!(
            "`{}` is there under both of its names, and receivers differ in which they read",
            member.name
        );
        self.path.push(Token::Name(name));
        self.report(
            "duplicate-member",
            message,
            format!("`{}` alone", member.name),
            "§5.5",
        );
        self.path.pop();
    }

    fn missing(&mut self, member: &Member, envelope: bool) {
        let needed = match self.forms.get(member.form) {
            // Without parameters, they are those of an empty object.
            Form::Object(object) if envelope && &*member.name == "params" => {
                let mut members = object.members.iter();
                members.any(|member| member.required && self.is_needed(member))
            }
            _ => envelope || self.is_needed(member),
        };
        if needed {
            let section = if envelope { "" } else { "§5.7" };
            let name = format!("`{}`", member.name);
            self.report("required", format!("{name} is missing"), name, section);
        }
    }

    /// Whether an absent member of a message is more than an empty one.
    fn is_needed(&self, member: &Member) -> bool {
        match self.forms.get(member.form) {
            Form::Object(_) | Form::Timestamp | Form::Struct | Form::Any => true,
            Form::Text { least, .. } | Form::List { least, .. } => self.request && *least > 0,
            Form::Enum { except, .. } => self.request && except.is_some(),
            _ => false,
        }
    }

    fn oneof(&mut self, object: &Object, oneof: &[usize], present: &[Option<Weight>], unknown: bool) {
        let name = |place: usize| object.members.get(place).map_or("", |member| &*member.name);
        let weight = |place: usize| present.get(place).copied().flatten();
        let heaviest = oneof.iter().filter_map(|&place| weight(place)).max();
        let all = || {
            format!(
                "exactly one of {}",
                list(oneof.iter().map(|&place| name(place)), "or")
            )
        };
        if unknown && heaviest.is_none_or(|weight| weight < Weight::Value) {
            if self.request {
                self.report(
                    "oneOf",
                    format!("{} must be there, and none is", all()),
                    all(),
                    "",
                );
            }
            return;
        }
        let chosen: Vec<&str> = oneof
            .iter()
            .filter(|&&place| heaviest.is_some() && weight(place) == heaviest)
            .map(|&place| name(place))
            .collect();
        let wrong = match chosen.as_slice() {
            [_] => return,
            [] => "none is".to_owned(),
            several => format!("{} are", list(several.iter().copied(), "and")),
        };
        self.report(
            "oneOf",
            format!("{} must be there, and {wrong}", all()),
            all(),
            "",
        );
    }

    /// Whether `null` is a value and not the absence of one.
    fn takes_null(&self, form: FormId) -> bool {
        matches!(self.forms.get(form), Form::Any | Form::Id | Form::Empty)
    }

    fn weight(&self, form: FormId, value: &Value) -> Weight {
        let empty = match (self.forms.get(form), value) {
            (Form::Any, Value::Null) => return Weight::Null,
            (Form::Text { .. } | Form::Base64, Value::String(text)) => text.is_empty(),
            (Form::Bool, Value::Bool(value)) => !value,
            (Form::Integer { .. }, value) => integer(value) == Some(0),
            (Form::Enum { values, .. }, Value::String(name)) => values
                .iter()
                .any(|value| value.number == Some(0) && *value.name == **name),
            (Form::Enum { .. }, value) => integral(value) == Some(0),
            _ => false,
        };
        if empty { Weight::Empty } else { Weight::Value }
    }

    fn wrong_type(&mut self, form: &Form, value: &Value) {
        let expected = match form {
            Form::Bool => "a boolean",
            Form::Integer { .. } => "an integer",
            Form::Text { .. } | Form::Timestamp | Form::Base64 | Form::Const(_) => "a string",
            Form::Enum { .. } => "the name of a value",
            Form::List { .. } => "an array",
            Form::Id => "a string, an integer or null",
            _ => "an object",
        };
        let message = format!("expected {expected}, found {}", kind_of(value));
        self.report("type", message, expected, "");
    }

    fn report(&mut self, rule: &str, message: impl Into<String>, expected: impl Into<String>, section: &str) {
        if self.findings.is_full() {
            return;
        }
        let mut pointer = String::new();
        for token in &self.path {
            match token {
                Token::Name(name) => push_token(&mut pointer, name),
                Token::Index(index) => pointer.push_str(&format!("/{index}")),
            }
        }
        let finding = Finding::new(pointer, rule, message)
            .with_expected(expected)
            .with_section(section);
        self.findings.push(finding);
    }
}

/// The integer that a number or a string stands for.
fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => {
            // By the grammar of JSON, which has no `+5` and no spaces around it.
            let number: Number = serde_json::from_str(text).ok()?;
            let bare = text.trim_ascii().len() == text.len();
            integral(&Value::Number(number)).filter(|_| bare)
        }
        number => integral(number),
    }
}

/// The integer that a number is, be it written with a fraction or an exponent.
fn integral(value: &Value) -> Option<i64> {
    // Both bounds are exact in binary; the upper one itself is out of range.
    const BOUND: f64 = 9_223_372_036_854_775_808.0;
    if let Some(number) = value.as_i64() {
        return Some(number);
    }
    let number = value.as_f64().filter(|_| !value.is_u64())?;
    (number.fract() == 0.0 && (-BOUND..BOUND).contains(&number)).then_some(number as i64)
}

/// Whether it is base64 in either alphabet, with all of its padding or less.
pub(crate) fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    let rest = data.len() % 4;
    let letters = data
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_'));
    letters && rest != 1 && padding <= (4 - rest) % 4
}
