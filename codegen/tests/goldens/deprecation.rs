//! What is deprecated is still read and written, and whoever uses it is told.
//!
//! Every `expect` here stands for a warning that the compiler gives.

use crate::agent::{Canned, now};
use crate::every_type::{Aging, AgingContent, Everything, PROTOCOL, Point};
use crate::wire::check;

#[test]
fn what_is_not_deprecated_gives_no_warning() {
    check(
        &PROTOCOL,
        &Aging::markdown("m").with_fresh("f"),
        r#"{"markdown":"m","fresh":"f"}"#,
    );
}

#[test]
#[expect(deprecated, reason = "the members are")]
fn members() {
    check(
        &PROTOCOL,
        &Aging::new(AgingContent::Text("t".to_owned())),
        r#"{"text":"t"}"#,
    );
    check(
        &PROTOCOL,
        &Aging::new(AgingContent::Point(Point::new())),
        r#"{"point":{}}"#,
    );
}

#[test]
#[expect(deprecated, reason = "the fields are")]
fn fields() {
    let aging = Aging::markdown("m").with_stale("s").with_corner(Point::new());
    check(&PROTOCOL, &aging, r#"{"markdown":"m","stale":"s","corner":{}}"#);
    assert_eq!((aging.stale.as_str(), aging.corner), ("s", Some(Point::new())));
}

#[test]
#[expect(deprecated, reason = "the message is")]
fn message() {
    use crate::every_type::{Old, OldContent};
    let old = || Old::new(OldContent::Number(1), "t");
    check(
        &PROTOCOL,
        &Everything::new()
            .with_old(old().with_older(old()))
            .with_older([Old::new(OldContent::Name("n".to_owned()), "u")]),
        r#"{"old":{"number":1,"text":"t","older":{"number":1,"text":"t"}},"older":[{"name":"n","text":"u"}]}"#,
    );
}

#[test]
#[expect(deprecated, reason = "the enum is")]
fn enumeration() {
    check(
        &PROTOCOL,
        &Everything::new().with_shade(crate::every_type::Shade::Dark),
        r#"{"shade":"SHADE_DARK"}"#,
    );
}

#[test]
#[expect(deprecated, reason = "the value is")]
fn enum_value() {
    assert_eq!(crate::every_type::Color::Red.to_string(), "COLOR_RED");
}

#[test]
#[expect(deprecated, reason = "the operation is")]
fn operation() {
    use crate::operations::{Client, Thing, ThingId};
    let client = Client::new(Canned::new(r#"{"text":"t"}"#));
    assert_eq!(now(client.old_thing(ThingId::new("a"))).unwrap(), Thing::new("t"));
}
