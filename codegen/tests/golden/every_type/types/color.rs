// @generated from fixtures/every_type/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Color`.

use ::a2a_bindings::protojson::{self, Enumeration, UnknownEnum};
use ::a2a_bindings::validate::{Checker, Validate};

/// Several names for one number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Color {
    /// `COLOR_UNSPECIFIED`.
    #[default]
    Unspecified,
    /// `COLOR_GREY`.
    Grey,
    /// `COLOR_RED`.
    #[deprecated]
    Red,
    /// `COLOR_BELOW_ZERO`.
    BelowZero,
    /// A value that this version of the protocol does not have.
    Unrecognized(UnknownEnum),
}

#[expect(deprecated, reason = "what is deprecated is still read and written")]
impl Enumeration for Color {
    const NAME: &'static str = "Color";
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "COLOR_UNSPECIFIED" => Some(Self::Unspecified),
            "COLOR_GREY" => Some(Self::Grey),
            "COLOR_RED" => Some(Self::Red),
            "COLOR_BELOW_ZERO" => Some(Self::BelowZero),
            "COLOR_NONE" => Some(Self::Unspecified),
            "COLOR_GRAY" => Some(Self::Grey),
            _ => None,
        }
    }
    fn from_number(number: i32) -> Option<Self> {
        match number {
            0i32 => Some(Self::Unspecified),
            1i32 => Some(Self::Grey),
            2i32 => Some(Self::Red),
            -1i32 => Some(Self::BelowZero),
            _ => None,
        }
    }
    fn from_unknown(value: UnknownEnum) -> Self {
        Self::Unrecognized(value)
    }
    fn name(&self) -> Result<&'static str, &UnknownEnum> {
        match self {
            Self::Unspecified => Ok("COLOR_UNSPECIFIED"),
            Self::Grey => Ok("COLOR_GREY"),
            Self::Red => Ok("COLOR_RED"),
            Self::BelowZero => Ok("COLOR_BELOW_ZERO"),
            Self::Unrecognized(unknown) => Err(unknown),
        }
    }
}

impl Validate for Color {
    fn check(&self, checker: &mut Checker) {
        checker.unknown_value(self);
    }
}

protojson::enumeration!(Color);
