//! Sending the requests, each as soon as what came before it in the record has come again.

use super::answer::{Shape, documents, event};
use super::difference::differences;
use super::ids::Ids;
use super::recorded::{Answer, Exchange, Progress, Recorded};
use super::report::{Compared, Report};
use super::target::Target;
use crate::args::ServiceParameter;
use crate::error::{Code, Error, with_causes};
use crate::output::note;
use crate::proxy::{UpstreamClient, upstream_client};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::Validator;
use a2a_validator::traffic::{BodyTap, Inspector, Record};
use axum::body::Body;
use bytes::Bytes;
use http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_LENGTH, EXPECT, HOST, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use http::{HeaderMap, Method, Request, Response};
use http_body_util::BodyExt;
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};

/// How long a request waits for events that came before it in the record, and may not come again.
const EVENT_PATIENCE: Duration = Duration::from_secs(2);
/// Nobody waits longer, and no time can be that far away.
const LONGEST_PATIENCE: Duration = Duration::from_secs(365 * 24 * 60 * 60);
/// What a transcript has in place of a secret.
const REDACTED: &[u8] = b"[redacted]";

/// How to replay.
#[derive(Debug)]
pub(crate) struct Settings {
    /// How many times as fast as it was recorded; `None` for as fast as can be.
    pub(crate) speed: Option<f64>,
    /// How long an answer may say nothing.
    pub(crate) patience: Duration,
    /// Headers that all requests get, in the place of those of the record.
    pub(crate) headers: Vec<ServiceParameter>,
}

/// Sends recorded requests again.
pub(crate) struct Player {
    shared: Arc<Shared>,
    recorded: Recorded,
}

/// What all exchanges share.
struct Shared {
    client: UpstreamClient,
    validator: Validator,
    sink: Arc<dyn Fn(Record) + Send + Sync>,
    target: Target,
    settings: Settings,
    ids: Mutex<Ids>,
}

/// An exchange that may still be under way.
struct Running {
    index: usize,
    progress: watch::Receiver<Progress>,
}

impl Player {
    /// A player that hands what it checks to the sink.
    pub(crate) fn new(
        recorded: Recorded,
        target: Target,
        settings: Settings,
        sink: impl Fn(Record) + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        let validator =
            Validator::new(&PROTOCOL).map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
        let shared = Shared {
            client: upstream_client()?,
            validator,
            sink: Arc::new(sink),
            target,
            settings,
            ids: Mutex::default(),
        };
        Ok(Self {
            shared: Arc::new(shared),
            recorded,
        })
    }

    /// Sends everything.
    pub(crate) async fn play(self) -> Report {
        let Self { shared, recorded } = self;
        let exchanges = Arc::new(recorded.exchanges);
        shared.warn_of_secrets(&exchanges);
        let begun = Instant::now();
        let first = exchanges.first().map_or(0, |exchange| exchange.at);
        let (mut running, mut tasks): (Vec<Running>, _) = (Vec::new(), JoinSet::new());
        let mut report = Report::default();
        for (index, exchange) in exchanges.iter().enumerate() {
            if exchange.body.is_none() || exchange.answer.is_none() {
                report.skip(exchange.number);
                continue;
            }
            wait_for_what_came_before(&exchanges, exchange, &mut running).await;
            if let Some(speed) = shared.settings.speed {
                let after = Duration::try_from_secs_f64((exchange.at - first).max(0) as f64 / 1000.0 / speed);
                sleep_until(begun + after.unwrap_or_default()).await;
            }
            let (told, progress) = watch::channel(Progress::Pieces(0));
            running.push(Running { index, progress });
            let (shared, exchanges) = (Arc::clone(&shared), Arc::clone(&exchanges));
            tasks.spawn(async move {
                let exchange = exchanges.get(index)?;
                let compared = shared.exchange(exchange, &told).await;
                told.send_replace(Progress::Over);
                Some(compared)
            });
            // What is over is taken out at once, so that there are no more tasks than exchanges under way.
            while let Some(done) = tasks.try_join_next() {
                report.take(done.ok().flatten());
            }
        }
        while let Some(done) = tasks.join_next().await {
            report.take(done.ok().flatten());
        }
        report.finish()
    }
}

/// Waits until each exchange has come as far as it had in the record when this one began.
async fn wait_for_what_came_before(exchanges: &[Exchange], next: &Exchange, running: &mut Vec<Running>) {
    let mut still = Vec::new();
    for mut one in running.drain(..) {
        let progress = exchanges
            .get(one.index)
            .map(|exchange| exchange.progress(next.line));
        match progress {
            // It has its own patience.
            Some(Progress::Over) | None => drop(one.progress.wait_for(|at| *at == Progress::Over).await),
            Some(needed) => {
                let _ = timeout(EVENT_PATIENCE, one.progress.wait_for(|at| *at >= needed)).await;
                still.push(one);
            }
        }
    }
    *running = still;
}

impl Shared {
    async fn exchange(&self, exchange: &Exchange, progress: &watch::Sender<Progress>) -> Compared {
        let recorded = exchange.answer.clone().unwrap_or_default();
        match self.send(exchange, &recorded, progress).await {
            Ok(replayed) => Compared {
                number: exchange.number,
                what: format!("{} {}", exchange.method, exchange.target),
                differences: differences(
                    &Shape::of(&recorded),
                    &Shape::of(&replayed),
                    exchange.returns_immediately(),
                ),
                failure: None,
            },
            Err(reason) => Compared {
                number: exchange.number,
                what: format!("{} {}", exchange.method, exchange.target),
                differences: Vec::new(),
                failure: Some(reason),
            },
        }
    }

    async fn send(
        &self,
        exchange: &Exchange,
        recorded: &Answer,
        progress: &watch::Sender<Progress>,
    ) -> Result<Answer, String> {
        let (target, body) = {
            let ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
            (
                ids.in_target(&exchange.target),
                ids.in_body(exchange.body.as_deref().unwrap_or_default()),
            )
        };
        let uri = self
            .target
            .resolve(exchange, &target)
            .ok_or("the address is none")?;
        let method: Method = exchange.method.parse().map_err(|_| "the method is none")?;
        let body = Bytes::from(body);
        let mut request = Request::new(Body::from(body.clone()));
        *request.method_mut() = method;
        *request.headers_mut() = self.headers(exchange);
        // What is checked has the path of the record, since the mounts are those of the record.
        let (mut parts, ()) = Request::new(()).into_parts();
        (parts.method, parts.headers) = (request.method().clone(), request.headers().clone());
        parts.uri = target.parse().map_err(|_| "the address is none")?;
        *request.uri_mut() = uri;
        let sink = Arc::clone(&self.sink);
        let number = exchange.number;
        let inspector = Inspector::new(
            self.validator.clone(),
            exchange.mounts.clone(),
            move |mut record| {
                record.exchange = number;
                sink(record);
            },
        );
        let (waiting, mut tap) = inspector.request(&parts);
        tap.data(&body);
        tap.end(true);
        let response = timeout(self.settings.patience, self.client.request(request)).await;
        let response = response
            .map_err(|_| self.silence())?
            .map_err(|error| with_causes(&error))?;
        let (parts, body) = response.map(Body::new).into_parts();
        let tap = waiting.response(&parts);
        let mut answer = Answer {
            status: parts.status.as_u16(),
            headers: pairs(&parts.headers),
            streams: parts
                .headers
                .get("content-type")
                .is_some_and(|value| value.as_bytes().starts_with(b"text/event-stream")),
            ..Answer::default()
        };
        self.read(
            Response::from_parts(parts, body),
            tap,
            recorded,
            progress,
            &mut answer,
        )
        .await?;
        Ok(answer)
    }

    /// Reads an answer, to its end or as far as the client did that was recorded.
    async fn read(
        &self,
        response: Response<Body>,
        mut tap: BodyTap,
        recorded: &Answer,
        progress: &watch::Sender<Progress>,
        answer: &mut Answer,
    ) -> Result<(), String> {
        let mut body = response.into_body();
        let mut cutter = Cutter::default();
        let old = documents(recorded);
        let mut events = 0;
        let next_deadline = || Instant::now() + self.settings.patience.min(LONGEST_PATIENCE);
        let mut deadline = next_deadline();
        loop {
            // The client that was recorded left here.
            let has_left =
                recorded.streams && !recorded.complete && answer.pieces.len() >= recorded.pieces.len();
            if answer.streams && has_left {
                tap.end(false);
                return Ok(());
            }
            let frame = timeout_at(deadline, body.frame())
                .await
                .map_err(|_| self.silence())?;
            let data = match frame {
                Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
                Some(Err(_)) => {
                    tap.end(false);
                    return Ok(());
                }
                None => break,
            };
            tap.data(&data);
            if answer.streams {
                cutter.push(&data, |block| {
                    if let Some(new) = event(&block) {
                        self.learn(old.get(events), new.as_ref());
                        events += 1;
                        // Comments keep a connection alive, and say nothing.
                        deadline = next_deadline();
                    }
                    answer.pieces.push((0, Some(block)));
                });
                progress.send_replace(Progress::Pieces(answer.pieces.len()));
            } else {
                cutter.rest.extend_from_slice(&data);
                deadline = next_deadline();
            }
            if cutter.rest.len() > MAX_ANSWER || answer.pieces.len() > MAX_PIECES {
                return Err(format!(
                    "the answer has more than {MAX_ANSWER} bytes or {MAX_PIECES} events"
                ));
            }
        }
        tap.end(true);
        answer.complete = true;
        if !answer.streams {
            self.learn(old.first(), serde_json::from_slice(&cutter.rest).ok().as_ref());
            answer.pieces.push((0, Some(cutter.rest)));
        }
        Ok(())
    }

    fn learn(&self, recorded: Option<&Option<Value>>, replayed: Option<&Value>) {
        if let (Some(Some(recorded)), Some(replayed)) = (recorded, replayed) {
            self.ids
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .learn(recorded, replayed);
        }
    }

    /// The headers of the record, without those that belong to a connection or were left out as secrets, and with those
    /// of the command line.
    fn headers(&self, exchange: &Exchange) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in &exchange.headers {
            let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_bytes(value)) else {
                continue;
            };
            let of_connection = [
                ACCEPT_ENCODING,
                CONNECTION,
                CONTENT_LENGTH,
                EXPECT,
                HOST,
                TRANSFER_ENCODING,
            ];
            if !is_redacted(value.as_bytes()) && !of_connection.contains(&name) {
                headers.append(name, value);
            }
        }
        for parameter in &self.settings.headers {
            headers.insert(parameter.name.clone(), parameter.value.clone());
        }
        headers
    }

    /// Says that some requests will not be what they were.
    fn warn_of_secrets(&self, exchanges: &[Exchange]) {
        let is_given = |name: &str| self.settings.headers.iter().any(|header| header.name == *name);
        let lacks = |exchange: &&Exchange| {
            let mut headers = exchange.headers.iter();
            headers.any(|(name, value)| is_redacted(value) && !is_given(name))
                || is_redacted(exchange.target.as_bytes())
                || exchange.body.as_deref().is_some_and(is_redacted)
        };
        let lacking = exchanges.iter().filter(lacks).count();
        if lacking > 0 {
            note(&format!(
                "warning: {lacking} requests had a secret, which the record does not have; see --header"
            ));
        }
    }

    fn silence(&self) -> String {
        format!("nothing came for {:?}", self.settings.patience)
    }
}

/// What is kept of an answer at most, in bytes of a document or event, and in events.
const MAX_ANSWER: usize = 16 << 20;
const MAX_PIECES: usize = 100_000;

/// Whether something has the placeholder of a secret.
fn is_redacted(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, REDACTED).is_some()
}

fn pairs(headers: &HeaderMap) -> Vec<(String, Vec<u8>)> {
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
        .collect()
}

/// Cuts a stream after its blank lines, as a transcript does.
#[derive(Default)]
struct Cutter {
    rest: Vec<u8>,
    after_return: bool,
    line_is_empty: bool,
}

impl Cutter {
    fn push(&mut self, bytes: &[u8], mut on_block: impl FnMut(Vec<u8>)) {
        for byte in bytes {
            let after_return = std::mem::replace(&mut self.after_return, *byte == b'\r');
            if *byte == b'\n' && after_return {
                continue;
            }
            let ends_line = matches!(byte, b'\r' | b'\n');
            self.rest.push(if ends_line { b'\n' } else { *byte });
            if ends_line && std::mem::replace(&mut self.line_is_empty, ends_line) {
                on_block(std::mem::take(&mut self.rest));
            }
            self.line_is_empty = ends_line;
        }
    }
}
