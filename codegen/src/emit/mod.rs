//! IR to Rust: one flat `quote!` an item, no policy.

mod client;
mod docs;
mod enums;
mod errors;
mod fields;
mod handler;
mod json_schema;
mod messages;
mod methods;
mod module;
mod oneofs;
mod structs;
mod validation;

pub(crate) use module::Module;

use crate::generate::Emit;
use crate::lower::{Ir, OperationIr};
use docs::docs;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// Emits a version of the protocol; `support` is the path of the crate that generated code leans on.
pub(crate) fn emit(
    ir: &Ir,
    module_name: &str,
    schema_file: &str,
    emit: Emit,
    support: &TokenStream,
) -> Module {
    let handler = if emit.server {
        " [`A2aHandler`], [`Server`],"
    } else {
        ""
    };
    let client = if emit.client { " [`Client`]" } else { "" };
    let root_docs = docs(&format!(
        "Version {} of the protocol: types,{handler}{client} and the tables behind them.",
        ir.version
    ));
    let types: Vec<Module> = ir
        .messages
        .iter()
        .map(|message| messages::module(message, emit, support))
        .chain(ir.enums.iter().map(|one| enums::module(one, emit, support)))
        .collect();
    let mut types = Module::table_of_contents("types", docs("The messages and enums."), types);
    types.children.sort_by(|one, other| one.name.cmp(&other.name));

    let mut children = vec![
        types,
        errors::module(ir, support),
        methods::module(ir, schema_file, support),
    ];
    if emit.server {
        children.push(handler::trait_module(ir, support));
        children.push(handler::server_module(ir, support));
    }
    if emit.client {
        children.push(client::module(ir, support));
    }
    Module::table_of_contents(module_name, root_docs, children)
}

/// The messages that the operations take and give.
fn operation_types(ir: &Ir) -> impl Iterator<Item = Ident> {
    let of = |operation: &OperationIr| {
        [
            Some(operation.request_type.clone()),
            operation.response_type.clone(),
        ]
    };
    let names: BTreeSet<_> = ir.operations.iter().flat_map(of).flatten().collect();
    names.into_iter().map(|name| ident(&name))
}

/// An identifier, raw where the name is a keyword.
fn ident(name: &str) -> Ident {
    match syn::parse_str(name) {
        // A keyword since the edition of 2024, which syn does not count.
        Ok(_) if name == "gen" => Ident::new_raw(name, Span::call_site()),
        Ok(ident) => ident,
        Err(_) => Ident::new_raw(name, Span::call_site()),
    }
}

/// `#[deprecated]` where it is due.
fn deprecation(deprecated: bool) -> TokenStream {
    if deprecated {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

/// Lets code that must name deprecated items do so.
fn expect_deprecated(any: bool) -> TokenStream {
    if any {
        quote!(#[expect(deprecated, reason = "what is deprecated is still read and written")])
    } else {
        TokenStream::new()
    }
}

/// Lets a module that must import deprecated items do so.
fn expect_deprecated_inside(any: bool) -> TokenStream {
    if any {
        quote!(#![expect(deprecated, reason = "what is deprecated is still read and written")])
    } else {
        TokenStream::new()
    }
}
