//! An interface: whether it is there, and speaks what it declares (§8.3.1, §3.6).

use super::answer::{Said, ask};
use super::security::Demand;
use super::{Options, redacted};
use crate::acts::run::agent::{Interface, public};
use crate::acts::run::findings::Inspection;
use crate::acts::run::http::Http;
use crate::acts::run::request::{Request, header};
use crate::acts::suite::Transport;
use crate::conversation::major_minor;
use crate::finding::{Finding, Severity};
use crate::formats::Checked;
use crate::names::excerpt;
use crate::place::Place;
use crate::rules::{self, Rule};
use crate::validator::Validator;
use reqwest::Url;
use serde_json::{Map, Value, json};

/// A version that no agent has.
const OTHER_VERSION: &str = "9.9";
/// A method that no agent has.
const NO_METHOD: &str = "NoSuchMethod";
/// As many required extensions are named.
const MAX_EXTENSIONS: usize = 50;
/// What the answers' own rules say of these, the probe says of the card; and that it asks for a task of which nobody has
/// told is the point of it.
const SAID_OF_CARD: [&Rule; 7] = [
    &rules::TASK_ID_UNKNOWN,
    &rules::CAPABILITY_DENIED_WORKS,
    &rules::CAPABILITY_REFUSED,
    &rules::CAPABILITY_ERROR,
    &rules::VERSION_IGNORED,
    &rules::VERSION_ASSUMED,
    &rules::VERSION_REFUSED,
];

/// An interface that is being tried.
pub(super) struct Probe<'a> {
    http: Http,
    validator: &'a Validator,
    options: &'a Options,
    pub(super) card: Place<'a>,
    /// Where the card declares it.
    pub(super) pointer: String,
    /// Names the required extensions, if there are some.
    extensions: Option<String>,
    /// What is wrong with it, by pointers into the card.
    pub(super) findings: Vec<Finding>,
    /// Its answers, and what is wrong with each.
    pub(super) answers: Vec<Checked>,
}

/// How a request deviates from the usual one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Deviation {
    pub(super) version: Option<&'static str>,
    pub(super) method: Option<&'static str>,
    /// The verb of HTTP, for a request without a body.
    pub(super) verb: Option<&'static str>,
    pub(super) without_credentials: bool,
}

impl<'a> Probe<'a> {
    pub(super) fn new(
        http: &Http,
        validator: &'a Validator,
        options: &'a Options,
        card: Place<'a>,
        pointer: String,
    ) -> Self {
        Self {
            // One for each, which looks at what is said over this interface.
            http: Http {
                client: http.client.clone(),
                inspection: None,
                timeout: http.timeout,
                secrets: http.secrets.clone(),
            },
            validator,
            options,
            extensions: required_extensions(&card),
            card,
            pointer,
            findings: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// Tries an interface that the card declares.
    pub(super) async fn interface(&mut self, declared: &Place<'_>) {
        let Some(interface) = self.spoken(declared) else {
            return;
        };
        let inspection = Inspection::new(self.validator, &interface, self.card.value());
        self.http.inspection = Some(inspection);
        let (said, found) = self.get_task(&interface, Deviation::default()).await;
        self.check_challenge(&said);
        if !self.is_there(&interface, &said, found).await {
            return;
        }
        self.check_demand(&interface, &said).await;
        self.check_not_found("GetTask", &said);
        self.check_version(&interface).await;
        if interface.transport == Transport::JsonRpc {
            self.check_method(&interface).await;
        }
        self.capabilities(&interface).await;
    }

    /// What can be tried of an interface.
    fn spoken(&mut self, declared: &Place<'_>) -> Option<Interface> {
        let text = |name| declared.text(name).unwrap_or_default();
        let binding = text("protocolBinding");
        let transport = match binding {
            "JSONRPC" => Transport::JsonRpc,
            "HTTP+JSON" => Transport::Rest,
            _ => {
                let message = format!("the binding `{}` is not tried", excerpt(binding));
                self.unchecked(message);
                return None;
            }
        };
        let version = text("protocolVersion");
        let spoken = self.validator.protocol().version;
        if major_minor(version) != spoken {
            let message = format!("version `{}` is not tried, but {spoken}", excerpt(version));
            self.unchecked(message);
            return None;
        }
        let url = Url::parse(text("url")).ok();
        let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) else {
            self.unchecked("its URL is none of HTTP".to_owned());
            return None;
        };
        let tenant = declared.text("tenant").map(str::to_owned);
        Some(Interface {
            transport,
            url,
            tenant,
        })
    }

    /// Whether it is worth going on; says why not.
    async fn is_there(&mut self, interface: &Interface, said: &Said, found: Vec<Finding>) -> bool {
        match said {
            Said::Foreign(why) => return self.is_there_after_all(interface, why, found).await,
            Said::Success(_) | Said::Silence | Said::Error(_) | Said::Unauthorized { .. } => {
                self.answered(interface, "GetTask", found);
            }
            Said::Busy(_) | Said::Lost(_) => {}
        }
        let place = public(&interface.url);
        match said {
            Said::Lost(message) => {
                let message = format!("{place} does not answer: {message}");
                self.of_interface(&rules::INTERFACE_UNREACHABLE, message);
            }
            Said::Busy(status) => self.unchecked(format!("{place} is not available now (HTTP {status})")),
            Said::Unauthorized { status, .. } => {
                let why = if self.has_credentials() {
                    "the credentials were refused"
                } else {
                    "it wants credentials"
                };
                self.unchecked(format!(
                    "{why} (HTTP {status}), so that nothing else could be tried"
                ));
            }
            _ if said.is("VersionNotSupportedError") => {
                let pointer = format!("{}/protocolVersion", self.pointer);
                let message = format!("{place} refuses the version that the card declares for it");
                self.findings.push(rules::VERSION_REFUSED.found(pointer, message));
            }
            _ if said.is("MethodNotFoundError") => {
                let message = format!("{place} has no method GetTask: is it one of an older version?");
                self.of_interface(&rules::INTERFACE_NOT_SERVED, message);
            }
            Said::Error(error) if error.name.is_none() && self.may_lack_credentials() => {
                let message = format!("it may want credentials, which were not given: {}", error.summary);
                self.unchecked(message);
            }
            _ => return true,
        }
        false
    }

    /// An error in a form of its own looks as the one of a server that knows no such path; then a listing tells.
    async fn is_there_after_all(&mut self, interface: &Interface, why: &str, found: Vec<Finding>) -> bool {
        let place = public(&interface.url);
        if interface.transport != Transport::JsonRpc {
            let parameters = Map::from_iter([("pageSize".to_owned(), 1.into())]);
            let (said, of_listing) = self
                .ask(interface, "ListTasks", parameters, Deviation::default())
                .await;
            if matches!(said, Said::Success(_)) {
                self.answered(interface, "GetTask", found);
                self.answered(interface, "ListTasks", of_listing);
                let message = format!("GetTask of a task that is not there: {why}");
                self.of_interface(&rules::TASK_NOT_FOUND, message);
                return true;
            }
        }
        let message = format!("{place} does not serve GetTask: {why}");
        self.of_interface(&rules::INTERFACE_NOT_SERVED, message);
        false
    }

    /// §3.6.2.
    async fn check_version(&mut self, interface: &Interface) {
        let has_other = self
            .card
            .items_of("supportedInterfaces")
            .any(|declared| declared.text("protocolVersion") == Some(OTHER_VERSION));
        if has_other {
            return;
        }
        let deviation = Deviation {
            version: Some(OTHER_VERSION),
            ..Deviation::default()
        };
        let (said, found) = self.get_task(interface, deviation).await;
        let part = "GetTask in version 9.9";
        match &said {
            Said::Error(_) if said.is("VersionNotSupportedError") => self.answered(interface, part, found),
            Said::Success(_) | Said::Silence | Said::Error(_) | Said::Foreign(_) => {
                // What the answer is by itself does not matter where another one was due.
                let pointer = format!("{}/protocolVersion", self.pointer);
                let message = format!(
                    "a request of version {OTHER_VERSION} is not refused for its version: {}",
                    said.summary()
                );
                self.findings.push(rules::VERSION_IGNORED.found(pointer, message));
            }
            Said::Unauthorized { .. } | Said::Busy(_) | Said::Lost(_) => self.untried(part, &said),
        }
    }

    /// §9.5.
    async fn check_method(&mut self, interface: &Interface) {
        let deviation = Deviation {
            method: Some(NO_METHOD),
            ..Deviation::default()
        };
        let (said, found) = self.get_task(interface, deviation).await;
        match &said {
            Said::Error(_) if said.is("MethodNotFoundError") => {
                self.answered(interface, NO_METHOD, found);
            }
            Said::Unauthorized { .. } | Said::Busy(_) | Said::Lost(_) => self.untried(NO_METHOD, &said),
            _ => {
                let message = format!("the method `{NO_METHOD}`: {}", said.summary());
                self.of_interface(&rules::METHOD_NOT_FOUND, message);
            }
        }
    }

    /// That there is no such task is the answer to who asks something of it.
    pub(super) fn check_not_found(&mut self, operation: &str, said: &Said) {
        let message = format!("{operation} of a task that is not there: {}", said.summary());
        match said {
            _ if said.is("TaskNotFoundError") => {}
            // The form of ids is the agent's to choose, and it is free to refuse others (§3.3.2).
            _ if said.is("InvalidParamsError") => {
                let finding = rules::TASK_NOT_FOUND.found(&self.pointer, message);
                self.findings.push(finding.with_severity(Severity::Ambiguous));
            }
            Said::Success(_) | Said::Silence | Said::Error(_) => {
                self.of_interface(&rules::TASK_NOT_FOUND, message);
            }
            Said::Foreign(_) | Said::Unauthorized { .. } | Said::Busy(_) | Said::Lost(_) => {}
        }
    }

    /// Asks for a task that is not there.
    pub(super) async fn get_task(&self, interface: &Interface, deviation: Deviation) -> (Said, Vec<Finding>) {
        let parameters = Map::from_iter([("id".to_owned(), no_task())]);
        self.ask(interface, "GetTask", parameters, deviation).await
    }

    /// Calls an operation.
    pub(super) async fn ask(
        &self,
        interface: &Interface,
        operation: &str,
        parameters: Map<String, Value>,
        deviation: Deviation,
    ) -> (Said, Vec<Finding>) {
        let protocol = self.validator.protocol();
        let method = protocol.method(operation);
        let request = method
            .ok_or_else(|| format!("version {} has no {operation}", protocol.version))
            .and_then(|method| Request::call(interface, method, parameters));
        let mut request = match request {
            Ok(request) => request,
            Err(message) => return (Said::Lost(message), Vec::new()),
        };
        if let Some(method) = deviation.method {
            let envelope = json!({"jsonrpc": "2.0", "id": request.id, "method": method, "params": {}});
            request.body = Some(envelope.to_string().into_bytes());
        }
        if let Some(verb) = deviation.verb {
            request.verb = verb;
            request.body = None;
        }
        let version = deviation.version.unwrap_or(protocol.version);
        request.headers.push(header("a2a-version", version));
        if let Some(extensions) = &self.extensions {
            request.headers.push(header("a2a-extensions", extensions));
        }
        if !deviation.without_credentials {
            self.options.add_credentials(&mut request);
        }
        ask(&self.http, protocol, interface.transport, &request).await
    }

    /// Lists an answer, and what is wrong with it by itself.
    pub(super) fn answered(&mut self, interface: &Interface, part: &str, findings: Vec<Finding>) {
        let mut findings = redacted(&self.http, findings);
        findings.retain(|finding| SAID_OF_CARD.iter().all(|rule| rule.id != finding.rule));
        let source = self.http.redact(&public(&interface.url));
        let binding = interface.transport.protocol_binding();
        let checked = Checked::new(source, findings).with_part(format!("{binding} {part}"));
        self.answers.push(checked.with_subject("answer"));
    }

    /// That a rule is broken by the interface.
    pub(super) fn of_interface(&mut self, rule: &Rule, message: impl Into<String>) {
        self.findings.push(rule.found(&self.pointer, message));
    }

    pub(super) fn unchecked(&mut self, message: String) {
        self.of_interface(&rules::INTERFACE_UNCHECKED, message);
    }

    /// That one thing could not be found out.
    pub(super) fn untried(&mut self, what: &str, said: &Said) {
        self.unchecked(format!("{what} could not be tried: {}", said.summary()));
    }

    fn may_lack_credentials(&self) -> bool {
        !self.options.has_credentials() && Demand::of(&self.card) != Demand::None
    }

    pub(super) fn has_credentials(&self) -> bool {
        self.options.has_credentials()
    }

    pub(super) fn method(&self, name: &str) -> Option<&'static a2a_bindings::protocol::MethodInfo> {
        self.validator.protocol().method(name)
    }
}

/// The id of a task that is not there.
pub(super) fn no_task() -> Value {
    uuid::Uuid::new_v4().to_string().into()
}

/// Agents refuse who does not name the extensions that they require (§3.3.4).
fn required_extensions(card: &Place<'_>) -> Option<String> {
    let capabilities = card.get("capabilities");
    let required: Vec<_> = capabilities
        .into_iter()
        .flat_map(|all| all.items_of("extensions"))
        .filter(|extension| extension.flag("required") == Some(true))
        .filter_map(|extension| extension.text("uri"))
        // Others could not be sent, or would be two.
        .filter(|uri| uri.bytes().all(|byte| byte.is_ascii_graphic() && byte != b','))
        .take(MAX_EXTENSIONS)
        .collect();
    (!required.is_empty()).then(|| required.join(", "))
}
