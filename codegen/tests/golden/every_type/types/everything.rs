// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Everything`.
#![expect(deprecated, reason = "what is deprecated is still read and written")]

use super::{
    Aging, Beside, Choice, Implicit, Limited, Lists, Maps, Old, Optional, Required,
    Several, Shade,
};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// `Everything`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Everything {
    /// `required`.
    pub required: Option<Required>,
    /// `optional`.
    pub optional: Option<Optional>,
    /// `implicit`.
    pub implicit: Option<Implicit>,
    /// `lists`.
    pub lists: Option<Lists>,
    /// `maps`.
    pub maps: Option<Maps>,
    /// `choice`.
    pub choice: Option<Choice>,
    /// `several`.
    pub several: Option<Several>,
    /// `beside`.
    pub beside: Option<Beside>,
    /// `limited`.
    pub limited: Option<Limited>,
    /// `aging`.
    pub aging: Option<Aging>,
    /// `old`.
    #[deprecated]
    pub old: Option<Old>,
    /// `older`.
    pub older: Vec<Old>,
    /// `shade`.
    pub shade: Shade,
}

#[expect(deprecated, reason = "what is deprecated is still read and written")]
impl Everything {
    /// A new `Everything` with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`required`](Self::required).
    #[must_use]
    pub fn with_required(mut self, value: Required) -> Self {
        self.required = Some(value);
        self
    }
    /// Sets [`optional`](Self::optional).
    #[must_use]
    pub fn with_optional(mut self, value: Optional) -> Self {
        self.optional = Some(value);
        self
    }
    /// Sets [`implicit`](Self::implicit).
    #[must_use]
    pub fn with_implicit(mut self, value: Implicit) -> Self {
        self.implicit = Some(value);
        self
    }
    /// Sets [`lists`](Self::lists).
    #[must_use]
    pub fn with_lists(mut self, value: Lists) -> Self {
        self.lists = Some(value);
        self
    }
    /// Sets [`maps`](Self::maps).
    #[must_use]
    pub fn with_maps(mut self, value: Maps) -> Self {
        self.maps = Some(value);
        self
    }
    /// Sets [`choice`](Self::choice).
    #[must_use]
    pub fn with_choice(mut self, value: Choice) -> Self {
        self.choice = Some(value);
        self
    }
    /// Sets [`several`](Self::several).
    #[must_use]
    pub fn with_several(mut self, value: Several) -> Self {
        self.several = Some(value);
        self
    }
    /// Sets [`beside`](Self::beside).
    #[must_use]
    pub fn with_beside(mut self, value: Beside) -> Self {
        self.beside = Some(value);
        self
    }
    /// Sets [`limited`](Self::limited).
    #[must_use]
    pub fn with_limited(mut self, value: Limited) -> Self {
        self.limited = Some(value);
        self
    }
    /// Sets [`aging`](Self::aging).
    #[must_use]
    pub fn with_aging(mut self, value: Aging) -> Self {
        self.aging = Some(value);
        self
    }
    /// Sets [`old`](Self::old).
    #[deprecated]
    #[must_use]
    pub fn with_old(mut self, value: Old) -> Self {
        self.old = Some(value);
        self
    }
    /// Sets [`older`](Self::older).
    #[must_use]
    pub fn with_older(
        mut self,
        value: impl IntoIterator<Item = impl Into<Old>>,
    ) -> Self {
        self.older = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`shade`](Self::shade).
    #[must_use]
    pub fn with_shade(mut self, value: Shade) -> Self {
        self.shade = value;
        self
    }
}

#[expect(deprecated, reason = "what is deprecated is still read and written")]
impl protojson::Message for Everything {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut required = None;
        let mut optional = None;
        let mut implicit = None;
        let mut lists = None;
        let mut maps = None;
        let mut choice = None;
        let mut several = None;
        let mut beside = None;
        let mut limited = None;
        let mut aging = None;
        let mut old = None;
        let mut older = None;
        let mut shade = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "required" => required = input.value()?,
                "optional" => optional = input.value()?,
                "implicit" => implicit = input.value()?,
                "lists" => lists = input.value()?,
                "maps" => maps = input.value()?,
                "choice" => choice = input.value()?,
                "several" => several = input.value()?,
                "beside" => beside = input.value()?,
                "limited" => limited = input.value()?,
                "aging" => aging = input.value()?,
                "old" => old = input.value()?,
                "older" => older = input.value()?,
                "shade" => shade = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            required,
            optional,
            implicit,
            lists,
            maps,
            choice,
            several,
            beside,
            limited,
            aging,
            old,
            older: older.unwrap_or_default(),
            shade: shade.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.optional("required", &self.required)?;
        object.optional("optional", &self.optional)?;
        object.optional("implicit", &self.implicit)?;
        object.optional("lists", &self.lists)?;
        object.optional("maps", &self.maps)?;
        object.optional("choice", &self.choice)?;
        object.optional("several", &self.several)?;
        object.optional("beside", &self.beside)?;
        object.optional("limited", &self.limited)?;
        object.optional("aging", &self.aging)?;
        object.optional("old", &self.old)?;
        object.implicit("older", &self.older)?;
        object.implicit("shade", &self.shade)
    }
}

protojson::message!(Everything);

impl Everything {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

#[expect(deprecated, reason = "what is deprecated is still read and written")]
impl Validate for Everything {
    fn check(&self, checker: &mut Checker) {
        checker.field("required", &self.required);
        checker.field("optional", &self.optional);
        checker.field("implicit", &self.implicit);
        checker.field("lists", &self.lists);
        checker.field("maps", &self.maps);
        checker.field("choice", &self.choice);
        checker.field("several", &self.several);
        checker.field("beside", &self.beside);
        checker.field("limited", &self.limited);
        checker.field("aging", &self.aging);
        checker.field("old", &self.old);
        checker.field("older", &self.older);
        checker.field("shade", &self.shade);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Everything",
    fields: &[
        FieldInfo::new(
            "required",
            "required",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::required::INFO),
        ),
        FieldInfo::new(
            "optional",
            "optional",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::optional::INFO),
        ),
        FieldInfo::new(
            "implicit",
            "implicit",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::implicit::INFO),
        ),
        FieldInfo::new(
            "lists",
            "lists",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::lists::INFO),
        ),
        FieldInfo::new(
            "maps",
            "maps",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::maps::INFO),
        ),
        FieldInfo::new(
            "choice",
            "choice",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::choice::INFO),
        ),
        FieldInfo::new(
            "several",
            "several",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::several::INFO),
        ),
        FieldInfo::new(
            "beside",
            "beside",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::beside::INFO),
        ),
        FieldInfo::new(
            "limited",
            "limited",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::limited::INFO),
        ),
        FieldInfo::new(
            "aging",
            "aging",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::aging::INFO),
        ),
        FieldInfo::new(
            "old",
            "old",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::old::INFO),
        ),
        FieldInfo::new(
            "older",
            "older",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::old::INFO),
        ),
        FieldInfo::new(
            "shade",
            "shade",
            Presence::Implicit,
            Shape::Single,
            Kind::Enum("SHADE_UNSPECIFIED"),
        ),
    ],
};
