// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Aging`.

use super::Point;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Some of it is deprecated.
#[derive(Debug, Clone, PartialEq)]
pub struct Aging {
    /// The `content` of a `Aging`.
    pub content: AgingContent,
    /// `fresh`.
    pub fresh: String,
    /// `stale`.
    #[deprecated]
    pub stale: String,
    /// `corner`.
    #[deprecated]
    pub corner: Option<Point>,
}

#[expect(deprecated, reason = "what is deprecated is still read and written")]
impl Aging {
    /// A new `Aging` of what is required.
    #[must_use]
    pub fn new(content: AgingContent) -> Self {
        Self {
            content,
            fresh: Default::default(),
            stale: Default::default(),
            corner: Default::default(),
        }
    }
    /// Makes one that holds [`AgingContent::Markdown`].
    #[must_use]
    pub fn markdown(value: impl Into<String>) -> Self {
        Self::new(AgingContent::Markdown(value.into()))
    }
    /// Sets [`fresh`](Self::fresh).
    #[must_use]
    pub fn with_fresh(mut self, value: impl Into<String>) -> Self {
        self.fresh = value.into();
        self
    }
    /// Sets [`stale`](Self::stale).
    #[deprecated]
    #[must_use]
    pub fn with_stale(mut self, value: impl Into<String>) -> Self {
        self.stale = value.into();
        self
    }
    /// Sets [`corner`](Self::corner).
    #[deprecated]
    #[must_use]
    pub fn with_corner(mut self, value: Point) -> Self {
        self.corner = Some(value);
        self
    }
}

#[expect(deprecated, reason = "what is deprecated is still read and written")]
impl protojson::Message for Aging {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut content = Oneof::new(&["text", "markdown", "point"]);
        let mut fresh = None;
        let mut stale = None;
        let mut corner = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "text" => content.set("text", input.value()?, AgingContent::Text),
                "markdown" => {
                    content.set("markdown", input.value()?, AgingContent::Markdown)
                }
                "point" => content.set("point", input.value()?, AgingContent::Point),
                "fresh" => fresh = input.value()?,
                "stale" => stale = input.value()?,
                "corner" => corner = input.value()?,
                _ => content.set_unknown(&name, &mut input)?,
            }
        }
        Ok(Self {
            content: content.finish(AgingContent::Unrecognized)?,
            fresh: fresh.unwrap_or_default(),
            stale: stale.unwrap_or_default(),
            corner,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        self.content.write_fields(object)?;
        object.implicit("fresh", &self.fresh)?;
        object.implicit("stale", &self.stale)?;
        object.optional("corner", &self.corner)
    }
}

/// The `content` of a `Aging`.
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AgingContent {
    /// `text`.
    #[deprecated]
    Text(String),
    /// `markdown`.
    Markdown(String),
    /// `point`.
    #[deprecated]
    Point(Point),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

#[expect(deprecated, reason = "what is deprecated is still read and written")]
impl AgingContent {
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Text(value) => object.required("text", value),
            Self::Markdown(value) => object.required("markdown", value),
            Self::Point(value) => object.required("point", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(Aging);

impl Aging {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

#[expect(deprecated, reason = "what is deprecated is still read and written")]
impl Validate for Aging {
    fn check(&self, checker: &mut Checker) {
        match &self.content {
            AgingContent::Point(value) => checker.field("point", value),
            AgingContent::Text(_) | AgingContent::Markdown(_) => {}
            AgingContent::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["text", "markdown", "point"])
            }
        }
        checker.field("corner", &self.corner);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Aging",
    fields: &[
        FieldInfo::new(
            "fresh",
            "fresh",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "stale",
            "stale",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "corner",
            "corner",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::point::INFO),
        ),
        FieldInfo::new(
            "text",
            "text",
            Presence::Oneof("content"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "markdown",
            "markdown",
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
