//! Definitions in protocol buffers that become schemas.
//!
//! `UPDATE_GOLDENS=1` writes the expected schemas anew.

use crate::support::{CASES, fixture, is_update, parse, read};
use a2a_codegen::import::{apply_supplement, from_proto};
use a2a_codegen::model::{Field, Presence, Route, Schema, Shape, Type};
use a2a_codegen::schema;
use std::sync::Once;

fn import(case: &str) -> Schema {
    let folder = fixture(case);
    let mut schema = from_proto("a2a.proto", &read(&folder.join("a2a.proto"))).unwrap();
    apply_supplement(&mut schema, &parse(&read(&folder.join("supplement.json")))).unwrap();
    schema
}

/// Writes the expected schemas, if that was asked for, before any test goes on.
pub(crate) fn update() {
    static DONE: Once = Once::new();
    DONE.call_once(|| {
        for case in CASES.into_iter().filter(|_| is_update()) {
            schema::save(&import(case), &fixture(case).join("a2a.json")).unwrap();
        }
    });
}

#[test]
fn gives_the_expected_schemas() {
    update();
    for case in CASES {
        let imported = import(case);
        let path = fixture(case).join("a2a.json");
        assert!(
            schema::to_text(&imported) == read(&path),
            "{} is not what import makes; `UPDATE_GOLDENS=1 cargo test -p a2a-codegen` writes it anew",
            path.display()
        );
        assert_eq!(schema::read(&parse(&read(&path))).unwrap(), imported, "{case}");
    }
}

fn field<'a>(schema: &'a Schema, message: &str, name: &str) -> &'a Field {
    let message = schema.message(message).unwrap();
    message.fields.iter().find(|field| field.name == name).unwrap()
}

#[test]
fn types_and_shapes() {
    let schema = import("every_type");
    let check = |message: &str, name: &str, kind: &Type, shape, presence: Presence| {
        let field = field(&schema, message, name);
        assert_eq!(
            (&field.kind, field.shape, &field.presence),
            (kind, shape, &presence),
            "{message}.{name}"
        );
    };
    let named = |name: &str| Type::Named(name.to_owned());
    for (name, kind) in [
        ("String", Type::String),
        ("Bool", Type::Bool),
        ("Int32", Type::Int32),
        ("Uint32", Type::Uint32),
        ("Int64", Type::Int64),
        ("Uint64", Type::Uint64),
        ("Float", Type::Float),
        ("Double", Type::Double),
        ("Bytes", Type::Bytes),
        ("Timestamp", Type::Timestamp),
        ("Struct", Type::Struct),
        ("Value", Type::Value),
        ("Color", named("Color")),
        ("Point", named("Point")),
    ] {
        let (single, many) = (format!("a{name}"), format!("some{name}"));
        let by_name = format!("{}ByName", name.to_lowercase());
        check("Required", &single, &kind, Shape::Single, Presence::Required);
        check("Optional", &single, &kind, Shape::Single, Presence::Optional);
        check("Lists", &many, &kind, Shape::Repeated, Presence::Implicit);
        check("Maps", &by_name, &kind, Shape::Map, Presence::Implicit);
        let member = Presence::Oneof("choice".to_owned());
        check("Choice", &single, &kind, Shape::Single, member);
    }
    // Several encodings in protocol buffers are one type in JSON.
    for (name, kind) in [
        ("aString", Type::String),
        ("aBool", Type::Bool),
        ("aInt32", Type::Int32),
        ("aSint32", Type::Int32),
        ("aSfixed32", Type::Int32),
        ("aUint32", Type::Uint32),
        ("aFixed32", Type::Uint32),
        ("aInt64", Type::Int64),
        ("aSint64", Type::Int64),
        ("aSfixed64", Type::Int64),
        ("aUint64", Type::Uint64),
        ("aFixed64", Type::Uint64),
        ("aFloat", Type::Float),
        ("aDouble", Type::Double),
        ("aBytes", Type::Bytes),
        ("aColor", named("Color")),
    ] {
        check("Implicit", name, &kind, Shape::Single, Presence::Implicit);
    }
}

#[test]
fn oneofs_stand_in_the_order_of_their_members() {
    let schema = import("every_type");
    let several = schema.message("Several").unwrap();
    let names: Vec<_> = several.oneofs.iter().map(|oneof| oneof.name.as_str()).collect();
    assert_eq!(names, ["what", "origin"]);
    let members = |name| {
        several
            .members(name)
            .map(|field| field.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(members("what"), ["thing", "place"]);
    assert_eq!(members("origin"), ["sender", "digest", "flag"]);
    // A field with `optional` is no oneof.
    assert_eq!(schema.message("Optional").unwrap().oneofs, []);
}

#[test]
fn enum_values_stand_as_written() {
    let schema = import("every_type");
    let color = schema.enumeration("Color").unwrap();
    let values: Vec<_> = color
        .values
        .iter()
        .map(|value| (value.name.as_str(), value.number, value.deprecated))
        .collect();
    assert_eq!(
        values,
        [
            ("COLOR_UNSPECIFIED", 0, false),
            ("COLOR_NONE", 0, false),
            ("COLOR_GREY", 1, false),
            ("COLOR_GRAY", 1, false),
            ("COLOR_RED", 2, true),
            ("COLOR_BELOW_ZERO", -1, false),
        ]
    );
}

#[test]
fn deprecation() {
    let schema = import("every_type");
    assert!(schema.message("Old").unwrap().deprecated);
    assert!(!schema.message("Aging").unwrap().deprecated);
    let aging = &schema.message("Aging").unwrap().fields;
    let deprecated: Vec<_> = aging
        .iter()
        .filter(|field| field.deprecated)
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(deprecated, ["stale", "corner", "text", "point"]);
    assert!(schema.enumeration("Shade").unwrap().deprecated);
    assert!(!schema.enumeration("Color").unwrap().deprecated);
    let operations = import("operations").operations;
    let deprecated = operations.iter().filter(|operation| operation.deprecated);
    assert_eq!(
        deprecated
            .map(|operation| operation.name.as_str())
            .collect::<Vec<_>>(),
        ["OldThing"]
    );
}

#[test]
fn names() {
    let schema = import("odd_names");
    let names = |name: &str| {
        let field = field(&schema, "Result", name);
        (field.proto_name.clone(), field.number)
    };
    assert_eq!(names("url2"), ("url_2".to_owned(), 27));
    assert_eq!(names("somethingElse"), ("renamed".to_owned(), 28));
    assert_eq!(names("HTTPUrl"), ("HTTPUrl".to_owned(), 29));
    assert_eq!(names("macroRules"), ("macro_rules".to_owned(), 23));
}

#[test]
fn operations() {
    let schema = import("operations");
    let all: Vec<_> = schema
        .operations
        .iter()
        .map(|one| {
            let response = one.response.as_deref();
            (
                one.name.as_str(),
                one.request.as_str(),
                response,
                one.streaming,
                one.required,
            )
        })
        .collect();
    let find = "FindThingsRequest";
    assert_eq!(
        all,
        [
            ("DeleteThing", "ThingId", None, false, false),
            ("WatchThing", "ThingId", Some("Thing"), true, false),
            ("CreateThing", "Thing", Some("Thing"), false, true),
            (
                "CountThings",
                "CountThingsRequest",
                Some("CountThingsResponse"),
                false,
                false
            ),
            ("FindThings", find, Some("Things"), false, false),
            ("PutThing", "Thing", Some("Thing"), false, false),
            ("OldThing", "ThingId", Some("Thing"), false, false),
        ]
    );
    let route = |verb: &str, path: &str, has_body| Route {
        verb: verb.to_owned(),
        path: path.to_owned(),
        has_body,
    };
    let routes = |index: usize| schema.operations[index].routes.as_slice();
    assert_eq!(
        routes(0),
        [
            route("DELETE", "/things/{id}", false),
            route("DELETE", "/{tenant}/things/{id}", false)
        ]
    );
    // The correction comes first.
    assert_eq!(
        routes(1),
        [
            route("POST", "/things/{id}:watch", true),
            route("GET", "/things/{id}:watch", false)
        ]
    );
    assert_eq!(routes(2), [route("POST", "/things", true)]);
    assert_eq!(routes(3), []);
    assert_eq!(
        routes(4),
        [
            route("GET", "/things", false),
            route("GET", "/{tenant}/things", false),
            route("POST", "/things:find", true)
        ]
    );
    assert_eq!(
        routes(5),
        [
            route("PUT", "/things/{id}", true),
            route("PATCH", "/things/{id}", true)
        ]
    );
}

#[test]
fn paths_have_json_names() {
    let proto = r#"
        syntax = "proto3";
        package paths.v1;
        import "google/api/annotations.proto";
        import "google/api/field_behavior.proto";
        service Paths {
          rpc Get(Request) returns (Request) {
            option (google.api.http) = { get: "/tasks/{task_id=*}/parts/{part_id}:read" };
          }
        }
        message Request { string task_id = 1; string part_id = 2 [json_name = "piece"]; }
    "#;
    let schema = from_proto("paths.proto", proto).unwrap();
    assert_eq!(
        schema.operations[0].routes[0].path,
        "/tasks/{taskId}/parts/{piece}:read"
    );
    assert_eq!(schema.source.file, "paths.proto");
}

#[test]
fn comments_become_descriptions() {
    let proto = r#"
        syntax = "proto3";
        package comments.v1;
        import "google/api/annotations.proto";
        import "google/api/field_behavior.proto";

        // The service itself has no description.
        service Comments {
          // Does it.
          rpc Do(Thing) returns (Thing);
        }

        // Detached, so it belongs to nothing.

        // A thing
        //  in two lines.
        //
        // protolint:disable MAX_LINE_LENGTH
        // And a paragraph.
        message Thing {
          // (-- api-linter: off --)
          string silent = 1;
          // Its name. (-- not for readers --) Unique.
          string name = 2; // trailing
          /* In another
           * style. */
          Kind kind = 3;
          // One of them.
          oneof choice { string a = 4; }
        }

        // A kind.
        enum Kind {
          // None.
          KIND_NONE = 0;
        }
    "#;
    let schema = from_proto("comments.proto", proto).unwrap();
    let thing = schema.message("Thing").unwrap();
    let kind = schema.enumeration("Kind").unwrap();
    assert_eq!(schema.operations[0].description.as_deref(), Some("Does it."));
    assert_eq!(
        thing.description.as_deref(),
        Some("A thing\nin two lines.\n\nAnd a paragraph.")
    );
    let fields: Vec<_> = thing
        .fields
        .iter()
        .map(|field| field.description.as_deref())
        .collect();
    assert_eq!(
        fields,
        [None, Some("Its name.  Unique."), Some("In another\nstyle."), None]
    );
    assert_eq!(thing.oneofs[0].description.as_deref(), Some("One of them."));
    assert_eq!(kind.description.as_deref(), Some("A kind."));
    assert_eq!(kind.values[0].description.as_deref(), Some("None."));
}
