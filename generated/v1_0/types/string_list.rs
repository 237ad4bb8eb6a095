// @generated from schema/v1.0/a2a.json by `cargo run -p a2a-codegen -- generate`; do not edit.
//! `StringList`.

/// Some strings, wrapped in a message because a map cannot hold bare lists. Its use is to hold the
/// scopes in `SecurityRequirement.schemes`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StringList {
    /// The strings, in the order given.
    pub list: Vec<String>,
}

impl StringList {
    /// A message with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets [`list`](Self::list).
    #[must_use]
    pub fn with_list(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.list = value.into_iter().map(Into::into).collect();
        self
    }
}

impl crate::protojson::Message for StringList {
    const INFO: &'static crate::protocol::MessageInfo = &INFO;
    fn read_fields<'de, A: serde::de::MapAccess<'de>>(
        mut input: crate::protojson::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut list = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "list" => list = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            list: list.unwrap_or_default(),
        })
    }
    fn write_fields<M: serde::ser::SerializeMap>(
        &self,
        object: &mut crate::protojson::Object<M>,
    ) -> Result<(), M::Error> {
        object.implicit("list", &self.list)
    }
}

crate::protojson::message!(StringList);

impl StringList {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; every violation is listed, each with the path of its field.
    pub fn validate(&self) -> Result<(), crate::validate::Violations> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for StringList {
    fn check(&self, checker: &mut crate::validate::Checker) {
        let _ = checker;
    }
}

static INFO: crate::protocol::MessageInfo = crate::protocol::MessageInfo {
    name: "StringList",
    fields: &[
        crate::protocol::FieldInfo {
            name: "list",
            proto_name: "list",
            presence: crate::protocol::Presence::Implicit,
            shape: crate::protocol::Shape::Repeated,
            kind: crate::protocol::Kind::String,
        },
    ],
};

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for StringList {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "StringList".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::json_schema::Object::new(generator)
            .implicit("list", |message: &Self| &message.list)
            .finish()
    }
}
