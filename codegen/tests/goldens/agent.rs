//! The two ends of a call: dispatch to a handler, and a transport that answers what it is told to.

use a2a_bindings::protocol::MethodInfo;
use a2a_bindings::{
    A2aError, CallOptions, Event, EventStream, Parameters, Reply, RequestContext, Service, Transport,
};
use futures_util::{FutureExt, StreamExt, stream};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::sync::{Arc, Mutex};

/// What a future gives that never waits.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    future.now_or_never().expect("nothing waits here")
}

/// The answer of a service to a call, by the name of the method: its documents.
pub(crate) fn call(service: &impl Service, method: &str, json: &str) -> Result<Vec<String>, A2aError> {
    let method = service.protocol().method(method).unwrap();
    let parameters = Parameters::json(json.as_bytes());
    let text = |json: &[u8]| String::from_utf8(json.to_vec()).unwrap();
    match now(service.call(RequestContext::new(), method, parameters))? {
        Reply::Unary(json) => Ok(vec![text(&json)]),
        Reply::Stream(frames) => {
            let frames: Vec<_> = now(frames.collect());
            frames
                .into_iter()
                .map(|frame| frame.map(|frame| text(frame.json())))
                .collect()
        }
    }
}

/// Answers every request with the same JSON, and remembers the last one.
#[derive(Debug, Clone)]
pub(crate) struct Canned {
    answer: &'static str,
    asked: Arc<Mutex<(String, CallOptions)>>,
}

impl Canned {
    pub(crate) fn new(answer: &'static str) -> Self {
        Self {
            answer,
            asked: Arc::default(),
        }
    }

    /// The last request, as `GetThing {…}`.
    pub(crate) fn asked(&self) -> String {
        self.asked.lock().unwrap().0.clone()
    }

    /// The options of the last request.
    pub(crate) fn call_options(&self) -> CallOptions {
        self.asked.lock().unwrap().1.clone()
    }

    fn ask<Q: Serialize, R: DeserializeOwned>(
        &self,
        method: &MethodInfo,
        request: &Q,
        call: &CallOptions,
    ) -> Result<R, A2aError> {
        let json = serde_json::to_string(request).unwrap();
        *self.asked.lock().unwrap() = (format!("{} {json}", method.name), call.clone());
        Ok(a2a_bindings::from_slice(self.answer.as_bytes())?)
    }
}

impl Transport for Canned {
    type Error = A2aError;

    async fn unary<Q, R>(
        &self,
        method: &'static MethodInfo,
        request: &Q,
        call: &CallOptions,
    ) -> Result<R, A2aError>
    where
        Q: Serialize + Sync,
        R: DeserializeOwned + Send,
    {
        assert!(!method.streaming);
        self.ask(method, request, call)
    }

    async fn stream<Q, R>(
        &self,
        method: &'static MethodInfo,
        request: &Q,
        call: &CallOptions,
    ) -> Result<EventStream<R>, A2aError>
    where
        Q: Serialize + Sync,
        R: DeserializeOwned + Send + Sync + 'static,
    {
        assert!(method.streaming);
        let event = self.ask(method, request, call).map(Event::new);
        Ok(stream::iter([event]).boxed())
    }
}
