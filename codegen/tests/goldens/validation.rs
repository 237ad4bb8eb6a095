//! What the schema demands beyond the form.

use crate::agent::call;
use crate::every_type::{
    A2aHandler, Beside, BesideContent, Color, ErrorKind, Everything, Limited, Point, Required, Server,
};
use a2a_bindings::{A2aError, RequestContext};

/// What is wrong with a message.
fn check(violations: Result<(), a2a_bindings::validate::Violations>, expected: &[&str]) {
    let found: Vec<_> = match violations {
        Ok(()) => Vec::new(),
        Err(violations) => violations
            .as_slice()
            .iter()
            .map(|one| format!("{}: {}", one.field, one.description))
            .collect(),
    };
    assert_eq!(found, expected);
}

#[test]
fn numbers() {
    let right = || Limited::new(1);
    check(right().validate(), &[]);
    check(
        right()
            .with_percent(100)
            .with_page_size(1)
            .with_at_most(7)
            .validate(),
        &[],
    );
    check(
        Limited::new(2)
            .with_percent(101)
            .with_page_size(0)
            .with_at_most(8)
            .validate(),
        &[
            "percent: must be at most 100, is 101",
            "pageSize: must be at least 1, is 0",
            "atMost: must be at most 7, is 8",
            "exactlyOne: must be at most 1, is 2",
        ],
    );
    check(
        right().with_percent(-1).with_page_size(101).validate(),
        &[
            "percent: must be at least 0, is -1",
            "pageSize: must be at most 100, is 101",
        ],
    );
}

#[test]
fn what_must_say_something() {
    let beside = |id: &str, labels: &[&str], color| {
        let content = BesideContent::from(Point::new());
        Beside::new(content, id, labels.iter().copied(), [("", 0); 0], color)
    };
    // A map may be empty, and so may an element.
    check(beside("a", &[""], Color::Grey).validate(), &[]);
    let unspecified = "color: is required and must not be COLOR_UNSPECIFIED";
    check(
        beside("", &[], Color::Unspecified).validate(),
        &[
            "id: is required and must not be empty",
            "labels: must have at least 1 element(s), has 0",
            unspecified,
        ],
    );
    // Another name for the same.
    let none: Color = serde_json::from_str(r#""COLOR_NONE""#).unwrap();
    check(beside("a", &["b"], none).validate(), &[unspecified]);
}

#[test]
fn what_this_version_does_not_have() {
    let pink = || -> Color { serde_json::from_str(r#""COLOR_PINK""#).unwrap() };
    let everything: Everything = serde_json::from_str(
        r#"{
            "lists": { "someColor": ["COLOR_GREY", "COLOR_PINK"] },
            "maps": { "colorByName": { "a": 77 } },
            "choice": { "aColor": "COLOR_PINK" },
            "several": { "idea": 1, "flag": "COLOR_PINK" }
        }"#,
    )
    .unwrap();
    check(
        everything.validate(),
        &[
            "lists.someColor[1]: `COLOR_PINK` is not a value of Color",
            "maps.colorByName.a: `77` is not a value of Color",
            "choice.aColor: `COLOR_PINK` is not a value of Color",
            "several: must have exactly one of thing, place, has `idea`",
            "several.flag: `COLOR_PINK` is not a value of Color",
        ],
    );
    check(
        Everything::new()
            .with_beside(Beside::new(
                BesideContent::Text(String::new()),
                "a",
                ["b"],
                [("c", 0)],
                pink(),
            ))
            .validate(),
        &["beside.color: `COLOR_PINK` is not a value of Color"],
    );
}

struct Agent;

impl A2aHandler for Agent {
    async fn send(&self, _: RequestContext, request: Everything) -> Result<Everything, A2aError> {
        Ok(request)
    }
}

#[test]
fn of_requests() {
    let server = Server::new(Agent);
    let json = r#"{"limited":{"percent":7,"exactlyOne":1}}"#;
    assert_eq!(call(&server, "Send", json).unwrap(), [json]);
    let error = call(&server, "Send", r#"{"limited":{"percent":-7}}"#).unwrap_err();
    assert_eq!(error.info().name, "InvalidParamsError");
    let violations = error.violations();
    let fields: Vec<_> = violations.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["limited.percent", "limited.exactlyOne"]);
    let error = call(&server, "Send", r#"{"required":{}}"#).unwrap_err();
    assert_eq!(error.violations()[0].field, "required.aTimestamp");
    assert_eq!(ErrorKind::of(&error), None);
    assert!(serde_json::from_str::<Required>("{}").is_err());
}
