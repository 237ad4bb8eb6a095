// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `Part`.

use crate::{Bytes, Struct};
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object, Oneof, UnknownMember};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::Value;

/// One piece of content in a message or artifact (§4.1.6). It holds text, bytes, a link to a file
/// or a JSON value, and the member's name alone says which: the `kind` member of earlier versions
/// is gone (§A.2.1).
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The content, in exactly one of its four forms. A sender sets one member; a receiver refuses a
    /// part that has none or more than one. Some senders add `null` or empty siblings, which do not
    /// count.
    pub content: PartContent,
    /// Free-form JSON object that the sender attaches to the part. Extensions usually keep their data
    /// under their own URI (§4.6.2); unknown keys are ignored.
    pub metadata: Option<Struct>,
    /// Name for the content when it is kept as a file, such as `report.pdf`. Absent if it has none.
    /// Receivers drop any directory portion before using it as a path.
    pub filename: String,
    /// Media type of the content, such as `image/png`, allowed with every form of content. An agent
    /// that does not take it answers `ContentTypeNotSupportedError` (§3.3.2); absent leaves receivers
    /// to work it out.
    pub media_type: String,
}

impl Part {
    /// A new `Part` of what is required.
    #[must_use]
    pub fn new(content: PartContent) -> Self {
        Self {
            content,
            metadata: Default::default(),
            filename: Default::default(),
            media_type: Default::default(),
        }
    }
    /// Makes one that holds [`PartContent::Text`].
    #[must_use]
    pub fn text(value: impl Into<String>) -> Self {
        Self::new(PartContent::Text(value.into()))
    }
    /// Makes one that holds [`PartContent::Raw`].
    #[must_use]
    pub fn raw(value: impl Into<Bytes>) -> Self {
        Self::new(PartContent::Raw(value.into()))
    }
    /// Makes one that holds [`PartContent::Url`].
    #[must_use]
    pub fn url(value: impl Into<String>) -> Self {
        Self::new(PartContent::Url(value.into()))
    }
    /// Makes one that holds [`PartContent::Data`].
    #[must_use]
    pub fn data(value: impl Into<Value>) -> Self {
        Self::new(PartContent::Data(value.into()))
    }
    /// Sets [`metadata`](Self::metadata).
    #[must_use]
    pub fn with_metadata(mut self, value: Struct) -> Self {
        self.metadata = Some(value);
        self
    }
    /// Sets [`filename`](Self::filename).
    #[must_use]
    pub fn with_filename(mut self, value: impl Into<String>) -> Self {
        self.filename = value.into();
        self
    }
    /// Sets [`media_type`](Self::media_type).
    #[must_use]
    pub fn with_media_type(mut self, value: impl Into<String>) -> Self {
        self.media_type = value.into();
        self
    }
}

impl From<&str> for Part {
    fn from(value: &str) -> Self {
        Self::text(value)
    }
}

impl From<String> for Part {
    fn from(value: String) -> Self {
        Self::text(value)
    }
}

impl protojson::Message for Part {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut content = Oneof::new(&["text", "raw", "url", "data"]);
        let mut metadata = None;
        let mut filename = None;
        let mut media_type = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "text" => content.set("text", input.value()?, PartContent::Text),
                "raw" => content.set("raw", input.value()?, PartContent::Raw),
                "url" => content.set("url", input.value()?, PartContent::Url),
                "data" => content.set("data", input.value()?, PartContent::Data),
                "metadata" => metadata = input.value()?,
                "filename" => filename = input.value()?,
                "mediaType" | "media_type" => media_type = input.value()?,
                _ => content.set_unknown(&name, &mut input)?,
            }
        }
        Ok(Self {
            content: content.finish(PartContent::Unrecognized)?,
            metadata,
            filename: filename.unwrap_or_default(),
            media_type: media_type.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        self.content.write_fields(object)?;
        object.optional("metadata", &self.metadata)?;
        object.implicit("filename", &self.filename)?;
        object.implicit("mediaType", &self.media_type)
    }
}

/// The content, in exactly one of its four forms. A sender sets one member; a receiver refuses a
/// part that has none or more than one. Some senders add `null` or empty siblings, which do not
/// count.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PartContent {
    /// Content as text. `mediaType` can say more about it, for example `text/markdown`; without one,
    /// readers commonly take it as plain text.
    Text(String),
    /// Content of a file, carried inline. JSON holds it as base64 text; large files are better passed
    /// by `url`, since inline bytes count towards request size limits.
    Raw(Bytes),
    /// Address from which the receiver can download the content. It comes from the other side, so
    /// check where it leads before following it.
    Url(String),
    /// Structured content: any JSON value, scalars included. A `null` here is content, not an absent
    /// member.
    Data(Value),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl PartContent {
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Text(value) => object.required("text", value),
            Self::Raw(value) => object.required("raw", value),
            Self::Url(value) => object.required("url", value),
            Self::Data(value) => object.required("data", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(Part);

impl Part {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Part {
    fn check(&self, checker: &mut Checker) {
        match &self.content {
            PartContent::Text(_)
            | PartContent::Raw(_)
            | PartContent::Url(_)
            | PartContent::Data(_) => {}
            PartContent::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["text", "raw", "url", "data"])
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Part",
    fields: &[
        FieldInfo::new(
            "text",
            "text",
            Presence::Oneof("content"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "raw",
            "raw",
            Presence::Oneof("content"),
            Shape::Single,
            Kind::Bytes,
        ),
        FieldInfo::new(
            "url",
            "url",
            Presence::Oneof("content"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "data",
            "data",
            Presence::Oneof("content"),
            Shape::Single,
            Kind::Value,
        ),
        FieldInfo::new(
            "metadata",
            "metadata",
            Presence::Optional,
            Shape::Single,
            Kind::Struct,
        ),
        FieldInfo::new(
            "filename",
            "filename",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "mediaType",
            "media_type",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Part {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Part".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .optional("metadata", |message: &Self| &message.metadata)
            .implicit("filename", |message: &Self| &message.filename)
            .implicit("mediaType", |message: &Self| &message.media_type)
            .one_of(|choice| {
                choice
                    .member("text", PartContent::Text)
                    .member("raw", PartContent::Raw)
                    .member("url", PartContent::Url)
                    .member("data", PartContent::Data)
            })
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(Part);
