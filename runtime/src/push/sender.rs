//! The sender over HTTP.

use super::egress::{EgressError, EgressPolicy, Filter};
use super::options::PushOptions;
use super::{headers, outcome};
use crate::client::{ClientError, ClientErrorKind, http_client_builder};
use a2a_bindings::{Push, PushError, PushErrorKind, PushSender, PushTarget};
use reqwest::{Client, Response, Url};
use std::time::Duration;
use tokio::time::timeout;

/// Sends notifications to webhooks over HTTP (§4.3.3).
///
/// Each is one POST with the media type `application/a2a+json`, the configuration's `Authorization` and
/// [token](super::NOTIFICATION_TOKEN), and the [id of the event](super::EVENT_ID) if it has one:
///
/// | the webhook | the outcome |
/// | --- | --- |
/// | answers 2xx | delivered |
/// | answers 408, 425, 429, 5xx | [`PushErrorKind::Failed`], with `Retry-After` up to an hour |
/// | answers 3xx | `Failed`; redirects are not followed |
/// | answers any other 4xx | [`PushErrorKind::Rejected`] |
/// | cannot be reached, or is too slow | `Failed` |
/// | is none that the [`EgressPolicy`] allows, or needs what no header can carry | [`PushErrorKind::Refused`] |
///
/// Nothing is sent twice by itself, and nothing of the answer counts but its status. Proxies that the environment
/// names are not used: they would resolve names on their own. Errors name the scheme, host and port of a webhook and
/// nothing else of it, since its path, query, token and credentials may be secrets.
///
/// Clones share the connections. It works within a tokio runtime that has time and input enabled.
#[derive(Debug, Clone)]
pub struct HttpPushSender {
    http: Client,
    egress: EgressPolicy,
    connect_timeout: Duration,
}

/// How much of an answer is read, for the sake of its connection, and for how long.
const MAX_ANSWER: usize = 16 << 10;
const DRAIN: Duration = Duration::from_secs(1);
const IDLE: Duration = Duration::from_secs(15);
/// How many bytes the URL of a webhook may have; servers refuse targets that are much longer.
const MAX_URL: usize = 8 << 10;

impl HttpPushSender {
    /// A sender with connections of its own.
    ///
    /// # Errors
    /// TLS could not be set up.
    pub fn new(options: PushOptions) -> Result<Self, ClientError> {
        let http = http_client_builder()?
            .no_proxy()
            .dns_resolver(Filter(options.egress.clone()))
            .connect_timeout(options.connect_timeout)
            .timeout(options.timeout)
            .pool_max_idle_per_host(options.max_idle_per_host)
            .pool_idle_timeout(IDLE)
            .build()
            .map_err(|error| {
                ClientError::new(ClientErrorKind::Setup, "the HTTP client cannot be set up")
                    .with_source(error)
            })?;
        Ok(Self {
            http,
            egress: options.egress,
            connect_timeout: options.connect_timeout,
        })
    }
}

impl PushSender for HttpPushSender {
    async fn check(&self, target: &PushTarget) -> Result<(), PushError> {
        let url = parse(&target.url)?;
        headers::of_target(target)?;
        // A name that cannot be resolved is refused too: the client hears of a slip at once, and can try again.
        let refused = |error: &EgressError| outcome::of_egress(error, PushErrorKind::Refused);
        match timeout(self.connect_timeout, self.egress.check(&url)).await {
            Ok(checked) => checked.map_err(|error| refused(&error).with_source(error)),
            Err(_) => Err(PushError::new(
                PushErrorKind::Refused,
                "the webhook is not called: its host cannot be resolved in time",
            )),
        }
    }

    async fn send(&self, push: Push<'_>) -> Result<(), PushError> {
        let url = parse(&push.target.url)?;
        let headers = headers::of_push(&push)?;
        // The names in URLs are judged by the resolver, when and if there is a new connection.
        self.egress
            .check_url(&url)
            .map_err(|error| outcome::of_egress(&error, PushErrorKind::Refused))?;
        let request = self.http.post(url.clone()).headers(headers).body(push.body);
        let response = request
            .send()
            .await
            .map_err(|error| outcome::of_failure(error, &url))?;
        let outcome = outcome::of_answer(response.status(), response.headers(), &url);
        // The status is the answer, so neither the end of its body nor its failure changes anything.
        let _ = timeout(DRAIN, drain(response)).await;
        outcome
    }
}

fn parse(text: &str) -> Result<Url, PushError> {
    let refused = |why| {
        PushError::new(
            PushErrorKind::Refused,
            format!("the webhook is not called: {why}"),
        )
    };
    if text.len() > MAX_URL {
        return Err(refused("its URL is longer than 8 KiB"));
    }
    Url::parse(text).map_err(|error| refused("its URL is not an absolute URL").with_source(error))
}

/// Reads a short answer to its end, so that its connection can be used again; a long one closes it.
async fn drain(mut response: Response) {
    let mut left = MAX_ANSWER;
    while let Ok(Some(chunk)) = response.chunk().await {
        match left.checked_sub(chunk.len()) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}
