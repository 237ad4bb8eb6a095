//! Checks of a message that was decoded.

use super::docs::item_docs;
use super::fields::{is_checked, is_option};
use super::{expect_deprecated, ident, oneofs};
use crate::lower::{Body, FieldIr, MessageIr, OneofIr};
use crate::model::{Limits, Shape, Type};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(message: &MessageIr) -> Vec<TokenStream> {
    let name = ident(&message.type_name);
    let checks: Vec<TokenStream> = match &message.body {
        Body::Struct { fields, oneofs } => {
            let oneofs = oneofs.iter().map(|oneof| {
                let name = ident(&oneof.rust_name);
                let kind = ident(&oneof.type_name);
                check_oneof(oneof, &quote!(&self.#name), &quote!(#kind))
            });
            oneofs.chain(fields.iter().flat_map(check_field)).collect()
        }
        Body::Union(oneof) => vec![check_oneof(oneof, &quote!(self), &quote!(Self))],
    };
    let nothing = checks.is_empty().then(|| quote!(let _ = checker;));
    let deprecated = match &message.body {
        Body::Struct { fields, oneofs } => {
            fields
                .iter()
                .any(|field| field.deprecated && !check_field(field).is_empty())
                || oneofs.iter().any(oneofs::has_deprecated)
        }
        Body::Union(oneof) => oneofs::has_deprecated(oneof),
    };
    let expect = expect_deprecated(deprecated);
    let docs = item_docs(
        "Checks what the schema demands beyond the form (§5.7).\n\n# Errors\n\nSomething is wrong; the violations are listed, up to 100, each \
         with the path of its field.",
    );
    vec![
        quote! {
            impl #name {
                #docs
                pub fn validate(&self) -> Result<(), Violations> {
                    validate::validate(self)
                }
            }
        },
        quote! {
            #expect
            impl Validate for #name {
                fn check(&self, checker: &mut Checker) {
                    #nothing
                    #(#checks)*
                }
            }
        },
    ]
}

fn check_field(field: &FieldIr) -> Vec<TokenStream> {
    let (json_name, name) = (&field.json_name, ident(&field.rust_name));
    let Limits {
        not_default,
        minimum,
        maximum,
    } = field.limits;
    let mut checks = Vec::new();
    if not_default {
        checks.push(match (field.value.shape, &field.value.kind) {
            (Shape::Single, Type::String) => quote!(checker.not_empty(#json_name, &self.#name);),
            (Shape::Single, _) => quote!(checker.not_default(#json_name, &self.#name);),
            _ => quote!(checker.min_items(#json_name, self.#name.len(), 1);),
        });
    }
    for (limit, bound) in [(quote!(minimum), minimum), (quote!(maximum), maximum)] {
        let Some(bound) = bound.map(proc_macro2::Literal::i64_unsuffixed) else {
            continue;
        };
        checks.push(if is_option(field) {
            quote!(if let Some(value) = &self.#name { checker.#limit(#json_name, value, #bound); })
        } else {
            quote!(checker.#limit(#json_name, &self.#name, #bound);)
        });
    }
    if is_checked(&field.value) {
        checks.push(quote!(checker.field(#json_name, &self.#name);));
    }
    checks
}

fn check_oneof(oneof: &OneofIr, value: &TokenStream, kind: &TokenStream) -> TokenStream {
    let checked = oneof
        .variants
        .iter()
        .filter(|variant| is_checked(&variant.value))
        .map(|variant| {
            let (json_name, name) = (&variant.json_name, ident(&variant.variant));
            quote!(#kind::#name(value) => checker.field(#json_name, value),)
        });
    let others: Vec<_> = oneof
        .variants
        .iter()
        .filter(|variant| !is_checked(&variant.value))
        .map(|variant| ident(&variant.variant))
        .collect();
    let others = (!others.is_empty()).then(|| quote!(#(#kind::#others(_))|* => {}));
    let members = oneof.variants.iter().map(|variant| &variant.json_name);
    quote! {
        match #value {
            #(#checked)*
            #others
            #kind::Unrecognized(unknown) => checker.unknown_member(unknown, &[#(#members),*]),
        }
    }
}
