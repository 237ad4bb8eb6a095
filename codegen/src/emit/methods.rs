//! The tables: operations with their routes, and the protocol as a whole.

use super::docs::{docs, item_docs};
use super::ident;
use crate::emit::Module;
use crate::lower::{Ir, OperationIr};
use crate::route::Segment;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn module(ir: &Ir, support: &TokenStream) -> Module {
    let protocol = quote!(#support::protocol);
    let mut items: Vec<_> = ir.operations.iter().map(|operation| method(operation, support)).collect();
    let methods: Vec<_> = ir.operations.iter().map(|operation| ident(&operation.constant)).collect();
    let messages = ir.messages.iter().map(|message| ident(&message.type_name));
    let errors = ir.errors.iter().map(|error| ident(&error.variant));
    let schema_docs = item_docs("The JSON Schema (2020-12) that this version was generated from.");
    let protocol_docs = item_docs("The tables of this version.");
    let version = &ir.version;
    items.push(quote! {
        #schema_docs
        pub static SCHEMA: &str = include_str!("a2a.json");
    });
    items.push(quote! {
        #protocol_docs
        pub static PROTOCOL: #protocol::Protocol = #protocol::Protocol {
            version: #version,
            methods: &[#(#methods),*],
            errors: &[#(super::ErrorKind::#errors.info()),*],
            messages: &[#(<super::#messages as #support::protojson::Message>::INFO),*],
            schema: SCHEMA,
        };
    });
    Module::leaf("methods", docs("The tables of operations, routes and messages."), items)
}

fn method(operation: &OperationIr, support: &TokenStream) -> TokenStream {
    let protocol = quote!(#support::protocol);
    let docs = item_docs(&format!("`{}`.", operation.name));
    let constant = ident(&operation.constant);
    let (name, request, streaming) = (&operation.name, &operation.request, operation.streaming);
    let optional = |text: &Option<String>| match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    };
    let response = optional(&operation.response);
    let capability = optional(&operation.capability);
    let routes = operation.routes.iter().map(|route| {
        let (verb, has_body) = (&route.verb, route.has_body);
        let segments = route.segments.iter().map(|segment| match segment {
            Segment::Literal(text) => quote!(#protocol::Segment::Literal(#text)),
            Segment::Field { name, suffix } => {
                quote!(#protocol::Segment::Field { name: #name, suffix: #suffix })
            }
        });
        quote!(#protocol::Route { verb: #verb, segments: &[#(#segments),*], has_body: #has_body })
    });
    quote! {
        #docs
        pub const #constant: #protocol::MethodInfo = #protocol::MethodInfo {
            name: #name,
            request: #request,
            response: #response,
            streaming: #streaming,
            routes: &[#(#routes),*],
            capability: #capability,
        };
    }
}
