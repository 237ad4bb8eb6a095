//! Work that nobody may break off.

use std::future::{Future, poll_fn};
use std::task::Poll;

/// Brings a future to its end, whatever becomes of whoever waits for it: a client that leaves must not leave something
/// half done. `None` if the future was broken off all the same, by a panic or the end of the runtime.
///
/// It is polled once where it is, and gets a task of its own only if that was not all.
pub(crate) async fn detached<F>(future: F) -> Option<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    let mut future = Box::pin(future);
    let first = poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await;
    match first {
        Poll::Ready(output) => Some(output),
        Poll::Pending => tokio::spawn(future).await.ok(),
    }
}
