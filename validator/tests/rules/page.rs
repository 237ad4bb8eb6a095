//! `docs/rules.md` is the table of rules, for people.

use a2a_validator::{RULES, Rule, Scope};
use std::fmt::Write;
use std::path::Path;

const HEAD: &str = "\
# Rules

Everything that the validator can find, by the id that stands in a finding. **error** is a requirement that is not met.
**warning** is a recommendation that is not followed, or something that receivers have to put up with. **ambiguous** is what the
specification can be read to allow. Where no section is given it depends on the place, or the rule is not the protocol's.

This page is written from `validator/src/rules.rs`: `UPDATE_GOLDENS=1 cargo test -p a2a-validator --features layer --test rules`.
";

/// What is said of each scope.
const SCOPES: [(Scope, &str); 6] = [
    (Scope::Document, "One document, by the schema"),
    (Scope::Transport, "How documents travel"),
    (Scope::Stream, "The events of one stream"),
    (Scope::Conversation, "Several exchanges with one peer"),
    (Scope::Card, "Agent cards beyond their schema"),
    (Scope::Agent, "Agents, by what their cards say"),
];

#[test]
fn the_page_is_what_the_table_says() {
    let mut page = HEAD.to_owned();
    for (scope, title) in SCOPES {
        write!(
            page,
            "\n## {title}\n\n| rule | section | severity | demands |\n| --- | --- | --- | --- |\n"
        )
        .unwrap();
        for rule in RULES.iter().filter(|rule| rule.scope == scope) {
            row(&mut page, rule);
        }
    }
    assert_eq!(page.matches("\n| `").count(), RULES.len(), "a scope is missing");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/rules.md is stale: run this test with UPDATE_GOLDENS=1"
    );
}

fn row(page: &mut String, rule: &Rule) {
    let Rule {
        id,
        section,
        severity,
        demands,
        hint,
        ..
    } = rule;
    let hint = if hint.is_empty() {
        String::new()
    } else {
        format!(" ({hint})")
    };
    writeln!(page, "| `{id}` | {section} | {severity} | {demands}{hint} |").unwrap();
}
