// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `SecurityScheme`.

use super::{
    APIKeySecurityScheme, HTTPAuthSecurityScheme, MutualTlsSecurityScheme,
    OAuth2SecurityScheme, OpenIdConnectSecurityScheme,
};
use crate::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use crate::protojson::{self, Fields, Object, Oneof, UnknownMember};
use crate::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// One way to authenticate with an agent, modelled on `OpenAPI` 3.2 (§4.5.1). The member that is
/// set tells the kind.
#[allow(
    clippy::large_enum_variant,
    reason = "messages have as many fields as they have"
)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SecurityScheme {
    /// A fixed key that accompanies each request (§4.5.2).
    ApiKeySecurityScheme(APIKeySecurityScheme),
    /// An HTTP authentication scheme in the `Authorization` header, such as `Basic` or `Bearer`
    /// (§4.5.3).
    HttpAuthSecurityScheme(HTTPAuthSecurityScheme),
    /// Access tokens obtained through an OAuth 2.0 flow (§4.5.4).
    Oauth2SecurityScheme(OAuth2SecurityScheme),
    /// Tokens from an OIDC provider, found through its discovery document (§4.5.5).
    OpenIdConnectSecurityScheme(OpenIdConnectSecurityScheme),
    /// A client certificate presented in the TLS handshake (§4.5.6).
    MtlsSecurityScheme(MutualTlsSecurityScheme),
    /// A member that this version of the protocol does not have.
    Unrecognized(UnknownMember),
}

impl From<APIKeySecurityScheme> for SecurityScheme {
    fn from(value: APIKeySecurityScheme) -> Self {
        Self::ApiKeySecurityScheme(value)
    }
}

impl From<HTTPAuthSecurityScheme> for SecurityScheme {
    fn from(value: HTTPAuthSecurityScheme) -> Self {
        Self::HttpAuthSecurityScheme(value)
    }
}

impl From<OAuth2SecurityScheme> for SecurityScheme {
    fn from(value: OAuth2SecurityScheme) -> Self {
        Self::Oauth2SecurityScheme(value)
    }
}

impl From<OpenIdConnectSecurityScheme> for SecurityScheme {
    fn from(value: OpenIdConnectSecurityScheme) -> Self {
        Self::OpenIdConnectSecurityScheme(value)
    }
}

impl From<MutualTlsSecurityScheme> for SecurityScheme {
    fn from(value: MutualTlsSecurityScheme) -> Self {
        Self::MtlsSecurityScheme(value)
    }
}

impl protojson::Message for SecurityScheme {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut member = Oneof::new(
            &[
                "apiKeySecurityScheme",
                "httpAuthSecurityScheme",
                "oauth2SecurityScheme",
                "openIdConnectSecurityScheme",
                "mtlsSecurityScheme",
            ],
        );
        while let Some(name) = input.next_name()? {
            match &*name {
                "apiKeySecurityScheme" | "api_key_security_scheme" => {
                    member
                        .set(
                            "apiKeySecurityScheme",
                            input.value()?,
                            SecurityScheme::ApiKeySecurityScheme,
                        )
                }
                "httpAuthSecurityScheme" | "http_auth_security_scheme" => {
                    member
                        .set(
                            "httpAuthSecurityScheme",
                            input.value()?,
                            SecurityScheme::HttpAuthSecurityScheme,
                        )
                }
                "oauth2SecurityScheme" | "oauth2_security_scheme" => {
                    member
                        .set(
                            "oauth2SecurityScheme",
                            input.value()?,
                            SecurityScheme::Oauth2SecurityScheme,
                        )
                }
                "openIdConnectSecurityScheme" | "open_id_connect_security_scheme" => {
                    member
                        .set(
                            "openIdConnectSecurityScheme",
                            input.value()?,
                            SecurityScheme::OpenIdConnectSecurityScheme,
                        )
                }
                "mtlsSecurityScheme" | "mtls_security_scheme" => {
                    member
                        .set(
                            "mtlsSecurityScheme",
                            input.value()?,
                            SecurityScheme::MtlsSecurityScheme,
                        )
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
            Self::ApiKeySecurityScheme(value) => {
                object.required("apiKeySecurityScheme", value)
            }
            Self::HttpAuthSecurityScheme(value) => {
                object.required("httpAuthSecurityScheme", value)
            }
            Self::Oauth2SecurityScheme(value) => {
                object.required("oauth2SecurityScheme", value)
            }
            Self::OpenIdConnectSecurityScheme(value) => {
                object.required("openIdConnectSecurityScheme", value)
            }
            Self::MtlsSecurityScheme(value) => {
                object.required("mtlsSecurityScheme", value)
            }
            Self::Unrecognized(unknown) => unknown.write_fields(object),
        }
    }
}

protojson::message!(SecurityScheme);

impl SecurityScheme {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for SecurityScheme {
    fn check(&self, checker: &mut Checker) {
        match self {
            Self::ApiKeySecurityScheme(value) => {
                checker.field("apiKeySecurityScheme", value)
            }
            Self::HttpAuthSecurityScheme(value) => {
                checker.field("httpAuthSecurityScheme", value)
            }
            Self::Oauth2SecurityScheme(value) => {
                checker.field("oauth2SecurityScheme", value)
            }
            Self::OpenIdConnectSecurityScheme(value) => {
                checker.field("openIdConnectSecurityScheme", value)
            }
            Self::MtlsSecurityScheme(value) => checker.field("mtlsSecurityScheme", value),
            Self::Unrecognized(unknown) => {
                checker
                    .unknown_member(
                        unknown,
                        &[
                            "apiKeySecurityScheme",
                            "httpAuthSecurityScheme",
                            "oauth2SecurityScheme",
                            "openIdConnectSecurityScheme",
                            "mtlsSecurityScheme",
                        ],
                    )
            }
        }
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "SecurityScheme",
    fields: &[
        FieldInfo::new(
            "apiKeySecurityScheme",
            "api_key_security_scheme",
            Presence::Oneof("scheme"),
            Shape::Single,
            Kind::Message(&super::api_key_security_scheme::INFO),
        ),
        FieldInfo::new(
            "httpAuthSecurityScheme",
            "http_auth_security_scheme",
            Presence::Oneof("scheme"),
            Shape::Single,
            Kind::Message(&super::http_auth_security_scheme::INFO),
        ),
        FieldInfo::new(
            "oauth2SecurityScheme",
            "oauth2_security_scheme",
            Presence::Oneof("scheme"),
            Shape::Single,
            Kind::Message(&super::o_auth2_security_scheme::INFO),
        ),
        FieldInfo::new(
            "openIdConnectSecurityScheme",
            "open_id_connect_security_scheme",
            Presence::Oneof("scheme"),
            Shape::Single,
            Kind::Message(&super::open_id_connect_security_scheme::INFO),
        ),
        FieldInfo::new(
            "mtlsSecurityScheme",
            "mtls_security_scheme",
            Presence::Oneof("scheme"),
            Shape::Single,
            Kind::Message(&super::mutual_tls_security_scheme::INFO),
        ),
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SecurityScheme {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SecurityScheme".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .one_of(|choice| {
                choice
                    .member("apiKeySecurityScheme", SecurityScheme::ApiKeySecurityScheme)
                    .member(
                        "httpAuthSecurityScheme",
                        SecurityScheme::HttpAuthSecurityScheme,
                    )
                    .member("oauth2SecurityScheme", SecurityScheme::Oauth2SecurityScheme)
                    .member(
                        "openIdConnectSecurityScheme",
                        SecurityScheme::OpenIdConnectSecurityScheme,
                    )
                    .member("mtlsSecurityScheme", SecurityScheme::MtlsSecurityScheme)
            })
            .finish()
    }
}
#[cfg(feature = "schemars")]
crate::json_schema::named!(SecurityScheme);
