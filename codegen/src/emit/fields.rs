//! What a field's value is in Rust.

use super::ident;
use crate::lower::{FieldIr, ValueIr};
use crate::model::{Presence, Shape, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// The type of a single value.
pub(super) fn value_type(value: &ValueIr) -> TokenStream {
    let plain = match (&value.kind, &value.type_name) {
        (Type::Named(_), Some(name)) => {
            let name = ident(name);
            quote!(#name)
        }
        (Type::String, _) => quote!(String),
        (Type::Bool, _) => quote!(bool),
        (Type::Int32, _) => quote!(i32),
        (Type::Uint32, _) => quote!(u32),
        (Type::Int64, _) => quote!(i64),
        (Type::Uint64, _) => quote!(u64),
        (Type::Float, _) => quote!(f32),
        (Type::Double, _) => quote!(f64),
        (Type::Bytes, _) => quote!(Bytes),
        (Type::Timestamp, _) => quote!(Timestamp),
        (Type::Struct, _) => quote!(Struct),
        (Type::Value | Type::Named(_), _) => quote!(Value),
    };
    if value.boxed { quote!(Box<#plain>) } else { plain }
}

/// The type of all that a field holds, without regard to its presence.
fn shaped_type(value: &ValueIr) -> TokenStream {
    let single = value_type(value);
    match value.shape {
        Shape::Single => single,
        Shape::Repeated => quote!(Vec<#single>),
        Shape::Map => quote!(BTreeMap<String, #single>),
    }
}

/// The type of a field.
pub(super) fn field_type(field: &FieldIr) -> TokenStream {
    let shaped = shaped_type(&field.value);
    if is_option(field) {
        quote!(Option<#shaped>)
    } else {
        shaped
    }
}

/// Whether the field can be absent, as opposed to having its default.
pub(super) fn is_option(field: &FieldIr) -> bool {
    field.presence == Presence::Optional && field.value.shape == Shape::Single
}

/// Whether a field that is not on the wire has a value all the same (ProtoJSON leaves defaults out).
pub(super) fn has_default(field: &FieldIr) -> bool {
    let value = &field.value;
    let is_message = matches!(value.kind, Type::Named(_)) && value.zero.is_none();
    let is_object = matches!(value.kind, Type::Struct | Type::Timestamp | Type::Value);
    value.shape != Shape::Single || !(is_message || is_object)
}

/// How a value is taken by a constructor or setter: the parameter's type, and the conversion of `value`.
pub(super) fn parameter(value: &ValueIr, name: &TokenStream) -> (TokenStream, TokenStream) {
    let single = value_type(value);
    match (value.shape, &value.kind) {
        (Shape::Single, _) if value.boxed => {
            let inner = value_type(&ValueIr {
                boxed: false,
                ..value.clone()
            });
            (inner, quote!(Box::new(#name)))
        }
        (Shape::Single, Type::String | Type::Bytes | Type::Value) => {
            (quote!(impl Into<#single>), quote!(#name.into()))
        }
        (Shape::Single, _) => (single, name.clone()),
        (Shape::Repeated, _) => (
            quote!(impl IntoIterator<Item = impl Into<#single>>),
            quote!(#name.into_iter().map(Into::into).collect()),
        ),
        (Shape::Map, _) => (
            quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#single>)>),
            quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
        ),
    }
}

/// Whether a value can be wrong beyond its form.
pub(super) fn is_checked(value: &ValueIr) -> bool {
    matches!(value.kind, Type::Named(_))
}
