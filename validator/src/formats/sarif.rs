//! SARIF 2.1.0 (OASIS), which editors and code hosts show beside the lines of a file.

use super::{Checked, Located};
use crate::finding::Severity;
use crate::rules::{Rule, rule};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The findings as a SARIF log with one run.
///
/// Each has the rule, the place as a logical location (the JSON pointer), and line and column where they are known. An
/// ambiguous finding is a `note`. Rules that nothing broke are not listed.
#[must_use]
pub fn sarif(checked: &[Checked]) -> Value {
    let mut rules: Vec<Value> = Vec::new();
    let mut indices: BTreeMap<&str, usize> = BTreeMap::new();
    let mut results = Vec::new();
    for one in checked {
        for located in &one.findings {
            let id = located.finding.rule.as_str();
            let index = *indices.entry(id).or_insert_with(|| {
                rules.push(descriptor(id, rule(id)));
                rules.len() - 1
            });
            results.push(result(one, located, index));
        }
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn descriptor(id: &str, rule: Option<&Rule>) -> Value {
    let mut descriptor = Map::new();
    descriptor.insert("id".to_owned(), id.into());
    if let Some(rule) = rule {
        descriptor.insert("shortDescription".to_owned(), json!({ "text": rule.demands }));
        descriptor.insert(
            "defaultConfiguration".to_owned(),
            json!({ "level": level(rule.severity) }),
        );
    }
    Value::Object(descriptor)
}

fn result(checked: &Checked, located: &Located, index: usize) -> Value {
    let finding = &located.finding;
    let mut text = finding.to_string();
    for (before, more) in [("; ", &finding.hint), (" ", &finding.section)] {
        if !more.is_empty() {
            text.push_str(before);
            text.push_str(more);
        }
    }
    let mut physical = json!({ "artifactLocation": { "uri": uri(&checked.source) } });
    if let (Some((line, column)), Some(physical)) = (located.position, physical.as_object_mut()) {
        physical.insert(
            "region".to_owned(),
            json!({ "startLine": line, "startColumn": column }),
        );
    }
    let place = [checked.part.as_str(), finding.pointer.as_str()].join(" ");
    json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [{
            "physicalLocation": physical,
            "logicalLocations": [{ "fullyQualifiedName": place.trim(), "kind": "member" }],
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Ambiguous => "note",
    }
}

/// A path as a relative reference (RFC 3986 §4.1), a URL as it is.
fn uri(source: &str) -> String {
    if source.contains("://") {
        return source.to_owned();
    }
    let mut uri = String::with_capacity(source.len());
    for byte in source.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(byte))
            }
            b'\\' => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;

    #[test]
    fn results_name_their_rules() {
        let finding = |rule: &str, severity| Finding::new("/a", rule, "is odd").with_severity(severity);
        let checked = [
            Checked::new(
                "some dir/ä.json",
                vec![
                    finding("type", Severity::Error),
                    finding("sse", Severity::Ambiguous),
                ],
            ),
            Checked::new("https://a.example/card", vec![finding("type", Severity::Warning)])
                .with_part("line 3")
                .from_line("{\"a\":1}", 3),
        ];
        let log = sarif(&checked);
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["type", "sse"]);
        let results = run["results"].as_array().unwrap();
        let levels: Vec<_> = results
            .iter()
            .map(|result| {
                (
                    result["level"].as_str().unwrap(),
                    result["ruleIndex"].as_u64().unwrap(),
                )
            })
            .collect();
        assert_eq!(levels, [("error", 0), ("note", 1), ("warning", 0)]);
        let location = &results[0]["locations"][0];
        assert_eq!(
            location["physicalLocation"]["artifactLocation"]["uri"],
            "some%20dir/%C3%A4.json"
        );
        assert!(location["physicalLocation"].get("region").is_none());
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "/a");
        let location = &results[2]["locations"][0];
        assert_eq!(
            location["physicalLocation"]["artifactLocation"]["uri"],
            "https://a.example/card"
        );
        assert_eq!(
            location["physicalLocation"]["region"],
            json!({ "startLine": 3, "startColumn": 6 })
        );
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "line 3 /a");
        assert_eq!(results[2]["message"]["text"], "/a: is odd");
        assert_eq!(sarif(&[])["runs"][0]["results"], json!([]));
    }
}
