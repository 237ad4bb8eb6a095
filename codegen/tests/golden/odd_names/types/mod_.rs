// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `mod`.

use super::{Enum, Size};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `mod`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mod {
    /// `size`.
    pub size: Size,
    /// `kind`.
    pub kind: Enum,
}

impl Mod {
    /// A new `Mod` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`size`](Self::size).
    #[must_use]
    pub fn with_size(mut self, value: Size) -> Self {
        self.size = value;
        self
    }
    /// Sets [`kind`](Self::kind).
    #[must_use]
    pub fn with_kind(mut self, value: Enum) -> Self {
        self.kind = value;
        self
    }
}

impl protojson::Message for Mod {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut size = None;
        let mut kind = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "size" => size = input.value()?,
                "kind" => kind = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            size: size.unwrap_or_default(),
            kind: kind.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("size", &self.size)?;
        object.implicit("kind", &self.kind)
    }
}

protojson::message!(Mod);

impl Mod {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Mod {
    fn check(&self, checker: &mut Checker) {
        checker.field("size", &self.size);
        checker.field("kind", &self.kind);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "mod",
    fields: &[
        FieldInfo::new(
            "size",
            "size",
            Presence::Implicit,
            Shape::Single,
            Kind::Enum("SIZE_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "kind",
            "kind",
            Presence::Implicit,
            Shape::Single,
            Kind::Enum("ENUM_NOTHING"),
        ),
    ],
};
