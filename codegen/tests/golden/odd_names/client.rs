// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The client over any transport.

use super::methods;
use super::{
    AType, BoxType, Crate, MType, Mod, OptionType, ResultType, SelfType, StringType,
    Super, TType, Type, VecType,
};
use ::a2a_bindings::Transport;

/// Calls an agent over a [`Transport`]: one method per operation.
#[derive(Debug, Clone)]
pub struct Client<T> {
    transport: T,
}

impl<T: Transport> Client<T> {
    /// A client that sends its requests this way.
    #[must_use]
    pub fn new(transport: T) -> Self {
        Self { transport }
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
        self.transport.unary(&methods::MATCH, &request).await
    }
    /// A method that every client has.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn new_(&self, request: SelfType) -> Result<Type, T::Error> {
        self.transport.unary(&methods::NEW, &request).await
    }
    /// Another one, and two more below.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn transport_(&self, request: Mod) -> Result<AType, T::Error> {
        self.transport.unary(&methods::TRANSPORT, &request).await
    }
    /// `Address`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn address_(&self, request: MType) -> Result<TType, T::Error> {
        self.transport.unary(&methods::ADDRESS, &request).await
    }
    /// `WithTenant`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn with_tenant_(&self, request: TType) -> Result<MType, T::Error> {
        self.transport.unary(&methods::WITH_TENANT, &request).await
    }
    /// A table that every version has.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn protocol(&self, request: VecType) -> Result<BoxType, T::Error> {
        self.transport.unary(&methods::PROTOCOL_, &request).await
    }
    /// `Schema`.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn schema(&self, request: BoxType) -> Result<VecType, T::Error> {
        self.transport.unary(&methods::SCHEMA_, &request).await
    }
    /// A method that every trait object has.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn clone(&self, request: Crate) -> Result<StringType, T::Error> {
        self.transport.unary(&methods::CLONE, &request).await
    }
    /// Not even a raw identifier.
    ///
    /// # Errors
    ///
    /// The agent reported an error, or the transport failed.
    pub async fn super_(&self, request: StringType) -> Result<Super, T::Error> {
        self.transport.unary(&methods::SUPER, &request).await
    }
}
