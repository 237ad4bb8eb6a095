//! Names that mean something else in Rust, or in the code that is generated.

use crate::agent::{Canned, call, now};
use crate::odd_names::{
    A2aHandler, AType, BoxType, Client, Crate, Debug, Enum, ErrorKind, HTTPAuth, HttpAuth, MType, MTypeKind,
    Mod, NoneType, OptionType, PROTOCOL, ResultType, SelfType, SelfTypeValue, Server, Size, SomeType,
    StringType, Super, TType, Type, VecType,
};
use crate::wire::{check, check_reads};
use a2a_bindings::protojson::Message;
use a2a_bindings::{A2aError, Matched, RequestContext};
use serde_json::json;
use std::path::Path;

/// A result with what it requires.
fn result() -> ResultType {
    ResultType::new("t", "m", "s", "i", "n", "o", json!(null))
}

const RESULT: &str = r#""type":"t","match":"m","self":"s","input":"i","name":"n","object":"o","value":null"#;

#[test]
fn fields() {
    check(&PROTOCOL, &result(), &format!("{{{RESULT}}}"));
    let full = result()
        .with_gen("1")
        .with_crate_("2")
        .with_super_("3")
        .with_async("4")
        .with_try("5")
        .with_checker("6")
        .with_message("7")
        .with_protojson("8")
        .with_serde("9")
        .with_validate("10")
        .with_new("11")
        .with_from("12")
        .with_default("13")
        .with_clone("14")
        .with_union("15")
        .with_macro_rules("16")
        .with_ok("17")
        .with_none("18")
        .with_info("19")
        .with_url_2("20")
        .with_renamed("21")
        .with_http_url("22")
        .with_option(OptionType::new().with_value("23"))
        .with_mods([Mod::new().with_kind(Enum::Ok)])
        .with_types([("24", Type::SelfType("25".to_owned()))]);
    check(
        &PROTOCOL,
        &full,
        &format!(
            "{{{RESULT},{}}}",
            r#""gen":"1","crate":"2","super":"3","async":"4","try":"5","checker":"6","message":"7","protojson":"8","serde":"9","validate":"10","new":"11","from":"12","default":"13","clone":"14","union":"15","macroRules":"16","ok":"17","none":"18","info":"19","url2":"20","somethingElse":"21","HTTPUrl":"22","option":{"value":"23"},"mods":[{"kind":"ENUM_OK"}],"types":{"24":{"self":"25"}}"#
        ),
    );
    assert_eq!(
        (full.r#gen, full.crate_, full.self_),
        ("1".into(), "2".into(), "s".into())
    );
    // The names of the definition are accepted, too.
    check_reads(
        &format!(r#"{{{RESULT},"macro_rules":"16","url_2":"20","renamed":"21"}}"#),
        &result()
            .with_macro_rules("16")
            .with_url_2("20")
            .with_renamed("21"),
    );
}

#[test]
fn types() {
    let m = || MType::text("t").with_t(TType::new().with_m(MType::number(7)));
    check(&PROTOCOL, &m(), r#"{"text":"t","t":{"m":{"number":7}}}"#);
    check(
        &PROTOCOL,
        &AType::A(Box::new(AType::M(MType::number(7)))),
        r#"{"a":{"m":{"number":7}}}"#,
    );
    assert_eq!(MType::from("t").kind, MTypeKind::Text("t".to_owned()));
    check(
        &PROTOCOL,
        &BoxType::new()
            .with_vec(VecType::new().with_vec(["a"]))
            .with_box(BoxType::new()),
        r#"{"vec":{"vec":["a"]},"box":{}}"#,
    );
    check(
        &PROTOCOL,
        &Super::new().with_crate_(Crate::new().with_some(SomeType::new().with_none(NoneType::new()))),
        r#"{"crate":{"some":{"none":{}}}}"#,
    );
    check(
        &PROTOCOL,
        &StringType::new().with_string("s"),
        r#"{"string":"s"}"#,
    );
    check(&PROTOCOL, &Debug::new().with_debug("d"), r#"{"debug":"d"}"#);
    check(
        &PROTOCOL,
        &HttpAuth::new().with_auth(HTTPAuth::new().with_scheme("s")),
        r#"{"auth":{"scheme":"s"}}"#,
    );
    // In the tables every message has the name of the specification.
    let names = |message: &'static a2a_bindings::protocol::MessageInfo| message.name;
    assert_eq!(names(ResultType::INFO), "Result");
    assert_eq!(names(SelfType::INFO), "self");
    assert_eq!(names(AType::INFO), "A");
    assert_eq!(PROTOCOL.message("super").map(names), Some("super"));
}

#[test]
fn oneof_members() {
    for (value, json) in [
        (SelfType::new_("v"), r#"{"new":"v"}"#),
        (SelfType::validate_("v"), r#"{"validate":"v"}"#),
        (SelfType::from("v"), r#"{"from":"v"}"#),
        (SelfType::default("v"), r#"{"default":"v"}"#),
        (SelfType::r#type("v"), r#"{"type":"v"}"#),
        (SelfType::result("v"), r#"{"result":"v"}"#),
        (SelfType::name("v"), r#"{"name":"v"}"#),
        (SelfType::object("v"), r#"{"object":"v"}"#),
        (SelfType::input("v"), r#"{"input":"v"}"#),
        (
            SelfType::new(SelfTypeValue::Input("v".into())).with_self_("s"),
            r#"{"input":"v","self":"s"}"#,
        ),
    ] {
        check(&PROTOCOL, &value, json);
    }
    check(
        &PROTOCOL,
        &SelfType::outcome(result()),
        &format!(r#"{{"outcome":{{{RESULT}}}}}"#),
    );
    check(&PROTOCOL, &Type::Option(OptionType::new()), r#"{"option":{}}"#);
    check(&PROTOCOL, &Type::Ok(Size::Size2d), r#"{"ok":"SIZE_2D"}"#);
}

#[test]
fn enum_values() {
    for (value, name) in [
        (Size::Unspecified, "SIZE_UNSPECIFIED"),
        (Size::Size2d, "SIZE_2D"),
        (Size::Size3d, "SIZE_3D"),
        (Size::SizeSelf, "SIZE_SELF"),
        (Size::Type, "SIZE_TYPE"),
        (Size::None, "SIZE_NONE"),
        (Size::Default, "SIZE_DEFAULT"),
        (Size::Other, "OTHER"),
        (Size::LowerCase, "lower_case"),
    ] {
        assert_eq!(value.to_string(), name);
        check_reads(&format!("\"{name}\""), &value);
    }
}

/// Nothing but what is required of it.
struct Agent;

impl A2aHandler for Agent {
    async fn r#match(&self, _: RequestContext, request: ResultType) -> Result<OptionType, A2aError> {
        Ok(OptionType::new().with_value(request.r#type + &request.self_))
    }
}

#[test]
fn operations() {
    let server = Server::new(Agent);
    assert_eq!(
        call(&server, "Match", &format!("{{{RESULT}}}")).unwrap(),
        [r#"{"value":"ts"}"#]
    );
    for (method, request) in [
        ("New", r#"{"new":""}"#),
        ("Transport", "{}"),
        ("Address", r#"{"text":""}"#),
        ("WithTenant", "{}"),
        ("Protocol", "{}"),
        ("Schema", "{}"),
        ("Clone", "{}"),
        ("Super", "{}"),
    ] {
        let error = call(&server, method, request).unwrap_err();
        assert!(error.is(ErrorKind::UnsupportedOperation), "{method}: {error}");
        assert_eq!(error.message(), format!("this agent does not support `{method}`"));
    }
}

#[test]
fn client() {
    let client = Client::new(Canned::new("{}"));
    assert_eq!(now(client.r#match(result())).unwrap(), OptionType::new());
    assert_eq!(client.transport().asked(), format!("Match {{{RESULT}}}"));
    assert_eq!(now(client.super_(StringType::new())).unwrap(), Super::new());
    assert_eq!(now(client.clone(Crate::new())).unwrap(), StringType::new());
    assert_eq!(now(client.address_(MType::number(1))).unwrap(), TType::new());
    assert_eq!(now(client.protocol(VecType::new())).unwrap(), BoxType::new());
    assert_eq!(now(client.schema(BoxType::new())).unwrap(), VecType::new());
    assert_eq!(client.transport().asked(), "Schema {}");

    let client = Client::new(Canned::new(r#"{"text":"t"}"#));
    assert_eq!(now(client.with_tenant_(TType::new())).unwrap(), MType::text("t"));
    let client = Client::new(Canned::new(r#"{"m":{"number":"1"}}"#));
    assert_eq!(
        now(client.transport_(Mod::new())).unwrap(),
        AType::M(MType::number(1))
    );
    let client = Client::new(Canned::new(r#"{"self":"s"}"#));
    assert_eq!(
        now(client.new_(SelfType::new_("v"))).unwrap(),
        Type::SelfType("s".into())
    );
}

#[test]
fn routes() {
    let Matched::Operation(operation) = PROTOCOL.route("POST", "/match/some%2Ftype:type") else {
        panic!("no operation")
    };
    assert_eq!(operation.method.name, "Match");
    assert_eq!(operation.fields, [("type", "some/type".to_owned())]);
    let mut request = serde_json::to_value(result()).unwrap();
    let (route, path) = operation.method.path(request.as_object_mut().unwrap()).unwrap();
    assert_eq!((route.verb, path.as_str()), ("POST", "/match/t:type"));
    assert_eq!(request.get("type"), None);
}

#[test]
fn errors() {
    let error = A2aError::new(ErrorKind::SelfType, "it is me");
    assert_eq!(ErrorKind::of(&error), Some(ErrorKind::SelfType));
    assert_eq!(error.to_string(), "SelfError: it is me");
    assert_eq!(ErrorKind::Result.info().json_rpc_code, -2);
}

/// A file is named like its module, and no two files differ in case only.
#[test]
fn files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/odd_names/types");
    for name in ["type.rs", "mod_.rs", "self_.rs", "http_auth.rs", "http_auth_2.rs"] {
        assert!(folder.join(name).is_file(), "{name}");
    }
    let names = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    for name in names {
        assert_eq!(name, name.to_lowercase());
    }
}
