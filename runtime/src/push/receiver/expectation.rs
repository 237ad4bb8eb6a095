//! What notifications are expected, and how their sender is known.

use crate::push::headers::NOTIFICATION_TOKEN;
use a2a_bindings::v1_0::TaskPushNotificationConfig;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};
use ring::digest::{Context, SHA256, SHA256_OUTPUT_LEN};
use std::fmt;

/// Notifications that are expected: what their sender knows, and which task they are of.
///
/// The sender must know all that the expectation names: a token, an authorization, or both. One that names neither
/// is met by nothing. Take a secret of its own for each configuration, and one that cannot be guessed (§13.2).
///
/// ```
/// use a2a_bindings::v1_0::{AuthenticationInfo, TaskPushNotificationConfig};
/// use a2a_runtime::push::Expectation;
///
/// let config = TaskPushNotificationConfig::new("https://me.example/webhook")
///     .with_authentication(AuthenticationInfo::new("Bearer").with_credentials("a secret"));
/// let same = Expectation::authorization("Bearer", "a secret");
/// assert_eq!(Expectation::from(&config), same);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Expectation {
    token: String,
    authorization: Option<(String, String)>,
    pub(super) task_id: Option<String>,
}

impl Expectation {
    /// Expects notifications with this token in [`NOTIFICATION_TOKEN`](crate::push::NOTIFICATION_TOKEN).
    #[must_use]
    pub fn token(token: impl Into<String>) -> Self {
        Self {
            token: token.into(),
            authorization: None,
            task_id: None,
        }
    }

    /// Expects notifications with this `Authorization`; the scheme in upper or lower case (RFC 9110 §11.1).
    #[must_use]
    pub fn authorization(scheme: impl Into<String>, credentials: impl Into<String>) -> Self {
        Self::token("").with_authorization(scheme, credentials)
    }

    /// Demands this `Authorization` as well.
    #[must_use]
    pub fn with_authorization(mut self, scheme: impl Into<String>, credentials: impl Into<String>) -> Self {
        self.authorization = Some((scheme.into(), credentials.into()));
        self
    }

    /// Expects notifications of this task only.
    #[must_use]
    pub fn with_task(mut self, task_id: impl Into<String>) -> Self {
        self.task_id = Some(task_id.into());
        self
    }

    /// What a request must present to meet the expectation.
    pub(super) fn secret(&self) -> Option<Secret> {
        let authorization = self.authorization.as_ref();
        let authorization = authorization
            .map(|(scheme, credentials)| authorization_of(scheme.as_bytes(), credentials.as_bytes()));
        Secret::new(Some(self.token.as_bytes()), authorization.as_deref())
    }
}

/// Expects what an agent sends that has been given this configuration; of its task, if it names one.
///
/// Where the configuration has credentials, they are all that is demanded: the specification has no header for the
/// token, and not every agent sends both.
impl From<&TaskPushNotificationConfig> for Expectation {
    fn from(config: &TaskPushNotificationConfig) -> Self {
        let credentials = config
            .authentication
            .as_ref()
            .filter(|authentication| !authentication.credentials.is_empty());
        let mut this = match credentials {
            Some(authentication) => Self::authorization(&authentication.scheme, &authentication.credentials),
            None => Self::token(&config.token),
        };
        this.task_id = Some(config.task_id.clone()).filter(|id| !id.is_empty());
        this
    }
}

impl fmt::Debug for Expectation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Expectation")
            .field("task_id", &self.task_id)
            .finish_non_exhaustive()
    }
}

/// A digest of a token, an authorization, or both.
///
/// Secrets are compared and looked up by their digests: how long that takes says nothing of a secret, because who
/// guesses a secret does not choose its digest.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Secret([u8; SHA256_OUTPUT_LEN]);

impl Secret {
    /// `None` if there is neither; an empty one is none.
    fn new(token: Option<&[u8]>, authorization: Option<&[u8]>) -> Option<Self> {
        let token = token.unwrap_or_default();
        let authorization = authorization.unwrap_or_default();
        if token.is_empty() && authorization.is_empty() {
            return None;
        }
        let mut context = Context::new(&SHA256);
        // The length keeps the end of the one apart from the start of the other.
        context.update(&token.len().to_be_bytes());
        context.update(token);
        context.update(authorization);
        context.finish().as_ref().try_into().ok().map(Self)
    }

    /// What a request presents: an expectation may demand both of its headers, or not look at one of them.
    pub(super) fn presented(headers: &HeaderMap) -> impl Iterator<Item = Self> {
        let token = headers.get(NOTIFICATION_TOKEN).map(HeaderValue::as_bytes);
        let authorization = headers.get(AUTHORIZATION).and_then(|value| {
            let value = value.as_bytes().trim_ascii();
            let end = value.iter().position(|byte| *byte == b' ');
            let (scheme, credentials) = value.split_at(end.unwrap_or(value.len()));
            (!scheme.is_empty()).then(|| authorization_of(scheme, credentials))
        });
        let authorization = authorization.as_deref();
        let sets = [
            Self::new(token, authorization),
            Self::new(token, None),
            Self::new(None, authorization),
        ];
        sets.into_iter().flatten()
    }
}

/// An authorization in the form in which it is compared.
fn authorization_of(scheme: &[u8], credentials: &[u8]) -> Vec<u8> {
    [&scheme.to_ascii_lowercase(), &b" "[..], credentials.trim_ascii()].concat()
}
