//! Layers before the HTTP client.

use crate::call;
use crate::server::{Server, bounded, http, response};
use ::http::{HeaderValue, Request, Response};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_runtime::client::{Binding, ClientErrorKind, HttpService, HttpTransport};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use tower::layer::layer_fn;
use tower::{Service, service_fn};

/// Notes when it sees a request, and adds to a header.
#[derive(Clone)]
struct Noting {
    inner: HttpService,
    name: &'static str,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Service<Request<reqwest::Body>> for Noting {
    type Response = Response<reqwest::Body>;
    type Error = <HttpService as Service<Request<reqwest::Body>>>::Error;
    type Future = <HttpService as Service<Request<reqwest::Body>>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Service::<Request<reqwest::Body>>::poll_ready(&mut self.inner, context)
    }

    fn call(&mut self, mut request: Request<reqwest::Body>) -> Self::Future {
        let seen = format!("{} {} {}", self.name, request.method(), request.uri().path());
        self.seen.lock().unwrap().push(seen);
        request
            .headers_mut()
            .append("x-layer", HeaderValue::from_static(self.name));
        self.inner.call(request)
    }
}

#[tokio::test]
async fn the_layer_that_is_added_last_sees_a_request_first() {
    bounded(async {
        let answer = response("200 OK", "application/a2a+json", r#"{"id":"t"}"#);
        let mut server = Server::start([answer]).await;
        let seen = Arc::new(Mutex::new(Vec::new()));
        let noting = |name: &'static str| {
            let seen = Arc::clone(&seen);
            layer_fn(move |inner| Noting {
                inner,
                name,
                seen: Arc::clone(&seen),
            })
        };
        let transport = server
            .transport(Binding::HttpJson, "")
            .with_layer(noting("one"))
            .with_layer(noting("two"));
        let task = call(&transport.clone(), "GetTask", &json!({"id": "t"}))
            .await
            .unwrap();
        assert_eq!(task, json!({"id": "t"}));
        assert_eq!(*seen.lock().unwrap(), ["two GET /tasks/t", "one GET /tasks/t"]);
        let request = server.request().await;
        assert!(request.contains("x-layer: two\r\nx-layer: one\r\n"), "{request}");
    })
    .await;
}

#[tokio::test]
async fn what_goes_wrong_below_a_layer_and_in_it_is_told_apart() {
    bounded(async {
        // Nobody listens there.
        let closed =
            || HttpTransport::new(Binding::JsonRpc, "http://127.0.0.1:1", http(), &PROTOCOL).unwrap();
        let plain = layer_fn(|inner: HttpService| inner);
        let below = call(&closed().with_layer(plain), "GetTask", &json!({"id": "t"}))
            .await
            .unwrap_err();
        let without = call(&closed(), "GetTask", &json!({"id": "t"})).await.unwrap_err();
        assert_eq!(below.kind(), ClientErrorKind::Unreachable);
        assert_eq!(
            (below.kind(), below.to_string()),
            (without.kind(), without.to_string())
        );

        let failing = layer_fn(|_: HttpService| {
            service_fn(|_: Request<reqwest::Body>| async {
                Err::<Response<reqwest::Body>, _>("no more today")
            })
        });
        let transport = closed().with_layer(failing);
        let error = call(&transport, "GetTask", &json!({"id": "t"}))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ClientErrorKind::Interrupted);
        assert_eq!(
            std::error::Error::source(&error).unwrap().to_string(),
            "no more today"
        );
    })
    .await;
}
