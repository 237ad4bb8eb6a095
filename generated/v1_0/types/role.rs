// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `Role`.

use crate::protojson::{self, Enumeration, UnknownEnum};
use crate::validate::{Checker, Validate};

/// Which side wrote a message (§4.1.5). JSON carries the full constant, such as `ROLE_USER`
/// (§5.5).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// No author was given. Not valid in a message, whose `role` is required.
    #[default]
    Unspecified,
    /// Written by the client, for a person or for another agent.
    User,
    /// Written by the agent.
    Agent,
    /// A value that this version of the protocol does not have.
    Unrecognized(UnknownEnum),
}

impl Enumeration for Role {
    const NAME: &'static str = "Role";
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "ROLE_UNSPECIFIED" => Some(Self::Unspecified),
            "ROLE_USER" => Some(Self::User),
            "ROLE_AGENT" => Some(Self::Agent),
            _ => None,
        }
    }
    fn from_number(number: i32) -> Option<Self> {
        match number {
            0i32 => Some(Self::Unspecified),
            1i32 => Some(Self::User),
            2i32 => Some(Self::Agent),
            _ => None,
        }
    }
    fn from_unknown(value: UnknownEnum) -> Self {
        Self::Unrecognized(value)
    }
    fn name(&self) -> Result<&'static str, &UnknownEnum> {
        match self {
            Self::Unspecified => Ok("ROLE_UNSPECIFIED"),
            Self::User => Ok("ROLE_USER"),
            Self::Agent => Ok("ROLE_AGENT"),
            Self::Unrecognized(unknown) => Err(unknown),
        }
    }
}

impl Validate for Role {
    fn check(&self, checker: &mut Checker) {
        checker.unknown_value(self);
    }
}

protojson::enumeration!(Role);

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Role {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Role".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let _ = generator;
        crate::json_schema::enumeration(&["ROLE_UNSPECIFIED", "ROLE_USER", "ROLE_AGENT"])
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(Role);
