//! The client.

use super::docs::{docs, item_docs};
use super::ident;
use crate::emit::Module;
use crate::lower::{Ir, OperationIr};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn module(ir: &Ir, support: &TokenStream) -> Module {
    let methods = ir.operations.iter().map(|operation| method(operation, support));
    let client_docs = item_docs("Calls an agent over a [`Transport`](crate::Transport): one method per operation.");
    let new_docs = item_docs("A client that leaves the tenant to the requests.");
    let tenant_docs = item_docs(
        "Names a tenant in every request, as the interface in the agent card demands (§8.3.2); it replaces what a \
         request says.",
    );
    let transport_docs = item_docs("The transport that carries the requests.");
    let address = ir.operations.iter().any(|operation| operation.has_tenant).then(|| {
        quote! {
            fn address(&self, tenant: &mut String) {
                if let Some(own) = &self.tenant {
                    tenant.clone_from(own);
                }
            }
        }
    });
    let items = vec![
        quote! {
            #client_docs
            #[derive(Debug, Clone)]
            pub struct Client<T> { transport: T, tenant: Option<String> }
        },
        quote! {
            impl<T: #support::Transport> Client<T> {
                #new_docs
                #[must_use]
                pub fn new(transport: T) -> Self { Self { transport, tenant: None } }

                #tenant_docs
                #[must_use]
                pub fn with_tenant(mut self, tenant: impl Into<String>) -> Self {
                    self.tenant = Some(tenant.into());
                    self
                }

                #transport_docs
                #[must_use]
                pub fn transport(&self) -> &T { &self.transport }

                #(#methods)*

                #address
            }
        },
    ];
    Module::leaf("client", docs("The client over any transport."), items)
}

fn method(operation: &OperationIr, support: &TokenStream) -> TokenStream {
    let docs = item_docs(&format!(
        "{}\n\n# Errors\n\nThe agent reported an error, or the transport failed.",
        operation.docs
    ));
    let (name, request, constant) =
        (ident(&operation.method), ident(&operation.request_type), ident(&operation.constant));
    let address = operation.has_tenant.then(|| quote!(self.address(&mut request.tenant);));
    let mutable = operation.has_tenant.then(|| quote!(mut));
    let (result, call) = match operation.response_type.as_deref().map(ident) {
        Some(response) if operation.streaming => (
            quote!(#support::EventStream<super::#response, T::Error>),
            quote!(self.transport.stream(&super::methods::#constant, &request).await),
        ),
        Some(response) => (
            quote!(super::#response),
            quote!(self.transport.unary(&super::methods::#constant, &request).await),
        ),
        None => (
            quote!(()),
            quote! {
                let #support::Empty = self.transport.unary(&super::methods::#constant, &request).await?;
                Ok(())
            },
        ),
    };
    quote! {
        #docs
        pub async fn #name(&self, #mutable request: super::#request) -> Result<#result, T::Error> {
            #address
            #call
        }
    }
}
