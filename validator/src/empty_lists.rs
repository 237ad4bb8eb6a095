//! Required lists that are empty, about which the specification contradicts itself.

use crate::explain::PRESENCE;
use crate::finding::{Finding, Severity, push_token};
use crate::findings::Findings;
use crate::form::{Form, FormId, Forms};
use serde_json::Value;

/// Adds the required lists that are empty and that the schema allows to be.
///
/// A required array has at least one element, says §5.7. The example of §8.4.1 has a card without skills, and a page
/// of §3.1.4 without tasks can only be an empty array. The schema demands an element where a message makes no sense
/// without one, in what a request carries.
pub(crate) fn note(forms: &Forms, form: FormId, json: &Value, findings: &mut Findings) {
    walk(forms, form, json, &mut String::new(), findings);
}

fn walk(forms: &Forms, form: FormId, json: &Value, pointer: &mut String, findings: &mut Findings) {
    let length = pointer.len();
    match (forms.get(form), json) {
        (Form::List { items, .. }, Value::Array(values)) => {
            for (index, value) in values.iter().enumerate() {
                push_token(pointer, &index.to_string());
                walk(forms, *items, value, pointer, findings);
                pointer.truncate(length);
            }
        }
        (Form::Map(values), Value::Object(members)) => {
            for (name, value) in members {
                push_token(pointer, name);
                walk(forms, *values, value, pointer, findings);
                pointer.truncate(length);
            }
        }
        (Form::Object(object), Value::Object(members)) => {
            for member in &object.members {
                let Some(value) = members.get(&*member.name) else {
                    continue;
                };
                if findings.is_full() {
                    return;
                }
                push_token(pointer, &member.name);
                let list = matches!(forms.get(member.form), Form::List { least: 0, .. });
                if list && member.required && value.as_array().is_some_and(Vec::is_empty) {
                    findings.push(ambiguous(pointer));
                }
                walk(forms, member.form, value, pointer, findings);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

fn ambiguous(pointer: &str) -> Finding {
    Finding::new(pointer, "empty-list", "a required array is empty")
        .with_severity(Severity::Ambiguous)
        .with_section(PRESENCE)
        .with_expected("at least one element, or none")
        .with_hint(
            "§5.7 demands an element, and §8.4.1 has an example without one; receivers should not mind",
        )
}
