// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `FindThingsRequest`.

use super::ThingKind;
use ::a2a_bindings::Timestamp;
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `FindThingsRequest`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindThingsRequest {
    /// `tenant`.
    pub tenant: String,
    /// `text`.
    pub text: String,
    /// `pageSize`.
    pub page_size: Option<i32>,
    /// `afterNumber`.
    pub after_number: u64,
    /// `onlyMine`.
    pub only_mine: bool,
    /// `kind`.
    pub kind: ThingKind,
    /// `labels`.
    pub labels: Vec<String>,
    /// `otherKinds`.
    pub other_kinds: Vec<ThingKind>,
    /// `changedAfter`.
    pub changed_after: Option<Timestamp>,
    /// `withDetails`.
    pub with_details: Option<bool>,
    /// `score`.
    pub score: f64,
}

impl FindThingsRequest {
    /// A new `FindThingsRequest` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
    /// Sets [`text`](Self::text).
    #[must_use]
    pub fn with_text(mut self, value: impl Into<String>) -> Self {
        self.text = value.into();
        self
    }
    /// Sets [`page_size`](Self::page_size).
    #[must_use]
    pub fn with_page_size(mut self, value: i32) -> Self {
        self.page_size = Some(value);
        self
    }
    /// Sets [`after_number`](Self::after_number).
    #[must_use]
    pub fn with_after_number(mut self, value: u64) -> Self {
        self.after_number = value;
        self
    }
    /// Sets [`only_mine`](Self::only_mine).
    #[must_use]
    pub fn with_only_mine(mut self, value: bool) -> Self {
        self.only_mine = value;
        self
    }
    /// Sets [`kind`](Self::kind).
    #[must_use]
    pub fn with_kind(mut self, value: ThingKind) -> Self {
        self.kind = value;
        self
    }
    /// Sets [`labels`](Self::labels).
    #[must_use]
    pub fn with_labels(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.labels = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`other_kinds`](Self::other_kinds).
    #[must_use]
    pub fn with_other_kinds(
        mut self,
        value: impl IntoIterator<Item = impl Into<ThingKind>>,
    ) -> Self {
        self.other_kinds = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`changed_after`](Self::changed_after).
    #[must_use]
    pub fn with_changed_after(mut self, value: Timestamp) -> Self {
        self.changed_after = Some(value);
        self
    }
    /// Sets [`with_details`](Self::with_details).
    #[must_use]
    pub fn with_with_details(mut self, value: bool) -> Self {
        self.with_details = Some(value);
        self
    }
    /// Sets [`score`](Self::score).
    #[must_use]
    pub fn with_score(mut self, value: f64) -> Self {
        self.score = value;
        self
    }
}

impl protojson::Message for FindThingsRequest {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tenant = None;
        let mut text = None;
        let mut page_size = None;
        let mut after_number = None;
        let mut only_mine = None;
        let mut kind = None;
        let mut labels = None;
        let mut other_kinds = None;
        let mut changed_after = None;
        let mut with_details = None;
        let mut score = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tenant" => tenant = input.value()?,
                "text" => text = input.value()?,
                "pageSize" | "page_size" => page_size = input.value()?,
                "afterNumber" | "after_number" => after_number = input.value()?,
                "onlyMine" | "only_mine" => only_mine = input.value()?,
                "kind" => kind = input.value()?,
                "labels" => labels = input.value()?,
                "otherKinds" | "other_kinds" => other_kinds = input.value()?,
                "changedAfter" | "changed_after" => changed_after = input.value()?,
                "withDetails" | "with_details" => with_details = input.value()?,
                "score" => score = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tenant: tenant.unwrap_or_default(),
            text: text.unwrap_or_default(),
            page_size,
            after_number: after_number.unwrap_or_default(),
            only_mine: only_mine.unwrap_or_default(),
            kind: kind.unwrap_or_default(),
            labels: labels.unwrap_or_default(),
            other_kinds: other_kinds.unwrap_or_default(),
            changed_after,
            with_details,
            score: score.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tenant", &self.tenant)?;
        object.implicit("text", &self.text)?;
        object.optional("pageSize", &self.page_size)?;
        object.implicit("afterNumber", &self.after_number)?;
        object.implicit("onlyMine", &self.only_mine)?;
        object.implicit("kind", &self.kind)?;
        object.implicit("labels", &self.labels)?;
        object.implicit("otherKinds", &self.other_kinds)?;
        object.optional("changedAfter", &self.changed_after)?;
        object.optional("withDetails", &self.with_details)?;
        object.implicit("score", &self.score)
    }
}

protojson::message!(FindThingsRequest);

impl FindThingsRequest {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for FindThingsRequest {
    fn check(&self, checker: &mut Checker) {
        if let Some(value) = &self.page_size {
            checker.minimum("pageSize", value, 1);
        }
        if let Some(value) = &self.page_size {
            checker.maximum("pageSize", value, 50);
        }
        checker.field("kind", &self.kind);
        checker.field("otherKinds", &self.other_kinds);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "FindThingsRequest",
    fields: &[
        FieldInfo::new(
            "tenant",
            "tenant",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("text", "text", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new(
            "pageSize",
            "page_size",
            Presence::Optional,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "afterNumber",
            "after_number",
            Presence::Implicit,
            Shape::Single,
            Kind::Integer,
        ),
        FieldInfo::new(
            "onlyMine",
            "only_mine",
            Presence::Implicit,
            Shape::Single,
            Kind::Bool,
        ),
        FieldInfo::new(
            "kind",
            "kind",
            Presence::Implicit,
            Shape::Single,
            Kind::Enum("THING_KIND_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "labels",
            "labels",
            Presence::Implicit,
            Shape::Repeated,
            Kind::String,
        ),
        FieldInfo::new(
            "otherKinds",
            "other_kinds",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Enum("THING_KIND_UNSPECIFIED"),
        ),
        FieldInfo::new(
            "changedAfter",
            "changed_after",
            Presence::Optional,
            Shape::Single,
            Kind::Timestamp,
        ),
        FieldInfo::new(
            "withDetails",
            "with_details",
            Presence::Optional,
            Shape::Single,
            Kind::Bool,
        ),
        FieldInfo::new("score", "score", Presence::Implicit, Shape::Single, Kind::Float),
    ],
};
