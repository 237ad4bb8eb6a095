// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Expression`.

use super::Expressions;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// As a member of a oneof beside other fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// The `kind` of a `Expression`.
    pub kind: ExpressionKind,
    /// `label`.
    pub label: String,
}

impl Expression {
    /// A new `Expression` of what is required.
    #[must_use]
    pub fn new(kind: ExpressionKind) -> Self {
        Self {
            kind,
            label: Default::default(),
        }
    }
    /// Makes one that holds [`ExpressionKind::Literal`].
    #[must_use]
    pub fn literal(value: i64) -> Self {
        Self::new(ExpressionKind::Literal(value))
    }
    /// Makes one that holds [`ExpressionKind::Negated`].
    #[must_use]
    pub fn negated(value: Expression) -> Self {
        Self::new(ExpressionKind::Negated(Box::new(value)))
    }
    /// Makes one that holds [`ExpressionKind::Sum`].
    #[must_use]
    pub fn sum(value: Expressions) -> Self {
        Self::new(ExpressionKind::Sum(value))
    }
    /// Sets [`label`](Self::label).
    #[must_use]
    pub fn with_label(mut self, value: impl Into<String>) -> Self {
        self.label = value.into();
        self
    }
}

impl protojson::Message for Expression {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut kind = Oneof::new(&["literal", "negated", "sum"]);
        let mut label = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "literal" => kind.set("literal", input.value()?, ExpressionKind::Literal),
                "negated" => kind.set("negated", input.value()?, ExpressionKind::Negated),
                "sum" => kind.set("sum", input.value()?, ExpressionKind::Sum),
                "label" => label = input.value()?,
                _ => kind.set_unknown(&name, &mut input)?,
            }
        }
        Ok(Self {
            kind: kind.finish(ExpressionKind::Unrecognized)?,
            label: label.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        self.kind.write_fields(object)?;
        object.implicit("label", &self.label)
    }
}

/// The `kind` of a `Expression`.
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ExpressionKind {
    /// `literal`.
    Literal(i64),
    /// `negated`.
    Negated(Box<Expression>),
    /// `sum`.
    Sum(Expressions),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl ExpressionKind {
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Literal(value) => object.required("literal", value),
            Self::Negated(value) => object.required("negated", value),
            Self::Sum(value) => object.required("sum", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

impl From<Expressions> for ExpressionKind {
    fn from(value: Expressions) -> Self {
        Self::Sum(value)
    }
}

protojson::message!(Expression);

impl Expression {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Expression {
    fn check(&self, checker: &mut Checker) {
        match &self.kind {
            ExpressionKind::Negated(value) => checker.field("negated", value),
            ExpressionKind::Sum(value) => checker.field("sum", value),
            ExpressionKind::Literal(_) => {}
            ExpressionKind::Unrecognized(unknown) => {
                checker.unknown_member(unknown, &["literal", "negated", "sum"])
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Expression",
    fields: &[
        FieldInfo::new(
            "label",
            "label",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "literal",
            "literal",
            Presence::Oneof("kind"),
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "negated",
            "negated",
            Presence::Oneof("kind"),
            Shape::Single,
            Kind::Message(&INFO),
        ),
        FieldInfo::new(
            "sum",
            "sum",
            Presence::Oneof("kind"),
            Shape::Single,
            Kind::Message(&super::expressions::INFO),
        ),
    ],
};
