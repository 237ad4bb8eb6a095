// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Node`.

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::collections::BTreeMap;

/// Directly, in a list and in a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// `name`.
    pub name: String,
    /// `next`.
    pub next: Option<Box<Node>>,
    /// `children`.
    pub children: Vec<Node>,
    /// `byName`.
    pub by_name: BTreeMap<String, Node>,
}

impl Node {
    /// A new `Node` of what is required.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            next: Default::default(),
            children: Default::default(),
            by_name: Default::default(),
        }
    }
    /// Sets [`next`](Self::next).
    #[must_use]
    pub fn with_next(mut self, value: Node) -> Self {
        self.next = Some(Box::new(value));
        self
    }
    /// Sets [`children`](Self::children).
    #[must_use]
    pub fn with_children(
        mut self,
        value: impl IntoIterator<Item = impl Into<Node>>,
    ) -> Self {
        self.children = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`by_name`](Self::by_name).
    #[must_use]
    pub fn with_by_name(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Node>)>,
    ) -> Self {
        self.by_name = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
}

impl protojson::Message for Node {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut name_ = None;
        let mut next = None;
        let mut children = None;
        let mut by_name = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "name" => name_ = input.value()?,
                "next" => next = input.value()?,
                "children" => children = input.value()?,
                "byName" | "by_name" => by_name = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            name: name_.unwrap_or_default(),
            next,
            children: children.unwrap_or_default(),
            by_name: by_name.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("name", &self.name)?;
        object.optional("next", &self.next)?;
        object.implicit("children", &self.children)?;
        object.implicit("byName", &self.by_name)
    }
}

protojson::message!(Node);

impl Node {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Node {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("name", &self.name);
        checker.field("next", &self.next);
        checker.field("children", &self.children);
        checker.field("byName", &self.by_name);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Node",
    fields: &[
        FieldInfo::new("name", "name", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "next",
            "next",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&INFO),
        ),
        FieldInfo::new(
            "children",
            "children",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&INFO),
        ),
        FieldInfo::new(
            "byName",
            "by_name",
            Presence::Implicit,
            Shape::Map,
            Kind::Message(&INFO),
        ),
    ],
};
