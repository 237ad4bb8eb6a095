// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `self`.

use super::ResultType;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// A oneof whose members are named like the methods of their message.
#[derive(Debug, Clone, PartialEq)]
pub struct SelfType {
    /// The `value` of a `SelfType`.
    pub value: SelfTypeValue,
    /// `self`.
    pub self_: String,
}

impl SelfType {
    /// A new `SelfType` of what is required.
    #[must_use]
    pub fn new(value: SelfTypeValue) -> Self {
        Self {
            value,
            self_: Default::default(),
        }
    }
    /// Makes one that holds [`SelfTypeValue::New`].
    #[must_use]
    pub fn new_(value: impl Into<String>) -> Self {
        Self::new(SelfTypeValue::New(value.into()))
    }
    /// Makes one that holds [`SelfTypeValue::Validate`].
    #[must_use]
    pub fn validate_(value: impl Into<String>) -> Self {
        Self::new(SelfTypeValue::Validate(value.into()))
    }
    /// Makes one that holds [`SelfTypeValue::From`].
    #[must_use]
    pub fn from(value: impl Into<String>) -> Self {
        Self::new(SelfTypeValue::From(value.into()))
    }
    /// Makes one that holds [`SelfTypeValue::Default`].
    #[must_use]
    pub fn default(value: impl Into<String>) -> Self {
        Self::new(SelfTypeValue::Default(value.into()))
    }
    /// Makes one that holds [`SelfTypeValue::Type`].
    #[must_use]
    pub fn r#type(value: impl Into<String>) -> Self {
        Self::new(SelfTypeValue::Type(value.into()))
    }
    /// Makes one that holds [`SelfTypeValue::Result`].
    #[must_use]
    pub fn result(value: impl Into<String>) -> Self {
        Self::new(SelfTypeValue::Result(value.into()))
    }
    /// Makes one that holds [`SelfTypeValue::Outcome`].
    #[must_use]
    pub fn outcome(value: ResultType) -> Self {
        Self::new(SelfTypeValue::Outcome(value))
    }
    /// Makes one that holds [`SelfTypeValue::Name`].
    #[must_use]
    pub fn name(value: impl Into<String>) -> Self {
        Self::new(SelfTypeValue::Name(value.into()))
    }
    /// Makes one that holds [`SelfTypeValue::Object`].
    #[must_use]
    pub fn object(value: impl Into<String>) -> Self {
        Self::new(SelfTypeValue::Object(value.into()))
    }
    /// Makes one that holds [`SelfTypeValue::Input`].
    #[must_use]
    pub fn input(value: impl Into<String>) -> Self {
        Self::new(SelfTypeValue::Input(value.into()))
    }
    /// Sets [`self_`](Self::self_).
    #[must_use]
    pub fn with_self_(mut self, value: impl Into<String>) -> Self {
        self.self_ = value.into();
        self
    }
}

impl From<&str> for SelfType {
    fn from(value: &str) -> Self {
        Self::new_(value)
    }
}

impl From<String> for SelfType {
    fn from(value: String) -> Self {
        Self::new_(value)
    }
}

impl protojson::Message for SelfType {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut value = Oneof::new(
            &[
                "new",
                "validate",
                "from",
                "default",
                "type",
                "result",
                "outcome",
                "name",
                "object",
                "input",
            ],
        );
        let mut self_ = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "new" => value.set("new", input.value()?, SelfTypeValue::New),
                "validate" => {
                    value.set("validate", input.value()?, SelfTypeValue::Validate)
                }
                "from" => value.set("from", input.value()?, SelfTypeValue::From),
                "default" => value.set("default", input.value()?, SelfTypeValue::Default),
                "type" => value.set("type", input.value()?, SelfTypeValue::Type),
                "result" => value.set("result", input.value()?, SelfTypeValue::Result),
                "outcome" => value.set("outcome", input.value()?, SelfTypeValue::Outcome),
                "name" => value.set("name", input.value()?, SelfTypeValue::Name),
                "object" => value.set("object", input.value()?, SelfTypeValue::Object),
                "input" => value.set("input", input.value()?, SelfTypeValue::Input),
                "self" => self_ = input.value()?,
                _ => value.set_unknown(&name, &mut input)?,
            }
        }
        Ok(Self {
            value: value.finish(SelfTypeValue::Unrecognized)?,
            self_: self_.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        self.value.write_fields(object)?;
        object.implicit("self", &self.self_)
    }
}

/// The `value` of a `SelfType`.
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SelfTypeValue {
    /// `new`.
    New(String),
    /// `validate`.
    Validate(String),
    /// `from`.
    From(String),
    /// `default`.
    Default(String),
    /// `type`.
    Type(String),
    /// `result`.
    Result(String),
    /// `outcome`.
    Outcome(ResultType),
    /// `name`.
    Name(String),
    /// `object`.
    Object(String),
    /// `input`.
    Input(String),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl SelfTypeValue {
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::New(value) => object.required("new", value),
            Self::Validate(value) => object.required("validate", value),
            Self::From(value) => object.required("from", value),
            Self::Default(value) => object.required("default", value),
            Self::Type(value) => object.required("type", value),
            Self::Result(value) => object.required("result", value),
            Self::Outcome(value) => object.required("outcome", value),
            Self::Name(value) => object.required("name", value),
            Self::Object(value) => object.required("object", value),
            Self::Input(value) => object.required("input", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

impl From<ResultType> for SelfTypeValue {
    fn from(value: ResultType) -> Self {
        Self::Outcome(value)
    }
}

protojson::message!(SelfType);

impl SelfType {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for SelfType {
    fn check(&self, checker: &mut Checker) {
        match &self.value {
            SelfTypeValue::Outcome(value) => checker.field("outcome", value),
            SelfTypeValue::New(_)
            | SelfTypeValue::Validate(_)
            | SelfTypeValue::From(_)
            | SelfTypeValue::Default(_)
            | SelfTypeValue::Type(_)
            | SelfTypeValue::Result(_)
            | SelfTypeValue::Name(_)
            | SelfTypeValue::Object(_)
            | SelfTypeValue::Input(_) => {}
            SelfTypeValue::Unrecognized(unknown) => {
                checker
                    .unknown_member(
                        unknown,
                        &[
                            "new",
                            "validate",
                            "from",
                            "default",
                            "type",
                            "result",
                            "outcome",
                            "name",
                            "object",
                            "input",
                        ],
                    )
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "self",
    fields: &[
        FieldInfo::new("self", "self", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new(
            "new",
            "new",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "validate",
            "validate",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "from",
            "from",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "default",
            "default",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "type",
            "type",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "result",
            "result",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "outcome",
            "outcome",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::Message(&super::result::INFO),
        ),
        FieldInfo::new(
            "name",
            "name",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "object",
            "object",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "input",
            "input",
            Presence::Oneof("value"),
            Shape::Single,
            Kind::String,
        ),
    ],
};
