//! Agents that want credentials, or say that they do.

use crate::agent::{Agent, both, found, found_at, response};
use serde_json::json;

const BEARER: &str = "Bearer geheim-geheim";

/// An agent that wants this token, and declares it or not.
fn guarded(declared: bool, challenge: bool, enforced: bool) -> Agent {
    Agent {
        edit: Box::new(move |card| {
            if declared {
                card["securitySchemes"] = json!({"b": {"httpAuthSecurityScheme": {"scheme": "bearer"}}});
                card["securityRequirements"] = json!([{"schemes": {"b": {"list": []}}}]);
            }
        }),
        answer: Box::new(move |asked| {
            let known = asked
                .headers
                .get("authorization")
                .is_some_and(|value| value == BEARER);
            if known || !enforced {
                return None;
            }
            let mut response = response(401, "text/plain", "who are you?");
            if challenge {
                let headers = response.headers_mut();
                headers.insert("www-authenticate", "Bearer".parse().unwrap());
            }
            Some(response)
        }),
        ..Agent::default()
    }
}

async fn found_with_credentials(agent: Agent, bearer: &str) -> Vec<String> {
    let running = agent.start().await;
    let name = reqwest::header::AUTHORIZATION;
    let probed = running
        .probe(|options| options.with_header(name, bearer.parse().unwrap()))
        .await
        .unwrap();
    let said = format!("{probed:?}");
    assert!(!said.contains("geheim"), "{said}");
    found(&probed)
}

#[tokio::test]
async fn credentials() {
    let unchecked = "#N A /supportedInterfaces/N interface-unchecked";
    assert_eq!(found_at(guarded(true, true, true)).await, both(unchecked));
    assert_eq!(
        found_at(guarded(true, true, false)).await,
        both("#N W /securityRequirements security-not-enforced")
    );
    for (agent, rule) in [
        (guarded(true, false, true), "security-challenge"),
        (guarded(false, true, true), "security-undeclared"),
    ] {
        let lines: Vec<_> = (0..2)
            .flat_map(|index| {
                let at = format!("/supportedInterfaces/{index}");
                [
                    format!("#{index} W {at} {rule}"),
                    format!("#{index} A {at} interface-unchecked"),
                ]
            })
            .collect();
        assert_eq!(found_at(agent).await, lines);
    }

    assert_eq!(
        found_with_credentials(guarded(true, true, true), BEARER).await,
        Vec::<String>::new()
    );
    assert_eq!(
        found_with_credentials(guarded(true, true, true), "Bearer geheim-andere").await,
        both(unchecked)
    );
    assert_eq!(
        found_with_credentials(guarded(true, true, false), BEARER).await,
        both("#N W /securityRequirements security-not-enforced")
    );
}
