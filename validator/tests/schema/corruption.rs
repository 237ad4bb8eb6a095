//! Whatever is broken in a valid document is found, and where it was broken.

use crate::{samples, validator};
use a2a_bindings::protocol::Protocol;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::{Subject, Validator};
use serde_json::{Map, Value, json};

/// A way to break a document.
#[derive(Debug)]
struct Corruption {
    what: String,
    document: Value,
    /// Where it must be found.
    pointer: String,
}

/// Breaks a document in every way that the schema forbids, following the schema from object to object.
struct Corruptor<'a> {
    schema: &'a Value,
    document: &'a Value,
    found: Vec<Corruption>,
}

impl<'a> Corruptor<'a> {
    fn all(schema: &'a Value, name: &str, document: &'a Value) -> Vec<Corruption> {
        let mut corruptor = Self {
            schema,
            document,
            found: Vec::new(),
        };
        corruptor.value(&schema["$defs"][name], document, "");
        corruptor.found
    }

    fn value(&mut self, schema: &'a Value, value: &'a Value, pointer: &str) {
        let schema = self.resolve(schema);
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(&schema["items"], item, &format!("{pointer}/{index}"));
                }
            }
            Value::Object(members) => self.object(schema, members, pointer),
            _ => {}
        }
    }

    fn object(&mut self, schema: &'a Value, members: &'a Map<String, Value>, pointer: &str) {
        if schema["additionalProperties"].is_object() {
            for (name, value) in members {
                self.value(
                    &schema["additionalProperties"],
                    value,
                    &format!("{pointer}/{name}"),
                );
            }
        }
        for name in self
            .needed(schema)
            .into_iter()
            .filter(|&name| members.contains_key(name))
        {
            self.break_with(&format!("drop {name}"), pointer, pointer, |object| {
                object.remove(name);
            });
        }
        // Anything goes in an object that is not closed.
        let Some(properties) = schema["properties"].as_object() else {
            return;
        };
        if schema["additionalProperties"] != false {
            return;
        }
        self.break_with("add", pointer, &format!("{pointer}/unheardOf"), |object| {
            object.insert("unheardOf".to_owned(), json!(1));
        });
        for (name, value) in members {
            let renamed = format!("{name}X");
            self.break_with(
                &format!("rename {name}"),
                pointer,
                &format!("{pointer}/{renamed}"),
                |object| {
                    let value = object.remove(name).unwrap();
                    object.insert(renamed.clone(), value);
                },
            );
            let member = &properties[name];
            let pointer_to = format!("{pointer}/{name}");
            for other in [
                json!(null),
                json!(true),
                json!(7),
                json!("~"),
                json!([true]),
                json!({ "?": 1 }),
            ] {
                if !self.allows(member, &other) {
                    self.break_with(&format!("{name} = {other}"), pointer, &pointer_to, |object| {
                        object.insert(name.clone(), other.clone());
                    });
                }
            }
            self.value(member, value, &pointer_to);
        }
    }

    /// The members that an object must have, be it as the one of several.
    fn needed(&self, schema: &'a Value) -> Vec<&'a str> {
        let branches = schema["oneOf"].as_array().into_iter().flatten();
        strings(&schema["required"])
            .chain(branches.flat_map(|branch| strings(&branch["required"])))
            .collect()
    }

    fn break_with(
        &mut self,
        what: &str,
        object: &str,
        pointer: &str,
        change: impl FnOnce(&mut Map<String, Value>),
    ) {
        let mut document = self.document.clone();
        change(document.pointer_mut(object).unwrap().as_object_mut().unwrap());
        self.found.push(Corruption {
            what: format!("{object}: {what}"),
            document,
            pointer: pointer.to_owned(),
        });
    }

    fn resolve(&self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(reference) => self.schema.pointer(reference.strip_prefix('#').unwrap()).unwrap(),
            None => schema,
        }
    }

    /// Whether a value is of the type that the schema wants, or none is wanted.
    fn allows(&self, schema: &'a Value, value: &Value) -> bool {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        match &self.resolve(schema)["type"] {
            Value::Null => !schema.as_object().unwrap().contains_key("const"),
            Value::String(expected) => expected == kind,
            expected => strings(expected).any(|expected| expected == kind),
        }
    }
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The corruptions that are not found where they are, and how many there were.
fn undetected(validator: &Validator, schema: &Value, name: &str, document: &Value) -> (Vec<String>, usize) {
    let valid = validator.validate(Subject::Type(name), document).unwrap();
    assert_eq!(valid, [], "{name}");
    let corruptions = Corruptor::all(schema, name, document);
    let count = corruptions.len();
    let missed = corruptions.into_iter().filter(|corruption| {
        let findings = validator
            .validate(Subject::Type(name), &corruption.document)
            .unwrap();
        !findings
            .iter()
            .any(|finding| finding.pointer == corruption.pointer)
    });
    (missed.map(|corruption| corruption.what).collect(), count)
}

fn documents() -> Vec<(&'static str, Value, usize)> {
    vec![
        ("Task", samples::task(), 300),
        ("AgentCard", samples::agent_card(), 300),
        ("StreamResponse", json!({ "task": samples::task() }), 300),
        ("StreamResponse", json!({ "message": samples::message() }), 90),
        (
            "StreamResponse",
            json!({ "statusUpdate": samples::status_update() }),
            100,
        ),
        (
            "StreamResponse",
            json!({ "artifactUpdate": samples::artifact_update() }),
            70,
        ),
        ("SendMessageRequest", samples::send_message_request(), 100),
        ("ListTasksRequest", samples::list_tasks_request(), 40),
        ("TaskPushNotificationConfig", samples::push_config(), 40),
        ("HttpErrorResponse", samples::http_error(), 20),
        (
            "GetTaskJsonRpcResponse",
            json!({ "jsonrpc": "2.0", "id": 1, "error": samples::json_rpc_error() }),
            20,
        ),
    ]
}

#[test]
fn every_corruption_is_found_where_it_is() {
    let schema: Value = serde_json::from_str(PROTOCOL.schema).unwrap();
    for (name, document, least) in documents() {
        let (missed, count) = undetected(validator(), &schema, name, &document);
        assert_eq!(missed, [""; 0], "{name}");
        assert!(count >= least, "{name}: only {count} corruptions");
    }
}

/// A validator for a schema that lacks a keyword.
fn without(keyword: &str) -> Validator {
    fn strip(value: &mut Value, keyword: &str) {
        match value {
            Value::Object(members) => {
                // A member of the protocol that is called like a keyword has a schema for its value; and the branches
                // of a oneof are left alone, which without what they demand would all be valid.
                let keyword_value = members.get(keyword).is_some_and(|value| !value.is_object());
                let branch = keyword == "required" && !members.contains_key("properties");
                if keyword_value && !branch {
                    members.remove(keyword);
                }
                members.values_mut().for_each(|value| strip(value, keyword));
            }
            Value::Array(items) => items.iter_mut().for_each(|value| strip(value, keyword)),
            _ => {}
        }
    }
    let mut schema: Value = serde_json::from_str(PROTOCOL.schema).unwrap();
    strip(&mut schema, keyword);
    Validator::new(Box::leak(Box::new(Protocol {
        version: PROTOCOL.version,
        methods: PROTOCOL.methods,
        errors: PROTOCOL.errors,
        messages: PROTOCOL.messages,
        schema: Box::leak(schema.to_string().into_boxed_str()),
    })))
    .unwrap()
}

#[test]
fn a_checker_that_misses_something_is_noticed() {
    let schema: Value = serde_json::from_str(PROTOCOL.schema).unwrap();
    let task = samples::task();
    for (keyword, missed) in [
        ("additionalProperties", ": add"),
        ("required", ": drop id"),
        ("oneOf", "/history/0/parts/0: drop text"),
        ("type", "/status/message: contextId = 7"),
    ] {
        let (found, _) = undetected(&without(keyword), &schema, "Task", &task);
        assert!(found.iter().any(|what| what == missed), "{keyword}: {found:#?}");
    }
}
