//! What the generated types accept and emit: JSON in, JSON out, or the error with its path.

use a2a_bindings::v1_0::*;
use a2a_bindings::{Bytes, from_slice};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;

/// Reads `json` as a `T`, writes it, and compares with `expected`; an error is compared as `path: message`.
#[track_caller]
fn check<T: DeserializeOwned + Serialize>(json: &str, expected: Result<&str, &str>) {
    let actual = from_slice::<T>(json.as_bytes())
        .map(|value| serde_json::to_string(&value).unwrap())
        .map_err(|error| error.to_string());
    match (&actual, expected) {
        (Ok(actual), Ok(expected)) => assert_eq!(actual, expected, "input: {json}"),
        (Err(actual), Err(expected)) => {
            assert!(
                actual.starts_with(expected),
                "input: {json}\n  actual: {actual}\nexpected: {expected}"
            );
        }
        _ => panic!("input: {json}\n  actual: {actual:?}\nexpected: {expected:?}"),
    }
}

/// A `T` whose only interesting member is the one given, in a frame of required ones.
macro_rules! in_frame {
    ($name:ident, $type:ty, $before:literal, $after:literal) => {
        #[track_caller]
        fn $name(input: &str, expected: Result<&str, &str>) {
            let frame = |member: &str| format!("{{{}{member}{}}}", $before, $after);
            let framed = expected.map(frame);
            check::<$type>(&frame(input), framed.as_deref().map_err(|error| *error));
        }
    };
}

in_frame!(part, Part, "", "");
in_frame!(list_request, ListTasksRequest, "", "");
in_frame!(status, TaskStatus, "", "");
in_frame!(
    event,
    TaskArtifactUpdateEvent,
    r#""taskId":"t","contextId":"c","artifact":{"artifactId":"a","parts":[]}"#,
    ""
);

#[test]
fn oneof_members_and_placeholders() {
    part(r#""text":"hi""#, Ok(r#""text":"hi""#));
    part(r#""text":"""#, Ok(r#""text":"""#));
    part(r#""url":"https://x.test/a""#, Ok(r#""url":"https://x.test/a""#));
    part(r#""data":null"#, Ok(r#""data":null"#));
    part(r#""data":{"a":[1,null]}"#, Ok(r#""data":{"a":[1,null]}"#));
    part(
        r#""text":"hi","raw":null,"url":null,"data":null"#,
        Ok(r#""text":"hi""#),
    );
    part(r#""data":null,"text":"hi""#, Ok(r#""text":"hi""#));
    part(r#""text":"hi","raw":"","url":"""#, Ok(r#""text":"hi""#));
    part(r#""raw":"","url":"","text":"hi""#, Ok(r#""text":"hi""#));
    part(
        r#""text":"","raw":null,"url":null,"data":null"#,
        Ok(r#""text":"""#),
    );
    part(r#""data":null,"text":"""#, Ok(r#""text":"""#));
    part(
        r#""url":"","raw":"""#,
        Err("`url` and `raw` exclude each other, and both are there"),
    );
    // What a newer peer says counts more than an empty placeholder.
    part(r#""text":"","video":{"fps":30}"#, Ok(r#""video":{"fps":30}"#));
    part(r#""url":"","text":"hi""#, Ok(r#""text":"hi""#));
    part(
        r#""text":"hi","url":"https://x.test""#,
        Err("`text` and `url` exclude each other, and both are there"),
    );
    part(
        r#""text":"hi","data":0"#,
        Err("`text` and `data` exclude each other"),
    );
    part(
        "",
        Err("exactly one of `text`, `raw`, `url`, `data` is required, and none is there"),
    );
    part(
        r#""text":null"#,
        Err("exactly one of `text`, `raw`, `url`, `data` is required"),
    );
    check::<StreamResponse>(
        r#"{"statusUpdate":null,"message":{"messageId":"m","role":"ROLE_AGENT","parts":[]}}"#,
        Ok(r#"{"message":{"messageId":"m","role":"ROLE_AGENT","parts":[]}}"#),
    );
    check::<StreamResponse>(
        r#"{"status_update":{"task_id":"t","context_id":"c","status":{"state":3}}}"#,
        Ok(r#"{"statusUpdate":{"taskId":"t","contextId":"c","status":{"state":"TASK_STATE_COMPLETED"}}}"#),
    );
}

#[test]
fn unknown_oneof_members_survive_and_do_not_validate() {
    part(r#""video":{"fps":30},"text":null"#, Ok(r#""video":{"fps":30}"#));
    // Beside a known member it is just an unknown field.
    part(r#""video":{"fps":30},"text":"hi""#, Ok(r#""text":"hi""#));
    let unknown: Part = from_slice(br#"{"video":1}"#).unwrap();
    assert_eq!(
        unknown.validate().unwrap_err().to_string(),
        "must have exactly one of text, raw, url, data, has `video`"
    );
}

#[test]
fn enums_by_name_and_number_known_and_unknown() {
    status(
        r#""state":"TASK_STATE_WORKING""#,
        Ok(r#""state":"TASK_STATE_WORKING""#),
    );
    status(r#""state":2"#, Ok(r#""state":"TASK_STATE_WORKING""#));
    status(r#""state":2.0"#, Ok(r#""state":"TASK_STATE_WORKING""#));
    status(
        r#""state":"TASK_STATE_PAUSED""#,
        Ok(r#""state":"TASK_STATE_PAUSED""#),
    );
    status(r#""state":99"#, Ok(r#""state":99"#));
    status(r#""state":null"#, Ok(r#""state":"TASK_STATE_UNSPECIFIED""#));
    status(
        r#""state":true"#,
        Err("state: invalid type: boolean `true`, expected a TaskState name or number"),
    );
    status(
        r#""state":1.5"#,
        Err("state: invalid value: floating point `1.5`"),
    );
    status(
        r#""state":3000000000"#,
        Err("state: invalid value: integer `3000000000`"),
    );
    let request: SendMessageRequest = from_slice(
        br#"{"message":{"messageId":"m","role":"ROLE_ROBOT","parts":[{"text":"a"},{"movie":"b"}]},
            "configuration":{"historyLength":-1}}"#,
    )
    .unwrap();
    let violations = request.validate().unwrap_err().into_vec();
    let fields: Vec<_> = violations
        .iter()
        .map(|violation| violation.field.as_str())
        .collect();
    assert_eq!(
        fields,
        ["message.role", "message.parts[1]", "configuration.historyLength"]
    );
    assert_eq!(violations[0].description, "`ROLE_ROBOT` is not a value of Role");
}

#[test]
fn integers() {
    list_request(r#""pageSize":5"#, Ok(r#""pageSize":5"#));
    list_request(r#""pageSize":"5""#, Ok(r#""pageSize":5"#));
    list_request(r#""pageSize":5.0"#, Ok(r#""pageSize":5"#));
    list_request(r#""pageSize":"5.0""#, Ok(r#""pageSize":5"#));
    list_request(r#""pageSize":5e1"#, Ok(r#""pageSize":50"#));
    list_request(r#""pageSize":0"#, Ok(r#""pageSize":0"#));
    list_request(r#""pageSize":-2147483648"#, Ok(r#""pageSize":-2147483648"#));
    list_request(
        r#""pageSize":2147483648"#,
        Err("pageSize: invalid value: integer `2147483648`"),
    );
    list_request(
        r#""pageSize":1e300"#,
        Err("pageSize: invalid value: floating point"),
    );
    list_request(
        r#""pageSize":5.5"#,
        Err("pageSize: invalid value: floating point `5.5`"),
    );
    list_request(
        r#""pageSize":"5 ""#,
        Err("pageSize: invalid value: string \"5 \""),
    );
    list_request(
        r#""pageSize":"+5""#,
        Err("pageSize: invalid value: string \"+5\""),
    );
    for odd in ["05", ".5e1", "5.", "0x5", " 5", "5\\n"] {
        let error = "pageSize: invalid value: string";
        list_request(&format!(r#""pageSize":"{odd}""#), Err(error));
    }
    list_request(r#""pageSize":"""#, Err("pageSize: invalid value: string \"\""));
    list_request(
        r#""pageSize":"NaN""#,
        Err("pageSize: invalid value: string \"NaN\""),
    );
    list_request(r#""pageSize":[5]"#, Err("pageSize: invalid type: sequence"));
    list_request(r#""pageSize":null"#, Ok(""));
}

#[test]
fn explicit_defaults_of_optional_fields_stay() {
    list_request(r#""includeArtifacts":false"#, Ok(r#""includeArtifacts":false"#));
    list_request(r#""historyLength":0"#, Ok(r#""historyLength":0"#));
    check::<AgentCapabilities>(
        r#"{"streaming":false,"extensions":[]}"#,
        Ok(r#"{"streaming":false}"#),
    );
    // Implicit presence: the default is left out.
    list_request(
        r#""contextId":"","pageToken":"","status":"TASK_STATE_UNSPECIFIED""#,
        Ok(""),
    );
    event(r#","append":false,"lastChunk":false"#, Ok(""));
    event(
        r#","append":true,"lastChunk":true"#,
        Ok(r#","append":true,"lastChunk":true"#),
    );
    // An object that is there stays, even empty.
    part(r#""text":"a","metadata":{}"#, Ok(r#""text":"a","metadata":{}"#));
}

#[test]
fn both_names_of_a_field() {
    list_request(
        r#""contextId":"c","historyLength":1"#,
        Ok(r#""contextId":"c","historyLength":1"#),
    );
    list_request(
        r#""context_id":"c","history_length":1"#,
        Ok(r#""contextId":"c","historyLength":1"#),
    );
    list_request(r#""context\u0049d":"c""#, Ok(r#""contextId":"c""#));
    list_request(r#""CONTEXTID":"c","unknown":{"deep":[{}]}"#, Ok(""));
}

#[test]
fn base64_in_every_spelling() {
    for spelling in ["+/+/AQ==", "-_-_AQ==", "+/+/AQ", "-_-_AQ"] {
        part(&format!(r#""raw":"{spelling}""#), Ok(r#""raw":"+/+/AQ==""#));
    }
    part(r#""raw":"""#, Ok(r#""raw":"""#));
    part(r#""raw":"+/+/A?==""#, Err("raw: not base64"));
    part(r#""raw":"A""#, Err("raw: not base64"));
    part(
        r#""raw":[1,2]"#,
        Err("raw: invalid type: sequence, expected bytes in base64"),
    );
    let raw = Part::raw(Bytes::from_static(&[0xfb, 0xff, 0xbf, 1]));
    assert_eq!(from_slice::<Part>(br#"{"raw":"+/+/AQ"}"#).unwrap(), raw);
}

#[test]
fn timestamps_are_normalised() {
    let rows = [
        ("2025-10-28T10:30:00Z", Ok("2025-10-28T10:30:00.000Z")),
        ("2025-10-28T10:30:00.142Z", Ok("2025-10-28T10:30:00.142Z")),
        ("2025-10-28T12:30:00.1+02:00", Ok("2025-10-28T10:30:00.100Z")),
        ("2025-10-28T10:30:00.999999999Z", Ok("2025-10-28T10:30:00.999Z")),
        ("2025-10-28t10:30:00z", Ok("2025-10-28T10:30:00.000Z")),
        ("2025-10-28x10:30:00Z", Err("timestamp: not a timestamp like")),
        ("2025-10-28 10:30:00Z", Err("timestamp: not a timestamp like")),
        ("1969-12-31T23:59:59.9995Z", Ok("1969-12-31T23:59:59.999Z")),
        ("0001-01-01T00:00:00Z", Ok("0001-01-01T00:00:00.000Z")),
        ("0009-08-07T06:05:04.003Z", Ok("0009-08-07T06:05:04.003Z")),
        ("0987-10-20T13:14:15.0167Z", Ok("0987-10-20T13:14:15.016Z")),
        ("2024-02-29T23:59:59.09Z", Ok("2024-02-29T23:59:59.090Z")),
        ("9999-12-31T23:59:59.999999999Z", Ok("9999-12-31T23:59:59.999Z")),
        (
            "0000-12-31T23:59:59Z",
            Err("timestamp: a timestamp lies in the years 1 to 9999"),
        ),
        (
            "9999-12-31T23:59:59-01:00",
            Err("timestamp: a timestamp lies in the years 1 to 9999"),
        ),
        ("2016-12-31T23:59:60Z", Ok("2016-12-31T23:59:59.999Z")),
        (
            "2025-10-28T10:30:00",
            Err("timestamp: not a timestamp like 2025-10-28T10:30:00.000Z"),
        ),
        ("2025-13-28T10:30:00Z", Err("timestamp: not a timestamp")),
        ("yesterday", Err("timestamp: not a timestamp")),
    ];
    for (input, expected) in rows {
        let expected = expected.map(|text| format!(r#""state":"TASK_STATE_WORKING","timestamp":"{text}""#));
        status(
            &format!(r#""state":"TASK_STATE_WORKING","timestamp":"{input}""#),
            expected.as_deref().map_err(|error| *error),
        );
    }
    status(
        r#""state":2,"timestamp":1700000000"#,
        Err("timestamp: invalid type: integer"),
    );
}

#[test]
fn integers_beyond_2_53_survive_in_open_content() {
    let text = r#"{"data":{"big":9007199254740993,"max":18446744073709551615,"min":-9223372036854775808}}"#;
    check::<Part>(text, Ok(text));
    part(
        r#""text":"a","metadata":{"n":9007199254740993}"#,
        Ok(r#""text":"a","metadata":{"n":9007199254740993}"#),
    );
}

#[test]
fn missing_required_fields() {
    // A message has no default: it must be there.
    check::<SendMessageRequest>("{}", Err("message: missing field `message`"));
    check::<Task>(r#"{"id":"t"}"#, Err("status: missing field `status`"));
    check::<StreamResponse>(
        r#"{"artifactUpdate":{"taskId":"t","contextId":"c"}}"#,
        Err("artifactUpdate.artifact: missing field `artifact`"),
    );
    // Everything else has one in ProtoJSON; validation says what must not be empty.
    check::<Message>(
        "{}",
        Ok(r#"{"messageId":"","role":"ROLE_UNSPECIFIED","parts":[]}"#),
    );
    let empty: Message = from_slice(b"{}").unwrap();
    assert_eq!(
        empty.validate().unwrap_err().to_string(),
        "messageId: is required and must not be empty; role: is required and must not be ROLE_UNSPECIFIED; \
         parts: must have at least 1 element(s), has 0"
    );
}

#[test]
fn required_fields_are_always_emitted() {
    check::<ListTasksResponse>(
        "{}",
        Ok(r#"{"tasks":[],"nextPageToken":"","pageSize":0,"totalSize":0}"#),
    );
    check::<AgentSkill>("{}", Ok(r#"{"id":"","name":"","description":"","tags":[]}"#));
    check::<ClientCredentialsOAuthFlow>(r#"{"scopes":null}"#, Ok(r#"{"tokenUrl":"","scopes":{}}"#));
}

#[test]
fn errors_say_where() {
    check::<Task>("[]", Err("invalid type: sequence, expected a JSON object (Task)"));
    check::<Task>("", Err("EOF while parsing a value"));
    check::<Task>("{\"id\":\"t\",\"status\":{}}{}", Err("trailing characters"));
    check::<Task>(
        r#"{"id":"t","status":{"state":1,"message":{"parts":[{"text":"a"},{"raw":"!"}]}}}"#,
        Err("status.message.parts[1].raw: not base64"),
    );
    check::<AgentCard>(
        r#"{"capabilities":{},"securitySchemes":{"a.b":{"apiKeySecurityScheme":{"location":7}}}}"#,
        Err("securitySchemes.a.b.apiKeySecurityScheme.location: invalid type: integer `7`"),
    );
    let deep = format!(r#"{{"data":{}{}}}"#, "[".repeat(200), "]".repeat(200));
    check::<Part>(&deep, Err("data"));
    // JSON all the same, as is a number that is too large.
    for text in [deep.as_str(), r#"{"data":1e999}"#] {
        assert!(
            !from_slice::<Part>(text.as_bytes()).unwrap_err().is_syntax(),
            "{text}"
        );
    }
    assert!(from_slice::<Part>(b"{\"data\":[}").unwrap_err().is_syntax());
    assert!(
        from_slice::<Part>(b"{\"data\":\"\xff\"}")
            .unwrap_err()
            .is_syntax()
    );
}

/// Every repeated and map field of every message: absent, `null` and empty are the same, and what is written is
/// empty if the field is required and nothing otherwise.
#[test]
fn lists_and_maps_that_are_not_there() {
    let document: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut checked = 0;
    for (name, definition) in document["$defs"].as_object().unwrap() {
        let Some(properties) = definition["properties"].as_object() else {
            continue;
        };
        if definition.get("x-a2a-envelope").is_some() {
            continue;
        }
        for (field, property) in properties {
            let empty = match property {
                _ if property["type"] == "array" => json!([]),
                _ if property.get("additionalProperties").is_some() => json!({}),
                _ => continue,
            };
            let read = |value: Option<Value>| {
                let mut object = minimal(&document, name);
                object.as_object_mut().unwrap().remove(field);
                if let Some(value) = value {
                    object[field] = value;
                }
                round_trip(name, &object)
            };
            let absent = read(None);
            assert_eq!(absent, read(Some(Value::Null)), "{name}.{field}: null");
            assert_eq!(absent, read(Some(empty.clone())), "{name}.{field}: empty");
            let is_required = property["x-a2a-presence"] == "required";
            assert_eq!(
                absent.get(field),
                is_required.then_some(&empty),
                "{name}.{field}: written"
            );
            checked += 1;
        }
    }
    assert!(checked >= 30, "only {checked} fields were checked");
}

/// The least object that a message accepts: the messages that must be there, and a member of each oneof.
fn minimal(document: &Value, name: &str) -> Value {
    let definition = &document["$defs"][name];
    let mut object = json!({});
    let required = definition["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let member = definition["oneOf"][0]["required"][0].as_str();
    for field in required.chain(member) {
        let property = &definition["properties"][field];
        if let Some(reference) = property["$ref"].as_str() {
            let target = reference.trim_start_matches("#/$defs/");
            if document["$defs"][target].get("enum").is_none() {
                object[field] = minimal(document, target);
            }
        } else if Some(field) == member {
            object[field] = json!("x");
        }
    }
    object
}

/// Reads and writes a message by its name.
fn round_trip(name: &str, json: &Value) -> Value {
    fn through<T: DeserializeOwned + Serialize + Debug>(json: &Value) -> Value {
        let value: T =
            from_slice(json.to_string().as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"));
        serde_json::to_value(value).unwrap()
    }
    macro_rules! by_name {
        ($($type:ident),* $(,)?) => {
            match name {
                $(stringify!($type) => through::<$type>(json),)*
                _ => panic!("{name} is not in the list of this test"),
            }
        };
    }
    by_name!(
        AgentCapabilities,
        AgentCard,
        AgentExtension,
        AgentSkill,
        Artifact,
        AuthorizationCodeOAuthFlow,
        ClientCredentialsOAuthFlow,
        DeviceCodeOAuthFlow,
        ImplicitOAuthFlow,
        ListTaskPushNotificationConfigsResponse,
        ListTasksResponse,
        Message,
        PasswordOAuthFlow,
        SecurityRequirement,
        SendMessageConfiguration,
        StringList,
        Task,
    )
}

#[test]
fn constructors_and_setters() {
    let message = Message::new("m", Role::User, ["one", "two"])
        .with_context_id("c")
        .with_extensions(["https://x.test/ext"])
        .with_metadata([("k".to_owned(), json!(1))].into_iter().collect());
    assert_eq!(
        serde_json::to_value(&message).unwrap(),
        json!({
            "messageId": "m", "role": "ROLE_USER", "parts": [{"text": "one"}, {"text": "two"}],
            "contextId": "c", "extensions": ["https://x.test/ext"], "metadata": {"k": 1},
        })
    );
    assert_eq!(Part::from("x"), Part::text("x"));
    assert_eq!(
        StreamResponse::from(message.clone()),
        StreamResponse::Message(message)
    );
    let scheme = SecurityScheme::from(MutualTlsSecurityScheme::new());
    assert_eq!(
        serde_json::to_string(&scheme).unwrap(),
        r#"{"mtlsSecurityScheme":{}}"#
    );
    let card = AgentCard::new(
        "n",
        "d",
        Vec::<AgentInterface>::new(),
        "1",
        AgentCapabilities::new(),
        ["text/plain"],
        ["text/plain"],
        Vec::<AgentSkill>::new(),
    )
    .with_security_schemes([("mtls", scheme)]);
    assert!(card.security_schemes.contains_key("mtls"));
}

/// What goes back to the peer is short, whatever the peer sent.
#[test]
fn errors_are_bounded() {
    let long = "x".repeat(1 << 20);
    let parts = format!(
        r#"{{"messageId":"m","role":"{long}","parts":[{}]}}"#,
        vec![format!(r#"{{"{}":1}}"#, &long[..1000]); 1000].join(",")
    );
    let message: Message = from_slice(parts.as_bytes()).unwrap();
    let violations = message.validate().unwrap_err();
    assert_eq!(violations.as_slice().len(), 100);
    assert!(violations.to_string().len() < 10_000);
    assert!(violations.to_string().ends_with("; and 95 more"));
    assert!(
        violations
            .as_slice()
            .iter()
            .all(|one| one.description.len() < 1_000)
    );
    let error =
        from_slice::<GetTaskRequest>(format!(r#"{{"historyLength":"{long}"}}"#).as_bytes()).unwrap_err();
    assert!(error.to_string().len() < 1_000, "{}", error.to_string().len());
    let error =
        from_slice::<AgentCard>(format!(r#"{{"securitySchemes":{{"{long}":1}}}}"#).as_bytes()).unwrap_err();
    assert!(error.to_string().len() < 1_000, "{}", error.to_string().len());
}

#[test]
fn secrets_are_not_printed() {
    let config = TaskPushNotificationConfig::new("https://x.test")
        .with_token("hunter2")
        .with_authentication(AuthenticationInfo::new("Bearer").with_credentials("hunter3"));
    let printed = format!("{config:?} {:?}", AuthenticationInfo::new("Basic"));
    assert!(!printed.contains("hunter"), "{printed}");
    assert!(
        printed.contains("token: [redacted]") && printed.contains("credentials: [none]"),
        "{printed}"
    );
    // On the wire they are what they are.
    assert!(serde_json::to_string(&config).unwrap().contains("hunter2"));
}

/// `serde_json` hands raw JSON and numbers through serde under names of its own. From a peer, those are members like
/// any other: what stands in their strings is text, and counts no brackets.
#[test]
fn names_that_serde_json_uses_itself_are_names() {
    let deep = "[".repeat(100) + &"]".repeat(100);
    for name in ["$serde_json::private::RawValue", "$serde_json::private::Number"] {
        for text in ["[1]", "1", "no JSON", &deep] {
            let object = json!({ name: text });
            for json in [
                json!({"parts": [{"data": object}], "messageId": "m", "role": "ROLE_USER"}),
                json!({"parts": [{"data": [object]}], "messageId": "m", "role": "ROLE_USER"}),
                json!({"parts": [{"text": "x"}], "messageId": "m", "role": "ROLE_USER", "metadata": object}),
                json!({"parts": [{"text": "x"}], "messageId": "m", "role": "ROLE_USER", "metadata": {"a": object}}),
                json!({"parts": [{"hologram": object}], "messageId": "m", "role": "ROLE_USER"}),
            ] {
                // Not `to_value`, so that nothing but the bindings reads it.
                let written = json.to_string();
                let message: Message = from_slice(written.as_bytes()).unwrap();
                let again = serde_json::to_string(&message).unwrap();
                assert_eq!(again.len(), written.len(), "{written} became {again}");
                let quoted = Value::from(text).to_string();
                assert!(
                    again.contains(&format!("\"{name}\":{quoted}")),
                    "{written} became {again}"
                );
            }
        }
    }
}
