//! Messages that are structs.

use super::docs::item_docs;
use super::fields::{field_type, has_default, is_option, parameter};
use super::messages::{local, message_impl, wire_names};
use super::{deprecation, expect_deprecated, ident, oneofs};
use crate::lower::{Constructor, FieldIr, MessageIr, OneofIr};
use crate::model::{Presence, Type};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn definition(message: &MessageIr, fields: &[FieldIr], oneofs: &[OneofIr]) -> TokenStream {
    let docs = item_docs(&message.docs);
    let deprecated = deprecation(message.deprecated);
    let default = (message.constructor == Constructor::Default).then(|| quote!(Default,));
    let name = ident(&message.type_name);
    let has_secret = fields.iter().any(|field| field.secret);
    let fields = fields.iter().map(|field| {
        let docs = item_docs(&field.docs);
        let deprecated = deprecation(field.deprecated);
        let name = ident(&field.rust_name);
        let kind = field_type(field);
        quote!(#docs #deprecated pub #name: #kind,)
    });
    let oneofs = oneofs.iter().map(|oneof| {
        let docs = item_docs(&oneof.docs);
        let name = ident(&oneof.rust_name);
        let kind = ident(&oneof.type_name);
        quote!(#docs pub #name: #kind,)
    });
    let debug = (!has_secret).then(|| quote!(Debug,));
    quote! {
        #docs
        #deprecated
        #[derive(#debug Clone, #default PartialEq)]
        pub struct #name { #(#oneofs)* #(#fields)* }
    }
}

/// `Debug` of a message that has a secret: it shows whether the secret is there, and not what it is.
pub(super) fn debug(message: &MessageIr, fields: &[FieldIr], oneofs: &[OneofIr]) -> Option<TokenStream> {
    if !fields.iter().any(|field| field.secret) {
        return None;
    }
    let name = ident(&message.type_name);
    let text = &message.type_name;
    let expect = expect_deprecated(fields.iter().any(|field| field.deprecated));
    let oneofs = oneofs.iter().map(|oneof| {
        let (name, text) = (ident(&oneof.rust_name), &oneof.rust_name);
        quote!(.field(#text, &self.#name))
    });
    let fields = fields.iter().map(|field| {
        let (name, text) = (ident(&field.rust_name), &field.rust_name);
        if field.secret {
            quote!(.field(#text, &protojson::redacted(&self.#name)))
        } else {
            quote!(.field(#text, &self.#name))
        }
    });
    Some(quote! {
        #expect
        impl std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(#text)#(#oneofs)*#(#fields)*.finish()
            }
        }
    })
}

/// `new`, the setters, and a constructor for each form of the content.
pub(super) fn methods(message: &MessageIr, fields: &[FieldIr], oneofs: &[OneofIr]) -> TokenStream {
    let name = ident(&message.type_name);
    let expect = expect_deprecated(fields.iter().any(|field| field.deprecated));
    let new = new(message, fields, oneofs);
    let setters = fields
        .iter()
        .filter(|field| field.presence != Presence::Required)
        .map(setter);
    let contents = match oneofs {
        // With one oneof and nothing required beside it, the content is all that a message needs.
        [oneof] if fields.iter().all(|field| field.presence != Presence::Required) => {
            oneofs::constructors(oneof)
        }
        _ => Vec::new(),
    };
    quote! {
        #expect
        impl #name { #new #(#contents)* #(#setters)* }
    }
}

fn new(message: &MessageIr, fields: &[FieldIr], oneofs: &[OneofIr]) -> TokenStream {
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    for oneof in oneofs {
        let (name, kind) = (ident(&oneof.rust_name), ident(&oneof.type_name));
        parameters.push(quote!(#name: #kind));
        values.push(quote!(#name));
    }
    for field in fields {
        let name = ident(&field.rust_name);
        if field.presence == Presence::Required {
            let (kind, value) = parameter(&field.value, &quote!(#name));
            parameters.push(quote!(#name: #kind));
            let is_same = name == value.to_string();
            values.push(if is_same {
                quote!(#name)
            } else {
                quote!(#name: #value)
            });
        } else {
            values.push(quote!(#name: Default::default()));
        }
    }
    if message.constructor == Constructor::Default {
        let docs = item_docs(&format!("A new `{}` with nothing set.", message.type_name));
        return quote!(#docs #[must_use] pub fn new() -> Self { Self::default() });
    }
    let docs = item_docs(&format!("A new `{}` of what is required.", message.type_name));
    // clippy's limit is seven.
    let expect = (parameters.len() > 7)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the schema requires all of them")]));
    quote! {
        #docs
        #expect
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#values),* }
        }
    }
}

fn setter(field: &FieldIr) -> TokenStream {
    let name = ident(&field.rust_name);
    let setter = format_ident!("with_{}", field.rust_name);
    let (kind, value) = parameter(&field.value, &quote!(value));
    let value = if is_option(field) {
        quote!(Some(#value))
    } else {
        value
    };
    let docs = item_docs(&format!("Sets [`{0}`](Self::{0}).", field.rust_name));
    let deprecated = deprecation(field.deprecated);
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter(mut self, value: #kind) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// `From` for what stands for a whole message: the text of a part.
pub(super) fn conversions(message: &MessageIr, fields: &[FieldIr], oneofs: &[OneofIr]) -> Vec<TokenStream> {
    let [oneof] = oneofs else { return Vec::new() };
    let Some(first) = oneof.variants.first() else {
        return Vec::new();
    };
    if first.value.kind != Type::String
        || first.deprecated
        || fields.iter().any(|field| field.presence == Presence::Required)
    {
        return Vec::new();
    }
    let (name, constructor) = (ident(&message.type_name), ident(&first.constructor));
    let (name, constructor) = (&name, &constructor);
    [quote!(&str), quote!(String)]
        .into_iter()
        .map(|kind| {
            quote! {
                impl From<#kind> for #name {
                    fn from(value: #kind) -> Self { Self::#constructor(value) }
                }
            }
        })
        .collect()
}

/// Reading and writing.
pub(super) fn wire(message: &MessageIr, fields: &[FieldIr], oneofs: &[OneofIr]) -> TokenStream {
    let declarations = fields.iter().map(|field| {
        let name = local(&field.rust_name);
        quote!(let mut #name = None;)
    });
    let oneof_declarations = oneofs.iter().map(|oneof| {
        let declaration = oneofs::declaration(oneof);
        let name = local(&oneof.rust_name);
        quote!(let mut #name = #declaration;)
    });
    let arms = fields.iter().map(|field| {
        let (names, name) = (
            wire_names(&field.json_name, &field.proto_name),
            local(&field.rust_name),
        );
        quote!(#names => #name = input.value()?,)
    });
    let oneof_arms = oneofs.iter().flat_map(|oneof| {
        let name = local(&oneof.rust_name);
        oneofs::arms(oneof, &quote!(#name))
    });
    let otherwise = match oneofs {
        [] => quote!(input.skip()?),
        // An unknown member can be that of any oneof that has none otherwise, which is known only at the end.
        [first, ..] => {
            let name = local(&first.rust_name);
            quote!(#name.set_unknown(&name, &mut input)?)
        }
    };
    let values = fields.iter().map(|field| {
        let (name, local) = (ident(&field.rust_name), local(&field.rust_name));
        let json_name = &field.json_name;
        if is_option(field) {
            if name == local {
                quote!(#name)
            } else {
                quote!(#name: #local)
            }
        } else if has_default(field) {
            quote!(#name: #local.unwrap_or_default())
        } else {
            quote!(#name: #local.ok_or_else(|| serde::de::Error::missing_field(#json_name))?)
        }
    });
    let passes = oneofs.iter().zip(oneofs.iter().skip(1)).map(|(oneof, next)| {
        let (name, next) = (local(&oneof.rust_name), local(&next.rust_name));
        quote!(#name.pass_unknown(&mut #next);)
    });
    let oneof_values = oneofs.iter().map(|oneof| {
        let (name, local) = (ident(&oneof.rust_name), local(&oneof.rust_name));
        let kind = ident(&oneof.type_name);
        quote!(#name: #local.finish(#kind::Unrecognized)?)
    });
    let read = quote! {
        #(#oneof_declarations)*
        #(#declarations)*
        while let Some(name) = input.next_name()? {
            match &*name {
                #(#oneof_arms)*
                #(#arms)*
                _ => #otherwise,
            }
        }
        #(#passes)*
        Ok(Self { #(#oneof_values,)* #(#values),* })
    };
    let read = if fields.is_empty() && oneofs.is_empty() {
        quote!(while input.next_name()?.is_some() { input.skip()?; } Ok(Self {}))
    } else {
        read
    };
    let mut writes: Vec<_> = oneofs
        .iter()
        .map(|oneof| {
            let name = ident(&oneof.rust_name);
            quote!(self.#name.write_fields(object))
        })
        .collect();
    writes.extend(fields.iter().map(|field| {
        let (name, json_name) = (ident(&field.rust_name), &field.json_name);
        let write = match field.presence {
            Presence::Required => format_ident!("required"),
            _ if is_option(field) => format_ident!("optional"),
            _ => format_ident!("implicit"),
        };
        quote!(object.#write(#json_name, &self.#name))
    }));
    let write = match writes.split_last() {
        Some((last, others)) => quote!(#(#others?;)* #last),
        None => quote!(let _ = object; Ok(())),
    };
    let deprecated = fields.iter().any(|field| field.deprecated) || oneofs.iter().any(oneofs::has_deprecated);
    message_impl(message, deprecated, &read, &write)
}
