// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Old`.
#![expect(deprecated, reason = "what is deprecated is still read and written")]

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// All of it is deprecated.
#[deprecated]
#[derive(Debug, Clone, PartialEq)]
pub struct Old {
    /// The `content` of a `Old`.
    pub content: OldContent,
    /// `text`.
    pub text: String,
    /// `older`.
    pub older: Option<Box<Old>>,
}

impl Old {
    /// A new `Old` of what is required.
    #[must_use]
    pub fn new(content: OldContent, text: impl Into<String>) -> Self {
        Self {
            content,
            text: text.into(),
            older: Default::default(),
        }
    }
    /// Sets [`older`](Self::older).
    #[must_use]
    pub fn with_older(mut self, value: Old) -> Self {
        self.older = Some(Box::new(value));
        self
    }
}

impl protojson::Message for Old {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut content = Oneof::new(&["name", "number"]);
        let mut text = None;
        let mut older = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "name" => content.set("name", input.value()?, OldContent::Name),
                "number" => content.set("number", input.value()?, OldContent::Number),
                "text" => text = input.value()?,
                "older" => older = input.value()?,
                _ => content.set_unknown(&name, &mut input)?,
            }
        }
        Ok(Self {
            content: content.finish(OldContent::Unrecognized)?,
            text: text.unwrap_or_default(),
            older,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        self.content.write_fields(object)?;
        object.required("text", &self.text)?;
        object.optional("older", &self.older)
    }
}

/// The `content` of a `Old`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OldContent {
    /// `name`.
    Name(String),
    /// `number`.
    Number(i32),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl OldContent {
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Name(value) => object.required("name", value),
            Self::Number(value) => object.required("number", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(Old);

impl Old {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Old {
    fn check(&self, checker: &mut Checker) {
        match &self.content {
            OldContent::Name(_) | OldContent::Number(_) => {}
            OldContent::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["name", "number"])
            }
        }
        checker.not_empty("text", &self.text);
        checker.field("older", &self.older);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Old",
    fields: &[
        FieldInfo::new("text", "text", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "older",
            "older",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&INFO),
        ),
        FieldInfo::new(
            "name",
            "name",
            Presence::Oneof("content"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "number",
            "number",
            Presence::Oneof("content"),
            Shape::Single,
            Kind::Integer,
        ),
    ],
};
