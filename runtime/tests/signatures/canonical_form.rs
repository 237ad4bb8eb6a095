//! The presence rules of §8.4.1, by the generated tables.

use a2a_runtime::signatures::{SignatureErrorKind, canonical_payload};
use serde_json::{Value, json};

#[track_caller]
fn check(card: Value, expected: Value) {
    let payload =
        canonical_payload(card.to_string().as_bytes()).unwrap_or_else(|error| panic!("{card}: {error}"));
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(payload, expected, "{card}");
}

/// The example of §8.4.1.
#[test]
fn the_example_of_the_specification() {
    let card = br#"
        {
          "name": "Example Agent",
          "description": "",
          "capabilities": {
            "streaming": false,
            "pushNotifications": false,
            "extensions": []
          },
          "skills": []
        }
    "#;
    let expected = concat!(
        r#"{"capabilities":{"pushNotifications":false,"streaming":false},"description":"","#,
        r#""name":"Example Agent","skills":[]}"#
    );
    assert_eq!(
        String::from_utf8(canonical_payload(card).unwrap()).unwrap(),
        expected
    );
}

#[test]
fn required_members_stay_whatever_their_value() {
    for card in [
        json!({ "name": "", "description": "", "version": "" }),
        json!({ "supportedInterfaces": [], "defaultInputModes": [], "defaultOutputModes": [], "skills": [] }),
        json!({ "capabilities": {} }),
        json!({ "provider": { "url": "", "organization": "" } }),
        json!({ "skills": [{ "id": "", "name": "", "description": "", "tags": [] }] }),
        json!({ "supportedInterfaces": [{ "url": "", "protocolBinding": "", "protocolVersion": "" }] }),
        json!({ "securitySchemes": { "o": { "oauth2SecurityScheme": {
            "flows": { "clientCredentials": { "tokenUrl": "", "scopes": {} } },
        } } } }),
    ] {
        check(card.clone(), card);
    }
}

#[test]
fn required_members_that_are_missing_are_not_made_up() {
    check(json!({ "name": "A" }), json!({ "name": "A" }));
    check(
        json!({ "name": null, "skills": null, "capabilities": null }),
        json!({}),
    );
}

#[test]
fn optional_members_stay_if_they_are_there() {
    for card in [
        json!({ "documentationUrl": "", "iconUrl": "" }),
        json!({ "provider": {} }),
        json!({ "capabilities": { "streaming": false, "pushNotifications": false, "extendedAgentCard": false } }),
        json!({ "capabilities": { "extensions": [{ "params": {} }] } }),
    ] {
        check(card.clone(), card);
    }
    check(
        json!({ "documentationUrl": null, "provider": null, "capabilities": { "streaming": null } }),
        json!({ "capabilities": {} }),
    );
}

#[test]
fn other_members_go_if_they_have_the_default_value() {
    check(
        json!({ "securitySchemes": {}, "securityRequirements": [] }),
        json!({}),
    );
    check(
        json!({ "securitySchemes": null, "securityRequirements": null }),
        json!({}),
    );
    check(
        json!({ "supportedInterfaces": [{ "tenant": "" }] }),
        json!({ "supportedInterfaces": [{}] }),
    );
    check(
        json!({ "capabilities": { "extensions": [{ "uri": "", "description": "", "required": false }] } }),
        json!({ "capabilities": { "extensions": [{}] } }),
    );
    check(
        json!({ "skills": [{ "examples": [], "inputModes": [], "outputModes": [], "securityRequirements": [] }] }),
        json!({ "skills": [{}] }),
    );
    check(
        json!({ "securitySchemes": { "o": { "oauth2SecurityScheme": {
            "description": "",
            "oauth2MetadataUrl": "",
            "flows": { "authorizationCode": { "refreshUrl": "", "pkceRequired": false, "scopes": { "a": "" } } },
        } } } }),
        json!({ "securitySchemes": { "o": { "oauth2SecurityScheme": {
            "flows": { "authorizationCode": { "scopes": { "a": "" } } },
        } } } }),
    );
}

#[test]
fn elements_entries_and_oneof_members_are_there_by_themselves() {
    for card in [
        json!({ "securitySchemes": { "m": { "mtlsSecurityScheme": {} } } }),
        json!({ "securitySchemes": { "o": { "oauth2SecurityScheme": { "flows": { "implicit": {} } } } } }),
        json!({ "securitySchemes": { "unknown": {} } }),
        json!({ "securityRequirements": [{}] }),
        json!({ "securityRequirements": [{ "schemes": { "k": {} } }] }),
        json!({ "skills": [{}, {}] }),
        json!({ "defaultInputModes": ["", ""] }),
    ] {
        check(card.clone(), card);
    }
    check(
        json!({ "securityRequirements": [{ "schemes": { "k": { "list": [] } } }] }),
        json!({ "securityRequirements": [{ "schemes": { "k": {} } }] }),
    );
    check(
        json!({ "securitySchemes": { "m": { "mtlsSecurityScheme": { "description": "" }, "apiKeySecurityScheme": null } } }),
        json!({ "securitySchemes": { "m": { "mtlsSecurityScheme": {} } } }),
    );
}

#[test]
fn free_form_json_is_untouched() {
    let params = json!({
        "tenant": "", "list": [], "map": {}, "null": null, "zero": 0, "no": false,
        "nested": [{ "extensions": [], "x": null }, [], null, ""],
        "snake_case": 1, "snakeCase": 2, "signatures": [],
    });
    let card = json!({ "capabilities": { "extensions": [{ "params": params }] } });
    check(card.clone(), card);
}

#[test]
fn unknown_members_are_untouched_at_any_level() {
    for card in [
        json!({ "x-vendor": { "a": null, "b": "", "c": [] }, "empty": "", "null": null }),
        json!({ "capabilities": { "stateTransitionHistory": false, "later": {} } }),
        json!({ "skills": [{ "x": null }] }),
        json!({ "securitySchemes": { "s": { "laterScheme": {} } } }),
        // Members of version 0.3.
        json!({ "protocolVersion": "", "url": "", "additionalInterfaces": [] }),
    ] {
        check(card.clone(), card);
    }
}

#[test]
fn values_of_another_type_stay() {
    for card in [
        json!({ "securitySchemes": [], "securityRequirements": {}, "skills": {}, "capabilities": "" }),
        json!({ "capabilities": { "extensions": "" } }),
        json!({ "skills": [null, 7, { "examples": "" }] }),
        json!({ "securitySchemes": { "s": null } }),
        json!({ "supportedInterfaces": [{ "tenant": false }] }),
    ] {
        check(card.clone(), card);
    }
}

#[test]
fn snake_case_names_become_camel_case() {
    check(
        json!({ "icon_url": "", "security_schemes": {}, "default_input_modes": [], "capabilities": { "push_notifications": true } }),
        json!({ "iconUrl": "", "defaultInputModes": [], "capabilities": { "pushNotifications": true } }),
    );
    check(
        json!({ "security_schemes": { "my_key": { "api_key_security_scheme": { "name": "x_y" } } } }),
        json!({ "securitySchemes": { "my_key": { "apiKeySecurityScheme": { "name": "x_y" } } } }),
    );
}

#[test]
fn one_member_by_two_names_is_refused() {
    for card in [
        r#"{"iconUrl": "a", "icon_url": "b"}"#,
        r#"{"icon_url": null, "iconUrl": "a"}"#,
        r#"{"skills": [{"outputModes": [], "output_modes": ["x"]}]}"#,
        r#"{"securitySchemes": {"k": {"apiKeySecurityScheme": {}, "api_key_security_scheme": {}}}}"#,
    ] {
        let error = canonical_payload(card.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), SignatureErrorKind::Card, "{card}");
        assert!(error.to_string().contains("both of its names"), "{error}");
    }
}

#[test]
fn only_the_signatures_of_the_card_itself_are_left_out() {
    check(
        json!({ "name": "A", "signatures": [{ "x": 1 }] }),
        json!({ "name": "A" }),
    );
    check(json!({ "signatures": "of another type" }), json!({}));
    let card = json!({ "capabilities": { "signatures": [] }, "x": { "signatures": [1] } });
    check(card.clone(), card);
}
