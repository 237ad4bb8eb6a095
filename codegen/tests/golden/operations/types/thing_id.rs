// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `ThingId`.

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `ThingId`.
#[derive(Debug, Clone, PartialEq)]
pub struct ThingId {
    /// `tenant`.
    pub tenant: String,
    /// `id`.
    pub id: String,
}

impl ThingId {
    /// A new `ThingId` of what is required.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            tenant: Default::default(),
            id: id.into(),
        }
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
}

impl protojson::Message for ThingId {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tenant = None;
        let mut id = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tenant" => tenant = input.value()?,
                "id" => id = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tenant: tenant.unwrap_or_default(),
            id: id.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tenant", &self.tenant)?;
        object.required("id", &self.id)
    }
}

protojson::message!(ThingId);

impl ThingId {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for ThingId {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("id", &self.id);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "ThingId",
    fields: &[
        FieldInfo::new(
            "tenant",
            "tenant",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("id", "id", Presence::Required, Shape::Single, Kind::String),
    ],
};
