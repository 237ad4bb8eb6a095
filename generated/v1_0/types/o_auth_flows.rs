// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `OAuthFlows`.

use super::{
    AuthorizationCodeOAuthFlow, ClientCredentialsOAuthFlow, DeviceCodeOAuthFlow,
    ImplicitOAuthFlow, PasswordOAuthFlow,
};
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object, Oneof, UnknownMember};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// OAuth 2.0 flow by which clients get tokens (§4.5.7). Unlike in `OpenAPI` there is one flow to a
/// scheme, so an agent that offers two declares two schemes.
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OAuthFlows {
    /// Authorization code flow, for clients with a user at a browser (§4.5.8). The usual choice,
    /// together with PKCE.
    AuthorizationCode(AuthorizationCodeOAuthFlow),
    /// Client credentials flow, for services acting in their own name (§4.5.9).
    ClientCredentials(ClientCredentialsOAuthFlow),
    /// Implicit flow, deprecated. Declare `authorizationCode` instead and have clients use PKCE.
    #[deprecated]
    Implicit(ImplicitOAuthFlow),
    /// Resource owner password flow, deprecated. Declare `authorizationCode` instead and have clients
    /// use PKCE, or `deviceCode` where there is no browser.
    #[deprecated]
    Password(PasswordOAuthFlow),
    /// Device code flow, for clients without a browser or keyboard (§4.5.10).
    DeviceCode(DeviceCodeOAuthFlow),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl From<AuthorizationCodeOAuthFlow> for OAuthFlows {
    fn from(value: AuthorizationCodeOAuthFlow) -> Self {
        Self::AuthorizationCode(value)
    }
}

impl From<ClientCredentialsOAuthFlow> for OAuthFlows {
    fn from(value: ClientCredentialsOAuthFlow) -> Self {
        Self::ClientCredentials(value)
    }
}

impl From<DeviceCodeOAuthFlow> for OAuthFlows {
    fn from(value: DeviceCodeOAuthFlow) -> Self {
        Self::DeviceCode(value)
    }
}

#[expect(deprecated, reason = "what is deprecated is still read and written")]
impl protojson::Message for OAuthFlows {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut member = Oneof::new(
            &[
                "authorizationCode",
                "clientCredentials",
                "implicit",
                "password",
                "deviceCode",
            ],
        );
        while let Some(name) = input.next_name()? {
            match &*name {
                "authorizationCode" | "authorization_code" => {
                    member
                        .set(
                            "authorizationCode",
                            input.value()?,
                            OAuthFlows::AuthorizationCode,
                        )
                }
                "clientCredentials" | "client_credentials" => {
                    member
                        .set(
                            "clientCredentials",
                            input.value()?,
                            OAuthFlows::ClientCredentials,
                        )
                }
                "implicit" => {
                    member.set("implicit", input.value()?, OAuthFlows::Implicit)
                }
                "password" => {
                    member.set("password", input.value()?, OAuthFlows::Password)
                }
                "deviceCode" | "device_code" => {
                    member.set("deviceCode", input.value()?, OAuthFlows::DeviceCode)
                }
                _ => member.set_unknown(&name, &mut input)?,
            }
        }
        member.finish(Self::Unrecognized)
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        match self {
            Self::AuthorizationCode(value) => object.required("authorizationCode", value),
            Self::ClientCredentials(value) => object.required("clientCredentials", value),
            Self::Implicit(value) => object.required("implicit", value),
            Self::Password(value) => object.required("password", value),
            Self::DeviceCode(value) => object.required("deviceCode", value),
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(OAuthFlows);

impl OAuthFlows {
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
impl Validate for OAuthFlows {
    fn check(&self, checker: &mut Checker) {
        match self {
            Self::AuthorizationCode(value) => checker.field("authorizationCode", value),
            Self::ClientCredentials(value) => checker.field("clientCredentials", value),
            Self::Implicit(value) => checker.field("implicit", value),
            Self::Password(value) => checker.field("password", value),
            Self::DeviceCode(value) => checker.field("deviceCode", value),
            Self::Unrecognized(unknown) => {
                checker
                    .unknown_member(
                        unknown,
                        &[
                            "authorizationCode",
                            "clientCredentials",
                            "implicit",
                            "password",
                            "deviceCode",
                        ],
                    )
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "OAuthFlows",
    fields: &[
        FieldInfo::new(
            "authorizationCode",
            "authorization_code",
            Presence::Oneof("flow"),
            Shape::Single,
            Kind::Message(&super::authorization_code_o_auth_flow::INFO),
        ),
        FieldInfo::new(
            "clientCredentials",
            "client_credentials",
            Presence::Oneof("flow"),
            Shape::Single,
            Kind::Message(&super::client_credentials_o_auth_flow::INFO),
        ),
        FieldInfo::new(
            "implicit",
            "implicit",
            Presence::Oneof("flow"),
            Shape::Single,
            Kind::Message(&super::implicit_o_auth_flow::INFO),
        ),
        FieldInfo::new(
            "password",
            "password",
            Presence::Oneof("flow"),
            Shape::Single,
            Kind::Message(&super::password_o_auth_flow::INFO),
        ),
        FieldInfo::new(
            "deviceCode",
            "device_code",
            Presence::Oneof("flow"),
            Shape::Single,
            Kind::Message(&super::device_code_o_auth_flow::INFO),
        ),
    ],
};

#[cfg(feature = "schemars")]
#[expect(deprecated, reason = "what is deprecated is still read and written")]
impl schemars::JsonSchema for OAuthFlows {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OAuthFlows".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .one_of(|choice| {
                choice
                    .member("authorizationCode", OAuthFlows::AuthorizationCode)
                    .member("clientCredentials", OAuthFlows::ClientCredentials)
                    .member("implicit", OAuthFlows::Implicit)
                    .member("password", OAuthFlows::Password)
                    .member("deviceCode", OAuthFlows::DeviceCode)
            })
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(OAuthFlows);
