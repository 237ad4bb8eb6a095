//! Every case of the corpus: what breaks a rule is found where it is, and nothing else is; repaired, nothing is.

use crate::case;
use crate::wire::found;
use a2a_validator::{RULES, Scope};
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
    let rules: BTreeSet<_> = RULES
        .iter()
        .filter(|rule| here.contains(&rule.scope))
        .map(|rule| rule.id.to_owned())
        .collect();
    assert_eq!(
        rules.difference(&of_corpus).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "have no case"
    );
    assert_eq!(
        of_corpus.difference(&rules).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "are no rules"
    );
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
