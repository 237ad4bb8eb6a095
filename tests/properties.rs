//! Random documents that the schema allows: every type reads them, writes what the schema allows again, and reads
//! that as the same value.

use a2a_bindings::v1_0::*;
use a2a_bindings::{Timestamp, from_slice};
use a2a_tests::documents::{Generator, Random, seed};
use a2a_validator::{Severity, Subject, Validator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;

fn check<T: DeserializeOwned + Serialize + PartialEq + Debug>(
    name: &str,
    document: &Value,
    validator: &Validator,
) {
    let text = document.to_string();
    let findings = |json: &Value| {
        let mut findings = validator.validate(Subject::Type(name), json).unwrap();
        findings.retain(|finding| finding.severity > Severity::Ambiguous);
        findings
    };
    assert_eq!(findings(document), [], "the generator is wrong: {text}");
    let value: T = from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}: {text}"));
    let written = serde_json::to_value(&value).unwrap();
    assert_eq!(findings(&written), [], "{name}: {text} became {written}");
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
    let validator = Validator::new(&PROTOCOL).unwrap();
    let mut generator = Generator::new(SCHEMA, seed());
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
    let mut generator = Generator::new(SCHEMA, 7);
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
