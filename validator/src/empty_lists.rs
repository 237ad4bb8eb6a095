//! Required lists that are empty, about which the specification contradicts itself.

use crate::finding::push_token;
use crate::findings::Findings;
use crate::form::{Form, FormId, Forms};
use crate::rules::EMPTY_LIST;
use serde_json::Value;

/// Adds the required lists that are empty and that the schema allows to be.
///
/// A required array has at least one element, says §5.7. The example of §8.4.1 has a card without skills, and a page
/// of §3.1.4 without tasks can only be an empty array. The schema demands an element where a message makes no sense
/// without one, in what a request carries; the lists of a card are looked at with its other rules (`card`), so a card is passed over.
pub(crate) fn note(forms: &Forms, card: Option<FormId>, form: FormId, json: &Value, findings: &mut Findings) {
    let mut walk = Walk {
        forms,
        card,
        pointer: String::new(),
        findings,
    };
    walk.value(form, json);
}

struct Walk<'a> {
    forms: &'a Forms,
    card: Option<FormId>,
    pointer: String,
    findings: &'a mut Findings,
}

impl Walk<'_> {
    fn value(&mut self, form: FormId, json: &Value) {
        if self.card == Some(form) || self.findings.is_full() {
            return;
        }
        let forms = self.forms;
        match (forms.get(form), json) {
            (Form::List { items, .. }, Value::Array(values)) => {
                for (index, value) in values.iter().enumerate() {
                    self.step(&index.to_string(), *items, value);
                }
            }
            (Form::Map(values), Value::Object(members)) => {
                for (name, value) in members {
                    self.step(name, *values, value);
                }
            }
            (Form::Object(object), Value::Object(members)) => {
                for member in &object.members {
                    let Some(value) = members.get(&*member.name) else {
                        continue;
                    };
                    self.step(&member.name, member.form, value);
                    let list = matches!(forms.get(member.form), Form::List { least: 0, .. });
                    if list && member.required && value.as_array().is_some_and(Vec::is_empty) {
                        let message = format!("`{}` is required, and empty", member.name);
                        let mut pointer = self.pointer.clone();
                        push_token(&mut pointer, &member.name);
                        self.findings.push(EMPTY_LIST.found(pointer, message));
                    }
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, token: &str, form: FormId, value: &Value) {
        if matches!(
            self.forms.get(form),
            Form::List { .. } | Form::Map(_) | Form::Object(_)
        ) {
            let length = self.pointer.len();
            push_token(&mut self.pointer, token);
            self.value(form, value);
            self.pointer.truncate(length);
        }
    }
}
