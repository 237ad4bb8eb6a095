//! Every type in every shape and presence.

use crate::every_type::{
    Choice, Color, Everything, Implicit, Lists, Maps, Optional, PROTOCOL, Point, Required,
};
use crate::wire::{check, check_bytes, check_reads, error_of};
use a2a_bindings::protocol::{Presence, Shape};
use a2a_bindings::protojson::Message;
use a2a_bindings::{Bytes, Struct, Timestamp};
use serde_json::{Value, json};

fn timestamp() -> Timestamp {
    "2026-01-02T03:04:05.678Z".parse().unwrap()
}

fn object() -> Struct {
    let mut object = Struct::new();
    object.insert("a".to_owned(), json!([1, null]));
    object
}

fn point() -> Point {
    Point::new().with_x(1).with_y(-1)
}

#[test]
fn required() {
    let defaults = Required::new(
        "",
        false,
        0,
        0,
        0,
        0,
        0.0,
        0.0,
        Bytes::new(),
        timestamp(),
        Struct::new(),
        Value::Null,
        Color::Unspecified,
        Point::new(),
    );
    // A request must say something, an agent need not.
    check_bytes(
        &defaults,
        r#"{"aString":"","aBool":false,"aInt32":0,"aUint32":0,"aInt64":"0","aUint64":"0","aFloat":0.0,"aDouble":0.0,"aBytes":"","aTimestamp":"2026-01-02T03:04:05.678Z","aStruct":{},"aValue":null,"aColor":"COLOR_UNSPECIFIED","aPoint":{}}"#,
    );
    // ProtoJSON leaves defaults out; objects have none.
    check_reads(
        r#"{"aTimestamp":"2026-01-02T03:04:05.678Z","aStruct":{},"aValue":null,"aPoint":{}}"#,
        &defaults,
    );
    for missing in ["aTimestamp", "aStruct", "aValue", "aPoint"] {
        let mut json = serde_json::to_value(&defaults).unwrap();
        json.as_object_mut().unwrap().remove(missing);
        assert_eq!(
            error_of::<Required>(&json.to_string()),
            format!("{missing}: missing field `{missing}`")
        );
    }
    let extremes = Required::new(
        "a",
        true,
        i32::MIN,
        u32::MAX,
        i64::MIN,
        u64::MAX,
        f32::INFINITY,
        -0.5,
        [0_u8, 255].to_vec(),
        timestamp(),
        object(),
        "text",
        Color::BelowZero,
        point(),
    );
    check(
        &PROTOCOL,
        &extremes,
        r#"{"aString":"a","aBool":true,"aInt32":-2147483648,"aUint32":4294967295,"aInt64":"-9223372036854775808","aUint64":"18446744073709551615","aFloat":"Infinity","aDouble":-0.5,"aBytes":"AP8=","aTimestamp":"2026-01-02T03:04:05.678Z","aStruct":{"a":[1,null]},"aValue":"text","aColor":"COLOR_BELOW_ZERO","aPoint":{"x":1,"y":-1}}"#,
    );
}

#[test]
fn optional() {
    check(&PROTOCOL, &Optional::new(), "{}");
    // What is set is written, be it the default.
    let defaults = Optional::new()
        .with_a_string("")
        .with_a_bool(false)
        .with_a_int32(0)
        .with_a_uint32(0)
        .with_a_int64(0)
        .with_a_uint64(0)
        .with_a_float(0.0)
        .with_a_double(0.0)
        .with_a_bytes(Bytes::new())
        .with_a_timestamp(timestamp())
        .with_a_struct(Struct::new())
        .with_a_value(Value::Null)
        .with_a_color(Color::Unspecified)
        .with_a_point(Point::new());
    check(
        &PROTOCOL,
        &defaults,
        r#"{"aString":"","aBool":false,"aInt32":0,"aUint32":0,"aInt64":"0","aUint64":"0","aFloat":0.0,"aDouble":0.0,"aBytes":"","aTimestamp":"2026-01-02T03:04:05.678Z","aStruct":{},"aValue":null,"aColor":"COLOR_UNSPECIFIED","aPoint":{}}"#,
    );
    // `null` is absent, but for a field that can hold it.
    check_reads(
        r#"{"aString":null,"aInt64":null,"aTimestamp":null,"aStruct":null,"aColor":null,"aPoint":null}"#,
        &Optional::new(),
    );
    check_reads(r#"{"aValue":null}"#, &Optional::new().with_a_value(Value::Null));
}

#[test]
fn implicit() {
    check(&PROTOCOL, &Implicit::new(), "{}");
    let defaults = r#"{"aString":"","aBool":false,"aInt32":0,"aSint32":0,"aUint64":"0","aFloat":0,"aDouble":-0.0,"aBytes":"","aColor":0}"#;
    check_reads(defaults, &Implicit::new());
    let values = Implicit::new()
        .with_a_string("a")
        .with_a_bool(true)
        .with_a_int32(1)
        .with_a_sint32(2)
        .with_a_sfixed32(3)
        .with_a_uint32(4)
        .with_a_fixed32(5)
        .with_a_int64(6)
        .with_a_sint64(7)
        .with_a_sfixed64(8)
        .with_a_uint64(9)
        .with_a_fixed64(10)
        .with_a_float(0.5)
        .with_a_double(f64::NEG_INFINITY)
        .with_a_bytes(&b"\x01"[..])
        .with_a_color(Color::Grey);
    check(
        &PROTOCOL,
        &values,
        r#"{"aString":"a","aBool":true,"aInt32":1,"aSint32":2,"aSfixed32":3,"aUint32":4,"aFixed32":5,"aInt64":"6","aSint64":"7","aSfixed64":"8","aUint64":"9","aFixed64":"10","aFloat":0.5,"aDouble":"-Infinity","aBytes":"AQ==","aColor":"COLOR_GREY"}"#,
    );
    check_reads(
        r#"{"a_string":"a","a_bool":true,"a_int32":"1","a_sint32":2.0,"a_sfixed32":"3.0","a_uint32":4e0,"a_fixed32":5,"a_int64":6,"a_sint64":"7","a_sfixed64":8,"a_uint64":9,"a_fixed64":"10","a_float":"0.5","a_double":"-Infinity","a_bytes":"AQ","a_color":1}"#,
        &values,
    );
}

#[test]
fn lists() {
    check(&PROTOCOL, &Lists::new(), "{}");
    let lists = Lists::new()
        .with_some_string(["a", ""])
        .with_some_bool([true, false])
        .with_some_int32([1, 0])
        .with_some_uint32([2_u32])
        .with_some_int64([3, -3])
        .with_some_uint64([4_u64])
        .with_some_float([0.5])
        .with_some_double([f64::INFINITY])
        .with_some_bytes([vec![1]])
        .with_some_timestamp([timestamp()])
        .with_some_struct([object()])
        .with_some_value([json!(null), json!(1)])
        .with_some_color([Color::Grey])
        .with_some_point([point()]);
    check(
        &PROTOCOL,
        &lists,
        r#"{"someString":["a",""],"someBool":[true,false],"someInt32":[1,0],"someUint32":[2],"someInt64":["3","-3"],"someUint64":["4"],"someFloat":[0.5],"someDouble":["Infinity"],"someBytes":["AQ=="],"someTimestamp":["2026-01-02T03:04:05.678Z"],"someStruct":[{"a":[1,null]}],"someValue":[null,1],"someColor":["COLOR_GREY"],"somePoint":[{"x":1,"y":-1}]}"#,
    );
    check_reads(r#"{"someString":null,"some_color":[]}"#, &Lists::new());
}

#[test]
fn maps() {
    check(&PROTOCOL, &Maps::new(), "{}");
    let maps = Maps::new()
        .with_string_by_name([("b", "2"), ("a", "1")])
        .with_bool_by_name([("", false)])
        .with_int32_by_name([("a", 0)])
        .with_uint32_by_name([("a", 1_u32)])
        .with_int64_by_name([("a", 2)])
        .with_uint64_by_name([("a", 3_u64)])
        .with_float_by_name([("a", f32::NEG_INFINITY)])
        .with_double_by_name([("a", 0.25)])
        .with_bytes_by_name([("a", vec![255])])
        .with_timestamp_by_name([("a", timestamp())])
        .with_struct_by_name([("a", object())])
        .with_value_by_name([("a", Value::Null)])
        .with_color_by_name([("a", Color::Unspecified)])
        .with_point_by_name([("a", Point::new())]);
    check(
        &PROTOCOL,
        &maps,
        r#"{"stringByName":{"a":"1","b":"2"},"boolByName":{"":false},"int32ByName":{"a":0},"uint32ByName":{"a":1},"int64ByName":{"a":"2"},"uint64ByName":{"a":"3"},"floatByName":{"a":"-Infinity"},"doubleByName":{"a":0.25},"bytesByName":{"a":"/w=="},"timestampByName":{"a":"2026-01-02T03:04:05.678Z"},"structByName":{"a":{"a":[1,null]}},"valueByName":{"a":null},"colorByName":{"a":"COLOR_UNSPECIFIED"},"pointByName":{"a":{}}}"#,
    );
    check_reads(r#"{"string_by_name":{},"pointByName":null}"#, &Maps::new());
}

/// In a oneof every value says which member it is, the default included.
#[test]
fn members() {
    for (choice, json) in [
        (Choice::AString(String::new()), r#"{"aString":""}"#),
        (Choice::ABool(false), r#"{"aBool":false}"#),
        (Choice::AInt32(0), r#"{"aInt32":0}"#),
        (Choice::AUint32(0), r#"{"aUint32":0}"#),
        (Choice::AInt64(0), r#"{"aInt64":"0"}"#),
        (Choice::AUint64(0), r#"{"aUint64":"0"}"#),
        (Choice::AFloat(0.0), r#"{"aFloat":0.0}"#),
        (Choice::ADouble(1e300), r#"{"aDouble":1e+300}"#),
        (Choice::ABytes(Bytes::new()), r#"{"aBytes":""}"#),
        (
            Choice::ATimestamp(timestamp()),
            r#"{"aTimestamp":"2026-01-02T03:04:05.678Z"}"#,
        ),
        (Choice::AStruct(object()), r#"{"aStruct":{"a":[1,null]}}"#),
        (Choice::AValue(Value::Null), r#"{"aValue":null}"#),
        (
            Choice::AColor(Color::Unspecified),
            r#"{"aColor":"COLOR_UNSPECIFIED"}"#,
        ),
        (Choice::APoint(point()), r#"{"aPoint":{"x":1,"y":-1}}"#),
    ] {
        check(&PROTOCOL, &choice, json);
        check(
            &PROTOCOL,
            &Everything::new().with_choice(choice),
            &format!(r#"{{"choice":{json}}}"#),
        );
    }
    assert_eq!(Choice::from(point()), Choice::APoint(point()));
    assert_eq!(Choice::from(Color::Grey), Choice::AColor(Color::Grey));
}

/// Several names for one number are one value; the first is written.
#[test]
fn aliases() {
    for (json, color) in [
        (r#""COLOR_UNSPECIFIED""#, Color::Unspecified),
        (r#""COLOR_NONE""#, Color::Unspecified),
        ("0", Color::Unspecified),
        (r#""COLOR_GREY""#, Color::Grey),
        (r#""COLOR_GRAY""#, Color::Grey),
        ("1", Color::Grey),
        ("-1", Color::BelowZero),
        ("-1.0", Color::BelowZero),
    ] {
        check_reads(json, &color);
    }
    assert_eq!(Color::Grey.to_string(), "COLOR_GREY");
    check_reads(r#"{"aColor":"COLOR_NONE"}"#, &Implicit::new());
    for unknown in [r#""COLOR_PINK""#, "9"] {
        let color: Color = serde_json::from_str(unknown).unwrap();
        assert!(matches!(color, Color::Unrecognized(_)));
        assert_eq!(serde_json::to_string(&color).unwrap(), unknown);
    }
    assert_eq!(
        error_of::<Color>("0.5"),
        "invalid value: floating point `0.5`, expected a Color name or number"
    );
}

#[test]
fn tables() {
    let field = |message: &a2a_bindings::protocol::MessageInfo, name: &str| {
        let field = message.field(name).unwrap();
        let kind = format!("{:?}", field.kind);
        (field.name, field.proto_name, field.presence, field.shape, kind)
    };
    assert_eq!(
        field(Required::INFO, "aInt64"),
        (
            "aInt64",
            "a_int64",
            Presence::Required,
            Shape::Single,
            "Integer".to_owned()
        )
    );
    assert_eq!(
        field(Optional::INFO, "a_color"),
        (
            "aColor",
            "a_color",
            Presence::Optional,
            Shape::Single,
            r#"Enum("COLOR_UNSPECIFIED")"#.to_owned()
        )
    );
    assert_eq!(
        field(Maps::INFO, "pointByName"),
        (
            "pointByName",
            "point_by_name",
            Presence::Implicit,
            Shape::Map,
            r#"Message("Point")"#.to_owned()
        )
    );
    assert_eq!(
        field(Choice::INFO, "aFloat"),
        (
            "aFloat",
            "a_float",
            Presence::Oneof("choice"),
            Shape::Single,
            "Float".to_owned()
        )
    );
    assert!(
        Lists::INFO
            .fields
            .iter()
            .all(|field| field.shape == Shape::Repeated)
    );
}
