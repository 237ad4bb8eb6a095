//! JSON Schemas that the Rust types say of themselves.

use super::ident;
use crate::lower::{Body, EnumIr, MessageIr, OneofIr};
use crate::model::Presence;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn message(message: &MessageIr, support: &TokenStream) -> TokenStream {
    let (name, spec_name) = (ident(&message.type_name), &message.spec_name);
    let members: Vec<TokenStream> = match &message.body {
        Body::Struct { fields, oneofs } => {
            let fields = fields.iter().map(|field| {
                let (json_name, name) = (&field.json_name, ident(&field.rust_name));
                let member = match field.presence {
                    Presence::Required => format_ident!("required"),
                    _ if super::fields::is_option(field) => format_ident!("optional"),
                    _ => format_ident!("implicit"),
                };
                quote!(.#member(#json_name, |message: &Self| &message.#name))
            });
            fields.chain(oneofs.iter().map(choice)).collect()
        }
        Body::Union(oneof) => vec![choice(oneof)],
    };
    let deprecated = match &message.body {
        Body::Struct { fields, oneofs } => {
            fields.iter().any(|field| field.deprecated) || oneofs.iter().any(super::oneofs::has_deprecated)
        }
        Body::Union(oneof) => super::oneofs::has_deprecated(oneof),
    };
    let expect = super::expect_deprecated(deprecated);
    implementation(
        &name,
        spec_name,
        &expect,
        &quote!(#support::json_schema::Object::new(generator)#(#members)*.finish()),
        support,
    )
}

pub(super) fn enumeration(one: &EnumIr, support: &TokenStream) -> TokenStream {
    let aliases = one.aliases.iter().map(|(name, _)| name);
    let names = one.values.iter().map(|(_, value)| &value.name).chain(aliases);
    let body = quote! {
        let _ = generator;
        #support::json_schema::enumeration(&[#(#names),*])
    };
    implementation(
        &ident(&one.type_name),
        &one.spec_name,
        &TokenStream::new(),
        &body,
        support,
    )
}

fn choice(oneof: &OneofIr) -> TokenStream {
    let members = oneof.variants.iter().map(|variant| {
        let json_name = &variant.json_name;
        // The variant itself says which type it holds.
        let variant_name = ident(&variant.variant);
        let kind = ident(&oneof.type_name);
        quote!(.member(#json_name, #kind::#variant_name))
    });
    quote!(.one_of(|choice| choice #(#members)*))
}

fn implementation(
    name: &proc_macro2::Ident,
    spec_name: &str,
    expect: &TokenStream,
    body: &TokenStream,
    support: &TokenStream,
) -> TokenStream {
    quote! {
        #[cfg(feature = "schemars")]
        #expect
        impl schemars::JsonSchema for #name {
            fn schema_name() -> std::borrow::Cow<'static, str> { #spec_name.into() }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #body
            }
        }

        #[cfg(feature = "schemars")]
        #support::json_schema::named!(#name);
    }
}
