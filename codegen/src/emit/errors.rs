//! The errors.

use super::docs::{docs, item_docs};
use super::ident;
use crate::emit::Module;
use crate::lower::Ir;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn module(ir: &Ir, support: &TokenStream) -> Module {
    let kind_docs = item_docs(
        "The errors that the specification names (§3.3.2, §9.5).\n\nGives [`A2aError::new`] \
         its first argument, and tells apart what a peer reported with [`ErrorKind::of`].",
    );
    let of_docs = item_docs("Which error it is; `None` for one that this version does not name.");
    let info_docs = item_docs("What the specification says about the error (§5.4).");
    let variants: Vec<_> = ir.errors.iter().map(|error| ident(&error.variant)).collect();
    let names: Vec<_> = ir.errors.iter().map(|error| &error.code.name).collect();
    let definitions = ir.errors.iter().map(|error| {
        let fallback = format!("`{}`.", error.code.name);
        let docs = item_docs(error.code.description.as_deref().unwrap_or(&fallback));
        let variant = ident(&error.variant);
        quote!(#docs #variant,)
    });
    let infos = ir.errors.iter().map(|error| {
        let code = &error.code;
        let (variant, name, grpc_status) = (ident(&error.variant), &code.name, &code.grpc_status);
        let json_rpc_code = Literal::i64_unsuffixed(code.json_rpc_code);
        let http_status = Literal::u16_unsuffixed(code.http_status);
        let reason = match &code.reason {
            Some(reason) => quote!(Some(#reason)),
            None => quote!(None),
        };
        quote!(Self::#variant => ErrorInfo::new(#name, #json_rpc_code, #http_status, #grpc_status, #reason),)
    });
    let find = if ir.errors.is_empty() {
        quote!(let _ = error; None)
    } else {
        quote! {
            match &*error.info().name {
                #(#names => Some(Self::#variants),)*
                _ => None,
            }
        }
    };
    let items = vec![
        quote!(use #support::{A2aError, ErrorInfo};),
        quote! {
            #kind_docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum ErrorKind { #(#definitions)* }
        },
        quote! {
            impl ErrorKind {
                #of_docs
                #[must_use]
                pub fn of(error: &A2aError) -> Option<Self> {
                    #find
                }

                #info_docs
                #[must_use]
                pub const fn info(self) -> ErrorInfo {
                    match self { #(#infos)* }
                }
            }
        },
        quote! {
            impl From<ErrorKind> for ErrorInfo {
                fn from(kind: ErrorKind) -> Self { kind.info() }
            }
        },
    ];
    Module::leaf(
        "errors",
        docs("The errors with their codes in every binding."),
        items,
    )
}
