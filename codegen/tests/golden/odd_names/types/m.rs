// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `M`.

use super::TType;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Another one.
#[derive(Debug, Clone, PartialEq)]
pub struct MType {
    /// The `kind` of a `MType`.
    pub kind: MTypeKind,
    /// `t`.
    pub t: Option<Box<TType>>,
}

impl MType {
    /// A new `MType` of what is required.
    #[must_use]
    pub fn new(kind: MTypeKind) -> Self {
        Self {
            kind,
            t: Default::default(),
        }
    }
    /// Makes one that holds [`MTypeKind::Text`].
    #[must_use]
    pub fn text(value: impl Into<String>) -> Self {
        Self::new(MTypeKind::Text(value.into()))
    }
    /// Makes one that holds [`MTypeKind::Number`].
    #[must_use]
    pub fn number(value: i32) -> Self {
        Self::new(MTypeKind::Number(value))
    }
    /// Sets [`t`](Self::t).
    #[must_use]
    pub fn with_t(mut self, value: TType) -> Self {
        self.t = Some(Box::new(value));
        self
    }
}

impl From<&str> for MType {
    fn from(value: &str) -> Self {
        Self::text(value)
    }
}

impl From<String> for MType {
    fn from(value: String) -> Self {
        Self::text(value)
    }
}

impl protojson::Message for MType {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut kind = Oneof::new(&["text", "number"]);
        let mut t = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "text" => kind.set("text", input.value()?, MTypeKind::Text),
                "number" => kind.set("number", input.value()?, MTypeKind::Number),
                "t" => t = input.value()?,
                _ => kind.set_unknown(&name, &mut input)?,
            }
        }
        Ok(Self {
            kind: kind.finish(MTypeKind::Unrecognized)?,
            t,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        self.kind.write_fields(object)?;
        object.optional("t", &self.t)
    }
}

/// The `kind` of a `MType`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MTypeKind {
    /// `text`.
    Text(String),
    /// `number`.
    Number(i32),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl MTypeKind {
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Text(value) => object.required("text", value),
            Self::Number(value) => object.required("number", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(MType);

impl MType {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for MType {
    fn check(&self, checker: &mut Checker) {
        match &self.kind {
            MTypeKind::Text(_) | MTypeKind::Number(_) => {}
            MTypeKind::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["text", "number"])
            }
        }
        checker.field("t", &self.t);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "M",
    fields: &[
        FieldInfo::new(
            "t",
            "t",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::t::INFO),
        ),
        FieldInfo::new(
            "text",
            "text",
            Presence::Oneof("kind"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "number",
            "number",
            Presence::Oneof("kind"),
            Shape::Single,
            Kind::Integer,
        ),
    ],
};
