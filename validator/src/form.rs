//! The definitions of the schema as a table, for what walks many documents: see [`fast`](crate::fast) and
//! [`lenient`](crate::lenient).

use crate::names::snake_case;
use a2a_bindings::protocol::{FieldInfo, Kind, Protocol};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// Where a form stands in the table.
pub(crate) type FormId = usize;

/// What the schema says about a value.
#[derive(Debug)]
pub(crate) enum Form {
    /// Any JSON value.
    Any,
    /// Something that only the library knows how to check.
    Opaque,
    Bool,
    Integer {
        minimum: Option<i64>,
        maximum: Option<i64>,
        /// Whether all of its type is meant, or a rule of the specification narrows it.
        format: Option<IntegerFormat>,
    },
    Text {
        least: u64,
        /// Whether there is more to check than the form says.
        more: bool,
    },
    Timestamp,
    Base64,
    Const(Box<str>),
    Enum {
        values: Vec<EnumValue>,
        /// The value that a definition has and this place does not.
        except: Option<Box<str>>,
    },
    List {
        items: FormId,
        least: u64,
    },
    /// Values by name.
    Map(FormId),
    /// Any JSON object.
    Struct,
    Object(Object),
    /// The id of a JSON-RPC message.
    Id,
    /// Nothing, as `{}` or `null`.
    Empty,
}

/// The integers that a field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IntegerFormat {
    Int32,
    Uint32,
}

impl IntegerFormat {
    pub(crate) fn contains(self, number: i64) -> bool {
        match self {
            Self::Int32 => i32::try_from(number).is_ok(),
            Self::Uint32 => u32::try_from(number).is_ok(),
        }
    }
}

#[derive(Debug)]
pub(crate) struct EnumValue {
    pub(crate) name: Box<str>,
    pub(crate) number: Option<i64>,
}

/// An object with members that have names.
#[derive(Debug, Default)]
pub(crate) struct Object {
    pub(crate) members: Vec<Member>,
    /// The members of each oneof, by their places in `members`.
    pub(crate) oneofs: Vec<Vec<usize>>,
    /// Whether the schema allows other members.
    pub(crate) open: bool,
    /// Whether it is of the binding, and no message of the protocol.
    pub(crate) envelope: bool,
}

#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: Box<str>,
    /// The name in the protocol buffer definition.
    pub(crate) proto_name: Box<str>,
    pub(crate) form: FormId,
    pub(crate) required: bool,
}

impl Object {
    /// The member with this JSON name, and its place.
    pub(crate) fn member(&self, name: &str) -> Option<(usize, &Member)> {
        let mut members = self.members.iter().enumerate();
        members.find(|(_, member)| *member.name == *name)
    }

    /// The member with this JSON name or name in the protocol buffer definition, and its place.
    pub(crate) fn member_by_any_name(&self, name: &str) -> Option<(usize, &Member)> {
        let by_proto_name = || {
            let mut members = self.members.iter().enumerate();
            members.find(|(_, member)| *member.proto_name == *name)
        };
        self.member(name).or_else(by_proto_name)
    }
}

/// The forms of a schema.
#[derive(Debug)]
pub(crate) struct Forms {
    forms: Vec<Form>,
    /// By JSON pointer into the schema.
    roots: HashMap<String, FormId>,
}

impl Forms {
    /// Reads the definitions of a schema, and what else stands at the given pointers.
    pub(crate) fn new<'a>(
        protocol: &'static Protocol,
        schema: &Value,
        pointers: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut reader = Reader {
            protocol,
            schema,
            forms: Vec::new(),
            definitions: BTreeMap::new(),
        };
        let roots = pointers
            .map(|pointer| (pointer.to_owned(), reader.at(pointer)))
            .collect();
        Self {
            forms: reader.forms,
            roots,
        }
    }

    /// The form of what stands at a JSON pointer into the schema.
    pub(crate) fn root(&self, pointer: &str) -> Option<FormId> {
        self.roots.get(pointer).copied()
    }

    /// Whether what stands at a JSON pointer into a document can only stand there: anything but the value of a member
    /// that may be absent.
    pub(crate) fn is_required(&self, root: FormId, pointer: &str) -> bool {
        let (mut form, mut required) = (root, true);
        for token in pointer.split('/').skip(1) {
            (form, required) = match self.get(form) {
                Form::List { items, .. } => (*items, true),
                Form::Map(values) => (*values, true),
                // The names of members have nothing in them that a pointer escapes.
                Form::Object(object) => match object.member(token) {
                    Some((_, member)) => (member.form, member.required),
                    None => return true,
                },
                _ => return true,
            };
        }
        required
    }

    pub(crate) fn get(&self, id: FormId) -> &Form {
        self.forms.get(id).unwrap_or(&Form::Opaque)
    }
}

struct Reader<'a> {
    protocol: &'static Protocol,
    schema: &'a Value,
    forms: Vec<Form>,
    /// What a pointer has become, or is becoming: definitions can contain themselves.
    definitions: BTreeMap<String, FormId>,
}

impl<'a> Reader<'a> {
    fn at(&mut self, pointer: &str) -> FormId {
        if let Some(&id) = self.definitions.get(pointer) {
            return id;
        }
        let id = self.reserve();
        self.definitions.insert(pointer.to_owned(), id);
        if let Some(schema) = self.schema.pointer(pointer).and_then(Value::as_object) {
            let name = pointer.strip_prefix("/$defs/").unwrap_or_default();
            let form = self.form(schema, name, None);
            self.set(id, form);
        }
        id
    }

    fn reserve(&mut self) -> FormId {
        self.forms.push(Form::Opaque);
        self.forms.len() - 1
    }

    fn set(&mut self, id: FormId, form: Form) {
        if let Some(slot) = self.forms.get_mut(id) {
            *slot = form;
        }
    }

    /// The form of a part of the schema.
    fn place(&mut self, schema: &'a Value, field: Option<&FieldInfo>) -> FormId {
        let Some(schema) = schema.as_object() else {
            return self.reserve();
        };
        if let (Some(pointer), true) = (reference(schema), only(schema, &["$ref"])) {
            return self.at(pointer);
        }
        let form = match (reference(schema), excepted(schema)) {
            (Some(pointer), Some(except)) if only(schema, &["$ref", "not"]) => {
                self.excepting(pointer, except)
            }
            _ => self.form(schema, "", field),
        };
        let id = self.reserve();
        self.set(id, form);
        id
    }

    /// An enum without one of its values.
    fn excepting(&mut self, pointer: &str, except: &str) -> Form {
        let Some(definition) = self.schema.pointer(pointer).and_then(Value::as_object) else {
            return Form::Opaque;
        };
        match self.form(definition, "", None) {
            Form::Enum { values, .. } => Form::Enum {
                values,
                except: Some(except.into()),
            },
            _ => Form::Opaque,
        }
    }

    /// What a schema says, as far as all of it is understood.
    fn form(&mut self, schema: &'a Map<String, Value>, name: &str, field: Option<&FieldInfo>) -> Form {
        if let Some(value) = schema.get("const").and_then(Value::as_str) {
            return if only(schema, &["const"]) {
                Form::Const(value.into())
            } else {
                Form::Opaque
            };
        }
        match schema.get("type") {
            None if only(schema, &[]) => Form::Any,
            Some(Value::String(kind)) => match kind.as_str() {
                "boolean" if only(schema, &["type"]) => Form::Bool,
                "integer" => integer(schema),
                "string" => text(schema, field),
                "array" => self.list(schema, field),
                "object" => self.object(schema, name, field),
                _ => Form::Opaque,
            },
            Some(Value::Array(types)) => {
                let types: Vec<_> = types.iter().filter_map(Value::as_str).collect();
                let empty = schema.get("maxProperties") == Some(&0.into());
                match types.as_slice() {
                    ["string", "integer", "null"] if only(schema, &["type"]) => Form::Id,
                    ["object", "null"] if empty && only(schema, &["type", "maxProperties"]) => Form::Empty,
                    _ => Form::Opaque,
                }
            }
            _ => Form::Opaque,
        }
    }

    fn list(&mut self, schema: &'a Map<String, Value>, field: Option<&FieldInfo>) -> Form {
        let (Some(items), true) = (schema.get("items"), only(schema, &["type", "items", "minItems"])) else {
            return Form::Opaque;
        };
        Form::List {
            items: self.place(items, field),
            least: schema.get("minItems").and_then(Value::as_u64).unwrap_or(0),
        }
    }

    fn object(&mut self, schema: &'a Map<String, Value>, name: &str, field: Option<&FieldInfo>) -> Form {
        if only(schema, &["type"]) {
            return Form::Struct;
        }
        if let (Some(values @ Value::Object(_)), true) = (
            schema.get("additionalProperties"),
            only(schema, &["type", "additionalProperties"]),
        ) {
            return Form::Map(self.place(values, field));
        }
        const KNOWN: &[&str] = &[
            "type",
            "properties",
            "required",
            "additionalProperties",
            "oneOf",
            "allOf",
        ];
        let open = match schema.get("additionalProperties") {
            None | Some(Value::Bool(true)) => true,
            Some(Value::Bool(false)) => false,
            Some(_) => return Form::Opaque,
        };
        let oneofs = choices(schema);
        let (Some(oneofs), true) = (oneofs, only(schema, KNOWN)) else {
            return Form::Opaque;
        };
        let mut object = Object {
            open,
            envelope: self.protocol.message(name).is_none(),
            ..Object::default()
        };
        let required = names(schema.get("required"));
        let message = self.protocol.message(name);
        for (name, property) in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let field = message.and_then(|message| message.field(name));
            object.members.push(Member {
                name: name.as_str().into(),
                proto_name: field.map_or_else(|| snake_case(name).into(), |field| field.proto_name.into()),
                form: self.place(property, field),
                required: required.contains(&name.as_str()),
            });
        }
        // A member that is demanded and not described is beyond this table.
        if !required.iter().all(|name| object.member(name).is_some()) {
            return Form::Opaque;
        }
        for names in oneofs {
            let places: Option<Vec<usize>> = names
                .into_iter()
                .map(|name| object.member(name).map(|(place, _)| place))
                .collect();
            match places {
                Some(places) => object.oneofs.push(places),
                None => return Form::Opaque,
            }
        }
        Form::Object(object)
    }
}

/// Whether a schema has no keyword that checks anything but these.
fn only(schema: &Map<String, Value>, keywords: &[&str]) -> bool {
    schema.keys().all(|keyword| {
        keywords.contains(&keyword.as_str())
            || matches!(keyword.as_str(), "description" | "title" | "deprecated")
            || keyword.starts_with("x-")
    })
}

fn reference(schema: &Map<String, Value>) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix('#')
}

fn excepted(schema: &Map<String, Value>) -> Option<&str> {
    let not = schema.get("not")?.as_object()?;
    not.get("const")?.as_str().filter(|_| not.len() == 1)
}

fn names(list: Option<&Value>) -> Vec<&str> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).collect()
}

fn integer(schema: &Map<String, Value>) -> Form {
    let limit = |keyword: &str| match schema.get(keyword) {
        None => Ok(None),
        Some(limit) => limit.as_i64().map(Some).ok_or(()),
    };
    let format = match schema.get("format").and_then(Value::as_str) {
        None => None,
        Some("int32") => Some(IntegerFormat::Int32),
        Some("uint32") => Some(IntegerFormat::Uint32),
        Some(_) => return Form::Opaque,
    };
    match (limit("minimum"), limit("maximum")) {
        (Ok(minimum), Ok(maximum)) if only(schema, &["type", "format", "minimum", "maximum"]) => {
            Form::Integer {
                minimum,
                maximum,
                format,
            }
        }
        _ => Form::Opaque,
    }
}

fn text(schema: &Map<String, Value>, field: Option<&FieldInfo>) -> Form {
    if let Some(values) = schema.get("enum") {
        return enumeration(schema, values);
    }
    // 64-bit integers are strings for the schema, and numbers too for receivers.
    let is_text = |field: &FieldInfo| matches!(field.kind, Kind::String | Kind::Bytes | Kind::Timestamp);
    if !field.is_none_or(is_text) {
        return Form::Opaque;
    }
    let is = |keyword: &str, value: &str| schema.get(keyword).and_then(Value::as_str) == Some(value);
    if is("format", "date-time") && only(schema, &["type", "format", "pattern"]) {
        return Form::Timestamp;
    }
    if is("contentEncoding", "base64") && only(schema, &["type", "contentEncoding", "pattern"]) {
        return Form::Base64;
    }
    Form::Text {
        least: schema.get("minLength").and_then(Value::as_u64).unwrap_or(0),
        more: !only(schema, &["type", "minLength"]),
    }
}

fn enumeration(schema: &Map<String, Value>, values: &Value) -> Form {
    let names = names(Some(values));
    let complete = values
        .as_array()
        .is_some_and(|values| values.len() == names.len());
    if !complete || !only(schema, &["type", "enum"]) {
        return Form::Opaque;
    }
    let numbers = schema.get("x-a2a-values").and_then(Value::as_array);
    let number = |name: &str| {
        let mut values = numbers.into_iter().flatten();
        let value = values.find(|value| value.get("name").and_then(Value::as_str) == Some(name))?;
        value.get("number")?.as_i64()
    };
    let values = names.iter().map(|&name| EnumValue {
        name: name.into(),
        number: number(name),
    });
    Form::Enum {
        values: values.collect(),
        except: None,
    }
}

/// The members of each oneof; `None` for alternatives of another kind.
fn choices(schema: &Map<String, Value>) -> Option<Vec<Vec<&str>>> {
    match (schema.get("oneOf"), schema.get("allOf")) {
        (None, None) => Some(Vec::new()),
        (Some(branches), None) => Some(vec![choice(branches)?]),
        (None, Some(Value::Array(all))) => all
            .iter()
            .map(|one| match one.as_object() {
                Some(one) if one.len() == 1 => choice(one.get("oneOf")?),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}

fn choice(branches: &Value) -> Option<Vec<&str>> {
    branches.as_array()?.iter().map(demanded_member).collect()
}

/// The member that a branch of a `oneOf` demands, if that is all it says.
pub(crate) fn demanded_member(branch: &Value) -> Option<&str> {
    let branch = branch.as_object()?;
    match branch.get("required")?.as_array()?.as_slice() {
        [only] if branch.len() == 1 => only.as_str(),
        _ => None,
    }
}
