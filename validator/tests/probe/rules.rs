//! Each rule about agents has a test here.

use a2a_validator::{RULES, Scope};

#[test]
fn each_rule_has_a_test() {
    let tests = [
        include_str!("answers.rs"),
        include_str!("cards.rs"),
        include_str!("credentials.rs"),
    ];
    let untested: Vec<_> = RULES
        .iter()
        .filter(|rule| rule.scope == Scope::Agent)
        // Keys are the command's affair, and tested there.
        .filter(|rule| rule.id != "card-signature-unverified")
        .filter(|rule| !tests.iter().any(|test| test.contains(&format!("{}\"", rule.id))))
        .map(|rule| rule.id)
        .collect();
    assert_eq!(untested, Vec::<&str>::new());
}
