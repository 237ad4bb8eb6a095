// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The client over any transport.

use super::methods;
use super::{
    AType, BoxType, Crate, MType, Mod, OptionType, ResultType, SelfType, StringType,
    Super, TType, Type, VecType,
};
use ::a2a_bindings::{CallOptions, Transport};

/// Calls an agent over a [`Transport`]: one method per operation.
#[derive(Debug, Clone)]
pub struct Client<T> {
    transport: T,
    call: CallOptions,
}

impl<T: Transport> Client<T> {
    /// A client that sends its requests this way.
    #[must_use]
    pub fn new(transport: T) -> Self {
        Self {
            transport,
            call: CallOptions::new(),
        }
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
        }
    }
    /// The transport that carries the requests.
    #[must_use]
    pub fn transport(&self) -> &T {
        &self.transport
    }
    /// A keyword.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn r#match(&self, request: ResultType) -> Result<OptionType, T::Error> {
        self.transport.unary(&methods::MATCH, &request, &self.call).await
    }
    /// A method that every client has.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn new_(&self, request: SelfType) -> Result<Type, T::Error> {
        self.transport.unary(&methods::NEW, &request, &self.call).await
    }
    /// Another one, and more below; the last is one of every handler.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn transport_(&self, request: Mod) -> Result<AType, T::Error> {
        self.transport.unary(&methods::TRANSPORT, &request, &self.call).await
    }
    /// `Address`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn address_(&self, request: MType) -> Result<TType, T::Error> {
        self.transport.unary(&methods::ADDRESS, &request, &self.call).await
    }
    /// `WithTenant`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn with_tenant_(&self, request: TType) -> Result<MType, T::Error> {
        self.transport.unary(&methods::WITH_TENANT, &request, &self.call).await
    }
    /// `WithCallOptions`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn with_call_options_(&self, request: MType) -> Result<TType, T::Error> {
        self.transport.unary(&methods::WITH_CALL_OPTIONS, &request, &self.call).await
    }
    /// `Declared`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn declared_(&self, request: TType) -> Result<MType, T::Error> {
        self.transport.unary(&methods::DECLARED, &request, &self.call).await
    }
    /// A table that every version has.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn protocol(&self, request: VecType) -> Result<BoxType, T::Error> {
        self.transport.unary(&methods::PROTOCOL_, &request, &self.call).await
    }
    /// `Schema`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn schema(&self, request: BoxType) -> Result<VecType, T::Error> {
        self.transport.unary(&methods::SCHEMA_, &request, &self.call).await
    }
    /// A method that every trait object has.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn clone(&self, request: Crate) -> Result<StringType, T::Error> {
        self.transport.unary(&methods::CLONE, &request, &self.call).await
    }
    /// Not even a raw identifier.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn super_(&self, request: StringType) -> Result<Super, T::Error> {
        self.transport.unary(&methods::SUPER, &request, &self.call).await
    }
}
