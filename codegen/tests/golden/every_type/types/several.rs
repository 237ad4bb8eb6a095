// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Several`.

use super::{Color, Point};
use ::a2a_bindings::Bytes;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Several oneofs; the one with the later name has the earlier fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Several {
    /// What is it?
    pub what: SeveralWhat,
    /// From where?
    pub origin: SeveralOrigin,
    /// `label`.
    pub label: String,
}

impl Several {
    /// A new `Several` of what is required.
    #[must_use]
    pub fn new(what: SeveralWhat, origin: SeveralOrigin) -> Self {
        Self {
            what,
            origin,
            label: Default::default(),
        }
    }
    /// Sets [`label`](Self::label).
    #[must_use]
    pub fn with_label(mut self, value: impl Into<String>) -> Self {
        self.label = value.into();
        self
    }
}

impl protojson::Message for Several {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut what = Oneof::new(&["thing", "place"]);
        let mut origin = Oneof::new(&["sender", "digest", "flag"]);
        let mut label = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "thing" => what.set("thing", input.value()?, SeveralWhat::Thing),
                "place" => what.set("place", input.value()?, SeveralWhat::Place),
                "sender" => origin.set("sender", input.value()?, SeveralOrigin::Sender),
                "digest" => origin.set("digest", input.value()?, SeveralOrigin::Digest),
                "flag" => origin.set("flag", input.value()?, SeveralOrigin::Flag),
                "label" => label = input.value()?,
                _ => what.set_unknown(&name, &mut input)?,
            }
        }
        what.pass_unknown(&mut origin);
        Ok(Self {
            what: what.finish(SeveralWhat::Unrecognized)?,
            origin: origin.finish(SeveralOrigin::Unrecognized)?,
            label: label.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        self.what.write_fields(object)?;
        self.origin.write_fields(object)?;
        object.implicit("label", &self.label)
    }
}

/// What is it?
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SeveralWhat {
    /// `thing`.
    Thing(String),
    /// `place`.
    Place(Point),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl SeveralWhat {
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Thing(value) => object.required("thing", value),
            Self::Place(value) => object.required("place", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

impl From<Point> for SeveralWhat {
    fn from(value: Point) -> Self {
        Self::Place(value)
    }
}

/// From where?
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SeveralOrigin {
    /// `sender`.
    Sender(String),
    /// `digest`.
    Digest(Bytes),
    /// `flag`.
    Flag(Color),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl SeveralOrigin {
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Sender(value) => object.required("sender", value),
            Self::Digest(value) => object.required("digest", value),
            Self::Flag(value) => object.required("flag", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

impl From<Color> for SeveralOrigin {
    fn from(value: Color) -> Self {
        Self::Flag(value)
    }
}

protojson::message!(Several);

impl Several {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Several {
    fn check(&self, checker: &mut Checker) {
        match &self.what {
            SeveralWhat::Place(value) => checker.field("place", value),
            SeveralWhat::Thing(_) => {}
            SeveralWhat::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["thing", "place"])
            }
        }
        match &self.origin {
            SeveralOrigin::Flag(value) => checker.field("flag", value),
            SeveralOrigin::Sender(_) | SeveralOrigin::Digest(_) => {}
            SeveralOrigin::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["sender", "digest", "flag"])
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Several",
    fields: &[
        FieldInfo::new(
            "thing",
            "thing",
            Presence::Oneof("what"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "place",
            "place",
            Presence::Oneof("what"),
            Shape::Single,
            Kind::Message(&super::point::INFO),
        ),
        FieldInfo::new(
            "label",
            "label",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "sender",
            "sender",
            Presence::Oneof("origin"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "digest",
            "digest",
            Presence::Oneof("origin"),
            Shape::Single,
            Kind::Bytes,
        ),
        FieldInfo::new(
            "flag",
            "flag",
            Presence::Oneof("origin"),
            Shape::Single,
            Kind::Enum("COLOR_UNSPECIFIED"),
        ),
    ],
};
