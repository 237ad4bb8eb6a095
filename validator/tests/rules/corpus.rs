//! Every case of the corpus: what breaks a rule is found where it is, and nothing else is; repaired, nothing is.

use crate::case;
use crate::wire::found;
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::{RULES, Rule, Scope, rule};
use serde_json::Value;
use std::collections::BTreeSet;

#[tokio::test]
async fn each_case_breaks_what_it_says_and_its_repair_breaks_nothing() {
    let mut wrong = String::new();
    for case in case::all() {
        let named = format!(" {}", case.rule);
        assert!(
            case.finds.iter().any(|found| found.ends_with(&named)),
            "{}: finds something else",
            case.about
        );
        let mut carried = false;
        for json_rpc in [true, false] {
            if !case.conversation.fits(json_rpc) {
                continue;
            }
            carried = true;
            let binding = if json_rpc { "JSON-RPC" } else { "HTTP+JSON" };
            let (lines, all) = found(&case.conversation, json_rpc).await;
            if lines != case.finds {
                wrong += &format!(
                    "{} ({binding})\nexpected {:#?}\nfound {lines:#?}\n{all}\n",
                    case.about, case.finds
                );
            }
            let (lines, all) = found(&case.repaired, json_rpc).await;
            if !lines.is_empty() {
                wrong += &format!("{} ({binding}), repaired\nfound {lines:#?}\n{all}\n", case.about);
            }
        }
        assert!(carried, "{}: no binding carries it", case.about);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_rule_has_a_case() {
    let of_corpus: BTreeSet<_> = case::all().into_iter().map(|case| case.rule).collect();
    // The other rules have tests of their own, beside what finds them.
    let here = [Scope::Stream, Scope::Conversation, Scope::Card];
    let id = |rule: &Rule| rule.id.to_owned();
    let rules: BTreeSet<_> = RULES.iter().map(id).collect();
    let demanded = RULES.iter().filter(|rule| here.contains(&rule.scope)).map(id);
    assert_eq!(
        demanded
            .filter(|rule| !of_corpus.contains(rule))
            .collect::<Vec<_>>(),
        Vec::<String>::new(),
        "have no case"
    );
    assert_eq!(
        of_corpus.difference(&rules).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "are no rules"
    );
}

/// Adds the keywords of a schema, and of those within it.
fn keywords<'a>(schema: &'a Value, found: &mut BTreeSet<&'a str>) {
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match keyword.as_str() {
            "properties" | "$defs" => {
                let named = value.as_object().into_iter().flatten();
                named.for_each(|(_, inner)| keywords(inner, found));
            }
            "oneOf" => {
                found.insert(keyword);
                value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .for_each(|inner| keywords(inner, found));
            }
            "items" | "additionalProperties" | "not" => {
                keywords(value, found);
                found.insert(keyword);
            }
            _ => {
                found.insert(keyword);
            }
        }
    }
}

#[test]
fn each_keyword_of_the_schema_is_a_rule_or_says_nothing_of_validity() {
    let schema: Value = serde_json::from_str(PROTOCOL.schema).unwrap();
    let mut found = BTreeSet::new();
    keywords(&schema, &mut found);
    found.retain(|keyword| !keyword.starts_with("x-a2a-") && rule(keyword).is_none());
    let others = [
        "$comment",
        "$defs",
        "$id",
        "$ref",
        "$schema",
        "contentEncoding",
        "deprecated",
        "description",
        "items",
        "title",
    ];
    found.retain(|keyword| !others.contains(keyword));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn rules_have_ids_of_their_own_and_say_what_they_demand() {
    let ids: BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULES.len());
    for rule in RULES {
        assert!(
            !rule.demands.is_empty() && !rule.demands.ends_with('.'),
            "{}",
            rule.id
        );
    }
}
