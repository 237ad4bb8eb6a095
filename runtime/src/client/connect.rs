//! From an agent's card to a client of it (§8.3.2).

use super::binding::Binding;
use super::error::{ClientError, ClientErrorKind};
use super::http_client::http_client;
use super::http_service::HttpService;
use super::options::TransportOptions;
use super::transport::HttpTransport;
use a2a_bindings::v1_0::{AgentCard, AgentInterface, Client, PROTOCOL};
use bytes::Bytes;
use http_body::Body as HttpBody;
use reqwest::Body;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use tower_layer::Layer;
use tower_service::Service;

/// How [`connect`] chooses an interface, and talks to it.
#[derive(Clone, Default)]
pub struct ConnectOptions {
    preference: Vec<Binding>,
    http: Option<reqwest::Client>,
    transport: TransportOptions,
    layers: Vec<AddLayer>,
}

/// Adds a layer to a transport.
type AddLayer = Arc<dyn Fn(HttpTransport) -> HttpTransport + Send + Sync>;

impl ConnectOptions {
    /// The agent's order, [`http_client`], and the default settings of a transport.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Prefers these bindings, the best first; the others come after them in the agent's order.
    #[must_use]
    pub fn prefer(mut self, bindings: impl IntoIterator<Item = Binding>) -> Self {
        self.preference = bindings.into_iter().collect();
        self
    }

    /// Uses this HTTP client.
    #[must_use]
    pub fn with_http(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Puts a tower layer before the HTTP client, as [`HttpTransport::with_layer`] does.
    #[must_use]
    pub fn with_layer<L, R>(mut self, layer: L) -> Self
    where
        L: Layer<HttpService> + Clone + Send + Sync + 'static,
        L::Service:
            Service<http::Request<Body>, Response = http::Response<R>> + Clone + Send + Sync + 'static,
        <L::Service as Service<http::Request<Body>>>::Error: Into<Box<dyn Error + Send + Sync>>,
        <L::Service as Service<http::Request<Body>>>::Future: Send,
        R: HttpBody<Data = Bytes> + Send + Sync + 'static,
        R::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let add = move |transport: HttpTransport| transport.with_layer(layer.clone());
        self.layers.push(Arc::new(add));
        self
    }

    /// Sets headers, credentials, timeouts and limits.
    #[must_use]
    pub fn with_transport(mut self, options: TransportOptions) -> Self {
        self.transport = options;
        self
    }
}

impl fmt::Debug for ConnectOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            preference,
            http,
            transport,
            layers,
        } = self;
        formatter
            .debug_struct("ConnectOptions")
            .field("preference", preference)
            .field("http", http)
            .field("transport", transport)
            .field("layers", &layers.len())
            .finish()
    }
}

/// A client of the agent: on the first interface whose binding and protocol version it speaks, with the tenant
/// that the interface names in every request. Nothing is sent.
///
/// # Errors
/// The card has no such interface ([`NoInterface`](ClientErrorKind::NoInterface) or
/// [`Version`](ClientErrorKind::Version), and the message lists what it has), or the URL of the interface is none
/// of HTTP or HTTPS.
pub fn connect(card: &AgentCard, options: ConnectOptions) -> Result<Client<HttpTransport>, ClientError> {
    let (interface, binding) = choose(&card.supported_interfaces, &options.preference)?;
    let http = options.http.map_or_else(http_client, Ok)?;
    let transport = HttpTransport::new(binding, &interface.url, http, &PROTOCOL).map_err(|error| {
        let message = format!("the agent's {binding} interface has no usable URL");
        ClientError::new(ClientErrorKind::Card, message).with_source(error)
    })?;
    let add = |transport, add: &AddLayer| add(transport);
    let transport = options.layers.iter().fold(transport, add);
    // An interface without a tenant gets none, whatever a request says.
    Ok(Client::new(transport.with_options(options.transport)).with_tenant(&interface.tenant))
}

fn choose<'a>(
    interfaces: &'a [AgentInterface],
    preference: &[Binding],
) -> Result<(&'a AgentInterface, Binding), ClientError> {
    let spoken: Vec<(&AgentInterface, Binding)> = interfaces
        .iter()
        .filter_map(|interface| Some((interface, Binding::from_name(&interface.protocol_binding)?)))
        .collect();
    let rank = |binding: Binding| {
        preference
            .iter()
            .position(|one| *one == binding)
            .unwrap_or(usize::MAX)
    };
    // Of equals the first is taken: the agent's order counts.
    let best = spoken
        .iter()
        .filter(|(interface, _)| major_minor(&interface.protocol_version) == major_minor(PROTOCOL.version))
        .min_by_key(|(_, binding)| rank(*binding));
    best.copied()
        .ok_or_else(|| refusal(interfaces, spoken.is_empty()))
}

fn refusal(interfaces: &[AgentInterface], speaks_none: bool) -> ClientError {
    let offers: Vec<String> = interfaces
        .iter()
        .map(|interface| format!("{} {}", interface.protocol_binding, interface.protocol_version))
        .collect();
    let offers = match offers.as_slice() {
        [] => "no interface at all, as cards of 0.3 do".to_owned(),
        offers => offers.join(", "),
    };
    let spoken = Binding::ALL.map(Binding::name).join(" or ");
    let version = PROTOCOL.version;
    let kind = if speaks_none {
        ClientErrorKind::NoInterface
    } else {
        ClientErrorKind::Version
    };
    ClientError::new(
        kind,
        format!("the agent offers {offers}, and this client speaks {spoken} {version}"),
    )
}

/// `Major.Minor` of a version; a patch number does not count (§3.6).
fn major_minor(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}
