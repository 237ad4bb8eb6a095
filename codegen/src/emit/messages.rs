//! A message: its type, constructors, wire form, checks and table.

use super::docs::docs;
use super::{expect_deprecated, expect_deprecated_inside, ident, json_schema, oneofs, structs, validation};
use crate::emit::Module;
use crate::generate::Emit;
use crate::lower::{Body, MessageIr, ValueIr};
use crate::model::{Field, Presence, Shape, Type};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeSet;

pub(super) fn module(message: &MessageIr, emit: Emit, support: &TokenStream) -> Module {
    let mut items = vec![imports(message, support)];
    match &message.body {
        Body::Struct { fields, oneofs } => {
            items.push(structs::definition(message, fields, oneofs));
            items.extend(structs::debug(message, fields, oneofs));
            items.push(structs::methods(message, fields, oneofs));
            items.extend(structs::conversions(message, fields, oneofs));
            items.push(structs::wire(message, fields, oneofs));
            items.extend(oneofs.iter().flat_map(oneofs::items));
        }
        Body::Union(oneof) => {
            items.push(oneofs::definition(oneof, &message.docs, message.deprecated));
            items.extend(oneofs::conversions(oneof));
            items.push(oneofs::union_wire(message, oneof));
        }
    }
    let name = ident(&message.type_name);
    items.push(quote!(protojson::message!(#name);));
    items.extend(validation::items(message));
    items.push(info(message));
    if emit.json_schema {
        items.push(json_schema::message(message, support));
    }
    let docs = docs(&format!("`{}`.", message.spec_name));
    let expect = expect_deprecated_inside(message.names_deprecated);
    Module::leaf(&message.module, quote!(#docs #expect), items)
}

/// What the items of a message name.
fn imports(message: &MessageIr, support: &TokenStream) -> TokenStream {
    let uses = |kind: &Type| message.infos.iter().any(|(field, _)| field.kind == *kind);
    let types: BTreeSet<_> = message
        .infos
        .iter()
        .filter_map(|(_, value)| value.type_name.as_deref())
        .filter(|name| *name != message.type_name)
        .collect();
    let types: Vec<_> = types.into_iter().map(ident).collect();
    let types = (!types.is_empty()).then(|| quote!(use super::{#(#types),*};));
    let has_oneofs = !matches!(&message.body, Body::Struct { oneofs, .. } if oneofs.is_empty());
    let oneof = has_oneofs.then(|| quote!(, Oneof, UnknownMember));
    let tables = (!message.infos.is_empty()).then(|| quote!(FieldInfo, Kind,));
    let more_tables = (!message.infos.is_empty()).then(|| quote!(, Presence, Shape));
    let known = [
        (Type::Bytes, quote!(Bytes)),
        (Type::Struct, quote!(Struct)),
        (Type::Timestamp, quote!(Timestamp)),
    ];
    let known: Vec<_> = known
        .iter()
        .filter(|(kind, _)| uses(kind))
        .map(|(_, name)| name)
        .collect();
    let known = (!known.is_empty()).then(|| quote!(use #support::{#(#known),*};));
    let value = uses(&Type::Value).then(|| {
        quote!(
            use serde_json::Value;
        )
    });
    let has_map = message.infos.iter().any(|(field, _)| field.shape == Shape::Map);
    let map = has_map.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    quote! {
        #types
        #known
        use #support::protocol::{#tables MessageInfo #more_tables};
        use #support::protojson::{self, Fields, Object #oneof};
        use #support::validate::{self, Checker, Validate, Violations};
        use serde::de::MapAccess;
        use serde::ser::SerializeMap;
        #value
        #map
    }
}

/// The table of the message's fields.
fn info(message: &MessageIr) -> TokenStream {
    let name = &message.spec_name;
    let fields = message
        .infos
        .iter()
        .map(|(field, value)| field_info(field, value));
    quote! {
        pub(super) static INFO: MessageInfo = MessageInfo { name: #name, fields: &[#(#fields),*] };
    }
}

fn field_info(field: &Field, value: &ValueIr) -> TokenStream {
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
    let kind = match (&value.kind, &value.zero, &value.module) {
        (Type::Named(_), Some(zero), _) => quote!(Enum(#zero)),
        // The tables themselves: a constant that leads to them could not be part of a cycle.
        (Type::Named(_), None, Some(module)) => {
            let module = ident(module);
            quote!(Message(&super::#module::INFO))
        }
        (Type::Named(_), None, None) => quote!(Message(&INFO)),
        (Type::String, ..) => quote!(String),
        (Type::Bool, ..) => quote!(Bool),
        (Type::Int32 | Type::Uint32 | Type::Int64 | Type::Uint64, ..) => quote!(Integer),
        (Type::Float | Type::Double, ..) => quote!(Float),
        (Type::Bytes, ..) => quote!(Bytes),
        (Type::Timestamp, ..) => quote!(Timestamp),
        (Type::Struct, ..) => quote!(Struct),
        (Type::Value, ..) => quote!(Value),
    };
    quote!(FieldInfo::new(#name, #proto_name, Presence::#presence, Shape::#shape, Kind::#kind))
}

/// The `impl protojson::Message` around the two function bodies.
pub(super) fn message_impl(
    message: &MessageIr,
    deprecated: bool,
    read: &TokenStream,
    write: &TokenStream,
) -> TokenStream {
    let name = ident(&message.type_name);
    let expect = expect_deprecated(deprecated);
    quote! {
        #expect
        impl protojson::Message for #name {
            const INFO: &'static MessageInfo = &INFO;

            fn read_fields<'de, A: MapAccess<'de>>(
                mut input: Fields<'de, A>,
            ) -> Result<Self, A::Error> {
                #read
            }

            fn write_fields<M: SerializeMap>(
                &self,
                object: &mut Object<M>,
            ) -> Result<(), M::Error> {
                #write
            }
        }
    }
}

/// The names that a member can have on the wire.
pub(super) fn wire_names(json_name: &str, proto_name: &str) -> TokenStream {
    if json_name == proto_name {
        quote!(#json_name)
    } else {
        quote!(#json_name | #proto_name)
    }
}

/// A local for a field that is being read, kept apart from the other names in the function.
pub(super) fn local(rust_name: &str) -> proc_macro2::Ident {
    match rust_name {
        "input" | "name" | "object" => format_ident!("{rust_name}_"),
        _ => ident(rust_name),
    }
}
