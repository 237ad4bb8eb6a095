//! Oneofs: enums of which exactly one variant is on the wire.

use super::docs::item_docs;
use super::fields::{parameter, value_type};
use super::messages::{message_impl, wire_names};
use super::{deprecation, expect_deprecated, ident};
use crate::lower::{MessageIr, OneofIr, VariantIr};
use crate::model::Type;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn definition(oneof: &OneofIr, message_docs: &str, deprecated: bool) -> TokenStream {
    let docs = item_docs(message_docs);
    let deprecated = deprecation(deprecated);
    let name = ident(&oneof.type_name);
    let variants = oneof.variants.iter().map(|variant| {
        let docs = item_docs(&variant.docs);
        let deprecated = deprecation(variant.deprecated);
        let name = ident(&variant.variant);
        let kind = value_type(&variant.value);
        quote!(#docs #deprecated #name(#kind),)
    });
    let unrecognized = item_docs("A member that this version of the protocol does not have.");
    // Boxing would make the interface depend on how many fields a message has today.
    let has_messages = oneof.variants.iter().any(|variant| {
        matches!(variant.value.kind, Type::Named(_)) && variant.value.zero.is_none() && !variant.value.boxed
    });
    let allow = has_messages.then(
        || quote!(#[allow(clippy::large_enum_variant, reason = "messages have as many fields as they have")]),
    );
    quote! {
        #docs
        #deprecated
        #allow
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unrecognized
            Unrecognized(UnknownMember),
        }
    }
}

/// A oneof beside other fields.
pub(super) fn items(oneof: &OneofIr) -> Vec<TokenStream> {
    let name = ident(&oneof.type_name);
    let write = write(oneof);
    let expect = expect_deprecated(has_deprecated(oneof));
    let mut items = vec![
        definition(oneof, &oneof.docs, false),
        quote! {
            #expect
            impl #name {
                fn write_fields<M: SerializeMap>(
                    &self,
                    object: &mut Object<M>,
                ) -> Result<(), M::Error> {
                    #write
                }
            }
        },
    ];
    items.extend(conversions(oneof));
    items
}

/// `From` for every variant whose type no other variant has.
pub(super) fn conversions(oneof: &OneofIr) -> Vec<TokenStream> {
    let name = ident(&oneof.type_name);
    let is_unique = |variant: &VariantIr| {
        let alike = oneof
            .variants
            .iter()
            .filter(|other| other.value.kind == variant.value.kind);
        matches!(variant.value.kind, Type::Named(_)) && alike.count() == 1
    };
    oneof
        .variants
        .iter()
        .filter(|variant| is_unique(variant) && !variant.deprecated && !variant.value.boxed)
        .map(|variant| {
            let kind = value_type(&variant.value);
            let variant = ident(&variant.variant);
            quote! {
                impl From<#kind> for #name {
                    fn from(value: #kind) -> Self { Self::#variant(value) }
                }
            }
        })
        .collect()
}

/// A constructor of the message for each variant of its only oneof.
pub(super) fn constructors(oneof: &OneofIr) -> Vec<TokenStream> {
    let kind = ident(&oneof.type_name);
    oneof
        .variants
        .iter()
        .filter(|variant| !variant.deprecated)
        .map(|variant| {
            let docs = item_docs(&format!("Makes one that holds [`{kind}::{}`].", variant.variant));
            let (name, variant_name) = (ident(&variant.constructor), ident(&variant.variant));
            let (parameter, value) = parameter(&variant.value, &quote!(value));
            quote! {
                #docs
                #[must_use]
                pub fn #name(value: #parameter) -> Self {
                    Self::new(#kind::#variant_name(#value))
                }
            }
        })
        .collect()
}

/// Reading and writing a message that is nothing but a oneof.
pub(super) fn union_wire(message: &MessageIr, oneof: &OneofIr) -> TokenStream {
    let declaration = declaration(oneof);
    let arms = arms(oneof, &quote!(member));
    let read = quote! {
        let mut member = #declaration;
        while let Some(name) = input.next_name()? {
            match &*name {
                #(#arms)*
                _ => member.set_unknown(&name, &mut input)?,
            }
        }
        member.finish(Self::Unrecognized)
    };
    message_impl(message, has_deprecated(oneof), &read, &write(oneof))
}

/// An empty collector for the members.
pub(super) fn declaration(oneof: &OneofIr) -> TokenStream {
    let names = oneof.variants.iter().map(|variant| &variant.json_name);
    quote!(Oneof::new(&[#(#names),*]))
}

/// The arms that hand the members to their collector.
pub(super) fn arms(oneof: &OneofIr, collector: &TokenStream) -> Vec<TokenStream> {
    let kind = ident(&oneof.type_name);
    oneof
        .variants
        .iter()
        .map(|variant| {
            let names = wire_names(&variant.json_name, &variant.proto_name);
            let (json_name, name) = (&variant.json_name, ident(&variant.variant));
            quote!(#names => #collector.set(#json_name, input.value()?, #kind::#name),)
        })
        .collect()
}

fn write(oneof: &OneofIr) -> TokenStream {
    let arms = oneof.variants.iter().map(|variant| {
        let (json_name, name) = (&variant.json_name, ident(&variant.variant));
        quote!(Self::#name(value) => object.required(#json_name, value),)
    });
    quote! {
        match self {
            #(#arms)*
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

pub(super) fn has_deprecated(oneof: &OneofIr) -> bool {
    oneof.variants.iter().any(|variant| variant.deprecated)
}
