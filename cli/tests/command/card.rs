use crate::process::{DemoServer, a2a, command, run};
use std::fs;

#[test]
fn the_card_is_shown_and_its_signature_judged() {
    let folder = tempfile::tempdir().unwrap();
    let (jwk, other_jwk) = (folder.path().join("key.json"), folder.path().join("other.json"));
    let (jwk, other_jwk) = (jwk.to_str().unwrap(), other_jwk.to_str().unwrap());
    let server = DemoServer::start_with(&["--print-jwk", jwk]);
    let _other = DemoServer::start_with(&["--print-jwk", other_jwk]);

    let shown = server.a2a(&["card", "get", "--jwk", jwk, "--validate"]).exits(0);
    assert_eq!(shown.field("Name"), "A2A demo agent");
    assert_eq!(shown.field("Streaming"), "yes");
    assert_eq!(shown.field("Push Notifications"), "yes");
    let interfaces: Vec<_> = shown
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("Interface: "))
        .collect();
    let origin = server.origin();
    assert_eq!(
        interfaces,
        [
            format!("JSONRPC 1.0 {origin}/rpc"),
            format!("HTTP+JSON 1.0 {origin}")
        ]
    );
    let kid = server
        .announcement
        .lines()
        .find_map(|line| line.strip_prefix("Key: "))
        .unwrap();
    assert_eq!(shown.field("Signature"), format!("verified (key {kid}, ES256)"));
    assert_eq!(shown.field("Valid"), "yes");

    let shown = server.a2a(&["card", "get"]).exits(0);
    assert_eq!(
        shown.field("Signature"),
        "unverifiable (name a trusted key with --jwk)"
    );

    let shown = server.a2a(&["card", "get", "--jwk", other_jwk]).exits(1);
    assert!(
        shown.field("Signature").starts_with("unverifiable ("),
        "{shown:#?}"
    );
    assert!(shown.stderr.contains("A2ACLI_ERR_CARD_INVALID"), "{shown:#?}");
    let shown = server
        .a2a(&["card", "get", "--jwk", other_jwk, "-o", "json"])
        .exits(1);
    assert_eq!(shown.json()["error"]["code"], "A2ACLI_ERR_CARD_INVALID");
}

#[test]
fn json_is_the_document_as_it_was_received() {
    let server = DemoServer::start();
    let shown = server.a2a(&["card", "get", "-o", "json"]).exits(0);
    let card = shown.json();
    assert_eq!(card["supportedInterfaces"][0]["protocolBinding"], "JSONRPC");
    assert!(card["signatures"][0]["protected"].is_string());
    assert!(
        shown
            .stdout
            .starts_with(r#"{"name":"A2A demo agent","description":"#),
        "{}",
        shown.stdout
    );

    // A file gives back what is in it, unknown members and all.
    let text = format!("{{\n  \"future\": [1.50],{}", &shown.stdout[1..]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("card.json");
    fs::write(&path, &text).unwrap();
    let shown = a2a(&["card", "get", "-a", path.to_str().unwrap(), "-o", "json"]).exits(0);
    assert_eq!(shown.stdout, text);
}

#[test]
fn an_absent_signature_is_no_failure() {
    let server = DemoServer::start();
    let mut card = server.a2a(&["card", "get", "-o", "json"]).exits(0).json();
    card.as_object_mut().unwrap().remove("signatures");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("card.json");
    fs::write(&path, card.to_string()).unwrap();
    let shown = a2a(&["card", "get", "-a", path.to_str().unwrap()]).exits(0);
    assert_eq!(shown.field("Signature"), "absent");
}

#[test]
fn invalid_cards_are_refused_with_all_findings() {
    let server = DemoServer::start();
    let mut card = server.a2a(&["card", "get", "-o", "json"]).exits(0).json();
    card["skills"][0].as_object_mut().unwrap().remove("name");
    card["capabilities"]["streaming"] = "yes".into();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("card.json");
    fs::write(&path, card.to_string()).unwrap();
    let path = path.to_str().unwrap();

    let shown = a2a(&["card", "get", "-a", path, "--validate"]).exits(1);
    assert_eq!(shown.field("Valid"), "no");
    assert_eq!(shown.field("/skills/0"), "`name` is missing");
    assert!(
        shown.field("/capabilities/streaming").contains("boolean"),
        "{shown:#?}"
    );
    assert!(shown.stderr.contains("A2ACLI_ERR_CARD_INVALID"), "{shown:#?}");

    let error = a2a(&["card", "get", "-a", path, "--validate", "-o", "json"])
        .exits(1)
        .json();
    assert_eq!(error["error"]["code"], "A2ACLI_ERR_CARD_INVALID");
    let message = error["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("2 findings") && message.contains("/skills/0"),
        "{message}"
    );
}

#[test]
fn references_that_lead_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let no_card = folder.path().join("no.json");
    fs::write(&no_card, "[]").unwrap();
    let server = DemoServer::start();
    let elsewhere = format!("{}/tasks.json", server.origin());
    for (reference, status, code) in [
        ("127.0.0.1:1", 3, "A2ACLI_ERR_UNREACHABLE"),
        ("./there-is-none.json", 3, "A2ACLI_ERR_CARD_NOT_FOUND"),
        ("ftp://example.com/card", 3, "A2ACLI_ERR_CARD_NOT_FOUND"),
        (elsewhere.as_str(), 3, "A2ACLI_ERR_CARD_NOT_FOUND"),
        (no_card.to_str().unwrap(), 1, "A2ACLI_ERR_CARD_INVALID"),
    ] {
        let run = run(
            command().args(["card", "get", "-o", "json", "-a", reference]),
            b"",
        )
        .exits(status);
        assert_eq!(run.json()["error"]["code"], code, "{reference}");
    }
}
