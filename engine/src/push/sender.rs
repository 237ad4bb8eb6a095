//! A sender of a kind that is chosen when the program runs, and what it is given.

use crate::catch_unwind::CatchUnwind;
use a2a_bindings::v1_0::TaskPushNotificationConfig;
use a2a_bindings::{Push, PushError, PushErrorKind, PushSender, PushTarget};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

pub(crate) type Answer<'a> = Pin<Box<dyn Future<Output = Result<(), PushError>> + Send + 'a>>;

/// [`PushSender`] as a trait object; every sender is one.
pub(crate) trait AnySender: Send + Sync {
    fn check<'a>(&'a self, target: &'a PushTarget) -> Answer<'a>;
    fn send<'a>(&'a self, push: Push<'a>) -> Answer<'a>;
}

// Nothing of the sender runs before its answer is waited for, so a panic is caught wherever it comes from.
impl<S: PushSender> AnySender for S {
    fn check<'a>(&'a self, target: &'a PushTarget) -> Answer<'a> {
        Box::pin(async move { PushSender::check(self, target).await })
    }

    fn send<'a>(&'a self, push: Push<'a>) -> Answer<'a> {
        Box::pin(async move { PushSender::send(self, push).await })
    }
}

/// The way to a webhook, as the client gave it (§4.3.1, §4.3.2).
pub(super) fn target(config: &TaskPushNotificationConfig) -> PushTarget {
    let target = PushTarget::new(&config.url).with_token(&config.token);
    match &config.authentication {
        Some(info) => target.with_authentication(&info.scheme, &info.credentials),
        None => target,
    }
}

/// Waits for a sender. One that takes too long, or panics, has failed; nothing worse comes of it.
pub(super) async fn bounded(answer: Answer<'_>, timeout: Duration) -> Result<(), PushError> {
    let failed = |message: String| Err(PushError::new(PushErrorKind::Failed, message));
    match tokio::time::timeout(timeout, CatchUnwind::new(answer)).await {
        Ok(Ok(result)) => result,
        // What the panic said may be anything, a secret too.
        Ok(Err(_)) => failed("the sender panicked".to_owned()),
        Err(_) => failed(format!("the webhook did not answer within {timeout:?}")),
    }
}
