// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Limited`.

use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// Numbers with limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Limited {
    /// `percent`.
    pub percent: i32,
    /// `pageSize`.
    pub page_size: Option<i32>,
    /// `atMost`.
    pub at_most: u32,
    /// `exactlyOne`.
    pub exactly_one: i32,
}

impl Limited {
    /// A new `Limited` of what is required.
    #[must_use]
    pub fn new(exactly_one: i32) -> Self {
        Self {
            percent: Default::default(),
            page_size: Default::default(),
            at_most: Default::default(),
            exactly_one,
        }
    }
    /// Sets [`percent`](Self::percent).
    #[must_use]
    pub fn with_percent(mut self, value: i32) -> Self {
        self.percent = value;
        self
    }
    /// Sets [`page_size`](Self::page_size).
    #[must_use]
    pub fn with_page_size(mut self, value: i32) -> Self {
        self.page_size = Some(value);
        self
    }
    /// Sets [`at_most`](Self::at_most).
    #[must_use]
    pub fn with_at_most(mut self, value: u32) -> Self {
        self.at_most = value;
        self
    }
}

impl protojson::Message for Limited {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut percent = None;
        let mut page_size = None;
        let mut at_most = None;
        let mut exactly_one = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "percent" => percent = input.value()?,
                "pageSize" | "page_size" => page_size = input.value()?,
                "atMost" | "at_most" => at_most = input.value()?,
                "exactlyOne" | "exactly_one" => exactly_one = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            percent: percent.unwrap_or_default(),
            page_size,
            at_most: at_most.unwrap_or_default(),
            exactly_one: exactly_one.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("percent", &self.percent)?;
        object.optional("pageSize", &self.page_size)?;
        object.implicit("atMost", &self.at_most)?;
        object.required("exactlyOne", &self.exactly_one)
    }
}

protojson::message!(Limited);

impl Limited {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for Limited {
    fn check(&self, checker: &mut Checker) {
        checker.minimum("percent", &self.percent, 0);
        checker.maximum("percent", &self.percent, 100);
        if let Some(value) = &self.page_size {
            checker.minimum("pageSize", value, 1);
        }
        if let Some(value) = &self.page_size {
            checker.maximum("pageSize", value, 100);
        }
        checker.maximum("atMost", &self.at_most, 7);
        checker.minimum("exactlyOne", &self.exactly_one, 1);
        checker.maximum("exactlyOne", &self.exactly_one, 1);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Limited",
    fields: &[
        FieldInfo::new(
            "percent",
            "percent",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "pageSize",
            "page_size",
            Presence::Optional,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "atMost",
            "at_most",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "exactlyOne",
            "exactly_one",
            Presence::Required,
            Shape::Single,
            Kind::Integer,
        ),
    ],
};
