// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `enum_`.

use ::a2a_bindings::protojson::{self, Enumeration, UnknownEnum};
use ::a2a_bindings::validate::{Checker, Validate};

/// `enum_`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Enum {
    /// `ENUM_NOTHING`.
    #[default]
    Nothing,
    /// `ENUM_OK`.
    Ok,
    /// A value that this version of the protocol does not have.
    Unrecognized(UnknownEnum),
}

impl Enumeration for Enum {
    const NAME: &'static str = "enum_";
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "ENUM_NOTHING" => Some(Self::Nothing),
            "ENUM_OK" => Some(Self::Ok),
            _ => None,
        }
    }
    fn from_number(number: i32) -> Option<Self> {
        match number {
            0i32 => Some(Self::Nothing),
            1i32 => Some(Self::Ok),
            _ => None,
        }
    }
    fn from_unknown(value: UnknownEnum) -> Self {
        Self::Unrecognized(value)
    }
    fn name(&self) -> Result<&'static str, &UnknownEnum> {
        match self {
            Self::Nothing => Ok("ENUM_NOTHING"),
            Self::Ok => Ok("ENUM_OK"),
            Self::Unrecognized(unknown) => Err(unknown),
        }
    }
}

impl Validate for Enum {
    fn check(&self, checker: &mut Checker) {
        checker.unknown_value(self);
    }
}

protojson::enumeration!(Enum);
