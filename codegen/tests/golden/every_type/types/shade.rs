// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Shade`.
#![expect(deprecated, reason = "what is deprecated is still read and written")]

use ::a2a_bindings::protojson::{self, Enumeration, UnknownEnum};
use ::a2a_bindings::validate::{Checker, Validate};

/// All of it is deprecated.
#[deprecated]
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shade {
    /// `SHADE_UNSPECIFIED`.
    #[default]
    Unspecified,
    /// `SHADE_DARK`.
    Dark,
    /// A value that this version of the protocol does not have.
    Unrecognized(UnknownEnum),
}

impl Enumeration for Shade {
    const NAME: &'static str = "Shade";
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "SHADE_UNSPECIFIED" => Some(Self::Unspecified),
            "SHADE_DARK" => Some(Self::Dark),
            _ => None,
        }
    }
    fn from_number(number: i32) -> Option<Self> {
        match number {
            0i32 => Some(Self::Unspecified),
            1i32 => Some(Self::Dark),
            _ => None,
        }
    }
    fn from_unknown(value: UnknownEnum) -> Self {
        Self::Unrecognized(value)
    }
    fn name(&self) -> Result<&'static str, &UnknownEnum> {
        match self {
            Self::Unspecified => Ok("SHADE_UNSPECIFIED"),
            Self::Dark => Ok("SHADE_DARK"),
            Self::Unrecognized(unknown) => Err(unknown),
        }
    }
}

impl Validate for Shade {
    fn check(&self, checker: &mut Checker) {
        checker.unknown_value(self);
    }
}

protojson::enumeration!(Shade);
