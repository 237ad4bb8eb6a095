// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The client over any transport.

use super::methods;
use super::{
    CountThingsRequest, CountThingsResponse, FindThingsRequest, Thing, ThingId, Things,
};
use ::a2a_bindings::{CallOptions, Empty, EventStream, Transport};

/// Calls an agent over a [`Transport`]: one method per operation.
#[derive(Debug, Clone)]
pub struct Client<T> {
    transport: T,
    call: CallOptions,
    tenant: Option<String>,
}

impl<T: Transport> Client<T> {
    /// A client that leaves the tenant to the requests.
    #[must_use]
    pub fn new(transport: T) -> Self {
        Self {
            transport,
            call: CallOptions::new(),
            tenant: None,
        }
    }
    /// Names a tenant in every request, as the interface in the agent card demands (§8.3.2); it
    /// replaces what a request says.
    #[must_use]
    pub fn with_tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = Some(tenant.into());
        self
    }
    /// The same client for calls with these options, in place of those that this one has; this one
    /// stays as it is.
    #[must_use]
    pub fn with_call_options(&self, call: CallOptions) -> Self
    where
        T: Clone,
    {
        Self {
            transport: self.transport.clone(),
            call,
            tenant: self.tenant.clone(),
        }
    }
    /// The transport that carries the requests.
    #[must_use]
    pub fn transport(&self) -> &T {
        &self.transport
    }
    /// Answers with nothing.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn delete_thing(&self, mut request: ThingId) -> Result<(), T::Error> {
        self.address(&mut request.tenant);
        let Empty = self
            .transport
            .unary(&methods::DELETE_THING, &request, &self.call)
            .await?;
        Ok(())
    }
    /// Streams.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn watch_thing(
        &self,
        mut request: ThingId,
    ) -> Result<EventStream<Thing, T::Error>, T::Error> {
        self.address(&mut request.tenant);
        self.transport.stream(&methods::WATCH_THING, &request, &self.call).await
    }
    /// Has no tenant.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn create_thing(&self, request: Thing) -> Result<Thing, T::Error> {
        self.transport.unary(&methods::CREATE_THING, &request, &self.call).await
    }
    /// Has no route.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn count_things(
        &self,
        request: CountThingsRequest,
    ) -> Result<CountThingsResponse, T::Error> {
        self.transport.unary(&methods::COUNT_THINGS, &request, &self.call).await
    }
    /// Has many fields in the query.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn find_things(
        &self,
        mut request: FindThingsRequest,
    ) -> Result<Things, T::Error> {
        self.address(&mut request.tenant);
        self.transport.unary(&methods::FIND_THINGS, &request, &self.call).await
    }
    /// Every verb.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn put_thing(&self, request: Thing) -> Result<Thing, T::Error> {
        self.transport.unary(&methods::PUT_THING, &request, &self.call).await
    }
    /// Is deprecated.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    #[deprecated]
    pub async fn old_thing(&self, mut request: ThingId) -> Result<Thing, T::Error> {
        self.address(&mut request.tenant);
        self.transport.unary(&methods::OLD_THING, &request, &self.call).await
    }
    fn address(&self, tenant: &mut String) {
        if let Some(own) = &self.tenant {
            tenant.clone_from(own);
        }
    }
}
