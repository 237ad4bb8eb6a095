// @generated from fixtures/cycles/a2a.json by `UPDATE_GOLDENS=1 cargo test -p a2a-codegen`; do not edit.
mod types {
    //! The messages and enums.
    mod branch {
        //! `Branch`.
        use super::Tree;
        use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
        use ::a2a_bindings::protojson::{self, Fields, Object};
        use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
        use serde::de::MapAccess;
        use serde::ser::SerializeMap;
        /// `Branch`.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Branch {
            /// `left`.
            pub left: Box<Tree>,
            /// `right`.
            pub right: Box<Tree>,
        }
        impl Branch {
            /// A new `Branch` of what is required.
            #[must_use]
            pub fn new(left: Tree, right: Tree) -> Self {
                Self {
                    left: Box::new(left),
                    right: Box::new(right),
                }
            }
        }
        impl protojson::Message for Branch {
            const INFO: &'static MessageInfo = &INFO;
            fn read_fields<'de, A: MapAccess<'de>>(
                mut input: Fields<'de, A>,
            ) -> Result<Self, A::Error> {
                let mut left = None;
                let mut right = None;
                while let Some(name) = input.next_name()? {
                    match &*name {
                        "left" => left = input.value()?,
                        "right" => right = input.value()?,
                        _ => input.skip()?,
                    }
                }
                Ok(Self {
                    left: left.ok_or_else(|| serde::de::Error::missing_field("left"))?,
                    right: right.ok_or_else(|| serde::de::Error::missing_field("right"))?,
                })
            }
            fn write_fields<M: SerializeMap>(
                &self,
                object: &mut Object<M>,
            ) -> Result<(), M::Error> {
                object.required("left", &self.left)?;
                object.required("right", &self.right)
            }
        }
        protojson::message!(Branch);
        impl Branch {
            /// Checks what the schema demands beyond the form (§5.7).
            ///
            /// # Errors
            ///
            /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
            pub fn validate(&self) -> Result<(), Violations> {
                validate::validate(self)
            }
        }
        impl Validate for Branch {
            fn check(&self, checker: &mut Checker) {
                checker.field("left", &self.left);
                checker.field("right", &self.right);
            }
        }
        pub(super) static INFO: MessageInfo = MessageInfo {
            name: "Branch",
            fields: &[
                FieldInfo::new(
                    "left",
                    "left",
                    Presence::Required,
                    Shape::Single,
                    Kind::Message(&super::tree::INFO),
                ),
                FieldInfo::new(
                    "right",
                    "right",
                    Presence::Required,
                    Shape::Single,
                    Kind::Message(&super::tree::INFO),
                ),
            ],
        };
    }
    pub use branch::*;
    mod expression {
        //! `Expression`.
        use super::Expressions;
        use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
        use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
        use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
        use serde::de::MapAccess;
        use serde::ser::SerializeMap;
        /// As a member of a oneof beside other fields.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Expression {
            /// The `kind` of a `Expression`.
            pub kind: ExpressionKind,
            /// `label`.
            pub label: String,
        }
        impl Expression {
            /// A new `Expression` of what is required.
            #[must_use]
            pub fn new(kind: ExpressionKind) -> Self {
                Self {
                    kind,
                    label: Default::default(),
                }
            }
            /// Makes one that holds [`ExpressionKind::Literal`].
            #[must_use]
            pub fn literal(value: i64) -> Self {
                Self::new(ExpressionKind::Literal(value))
            }
            /// Makes one that holds [`ExpressionKind::Negated`].
            #[must_use]
            pub fn negated(value: Expression) -> Self {
                Self::new(ExpressionKind::Negated(Box::new(value)))
            }
            /// Makes one that holds [`ExpressionKind::Sum`].
            #[must_use]
            pub fn sum(value: Expressions) -> Self {
                Self::new(ExpressionKind::Sum(value))
            }
            /// Sets [`label`](Self::label).
            #[must_use]
            pub fn with_label(mut self, value: impl Into<String>) -> Self {
                self.label = value.into();
                self
            }
        }
        impl protojson::Message for Expression {
            const INFO: &'static MessageInfo = &INFO;
            fn read_fields<'de, A: MapAccess<'de>>(
                mut input: Fields<'de, A>,
            ) -> Result<Self, A::Error> {
                let mut kind = Oneof::new(&["literal", "negated", "sum"]);
                let mut label = None;
                while let Some(name) = input.next_name()? {
                    match &*name {
                        "literal" => {
                            kind.set("literal", input.value()?, ExpressionKind::Literal)
                        }
                        "negated" => {
                            kind.set("negated", input.value()?, ExpressionKind::Negated)
                        }
                        "sum" => kind.set("sum", input.value()?, ExpressionKind::Sum),
                        "label" => label = input.value()?,
                        _ => kind.set_unknown(&name, &mut input)?,
                    }
                }
                Ok(Self {
                    kind: kind.finish(ExpressionKind::Unrecognized)?,
                    label: label.unwrap_or_default(),
                })
            }
            fn write_fields<M: SerializeMap>(
                &self,
                object: &mut Object<M>,
            ) -> Result<(), M::Error> {
                self.kind.write_fields(object)?;
                object.implicit("label", &self.label)
            }
        }
        /// The `kind` of a `Expression`.
        #[allow(
            clippy::large_enum_variant,
            reason = "messages have as many fields as they have"
        )]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum ExpressionKind {
            /// `literal`.
            Literal(i64),
            /// `negated`.
            Negated(Box<Expression>),
            /// `sum`.
            Sum(Expressions),
            /// A member that this version of the protocol does not have.
            Unrecognized(UnknownMember),
        }
        impl ExpressionKind {
            fn write_fields<M: SerializeMap>(
                &self,
                object: &mut Object<M>,
            ) -> Result<(), M::Error> {
                match self {
                    Self::Literal(value) => object.required("literal", value),
                    Self::Negated(value) => object.required("negated", value),
                    Self::Sum(value) => object.required("sum", value),
                    Self::Unrecognized(unknown) => unknown.write_fields(object),
                }
            }
        }
        impl From<Expressions> for ExpressionKind {
            fn from(value: Expressions) -> Self {
                Self::Sum(value)
            }
        }
        protojson::message!(Expression);
        impl Expression {
            /// Checks what the schema demands beyond the form (§5.7).
            ///
            /// # Errors
            ///
            /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
            pub fn validate(&self) -> Result<(), Violations> {
                validate::validate(self)
            }
        }
        impl Validate for Expression {
            fn check(&self, checker: &mut Checker) {
                match &self.kind {
                    ExpressionKind::Negated(value) => checker.field("negated", value),
                    ExpressionKind::Sum(value) => checker.field("sum", value),
                    ExpressionKind::Literal(_) => {}
                    ExpressionKind::Unrecognized(unknown) => {
                        checker.unknown_member(unknown, &["literal", "negated", "sum"])
                    }
                }
            }
        }
        pub(super) static INFO: MessageInfo = MessageInfo {
            name: "Expression",
            fields: &[
                FieldInfo::new(
                    "label",
                    "label",
                    Presence::Implicit,
                    Shape::Single,
                    Kind::String,
                ),
                FieldInfo::new(
                    "literal",
                    "literal",
                    Presence::Oneof("kind"),
                    Shape::Single,
                    Kind::Integer,
                ),
                FieldInfo::new(
                    "negated",
                    "negated",
                    Presence::Oneof("kind"),
                    Shape::Single,
                    Kind::Message(&INFO),
                ),
                FieldInfo::new(
                    "sum",
                    "sum",
                    Presence::Oneof("kind"),
                    Shape::Single,
                    Kind::Message(&super::expressions::INFO),
                ),
            ],
        };
    }
    pub use expression::*;
    mod expressions {
        //! `Expressions`.
        use super::Expression;
        use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
        use ::a2a_bindings::protojson::{self, Fields, Object};
        use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
        use serde::de::MapAccess;
        use serde::ser::SerializeMap;
        /// In a list only: nothing to box.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Expressions {
            /// `items`.
            pub items: Vec<Expression>,
        }
        impl Expressions {
            /// A new `Expressions` with nothing set.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
            /// Sets [`items`](Self::items).
            #[must_use]
            pub fn with_items(
                mut self,
                value: impl IntoIterator<Item = impl Into<Expression>>,
            ) -> Self {
                self.items = value.into_iter().map(Into::into).collect();
                self
            }
        }
        impl protojson::Message for Expressions {
            const INFO: &'static MessageInfo = &INFO;
            fn read_fields<'de, A: MapAccess<'de>>(
                mut input: Fields<'de, A>,
            ) -> Result<Self, A::Error> {
                let mut items = None;
                while let Some(name) = input.next_name()? {
                    match &*name {
                        "items" => items = input.value()?,
                        _ => input.skip()?,
                    }
                }
                Ok(Self {
                    items: items.unwrap_or_default(),
                })
            }
            fn write_fields<M: SerializeMap>(
                &self,
                object: &mut Object<M>,
            ) -> Result<(), M::Error> {
                object.implicit("items", &self.items)
            }
        }
        protojson::message!(Expressions);
        impl Expressions {
            /// Checks what the schema demands beyond the form (§5.7).
            ///
            /// # Errors
            ///
            /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
            pub fn validate(&self) -> Result<(), Violations> {
                validate::validate(self)
            }
        }
        impl Validate for Expressions {
            fn check(&self, checker: &mut Checker) {
                checker.field("items", &self.items);
            }
        }
        pub(super) static INFO: MessageInfo = MessageInfo {
            name: "Expressions",
            fields: &[
                FieldInfo::new(
                    "items",
                    "items",
                    Presence::Implicit,
                    Shape::Repeated,
                    Kind::Message(&super::expression::INFO),
                ),
            ],
        };
    }
    pub use expressions::*;
    mod node {
        //! `Node`.
        use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
        use ::a2a_bindings::protojson::{self, Fields, Object};
        use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
        use serde::de::MapAccess;
        use serde::ser::SerializeMap;
        use std::collections::BTreeMap;
        /// Directly, in a list and in a map.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Node {
            /// `name`.
            pub name: String,
            /// `next`.
            pub next: Option<Box<Node>>,
            /// `children`.
            pub children: Vec<Node>,
            /// `byName`.
            pub by_name: BTreeMap<String, Node>,
        }
        impl Node {
            /// A new `Node` of what is required.
            #[must_use]
            pub fn new(name: impl Into<String>) -> Self {
                Self {
                    name: name.into(),
                    next: Default::default(),
                    children: Default::default(),
                    by_name: Default::default(),
                }
            }
            /// Sets [`next`](Self::next).
            #[must_use]
            pub fn with_next(mut self, value: Node) -> Self {
                self.next = Some(Box::new(value));
                self
            }
            /// Sets [`children`](Self::children).
            #[must_use]
            pub fn with_children(
                mut self,
                value: impl IntoIterator<Item = impl Into<Node>>,
            ) -> Self {
                self.children = value.into_iter().map(Into::into).collect();
                self
            }
            /// Sets [`by_name`](Self::by_name).
            #[must_use]
            pub fn with_by_name(
                mut self,
                value: impl IntoIterator<Item = (impl Into<String>, impl Into<Node>)>,
            ) -> Self {
                self.by_name = value
                    .into_iter()
                    .map(|(key, value)| (key.into(), value.into()))
                    .collect();
                self
            }
        }
        impl protojson::Message for Node {
            const INFO: &'static MessageInfo = &INFO;
            fn read_fields<'de, A: MapAccess<'de>>(
                mut input: Fields<'de, A>,
            ) -> Result<Self, A::Error> {
                let mut name_ = None;
                let mut next = None;
                let mut children = None;
                let mut by_name = None;
                while let Some(name) = input.next_name()? {
                    match &*name {
                        "name" => name_ = input.value()?,
                        "next" => next = input.value()?,
                        "children" => children = input.value()?,
                        "byName" | "by_name" => by_name = input.value()?,
                        _ => input.skip()?,
                    }
                }
                Ok(Self {
                    name: name_.unwrap_or_default(),
                    next,
                    children: children.unwrap_or_default(),
                    by_name: by_name.unwrap_or_default(),
                })
            }
            fn write_fields<M: SerializeMap>(
                &self,
                object: &mut Object<M>,
            ) -> Result<(), M::Error> {
                object.required("name", &self.name)?;
                object.optional("next", &self.next)?;
                object.implicit("children", &self.children)?;
                object.implicit("byName", &self.by_name)
            }
        }
        protojson::message!(Node);
        impl Node {
            /// Checks what the schema demands beyond the form (§5.7).
            ///
            /// # Errors
            ///
            /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
            pub fn validate(&self) -> Result<(), Violations> {
                validate::validate(self)
            }
        }
        impl Validate for Node {
            fn check(&self, checker: &mut Checker) {
                checker.not_empty("name", &self.name);
                checker.field("next", &self.next);
                checker.field("children", &self.children);
                checker.field("byName", &self.by_name);
            }
        }
        pub(super) static INFO: MessageInfo = MessageInfo {
            name: "Node",
            fields: &[
                FieldInfo::new(
                    "name",
                    "name",
                    Presence::Required,
                    Shape::Single,
                    Kind::String,
                ),
                FieldInfo::new(
                    "next",
                    "next",
                    Presence::Optional,
                    Shape::Single,
                    Kind::Message(&INFO),
                ),
                FieldInfo::new(
                    "children",
                    "children",
                    Presence::Implicit,
                    Shape::Repeated,
                    Kind::Message(&INFO),
                ),
                FieldInfo::new(
                    "byName",
                    "by_name",
                    Presence::Implicit,
                    Shape::Map,
                    Kind::Message(&INFO),
                ),
            ],
        };
    }
    pub use node::*;
    mod ping {
        //! `Ping`.
        use super::Pong;
        use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
        use ::a2a_bindings::protojson::{self, Fields, Object};
        use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
        use serde::de::MapAccess;
        use serde::ser::SerializeMap;
        /// By way of another.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Ping {
            /// `pong`.
            pub pong: Option<Box<Pong>>,
        }
        impl Ping {
            /// A new `Ping` with nothing set.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
            /// Sets [`pong`](Self::pong).
            #[must_use]
            pub fn with_pong(mut self, value: Pong) -> Self {
                self.pong = Some(Box::new(value));
                self
            }
        }
        impl protojson::Message for Ping {
            const INFO: &'static MessageInfo = &INFO;
            fn read_fields<'de, A: MapAccess<'de>>(
                mut input: Fields<'de, A>,
            ) -> Result<Self, A::Error> {
                let mut pong = None;
                while let Some(name) = input.next_name()? {
                    match &*name {
                        "pong" => pong = input.value()?,
                        _ => input.skip()?,
                    }
                }
                Ok(Self { pong })
            }
            fn write_fields<M: SerializeMap>(
                &self,
                object: &mut Object<M>,
            ) -> Result<(), M::Error> {
                object.optional("pong", &self.pong)
            }
        }
        protojson::message!(Ping);
        impl Ping {
            /// Checks what the schema demands beyond the form (§5.7).
            ///
            /// # Errors
            ///
            /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
            pub fn validate(&self) -> Result<(), Violations> {
                validate::validate(self)
            }
        }
        impl Validate for Ping {
            fn check(&self, checker: &mut Checker) {
                checker.field("pong", &self.pong);
            }
        }
        pub(super) static INFO: MessageInfo = MessageInfo {
            name: "Ping",
            fields: &[
                FieldInfo::new(
                    "pong",
                    "pong",
                    Presence::Optional,
                    Shape::Single,
                    Kind::Message(&super::pong::INFO),
                ),
            ],
        };
    }
    pub use ping::*;
    mod pong {
        //! `Pong`.
        use super::{Node, Ping};
        use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
        use ::a2a_bindings::protojson::{self, Fields, Object};
        use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
        use serde::de::MapAccess;
        use serde::ser::SerializeMap;
        /// `Pong`.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Pong {
            /// `ping`.
            pub ping: Option<Box<Ping>>,
            /// Not a part of the cycle.
            pub node: Option<Node>,
        }
        impl Pong {
            /// A new `Pong` with nothing set.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
            /// Sets [`ping`](Self::ping).
            #[must_use]
            pub fn with_ping(mut self, value: Ping) -> Self {
                self.ping = Some(Box::new(value));
                self
            }
            /// Sets [`node`](Self::node).
            #[must_use]
            pub fn with_node(mut self, value: Node) -> Self {
                self.node = Some(value);
                self
            }
        }
        impl protojson::Message for Pong {
            const INFO: &'static MessageInfo = &INFO;
            fn read_fields<'de, A: MapAccess<'de>>(
                mut input: Fields<'de, A>,
            ) -> Result<Self, A::Error> {
                let mut ping = None;
                let mut node = None;
                while let Some(name) = input.next_name()? {
                    match &*name {
                        "ping" => ping = input.value()?,
                        "node" => node = input.value()?,
                        _ => input.skip()?,
                    }
                }
                Ok(Self { ping, node })
            }
            fn write_fields<M: SerializeMap>(
                &self,
                object: &mut Object<M>,
            ) -> Result<(), M::Error> {
                object.optional("ping", &self.ping)?;
                object.optional("node", &self.node)
            }
        }
        protojson::message!(Pong);
        impl Pong {
            /// Checks what the schema demands beyond the form (§5.7).
            ///
            /// # Errors
            ///
            /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
            pub fn validate(&self) -> Result<(), Violations> {
                validate::validate(self)
            }
        }
        impl Validate for Pong {
            fn check(&self, checker: &mut Checker) {
                checker.field("ping", &self.ping);
                checker.field("node", &self.node);
            }
        }
        pub(super) static INFO: MessageInfo = MessageInfo {
            name: "Pong",
            fields: &[
                FieldInfo::new(
                    "ping",
                    "ping",
                    Presence::Optional,
                    Shape::Single,
                    Kind::Message(&super::ping::INFO),
                ),
                FieldInfo::new(
                    "node",
                    "node",
                    Presence::Optional,
                    Shape::Single,
                    Kind::Message(&super::node::INFO),
                ),
            ],
        };
    }
    pub use pong::*;
    mod tree {
        //! `Tree`.
        use super::Branch;
        use ::a2a_bindings::protocol::{FieldInfo, Kind, MessageInfo, Presence, Shape};
        use ::a2a_bindings::protojson::{self, Fields, Object, Oneof, UnknownMember};
        use ::a2a_bindings::validate::{self, Checker, Validate, Violations};
        use serde::de::MapAccess;
        use serde::ser::SerializeMap;
        /// As a member of a oneof, required on the way.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Tree {
            /// `leaf`.
            Leaf(String),
            /// `branch`.
            Branch(Box<Branch>),
            /// A member that this version of the protocol does not have.
            Unrecognized(UnknownMember),
        }
        impl protojson::Message for Tree {
            const INFO: &'static MessageInfo = &INFO;
            fn read_fields<'de, A: MapAccess<'de>>(
                mut input: Fields<'de, A>,
            ) -> Result<Self, A::Error> {
                let mut member = Oneof::new(&["leaf", "branch"]);
                while let Some(name) = input.next_name()? {
                    match &*name {
                        "leaf" => member.set("leaf", input.value()?, Tree::Leaf),
                        "branch" => member.set("branch", input.value()?, Tree::Branch),
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
                    Self::Leaf(value) => object.required("leaf", value),
                    Self::Branch(value) => object.required("branch", value),
                    Self::Unrecognized(unknown) => unknown.write_fields(object),
                }
            }
        }
        protojson::message!(Tree);
        impl Tree {
            /// Checks what the schema demands beyond the form (§5.7).
            ///
            /// # Errors
            ///
            /// Something is wrong; the violations are listed, up to 100, each with the path of its field.
            pub fn validate(&self) -> Result<(), Violations> {
                validate::validate(self)
            }
        }
        impl Validate for Tree {
            fn check(&self, checker: &mut Checker) {
                match self {
                    Self::Branch(value) => checker.field("branch", value),
                    Self::Leaf(_) => {}
                    Self::Unrecognized(unknown) => {
                        checker.unknown_member(unknown, &["leaf", "branch"])
                    }
                }
            }
        }
        pub(super) static INFO: MessageInfo = MessageInfo {
            name: "Tree",
            fields: &[
                FieldInfo::new(
                    "leaf",
                    "leaf",
                    Presence::Oneof("node"),
                    Shape::Single,
                    Kind::String,
                ),
                FieldInfo::new(
                    "branch",
                    "branch",
                    Presence::Oneof("node"),
                    Shape::Single,
                    Kind::Message(&super::branch::INFO),
                ),
            ],
        };
    }
    pub use tree::*;
}
pub use types::*;
mod errors {
    //! The errors with their codes in every binding.
    use ::a2a_bindings::{A2aError, ErrorInfo};
    /// The errors that the specification names (§3.3.2, §9.5).
    ///
    /// Gives [`A2aError::new`] its first argument, and tells apart what a peer reported with
    /// [`ErrorKind::of`].
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ErrorKind {}
    impl ErrorKind {
        /// Which error it is; `None` for one that this version does not name.
        #[must_use]
        pub fn of(error: &A2aError) -> Option<Self> {
            let _ = error;
            None
        }
        /// What the specification says about the error (§5.4).
        #[must_use]
        pub const fn info(self) -> ErrorInfo {
            match self {}
        }
    }
    impl From<ErrorKind> for ErrorInfo {
        fn from(kind: ErrorKind) -> Self {
            kind.info()
        }
    }
}
pub use errors::*;
mod methods {
    //! The tables of operations, routes and messages.
    use super::{Branch, Expression, Expressions, Node, Ping, Pong, Tree};
    use ::a2a_bindings::protocol::{MethodInfo, Protocol, Route, Segment};
    use ::a2a_bindings::protojson;
    /// `Walk`.
    pub const WALK: MethodInfo = MethodInfo {
        name: "Walk",
        request: "Node",
        response: Some("Tree"),
        streaming: false,
        routes: &[Route::with_body("POST", &[Segment::Literal("walk")])],
        capability: None,
        unsupported: None,
    };
    /// The JSON Schema (2020-12) that this version was generated from.
    pub static SCHEMA: &str = include_str!("cycles.json");
    /// The tables of this version.
    pub static PROTOCOL: Protocol = Protocol {
        version: "0.2",
        methods: &[WALK],
        errors: &[],
        messages: &[
            <Branch as protojson::Message>::INFO,
            <Expression as protojson::Message>::INFO,
            <Expressions as protojson::Message>::INFO,
            <Node as protojson::Message>::INFO,
            <Ping as protojson::Message>::INFO,
            <Pong as protojson::Message>::INFO,
            <Tree as protojson::Message>::INFO,
        ],
        schema: SCHEMA,
    };
}
pub use methods::*;
mod handler {
    //! The handler trait.
    use super::{Node, Tree};
    use ::a2a_bindings::{A2aError, Declared, RequestContext};
    use std::future::Future;
    /// An agent, as the protocol sees it: one method per operation.
    ///
    /// Implement the methods as plain `async fn`. Those with a default are optional: the default
    /// answers with the error that the specification has for an agent without the operation. Requests
    /// have been checked when they arrive here. A streaming method returns once the agent has accepted
    /// the request; from then on it reports errors in the stream.
    pub trait A2aHandler: Send + Sync + 'static {
        /// What the agent's card declares; requests are held to it before they arrive here (§3.3.4, §4.6).
        ///
        /// The default, `None`, is for an agent that serves every operation it implements, whatever its
        /// card says, and uses no extension.
        fn declared(&self) -> Option<&Declared> {
            None
        }
        /// `Walk`.
        ///
        /// # Errors
        ///
        /// The agent refuses the request.
        fn walk(
            &self,
            context: RequestContext,
            request: Node,
        ) -> impl Future<Output = Result<Tree, A2aError>> + Send;
    }
}
pub use handler::*;
mod server {
    //! Dispatch of requests to a handler.
    use super::{A2aHandler, PROTOCOL};
    use ::a2a_bindings::protocol::{MethodInfo, Protocol};
    use ::a2a_bindings::{A2aError, Parameters, Reply, RequestContext, Service};
    /// Makes a [`Service`] of an [`A2aHandler`]: decodes and checks each request, calls the method,
    /// encodes what it returns.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct Server<H> {
        handler: H,
    }
    impl<H: A2aHandler> Server<H> {
        /// Serves a handler.
        #[must_use]
        pub fn new(handler: H) -> Self {
            Self { handler }
        }
        /// The handler that is served.
        #[must_use]
        pub fn handler(&self) -> &H {
            &self.handler
        }
    }
    impl<H: A2aHandler> Service for Server<H> {
        fn protocol(&self) -> &'static Protocol {
            &PROTOCOL
        }
        fn negotiate(
            &self,
            method: &'static MethodInfo,
            context: &mut RequestContext,
        ) -> Result<(), A2aError> {
            match self.handler.declared() {
                Some(declared) => declared.negotiate(&PROTOCOL, method, context),
                None => Ok(()),
            }
        }
        async fn call(
            &self,
            context: RequestContext,
            method: &'static MethodInfo,
            parameters: Parameters<'_>,
        ) -> Result<Reply, A2aError> {
            match method.name {
                "Walk" => {
                    let request = parameters.request()?;
                    Reply::unary(&self.handler.walk(context, request).await?)
                }
                other => {
                    Err(
                        A2aError::method_not_found(
                            format!("there is no method `{other}`"),
                        ),
                    )
                }
            }
        }
    }
}
pub use server::*;
mod client {
    //! The client over any transport.
    use super::methods;
    use super::{Node, Tree};
    use ::a2a_bindings::{CallOptions, Transport};
    /// Calls an agent over a [`Transport`]: one method per operation.
    #[derive(Debug, Clone)]
    pub struct Client<T> {
        transport: T,
        call: CallOptions,
    }
    impl<T: Transport> Client<T> {
        /// A client that sends its requests this way.
        #[must_use]
        pub fn new(transport: T) -> Self {
            Self {
                transport,
                call: CallOptions::new(),
            }
        }
        /// The same client for calls with these options, in place of those that this one has; this one
        /// stays as it is.
        #[must_use]
        pub fn with_call_options(&self, call: CallOptions) -> Self
        where
            T: Clone,
        {
            Self {
                transport: self.transport.clone(),
                call,
            }
        }
        /// The transport that carries the requests.
        #[must_use]
        pub fn transport(&self) -> &T {
            &self.transport
        }
        /// `Walk`.
        ///
        /// # Errors
        ///
        /// The agent reported an error, or the transport failed.
        pub async fn walk(&self, request: Node) -> Result<Tree, T::Error> {
            self.transport.unary(&methods::WALK, &request, &self.call).await
        }
    }
}
pub use client::*;
