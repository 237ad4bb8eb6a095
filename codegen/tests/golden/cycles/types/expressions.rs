// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Expressions`.

use super::Expression;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// In a list only: nothing to box.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expressions {
    /// `items`.
    pub items: Vec<Expression>,
}

impl Expressions {
    /// A new `Expressions` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`items`](Self::items).
    #[must_use]
    pub fn with_items(
        mut self,
        value: impl IntoIterator<Item = impl Into<Expression>>,
    ) -> Self {
        self.items = value.into_iter().map(Into::into).collect();
        self
    }
}

impl protojson::Message for Expressions {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut items = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "items" => items = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            items: items.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("items", &self.items)
    }
}

protojson::message!(Expressions);

impl Expressions {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Expressions {
    fn check(&self, checker: &mut Checker) {
        checker.field("items", &self.items);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Expressions",
    fields: &[
        FieldInfo::new(
            "items",
            "items",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::expression::INFO),
        ),
    ],
};
