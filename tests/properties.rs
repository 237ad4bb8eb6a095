//! Random documents that the schema allows: every type reads them, writes what the schema allows again, and reads
//! that as the same value.

use a2a_bindings::v1_0::*;
use a2a_bindings::{Timestamp, from_slice};
use a2a_validator::{Subject, Validator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::fmt::Debug;

/// xorshift64*: enough for choosing, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

struct Generator {
    document: Value,
    random: Random,
}

impl Generator {
    fn message(&mut self, name: &str, depth: usize) -> Value {
        let definition = self.document["$defs"][name].clone();
        if let Some(values) = definition["enum"].as_array() {
            return self.random.pick(values).clone();
        }
        let required: Vec<&str> = definition["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let choices: Vec<&str> = definition["oneOf"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["required"][0].as_str())
            .collect();
        let chosen = (!choices.is_empty()).then(|| *self.random.pick(&choices));
        let mut object = Map::new();
        for (field, property) in definition["properties"].as_object().unwrap() {
            let is_there = if choices.contains(&field.as_str()) {
                chosen == Some(field)
            } else {
                required.contains(&field.as_str()) || (depth < 5 && self.random.one_in(2))
            };
            if is_there {
                object.insert(field.clone(), self.value(property, depth + 1));
            }
        }
        object.into()
    }

    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            loop {
                let value = self.message(reference.trim_start_matches("#/$defs/"), depth);
                if schema["not"]["const"] != value {
                    return value;
                }
            }
        }
        let length = |random: &mut Random| if depth > 5 { 1 } else { random.below(3) };
        match schema["type"].as_str() {
            Some("array") => {
                let least = schema["minItems"].as_u64().unwrap_or(0) as usize;
                let length = length(&mut self.random).max(least);
                (0..length).map(|_| self.value(&schema["items"], depth)).collect()
            }
            Some("object") if schema.get("additionalProperties").is_some() => {
                let length = length(&mut self.random);
                (0..length)
                    .map(|_| (self.text(), self.value(&schema["additionalProperties"], depth)))
                    .collect::<Map<_, _>>()
                    .into()
            }
            Some("object") => json!({ self.text(): self.any(depth) }),
            Some("boolean") => self.random.one_in(2).into(),
            Some("integer") => {
                let bound = |key: &str| schema[key].as_i64().unwrap();
                let span = (bound("maximum") - bound("minimum") + 1) as u64;
                (bound("minimum") + (self.random.next() % span) as i64).into()
            }
            Some("string") if schema["format"] == "date-time" => {
                let milliseconds = self.random.below(1000);
                format!(
                    "20{:02}-0{}-1{}T2{}:59:0{}.{milliseconds:03}Z",
                    self.random.below(100),
                    1 + self.random.below(9),
                    self.random.below(10),
                    self.random.below(4),
                    self.random.below(10)
                )
                .into()
            }
            Some("string") if schema.get("contentEncoding").is_some() => {
                (*self.random.pick(&["", "AA==", "+/+/AQ==", "AAAA"])).into()
            }
            Some("string") => {
                let text = self.text();
                let text = if schema.get("minLength").is_some() && text.is_empty() {
                    "x".to_owned()
                } else {
                    text
                };
                text.into()
            }
            None => self.any(depth),
            other => panic!("the generator does not know {other:?}"),
        }
    }

    fn text(&mut self) -> String {
        (*self.random.pick(&[
            "",
            "a",
            "contextId",
            "ünï",
            "日本",
            "\u{2028}",
            "\"\\\n",
            "𝄞",
            "a.b/c~d",
            "null",
        ]))
        .to_owned()
    }

    fn any(&mut self, depth: usize) -> Value {
        match self.random.below(if depth > 6 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => self.random.one_in(2).into(),
            2 => self.random.next().into(),
            3 => json!(-1.5e-7),
            4 => self.text().into(),
            5 => (0..self.random.below(3)).map(|_| self.any(depth + 1)).collect(),
            _ => json!({ self.text(): self.any(depth + 1) }),
        }
    }
}

fn check<T: DeserializeOwned + Serialize + PartialEq + Debug>(
    name: &str,
    document: &Value,
    validator: &Validator,
) {
    let text = document.to_string();
    let findings = validator.validate(Subject::Type(name), document).unwrap();
    assert!(
        findings.is_empty(),
        "the generator is wrong: {text}: {findings:?}"
    );
    let value: T = from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}: {text}"));
    let written = serde_json::to_value(&value).unwrap();
    let findings = validator.validate(Subject::Type(name), &written).unwrap();
    assert!(
        findings.is_empty(),
        "{name}: {text} became {written}: {findings:?}"
    );
    assert_eq!(
        serde_json::from_value::<T>(written.clone()).unwrap(),
        value,
        "{text}"
    );
    // Only defaults of implicit presence may be gone.
    assert_subset(&written, document);
}

/// Everything in `part` is in `whole`, and what is only in `whole` is empty.
#[track_caller]
fn assert_subset(part: &Value, whole: &Value) {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => {
            for (key, value) in whole {
                match part.get(key) {
                    Some(kept) => assert_subset(kept, value),
                    None => assert!(
                        matches!(value, Value::Bool(false))
                            || [json!(""), json!([]), json!({}), json!(0)].contains(value)
                            || value.as_str().is_some_and(|text| text.ends_with("_UNSPECIFIED")),
                        "{key}: {value} is gone"
                    ),
                }
            }
            assert!(part.keys().all(|key| whole.contains_key(key)));
        }
        (Value::Array(part), Value::Array(whole)) => {
            assert_eq!(part.len(), whole.len());
            part.iter()
                .zip(whole)
                .for_each(|(part, whole)| assert_subset(part, whole));
        }
        (part, whole) => assert_eq!(part, whole),
    }
}

#[test]
fn every_type_agrees_with_the_schema() {
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(20_261_120);
    println!("SEED={seed}");
    let validator = Validator::new(&PROTOCOL).unwrap();
    let mut generator = Generator {
        document: serde_json::from_str(SCHEMA).unwrap(),
        random: Random(seed),
    };
    let mut names = Vec::new();
    macro_rules! each {
        ($($type:ident)*) => {$(
            names.push(stringify!($type));
            for _ in 0..100 {
                let document = generator.message(stringify!($type), 0);
                check::<$type>(stringify!($type), &document, &validator);
            }
        )*};
    }
    each!(
        APIKeySecurityScheme AgentCapabilities AgentCard AgentCardSignature AgentExtension AgentInterface
        AgentProvider AgentSkill Artifact AuthenticationInfo AuthorizationCodeOAuthFlow CancelTaskRequest
        ClientCredentialsOAuthFlow DeleteTaskPushNotificationConfigRequest DeviceCodeOAuthFlow
        GetExtendedAgentCardRequest GetTaskPushNotificationConfigRequest GetTaskRequest HTTPAuthSecurityScheme
        ImplicitOAuthFlow ListTaskPushNotificationConfigsRequest ListTaskPushNotificationConfigsResponse
        ListTasksRequest ListTasksResponse Message MutualTlsSecurityScheme OAuth2SecurityScheme OAuthFlows
        OpenIdConnectSecurityScheme Part PasswordOAuthFlow SecurityRequirement SecurityScheme
        SendMessageConfiguration SendMessageRequest SendMessageResponse StreamResponse StringList
        SubscribeToTaskRequest Task TaskArtifactUpdateEvent TaskPushNotificationConfig TaskStatus
        TaskStatusUpdateEvent
    );
    let all: Vec<_> = PROTOCOL.messages.iter().map(|message| message.name).collect();
    assert_eq!(names, all);
}

/// Whatever the bytes are, reading them ends in a value or an error.
#[test]
fn broken_documents_are_errors() {
    let mut generator = Generator {
        document: serde_json::from_str(SCHEMA).unwrap(),
        random: Random(7),
    };
    let mut failed = 0;
    for _ in 0..2_000 {
        let mut text = generator.message("Task", 0).to_string().into_bytes();
        for _ in 0..=generator.random.below(4) {
            let at = generator.random.below(text.len());
            match generator.random.below(3) {
                0 => text[at] = *generator.random.pick(b"{}[],:\"0-9eE.tfn\\u\xff\x00 "),
                1 => drop(text.remove(at)),
                _ => text.truncate(at.max(1)),
            }
        }
        if let Err(error) = from_slice::<Task>(&text) {
            failed += 1;
            assert!(!error.to_string().is_empty());
        }
    }
    assert!(failed > 1_000, "only {failed} were broken");
}

/// What is written of a timestamp is read as the same millisecond, over the whole range.
#[test]
fn timestamps_are_read_as_they_are_written() {
    const FIRST: i64 = -62_135_596_800;
    const LAST: i64 = 253_402_300_799;
    let mut random = Random(11);
    let seconds: Vec<_> = (0..10_000)
        .map(|_| FIRST + random.below((LAST - FIRST) as usize) as i64)
        .chain([FIRST, -1, 0, LAST])
        .collect();
    for seconds in seconds {
        let nanoseconds = random.below(1_000_000_000) as u32;
        let written = Timestamp::new(seconds, nanoseconds).unwrap();
        let read: Timestamp = written.to_string().parse().unwrap();
        let milliseconds = nanoseconds / 1_000_000;
        assert_eq!(
            (read.seconds(), read.nanoseconds()),
            (seconds, milliseconds * 1_000_000),
            "{written}"
        );
        let json = serde_json::to_string(&written).unwrap();
        assert_eq!(json, format!("\"{written}\""));
    }
}
