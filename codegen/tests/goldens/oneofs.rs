//! Oneofs: several in one message, and beside required fields.

use crate::every_type::{Beside, BesideContent, Color, PROTOCOL, Point, Several, SeveralOrigin, SeveralWhat};
use crate::wire::{check, check_reads, error_of};

fn several() -> Several {
    Several::new(SeveralWhat::Place(Point::new()), SeveralOrigin::Flag(Color::Grey))
}

#[test]
fn several_in_one_message() {
    check(
        &PROTOCOL,
        &several().with_label("l"),
        r#"{"place":{},"flag":"COLOR_GREY","label":"l"}"#,
    );
    // In any order, with empty placeholders beside it.
    check_reads(
        r#"{"sender":"","label":"l","flag":1,"digest":null,"thing":"","place":{}}"#,
        &several().with_label("l"),
    );
    assert_eq!(
        error_of::<Several>(r#"{"thing":"a"}"#),
        "exactly one of `sender`, `digest`, `flag` is required, and none is there"
    );
    assert_eq!(
        error_of::<Several>(r#"{"sender":"a"}"#),
        "exactly one of `thing`, `place` is required, and none is there"
    );
    assert_eq!(
        error_of::<Several>(r#"{"thing":"a","sender":"b","digest":"AQ=="}"#),
        "`sender` and `digest` exclude each other, and both are there"
    );
}

/// A member of a later version belongs to the oneof that has none otherwise.
#[test]
fn unknown_members() {
    for (json, what, origin) in [
        (r#"{"idea":{"x":1},"sender":"a"}"#, true, false),
        (r#"{"thing":"a","stars":[1]}"#, false, true),
        (r#"{"thing":"a","sender":"b"}"#, false, false),
    ] {
        let several: Several = serde_json::from_str(json).unwrap();
        assert_eq!(
            matches!(several.what, SeveralWhat::Unrecognized(_)),
            what,
            "{json}"
        );
        assert_eq!(
            matches!(several.origin, SeveralOrigin::Unrecognized(_)),
            origin,
            "{json}"
        );
        let written = serde_json::to_value(&several).unwrap();
        assert_eq!(written, serde_json::from_str::<serde_json::Value>(json).unwrap());
        assert_eq!(several.validate().is_err(), what || origin);
    }
    // Beside both it is just an unknown field.
    check_reads(r#"{"place":{},"flag":1,"more":true}"#, &several());
    assert_eq!(
        error_of::<Several>(r#"{"more":true}"#),
        "exactly one of `sender`, `digest`, `flag` is required, and none is there"
    );
}

#[test]
fn beside_required_fields() {
    let beside = Beside::new(
        BesideContent::from(Point::new().with_x(1)),
        "a",
        ["b"],
        [("c", 1)],
        Color::BelowZero,
    );
    check(
        &PROTOCOL,
        &beside,
        r#"{"point":{"x":1},"id":"a","labels":["b"],"counts":{"c":1},"color":"COLOR_BELOW_ZERO"}"#,
    );
    check_reads(
        r#"{"text":"t"}"#,
        &Beside::new(
            BesideContent::Text("t".to_owned()),
            "",
            [""; 0],
            [("", 0); 0],
            Color::Unspecified,
        ),
    );
}
