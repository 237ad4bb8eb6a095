// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `CancelTaskRequest`.

/// Input of `CancelTask` (§3.1.5).
#[derive(Debug, Clone, PartialEq)]
pub struct CancelTaskRequest {
    /// Routing value of the interface in use, copied unchanged from `AgentInterface.tenant`. Left out
    /// when the chosen card entry has none (§8.3.2).
    pub tenant: String,
    /// Task to stop, by its `Task.id`.
    pub id: String,
    /// Free-form JSON object with parameters of this call, such as a reason (§3.2.5).
    pub metadata: Option<crate::Struct>,
}

impl CancelTaskRequest {
    /// A message with what is required.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            tenant: Default::default(),
            id: id.into(),
            metadata: Default::default(),
        }
    }
    /// Sets [`tenant`](Self::tenant).
    #[must_use]
    pub fn with_tenant(mut self, value: impl Into<String>) -> Self {
        self.tenant = value.into();
        self
    }
    /// Sets [`metadata`](Self::metadata).
    #[must_use]
    pub fn with_metadata(mut self, value: crate::Struct) -> Self {
        self.metadata = Some(value);
        self
    }
}

impl crate::protojson::Message for CancelTaskRequest {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut tenant = None;
        let mut id = None;
        let mut metadata = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "tenant" => tenant = input.value()?,
                "id" => id = input.value()?,
                "metadata" => metadata = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            tenant: tenant.unwrap_or_default(),
            id: id.unwrap_or_default(),
            metadata,
        })
    }
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("tenant", &self.tenant)?;
        object.required("id", &self.id)?;
        object.optional("metadata", &self.metadata)
    }
}

crate::protojson::message!(CancelTaskRequest);

impl CancelTaskRequest {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for CancelTaskRequest {
    fn check(&self, checker: &mut crate::validate::Checker) {
        checker.not_empty("id", &self.id);
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "CancelTaskRequest",
    fields: &[
        crate::protocol::FieldInfo {
            name: "tenant",
            proto_name: "tenant",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "id",
            proto_name: "id",
            presence: crate::protocol::Presence::Required,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::String,
        },
        crate::protocol::FieldInfo {
            name: "metadata",
            proto_name: "metadata",
            presence: crate::protocol::Presence::Optional,
            shape: crate::protocol::Shape::Single,
            kind: crate::protocol::Kind::Struct,
        },
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CancelTaskRequest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CancelTaskRequest".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("tenant", |message: &Self| &message.tenant)
            .required("id", |message: &Self| &message.id)
            .optional("metadata", |message: &Self| &message.metadata)
            .finish()
    }
}
