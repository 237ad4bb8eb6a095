// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Beside`.

use super::{Color, Point};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::collections::BTreeMap;

/// A oneof beside required fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// The `content` of a `Beside`.
    pub content: BesideContent,
    /// `id`.
    pub id: String,
    /// `labels`.
    pub labels: Vec<String>,
    /// `counts`.
    pub counts: BTreeMap<String, i32>,
    /// `color`.
    pub color: Color,
}

impl Beside {
    /// A new `Beside` of what is required.
    #[must_use]
    pub fn new(
        content: BesideContent,
        id: impl Into<String>,
        labels: impl IntoIterator<Item = impl Into<String>>,
        counts: impl IntoIterator<Item = (impl Into<String>, impl Into<i32>)>,
        color: Color,
    ) -> Self {
        Self {
            content,
            id: id.into(),
            labels: labels.into_iter().map(Into::into).collect(),
            counts: counts
                .into_iter()
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
            color,
        }
    }
}

impl protojson::Message for Beside {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut content = Oneof::new(&["text", "point"]);
        let mut id = None;
        let mut labels = None;
        let mut counts = None;
        let mut color = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "text" => content.set("text", input.value()?, BesideContent::Text),
                "point" => content.set("point", input.value()?, BesideContent::Point),
                "id" => id = input.value()?,
                "labels" => labels = input.value()?,
                "counts" => counts = input.value()?,
                "color" => color = input.value()?,
                _ => content.set_unknown(&name, &mut input)?,
            }
        }
        Ok(Self {
            content: content.finish(BesideContent::Unrecognized)?,
            id: id.unwrap_or_default(),
            labels: labels.unwrap_or_default(),
            counts: counts.unwrap_or_default(),
            color: color.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        self.content.write_fields(object)?;
        object.required("id", &self.id)?;
        object.required("labels", &self.labels)?;
        object.required("counts", &self.counts)?;
        object.required("color", &self.color)
    }
}

/// The `content` of a `Beside`.
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum BesideContent {
    /// `text`.
    Text(String),
    /// `point`.
    Point(Point),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl BesideContent {
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Text(value) => object.required("text", value),
            Self::Point(value) => object.required("point", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

impl From<Point> for BesideContent {
    fn from(value: Point) -> Self {
        Self::Point(value)
    }
}

protojson::message!(Beside);

impl Beside {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Beside {
    fn check(&self, checker: &mut Checker) {
        match &self.content {
            BesideContent::Point(value) => checker.field("point", value),
            BesideContent::Text(_) => {}
            BesideContent::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["text", "point"])
            }
        }
        checker.not_empty("id", &self.id);
        checker.min_items("labels", self.labels.len(), 1);
        checker.not_default("color", &self.color);
        checker.field("color", &self.color);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Beside",
    fields: &[
        FieldInfo::new("id", "id", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "labels",
            "labels",
            Presence::Required,
            Shape::Repeated,
            Kind::String,
        ),
        FieldInfo::new(
            "counts",
            "counts",
            Presence::Required,
            Shape::Map,
            Kind::Integer,
        ),
        FieldInfo::new(
            "color",
            "color",
            Presence::Required,
            Shape::Single,
            Kind::Enum("COLOR_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "text",
            "text",
            Presence::Oneof("content"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "point",
            "point",
            Presence::Oneof("content"),
            Shape::Single,
            Kind::Message(&super::point::INFO),
        ),
    ],
};
