//! Every rule in one place: what it is called, where it comes from, how bad it is to break it.

use crate::finding::{Finding, Severity};
use crate::place::Place;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// One document, by the schema.
    Document,
    /// How a document travels: media types, envelopes, framing.
    Transport,
    /// The events of one stream.
    Stream,
    /// What is said in several exchanges with one peer.
    Conversation,
    /// What an agent card says beyond its schema.
    Card,
    /// Whether an agent is and does what its card says; found by asking it.
    Agent,
}

impl Scope {
    /// Its name, as `stream`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Transport => "transport",
            Self::Stream => "stream",
            Self::Conversation => "conversation",
            Self::Card => "card",
            Self::Agent => "agent",
        }
    }
}

/// A rule that findings name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Its name, which stays: [`Finding::rule`].
    pub id: &'static str,
    /// What it is about.
    pub scope: Scope,
    /// The section of the specification that has it; empty if it depends on the place, or is not the protocol's.
    pub section: &'static str,
    /// How bad it is to break it.
    pub severity: Severity,
    /// What it demands.
    pub demands: &'static str,
    /// How to repair what breaks it, or what to think of it; empty if that is plain.
    pub hint: &'static str,
}

impl Rule {
    /// That a value breaks it.
    pub(crate) fn at(&self, place: &Place<'_>, message: impl Into<String>) -> Finding {
        self.found(place.pointer(), message)
    }

    /// That something breaks it which is not in a document, or at this pointer.
    #[must_use]
    pub fn found(&self, pointer: impl Into<String>, message: impl Into<String>) -> Finding {
        Finding::new(pointer, self.id, message)
            .with_section(self.section)
            .with_severity(self.severity)
            .with_expected(self.demands)
            .with_hint(self.hint)
    }
}

/// The rule with this id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

macro_rules! rules {
    ($($scope:ident { $($name:ident = $id:literal, $section:literal, $severity:ident, $demands:literal, $hint:literal;)* })*) => {
        $($(
            pub(crate) const $name: Rule = Rule {
                id: $id,
                scope: Scope::$scope,
                section: $section,
                severity: Severity::$severity,
                demands: $demands,
                hint: $hint,
            };
        )*)*

        /// Every rule, by scope. A rule of a document can be found with another section and severity than here where
        /// the schema says more.
        pub const RULES: &[Rule] = &[$($($name),*),*];
    };
}

rules! {
Document {
    SYNTAX = "syntax", "", Error, "the document is JSON", "";
    UNRECOGNIZED = "unrecognized", "", Error, "a document of which nobody says what it is resembles something of the protocol", "say what it is meant to be";
    DUPLICATE_MEMBER = "duplicate-member", "", Error, "an object has each member once", "receivers may read either value";
    LIMIT = "limit", "", Error, "the document is small enough to be checked, its findings few enough to be listed", "";
    EMPTY_LIST = "empty-list", "§5.7", Ambiguous, "a list that is required has an element", "receivers should not mind: §8.4.1 shows a required list that is empty";
    SCHEMA = "schema", "", Error, "the document can be checked", "the schema itself is broken there";
    REQUIRED = "required", "§5.7", Error, "a REQUIRED member is there", "";
    TYPE = "type", "§5.5", Error, "a value has the JSON type of its field", "";
    ENUM = "enum", "§5.5", Error, "a value is one of those that the field can have, by name", "";
    CONST = "const", "", Error, "a value is the one that the field must have", "";
    NOT = "not", "§5.7", Error, "a value is none that stands for `unspecified`", "";
    ONE_OF = "oneOf", "§5.5", Error, "of the members of a oneof group there is exactly one", "";
    ADDITIONAL_PROPERTIES = "additionalProperties", "§5.7", Warning, "an object has no members but its fields, by their JSON names", "receivers ignore what they do not know; a name in `snake_case` is an error (§5.5)";
    FORMAT = "format", "§5.6.1", Error, "text has the form that the field demands", "";
    PATTERN = "pattern", "§5.6.1", Error, "text has the canonical form", "";
    MIN_LENGTH = "minLength", "§5.7", Error, "text that is required is not empty", "";
    MIN_ITEMS = "minItems", "§5.7", Error, "a list that is required in a request is not empty", "";
    MIN_PROPERTIES = "minProperties", "", Error, "an object is not empty", "";
    MAX_PROPERTIES = "maxProperties", "", Error, "an object is empty", "";
    MINIMUM = "minimum", "", Error, "a number is large enough", "";
    MAXIMUM = "maximum", "", Error, "a number is small enough", "";
}
Transport {
    CONTENT_TYPE = "content-type", "§9.1, §11.1", Error, "the media type is one that the binding has for this content", "";
    CONTENT_ENCODING = "content-encoding", "", Error, "the body is not compressed where it is checked", "check further inside";
    CACHE_CONTROL = "cache-control", "§8.6.1", Warning, "a card can be cached for a time, and a stream not at all", "";
    ETAG = "etag", "§8.6.1", Warning, "a card has an `ETag`", "";
    VERSION = "version", "§3.6", Error, "`A2A-Version` names the version in the form `Major.Minor`", "";
    WITHHELD = "withheld", "", Ambiguous, "a transcript has what is to be checked", "bodies that may hold a secret are left out";
    ID = "id", "§9.3", Error, "a JSON-RPC response repeats the `id` of its request", "";
    ROUTE = "route", "§11.3", Error, "an operation has this verb and path", "";
    SSE = "sse", "§11.7", Error, "a stream ends between events", "clients drop an event without its blank line";
    STATUS = "status", "§11.6", Error, "the code in an HTTP+JSON error is the status of the response", "";
}
Stream {
    STREAM_EMPTY = "stream-empty", "§3.1.2", Error,
        "a stream has at least the task, or a message", "answer with an error if there is nothing to stream";
    STREAM_FIRST = "stream-first", "§3.1.2", Error,
        "the first event is the task, or the message that is the whole stream; of a subscription it is the task",
        "send the task before what happens to it";
    STREAM_AFTER_MESSAGE = "stream-after-message", "§3.1.2", Error,
        "a message is the only event of its stream", "use a task if there is more to say";
    STREAM_MESSAGE_AMID = "stream-message-amid", "§3.1.2", Error,
        "after the task there are updates of its status and its artifacts, and no messages",
        "a message of the agent belongs into a status";
    STREAM_TASK_AGAIN = "stream-task-again", "§11.7", Ambiguous,
        "the task comes again at most once, as the last event",
        "receivers should take it for the whole state and go on";
    STREAM_AFTER_TERMINAL = "stream-after-terminal", "§3.1.2", Error,
        "after a terminal state the stream closes; a snapshot of the task as it ended may come before",
        "";
    STREAM_AFTER_INTERRUPTED = "stream-after-interrupted", "§11.7", Ambiguous,
        "a stream that a message opened closes when the task waits for input",
        "§3.1.2 closes it at terminal states only";
    STREAM_AFTER_ERROR = "stream-after-error", "§9.5", Warning,
        "an error ends the stream", "clients stop reading at the error";
    STREAM_END_EARLY = "stream-end-early", "§3.1.2, §11.7", Error,
        "a stream ends when the task has reached a terminal or interrupted state",
        "keep it open, or clients take the task for lost";
    STREAM_END_AUTH = "stream-end-auth", "§7.6.1", Ambiguous,
        "a stream stays open while the task waits for authorization",
        "§11.7 closes it at interrupted states; credentials that come by another way resume the task unseen";
    TASK_ID_CHANGES = "task-id-changes", "§3.1.2", Error,
        "all events of a stream are about one task", "";
    CONTEXT_ID_CHANGES = "context-id-changes", "§3.4.1", Error,
        "all events of a stream have the context of the task", "";
    STATE_TRANSITION = "state-transition", "§4.1.3", Ambiguous,
        "a task that was begun is not `TASK_STATE_SUBMITTED` again", "";
    STATUS_TIMESTAMP = "status-timestamp", "§3.5.2", Warning,
        "the timestamps of a task's status do not go backwards", "";
    SUBSCRIBE_TO_TERMINAL = "subscribe-to-terminal", "§3.1.6", Error,
        "a subscription to a task in a terminal state is refused with UnsupportedOperationError", "";
    ARTIFACT_APPEND_UNKNOWN = "artifact-append-unknown", "§4.2.2", Error,
        "what is appended to was sent before, or is in the task that opens the stream",
        "send the first chunk without `append`; receivers drop this one";
    ARTIFACT_AFTER_LAST_CHUNK = "artifact-after-last-chunk", "§4.2.2", Error,
        "nothing is appended to an artifact whose last chunk was sent", "";
    ARTIFACT_TWICE = "artifact-twice", "§4.1.7", Error,
        "the ids of a task's artifacts differ", "";
    EVENT_ID_REPEATS = "event-id-repeats", "§3.5.2", Warning,
        "the SSE ids of a stream's events differ, and rise if they are numbers",
        "a client that resumes by `Last-Event-ID` misses events, or has them twice";
    AUTH_MESSAGE = "auth-message", "§7.6.1", Warning,
        "a status with `TASK_STATE_AUTH_REQUIRED` has a message that explains what is required",
        "it may be missing if client and agent have agreed on that otherwise";
    ROLE_OF_AGENT = "role-of-agent", "§4.1.5", Error,
        "what an agent says itself has `ROLE_AGENT`", "";
    MESSAGE_OF_OTHER_TASK = "message-of-other-task", "§3.4.3", Warning,
        "the messages in a task have its id and context, or none", "";
    HISTORY_LENGTH = "history-length", "§3.2.4", Error,
        "a task has at most as many messages in its history as were asked for", "";
    HISTORY_EMPTY = "history-empty", "§3.2.4", Warning,
        "`history` is left out if none was asked for", "";
    HISTORY_TWICE = "history-twice", "§4.1.4", Warning,
        "a message is in the history once", "";
    TASK_ID_MISMATCH = "task-id-mismatch", "§3.4.2", Error,
        "the answer is about the task that the request names", "";
    CONTEXT_ID_MISMATCH = "context-id-mismatch", "§3.4.1", Error,
        "the answer has the context that the message names; one that cannot be accepted is refused", "";
    CONTEXT_ID_MISSING = "context-id-missing", "§4.1.4", Warning,
        "a message that an agent answers with has a context", "without it the client cannot go on with the conversation";
}
Conversation {
    TASK_CONTEXT_CHANGES = "task-context-changes", "§3.4.3", Error,
        "a task stays in its context", "";
    TASK_ID_REUSED = "task-id-reused", "§3.4.2", Ambiguous,
        "a message without a task id begins a new task, whose id is new",
        "it may be the answer to the same message once more, or the agent goes on with an older task";
    TERMINAL_CHANGES = "terminal-changes", "§4.1.3", Error,
        "a task keeps the terminal state that it has reached", "";
    TERMINAL_ARTIFACTS_CHANGE = "terminal-artifacts-change", "§4.1.3", Warning,
        "the artifacts of a task in a terminal state stay as they are, and are those that were streamed", "";
    STATUS_GOES_BACK = "status-goes-back", "§3.1.3", Warning,
        "an answer shows the status that an earlier one has shown, or a newer one", "";
    BLOCKING_RETURNED_EARLY = "blocking-returned-early", "§3.2.2", Error,
        "without `returnImmediately`, SendMessage answers when the task is in a terminal or interrupted state", "";
    SEND_TO_TERMINAL = "send-to-terminal", "§3.1.1", Error,
        "a message to a task in a terminal state is refused with UnsupportedOperationError", "";
    CANCEL_TERMINAL = "cancel-terminal", "§3.1.5", Error,
        "canceling a task that has ended otherwise is refused with TaskNotCancelableError", "";
    CANCEL_STATE = "cancel-state", "§3.1.5", Ambiguous,
        "a task is canceled when CancelTask has succeeded", "the agent may still be at it";
    TASK_LOST = "task-lost", "§3.3.2", Warning,
        "a task that was told of is found by the same client", "it may have expired";
    CONTEXT_MISMATCH_ACCEPTED = "context-mismatch-accepted", "§3.4.3", Error,
        "a message whose context is not that of its task is refused", "";
    PAGE_SIZE_EXCEEDED = "page-size-exceeded", "§3.1.4", Error,
        "a page has at most as many tasks as were asked for, or 50", "";
    PAGE_TOKEN_REPEATS = "page-token-repeats", "§3.1.4", Error,
        "a page leads to another one that was not there yet", "a client that follows the tokens never ends";
    PAGE_TOKEN_EMPTY = "page-token-empty", "§3.1.4", Error,
        "the token is empty when there are no more tasks", "";
    TASK_LISTED_TWICE = "task-listed-twice", "§3.1.4", Warning,
        "a task is once in a listing", "page by a position in the order, not by counting";
    LIST_ORDER = "list-order", "§3.1.4", Error,
        "tasks are listed by the timestamps of their status, the latest first", "";
    LIST_FILTER = "list-filter", "§3.1.4", Error,
        "only tasks that the filters let through are listed", "";
    TOTAL_SIZE = "total-size", "§3.1.4", Error,
        "`totalSize` counts the tasks of all pages", "";
    TOTAL_SIZE_CHANGES = "total-size-changes", "§3.1.4", Ambiguous,
        "`totalSize` is the same on every page of a listing", "tasks may have come or gone meanwhile";
    ARTIFACTS_UNASKED = "artifacts-unasked", "§3.1.4", Error,
        "listed tasks have no `artifacts` unless `includeArtifacts` is true, not even empty ones", "";
    PUSH_CONFIG_ID = "push-config-id", "§3.1.7", Error,
        "a configuration that was created has an id", "";
    PUSH_CONFIG_DIFFERS = "push-config-differs", "§3.1.7, §3.1.8", Error,
        "a configuration has the task and the URL with which it was created", "";
    PUSH_CONFIG_LOST = "push-config-lost", "§3.1.7, §3.1.9", Error,
        "a configuration is there until it is deleted or its task has ended", "";
    PUSH_CONFIG_UNDEAD = "push-config-undead", "§3.1.10", Error,
        "a configuration that was deleted is gone", "";
    PUSH_DELETE_AGAIN = "push-delete-again", "§3.1.10", Error,
        "deleting a configuration again succeeds again", "";
    ERROR_CODE = "error-code", "§5.4", Error,
        "the codes of an error are those of its reason", "";
    ERROR_REASON = "error-reason", "§9.5, §11.6", Warning,
        "a reason of the protocol's domain is one that the protocol has",
        "give reasons of your own a domain of your own";
    ERROR_DOMAIN = "error-domain", "§11.6", Error,
        "the domain of the protocol's errors is `a2a-protocol.org`", "";
    ERROR_INFO = "error-info", "§11.6", Error,
        "an error of the protocol has a `google.rpc.ErrorInfo` among its details",
        "several errors have the same status, and clients tell them apart by the reason";
    ERROR_INFO_JSON_RPC = "error-info-json-rpc", "§9.5", Warning,
        "an error of the protocol has a `google.rpc.ErrorInfo` in its data", "";
    ERROR_OF_OTHER_OPERATION = "error-of-other-operation", "§3.1", Warning,
        "an operation fails with the errors that it has", "";
    CAPABILITY_DENIED_WORKS = "capability-denied-works", "§3.3.4", Error,
        "an operation whose capability the card does not declare is refused", "declare the capability in the card";
    CAPABILITY_REFUSED = "capability-refused", "§3.3.4", Warning,
        "an operation whose capability the card declares is not refused as unsupported", "";
    CAPABILITY_ERROR = "capability-error", "§3.3.4", Error,
        "an operation whose capability the card does not declare is refused with the error for that", "";
    CAPABILITY_IGNORED = "capability-ignored", "§3.3.4", Warning,
        "a client calls what the card declares", "look at the card first";
    EXTENSION_REQUIRED = "extension-required", "§4.6.1", Error,
        "a client names every extension that the card requires in `A2A-Extensions`", "";
    EXTENSION_NOT_ENFORCED = "extension-not-enforced", "§3.3.4", Error,
        "a request without a required extension is refused with ExtensionSupportRequiredError", "";
    EXTENSION_UNASKED = "extension-unasked", "§4.6.1", Ambiguous,
        "an agent activates extensions that the client has named", "";
    VERSION_IGNORED = "version-ignored", "§3.6.2", Error,
        "a request in a version that the interface does not have is refused with VersionNotSupportedError", "";
    VERSION_ASSUMED = "version-assumed", "§3.6.2", Warning,
        "a request without a version is taken for version 0.3", "";
    VERSION_REFUSED = "version-refused", "§3.6.2", Error,
        "a version that the card declares for the binding is served", "";
    ROLE_OF_USER = "role-of-user", "§4.1.5", Error,
        "what a client says has `ROLE_USER`", "";
    MESSAGE_ID_REUSED = "message-id-reused", "§3.3.1", Warning,
        "another message has another `messageId`", "an agent may take it for the same message, sent again";
    TASK_ID_UNKNOWN = "task-id-unknown", "§3.4.2", Ambiguous,
        "a task id in a request is one that the agent has given", "the client is at fault, or the agent gave it before anybody looked";
    CONTEXT_OF_TASK = "context-of-task", "§3.4.3", Error,
        "the context of a message is that of its task", "leave the context out: the agent knows it";
    INLINE_CONFIG_TASK_ID = "inline-config-task-id", "§3.2.2", Warning,
        "a push configuration within a message has no task id", "";
    TENANT = "tenant", "§8.3.2", Error,
        "the tenant of a request is that of the interface", "";
}
Card {
    CARD_INTERFACES = "card-interfaces", "§8.3.1", Error,
        "a card has at least one interface", "";
    CARD_URL = "card-url", "§4.4.6", Error,
        "the URL of an interface is absolute", "";
    CARD_URL_INSECURE = "card-url-insecure", "§7.1", Warning,
        "the URL of an interface is one for HTTPS, except on the same machine", "";
    CARD_BINDING = "card-binding", "§5.8", Warning,
        "a binding is `JSONRPC`, `GRPC`, `HTTP+JSON`, or a URI", "";
    CARD_VERSION = "card-version", "§3.6", Warning,
        "the version of an interface has the form `Major.Minor`", "";
    CARD_INTERFACE_TWICE = "card-interface-twice", "§8.3.1", Warning,
        "an interface is declared once", "";
    CARD_SKILL_TWICE = "card-skill-twice", "§4.4.5", Error,
        "the ids of skills differ", "";
    CARD_MODE = "card-mode", "§4.4.1", Warning,
        "input and output modes are media types", "";
    CARD_SECURITY_SCHEME = "card-security-scheme", "§4.5.1", Error,
        "security requirements name schemes that the card has", "";
    CARD_SECURITY_URL = "card-security-url", "§4.5.1", Error,
        "the URLs of security schemes are absolute, and for HTTPS except on the same machine", "";
    CARD_SIGNATURE = "card-signature", "§8.4.2", Error,
        "a signature has a protected header: base64url of a JSON object with `alg` and `kid`", "";
    CARD_SIGNATURE_ALGORITHM = "card-signature-algorithm", "§8.4.2", Error,
        "a signature is made with a key that is not shared: `alg` is neither `none` nor an HMAC", "";
    CARD_SIGNATURE_TYPE = "card-signature-type", "§8.4.2", Warning,
        "the `typ` of a signature is `JOSE`", "";
    CARD_SIGNATURE_KEYS = "card-signature-keys", "§8.4.3", Warning,
        "the `jku` of a signature is a URL for HTTPS", "";
    CARD_EXTENSION = "card-extension", "§4.6.1", Error,
        "an extension has a URI", "";
    CARD_EXTENSION_TWICE = "card-extension-twice", "§4.6.1", Warning,
        "an extension is declared once", "";
    CARD_LINK = "card-link", "§4.4.1", Warning,
        "the URLs of icon, documentation and provider are absolute", "";
}
Agent {
    CARD_REDIRECT = "card-redirect", "§8.2", Warning,
        "the card is where it is asked for", "many clients follow no redirects";
    CARD_NOT_MODIFIED = "card-not-modified", "§8.6", Warning,
        "a card that has not changed since is answered with 304 to a conditional request", "";
    CARD_SIGNATURE_UNVERIFIED = "card-signature-unverified", "§8.4.3", Error,
        "a signature of the card is verified with one of the keys that were given", "";
    INTERFACE_UNREACHABLE = "interface-unreachable", "§8.3.1", Error,
        "an interface answers at its URL", "";
    INTERFACE_NOT_SERVED = "interface-not-served", "§8.3.1", Error,
        "an interface has its operations at its URL, over its binding", "";
    INTERFACE_UNCHECKED = "interface-unchecked", "", Ambiguous,
        "what the card declares can be tried", "nothing is said about what was not tried";
    TASK_NOT_FOUND = "task-not-found", "§3.3.2", Error,
        "what is asked of a task that is not there is refused with TaskNotFoundError", "";
    METHOD_NOT_FOUND = "method-not-found", "§9.5", Error,
        "a method that is not there is refused with MethodNotFoundError, -32601", "";
    SECURITY_NOT_ENFORCED = "security-not-enforced", "§7.4", Warning,
        "a request without the credentials that the card requires is refused",
        "the caller may be known by something else, as its network";
    SECURITY_UNDECLARED = "security-undeclared", "§7.3", Warning,
        "an agent that wants credentials declares in `securitySchemes` which", "";
    SECURITY_CHALLENGE = "security-challenge", "§7.4", Warning,
        "a refusal with 401 says in `WWW-Authenticate` how to authenticate", "HTTP demands it as well (RFC 9110 §15.5.2)";
    EXTENDED_CARD_OPEN = "extended-card-open", "§13.3", Warning,
        "the extended card is for clients that have authenticated",
        "the caller may be known by something else, as its network";
}
}
