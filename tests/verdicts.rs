//! Two verdicts on the same documents. The canonical profile says what the schema says, as the `jsonschema` crate reads
//! it, whatever way it takes to get there; the lenient one says what the generated types accept.

use a2a_bindings::v1_0::*;
use a2a_bindings::{from_slice, validate::Violations};
use a2a_tests::documents::{Generator, change, changes_at, doubling, pointers, seed};
use a2a_validator::{Profile, Severity, Subject, Validator};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The schema, read by the crate alone.
struct Oracle {
    schema: Value,
}

impl Oracle {
    fn new() -> Self {
        Self {
            schema: serde_json::from_str(SCHEMA).unwrap(),
        }
    }

    /// What checks against a definition.
    fn of(&self, name: &str) -> jsonschema::Validator {
        let mut schema = self.schema.clone();
        schema["$ref"] = format!("#/$defs/{name}").into();
        jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap()
    }

    fn definitions(&self) -> Vec<&str> {
        self.schema["$defs"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect()
    }
}

/// Whether the canonical profile finds nothing against the document: the schema does not know what is ambiguous.
fn canonical(validator: &Validator, name: &str, text: &str) -> bool {
    let subject = Some(Subject::Type(name));
    let of_bytes = validator
        .report(subject, text.as_bytes(), Profile::Canonical)
        .unwrap();
    if let Ok((json, findings)) = Validator::parse(text.as_bytes()) {
        let of_value = validator
            .report_value(subject, &json, Profile::Canonical)
            .unwrap();
        let repeated = findings.len();
        assert_eq!(
            of_value.findings.len() + repeated,
            of_bytes.findings.len(),
            "{name}: {text}"
        );
    }
    of_bytes.worst().is_none_or(|worst| worst == Severity::Ambiguous)
}

#[test]
fn the_canonical_profile_is_the_schema() {
    let (oracle, validator) = (Oracle::new(), Validator::new(&PROTOCOL).unwrap());
    let mut generator = Generator::new(SCHEMA, seed());
    let (mut valid, mut invalid) = (0, 0);
    for name in oracle.definitions() {
        // Envelopes are made of other keywords than the generator knows; the same as values beside them are enough.
        let envelope = oracle.schema["$defs"][name]["x-a2a-envelope"] == true;
        let compiled = oracle.of(name);
        let mut compare = |document: &Value, what: &str| {
            let (expected, text) = (compiled.is_valid(document), document.to_string());
            assert_eq!(
                canonical(&validator, name, &text),
                expected,
                "{name}: {what}: {text}"
            );
            if expected { valid += 1 } else { invalid += 1 }
        };
        for _ in 0..if envelope { 0 } else { 30 } {
            let document = generator.message(name, 0);
            compare(&document, "as it is");
            for _ in 0..10 {
                let change = change(&document, &mut generator.random);
                compare(&change.document, &change.what);
            }
        }
    }
    let envelopes = [
        (
            "GetTaskJsonRpcRequest",
            json!({ "jsonrpc": "2.0", "id": 1, "method": "GetTask", "params": { "id": "t" } }),
        ),
        (
            "CancelTaskJsonRpcResponse",
            json!({ "jsonrpc": "2.0", "id": null, "result": generator.message("Task", 0) }),
        ),
        (
            "DeleteTaskPushNotificationConfigJsonRpcResponse",
            json!({ "jsonrpc": "2.0", "id": "a", "result": {} }),
        ),
        (
            "JsonRpcErrorResponse",
            json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": 1, "message": "m", "data": [{ "@type": "t", "x": 1 }] } }),
        ),
        (
            "HttpErrorResponse",
            json!({ "error": { "code": 404, "status": "NOT_FOUND", "message": "m", "details": [{ "@type": "t" }] } }),
        ),
    ];
    for (name, document) in envelopes {
        let compiled = oracle.of(name);
        assert!(compiled.is_valid(&document), "{name}");
        let pointers = pointers(&document);
        for change in pointers.iter().flat_map(|pointer| changes_at(&document, pointer)) {
            let expected = compiled.is_valid(&change.document);
            let text = change.document.to_string();
            assert_eq!(
                canonical(&validator, name, &text),
                expected,
                "{name}: {}: {text}",
                change.what
            );
        }
    }
    // Both sides of the comparison have been looked at.
    assert!(
        valid > 2_000 && invalid > 4_000,
        "{valid} valid, {invalid} invalid"
    );
}

/// Every member of every type, changed in every way, with everything there that may be.
#[test]
fn every_change_that_the_schema_forbids_is_noticed() {
    let (oracle, validator) = (Oracle::new(), Validator::new(&PROTOCOL).unwrap());
    let mut generator = Generator::new(SCHEMA, seed());
    generator.full = true;
    let (mut forbidden, mut repeated) = (0, 0);
    for message in PROTOCOL.messages {
        let (name, compiled) = (message.name, oracle.of(message.name));
        // The members of what it contains have their turn with their own type. Of a oneof there is one at a time.
        let fields = message.fields.iter().map(|field| field.name);
        for member in fields {
            let document = with_member(&mut generator, name, member);
            assert!(compiled.is_valid(&document), "{name}: {document}");
            let pointer = format!("/{member}");
            for change in changes_at(&document, &pointer) {
                let expected = compiled.is_valid(&change.document);
                let text = change.document.to_string();
                assert_eq!(
                    canonical(&validator, name, &text),
                    expected,
                    "{name}: {}: {text}",
                    change.what
                );
                forbidden += usize::from(!expected);
            }
            let text = doubling(&document, &pointer);
            let findings = validator
                .validate_bytes(Subject::Type(name), text.as_bytes())
                .unwrap();
            let noticed = findings
                .iter()
                .any(|finding| finding.rule == "duplicate-member" && finding.pointer == pointer);
            assert!(noticed, "{name}: {pointer} twice: {text}");
            repeated += 1;
        }
    }
    assert!(
        forbidden > 3_000 && repeated > 150,
        "{forbidden} forbidden, {repeated} repeated"
    );
}

/// A message with this member; of a oneof it may have another one at first.
fn with_member(generator: &mut Generator, name: &str, member: &str) -> Value {
    for _ in 0..200 {
        let document = generator.message(name, 0);
        if document.get(member).is_some() {
            return document;
        }
    }
    panic!("{name} never has {member}");
}

/// What servers hold a request to.
type Validate<T> = fn(&T) -> Result<(), Violations>;

/// Whether a type takes a document; a request must also be one that a server does not refuse.
fn accepted<T: DeserializeOwned>(text: &str, validate: Option<Validate<T>>) -> Result<(), String> {
    let value: T = from_slice(text.as_bytes()).map_err(|error| error.to_string())?;
    validate.map_or(Ok(()), |validate| {
        validate(&value).map_err(|error| error.to_string())
    })
}

#[test]
fn the_lenient_profile_is_what_the_types_accept() {
    let validator = Validator::new(&PROTOCOL).unwrap();
    let mut generator = Generator::new(SCHEMA, seed());
    let (mut good, mut bad) = (0, 0);
    let mut names = Vec::new();
    macro_rules! each {
        ($($type:ident)*) => {$({
            let name = stringify!($type);
            names.push(name);
            let request = PROTOCOL.methods.iter().any(|method| method.request == name);
            let answer = PROTOCOL.methods.iter().any(|method| method.response == Some(name));
            let validate: Option<fn(&$type) -> Result<(), Violations>> =
                (request && !answer).then_some(<$type>::validate);
            let mut compare = |document: &Value, what: &str| {
                let text = document.to_string();
                let report = validator.report(Some(Subject::Type(name)), text.as_bytes(), Profile::Lenient).unwrap();
                let expected = accepted::<$type>(&text, validate);
                assert_eq!(
                    report.is_valid(), expected.is_ok(),
                    "{name}: {what}: {text}\nthe type: {expected:?}\nthe profile: {:#?}", report.findings
                );
                if expected.is_ok() { good += 1 } else { bad += 1 }
            };
            for full in [false, true] {
                generator.full = full;
                for _ in 0..3 {
                    let document = generator.message(name, 0);
                    compare(&document, "as it is");
                    for pointer in pointers(&document).iter().filter(|pointer| pointer.matches('/').count() == 1) {
                        for change in changes_at(&document, pointer) {
                            compare(&change.document, &change.what);
                        }
                    }
                    // Anywhere, and two at once.
                    for _ in 0..10 {
                        let first = change(&document, &mut generator.random);
                        compare(&first.document, &first.what);
                        let second = change(&first.document, &mut generator.random);
                        compare(&second.document, &format!("{}, {}", first.what, second.what));
                    }
                }
            }
        })*};
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
    assert!(good > 5_000 && bad > 5_000, "{good} accepted, {bad} refused");
}
