//! The handler trait, and the server that dispatches to it.

use super::docs::{docs, item_docs};
use super::{deprecation, expect_deprecated, expect_deprecated_inside, ident, operation_types};
use crate::emit::Module;
use crate::lower::{Ir, OperationIr};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn trait_module(ir: &Ir, support: &TokenStream) -> Module {
    let trait_docs = item_docs(
        "An agent, as the protocol sees it: one method per operation.\n\nImplement the methods as plain `async fn`. \
         Those with a default are optional: the default answers with the error that the specification has for an \
         agent without the operation. Requests have been checked when they arrive here. A streaming method returns \
         once the agent has accepted the request; from then on it reports errors in the stream.",
    );
    let declared_docs = item_docs(
        "What the agent's card declares; requests are held to it before they arrive here (§3.3.4, §4.6).\n\nThe \
         default, `None`, is for an agent that serves every operation it implements, whatever its card says, and uses no \
         extension.",
    );
    let methods = ir.operations.iter().map(method);
    let types = operation_types(ir);
    let has_streams = ir.operations.iter().any(|operation| operation.streaming);
    let stream = has_streams.then(|| quote!(EventStream,));
    let has_defaults = ir
        .operations
        .iter()
        .any(|operation| operation.default_error.is_some());
    let kind = has_defaults.then(|| quote!(ErrorKind,));
    let imports = quote! {
        use super::{#kind #(#types),*};
        use #support::{A2aError, Declared, #stream RequestContext};
        use std::future::Future;
    };
    let item = quote! {
        #trait_docs
        pub trait A2aHandler: Send + Sync + 'static {
            #declared_docs
            fn declared(&self) -> Option<&Declared> { None }

            #(#methods)*
        }
    };
    let docs = docs("The handler trait.");
    let expect = expect_deprecated_inside(ir.operations.iter().any(|operation| operation.names_deprecated));
    Module::leaf("handler", quote!(#docs #expect), vec![imports, item])
}

fn method(operation: &OperationIr) -> TokenStream {
    let errors = operation.default_error.as_ref().map_or(String::new(), |error| {
        format!(" The default fails with [`ErrorKind::{error}`].")
    });
    let docs = item_docs(&format!(
        "{}\n\n# Errors\n\nThe agent refuses the request.{errors}",
        operation.docs
    ));
    let name = ident(&operation.method);
    let request = ident(&operation.request_type);
    let response = response(operation);
    let body = operation.default_error.as_ref().map_or(quote!(;), |error| {
        let (error, text) = (
            ident(error),
            format!("this agent does not support `{}`", operation.name),
        );
        quote! {
            {
                let _ = (context, request);
                std::future::ready(Err(A2aError::new(ErrorKind::#error, #text)))
            }
        }
    });
    let deprecated = deprecation(operation.deprecated);
    quote! {
        #docs
        #deprecated
        fn #name(
            &self,
            context: RequestContext,
            request: #request,
        ) -> impl Future<Output = Result<#response, A2aError>> + Send #body
    }
}

fn response(operation: &OperationIr) -> TokenStream {
    match operation.response_type.as_deref().map(ident) {
        Some(response) if operation.streaming => quote!(EventStream<#response>),
        Some(response) => quote!(#response),
        None => quote!(()),
    }
}

pub(super) fn server_module(ir: &Ir, support: &TokenStream) -> Module {
    let arms = ir.operations.iter().map(|operation| {
        let (name, method) = (&operation.name, ident(&operation.method));
        let call = quote!(self.handler.#method(context, request).await?);
        let reply = match (&operation.response_type, operation.streaming) {
            (Some(_), true) => quote!(Ok(Reply::stream(#call))),
            (Some(_), false) => quote!(Reply::unary(&#call)),
            (None, _) => quote!(#call; Ok(Reply::empty())),
        };
        quote!(#name => { let request = parameters.request()?; #reply })
    });
    let expect = expect_deprecated(ir.operations.iter().any(|operation| operation.deprecated));
    let server_docs = item_docs(
        "Makes a [`Service`] of an [`A2aHandler`]: decodes and checks each \
         request, calls the method, encodes what it returns.",
    );
    let new_docs = item_docs("Serves a handler.");
    let handler_docs = item_docs("The handler that is served.");
    let items = vec![
        quote! {
            use super::{A2aHandler, PROTOCOL};
            use #support::protocol::{MethodInfo, Protocol};
            use #support::{A2aError, Parameters, Reply, RequestContext, Service};
        },
        quote! {
            #server_docs
            #[derive(Debug, Clone, Copy, Default)]
            pub struct Server<H> { handler: H }
        },
        quote! {
            impl<H: A2aHandler> Server<H> {
                #new_docs
                #[must_use]
                pub fn new(handler: H) -> Self { Self { handler } }

                #handler_docs
                #[must_use]
                pub fn handler(&self) -> &H { &self.handler }
            }
        },
        quote! {
            #expect
            impl<H: A2aHandler> Service for Server<H> {
                fn protocol(&self) -> &'static Protocol { &PROTOCOL }

                fn negotiate(
                    &self,
                    method: &'static MethodInfo,
                    context: &mut RequestContext,
                ) -> Result<(), A2aError> {
                    match self.handler.declared() {
                        Some(declared) => declared.negotiate(&PROTOCOL, method, context),
                        None => Ok(()),
                    }
                }

                async fn call(
                    &self,
                    context: RequestContext,
                    method: &'static MethodInfo,
                    parameters: Parameters<'_>,
                ) -> Result<Reply, A2aError> {
                    match method.name {
                        #(#arms)*
                        other => Err(A2aError::method_not_found(format!("there is no method `{other}`"))),
                    }
                }
            }
        },
    ];
    Module::leaf("server", docs("Dispatch of requests to a handler."), items)
}
