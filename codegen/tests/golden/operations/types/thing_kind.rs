// @generated from fixtures/operations/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `ThingKind`.

use ::a2a_bindings::protojson::{self, Enumeration, UnknownEnum};
use ::a2a_bindings::validate::{Checker, Validate};

/// `ThingKind`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ThingKind {
    /// `THING_KIND_UNSPECIFIED`.
    #[default]
    Unspecified,
    /// `THING_KIND_SMALL`.
    Small,
    /// `THING_KIND_LARGE`.
    Large,
    /// A value that this version of the protocol does not have.
    Unrecognized(UnknownEnum),
}

impl Enumeration for ThingKind {
    const NAME: &'static str = "ThingKind";
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "THING_KIND_UNSPECIFIED" => Some(Self::Unspecified),
            "THING_KIND_SMALL" => Some(Self::Small),
            "THING_KIND_LARGE" => Some(Self::Large),
            _ => None,
        }
    }
    fn from_number(number: i32) -> Option<Self> {
        match number {
            0i32 => Some(Self::Unspecified),
            1i32 => Some(Self::Small),
            2i32 => Some(Self::Large),
            _ => None,
        }
    }
    fn from_unknown(value: UnknownEnum) -> Self {
        Self::Unrecognized(value)
    }
    fn name(&self) -> Result<&'static str, &UnknownEnum> {
        match self {
            Self::Unspecified => Ok("THING_KIND_UNSPECIFIED"),
            Self::Small => Ok("THING_KIND_SMALL"),
            Self::Large => Ok("THING_KIND_LARGE"),
            Self::Unrecognized(unknown) => Err(unknown),
        }
    }
}

impl Validate for ThingKind {
    fn check(&self, checker: &mut Checker) {
        checker.unknown_value(self);
    }
}

protojson::enumeration!(ThingKind);
