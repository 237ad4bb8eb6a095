//! From the file as it is written to behaviours that can be played, with every mistake found on the way.

use super::behavior::{Behavior, Plot};
use super::format;
use super::interrupt::Interruption;
use super::problem::Problem;
use super::script::{Act, Artifact, Content, Refusal, Reply, Script, Sent, Step};
use super::template::{Template, Values, is_name, is_place};
use super::wire::Wire;
use a2a_bindings::Bytes;
use a2a_bindings::protojson::Enumeration;
use a2a_bindings::v1_0::{PROTOCOL, TaskState};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// How long a wait may be.
const MAX_DELAY_MS: u64 = 24 * 60 * 60 * 1000;
/// How many behaviours a list has at most, and how many steps a script.
const MAX_BEHAVIORS: usize = 1000;
const MAX_STEPS: usize = 1000;
/// How often a step is repeated at most.
const MAX_REPEAT: u32 = 1_000_000;
/// How deep follow-ups stand in each other at most.
const MAX_DEPTH: usize = 16;
/// How long a prefix may be, in bytes.
const MAX_PREFIX: usize = 1024;

/// The behaviours of a file.
pub(super) fn lower(file: &format::File) -> Result<Vec<Behavior>, Problem> {
    let major = file.acts_version.split('.').next().unwrap_or_default();
    if !matches!(major, "0" | "1") {
        let version = &file.acts_version;
        let message = format!("version `{version}` is none that is read here; there are 0.1 and 1.0");
        return Err(Problem::new("/acts_version", message));
    }
    let values = values(&file.values)?;
    behaviors(&file.behaviors, &values, "/behaviors", 0)
}

fn values(named: &BTreeMap<String, serde_json::Value>) -> Result<Values, Problem> {
    let mut values = Values::new();
    for (name, value) in named {
        let at = format!("/values/{}", name.replace('~', "~0").replace('/', "~1"));
        if !is_name(name) || is_place(name) {
            let message = format!(
                "`{name}` cannot name a value: a name has letters, digits, `_` and `-`, begins with a letter, and is no \
                 placeholder"
            );
            return Err(Problem::new(at, message));
        }
        let template = Template::of_wire(&value.to_string(), &Values::new(), &at)?;
        values.insert(name.clone(), Arc::new(template));
    }
    Ok(values)
}

fn behaviors(
    list: &[format::Behavior],
    values: &Values,
    at: &str,
    depth: usize,
) -> Result<Vec<Behavior>, Problem> {
    if list.len() > MAX_BEHAVIORS {
        return Err(Problem::new(at, format!("there are more than {MAX_BEHAVIORS}")));
    }
    if depth > MAX_DEPTH {
        let message = format!("follow-ups stand in each other more than {MAX_DEPTH} deep");
        return Err(Problem::new(at, message));
    }
    let mut prefixes = BTreeSet::new();
    let mut behaviors = Vec::with_capacity(list.len());
    for (index, written) in list.iter().enumerate() {
        let at = format!("{at}/{index}");
        if !prefixes.insert(&written.prefix) {
            let message = format!("there is another behaviour with the prefix `{}`", written.prefix);
            return Err(Problem::new(format!("{at}/prefix"), message));
        }
        behaviors.push(behavior(written, values, &at, depth)?);
    }
    // The longest prefix first, so that the first one that fits is the one.
    behaviors.sort_by_key(|behavior| std::cmp::Reverse(behavior.prefix.len()));
    Ok(behaviors)
}

fn behavior(
    written: &format::Behavior,
    values: &Values,
    at: &str,
    depth: usize,
) -> Result<Behavior, Problem> {
    if written.prefix.len() > MAX_PREFIX {
        let message = format!("a prefix has at most {MAX_PREFIX} bytes");
        return Err(Problem::new(format!("{at}/prefix"), message));
    }
    let plot = match (&written.wire, &written.steps) {
        (Some(wire), _) => {
            if depth > 0 {
                let message = "a follow-up has no `wire`: hostile answers are matched by the message alone";
                return Err(Problem::new(format!("{at}/wire"), message));
            }
            nothing_but("wire", written, at)?;
            Plot::Wire(Arc::new(Wire::lower(wire, values, &format!("{at}/wire"))?))
        }
        (None, Some(steps)) => {
            nothing_but("steps", written, at)?;
            Plot::Script(Arc::new(script(steps, &format!("{at}/steps"))?))
        }
        (None, None) => Plot::Script(Arc::new(standard(written, at)?)),
    };
    let interruption = written.interrupt.as_ref();
    if interruption.is_some() && depth > 0 {
        let message = "a follow-up has no `interrupt`: streams are told apart by the message alone";
        return Err(Problem::new(format!("{at}/interrupt"), message));
    }
    let interruption = interruption.map(|written| Interruption::lower(written, &format!("{at}/interrupt")));
    Ok(Behavior {
        interruption: interruption.transpose()?,
        prefix: written.prefix.clone(),
        description: written.description.clone(),
        plot,
        follow_ups: behaviors(
            &written.follow_ups,
            values,
            &format!("{at}/follow_ups"),
            depth + 1,
        )?,
    })
}

/// Checks that nothing is said beside a key that says it all.
fn nothing_but(key: &str, written: &format::Behavior, at: &str) -> Result<(), Problem> {
    let others = [
        ("response_type", written.response_type.is_some()),
        ("terminal_state", written.terminal_state.is_some()),
        ("artifacts", !written.artifacts.is_empty()),
        ("delay_ms", written.delay_ms.is_some()),
        ("message", written.message.is_some()),
        ("steps", key == "wire" && written.steps.is_some()),
        ("follow_ups", key == "wire" && !written.follow_ups.is_empty()),
        ("interrupt", key == "wire" && written.interrupt.is_some()),
    ];
    match others.iter().find(|(_, is_there)| *is_there) {
        Some((other, _)) => Err(Problem::new(
            format!("{at}/{other}"),
            format!("`{other}` cannot stand beside `{key}`, which says all of it"),
        )),
        None => Ok(()),
    }
}

/// The script of a behaviour that is described by what comes of it.
fn standard(written: &format::Behavior, at: &str) -> Result<Script, Problem> {
    let wait = step(delay(written.delay_ms, at)?, Act::Nothing);
    let message = match &written.message {
        Some(message) => Template::of_script(message, &format!("{at}/message"))?,
        None => Template::literal(&written.description),
    };
    let artifacts = written
        .artifacts
        .iter()
        .enumerate()
        .map(|(index, written)| artifact(written, index + 1, &format!("{at}/artifacts/{index}")));
    let artifacts = artifacts.collect::<Result<Vec<_>, _>>()?;
    if written.response_type == Some(format::ResponseType::Message) {
        if written.terminal_state.is_some() {
            let message = "a message has no state: leave it out, or answer with a task";
            return Err(Problem::new(format!("{at}/terminal_state"), message));
        }
        let reply = if artifacts.is_empty() || written.message.is_some() {
            Reply::Text(message)
        } else {
            Reply::Parts(artifacts.into_iter().map(|artifact| artifact.content).collect())
        };
        return Ok(Script(vec![wait, step(Duration::ZERO, Act::Reply(reply))]));
    }
    let end = match &written.terminal_state {
        Some(name) => state(name, &format!("{at}/terminal_state"))?,
        None => TaskState::Completed,
    };
    if end == TaskState::Working {
        let message =
            "TASK_STATE_WORKING is no end; TASK_STATE_CANCELED works until somebody cancels the task";
        return Err(Problem::new(format!("{at}/terminal_state"), message));
    }
    let mut steps = Vec::new();
    if end != TaskState::Rejected {
        steps.push(step(Duration::ZERO, Act::Status(TaskState::Working, None)));
    }
    steps.push(wait);
    let made = artifacts.into_iter();
    steps.extend(made.map(|artifact| step(Duration::ZERO, Act::Artifact(artifact, Sent::Whole))));
    steps.push(step(
        Duration::ZERO,
        match end {
            TaskState::Canceled => Act::AwaitCancellation,
            end => Act::Status(end, Some(message)),
        },
    ));
    Ok(Script(steps))
}

fn step(delay: Duration, act: Act) -> Step {
    Step { delay, times: 1, act }
}

fn script(written: &[format::Step], at: &str) -> Result<Script, Problem> {
    if written.len() > MAX_STEPS {
        return Err(Problem::new(at, format!("there are more than {MAX_STEPS} steps")));
    }
    let mut steps: Vec<Step> = Vec::with_capacity(written.len());
    for (index, written) in written.iter().enumerate() {
        let at = format!("{at}/{index}");
        if let Some(end) = steps.iter().find_map(|step| step.act.ends()) {
            return Err(Problem::new(at, format!("nothing can come after {end}")));
        }
        let step = one_step(written, &at)?;
        let first = |steps: &[Step]| steps.iter().all(|step| step.act == Act::Nothing);
        if let Act::Reply(_) | Act::Refuse(_) = step.act
            && !first(&steps)
        {
            let message = "an answer without a task can only come first, before anything is done for a task";
            return Err(Problem::new(at, message));
        }
        steps.push(step);
    }
    Ok(Script(steps))
}

fn one_step(written: &format::Step, at: &str) -> Result<Step, Problem> {
    let keys = [
        ("status", written.status.is_some()),
        ("artifact", written.artifact.is_some()),
        ("reply", written.reply.is_some()),
        ("refuse", written.refuse.is_some()),
        ("crash", written.crash.is_some()),
        ("wait", written.wait.is_some()),
    ];
    let mut there = keys.iter().filter(|(_, is_there)| *is_there).map(|(key, _)| *key);
    let key = there.next();
    if let (Some(key), Some(other)) = (key, there.next()) {
        let message = format!("a step has one of `{key}` and `{other}`; make two steps of it");
        return Err(Problem::new(format!("{at}/{other}"), message));
    }
    if key.is_none() && written.delay_ms.is_none() {
        let message = "a step has one of status, artifact, reply, refuse, crash, wait, or a delay_ms alone";
        return Err(Problem::new(at, message));
    }
    belongs("message", written.message.is_some(), "status", key, at)?;
    belongs("append", written.append.is_some(), "artifact", key, at)?;
    belongs("last_chunk", written.last_chunk.is_some(), "artifact", key, at)?;
    let act = act(written, at)?;
    let times = written.repeat.unwrap_or(1);
    if !(1..=MAX_REPEAT).contains(&times) {
        let message = format!("must be from 1 to {MAX_REPEAT}");
        return Err(Problem::new(format!("{at}/repeat"), message));
    }
    if times > 1
        && let Some(end) = act.ends()
    {
        return Err(Problem::new(
            format!("{at}/repeat"),
            format!("nothing can come after {end}"),
        ));
    }
    Ok(Step {
        delay: delay(written.delay_ms, at)?,
        times,
        act,
    })
}

fn belongs(key: &str, is_there: bool, owner: &str, actual: Option<&str>, at: &str) -> Result<(), Problem> {
    if is_there && actual != Some(owner) {
        let message = format!("`{key}` belongs to a step with `{owner}`");
        return Err(Problem::new(format!("{at}/{key}"), message));
    }
    Ok(())
}

fn act(written: &format::Step, at: &str) -> Result<Act, Problem> {
    let template = |text: &str, key: &str| Template::of_script(text, &format!("{at}/{key}"));
    if let Some(name) = &written.status {
        let state = state(name, &format!("{at}/status"))?;
        if state == TaskState::Canceled {
            let message = "an agent does not cancel its own task: `wait: canceled` waits until a client does";
            return Err(Problem::new(format!("{at}/status"), message));
        }
        let message = written.message.as_deref();
        let message = message.map(|message| template(message, "message")).transpose()?;
        return Ok(Act::Status(state, message));
    }
    if let Some(artifact) = &written.artifact {
        let sent = match (written.append, written.last_chunk) {
            (Some(true), Some(true)) => Sent::LastChunk,
            (Some(true), _) => Sent::Chunk,
            (_, None) => Sent::Whole,
            (_, Some(_)) => {
                let message = "`last_chunk` belongs to an artifact that is sent with `append: true`";
                return Err(Problem::new(format!("{at}/last_chunk"), message));
            }
        };
        let artifact = self::artifact(artifact, 1, &format!("{at}/artifact"))?;
        return Ok(Act::Artifact(artifact, sent));
    }
    if let Some(reply) = &written.reply {
        if reply.is_empty() {
            return Err(Problem::new(format!("{at}/reply"), "must not be empty"));
        }
        return Ok(Act::Reply(Reply::Text(template(reply, "reply")?)));
    }
    if let Some(refusal) = &written.refuse {
        return Ok(Act::Refuse(self::refusal(refusal, &format!("{at}/refuse"))?));
    }
    if let Some(reason) = &written.crash {
        return Ok(Act::Crash(reason.clone()));
    }
    Ok(match written.wait {
        Some(format::Wait::Canceled) => Act::AwaitCancellation,
        None => Act::Nothing,
    })
}

impl Act {
    /// What it is that nothing can come after.
    fn ends(&self) -> Option<&'static str> {
        match self {
            Self::Status(state, _) if state.is_terminal() => Some("a terminal state"),
            Self::Status(TaskState::InputRequired, _) => {
                Some("TASK_STATE_INPUT_REQUIRED but the client's next message, which `follow_ups` is about")
            }
            Self::Reply(_) => Some("a reply"),
            Self::Refuse(_) => Some("a refusal"),
            Self::Crash(_) => Some("a crash"),
            Self::AwaitCancellation => Some("the end of the task"),
            _ => None,
        }
    }
}

fn state(name: &str, at: &str) -> Result<TaskState, Problem> {
    match TaskState::from_name(name) {
        Some(TaskState::Unspecified | TaskState::Submitted) => {
            let message = format!("an agent does not report {name}: the engine does, when the task begins");
            Err(Problem::new(at, message))
        }
        Some(state) => Ok(state),
        None => {
            let message = format!("there is no state `{name}`; one is called TASK_STATE_COMPLETED");
            Err(Problem::new(at, message))
        }
    }
}

fn artifact(written: &format::Artifact, number: usize, at: &str) -> Result<Artifact, Problem> {
    let kinds = [
        written.text.is_some(),
        written.data.is_some(),
        written.file.is_some(),
        written.file_url.is_some(),
    ];
    if kinds.iter().filter(|is_there| **is_there).count() != 1 {
        let message = "an artifact has exactly one of text, data, file and fileUrl";
        return Err(Problem::new(at, message));
    }
    let id = match &written.id {
        Some(id) if id.is_empty() => return Err(Problem::new(format!("{at}/id"), "must not be empty")),
        Some(id) => id.clone(),
        None => format!("artifact-{number}"),
    };
    Ok(Artifact {
        id,
        name: written.name.clone().unwrap_or_default(),
        content: content(written, at)?,
    })
}

fn content(written: &format::Artifact, at: &str) -> Result<Content, Problem> {
    if let Some(text) = &written.text {
        return Ok(Content::Text(Template::of_script(text, &format!("{at}/text"))?));
    }
    if let Some(file) = &written.file {
        let bytes = match &file.base64 {
            Some(base64) => decode(base64, &format!("{at}/file/base64"))?,
            // Some content; the standard format does not say which.
            None => format!("the content of {}", file.name).into(),
        };
        return Ok(Content::File {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes,
        });
    }
    if let Some(file) = &written.file_url {
        return Ok(Content::Url {
            url: file.url.clone(),
            name: file.name.clone(),
            media_type: file.media_type.clone(),
        });
    }
    Ok(Content::Data(written.data.clone().unwrap_or_default()))
}

fn refusal(written: &format::Refusal, at: &str) -> Result<Refusal, Problem> {
    let Some(info) = PROTOCOL.error(&written.error_type) else {
        let names: Vec<_> = PROTOCOL.errors.iter().map(|error| &*error.name).collect();
        let message = format!(
            "there is no error `{}`; there are {}",
            written.error_type,
            names.join(", ")
        );
        return Err(Problem::new(format!("{at}/error_type"), message));
    };
    for (index, detail) in written.details.iter().enumerate() {
        if !detail.get("@type").is_some_and(serde_json::Value::is_string) {
            let message = "a detail has an `@type` (§3.3.2)";
            return Err(Problem::new(format!("{at}/details/{index}"), message));
        }
    }
    if !written.metadata.is_empty() && info.reason.is_none() {
        let message = format!(
            "{} has no google.rpc.ErrorInfo that metadata could stand in",
            info.name
        );
        return Err(Problem::new(format!("{at}/metadata"), message));
    }
    let message = match &written.message {
        Some(message) => Template::of_script(message, &format!("{at}/message"))?,
        None => Template::literal("the script says so"),
    };
    let retry_after = written
        .retry_after_ms
        .map(|wait| millis(wait, &format!("{at}/retry_after_ms")));
    Ok(Refusal {
        info: info.clone(),
        message,
        metadata: written.metadata.clone().into_iter().collect(),
        details: written.details.clone(),
        retry_after: retry_after.transpose()?,
    })
}

/// The `delay_ms` of whatever stands there.
pub(super) fn delay(milliseconds: Option<u64>, at: &str) -> Result<Duration, Problem> {
    milliseconds.map_or(Ok(Duration::ZERO), |wait| millis(wait, &format!("{at}/delay_ms")))
}

/// A wait, within the limit.
pub(super) fn millis(milliseconds: u64, at: &str) -> Result<Duration, Problem> {
    if milliseconds > MAX_DELAY_MS {
        return Err(Problem::new(
            at,
            format!("must not be more than {MAX_DELAY_MS}, which is a day"),
        ));
    }
    Ok(Duration::from_millis(milliseconds))
}

/// Bytes from standard base64.
pub(super) fn decode(base64: &str, at: &str) -> Result<Bytes, Problem> {
    STANDARD
        .decode(base64)
        .map(Bytes::from)
        .map_err(|error| Problem::new(at, format!("is not base64: {error}")))
}
