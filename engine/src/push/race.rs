//! Waiting for one of two things.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Which of two futures was ready.
pub(super) enum Winner<A, B> {
    First(A),
    Second(B),
}

/// Waits until one of two futures is ready, and drops the other; the first wins if both are.
pub(super) async fn race<A: Future, B: Future>(first: A, second: B) -> Winner<A::Output, B::Output> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    poll_fn(|context| match first.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Winner::First(output)),
        Poll::Pending => second.as_mut().poll(context).map(Winner::Second),
    })
    .await
}
