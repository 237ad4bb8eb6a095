//! Operations of every kind: dispatch, routes, defaults and the client.

use crate::agent::{Canned, call, now};
use crate::operations::{
    A2aHandler, Client, CountThingsRequest, CountThingsResponse, ErrorKind, FindThingsRequest, PROTOCOL,
    Server, Thing, ThingId, ThingKind, Things,
};
use a2a_bindings::{
    A2aError, CallOptions, Declared, Event, EventStream, Matched, Parameters, RequestContext, Service,
};
use futures_util::{StreamExt, stream};
use std::sync::Arc;

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

/// Declares what its card has.
struct Carded(Declared);

impl A2aHandler for Carded {
    fn declared(&self) -> Option<&Declared> {
        Some(&self.0)
    }

    async fn create_thing(&self, _: RequestContext, request: Thing) -> Result<Thing, A2aError> {
        Ok(request)
    }
}

/// What a request of a method comes to that names extensions: those that are active.
fn negotiate(service: &impl Service, method: &str, extensions: &[&str]) -> Result<Vec<String>, String> {
    let mut context = RequestContext::new();
    context.extensions = extensions.iter().map(|uri| (*uri).to_owned()).collect();
    let method = PROTOCOL.method(method).unwrap();
    match service.negotiate(method, &mut context) {
        Ok(()) => Ok(context.activated_extensions),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn negotiation() {
    let lacks = |error: &str, method: &str, capability: &str| {
        Err(format!(
            "{error}: `{method}` needs the capability `{capability}`, which the agent card does not declare"
        ))
    };
    let active = |uris: &[&str]| Ok(uris.iter().map(|uri| (*uri).to_owned()).collect::<Vec<_>>());

    // Without a card everything passes and nothing is active.
    let server = Server::new(Least);
    assert_eq!(negotiate(&server, "DeleteThing", &["urn:a"]), active(&[]));

    // A card that has neither what is false nor what is none of its business.
    for card in [
        serde_json::json!({}),
        serde_json::json!(null),
        serde_json::json!({"capabilities": null}),
        serde_json::json!({"streaming": true, "capabilities": {"streaming": false, "deletion": "true"}}),
    ] {
        let server = Server::new(Carded(Declared::of(&card).unwrap()));
        assert_eq!(negotiate(&server, "CreateThing", &["urn:a"]), active(&[]));
        assert_eq!(
            negotiate(&server, "DeleteThing", &[]),
            lacks("UnsupportedOperationError", "DeleteThing", "deletion")
        );
        assert_eq!(
            negotiate(&server, "WatchThing", &[]),
            lacks("NoStreamsError", "WatchThing", "streaming")
        );
    }

    let card = serde_json::json!({"capabilities": {"deletion": true, "streaming": true, "extensions": [
        {"uri": "urn:a"}, {"uri": "urn:b", "required": false}, {"uri": "", "required": true}, {"required": true}
    ]}});
    // The router's handle of a service says the same as the service.
    let server = Arc::new(Server::new(Carded(Declared::of(&card).unwrap())));
    for (requested, expected) in [
        (&[][..], &[][..]),
        (&["urn:c"], &[]),
        (&["urn:b", "urn:c", "urn:a"], &["urn:b", "urn:a"]),
    ] {
        assert_eq!(negotiate(&server, "DeleteThing", requested), active(expected));
        assert_eq!(negotiate(&server, "WatchThing", requested), active(expected));
    }

    let card = serde_json::json!({"capabilities": {"extensions": [
        {"uri": "urn:a", "required": true}, {"uri": "urn:b"}, {"uri": "urn:c", "required": true}
    ]}});
    let server = Server::new(Carded(Declared::of(&card).unwrap()));
    // This version has no error of its own for it.
    let requires = |uris: &str| {
        Err(format!(
            "InvalidRequestError: the agent requires extensions that the request does not name: send `A2A-Extensions: {uris}`"
        ))
    };
    assert_eq!(
        negotiate(&server, "CreateThing", &["urn:b"]),
        requires("urn:a,urn:c")
    );
    assert_eq!(negotiate(&server, "CreateThing", &["urn:a"]), requires("urn:c"));
    assert_eq!(
        negotiate(&server, "CreateThing", &["urn:c", "urn:a"]),
        active(&["urn:c", "urn:a"])
    );
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
                method.unsupported,
            )
        })
        .collect();
    let unsupported = Some("UnsupportedOperationError");
    assert_eq!(
        methods,
        [
            ("DeleteThing", None, false, 2, Some("deletion"), unsupported),
            (
                "WatchThing",
                Some("Thing"),
                true,
                2,
                Some("streaming"),
                Some("NoStreamsError")
            ),
            ("CreateThing", Some("Thing"), false, 1, None, None),
            (
                "CountThings",
                Some("CountThingsResponse"),
                false,
                0,
                None,
                unsupported
            ),
            ("FindThings", Some("Things"), false, 3, None, unsupported),
            ("PutThing", Some("Thing"), false, 2, None, unsupported),
            ("OldThing", Some("Thing"), false, 0, None, unsupported),
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

    // Options go with the calls of their own handle, which is the same client otherwise.
    let options = CallOptions::new().with_header("X-Key", "k");
    let with_options = client.with_call_options(options.clone());
    now(with_options.delete_thing(ThingId::new("b"))).unwrap();
    assert_eq!(
        client.transport().asked(),
        r#"DeleteThing {"tenant":"acme","id":"b"}"#
    );
    assert_eq!(client.transport().call_options(), options);
    drop(now(with_options.watch_thing(ThingId::new("b"))).unwrap());
    assert_eq!(client.transport().call_options(), options);
    now(client.create_thing(Thing::new("u"))).unwrap();
    assert_eq!(client.transport().call_options(), CallOptions::new());

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
