//! From an error of the JSON Schema library to findings in the words of the schema.

use crate::finding::{Finding, push_token};
use crate::findings::Findings;
use crate::names::{excerpt, list, near, snake_case};
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::{Map, Value};

/// Adds what an error says, with the help of the schema that the documents were checked against.
pub(crate) fn explain(schema: &Value, error: &ValidationError<'_>, findings: &mut Findings) {
    if findings.is_full() {
        return;
    }
    let place = Place { schema, error };
    match error.kind() {
        Kind::AdditionalProperties { unexpected } => {
            for member in unexpected {
                if findings.is_full() {
                    return;
                }
                let mut pointer = error.instance_path().as_str().to_owned();
                push_token(&mut pointer, member);
                findings.push(place.finding(pointer, place.unknown_member(member)));
            }
        }
        kind => findings.push(place.finding(error.instance_path().as_str().to_owned(), place.message(kind))),
    }
}

struct Place<'a, 'e> {
    schema: &'a Value,
    error: &'a ValidationError<'e>,
}

impl<'a> Place<'a, '_> {
    fn finding(&self, pointer: String, message: String) -> Finding {
        let mut finding = Finding::new(pointer, self.error.kind().keyword(), message);
        finding.schema_pointer = self.error.schema_path().as_str().to_owned();
        finding
    }

    fn message(&self, kind: &Kind) -> String {
        match kind {
            Kind::Required { property } => format!("`{}` is missing", text(property)),
            Kind::Type { .. } => self.wrong_type(),
            Kind::Enum { options } => self.unknown_value(options),
            Kind::Constant { expected_value } => {
                format!("expected `{expected_value}`, found {}", self.found())
            }
            Kind::Not { schema } => match schema.get("const") {
                Some(value) => format!("must not be `{value}`"),
                None => format!("must not be {}", self.found()),
            },
            Kind::OneOfNotValid { .. } | Kind::OneOfMultipleValid { .. } => self.one_of(),
            Kind::MinLength { limit: 1 } | Kind::MinItems { limit: 1 } | Kind::MinProperties { limit: 1 } => {
                "must not be empty".to_owned()
            }
            Kind::MaxProperties { limit: 0 } => "must be empty".to_owned(),
            Kind::Minimum { limit } => format!("must be {limit} or more, found {}", self.found()),
            Kind::Maximum { limit } => format!("must be {limit} or less, found {}", self.found()),
            Kind::Pattern { pattern } => self.wrong_pattern(pattern),
            Kind::Format { format } => format!("{} is no valid {format}", self.found()),
            // Masked, since the library puts whole values into its messages.
            _ => self.error.masked().to_string(),
        }
    }

    fn wrong_type(&self) -> String {
        let expected = match self.rule() {
            Some(Value::Array(types)) => list(types.iter().filter_map(Value::as_str), "or"),
            Some(expected) => format!("`{}`", text(expected)),
            None => "another type".to_owned(),
        };
        let found = self.error.instance();
        let mut message = format!("expected {expected}, found {}", kind_of(found));
        if found.is_null() && self.may_be_absent() {
            message.push_str("; a member without a value is left out");
        }
        if let Some(name) = found.as_i64().and_then(|number| self.name_of_number(number)) {
            message.push_str(&format!(
                "; {found} is the number of `{name}`, and JSON has the name (§5.5)"
            ));
        }
        message
    }

    fn unknown_value(&self, options: &Value) -> String {
        let known: Vec<&str> = options
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let meant = self
            .error
            .instance()
            .as_str()
            .map(|name| near(name, known.iter().copied()))
            .unwrap_or_default();
        match meant.first() {
            Some(name) => format!("{} is not among the values; did you mean `{name}`?", self.found()),
            None => format!("{} is not among the values {}", self.found(), list(known, "and")),
        }
    }

    /// A `oneOf` each of whose branches demands one member is a oneof group of the protocol.
    fn one_of(&self) -> String {
        let branches = self
            .rule()
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let members: Option<Vec<&str>> = branches.iter().map(demanded_member).collect();
        let (Some(members), Some(object)) = (members, self.error.instance().as_object()) else {
            return self.error.masked().to_string();
        };
        let present: Vec<&str> = members
            .iter()
            .copied()
            .filter(|&member| object.contains_key(member))
            .collect();
        let allowed = format!("exactly one of {} must be there", list(members, "or"));
        if present.is_empty() {
            return format!("{allowed}, and none is");
        }
        let mut message = format!("{allowed}, and {} are", list(present.iter().copied(), "and"));
        let null = |member: &&str| object.get(*member).is_some_and(Value::is_null);
        if present.iter().any(null) {
            let nulls = list(present.iter().copied().filter(null), "and");
            message.push_str(&format!("; a member without a value ({nulls}) is left out"));
        }
        message
    }

    fn unknown_member(&self, member: &str) -> String {
        let owner = self.owner();
        let known = owner.and_then(|owner| owner.get("properties")?.as_object());
        let name = excerpt(member);
        let Some(known) = known.filter(|known| !known.is_empty()) else {
            return format!("there is no member `{name}`");
        };
        let json_name = known.keys().find(|json_name| snake_case(json_name) == member);
        if let Some(json_name) = json_name {
            return format!("the JSON name of `{name}` is `{json_name}` (§5.5); receivers accept both");
        }
        let meant = near(member, known.keys().map(String::as_str));
        if let Some(meant) = meant.first() {
            return format!("there is no member `{name}`; did you mean `{meant}`?");
        }
        format!(
            "there is no member `{name}`; {} has {}",
            self.type_name(),
            list(known.keys().map(String::as_str), "and")
        )
    }

    fn wrong_pattern(&self, pattern: &str) -> String {
        let sibling = |keyword: &str| self.owner().and_then(|owner| owner.get(keyword)?.as_str());
        if sibling("format") == Some("date-time") {
            let form = "expected a UTC timestamp as 2025-01-31T12:00:00.000Z (§5.6.1)";
            return format!("{form}, found {}", self.found());
        }
        if sibling("contentEncoding") == Some("base64") {
            return "expected padded standard base64; receivers accept other forms".to_owned();
        }
        format!("{} does not match `{pattern}`", self.found())
    }

    /// The keyword's value.
    fn rule(&self) -> Option<&'a Value> {
        self.schema.pointer(self.error.schema_path().as_str())
    }

    /// The schema in which the keyword stands.
    fn owner(&self) -> Option<&'a Value> {
        self.schema.pointer(self.owner_pointer())
    }

    fn owner_pointer(&self) -> &str {
        self.error
            .schema_path()
            .as_str()
            .rsplit_once('/')
            .map_or("", |(owner, _)| owner)
    }

    /// The name of the definition in which the keyword stands, if it stands right in it.
    fn type_name(&self) -> String {
        match self.owner_pointer().strip_prefix("/$defs/") {
            Some(name) if !name.contains('/') => format!("`{name}`"),
            _ => "it".to_owned(),
        }
    }

    /// Whether the value is that of a member that its object does not require.
    fn may_be_absent(&self) -> bool {
        let Some((object, member)) = self.owner_pointer().rsplit_once("/properties/") else {
            return false;
        };
        let required = self
            .schema
            .pointer(object)
            .and_then(|object| object.get("required")?.as_array());
        !required.is_some_and(|required| required.iter().any(|name| name.as_str() == Some(member)))
    }

    /// The name of the enum value with this number, which receivers accept in its place.
    fn name_of_number(&self, number: i64) -> Option<&'a str> {
        let values = self.owner()?.get("x-a2a-values")?.as_array()?;
        let value = values
            .iter()
            .find(|value| value.get("number").and_then(Value::as_i64) == Some(number))?;
        value.get("name")?.as_str()
    }

    /// What is there, in short: a document that is large is not written out for that.
    fn found(&self) -> String {
        match &**self.error.instance() {
            Value::String(text) if text.is_empty() => "an empty string".to_owned(),
            Value::String(text) => format!("`{}`", excerpt(text)),
            value @ (Value::Array(_) | Value::Object(_)) => kind_of(value).to_owned(),
            scalar => format!("`{scalar}`"),
        }
    }
}

/// The member that a branch of a `oneOf` demands, if that is all it says.
fn demanded_member(branch: &Value) -> Option<&str> {
    let branch: &Map<String, Value> = branch.as_object()?;
    match branch.get("required")?.as_array()?.as_slice() {
        [only] if branch.len() == 1 => only.as_str(),
        _ => None,
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
