//! From an error of the JSON Schema library to findings in the words of the schema.

use crate::finding::{Finding, Severity, push_token};
use crate::findings::Findings;
use crate::form::{FormId, demanded_member};
use crate::lenient::is_base64;
use crate::names::{excerpt, list, near, snake_case};
use crate::schema::Schema;
use crate::wording::{BASE64, TIMESTAMP, found, kind_of, text, wanted};
use a2a_bindings::Timestamp;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

/// Adds what an error says, with the help of the schema that the documents were checked against.
pub(crate) fn explain(schema: &Schema, form: FormId, error: &ValidationError<'_>, findings: &mut Findings) {
    if findings.is_full() {
        return;
    }
    let place = Place {
        schema: schema.document(),
        error,
        required: schema.forms().is_required(form, error.instance_path().as_str()),
    };
    match error.kind() {
        Kind::AdditionalProperties { unexpected } => {
            for member in unexpected {
                if findings.is_full() {
                    return;
                }
                findings.push(place.unknown_member(member));
            }
        }
        kind => findings.push(place.explain(kind)),
    }
}

/// Where in the schema and in the document an error is.
struct Place<'a, 'e> {
    schema: &'a Value,
    error: &'a ValidationError<'e>,
    /// Whether the value is that of a member that its object requires.
    required: bool,
}

impl<'a> Place<'a, '_> {
    fn explain(&self, kind: &Kind) -> Finding {
        match kind {
            Kind::Required { property } => self.missing(&text(property)),
            Kind::Type { .. } => self.wrong_type(),
            Kind::Enum { options } => self.unknown_value(options),
            Kind::Constant { expected_value } => {
                let expected = format!("`{}`", text(expected_value));
                self.finding(format!("expected {expected}, found {}", self.found()))
                    .with_expected(expected)
            }
            Kind::Not { schema } => self.excepted(schema),
            Kind::OneOfNotValid { .. } | Kind::OneOfMultipleValid { .. } => self.one_of(),
            Kind::MinLength { limit: 1 } | Kind::MinItems { limit: 1 } => self
                .finding("must not be empty")
                .with_expected(self.owner().map(wanted).unwrap_or_default())
                .with_section(PRESENCE),
            Kind::MaxProperties { limit: 0 } => self
                .finding("must be empty")
                .with_expected("an empty object")
                .with_severity(Severity::Warning)
                .with_hint("receivers ignore what they do not know (§5.7)"),
            Kind::Minimum { limit } => self.out_of_range(format!("{limit} or more")),
            Kind::Maximum { limit } => self.out_of_range(format!("{limit} or less")),
            Kind::Pattern { pattern } => self.wrong_pattern(pattern),
            Kind::Format { format } => self.wrong_format(format),
            // Masked, since the library puts whole values into its messages.
            _ => self.finding(self.error.masked().to_string()),
        }
    }

    /// An error at this place, under the section that describes the definition.
    fn finding(&self, message: impl Into<String>) -> Finding {
        let pointer = self.error.instance_path().as_str();
        let section = section(self.definition());
        let mut finding = Finding::new(pointer, self.error.kind().keyword(), message).with_section(section);
        finding.schema_pointer = self.error.schema_path().as_str().to_owned();
        finding
    }

    /// §5.7: a required field is there, whatever it says. That encoders of ProtoJSON leave out what is empty is no
    /// excuse: the example of §8.4.1 has a required member with an empty string.
    fn missing(&self, member: &str) -> Finding {
        let described = self
            .owner()
            .and_then(|owner| owner.get("properties")?.get(member));
        let expected = described
            .map(wanted)
            .unwrap_or_else(|| "any JSON value".to_owned());
        let finding = self
            .finding(format!("`{}` is missing", excerpt(member)))
            .with_expected(format!("`{}`: {expected}", excerpt(member)));
        if self.is_envelope() {
            return finding;
        }
        let finding = finding.with_section(PRESENCE);
        let has_default =
            described.is_some_and(|described| match described.get("type").and_then(Value::as_str) {
                Some(kind) => matches!(kind, "string" | "array" | "integer" | "boolean" | "number"),
                None => self
                    .resolved(described)
                    .is_some_and(|definition| definition.get("enum").is_some()),
            });
        if has_default {
            finding.with_hint(
                "a required member is sent even if it is empty; encoders of ProtoJSON have an option for that",
            )
        } else {
            finding
        }
    }

    fn wrong_type(&self) -> Finding {
        let value = self.error.instance();
        let expected = match self.rule() {
            Some(Value::Array(types)) => list(types.iter().filter_map(Value::as_str), "or"),
            Some(expected) => format!("`{}`", text(expected)),
            None => "another type".to_owned(),
        };
        let finding = self
            .finding(format!("expected {expected}, found {}", kind_of(value)))
            .with_expected(self.owner().map(wanted).unwrap_or_default());
        if value.is_null() {
            return self.null(finding);
        }
        if let Some(name) = value.as_i64().and_then(|number| self.name_of_number(number)) {
            return finding
                .with_expected(format!("`{name}`"))
                .with_section(PROTO_JSON)
                .with_hint(format!(
                    "{value} is the number of `{name}`, and JSON has the name; receivers accept both"
                ));
        }
        let as_text = value.as_str().and_then(|text| text.parse::<i64>().ok());
        if expected == "`integer`" && as_text.is_some() && !self.is_envelope() {
            return finding
                .with_severity(Severity::Warning)
                .with_section(PROTO_JSON)
                .with_hint("receivers accept the number in a string too");
        }
        finding
    }

    /// `null` is not among the forms that the specification has for a field without a value, and no rule forbids it
    /// in so many words; ProtoJSON has it read as absent.
    fn null(&self, finding: Finding) -> Finding {
        if self.is_envelope() {
            return finding;
        }
        let finding = finding.with_section(PRESENCE);
        if self.required {
            return finding;
        }
        finding
            .with_severity(Severity::Warning)
            .with_hint("a member without a value is left out; receivers take `null` for absent")
    }

    fn unknown_value(&self, options: &Value) -> Finding {
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
        let message = match meant.first() {
            Some(name) => format!("{} is not among the values; did you mean `{name}`?", self.found()),
            None => format!(
                "{} is not among the values {}",
                self.found(),
                list(known.iter().copied(), "and")
            ),
        };
        let section = if self.is_envelope() {
            OPERATIONS
        } else {
            PROTO_JSON
        };
        self.finding(message)
            .with_expected(format!("one of {}", list(known, "or")))
            .with_section(section)
    }

    /// A value that its definition has and this member does not: the one that says nothing.
    fn excepted(&self, schema: &Value) -> Finding {
        let Some(value) = schema.get("const") else {
            return self.finding(format!("must not be {}", self.found()));
        };
        let definition = self.owner().and_then(|owner| self.resolved(owner));
        let values = definition.and_then(|definition| definition.get("enum")?.as_array());
        let others = values
            .into_iter()
            .flatten()
            .filter(|other| *other != value)
            .filter_map(Value::as_str);
        self.finding(format!("must not be `{}`", text(value)))
            .with_expected(format!("one of {}", list(others, "or")))
            .with_section(PRESENCE)
    }

    /// A `oneOf` each of whose branches demands one member is a oneof group of the protocol.
    fn one_of(&self) -> Finding {
        let branches = self
            .rule()
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let members: Option<Vec<&str>> = branches.iter().map(demanded_member).collect();
        let (Some(members), Some(object)) = (members, self.error.instance().as_object()) else {
            return self.finding(self.error.masked().to_string());
        };
        let (nulls, values): (Vec<&str>, Vec<&str>) = members
            .iter()
            .copied()
            .filter(|&member| object.contains_key(member))
            .partition(|&member| object.get(member).is_some_and(Value::is_null));
        let expected = format!("exactly one of {}", list(members.iter().copied(), "or"));
        let present = members
            .iter()
            .copied()
            .filter(|member| object.contains_key(*member));
        let message = match nulls.len() + values.len() {
            0 => format!("{expected} must be there, and none is"),
            _ => format!("{expected} must be there, and {} are", list(present, "and")),
        };
        let finding = self.finding(message).with_expected(expected);
        if nulls.is_empty() {
            return finding;
        }
        let hint = format!(
            "a member without a value ({}) is left out",
            list(nulls.iter().copied(), "and")
        );
        // `null` beside the value that is meant is absent for receivers.
        match values.as_slice() {
            [_] => finding
                .with_severity(Severity::Warning)
                .with_hint(format!("{hint}; receivers take `null` for absent")),
            _ => finding.with_hint(hint),
        }
    }

    fn unknown_member(&self, member: &str) -> Finding {
        let name = excerpt(member);
        let known = self
            .owner()
            .and_then(|owner| owner.get("properties")?.as_object());
        let names = || known.into_iter().flatten().map(|(name, _)| name.as_str());
        let mut finding = if let Some(json_name) = names().find(|json_name| snake_case(json_name) == member) {
            self.finding(format!("the JSON name of `{name}` is `{json_name}`"))
                .with_expected(format!("`{json_name}`"))
                .with_section(PROTO_JSON)
                .with_hint("receivers accept both names")
        } else {
            let meant = near(member, names());
            let message = match meant.as_slice() {
                // A part of several names tells nothing of which is meant: `security` was its own name once.
                all @ [_, _, ..] if all.iter().all(|meant| meant.starts_with(member)) => {
                    format!("there is no member `{name}`; did you mean {}?", list(meant, "or"))
                }
                [meant, ..] => format!("there is no member `{name}`; did you mean `{meant}`?"),
                _ if names().next().is_none() => format!("there is no member `{name}`"),
                [] => format!(
                    "there is no member `{name}`; {} has {}",
                    self.type_name(),
                    list(names(), "and")
                ),
            };
            self.finding(message)
                .with_expected(match names().next() {
                    Some(_) => format!("no members but {}", list(names(), "and")),
                    None => "no members".to_owned(),
                })
                .with_severity(Severity::Warning)
                .with_section(PRESENCE)
                .with_hint("receivers ignore members that they do not know")
        };
        push_token(&mut finding.pointer, member);
        finding
    }

    fn out_of_range(&self, expected: String) -> Finding {
        let finding = self.finding(format!("must be {expected}, found {}", self.found()));
        let described = self.owner().map(section).filter(|section| !section.is_empty());
        match described {
            Some(section) => finding.with_section(section),
            None => finding,
        }
        .with_expected(self.owner().map(wanted).unwrap_or_default())
    }

    fn wrong_pattern(&self, pattern: &str) -> Finding {
        let sibling = |keyword: &str| self.owner().and_then(|owner| owner.get(keyword)?.as_str());
        let value = self.error.instance().as_str().unwrap_or_default();
        if sibling("format") == Some("date-time") {
            return self.timestamp(value);
        }
        if sibling("contentEncoding") == Some("base64") {
            let finding = self
                .finding(format!("expected {BASE64}"))
                .with_expected(BASE64)
                .with_section(PROTO_JSON);
            return if is_base64(value) {
                finding
                    .with_severity(Severity::Warning)
                    .with_hint("receivers accept both alphabets, with and without padding")
            } else {
                finding
            };
        }
        self.finding(format!("{} does not match `{pattern}`", self.found()))
            .with_expected(format!("text that matches `{pattern}`"))
    }

    fn timestamp(&self, value: &str) -> Finding {
        let finding = self
            .finding(format!("expected {TIMESTAMP}, found {}", self.found()))
            .with_expected(TIMESTAMP)
            .with_section(TIMESTAMPS);
        match value.parse::<Timestamp>() {
            Ok(timestamp) => finding.with_hint(format!("in UTC this is {timestamp}")),
            Err(_) => finding,
        }
    }

    fn wrong_format(&self, format: &str) -> Finding {
        let finding = self.finding(format!("{} is no valid {format}", self.found()));
        if format == "date-time" {
            finding.with_expected(TIMESTAMP).with_section(TIMESTAMPS)
        } else {
            finding.with_expected(format!("a valid {format}"))
        }
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

    /// The definition in which the keyword stands.
    fn definition(&self) -> &'a Value {
        let path = self.error.schema_path().as_str();
        let name = path
            .strip_prefix("/$defs/")
            .and_then(|rest| rest.split('/').next());
        name.and_then(|name| self.schema.get("$defs")?.get(name))
            .unwrap_or(&Value::Null)
    }

    /// Whether the definition belongs to a binding, so that ProtoJSON has no say in it.
    fn is_envelope(&self) -> bool {
        self.definition().get("x-a2a-envelope") == Some(&Value::Bool(true))
    }

    /// What a reference leads to.
    fn resolved(&self, schema: &Value) -> Option<&'a Value> {
        let reference = schema.get("$ref")?.as_str()?.strip_prefix('#')?;
        self.schema.pointer(reference)
    }

    /// The name of the definition in which the keyword stands, if it stands right in it.
    fn type_name(&self) -> String {
        match self.owner_pointer().strip_prefix("/$defs/") {
            Some(name) if !name.contains('/') => format!("`{name}`"),
            _ => "it".to_owned(),
        }
    }

    /// The name of the enum value with this number, which receivers accept in its place.
    fn name_of_number(&self, number: i64) -> Option<&'a str> {
        let values = self.owner()?.get("x-a2a-values")?.as_array()?;
        let value = values
            .iter()
            .find(|value| value.get("number").and_then(Value::as_i64) == Some(number))?;
        value.get("name")?.as_str()
    }

    fn found(&self) -> String {
        found(self.error.instance())
    }
}

/// Names of operations.
const OPERATIONS: &str = "§5.3";
/// Names of members and values; the section that adopts ProtoJSON, which has the other forms of a value.
const PROTO_JSON: &str = "§5.5";
/// Timestamps.
const TIMESTAMPS: &str = "§5.6.1";
/// What must be there, and what may.
pub(crate) const PRESENCE: &str = "§5.7";

/// The section that a description of the schema refers to first: for a definition the one that introduces it.
fn section(schema: &Value) -> &str {
    let description = schema
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let Some(at) = description.find('§') else {
        return "";
    };
    let rest = description.get(at..).unwrap_or_default();
    let end = rest
        .char_indices()
        .skip(1)
        .find(|(_, character)| !character.is_ascii_alphanumeric() && *character != '.')
        .map_or(rest.len(), |(end, _)| end);
    rest.get(..end).unwrap_or_default().trim_end_matches('.')
}
