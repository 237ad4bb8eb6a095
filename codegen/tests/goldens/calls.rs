//! Operations of every kind: dispatch, routes, defaults and the client.

use crate::agent::{Canned, call, now};
use crate::operations::{
    A2aHandler, Client, CountThingsRequest, CountThingsResponse, ErrorKind, FindThingsRequest, PROTOCOL,
    Server, Thing, ThingId, ThingKind, Things,
};
use a2a_bindings::{A2aError, Event, EventStream, Matched, Parameters, RequestContext};
use futures_util::{StreamExt, stream};

/// Has everything.
struct Full;

impl A2aHandler for Full {
    async fn delete_thing(&self, _: RequestContext, request: ThingId) -> Result<(), A2aError> {
        match request.id.as_str() {
            "forbidden" => Err(A2aError::invalid_request("no")),
            _ => Ok(()),
        }
    }

    async fn watch_thing(&self, _: RequestContext, request: ThingId) -> Result<EventStream<Thing>, A2aError> {
        let event = move |text: &str| Ok(Event::new(Thing::new(text).with_id(&*request.id)));
        let end = Err(A2aError::internal("over"));
        Ok(stream::iter([event("first"), event("second"), end]).boxed())
    }

    async fn create_thing(&self, context: RequestContext, request: Thing) -> Result<Thing, A2aError> {
        assert_eq!(context.last_event_id, None);
        Ok(request.with_id("new"))
    }

    async fn count_things(
        &self,
        _: RequestContext,
        _: CountThingsRequest,
    ) -> Result<CountThingsResponse, A2aError> {
        Ok(CountThingsResponse::new().with_count(7))
    }
}

/// Has what every agent must have.
struct Least;

impl A2aHandler for Least {
    async fn create_thing(&self, _: RequestContext, request: Thing) -> Result<Thing, A2aError> {
        Ok(request)
    }
}

#[test]
fn dispatch() {
    let server = Server::new(Full);
    let answer = |method: &str, json: &str| call(&server, method, json).unwrap();
    assert_eq!(answer("DeleteThing", r#"{"id":"a"}"#), ["{}"]);
    assert_eq!(
        answer("CreateThing", r#"{"text":"t"}"#),
        [r#"{"id":"new","text":"t"}"#]
    );
    assert_eq!(answer("CountThings", ""), [r#"{"count":"7"}"#]);
    let error = call(&server, "DeleteThing", r#"{"id":"forbidden"}"#).unwrap_err();
    assert_eq!(error.to_string(), "InvalidRequestError: no");
    // An error ends the stream.
    let error = call(&server, "WatchThing", r#"{"id":"a"}"#).unwrap_err();
    assert_eq!(error.to_string(), "InternalError: over");
    // What comes in is checked before the handler sees it.
    let error = call(&server, "DeleteThing", "{}").unwrap_err();
    assert_eq!(error.violations()[0].field, "id");
}

#[test]
fn streams() {
    let events = now(Full.watch_thing(RequestContext::new(), ThingId::new("a"))).unwrap();
    let events: Vec<_> = now(events.take(2).collect());
    let texts: Vec<_> = events
        .into_iter()
        .map(|event| event.unwrap().into_inner().text)
        .collect();
    assert_eq!(texts, ["first", "second"]);
}

#[test]
fn defaults() {
    let server = Server::new(Least);
    assert!(call(&server, "CreateThing", r#"{"text":"t"}"#).is_ok());
    for (method, json, kind) in [
        ("DeleteThing", r#"{"id":"a"}"#, ErrorKind::UnsupportedOperation),
        ("WatchThing", r#"{"id":"a"}"#, ErrorKind::NoStreams),
        ("CountThings", "{}", ErrorKind::UnsupportedOperation),
        ("FindThings", "{}", ErrorKind::UnsupportedOperation),
        ("PutThing", r#"{"text":"t"}"#, ErrorKind::UnsupportedOperation),
        ("OldThing", r#"{"id":"a"}"#, ErrorKind::UnsupportedOperation),
    ] {
        let error = call(&server, method, json).unwrap_err();
        assert_eq!(ErrorKind::of(&error), Some(kind), "{method}");
        assert_eq!(error.message(), format!("this agent does not support `{method}`"));
    }
}

#[test]
fn errors() {
    let info = ErrorKind::NoStreams.info();
    assert_eq!(info.name, "NoStreamsError");
    assert_eq!(
        (info.json_rpc_code, info.http_status, &*info.grpc_status),
        (-32050, 400, "UNIMPLEMENTED")
    );
    assert_eq!(info.reason.as_deref(), Some("NO_STREAMS"));
    assert_eq!(ErrorKind::UnsupportedOperation.info().reason, None);
    assert_eq!(PROTOCOL.errors, [info, ErrorKind::UnsupportedOperation.info()]);
}

#[test]
fn methods() {
    let methods: Vec<_> = PROTOCOL
        .methods
        .iter()
        .map(|method| {
            (
                method.name,
                method.response,
                method.streaming,
                method.routes.len(),
                method.capability,
            )
        })
        .collect();
    assert_eq!(
        methods,
        [
            ("DeleteThing", None, false, 2, Some("deletion")),
            ("WatchThing", Some("Thing"), true, 2, Some("streaming")),
            ("CreateThing", Some("Thing"), false, 1, None),
            ("CountThings", Some("CountThingsResponse"), false, 0, None),
            ("FindThings", Some("Things"), false, 3, None),
            ("PutThing", Some("Thing"), false, 2, None),
            ("OldThing", Some("Thing"), false, 0, None),
        ]
    );
}

/// What a verb and a path mean, as `DeleteThing id=a`.
fn matched(verb: &str, path: &str) -> String {
    match PROTOCOL.route(verb, path) {
        Matched::Operation(operation) => {
            let fields = operation.fields.iter();
            let fields: Vec<_> = fields.map(|(name, value)| format!(" {name}={value}")).collect();
            format!("{}{}", operation.method.name, fields.concat())
        }
        Matched::OtherVerbs(verbs) => verbs.join(","),
        Matched::Nothing => String::new(),
    }
}

#[test]
fn routes() {
    for (verb, path, expected) in [
        ("DELETE", "/things/a", "DeleteThing id=a"),
        ("DELETE", "/acme/things/a%2Fb", "DeleteThing tenant=acme id=a/b"),
        ("GET", "/things/a:watch", "WatchThing id=a"),
        ("POST", "/things/a:b:watch", "WatchThing id=a:b"),
        ("POST", "/things", "CreateThing"),
        ("GET", "/things", "FindThings"),
        ("GET", "/acme/things", "FindThings tenant=acme"),
        ("POST", "/things:find", "FindThings"),
        ("PUT", "/things/a", "PutThing id=a"),
        ("PATCH", "/things/a", "PutThing id=a"),
        ("GET", "/things/a", "DELETE,PATCH,PUT"),
        ("GET", "/count", ""),
    ] {
        assert_eq!(matched(verb, path), expected, "{verb} {path}");
    }
}

#[test]
fn many_fields_in_the_query() {
    let fields: Vec<_> = [
        ("text", "a b"),
        ("pageSize", "7"),
        ("after_number", "18446744073709551615"),
        ("onlyMine", "true"),
        ("kind", "THING_KIND_SMALL"),
        ("labels", "a,b"),
        ("otherKinds", "THING_KIND_LARGE"),
        ("changedAfter", "2026-01-02T03:04:05Z"),
        ("withDetails", "false"),
        ("score", "0.5"),
        ("unknown", "1"),
    ]
    .map(|(name, value)| (name.to_owned(), vec![value.to_owned()]))
    .into();
    let request: FindThingsRequest = Parameters::json(b"").with_fields(&fields).request().unwrap();
    let expected = FindThingsRequest::new()
        .with_text("a b")
        .with_page_size(7)
        .with_after_number(u64::MAX)
        .with_only_mine(true)
        .with_kind(ThingKind::Small)
        .with_labels(["a", "b"])
        .with_other_kinds([ThingKind::Large])
        .with_changed_after("2026-01-02T03:04:05Z".parse().unwrap())
        .with_with_details(false)
        .with_score(0.5);
    assert_eq!(request, expected);
    let too_many = [("pageSize".to_owned(), vec!["51".to_owned()])];
    let error = Parameters::json(b"")
        .with_fields(&too_many)
        .request::<FindThingsRequest>()
        .unwrap_err();
    assert_eq!(error.violations()[0].description, "must be at most 50, is 51");
}

#[test]
fn client() {
    let client = Client::new(Canned::new(r#"{"text":"t"}"#)).with_tenant("acme");
    now(client.delete_thing(ThingId::new("a").with_tenant("other"))).unwrap();
    assert_eq!(
        client.transport().asked(),
        r#"DeleteThing {"tenant":"acme","id":"a"}"#
    );
    // A request that has no tenant gets none.
    assert_eq!(
        now(client.create_thing(Thing::new("u"))).unwrap(),
        Thing::new("t")
    );
    assert_eq!(client.transport().asked(), r#"CreateThing {"text":"u"}"#);
    let events = now(client.watch_thing(ThingId::new("a"))).unwrap();
    let events: Vec<_> = now(events.collect());
    assert_eq!(**events[0].as_ref().unwrap(), Thing::new("t"));

    let client = Client::new(Canned::new(r#"{"things":[{"text":"t"}]}"#));
    assert_eq!(
        now(client.find_things(FindThingsRequest::new().with_tenant("own"))).unwrap(),
        Things::new([Thing::new("t")])
    );
    assert_eq!(client.transport().asked(), r#"FindThings {"tenant":"own"}"#);
    let client = Client::new(Canned::new(r#"{"count":"x"}"#));
    let error = now(client.count_things(CountThingsRequest::new())).unwrap_err();
    assert_eq!(error.violations()[0].field, "count");
}
