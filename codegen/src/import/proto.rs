//! The normative protocol buffer definition.

use crate::error::{Error, ErrorKind};
use crate::model::{
    Enum, EnumValue, Field, Limits, Message, Oneof, Operation, Presence, Route, Schema, Shape, Source, Type,
};
use prost_reflect::{
    DescriptorPool, DynamicMessage, EnumDescriptor, ExtensionDescriptor, FieldDescriptor, FileDescriptor,
    Kind, MessageDescriptor, MethodDescriptor, Syntax, Value,
};
use protox::file::{ChainFileResolver, File, FileResolver, GoogleFileResolver};
use sha2::{Digest, Sha256};

/// Reads a definition; the comments in it become the descriptions.
///
/// The files that it imports from `google/api` and `google/protobuf` are supplied.
///
/// # Errors
/// It is not a protocol buffer definition with one service, or it uses something that the model cannot hold.
pub fn from_proto(name: &str, text: &str) -> Result<Schema, Error> {
    let pool = compile(name, text)?;
    let file = pool
        .get_file_by_name(name)
        .ok_or_else(|| Error::new(ErrorKind::Syntax, name, "the definition was not read"))?;
    if file.syntax() != Syntax::Proto3 {
        // Presence and defaults mean something else there.
        return Err(unsupported(name, "only `syntax = \"proto3\"` is supported"));
    }
    let Ok([service]) = <[_; 1]>::try_from(file.services().collect::<Vec<_>>()) else {
        return Err(Error::new(
            ErrorKind::Unsupported,
            name,
            "the definition must have exactly one service",
        ));
    };
    let reader = Reader {
        comments: Comments::new(&file),
        extensions: Extensions::new(&pool)?,
    };
    let mut schema = Schema {
        package: file.package_name().to_owned(),
        service: service.name().to_owned(),
        source: Source {
            file: name.to_owned(),
            sha256: Sha256::digest(text)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        },
        ..Schema::default()
    };
    for message in file.messages() {
        if let Some(nested) = message.child_messages().find(|nested| !nested.is_map_entry()) {
            return Err(unsupported(
                nested.full_name(),
                "a message inside a message is not supported",
            ));
        }
        if let Some(nested) = message.child_enums().next() {
            return Err(unsupported(
                nested.full_name(),
                "an enum inside a message is not supported",
            ));
        }
        schema.messages.push(reader.message(&message)?);
    }
    schema.enums = file.enums().map(|one| reader.enumeration(&one)).collect();
    schema.operations = service
        .methods()
        .map(|method| reader.operation(&method))
        .collect::<Result<_, _>>()?;
    schema.messages.sort_by(|one, other| one.name.cmp(&other.name));
    schema.enums.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(schema)
}

fn compile(name: &str, text: &str) -> Result<DescriptorPool, Error> {
    let syntax = |error: protox::Error| {
        // The report says where in the file, the display does not.
        Error::new(ErrorKind::Syntax, name, format!("{error:?}")).with_source(error)
    };
    let mut resolver = ChainFileResolver::new();
    resolver.add(Supplied {
        name: name.to_owned(),
        text: text.to_owned(),
    });
    resolver.add(GoogleFileResolver::new());
    let mut compiler = protox::Compiler::with_file_resolver(resolver);
    compiler
        .include_source_info(true)
        .include_imports(true)
        .open_file(name)
        .map_err(syntax)?;
    Ok(compiler.descriptor_pool())
}

/// The definition itself, and what it may import from `google/api`.
struct Supplied {
    name: String,
    text: String,
}

impl FileResolver for Supplied {
    fn open_file(&self, name: &str) -> Result<File, protox::Error> {
        let text = match name {
            _ if name == self.name => &self.text,
            "google/api/annotations.proto" => include_str!("../../proto/google/api/annotations.proto"),
            "google/api/client.proto" => include_str!("../../proto/google/api/client.proto"),
            "google/api/field_behavior.proto" => include_str!("../../proto/google/api/field_behavior.proto"),
            "google/api/http.proto" => include_str!("../../proto/google/api/http.proto"),
            _ => return Err(protox::Error::file_not_found(name)),
        };
        File::from_source(name, text)
    }
}

struct Extensions {
    http: ExtensionDescriptor,
    field_behavior: ExtensionDescriptor,
}

impl Extensions {
    fn new(pool: &DescriptorPool) -> Result<Self, Error> {
        let find = |name: &str| {
            pool.get_extension_by_name(name)
                .ok_or_else(|| unsupported(name, "the definition does not import the file of this option"))
        };
        Ok(Self {
            http: find("google.api.http")?,
            field_behavior: find("google.api.field_behavior")?,
        })
    }
}

/// The comments of a file, by the path of what they describe.
struct Comments(Vec<(Vec<i32>, String)>);

impl Comments {
    fn new(file: &FileDescriptor) -> Self {
        let locations = file
            .file_descriptor_proto()
            .source_code_info
            .iter()
            .flat_map(|info| &info.location);
        let comment = |text: &str| {
            let lines: Vec<_> = text
                .lines()
                .map(str::trim)
                // Notes to the linters are not for readers of the protocol.
                .filter(|line| !line.starts_with("protolint:"))
                .collect();
            let text = lines.join("\n");
            match text.find("(--").zip(text.find("--)")) {
                Some((start, end)) => format!("{}{}", &text[..start], &text[end + 3..]),
                None => text,
            }
        };
        Self(
            locations
                .filter_map(|location| {
                    let text = comment(location.leading_comments.as_deref()?);
                    Some((location.path.clone(), text.trim().to_owned()))
                })
                .filter(|(_, text)| !text.is_empty())
                .collect(),
        )
    }

    fn find(&self, path: &[i32]) -> Option<String> {
        self.0
            .iter()
            .find(|(other, _)| other == path)
            .map(|(_, text)| text.clone())
    }
}

struct Reader {
    comments: Comments,
    extensions: Extensions,
}

impl Reader {
    fn message(&self, message: &MessageDescriptor) -> Result<Message, Error> {
        let mut fields: Vec<_> = message
            .fields()
            .map(|field| self.field(&field))
            .collect::<Result<_, _>>()?;
        fields.sort_by_key(|field| field.number);
        let oneofs = message
            .oneofs()
            .filter(|oneof| !oneof.is_synthetic())
            .map(|oneof| Oneof {
                name: oneof.name().to_owned(),
                description: self.comments.find(oneof.path()),
            })
            .collect();
        let mut message = Message {
            name: message.name().to_owned(),
            description: self.comments.find(message.path()),
            deprecated: message
                .descriptor_proto()
                .options
                .as_ref()
                .is_some_and(prost_reflect::prost_types::MessageOptions::deprecated),
            fields,
            oneofs,
        };
        message.sort_oneofs();
        Ok(message)
    }

    fn field(&self, field: &FieldDescriptor) -> Result<Field, Error> {
        let behavior = field.options();
        let is_required = match &*behavior.get_extension(&self.extensions.field_behavior) {
            Value::List(values) => values
                .iter()
                .any(|value| value.as_enum_number() == Some(REQUIRED)),
            _ => false,
        };
        let (shape, kind) = if field.is_map() {
            let Kind::Message(entry) = field.kind() else {
                return Err(unsupported(field.full_name(), "this map is not supported"));
            };
            if entry.map_entry_key_field().kind() != Kind::String {
                return Err(unsupported(
                    field.full_name(),
                    "only maps with string keys are supported",
                ));
            }
            (Shape::Map, kind(&entry.map_entry_value_field())?)
        } else {
            let shape = if field.is_list() {
                Shape::Repeated
            } else {
                Shape::Single
            };
            (shape, kind(field)?)
        };
        let presence = match field.containing_oneof() {
            Some(oneof) if !oneof.is_synthetic() => Presence::Oneof(oneof.name().to_owned()),
            _ if is_required => Presence::Required,
            _ if field.supports_presence() => Presence::Optional,
            _ => Presence::Implicit,
        };
        Ok(Field {
            name: field.json_name().to_owned(),
            proto_name: field.name().to_owned(),
            number: field.number(),
            description: self.comments.find(field.path()),
            deprecated: field
                .field_descriptor_proto()
                .options
                .as_ref()
                .is_some_and(prost_reflect::prost_types::FieldOptions::deprecated),
            presence,
            shape,
            kind,
            limits: Limits::default(),
            secret: false,
        })
    }

    fn enumeration(&self, one: &EnumDescriptor) -> Enum {
        // As written: the descriptor sorts by number, which hides the value that is the default (the first) and the
        // name that is canonical where several have one number (the first, too).
        let values = one
            .enum_descriptor_proto()
            .value
            .iter()
            .filter_map(|value| one.get_value_by_name(value.name()))
            .map(|value| EnumValue {
                name: value.name().to_owned(),
                number: value.number(),
                description: self.comments.find(value.path()),
                deprecated: value
                    .enum_value_descriptor_proto()
                    .options
                    .as_ref()
                    .is_some_and(prost_reflect::prost_types::EnumValueOptions::deprecated),
            })
            .collect();
        Enum {
            groups: Vec::new(),
            name: one.name().to_owned(),
            description: self.comments.find(one.path()),
            deprecated: one
                .enum_descriptor_proto()
                .options
                .as_ref()
                .is_some_and(prost_reflect::prost_types::EnumOptions::deprecated),
            values,
        }
    }

    fn operation(&self, method: &MethodDescriptor) -> Result<Operation, Error> {
        if method.is_client_streaming() {
            return Err(unsupported(
                method.full_name(),
                "a stream of requests is not supported",
            ));
        }
        let local = |message: MessageDescriptor| {
            if message.package_name() == method.parent_service().package_name() {
                Ok(message.name().to_owned())
            } else {
                let text = format!("`{}` is not supported here", message.full_name());
                Err(unsupported(method.full_name(), &text))
            }
        };
        let response = match method.output() {
            output if output.full_name() == "google.protobuf.Empty" && method.is_server_streaming() => {
                return Err(unsupported(
                    method.full_name(),
                    "a stream of nothing is not supported",
                ));
            }
            output if output.full_name() == "google.protobuf.Empty" => None,
            output => Some(local(output)?),
        };
        let options = method.options();
        let mut routes = Vec::new();
        if options.has_extension(&self.extensions.http)
            && let Value::Message(rule) = &*options.get_extension(&self.extensions.http)
        {
            add_routes(method, rule, &mut routes)?;
        }
        Ok(Operation {
            name: method.name().to_owned(),
            description: self.comments.find(method.path()),
            deprecated: method
                .method_descriptor_proto()
                .options
                .as_ref()
                .is_some_and(prost_reflect::prost_types::MethodOptions::deprecated),
            request: local(method.input())?,
            response,
            streaming: method.is_server_streaming(),
            routes,
            ..Operation::default()
        })
    }
}

/// `google.api.FieldBehavior.REQUIRED`.
const REQUIRED: i32 = 2;

fn kind(field: &FieldDescriptor) -> Result<Type, Error> {
    Ok(match field.kind() {
        Kind::String => Type::String,
        Kind::Bool => Type::Bool,
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Type::Int32,
        Kind::Uint32 | Kind::Fixed32 => Type::Uint32,
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Type::Int64,
        Kind::Uint64 | Kind::Fixed64 => Type::Uint64,
        Kind::Float => Type::Float,
        Kind::Double => Type::Double,
        Kind::Bytes => Type::Bytes,
        Kind::Enum(one) if one.package_name() == field.parent_message().package_name() => {
            Type::Named(one.name().to_owned())
        }
        Kind::Message(message) if message.package_name() == field.parent_message().package_name() => {
            Type::Named(message.name().to_owned())
        }
        Kind::Message(message) => match message.full_name() {
            "google.protobuf.Struct" => Type::Struct,
            "google.protobuf.Value" => Type::Value,
            "google.protobuf.Timestamp" => Type::Timestamp,
            other => {
                return Err(unsupported(
                    field.full_name(),
                    &format!("`{other}` is not supported"),
                ));
            }
        },
        Kind::Enum(one) => {
            return Err(unsupported(
                field.full_name(),
                &format!("`{}` is not supported", one.full_name()),
            ));
        }
    })
}

/// `google.api.HttpRule`, and those in its `additional_bindings`.
fn add_routes(
    method: &MethodDescriptor,
    rule: &DynamicMessage,
    routes: &mut Vec<Route>,
) -> Result<(), Error> {
    let verbs = ["get", "put", "post", "delete", "patch"];
    let text = |name: &str| {
        let value = rule.get_field_by_name(name)?;
        Some(value.as_str()?.to_owned()).filter(|text| !text.is_empty())
    };
    let Some((verb, path)) = verbs.iter().find_map(|verb| Some((*verb, text(verb)?))) else {
        return Err(unsupported(
            method.full_name(),
            "a route without a known verb is not supported",
        ));
    };
    let has_body = match text("body").as_deref() {
        None => false,
        Some("*") => true,
        Some(other) => {
            let message = format!("a route whose body is only `{other}` is not supported");
            return Err(unsupported(method.full_name(), &message));
        }
    };
    if let Some(part) = text("response_body") {
        let message = format!("a route whose response is only `{part}` is not supported");
        return Err(unsupported(method.full_name(), &message));
    }
    routes.push(Route {
        verb: verb.to_uppercase(),
        path: json_path(method, &path)?,
        has_body,
    });
    if let Some(more) = rule.get_field_by_name("additional_bindings")
        && let Some(more) = more.as_list()
    {
        for rule in more.iter().filter_map(Value::as_message) {
            add_routes(method, rule, routes)?;
        }
    }
    Ok(())
}

/// `/tasks/{task_id=*}` to `/tasks/{taskId}`.
fn json_path(method: &MethodDescriptor, path: &str) -> Result<String, Error> {
    let mut json = String::new();
    let mut rest = path;
    while let Some((before, from)) = rest.split_once('{') {
        let Some((variable, after)) = from.split_once('}') else {
            return Err(unsupported(
                method.full_name(),
                &format!("the path `{path}` is not supported"),
            ));
        };
        let name = match variable.split_once('=') {
            Some((name, "*")) => name,
            None => variable,
            Some(_) => {
                let message = format!("`{{{variable}}}` spans several segments, which is not supported");
                return Err(unsupported(method.full_name(), &message));
            }
        };
        let field = method.input().get_field_by_name(name).ok_or_else(|| {
            unsupported(
                method.full_name(),
                &format!("`{}` has no field `{name}`", method.input().name()),
            )
        })?;
        json.push_str(&format!("{before}{{{}}}", field.json_name()));
        rest = after;
    }
    Ok(json + rest)
}

fn unsupported(element: &str, message: &str) -> Error {
    Error::new(ErrorKind::Unsupported, element, message)
}
