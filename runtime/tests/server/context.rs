//! Service parameters, extensions and the version of the protocol (§3.2.6, §3.6).

use crate::agent::{Agent, V0_3};
use crate::wire::{exchange, request};
use a2a_runtime::server::{Options, http_json, json_rpc};
use axum::Router;
use std::sync::Arc;

async fn check(app: &Router, rows: &[(&str, &str)]) {
    for (headers, expected) in rows {
        let text = format!("GET /tasks/context{headers}");
        let expected = format!("200\ncontent-type: application/a2a+json\n\n{expected}");
        assert_eq!(
            exchange(app, request(&text)).await,
            expected,
            "the response to:\n{text}"
        );
    }
}

#[tokio::test]
async fn headers_are_the_context() {
    let app = http_json(Agent::new(), Options::new());
    check(
        &app,
        &[
            (
                "\nA2A-Version: 1.0\nauthorization: secret\nx-other: 1",
                r#"{"extensions":[],"lastEventId":null,"serviceParameters":{"a2a-version":"1.0"}}"#,
            ),
            (
                "\nA2A-Version: 1.0\nA2A-Tier: Gold\na2a-tier: b",
                r#"{"extensions":[],"lastEventId":null,"serviceParameters":{"a2a-tier":"Gold,b","a2a-version":"1.0"}}"#,
            ),
            (
                "\nA2A-Version: 1.0\nA2A-Extensions: urn:a, urn:b ,,\nA2A-Extensions: urn:c\nX-A2A-Extensions: urn:b,urn:d",
                concat!(
                    r#"{"extensions":["urn:a","urn:b","urn:c","urn:d"],"lastEventId":null,"#,
                    r#""serviceParameters":{"a2a-extensions":"urn:a, urn:b ,,,urn:c","a2a-version":"1.0"}}"#
                ),
            ),
            (
                "\nA2A-Version: 1.0\nX-A2A-Extensions: urn:d\nLast-Event-ID: é 7",
                r#"{"extensions":["urn:d"],"lastEventId":"é 7","serviceParameters":{"a2a-version":"1.0"}}"#,
            ),
            (
                "\nA2A-Version: 1.0\nLast-Event-ID: ",
                r#"{"extensions":[],"lastEventId":null,"serviceParameters":{"a2a-version":"1.0"}}"#,
            ),
            (
                "?x=y&a2a-VERSION=1%2E0",
                r#"{"extensions":[],"lastEventId":null,"serviceParameters":{"a2a-version":"1.0"}}"#,
            ),
            (
                "?A2A-Version=7\nA2A-Version: 1.0",
                r#"{"extensions":[],"lastEventId":null,"serviceParameters":{"a2a-version":"1.0"}}"#,
            ),
        ],
    )
    .await;
}

const NO_VERSION: &str = "the request names no protocol version, which means 0.3, and that is not served: send the header `A2A-Version: 1.0`";

fn not_served(version: &str) -> String {
    format!("protocol version {version} is not served: send the header `A2A-Version: 1.0`")
}

#[tokio::test]
async fn the_version_is_compared_without_its_patch() {
    let app = http_json(Agent::new(), Options::new());
    for version in ["1.0", " 1.0 ", "1.0.0", "1.0.12"] {
        let response = exchange(&app, request(&format!("GET /tasks/1\nA2A-Version: {version}"))).await;
        assert_eq!(
            response, "200\ncontent-type: application/a2a+json\n\n{\"id\":\"1\"}",
            "{version}"
        );
    }
    let long = "9".repeat(1000);
    for (headers, message) in [
        ("", NO_VERSION.to_owned()),
        ("\nA2A-Version: ", NO_VERSION.to_owned()),
        ("?A2A-Version=", NO_VERSION.to_owned()),
        // A header that is there wins, even if it is empty.
        ("?A2A-Version=1.0\nA2A-Version: ", NO_VERSION.to_owned()),
        ("\nA2A-Version: 0.3", not_served("0.3")),
        ("\nA2A-Version: 1", not_served("1")),
        ("\nA2A-Version: 1.1", not_served("1.1")),
        ("\nA2A-Version: 1.01", not_served("1.01")),
        ("\nA2A-Version: 11.0", not_served("11.0")),
        ("\nA2A-Version: 1.0.", not_served("1.0.")),
        ("\nA2A-Version: 1.0.x", not_served("1.0.x")),
        ("\nA2A-Version: v1.0", not_served("v1.0")),
        ("\nA2A-Version: 1.0\nA2A-Version: 0.3", not_served("1.0,0.3")),
        ("?A2A-Version=2.0", not_served("2.0")),
        ("?A2A-Version=1.0%ff", not_served("1.0\u{fffd}")),
        (&format!("\nA2A-Version: {long}"), not_served(&long[..64])),
    ] {
        let expected = format!(
            concat!(
                "400\ncontent-type: application/a2a+json\n\n",
                r#"{{"error":{{"code":400,"status":"FAILED_PRECONDITION","message":"{}","#,
                r#""details":[{{"@type":"type.googleapis.com/google.rpc.ErrorInfo","#,
                r#""domain":"a2a-protocol.org","metadata":{{"supportedVersions":"1.0"}},"#,
                r#""reason":"VERSION_NOT_SUPPORTED"}}]}}}}"#
            ),
            message
        );
        let text = format!("GET /tasks/1{headers}");
        assert_eq!(
            exchange(&app, request(&text)).await,
            expected,
            "the response to:\n{text}"
        );
    }
}

#[tokio::test]
async fn a_version_can_be_assumed() {
    let app = http_json(Agent::new(), Options::new().assume_version(true));
    check(
        &app,
        &[
            (
                "",
                r#"{"extensions":[],"lastEventId":null,"serviceParameters":{}}"#,
            ),
            (
                "\nA2A-Version: ",
                r#"{"extensions":[],"lastEventId":null,"serviceParameters":{"a2a-version":""}}"#,
            ),
        ],
    )
    .await;
    let other = exchange(&app, request("GET /tasks/1\nA2A-Version: 0.3")).await;
    assert!(
        other.starts_with("400\n") && other.contains(&not_served("0.3")),
        "{other}"
    );
}

#[tokio::test]
async fn a_request_without_a_version_is_one_of_0_3() {
    let app = http_json(
        Arc::new(Agent {
            protocol: &V0_3,
            steps: Vec::new(),
        }),
        Options::new(),
    );
    check(
        &app,
        &[
            (
                "",
                r#"{"extensions":[],"lastEventId":null,"serviceParameters":{}}"#,
            ),
            (
                "\nA2A-Version: ",
                r#"{"extensions":[],"lastEventId":null,"serviceParameters":{"a2a-version":""}}"#,
            ),
        ],
    )
    .await;
    // That version has no error for it.
    let expected = concat!(
        "400\ncontent-type: application/a2a+json\n\n",
        r#"{"error":{"code":400,"status":"INVALID_ARGUMENT","#,
        r#""message":"protocol version 1.0 is not served: send the header `A2A-Version: 0.3`"}}"#
    );
    assert_eq!(
        exchange(&app, request("GET /tasks/1\nA2A-Version: 1.0")).await,
        expected
    );
}

#[tokio::test]
async fn json_rpc_has_the_same_context() {
    let app = json_rpc(Agent::new(), Options::new());
    let call = r#"{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"context"}}"#;
    let served = concat!(
        "200\ncontent-type: application/json\n\n",
        r#"{"jsonrpc":"2.0","id":1,"result":{"extensions":["urn:a"],"lastEventId":"7","#,
        r#""serviceParameters":{"a2a-extensions":"urn:a","a2a-version":"1.0.1"}}}"#
    );
    let text = format!("POST /?A2A-Version=1.0.1\nA2A-Extensions: urn:a\nLast-Event-ID: 7\n\n{call}");
    assert_eq!(exchange(&app, request(&text)).await, served);

    // The version comes before the method, which may be one of another version.
    for call in [call, r#"{"jsonrpc":"2.0","id":1,"method":"tasks/get"}"#] {
        let expected = format!(
            concat!(
                "200\ncontent-type: application/json\n\n",
                r#"{{"jsonrpc":"2.0","id":1,"error":{{"code":-32009,"message":"{}","#,
                r#""data":[{{"@type":"type.googleapis.com/google.rpc.ErrorInfo","#,
                r#""domain":"a2a-protocol.org","metadata":{{"supportedVersions":"1.0"}},"#,
                r#""reason":"VERSION_NOT_SUPPORTED"}}]}}}}"#
            ),
            NO_VERSION
        );
        assert_eq!(
            exchange(&app, request(&format!("POST /\n\n{call}"))).await,
            expected
        );
    }
}
