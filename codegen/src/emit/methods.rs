//! The tables: operations with their routes, and the protocol as a whole.

use super::docs::{docs, item_docs};
use super::{expect_deprecated_inside, ident};
use crate::emit::Module;
use crate::lower::{Ir, OperationIr};
use crate::route::Segment;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn module(ir: &Ir, schema_file: &str, support: &TokenStream) -> Module {
    let types: Vec<_> = ir
        .messages
        .iter()
        .map(|message| ident(&message.type_name))
        .collect();
    let kind = (!ir.errors.is_empty()).then(|| quote!(ErrorKind,));
    let has_routes = ir.operations.iter().any(|operation| !operation.routes.is_empty());
    let route = has_routes.then(|| quote!(, Route, Segment));
    let mut items = vec![quote! {
        use super::{#kind #(#types),*};
        use #support::protocol::{MethodInfo, Protocol #route};
        use #support::protojson;
    }];
    items.extend(ir.operations.iter().map(method));
    let methods: Vec<_> = ir
        .operations
        .iter()
        .map(|operation| ident(&operation.constant))
        .collect();
    let errors = ir.errors.iter().map(|error| ident(&error.variant));
    let schema_docs = item_docs("The JSON Schema (2020-12) that this version was generated from.");
    let protocol_docs = item_docs("The tables of this version.");
    let version = &ir.version;
    items.push(quote! {
        #schema_docs
        pub static SCHEMA: &str = include_str!(#schema_file);
    });
    items.push(quote! {
        #protocol_docs
        pub static PROTOCOL: Protocol = Protocol {
            version: #version,
            methods: &[#(#methods),*],
            errors: &[#(ErrorKind::#errors.info()),*],
            messages: &[#(<#types as protojson::Message>::INFO),*],
            schema: SCHEMA,
        };
    });
    let docs = docs("The tables of operations, routes and messages.");
    let expect = expect_deprecated_inside(ir.messages.iter().any(|message| message.deprecated));
    Module::leaf("methods", quote!(#docs #expect), items)
}

fn method(operation: &OperationIr) -> TokenStream {
    let docs = item_docs(&format!("`{}`.", operation.name));
    let constant = ident(&operation.constant);
    let (name, request, streaming) = (&operation.name, &operation.request, operation.streaming);
    let optional = |text: &Option<String>| match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    };
    let response = optional(&operation.response);
    let capability = optional(&operation.capability);
    let unsupported = optional(&operation.unsupported);
    let routes = operation.routes.iter().map(|route| {
        let (verb, has_body) = (&route.verb, route.has_body);
        let segments = route.segments.iter().map(|segment| match segment {
            Segment::Literal(text) => quote!(Segment::Literal(#text)),
            Segment::Field { name, suffix } => {
                quote!(Segment::field(#name, #suffix))
            }
        });
        match has_body {
            true => quote!(Route::with_body(#verb, &[#(#segments),*])),
            false => quote!(Route::new(#verb, &[#(#segments),*])),
        }
    });
    quote! {
        #docs
        pub const #constant: MethodInfo = MethodInfo {
            name: #name,
            request: #request,
            response: #response,
            streaming: #streaming,
            routes: &[#(#routes),*],
            capability: #capability,
            unsupported: #unsupported,
        };
    }
}
