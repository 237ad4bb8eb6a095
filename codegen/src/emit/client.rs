//! The client.

use super::docs::{docs, item_docs};
use super::{deprecation, expect_deprecated_inside, ident, operation_types};
use crate::emit::Module;
use crate::lower::{Ir, OperationIr};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn module(ir: &Ir, support: &TokenStream) -> Module {
    let methods = ir.operations.iter().map(method);
    let types = operation_types(ir);
    let has_streams = ir.operations.iter().any(|operation| operation.streaming);
    let stream = has_streams.then(|| quote!(EventStream,));
    let has_empty = ir.operations.iter().any(|operation| operation.response.is_none());
    let empty = has_empty.then(|| quote!(Empty,));
    let client_docs = item_docs("Calls an agent over a [`Transport`]: one method per operation.");
    let has_tenant = ir.operations.iter().any(|operation| operation.has_tenant);
    let new_docs = item_docs(if has_tenant {
        "A client that leaves the tenant to the requests."
    } else {
        "A client that sends its requests this way."
    });
    let tenant_docs = item_docs(
        "Names a tenant in every request, as the interface in the agent card demands (§8.3.2); it replaces what a \
         request says.",
    );
    let call_docs = item_docs(
        "The same client for calls with these options, in place of those that this one has; this one stays as it is.",
    );
    let transport_docs = item_docs("The transport that carries the requests.");
    let tenant_field = has_tenant.then(|| quote!(tenant: Option<String>));
    // Not `..self.clone()`: an operation may be called `Clone`.
    let same_tenant = has_tenant.then(|| quote!(tenant: self.tenant.clone()));
    let no_tenant = has_tenant.then(|| quote!(tenant: None));
    let with_tenant = has_tenant.then(|| {
        quote! {
            #tenant_docs
            #[must_use]
            pub fn with_tenant(mut self, tenant: impl Into<String>) -> Self {
                self.tenant = Some(tenant.into());
                self
            }
        }
    });
    let address = has_tenant.then(|| {
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
            use super::methods;
            use super::{#(#types),*};
            use #support::{CallOptions, #empty #stream Transport};
        },
        quote! {
            #client_docs
            #[derive(Debug, Clone)]
            pub struct Client<T> { transport: T, call: CallOptions, #tenant_field }
        },
        quote! {
            impl<T: Transport> Client<T> {
                #new_docs
                #[must_use]
                pub fn new(transport: T) -> Self {
                    Self { transport, call: CallOptions::new(), #no_tenant }
                }

                #with_tenant

                #call_docs
                #[must_use]
                pub fn with_call_options(&self, call: CallOptions) -> Self where T: Clone {
                    Self { transport: self.transport.clone(), call, #same_tenant }
                }

                #transport_docs
                #[must_use]
                pub fn transport(&self) -> &T { &self.transport }

                #(#methods)*

                #address
            }
        },
    ];
    let docs = docs("The client over any transport.");
    let expect = expect_deprecated_inside(ir.operations.iter().any(|operation| operation.names_deprecated));
    Module::leaf("client", quote!(#docs #expect), items)
}

fn method(operation: &OperationIr) -> TokenStream {
    let docs = item_docs(&format!(
        "{}\n\n# Errors\n\nThe agent reported an error, or the transport failed.",
        operation.docs
    ));
    let (name, request, constant) = (
        ident(&operation.method),
        ident(&operation.request_type),
        ident(&operation.constant),
    );
    let address = operation
        .has_tenant
        .then(|| quote!(self.address(&mut request.tenant);));
    let mutable = operation.has_tenant.then(|| quote!(mut));
    let (result, call) = match operation.response_type.as_deref().map(ident) {
        Some(response) if operation.streaming => (
            quote!(EventStream<#response, T::Error>),
            quote!(self.transport.stream(&methods::#constant, &request, &self.call).await),
        ),
        Some(response) => (
            quote!(#response),
            quote!(self.transport.unary(&methods::#constant, &request, &self.call).await),
        ),
        None => (
            quote!(()),
            quote! {
                let Empty = self.transport.unary(&methods::#constant, &request, &self.call).await?;
                Ok(())
            },
        ),
    };
    let deprecated = deprecation(operation.deprecated);
    quote! {
        #docs
        #deprecated
        pub async fn #name(&self, #mutable request: #request) -> Result<#result, T::Error> {
            #address
            #call
        }
    }
}
