// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Size`.

use ::a2a_bindings::protojson::{self, Enumeration, UnknownEnum};
use ::a2a_bindings::validate::{Checker, Validate};

/// `Size`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Size {
    /// `SIZE_UNSPECIFIED`.
    #[default]
    Unspecified,
    /// `SIZE_2D`.
    Size2d,
    /// `SIZE_3D`.
    Size3d,
    /// `SIZE_SELF`.
    SizeSelf,
    /// `SIZE_TYPE`.
    Type,
    /// `SIZE_NONE`.
    None,
    /// `SIZE_DEFAULT`.
    Default,
    /// `OTHER`.
    Other,
    /// `lower_case`.
    LowerCase,
    /// A value that this version of the protocol does not have.
    Unrecognized(UnknownEnum),
}

impl Enumeration for Size {
    const NAME: &'static str = "Size";
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "SIZE_UNSPECIFIED" => Some(Self::Unspecified),
            "SIZE_2D" => Some(Self::Size2d),
            "SIZE_3D" => Some(Self::Size3d),
            "SIZE_SELF" => Some(Self::SizeSelf),
            "SIZE_TYPE" => Some(Self::Type),
            "SIZE_NONE" => Some(Self::None),
            "SIZE_DEFAULT" => Some(Self::Default),
            "OTHER" => Some(Self::Other),
            "lower_case" => Some(Self::LowerCase),
            _ => None,
        }
    }
    fn from_number(number: i32) -> Option<Self> {
        match number {
            0i32 => Some(Self::Unspecified),
            1i32 => Some(Self::Size2d),
            2i32 => Some(Self::Size3d),
            3i32 => Some(Self::SizeSelf),
            4i32 => Some(Self::Type),
            5i32 => Some(Self::None),
            6i32 => Some(Self::Default),
            7i32 => Some(Self::Other),
            8i32 => Some(Self::LowerCase),
            _ => None,
        }
    }
    fn from_unknown(value: UnknownEnum) -> Self {
        Self::Unrecognized(value)
    }
    fn name(&self) -> Result<&'static str, &UnknownEnum> {
        match self {
            Self::Unspecified => Ok("SIZE_UNSPECIFIED"),
            Self::Size2d => Ok("SIZE_2D"),
            Self::Size3d => Ok("SIZE_3D"),
            Self::SizeSelf => Ok("SIZE_SELF"),
            Self::Type => Ok("SIZE_TYPE"),
            Self::None => Ok("SIZE_NONE"),
            Self::Default => Ok("SIZE_DEFAULT"),
            Self::Other => Ok("OTHER"),
            Self::LowerCase => Ok("lower_case"),
            Self::Unrecognized(unknown) => Err(unknown),
        }
    }
}

impl Validate for Size {
    fn check(&self, checker: &mut Checker) {
        checker.unknown_value(self);
    }
}

protojson::enumeration!(Size);
