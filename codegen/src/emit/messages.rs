//! A message: its type, constructors, wire form, checks and table.

use super::docs::docs;
use super::{expect_deprecated, ident, json_schema, oneofs, structs, validation};
use crate::emit::Module;
use crate::generate::Emit;
use crate::lower::{Body, MessageIr, ValueIr};
use crate::model::{Field, Presence, Shape, Type};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn module(message: &MessageIr, emit: Emit, support: &TokenStream) -> Module {
    let mut items = match &message.body {
        Body::Struct { fields, oneofs } => {
            let mut items = vec![
                structs::definition(message, fields, oneofs, support),
                structs::methods(message, fields, oneofs, support),
            ];
            items.extend(structs::conversions(message, fields, oneofs));
            items.push(structs::wire(message, fields, oneofs, support));
            items.extend(oneofs.iter().flat_map(|oneof| oneofs::items(oneof, support)));
            items
        }
        Body::Union(oneof) => {
            let mut items = vec![oneofs::definition(oneof, &message.docs, message.deprecated, support)];
            items.extend(oneofs::conversions(oneof, support));
            items.push(oneofs::union_wire(message, oneof, support));
            items
        }
    };
    let name = ident(&message.type_name);
    items.push(quote!(#support::protojson::message!(#name);));
    items.extend(validation::items(message, support));
    items.push(info(message, support));
    if emit.json_schema {
        items.push(json_schema::message(message, support));
    }
    Module::leaf(&message.module, docs(&format!("`{}`.", message.spec_name)), items)
}

/// The table of the message's fields.
fn info(message: &MessageIr, support: &TokenStream) -> TokenStream {
    let protocol = quote!(#support::protocol);
    let name = &message.spec_name;
    let fields = message.infos.iter().map(|(field, value)| field_info(field, value, support));
    quote! {
        static INFO: #protocol::MessageInfo =
            #protocol::MessageInfo { name: #name, fields: &[#(#fields),*] };
    }
}

fn field_info(field: &Field, value: &ValueIr, support: &TokenStream) -> TokenStream {
    let protocol = quote!(#support::protocol);
    let (name, proto_name) = (&field.name, &field.proto_name);
    let presence = match &field.presence {
        Presence::Required => quote!(Required),
        Presence::Optional => quote!(Optional),
        Presence::Implicit => quote!(Implicit),
        Presence::Oneof(oneof) => quote!(Oneof(#oneof)),
    };
    let shape = match field.shape {
        Shape::Single => quote!(Single),
        Shape::Repeated => quote!(Repeated),
        Shape::Map => quote!(Map),
    };
    let kind = match (&value.kind, &value.zero, &value.type_name) {
        (Type::Named(_), Some(zero), _) => quote!(Enum(#zero)),
        (Type::Named(_), None, Some(name)) => {
            let name = ident(name);
            quote!(Message(<super::#name as #support::protojson::Message>::INFO))
        }
        (Type::String, ..) => quote!(String),
        (Type::Bool, ..) => quote!(Bool),
        (Type::Int32 | Type::Uint32 | Type::Int64 | Type::Uint64, ..) => quote!(Integer),
        (Type::Float | Type::Double, ..) => quote!(Float),
        (Type::Bytes, ..) => quote!(Bytes),
        (Type::Timestamp, ..) => quote!(Timestamp),
        (Type::Struct, ..) => quote!(Struct),
        (Type::Value | Type::Named(_), ..) => quote!(Value),
    };
    quote! {
        #protocol::FieldInfo {
            name: #name,
            proto_name: #proto_name,
            presence: #protocol::Presence::#presence,
            shape: #protocol::Shape::#shape,
            kind: #protocol::Kind::#kind,
        }
    }
}

/// The `impl protojson::Message` around the two function bodies.
pub(super) fn message_impl(
    message: &MessageIr,
    deprecated: bool,
    read: &TokenStream,
    write: &TokenStream,
    support: &TokenStream,
) -> TokenStream {
    let name = ident(&message.type_name);
    let expect = expect_deprecated(deprecated);
    quote! {
        #expect
        impl #support::protojson::Message for #name {
            const INFO: &'static #support::protocol::MessageInfo = &INFO;

            fn read_fields<'de, A: serde::de::MapAccess<'de>>(
                mut input: #support::protojson::Fields<'de, A>,
            ) -> Result<Self, A::Error> {
                #read
            }

            fn write_fields<M: serde::ser::SerializeMap>(
                &self,
                object: &mut #support::protojson::Object<M>,
            ) -> Result<(), M::Error> {
                #write
            }
        }
    }
}

/// The names that a member can have on the wire.
pub(super) fn wire_names(json_name: &str, proto_name: &str) -> TokenStream {
    if json_name == proto_name { quote!(#json_name) } else { quote!(#json_name | #proto_name) }
}

/// A local for a field that is being read, kept apart from the other names in the function.
pub(super) fn local(rust_name: &str) -> proc_macro2::Ident {
    match rust_name {
        "input" | "name" | "object" => format_ident!("{rust_name}_"),
        _ => ident(rust_name),
    }
}
