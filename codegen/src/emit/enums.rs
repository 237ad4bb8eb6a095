//! Enums.

use super::docs::{docs, item_docs};
use super::{deprecation, expect_deprecated, expect_deprecated_inside, ident, json_schema};
use crate::emit::Module;
use crate::generate::Emit;
use crate::lower::EnumIr;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn module(one: &EnumIr, emit: Emit, support: &TokenStream) -> Module {
    let mut items = vec![
        quote! {
            use #support::protojson::{self, Enumeration, UnknownEnum};
            use #support::validate::{Checker, Validate};
        },
        definition(one),
    ];
    items.extend(groups(one));
    items.push(wire(one));
    items.push(validation(one));
    let name = ident(&one.type_name);
    items.push(quote!(protojson::enumeration!(#name);));
    if emit.json_schema {
        items.push(json_schema::enumeration(one, support));
    }
    let docs = docs(&format!("`{}`.", one.spec_name));
    let expect = expect_deprecated_inside(one.deprecated);
    Module::leaf(&one.module, quote!(#docs #expect), items)
}

fn definition(one: &EnumIr) -> TokenStream {
    let docs = item_docs(&one.docs);
    let name = ident(&one.type_name);
    let variants = one.values.iter().enumerate().map(|(index, (variant, value))| {
        let docs = item_docs(
            value
                .description
                .as_deref()
                .unwrap_or(&format!("`{}`.", value.name)),
        );
        let deprecated = deprecation(value.deprecated);
        let default = (index == 0).then(|| quote!(#[default]));
        let variant = ident(variant);
        quote!(#docs #deprecated #default #variant,)
    });
    let unrecognized = item_docs("A value that this version of the protocol does not have.");
    let deprecated = deprecation(one.deprecated);
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unrecognized
            Unrecognized(UnknownEnum),
        }
    }
}

/// A question for each set of values that has a name.
fn groups(one: &EnumIr) -> Option<TokenStream> {
    if one.groups.is_empty() {
        return None;
    }
    let name = ident(&one.type_name);
    let expect = expect_deprecated(one.values.iter().any(|(_, value)| value.deprecated));
    let methods = one.groups.iter().map(|(method, description, variants)| {
        let docs = item_docs(&format!("Whether {description}"));
        let method = ident(method);
        let variants = variants.iter().map(|variant| ident(variant));
        quote! {
            #docs
            #[must_use]
            pub fn #method(&self) -> bool {
                matches!(self, #(Self::#variants)|*)
            }
        }
    });
    Some(quote! {
        #expect
        impl #name { #(#methods)* }
    })
}

fn wire(one: &EnumIr) -> TokenStream {
    let name = ident(&one.type_name);
    let spec_name = &one.spec_name;
    let expect = expect_deprecated(one.values.iter().any(|(_, value)| value.deprecated));
    let variants: Vec<_> = one.values.iter().map(|(variant, _)| ident(variant)).collect();
    let names: Vec<_> = one.values.iter().map(|(_, value)| &value.name).collect();
    let numbers: Vec<_> = one.values.iter().map(|(_, value)| value.number).collect();
    let aliases = one.aliases.iter().map(|(name, variant)| {
        let variant = ident(variant);
        quote!(#name => Some(Self::#variant),)
    });
    quote! {
        #expect
        impl Enumeration for #name {
            const NAME: &'static str = #spec_name;

            fn from_name(name: &str) -> Option<Self> {
                match name {
                    #(#names => Some(Self::#variants),)*
                    #(#aliases)*
                    _ => None,
                }
            }

            fn from_number(number: i32) -> Option<Self> {
                match number {
                    #(#numbers => Some(Self::#variants),)*
                    _ => None,
                }
            }

            fn from_unknown(value: UnknownEnum) -> Self {
                Self::Unrecognized(value)
            }

            fn name(&self) -> Result<&'static str, &UnknownEnum> {
                match self {
                    #(Self::#variants => Ok(#names),)*
                    Self::Unrecognized(unknown) => Err(unknown),
                }
            }
        }
    }
}

fn validation(one: &EnumIr) -> TokenStream {
    let name = ident(&one.type_name);
    quote! {
        impl Validate for #name {
            fn check(&self, checker: &mut Checker) {
                checker.unknown_value(self);
            }
        }
    }
}
