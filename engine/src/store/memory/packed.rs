//! Tasks that are over, as bytes: a fraction of the size that they have otherwise.
//!
//! The bytes never leave the process, so there is one form of them and no number of a version. Strings, lists and
//! documents begin with their length, seven bits a byte, the lowest first. What most tasks have is written as it is;
//! what few have, and what this version of the protocol does not know, as the JSON of its type.
//!
//! Every struct is taken apart and put together by all of its fields. So when a version of the protocol brings a field,
//! this file does not compile until the field is written and read here; `..` would lose it silently.

use crate::store::{StoreError, StoreErrorKind};
use a2a_bindings::protojson::Enumeration;
use a2a_bindings::v1_0::{Artifact, Message, Part, PartContent, Task, TaskStatus};
use a2a_bindings::{Struct, Timestamp};
use std::sync::Arc;

#[cfg(test)]
mod tests;

/// Instead of the number of an enum value: its JSON follows.
const UNKNOWN: u8 = u8::MAX;

/// The status has a message.
const HAS_MESSAGE: u8 = 1;
/// The status has a timestamp.
const HAS_TIMESTAMP: u8 = 2;

/// The message names its task, which does not follow.
const SAME_TASK: u8 = 1;
/// The message names the context of its task, which does not follow.
const SAME_CONTEXT: u8 = 2;

/// What a part is: a text, a URL, bytes, or anything else, whose JSON follows.
const TEXT: u8 = 0;
const URL: u8 = 1;
const RAW: u8 = 2;
const OTHER: u8 = 3;

/// For how many items room is made before they are read: what is corrupt must not ask for all memory.
const MAX_RESERVED: usize = 64;

/// A task without its id, which is the name of its record: the artifacts are at the end, to be left out.
#[derive(Clone)]
pub(super) struct Packed(Arc<[u8]>);

impl Packed {
    /// Packs a task; `None` if something in it cannot be written as JSON, which no task has.
    pub(super) fn new(task: &Task) -> Option<Self> {
        let Task {
            id,
            context_id,
            status,
            artifacts,
            history,
            metadata,
        } = task;
        let mut writer = Writer {
            bytes: Vec::with_capacity(512),
            task_id: id,
            context_id,
        };
        writer.string(context_id);
        writer.status(status)?;
        writer.list(history, Writer::message)?;
        writer.metadata(metadata.as_ref())?;
        writer.list(artifacts, Writer::artifact)?;
        Some(Self(writer.bytes.into()))
    }

    /// The task with this id, without its artifacts if they are not wanted.
    ///
    /// # Errors
    /// [`StoreErrorKind::Corrupt`] if these are not the bytes of a task.
    pub(super) fn unpack(&self, id: String, artifacts: bool) -> Result<Task, StoreError> {
        read(&self.0, id, artifacts)
            .ok_or_else(|| StoreError::new(StoreErrorKind::Corrupt, "a task in memory cannot be read"))
    }
}

/// What a task is written to.
struct Writer<'a> {
    bytes: Vec<u8>,
    task_id: &'a str,
    context_id: &'a str,
}

/// `None` stands for JSON that could not be written.
impl Writer<'_> {
    fn status(&mut self, status: &TaskStatus) -> Option<()> {
        let TaskStatus {
            state,
            message,
            timestamp,
        } = status;
        self.enumeration(state, serde_json::to_vec)?;
        let flags = [
            (message.is_some(), HAS_MESSAGE),
            (timestamp.is_some(), HAS_TIMESTAMP),
        ];
        self.flags(flags);
        if let Some(timestamp) = timestamp {
            self.bytes.extend(timestamp.seconds().to_le_bytes());
            self.bytes.extend(timestamp.nanoseconds().to_le_bytes());
        }
        message.as_ref().map_or(Some(()), |message| self.message(message))
    }

    fn message(&mut self, message: &Message) -> Option<()> {
        let Message {
            message_id,
            context_id,
            task_id,
            role,
            parts,
            metadata,
            extensions,
            reference_task_ids,
        } = message;
        let (same_task, same_context) = (task_id == self.task_id, context_id == self.context_id);
        self.flags([(same_task, SAME_TASK), (same_context, SAME_CONTEXT)]);
        if !same_task {
            self.string(task_id);
        }
        if !same_context {
            self.string(context_id);
        }
        self.string(message_id);
        self.enumeration(role, serde_json::to_vec)?;
        self.list(parts, Self::part)?;
        self.metadata(metadata.as_ref())?;
        self.strings(extensions);
        self.strings(reference_task_ids);
        Some(())
    }

    fn artifact(&mut self, artifact: &Artifact) -> Option<()> {
        let Artifact {
            artifact_id,
            name,
            description,
            parts,
            metadata,
            extensions,
        } = artifact;
        self.string(artifact_id);
        self.string(name);
        self.string(description);
        self.list(parts, Self::part)?;
        self.metadata(metadata.as_ref())?;
        self.strings(extensions);
        Some(())
    }

    fn part(&mut self, part: &Part) -> Option<()> {
        let Part {
            content,
            metadata,
            filename,
            media_type,
        } = part;
        let (kind, content) = match content {
            PartContent::Text(text) => (TEXT, text.as_bytes()),
            PartContent::Url(url) => (URL, url.as_bytes()),
            PartContent::Raw(raw) => (RAW, &**raw),
            _ => {
                self.bytes.push(OTHER);
                return self.json(serde_json::to_vec(part));
            }
        };
        self.bytes.push(kind);
        self.block(content);
        self.metadata(metadata.as_ref())?;
        self.string(filename);
        self.string(media_type);
        Some(())
    }

    /// A value by its number, or one without a number by its JSON. The numbers are few, and most values have low ones.
    fn enumeration<T: Enumeration>(
        &mut self,
        value: &T,
        json: impl FnOnce(&T) -> serde_json::Result<Vec<u8>>,
    ) -> Option<()> {
        let number = (0..UNKNOWN).find(|number| T::from_number((*number).into()).as_ref() == Some(value));
        self.bytes.push(number.unwrap_or(UNKNOWN));
        match number {
            Some(_) => Some(()),
            None => self.json(json(value)),
        }
    }

    /// Nothing stands for no metadata: JSON is never nothing.
    fn metadata(&mut self, metadata: Option<&Struct>) -> Option<()> {
        match metadata {
            None => self.block(&[]),
            Some(metadata) => self.json(serde_json::to_vec(metadata))?,
        }
        Some(())
    }

    fn json(&mut self, json: serde_json::Result<Vec<u8>>) -> Option<()> {
        self.block(&json.ok()?);
        Some(())
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T) -> Option<()>) -> Option<()> {
        self.length(items.len());
        items.iter().try_for_each(|item| write(self, item))
    }

    fn strings(&mut self, strings: &[String]) {
        self.length(strings.len());
        for string in strings {
            self.string(string);
        }
    }

    fn string(&mut self, string: &str) {
        self.block(string.as_bytes());
    }

    fn block(&mut self, block: &[u8]) {
        self.length(block.len());
        self.bytes.extend_from_slice(block);
    }

    fn length(&mut self, mut length: usize) {
        while length > 0x7f {
            self.bytes.push(length as u8 | 0x80);
            length >>= 7;
        }
        self.bytes.push(length as u8);
    }

    fn flags(&mut self, flags: [(bool, u8); 2]) {
        let set = flags.into_iter().filter(|(is_set, _)| *is_set);
        self.bytes.push(set.fold(0, |sum, (_, flag)| sum | flag));
    }
}

/// Reads a task; `None` if the bytes are not those of one.
fn read(bytes: &[u8], id: String, with_artifacts: bool) -> Option<Task> {
    let mut reader = Reader { rest: bytes };
    let context_id = reader.string()?;
    let names = (&*id, &*context_id);
    let status = reader.status(names)?;
    let history = reader.list(|reader| reader.message(names))?;
    let metadata = reader.metadata()?;
    let mut artifacts = Vec::new();
    if with_artifacts {
        artifacts = reader.list(Reader::artifact)?;
        // What is left over belongs to nothing.
        reader.rest.is_empty().then_some(())?;
    }
    Some(Task {
        id,
        context_id,
        status,
        artifacts,
        history,
        metadata,
    })
}

/// What is still to be read of a task.
struct Reader<'a> {
    rest: &'a [u8],
}

/// `None` stands for bytes that a [`Writer`] does not write.
impl<'a> Reader<'a> {
    fn status(&mut self, names: (&str, &str)) -> Option<TaskStatus> {
        let state = self.enumeration(serde_json::from_slice)?;
        let flags = self.byte()?;
        let timestamp = if flags & HAS_TIMESTAMP == 0 {
            None
        } else {
            let seconds = i64::from_le_bytes(self.array()?);
            Some(Timestamp::new(seconds, u32::from_le_bytes(self.array()?)).ok()?)
        };
        let message = if flags & HAS_MESSAGE == 0 {
            None
        } else {
            Some(self.message(names)?)
        };
        Some(TaskStatus {
            state,
            message,
            timestamp,
        })
    }

    /// A message of a task with this id and this context.
    fn message(&mut self, (task_id, context_id): (&str, &str)) -> Option<Message> {
        let flags = self.byte()?;
        Some(Message {
            task_id: self.string_unless(flags & SAME_TASK != 0, task_id)?,
            context_id: self.string_unless(flags & SAME_CONTEXT != 0, context_id)?,
            message_id: self.string()?,
            role: self.enumeration(serde_json::from_slice)?,
            parts: self.list(Self::part)?,
            metadata: self.metadata()?,
            extensions: self.list(Self::string)?,
            reference_task_ids: self.list(Self::string)?,
        })
    }

    fn artifact(&mut self) -> Option<Artifact> {
        Some(Artifact {
            artifact_id: self.string()?,
            name: self.string()?,
            description: self.string()?,
            parts: self.list(Self::part)?,
            metadata: self.metadata()?,
            extensions: self.list(Self::string)?,
        })
    }

    fn part(&mut self) -> Option<Part> {
        let content = match self.byte()? {
            TEXT => PartContent::Text(self.string()?),
            URL => PartContent::Url(self.string()?),
            RAW => PartContent::Raw(self.block()?.to_vec().into()),
            OTHER => return serde_json::from_slice(self.block()?).ok(),
            _ => return None,
        };
        Some(Part {
            content,
            metadata: self.metadata()?,
            filename: self.string()?,
            media_type: self.string()?,
        })
    }

    fn enumeration<T: Enumeration>(
        &mut self,
        json: impl FnOnce(&'a [u8]) -> serde_json::Result<T>,
    ) -> Option<T> {
        match self.byte()? {
            UNKNOWN => json(self.block()?).ok(),
            number => T::from_number(number.into()),
        }
    }

    fn metadata(&mut self) -> Option<Option<Struct>> {
        match self.block()? {
            [] => Some(None),
            json => serde_json::from_slice(json).ok().map(Some),
        }
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.length()?;
        let mut items = Vec::with_capacity(length.min(MAX_RESERVED));
        // No item is of no bytes, so this ends with the bytes at the latest.
        for _ in 0..length {
            items.push(read(self)?);
        }
        Some(items)
    }

    fn string_unless(&mut self, is_known: bool, known: &str) -> Option<String> {
        if is_known {
            Some(known.to_owned())
        } else {
            self.string()
        }
    }

    fn string(&mut self) -> Option<String> {
        str::from_utf8(self.block()?).ok().map(str::to_owned)
    }

    fn block(&mut self) -> Option<&'a [u8]> {
        let length = self.length()?;
        let (block, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(block)
    }

    fn length(&mut self) -> Option<usize> {
        let mut length = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7f) << shift;
            if byte <= 0x7f {
                return Some(length);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let [byte] = self.array()?;
        Some(byte)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*array)
    }
}
