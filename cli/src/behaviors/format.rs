//! The file as it is written: what its keys are called and of which kind their values are, and nothing more.

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with acts_version and behaviors")]
pub(super) struct File {
    pub(super) acts_version: String,
    pub(super) behaviors: Vec<Behavior>,
    /// JSON that the chunks of hostile answers name.
    #[serde(default)]
    pub(super) values: BTreeMap<String, Value>,
}

/// What a message brings about.
#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a behaviour, which is a map with prefix and description"
)]
pub(super) struct Behavior {
    pub(super) prefix: String,
    pub(super) description: String,
    pub(super) response_type: Option<ResponseType>,
    pub(super) terminal_state: Option<String>,
    #[serde(default)]
    pub(super) artifacts: Vec<Artifact>,
    pub(super) delay_ms: Option<u64>,
    /// Of the standard format; the engine answers either kind of call from the same script.
    #[serde(rename = "streaming")]
    _streaming: Option<bool>,
    pub(super) message: Option<String>,
    pub(super) steps: Option<Vec<Step>>,
    #[serde(default)]
    pub(super) follow_ups: Vec<Behavior>,
    pub(super) wire: Option<Wire>,
    pub(super) interrupt: Option<Interruption>,
}

/// Where a stream of the engine ends on the way.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with after_events and end")]
pub(super) struct Interruption {
    pub(super) after_events: u32,
    pub(super) end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ResponseType {
    Task,
    Message,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an artifact, which is a map")]
pub(super) struct Artifact {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) text: Option<String>,
    /// Present and `null` is data too.
    #[serde(default, deserialize_with = "present")]
    pub(super) data: Option<Value>,
    pub(super) file: Option<InlineFile>,
    #[serde(rename = "fileUrl")]
    pub(super) file_url: Option<LinkedFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with name and mediaType")]
pub(super) struct InlineFile {
    pub(super) name: String,
    #[serde(rename = "mediaType")]
    pub(super) media_type: String,
    pub(super) base64: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with url, name and mediaType")]
pub(super) struct LinkedFile {
    pub(super) url: String,
    pub(super) name: String,
    #[serde(rename = "mediaType")]
    pub(super) media_type: String,
}

/// A step of a script: a wait, and one thing to do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a step, which is a map")]
pub(super) struct Step {
    pub(super) delay_ms: Option<u64>,
    pub(super) repeat: Option<u32>,
    pub(super) status: Option<String>,
    pub(super) message: Option<String>,
    pub(super) artifact: Option<Artifact>,
    pub(super) append: Option<bool>,
    pub(super) last_chunk: Option<bool>,
    pub(super) reply: Option<String>,
    pub(super) refuse: Option<Refusal>,
    pub(super) crash: Option<String>,
    pub(super) wait: Option<Wait>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Wait {
    Canceled,
}

/// An error of the protocol.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with error_type")]
pub(super) struct Refusal {
    pub(super) error_type: String,
    pub(super) message: Option<String>,
    #[serde(default)]
    pub(super) metadata: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) details: Vec<Map<String, Value>>,
    pub(super) retry_after_ms: Option<u64>,
}

/// A hostile answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with what is sent")]
pub(super) struct Wire {
    pub(super) delay_ms: Option<u64>,
    pub(super) status: Option<u16>,
    #[serde(default)]
    pub(super) headers: BTreeMap<String, Option<String>>,
    #[serde(default)]
    pub(super) chunks: Vec<Chunk>,
    #[serde(default)]
    pub(super) end: End,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum End {
    /// As HTTP has it.
    #[default]
    Clean,
    /// The connection is closed in the middle of the body.
    Cut,
    /// Nothing more comes, and the connection stays open.
    Stall,
    /// The connection is closed instead of an answer.
    NoAnswer,
}

/// A piece of a body: a text, or one of the kinds of content with how it is sent.
#[derive(Debug, Default)]
pub(super) struct Chunk(pub(super) ChunkKeys);

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChunkKeys {
    pub(super) text: Option<String>,
    #[serde(default, deserialize_with = "present")]
    pub(super) json: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    pub(super) event: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    pub(super) answer: Option<Value>,
    pub(super) base64: Option<String>,
    pub(super) delay_ms: Option<u64>,
    pub(super) repeat: Option<Repeat>,
    pub(super) split: Option<u32>,
    pub(super) pause_ms: Option<u64>,
}

/// How often: a number, or `forever`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Repeat {
    Times(u64),
    Forever,
}

/// A value that is there, `null` among them.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl<'de> Deserialize<'de> for Chunk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrKeys;

        impl<'de> Visitor<'de> for TextOrKeys {
            type Value = Chunk;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text, or a map with text, json, event, answer or base64")
            }

            fn visit_str<E>(self, text: &str) -> Result<Chunk, E> {
                Ok(Chunk(ChunkKeys {
                    text: Some(text.to_owned()),
                    ..ChunkKeys::default()
                }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Chunk, A::Error> {
                ChunkKeys::deserialize(MapAccessDeserializer::new(map)).map(Chunk)
            }
        }

        deserializer.deserialize_any(TextOrKeys)
    }
}

impl<'de> Deserialize<'de> for Repeat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrForever;

        impl Visitor<'_> for NumberOrForever {
            type Value = Repeat;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a number, or `forever`")
            }

            fn visit_u64<E>(self, times: u64) -> Result<Repeat, E> {
                Ok(Repeat::Times(times))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Repeat, E> {
                match text {
                    "forever" => Ok(Repeat::Forever),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
                }
            }
        }

        deserializer.deserialize_any(NumberOrForever)
    }
}
