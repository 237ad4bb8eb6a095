//! What the next version of the protocol might bring.

use serde_json::Value;

/// A change of the schema, and what `diff` says about it.
pub(crate) struct Change {
    /// JSON pointers with the JSON that goes there; a pointer that ends in `-` adds to a list.
    pub(crate) edits: &'static [(&'static str, &'static str)],
    pub(crate) reported: &'static [&'static str],
    /// Whether it needs none of the others.
    pub(crate) stands_alone: bool,
}

impl Change {
    pub(crate) fn apply(&self, schema: &mut Value) {
        for (pointer, json) in self.edits {
            let value: Value = serde_json::from_str(json).unwrap();
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            match schema.pointer_mut(parent).unwrap() {
                Value::Array(items) if key == "-" => items.push(value),
                Value::Object(members) => {
                    assert_eq!(members.insert(key.to_owned(), value), None, "{pointer}");
                }
                other => panic!("{pointer}: {other}"),
            }
        }
    }
}

pub(crate) const CHANGES: &[Change] = &[
    // A new message.
    Change {
        edits: &[(
            "/$defs/TaskNote",
            r#"{
                "type": "object",
                "properties": {
                    "author": { "type": "string", "x-a2a-number": 1, "x-a2a-presence": "required" },
                    "text": { "type": "string", "x-a2a-number": 2, "x-a2a-presence": "implicit" }
                },
                "required": ["author"],
                "additionalProperties": false
            }"#,
        )],
        reported: &["compatible  message-added           the message `TaskNote` is new"],
        stands_alone: true,
    },
    // A field of implicit presence, 64 bits wide.
    Change {
        edits: &[(
            "/$defs/Task/properties/revision",
            r#"{
                "type": "string", "format": "int64", "pattern": "^-?[0-9]+$",
                "x-a2a-number": 50, "x-a2a-presence": "implicit"
            }"#,
        )],
        reported: &["compatible  field-added             the field `Task.revision` is new"],
        stands_alone: true,
    },
    // A field of explicit presence.
    Change {
        edits: &[(
            "/$defs/Task/properties/owner",
            r#"{ "type": "string", "x-a2a-number": 51, "x-a2a-presence": "optional" }"#,
        )],
        reported: &["compatible  field-added             the field `Task.owner` is new"],
        stands_alone: true,
    },
    // A required field.
    Change {
        edits: &[
            (
                "/$defs/AgentProvider/properties/country",
                r#"{ "type": "string", "x-a2a-number": 50, "x-a2a-presence": "required" }"#,
            ),
            ("/$defs/AgentProvider/required/-", r#""country""#),
        ],
        reported: &[
            "breaking    field-added             the field `AgentProvider.country` is new and required",
        ],
        stands_alone: true,
    },
    // An enum value.
    Change {
        edits: &[
            ("/$defs/TaskState/enum/-", r#""TASK_STATE_PAUSED""#),
            (
                "/$defs/TaskState/x-a2a-values/-",
                r#"{ "name": "TASK_STATE_PAUSED", "number": 9 }"#,
            ),
        ],
        reported: &["breaking    enum-value-added        the value `TASK_STATE_PAUSED` is new"],
        stands_alone: true,
    },
    // A member of a oneof.
    Change {
        edits: &[
            (
                "/$defs/Part/properties/note",
                r##"{ "$ref": "#/$defs/TaskNote", "x-a2a-number": 50, "x-a2a-oneof": "content" }"##,
            ),
            ("/$defs/Part/oneOf/-", r#"{ "required": ["note"] }"#),
        ],
        reported: &["breaking    oneof-member-added      `Part.note` is a new member of the oneof `content`"],
        stands_alone: false,
    },
    // An error.
    Change {
        edits: &[(
            "/x-a2a-errors/-",
            r#"{
                "name": "AnnotationNotSupportedError", "description": "The agent takes no notes.",
                "jsonRpcCode": -32010, "httpStatus": 400, "grpcStatus": "FAILED_PRECONDITION",
                "reason": "ANNOTATION_NOT_SUPPORTED"
            }"#,
        )],
        reported: &["compatible  error-added             the error `AnnotationNotSupportedError` is new"],
        stands_alone: true,
    },
    // An operation, with routes and an error of its own.
    Change {
        edits: &[
            (
                "/$defs/AnnotateTaskRequest",
                r##"{
                    "type": "object",
                    "properties": {
                        "tenant": { "type": "string", "x-a2a-number": 1, "x-a2a-presence": "implicit" },
                        "id": { "type": "string", "minLength": 1, "x-a2a-number": 2, "x-a2a-presence": "required" },
                        "note": { "$ref": "#/$defs/TaskNote", "x-a2a-number": 3, "x-a2a-presence": "required" }
                    },
                    "required": ["id", "note"],
                    "additionalProperties": false
                }"##,
            ),
            (
                "/x-a2a-operations/-",
                r##"{
                    "name": "AnnotateTask", "description": "Adds a note to a task.",
                    "request": { "$ref": "#/$defs/AnnotateTaskRequest" },
                    "response": { "$ref": "#/$defs/Task" }, "streaming": false,
                    "capability": "annotations", "unsupported": "AnnotationNotSupportedError",
                    "routes": [
                        { "verb": "POST", "path": "/tasks/{id}:annotate", "body": true },
                        { "verb": "POST", "path": "/{tenant}/tasks/{id}:annotate", "body": true }
                    ]
                }"##,
            ),
        ],
        reported: &[
            "compatible  message-added           the message `AnnotateTaskRequest` is new",
            "compatible  operation-added         the operation `AnnotateTask` is new",
        ],
        stands_alone: false,
    },
    // An operation that streams, has no tenant and no error of its own.
    Change {
        edits: &[
            (
                "/$defs/WatchNotesRequest",
                r#"{ "type": "object", "properties": {}, "additionalProperties": false }"#,
            ),
            (
                "/x-a2a-operations/-",
                r##"{
                    "name": "WatchNotes", "request": { "$ref": "#/$defs/WatchNotesRequest" },
                    "response": { "$ref": "#/$defs/TaskNote" }, "streaming": true,
                    "routes": [{ "verb": "GET", "path": "/notes", "body": false }]
                }"##,
            ),
        ],
        reported: &[
            "compatible  message-added           the message `WatchNotesRequest` is new",
            "compatible  operation-added         the operation `WatchNotes` is new",
        ],
        stands_alone: false,
    },
];
