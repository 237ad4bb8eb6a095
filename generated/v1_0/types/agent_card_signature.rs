// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `AgentCardSignature`.

use crate::Struct;
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// One signature over an agent card, in the JSON form of a JWS (§4.4.7). The signed payload is not
/// included: a verifier takes the card as received, drops `signatures` and whatever defaults the
/// presence rules leave out, and brings the rest into RFC 8785 form (§8.4.1).
#[derive(Debug, Clone, PartialEq)]
pub struct AgentCardSignature {
    /// JWS header under the protection of the signature, as base64url of a JSON object. It names the
    /// algorithm in `alg` and the key in `kid`, and may point to a key set in `jku` (§8.4.2).
    /// Verifiers go by the type of the key they trust, not by `alg` alone.
    pub protected: String,
    /// The signature, as base64url. It covers `protected`, a dot, and the base64url of the canonical
    /// card (§8.4.2).
    pub signature: String,
    /// JWS header values that the signature does not cover, as a plain JSON object (§8.4.2). Nothing
    /// in it can be trusted; absent if there are none.
    pub header: Option<Struct>,
}

impl AgentCardSignature {
    /// A new `AgentCardSignature` of what is required.
    #[must_use]
    pub fn new(protected: impl Into<String>, signature: impl Into<String>) -> Self {
        Self {
            protected: protected.into(),
            signature: signature.into(),
            header: Default::default(),
        }
    }
    /// Sets [`header`](Self::header).
    #[must_use]
    pub fn with_header(mut self, value: Struct) -> Self {
        self.header = Some(value);
        self
    }
}

impl protojson::Message for AgentCardSignature {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut protected = None;
        let mut signature = None;
        let mut header = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "protected" => protected = input.value()?,
                "signature" => signature = input.value()?,
                "header" => header = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            protected: protected.unwrap_or_default(),
            signature: signature.unwrap_or_default(),
            header,
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("protected", &self.protected)?;
        object.required("signature", &self.signature)?;
        object.optional("header", &self.header)
    }
}

protojson::message!(AgentCardSignature);

impl AgentCardSignature {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for AgentCardSignature {
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "AgentCardSignature",
    fields: &[
        FieldInfo::new(
            "protected",
            "protected",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "signature",
            "signature",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "header",
            "header",
            Presence::Optional,
            Shape::Single,
            Kind::Struct,
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AgentCardSignature {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AgentCardSignature".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .required("protected", |message: &Self| &message.protected)
            .required("signature", |message: &Self| &message.signature)
            .optional("header", |message: &Self| &message.header)
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(AgentCardSignature);
