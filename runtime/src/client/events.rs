//! Streams of events out of responses (§9.4.2, §11.7).

use super::address::Place;
use super::answer::Question;
use super::error::{ClientError, ClientErrorKind};
use super::sse::{SseDecoder, SseError, SseEvent};
use a2a_bindings::Event;
use futures_core::Stream;
use http_body::Body as _;
use reqwest::{Body, Response, Url};
use serde::de::DeserializeOwned;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// The events of a response of type `text/event-stream`.
pub(super) struct Events<R> {
    /// `None` after the end, so that the connection is free.
    body: Option<Body>,
    decoder: SseDecoder,
    question: Question,
    url: Url,
    idle: Option<Idle>,
    value: PhantomData<fn() -> R>,
}

struct Idle {
    timeout: Duration,
    sleep: Pin<Box<Sleep>>,
}

impl<R> Events<R> {
    pub(super) fn new(
        response: Response,
        question: Question,
        url: Url,
        max_event: usize,
        idle_timeout: Option<Duration>,
    ) -> Self {
        let body = http::Response::from(response).into_body();
        let idle = idle_timeout.map(|timeout| Idle {
            timeout,
            sleep: Box::pin(tokio::time::sleep(timeout)),
        });
        let decoder = SseDecoder::new().with_max_event(max_event);
        Self {
            body: Some(body),
            decoder,
            question,
            url,
            idle,
            value: PhantomData,
        }
    }

    /// The next chunk of the body; `None` at its end.
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<(), ClientError>>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        if let Poll::Ready(frame) = Pin::new(body).poll_frame(context) {
            if let Some(idle) = &mut self.idle {
                // A timeout beyond all time never comes.
                if let Some(deadline) = Instant::now().checked_add(idle.timeout) {
                    idle.sleep.as_mut().reset(deadline);
                }
            }
            return Poll::Ready(frame.map(|frame| match frame {
                Ok(frame) => {
                    // Anything else is trailers.
                    self.decoder.push(frame.data_ref().map_or(&[], |data| &**data));
                    Ok(())
                }
                Err(error) => Err(ClientError::lost(error, &self.url)),
            }));
        }
        let Some(idle) = &mut self.idle else {
            return Poll::Pending;
        };
        ready!(idle.sleep.as_mut().poll(context));
        let message = format!("{} sent nothing for {:?}", Place(&self.url), idle.timeout);
        Poll::Ready(Some(Err(ClientError::new(ClientErrorKind::Timeout, message))))
    }

    fn broken(&self, error: SseError) -> ClientError {
        let kind = match error {
            SseError::TooLarge(_) => ClientErrorKind::TooLarge,
            SseError::NotUtf8 => ClientErrorKind::Protocol,
            SseError::Unterminated => ClientErrorKind::Interrupted,
        };
        let message = format!("the stream that answers {} is broken", self.question.method);
        ClientError::new(kind, message).with_source(error)
    }

    /// The next item; `None` at the end.
    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<R>, ClientError>>>
    where
        R: DeserializeOwned,
    {
        loop {
            match self.decoder.next_event() {
                // A keep-alive that some send in place of a comment.
                Some(Ok(event)) if event.data.trim().is_empty() => continue,
                Some(Ok(event)) => return Poll::Ready(Some(decode(&self.question, event))),
                Some(Err(error)) => return Poll::Ready(Some(Err(self.broken(error)))),
                None => {}
            }
            match ready!(self.poll_chunk(context)) {
                Some(Ok(())) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    let end = self.decoder.finish().err().filter(|_| self.body.is_some());
                    return Poll::Ready(end.map(|error| Err(self.broken(error))));
                }
            }
        }
    }
}

impl<R: DeserializeOwned> Stream for Events<R> {
    type Item = Result<Event<R>, ClientError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.body.is_none() {
            return Poll::Ready(None);
        }
        let item = ready!(self.poll_item(context));
        // An error is the last item.
        if !matches!(item, Some(Ok(_))) {
            self.body = None;
        }
        Poll::Ready(item)
    }
}

fn decode<R: DeserializeOwned>(question: &Question, event: SseEvent) -> Result<Event<R>, ClientError> {
    let value = question.answer(event.data.as_bytes())?;
    Ok(match event.id {
        Some(id) => Event::with_id(id, value),
        None => Event::new(value),
    })
}

/// A stream of one event.
pub(super) struct Once<R>(pub(super) Option<Event<R>>);

impl<R> Stream for Once<R> {
    type Item = Result<Event<R>, ClientError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
