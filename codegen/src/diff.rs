//! What changed between two schemas, and whom it breaks.

use crate::model::{Enum, Field, Message, Operation, Presence, Schema};
use serde_json::{Value, json};
use std::fmt;

/// Whether a change breaks peers of the other version, or code that was written for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Peers of both versions understand each other.
    Compatible,
    /// A peer of the older version can be misunderstood or refused.
    Breaking,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changed, as a JSON pointer into the newer schema, or into the older one for what was removed.
    pub pointer: String,
    /// What sort of change it is, as `field-added`.
    pub kind: &'static str,
    /// What it means, for people.
    pub message: String,
    /// Whom it breaks.
    pub effect: Effect,
}

impl Change {
    /// The change as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "pointer": self.pointer,
            "kind": self.kind,
            "message": self.message,
            "effect": self.effect.to_string(),
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:<10}  {:<22}  {}",
            self.effect, self.kind, self.message
        )
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        })
    }
}

/// Compares two schemas; descriptions do not count.
#[must_use]
pub fn diff(old: &Schema, new: &Schema) -> Vec<Change> {
    let mut changes = Changes(Vec::new());
    changes.named(
        (&old.messages, &new.messages),
        |message| &message.name,
        ("message", "/$defs/"),
        Changes::messages,
    );
    changes.named(
        (&old.enums, &new.enums),
        |one| &one.name,
        ("enum", "/$defs/"),
        Changes::enums,
    );
    changes.operations(old, new);
    changes.errors(old, new);
    changes.protocol(old, new);
    changes.0
}

struct Changes(Vec<Change>);

use Effect::{Breaking, Compatible};

impl Changes {
    fn push(&mut self, effect: Effect, kind: &'static str, pointer: &str, message: String) {
        self.0.push(Change {
            pointer: pointer.to_owned(),
            kind,
            message,
            effect,
        });
    }

    /// Pairs what has the same name; what is new is compatible, what is gone is not.
    fn named<T>(
        &mut self,
        (old, new): (&[T], &[T]),
        name: impl Fn(&T) -> &str,
        (what, prefix): (&'static str, &str),
        compare: impl Fn(&mut Self, &T, &T),
    ) {
        let (added, removed) = match what {
            "message" => ("message-added", "message-removed"),
            _ => ("enum-added", "enum-removed"),
        };
        for one in old {
            match new.iter().find(|other| name(other) == name(one)) {
                Some(other) => compare(self, one, other),
                None => {
                    let message = format!("the {what} `{}` is gone", name(one));
                    self.push(Breaking, removed, &format!("{prefix}{}", name(one)), message);
                }
            }
        }
        for one in new
            .iter()
            .filter(|one| !old.iter().any(|other| name(other) == name(one)))
        {
            let message = format!("the {what} `{}` is new", name(one));
            self.push(Compatible, added, &format!("{prefix}{}", name(one)), message);
        }
    }

    /// The names that the whole has; that of the version says nothing about what is in it.
    fn protocol(&mut self, old: &Schema, new: &Schema) {
        let names = [
            ("version", Compatible, &old.version, &new.version),
            ("package", Breaking, &old.package, &new.package),
            ("service", Breaking, &old.service, &new.service),
        ];
        for (what, effect, old, new) in names {
            if old != new {
                let pointer = format!("/x-a2a-protocol/{what}");
                let message = format!("the {what} is `{new}` now, was `{old}`");
                self.push(effect, "protocol-changed", &pointer, message);
            }
        }
    }

    fn messages(&mut self, old: &Message, new: &Message) {
        let pointer = |field: &Field| format!("/$defs/{}/properties/{}", new.name, field.name);
        for field in &old.fields {
            match new.fields.iter().find(|other| other.name == field.name) {
                Some(other) => self.fields(
                    &format!("{}.{}", new.name, field.name),
                    &pointer(field),
                    field,
                    other,
                ),
                None => {
                    let message = format!("the field `{}.{}` is gone", new.name, field.name);
                    self.push(Breaking, "field-removed", &pointer(field), message);
                }
            }
        }
        for field in new
            .fields
            .iter()
            .filter(|field| !old.fields.iter().any(|other| other.name == field.name))
        {
            let name = format!("{}.{}", new.name, field.name);
            match &field.presence {
                Presence::Oneof(oneof) => {
                    let message = format!("`{name}` is a new member of the oneof `{oneof}`");
                    self.push(Breaking, "oneof-member-added", &pointer(field), message);
                }
                Presence::Required => {
                    let message = format!("the field `{name}` is new and required");
                    self.push(Breaking, "field-added", &pointer(field), message);
                }
                Presence::Optional | Presence::Implicit => {
                    let message = format!("the field `{name}` is new");
                    self.push(Compatible, "field-added", &pointer(field), message);
                }
            }
        }
        self.deprecation(
            old.deprecated,
            new.deprecated,
            &format!("/$defs/{}", new.name),
            &new.name,
        );
    }

    fn fields(&mut self, name: &str, pointer: &str, old: &Field, new: &Field) {
        if (&old.kind, old.shape) != (&new.kind, new.shape) {
            let message = format!(
                "the type of `{name}` is {:?} ({:?}) now, was {:?} ({:?})",
                new.kind, new.shape, old.kind, old.shape
            );
            self.push(Breaking, "type-changed", pointer, message);
        }
        if old.presence != new.presence {
            let message = format!(
                "the presence of `{name}` is {:?} now, was {:?}",
                new.presence, old.presence
            );
            // Absence starts to matter or stops mattering, and the Rust type changes.
            self.push(Breaking, "presence-changed", pointer, message);
        }
        if old.number != new.number {
            let message = format!("the number of `{name}` is {} now, was {}", new.number, old.number);
            self.push(Breaking, "number-changed", pointer, message);
        }
        if old.proto_name != new.proto_name {
            let message = format!(
                "`{name}` is `{}` in protocol buffers now, was `{}`",
                new.proto_name, old.proto_name
            );
            self.push(Breaking, "proto-name-changed", pointer, message);
        }
        if old.limits != new.limits {
            let is_wider = (old.limits.not_default || !new.limits.not_default)
                && new
                    .limits
                    .minimum
                    .is_none_or(|new| old.limits.minimum.is_some_and(|old| new <= old))
                && new
                    .limits
                    .maximum
                    .is_none_or(|new| old.limits.maximum.is_some_and(|old| new >= old));
            let effect = if is_wider { Compatible } else { Breaking };
            let message = format!(
                "what is demanded of `{name}` is {:?} now, was {:?}",
                new.limits, old.limits
            );
            self.push(effect, "limits-changed", pointer, message);
        }
        self.deprecation(old.deprecated, new.deprecated, pointer, name);
    }

    fn deprecation(&mut self, old: bool, new: bool, pointer: &str, name: &str) {
        if old != new {
            let message = format!("`{name}` is {} deprecated", if new { "now" } else { "no longer" });
            self.push(Compatible, "deprecation-changed", pointer, message);
        }
    }

    fn enums(&mut self, old: &Enum, new: &Enum) {
        self.deprecation(
            old.deprecated,
            new.deprecated,
            &format!("/$defs/{}", new.name),
            &new.name,
        );
        let named = |one: &Enum| -> Vec<(String, Vec<String>)> {
            one.groups
                .iter()
                .map(|group| (group.name.clone(), group.values.clone()))
                .collect()
        };
        if named(old) != named(new) {
            let pointer = format!("/$defs/{}/x-a2a-groups", new.name);
            let message = format!(
                "the groups of `{}` are {:?} now, were {:?}",
                new.name,
                named(new),
                named(old)
            );
            self.push(Breaking, "groups-changed", &pointer, message);
        }
        let pointer = format!("/$defs/{}/enum", new.name);
        for value in &old.values {
            let name = &value.name;
            match new.values.iter().find(|other| other.name == *name) {
                None => {
                    self.push(
                        Breaking,
                        "enum-value-removed",
                        &pointer,
                        format!("the value `{name}` is gone"),
                    );
                }
                Some(other) => {
                    if other.number != value.number {
                        let message = format!(
                            "the number of `{name}` is {} now, was {}",
                            other.number, value.number
                        );
                        self.push(Breaking, "enum-value-changed", &pointer, message);
                    }
                    self.deprecation(value.deprecated, other.deprecated, &pointer, name);
                }
            }
        }
        for value in new
            .values
            .iter()
            .filter(|value| !old.values.iter().any(|other| other.name == value.name))
        {
            // A peer of the older version does not know what to do with it.
            let message = format!("the value `{}` is new", value.name);
            self.push(Breaking, "enum-value-added", &pointer, message);
        }
    }

    fn operations(&mut self, old: &Schema, new: &Schema) {
        let pointer = |schema: &Schema, name: &str| {
            let index = schema
                .operations
                .iter()
                .position(|operation| operation.name == name);
            format!("/x-a2a-operations/{}", index.unwrap_or_default())
        };
        for operation in &old.operations {
            let name = &operation.name;
            match new.operations.iter().find(|other| other.name == *name) {
                Some(other) => self.operation(&pointer(new, name), operation, other),
                None => {
                    let message = format!("the operation `{name}` is gone");
                    self.push(Breaking, "operation-removed", &pointer(old, name), message);
                }
            }
        }
        for operation in new
            .operations
            .iter()
            .filter(|one| !old.operations.iter().any(|other| other.name == one.name))
        {
            let (effect, demanded) = if operation.required {
                (Breaking, ", and demanded of every agent")
            } else {
                (Compatible, "")
            };
            let message = format!("the operation `{}` is new{demanded}", operation.name);
            self.push(effect, "operation-added", &pointer(new, &operation.name), message);
        }
    }

    fn operation(&mut self, pointer: &str, old: &Operation, new: &Operation) {
        let name = &new.name;
        self.deprecation(old.deprecated, new.deprecated, pointer, name);
        if (&old.request, &old.response, old.streaming) != (&new.request, &new.response, new.streaming) {
            let shape = |one: &Operation| {
                let stream = if one.streaming { "a stream of " } else { "" };
                format!(
                    "{} to {stream}{}",
                    one.request,
                    one.response.as_deref().unwrap_or("nothing")
                )
            };
            let message = format!("`{name}` takes {} now, was {}", shape(new), shape(old));
            self.push(Breaking, "operation-changed", pointer, message);
        }
        let is_same = |one: &Operation, other: &Operation| {
            one.routes.len() == other.routes.len()
                && one.routes.iter().all(|route| other.routes.contains(route))
        };
        if old.routes != new.routes && is_same(old, new) {
            let message =
                format!("`{name}` has its routes in another order: clients take the first that fits");
            self.push(Compatible, "route-order-changed", pointer, message);
        }
        for route in old.routes.iter().filter(|route| !new.routes.contains(route)) {
            let message = format!("`{name}` lost the route {} {}", route.verb, route.path);
            self.push(Breaking, "route-removed", pointer, message);
        }
        for route in new.routes.iter().filter(|route| !old.routes.contains(route)) {
            let message = format!("`{name}` has the new route {} {}", route.verb, route.path);
            self.push(Compatible, "route-added", pointer, message);
        }
        if old.required != new.required {
            let message = format!(
                "`{name}` is {} of every agent",
                if new.required {
                    "demanded"
                } else {
                    "no longer demanded"
                }
            );
            let effect = if new.required { Breaking } else { Compatible };
            self.push(effect, "operation-required", pointer, message);
        }
        if (&old.capability, &old.unsupported) != (&new.capability, &new.unsupported) {
            let message = format!(
                "`{name}` needs the capability {:?} now (else {:?}), was {:?} (else {:?})",
                new.capability, new.unsupported, old.capability, old.unsupported
            );
            self.push(Breaking, "capability-changed", pointer, message);
        }
    }

    fn errors(&mut self, old: &Schema, new: &Schema) {
        for (index, error) in old.errors.iter().enumerate() {
            let pointer = format!("/x-a2a-errors/{index}");
            let name = &error.name;
            match new.errors.iter().find(|other| other.name == *name) {
                None => self.push(
                    Breaking,
                    "error-removed",
                    &pointer,
                    format!("the error `{name}` is gone"),
                ),
                Some(other) => {
                    let codes = |one: &crate::model::ErrorCode| {
                        (
                            one.json_rpc_code,
                            one.http_status,
                            one.grpc_status.clone(),
                            one.reason.clone(),
                        )
                    };
                    if codes(error) != codes(other) {
                        let index = new.errors.iter().position(|one| one.name == *name);
                        let pointer = format!("/x-a2a-errors/{}", index.unwrap_or_default());
                        let message = format!(
                            "the codes of `{name}` are {:?} now, were {:?}",
                            codes(other),
                            codes(error)
                        );
                        self.push(Breaking, "error-changed", &pointer, message);
                    }
                }
            }
        }
        for (index, error) in new.errors.iter().enumerate() {
            if !old.errors.iter().any(|other| other.name == error.name) {
                let message = format!("the error `{}` is new", error.name);
                self.push(
                    Compatible,
                    "error-added",
                    &format!("/x-a2a-errors/{index}"),
                    message,
                );
            }
        }
    }
}
