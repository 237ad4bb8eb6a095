// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! The handler trait.

use super::{
    ErrorKind, AType, BoxType, Crate, MType, Mod, OptionType, ResultType, SelfType,
    StringType, Super, TType, Type, VecType,
};
use ::a2a_bindings::{A2aError, Declared, RequestContext};
use std::future::Future;

/// An agent, as the protocol sees it: one method per operation.
///
/// Implement the methods as plain `async fn`. Those with a default are optional: the default
/// answers with the error that the specification has for an agent without the operation. Requests
/// have been checked when they arrive here. A streaming method returns once the agent has accepted
/// the request; from then on it reports errors in the stream.
pub trait A2aHandler: Send + Sync + 'static {
    /// What the agent's card declares; requests are held to it before they arrive here (§3.3.4, §4.6).
    ///
    /// The default, `None`, is for an agent that serves every operation it implements, whatever its
    /// card says, and uses no extension.
    fn declared(&self) -> Option<&Declared> {
        None
    }
    /// A keyword.
    ///
    /// # Errors
    ///
    /// The agent refuses the request.
    fn r#match(
        &self,
        context: RequestContext,
        request: ResultType,
    ) -> impl Future<Output = Result<OptionType, A2aError>> + Send;
    /// A method that every client has.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn new_(
        &self,
        context: RequestContext,
        request: SelfType,
    ) -> impl Future<Output = Result<Type, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `New`",
                ),
            ),
        )
    }
    /// Another one, and more below; the last is one of every handler.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn transport_(
        &self,
        context: RequestContext,
        request: Mod,
    ) -> impl Future<Output = Result<AType, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `Transport`",
                ),
            ),
        )
    }
    /// `Address`.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn address_(
        &self,
        context: RequestContext,
        request: MType,
    ) -> impl Future<Output = Result<TType, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `Address`",
                ),
            ),
        )
    }
    /// `WithTenant`.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn with_tenant_(
        &self,
        context: RequestContext,
        request: TType,
    ) -> impl Future<Output = Result<MType, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `WithTenant`",
                ),
            ),
        )
    }
    /// `WithCallOptions`.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn with_call_options_(
        &self,
        context: RequestContext,
        request: MType,
    ) -> impl Future<Output = Result<TType, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `WithCallOptions`",
                ),
            ),
        )
    }
    /// `Declared`.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn declared_(
        &self,
        context: RequestContext,
        request: TType,
    ) -> impl Future<Output = Result<MType, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `Declared`",
                ),
            ),
        )
    }
    /// A table that every version has.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn protocol(
        &self,
        context: RequestContext,
        request: VecType,
    ) -> impl Future<Output = Result<BoxType, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `Protocol`",
                ),
            ),
        )
    }
    /// `Schema`.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn schema(
        &self,
        context: RequestContext,
        request: BoxType,
    ) -> impl Future<Output = Result<VecType, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `Schema`",
                ),
            ),
        )
    }
    /// A method that every trait object has.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn clone(
        &self,
        context: RequestContext,
        request: Crate,
    ) -> impl Future<Output = Result<StringType, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `Clone`",
                ),
            ),
        )
    }
    /// Not even a raw identifier.
    ///
    /// # Errors
    ///
    /// The agent refuses the request. The default fails with [`ErrorKind::UnsupportedOperation`].
    fn super_(
        &self,
        context: RequestContext,
        request: StringType,
    ) -> impl Future<Output = Result<Super, A2aError>> + Send {
        let _ = (context, request);
        std::future::ready(
            Err(
                A2aError::new(
                    ErrorKind::UnsupportedOperation,
                    "this agent does not support `Super`",
                ),
            ),
        )
    }
}
