// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Pong`.

use super::{Node, Ping};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `Pong`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pong {
    /// `ping`.
    pub ping: Option<Box<Ping>>,
    /// Not a part of the cycle.
    pub node: Option<Node>,
}

impl Pong {
    /// A new `Pong` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`ping`](Self::ping).
    #[must_use]
    pub fn with_ping(mut self, value: Ping) -> Self {
        self.ping = Some(Box::new(value));
        self
    }
    /// Sets [`node`](Self::node).
    #[must_use]
    pub fn with_node(mut self, value: Node) -> Self {
        self.node = Some(value);
        self
    }
}

impl protojson::Message for Pong {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut ping = None;
        let mut node = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "ping" => ping = input.value()?,
                "node" => node = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self { ping, node })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("ping", &self.ping)?;
        object.optional("node", &self.node)
    }
}

protojson::message!(Pong);

impl Pong {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Pong {
    fn check(&self, checker: &mut Checker) {
        checker.field("ping", &self.ping);
        checker.field("node", &self.node);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Pong",
    fields: &[
        FieldInfo::new(
            "ping",
            "ping",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::ping::INFO),
        ),
        FieldInfo::new(
            "node",
            "node",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::node::INFO),
        ),
    ],
};
