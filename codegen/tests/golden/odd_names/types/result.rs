// @generated from fixtures/odd_names/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
//! `Result`.

use super::{Mod, OptionType, Type};
use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
use ::a2a_bindings::protojson::{self, Fields, Object};
use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::Value;
use std::collections::BTreeMap;

/// What fails otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultType {
    /// `type`.
    pub r#type: String,
    /// `match`.
    pub r#match: String,
    /// `self`.
    pub self_: String,
    /// `input`.
    pub input: String,
    /// `name`.
    pub name: String,
    /// `object`.
    pub object: String,
    /// `value`.
    pub value: Value,
    /// A keyword since the edition of 2024.
    pub r#gen: String,
    /// `crate`.
    pub crate_: String,
    /// `super`.
    pub super_: String,
    /// `async`.
    pub r#async: String,
    /// `try`.
    pub r#try: String,
    /// `checker`.
    pub checker: String,
    /// `message`.
    pub message: String,
    /// `protojson`.
    pub protojson: String,
    /// `serde`.
    pub serde: String,
    /// `validate`.
    pub validate: String,
    /// `new`.
    pub new: String,
    /// `from`.
    pub from: String,
    /// `default`.
    pub default: String,
    /// `clone`.
    pub clone: String,
    /// `union`.
    pub union: String,
    /// `macroRules`.
    pub macro_rules: String,
    /// `ok`.
    pub ok: String,
    /// `none`.
    pub none: String,
    /// `info`.
    pub info: String,
    /// Another JSON name than the usual one.
    pub url_2: String,
    /// `somethingElse`.
    pub renamed: String,
    /// `HTTPUrl`.
    pub http_url: String,
    /// `option`.
    pub option: Option<OptionType>,
    /// `mods`.
    pub mods: Vec<Mod>,
    /// `types`.
    pub types: BTreeMap<String, Type>,
}

impl ResultType {
    /// A new `ResultType` of what is required.
    #[must_use]
    pub fn new(
        r#type: impl Into<String>,
        r#match: impl Into<String>,
        self_: impl Into<String>,
        input: impl Into<String>,
        name: impl Into<String>,
        object: impl Into<String>,
        value: impl Into<Value>,
    ) -> Self {
        Self {
            r#type: r#type.into(),
            r#match: r#match.into(),
            self_: self_.into(),
            input: input.into(),
            name: name.into(),
            object: object.into(),
            value: value.into(),
            r#gen: Default::default(),
            crate_: Default::default(),
            super_: Default::default(),
            r#async: Default::default(),
            r#try: Default::default(),
            checker: Default::default(),
            message: Default::default(),
            protojson: Default::default(),
            serde: Default::default(),
            validate: Default::default(),
            new: Default::default(),
            from: Default::default(),
            default: Default::default(),
            clone: Default::default(),
            union: Default::default(),
            macro_rules: Default::default(),
            ok: Default::default(),
            none: Default::default(),
            info: Default::default(),
            url_2: Default::default(),
            renamed: Default::default(),
            http_url: Default::default(),
            option: Default::default(),
            mods: Default::default(),
            types: Default::default(),
        }
    }
    /// Sets [`gen`](Self::gen).
    #[must_use]
    pub fn with_gen(mut self, value: impl Into<String>) -> Self {
        self.r#gen = value.into();
        self
    }
    /// Sets [`crate_`](Self::crate_).
    #[must_use]
    pub fn with_crate_(mut self, value: impl Into<String>) -> Self {
        self.crate_ = value.into();
        self
    }
    /// Sets [`super_`](Self::super_).
    #[must_use]
    pub fn with_super_(mut self, value: impl Into<String>) -> Self {
        self.super_ = value.into();
        self
    }
    /// Sets [`async`](Self::async).
    #[must_use]
    pub fn with_async(mut self, value: impl Into<String>) -> Self {
        self.r#async = value.into();
        self
    }
    /// Sets [`try`](Self::try).
    #[must_use]
    pub fn with_try(mut self, value: impl Into<String>) -> Self {
        self.r#try = value.into();
        self
    }
    /// Sets [`checker`](Self::checker).
    #[must_use]
    pub fn with_checker(mut self, value: impl Into<String>) -> Self {
        self.checker = value.into();
        self
    }
    /// Sets [`message`](Self::message).
    #[must_use]
    pub fn with_message(mut self, value: impl Into<String>) -> Self {
        self.message = value.into();
        self
    }
    /// Sets [`protojson`](Self::protojson).
    #[must_use]
    pub fn with_protojson(mut self, value: impl Into<String>) -> Self {
        self.protojson = value.into();
        self
    }
    /// Sets [`serde`](Self::serde).
    #[must_use]
    pub fn with_serde(mut self, value: impl Into<String>) -> Self {
        self.serde = value.into();
        self
    }
    /// Sets [`validate`](Self::validate).
    #[must_use]
    pub fn with_validate(mut self, value: impl Into<String>) -> Self {
        self.validate = value.into();
        self
    }
    /// Sets [`new`](Self::new).
    #[must_use]
    pub fn with_new(mut self, value: impl Into<String>) -> Self {
        self.new = value.into();
        self
    }
    /// Sets [`from`](Self::from).
    #[must_use]
    pub fn with_from(mut self, value: impl Into<String>) -> Self {
        self.from = value.into();
        self
    }
    /// Sets [`default`](Self::default).
    #[must_use]
    pub fn with_default(mut self, value: impl Into<String>) -> Self {
        self.default = value.into();
        self
    }
    /// Sets [`clone`](Self::clone).
    #[must_use]
    pub fn with_clone(mut self, value: impl Into<String>) -> Self {
        self.clone = value.into();
        self
    }
    /// Sets [`union`](Self::union).
    #[must_use]
    pub fn with_union(mut self, value: impl Into<String>) -> Self {
        self.union = value.into();
        self
    }
    /// Sets [`macro_rules`](Self::macro_rules).
    #[must_use]
    pub fn with_macro_rules(mut self, value: impl Into<String>) -> Self {
        self.macro_rules = value.into();
        self
    }
    /// Sets [`ok`](Self::ok).
    #[must_use]
    pub fn with_ok(mut self, value: impl Into<String>) -> Self {
        self.ok = value.into();
        self
    }
    /// Sets [`none`](Self::none).
    #[must_use]
    pub fn with_none(mut self, value: impl Into<String>) -> Self {
        self.none = value.into();
        self
    }
    /// Sets [`info`](Self::info).
    #[must_use]
    pub fn with_info(mut self, value: impl Into<String>) -> Self {
        self.info = value.into();
        self
    }
    /// Sets [`url_2`](Self::url_2).
    #[must_use]
    pub fn with_url_2(mut self, value: impl Into<String>) -> Self {
        self.url_2 = value.into();
        self
    }
    /// Sets [`renamed`](Self::renamed).
    #[must_use]
    pub fn with_renamed(mut self, value: impl Into<String>) -> Self {
        self.renamed = value.into();
        self
    }
    /// Sets [`http_url`](Self::http_url).
    #[must_use]
    pub fn with_http_url(mut self, value: impl Into<String>) -> Self {
        self.http_url = value.into();
        self
    }
    /// Sets [`option`](Self::option).
    #[must_use]
    pub fn with_option(mut self, value: OptionType) -> Self {
        self.option = Some(value);
        self
    }
    /// Sets [`mods`](Self::mods).
    #[must_use]
    pub fn with_mods(mut self, value: impl IntoIterator<Item = impl Into<Mod>>) -> Self {
        self.mods = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets [`types`](Self::types).
    #[must_use]
    pub fn with_types(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Type>)>,
    ) -> Self {
        self.types = value
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
}

impl protojson::Message for ResultType {
    const INFO: &'static MessageInfo = &INFO;
    fn read_fields<'de, A: MapAccess<'de>>(
        mut input: Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut r#type = None;
        let mut r#match = None;
        let mut self_ = None;
        let mut input_ = None;
        let mut name_ = None;
        let mut object_ = None;
        let mut value = None;
        let mut r#gen = None;
        let mut crate_ = None;
        let mut super_ = None;
        let mut r#async = None;
        let mut r#try = None;
        let mut checker = None;
        let mut message = None;
        let mut protojson = None;
        let mut serde = None;
        let mut validate = None;
        let mut new = None;
        let mut from = None;
        let mut default = None;
        let mut clone = None;
        let mut union = None;
        let mut macro_rules = None;
        let mut ok = None;
        let mut none = None;
        let mut info = None;
        let mut url_2 = None;
        let mut renamed = None;
        let mut http_url = None;
        let mut option = None;
        let mut mods = None;
        let mut types = None;
        while let Some(name) = input.next_name()? {
            match &*name {
                "type" => r#type = input.value()?,
                "match" => r#match = input.value()?,
                "self" => self_ = input.value()?,
                "input" => input_ = input.value()?,
                "name" => name_ = input.value()?,
                "object" => object_ = input.value()?,
                "value" => value = input.value()?,
                "gen" => r#gen = input.value()?,
                "crate" => crate_ = input.value()?,
                "super" => super_ = input.value()?,
                "async" => r#async = input.value()?,
                "try" => r#try = input.value()?,
                "checker" => checker = input.value()?,
                "message" => message = input.value()?,
                "protojson" => protojson = input.value()?,
                "serde" => serde = input.value()?,
                "validate" => validate = input.value()?,
                "new" => new = input.value()?,
                "from" => from = input.value()?,
                "default" => default = input.value()?,
                "clone" => clone = input.value()?,
                "union" => union = input.value()?,
                "macroRules" | "macro_rules" => macro_rules = input.value()?,
                "ok" => ok = input.value()?,
                "none" => none = input.value()?,
                "info" => info = input.value()?,
                "url2" | "url_2" => url_2 = input.value()?,
                "somethingElse" | "renamed" => renamed = input.value()?,
                "HTTPUrl" => http_url = input.value()?,
                "option" => option = input.value()?,
                "mods" => mods = input.value()?,
                "types" => types = input.value()?,
                _ => input.skip()?,
            }
        }
        Ok(Self {
            r#type: r#type.unwrap_or_default(),
            r#match: r#match.unwrap_or_default(),
            self_: self_.unwrap_or_default(),
            input: input_.unwrap_or_default(),
            name: name_.unwrap_or_default(),
            object: object_.unwrap_or_default(),
            value: value.ok_or_else(|| serde::de::Error::missing_field("value"))?,
            r#gen: r#gen.unwrap_or_default(),
            crate_: crate_.unwrap_or_default(),
            super_: super_.unwrap_or_default(),
            r#async: r#async.unwrap_or_default(),
            r#try: r#try.unwrap_or_default(),
            checker: checker.unwrap_or_default(),
            message: message.unwrap_or_default(),
            protojson: protojson.unwrap_or_default(),
            serde: serde.unwrap_or_default(),
            validate: validate.unwrap_or_default(),
            new: new.unwrap_or_default(),
            from: from.unwrap_or_default(),
            default: default.unwrap_or_default(),
            clone: clone.unwrap_or_default(),
            union: union.unwrap_or_default(),
            macro_rules: macro_rules.unwrap_or_default(),
            ok: ok.unwrap_or_default(),
            none: none.unwrap_or_default(),
            info: info.unwrap_or_default(),
            url_2: url_2.unwrap_or_default(),
            renamed: renamed.unwrap_or_default(),
            http_url: http_url.unwrap_or_default(),
            option,
            mods: mods.unwrap_or_default(),
            types: types.unwrap_or_default(),
        })
    }
    fn write_fields<M: SerializeMap>(
        &self,
        object: &mut Object<M>,
    ) -> Result<(), M::Error> {
        object.required("type", &self.r#type)?;
        object.required("match", &self.r#match)?;
        object.required("self", &self.self_)?;
        object.required("input", &self.input)?;
        object.required("name", &self.name)?;
        object.required("object", &self.object)?;
        object.required("value", &self.value)?;
        object.implicit("gen", &self.r#gen)?;
        object.implicit("crate", &self.crate_)?;
        object.implicit("super", &self.super_)?;
        object.implicit("async", &self.r#async)?;
        object.implicit("try", &self.r#try)?;
        object.implicit("checker", &self.checker)?;
        object.implicit("message", &self.message)?;
        object.implicit("protojson", &self.protojson)?;
        object.implicit("serde", &self.serde)?;
        object.implicit("validate", &self.validate)?;
        object.implicit("new", &self.new)?;
        object.implicit("from", &self.from)?;
        object.implicit("default", &self.default)?;
        object.implicit("clone", &self.clone)?;
        object.implicit("union", &self.union)?;
        object.implicit("macroRules", &self.macro_rules)?;
        object.implicit("ok", &self.ok)?;
        object.implicit("none", &self.none)?;
        object.implicit("info", &self.info)?;
        object.implicit("url2", &self.url_2)?;
        object.implicit("somethingElse", &self.renamed)?;
        object.implicit("HTTPUrl", &self.http_url)?;
        object.optional("option", &self.option)?;
        object.implicit("mods", &self.mods)?;
        object.implicit("types", &self.types)
    }
}

protojson::message!(ResultType);

impl ResultType {
    /// Checks what the schema demands beyond the form (§5.7).
    ///
    /// # Errors
    ///
    /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        validate::validate(self)
    }
}

impl Validate for ResultType {
    fn check(&self, checker: &mut Checker) {
        checker.not_empty("type", &self.r#type);
        checker.not_empty("match", &self.r#match);
        checker.not_empty("self", &self.self_);
        checker.not_empty("input", &self.input);
        checker.not_empty("name", &self.name);
        checker.not_empty("object", &self.object);
        checker.field("option", &self.option);
        checker.field("mods", &self.mods);
        checker.field("types", &self.types);
    }
}

pub(super) static INFO: MessageInfo = MessageInfo {
    name: "Result",
    fields: &[
        FieldInfo::new("type", "type", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "match",
            "match",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("self", "self", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "input",
            "input",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("name", "name", Presence::Required, Shape::Single, Kind::String),
        FieldInfo::new(
            "object",
            "object",
            Presence::Required,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("value", "value", Presence::Required, Shape::Single, Kind::Value),
        FieldInfo::new("gen", "gen", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new(
            "crate",
            "crate",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "super",
            "super",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "async",
            "async",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("try", "try", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new(
            "checker",
            "checker",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "message",
            "message",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "protojson",
            "protojson",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "serde",
            "serde",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "validate",
            "validate",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("new", "new", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new("from", "from", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new(
            "default",
            "default",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "clone",
            "clone",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "union",
            "union",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "macroRules",
            "macro_rules",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new("ok", "ok", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new("none", "none", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new("info", "info", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new("url2", "url_2", Presence::Implicit, Shape::Single, Kind::String),
        FieldInfo::new(
            "somethingElse",
            "renamed",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "HTTPUrl",
            "HTTPUrl",
            Presence::Implicit,
            Shape::Single,
            Kind::String,
        ),
        FieldInfo::new(
            "option",
            "option",
            Presence::Optional,
            Shape::Single,
            Kind::Message(&super::option::INFO),
        ),
        FieldInfo::new(
            "mods",
            "mods",
            Presence::Implicit,
            Shape::Repeated,
            Kind::Message(&super::mod_::INFO),
        ),
        FieldInfo::new(
            "types",
            "types",
            Presence::Implicit,
            Shape::Map,
            Kind::Message(&super::r#type::INFO),
        ),
    ],
};
