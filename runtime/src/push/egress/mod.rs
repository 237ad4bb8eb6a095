//! Which addresses this process calls when somebody else names them (§13.2).

mod address;
mod filter;

pub(super) use filter::Filter;

use reqwest::Url;
use reqwest::dns::{Name, Resolve};
use std::error::Error;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Which webhooks are called: those of the public internet, by HTTP and HTTPS.
///
/// A URL has no user and password in it, and its host has public addresses only: none of this machine, of a private
/// or shared network (10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7), link-local (169.254/16, fe80::/10), multicast,
/// unspecified, reserved or for documentation; an IPv6 address that stands for an IPv4 address (mapped, compatible,
/// translated, NAT64, 6to4) is judged by that one. One bad address among several is enough.
///
/// The policy is asked when a webhook is registered and again for every connection, where exactly the addresses that
/// it judged are the ones that are dialled.
#[derive(Clone)]
pub struct EgressPolicy {
    allows_private: bool,
    resolver: Arc<dyn Resolve>,
}

impl EgressPolicy {
    /// Public addresses only, resolved by the system.
    #[must_use]
    pub fn new() -> Self {
        Self {
            allows_private: false,
            resolver: Arc::new(filter::System),
        }
    }

    /// Sets whether this machine and the networks around it may be called: loopback, private, shared and unique-local
    /// addresses. They may not unless set, since a webhook is what a stranger wants this process to call.
    ///
    /// Link-local addresses stay closed even so: machines in clouds get their credentials there.
    #[must_use]
    pub fn allow_private(mut self, allows: bool) -> Self {
        self.allows_private = allows;
        self
    }

    /// Sets who resolves names, instead of the system; the answers are judged all the same.
    #[must_use]
    pub fn with_resolver(mut self, resolver: impl Resolve + 'static) -> Self {
        self.resolver = Arc::new(resolver);
        self
    }

    /// Checks what the URL says by itself; a name in it is left for [`resolve`](Self::resolve).
    pub(super) fn check_url(&self, url: &Url) -> Result<(), EgressError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(EgressError::forbidden("it is not one of HTTP or HTTPS"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(EgressError::forbidden("it has a user or a password in it"));
        }
        match host(url) {
            Host::Address(address) => self.judge(address),
            Host::Name(name) if name.is_empty() || name.len() > MAX_NAME => {
                Err(EgressError::forbidden("its host is no name"))
            }
            Host::Name(_) => Ok(()),
        }
    }

    /// Checks the URL and where its name leads now.
    pub(super) async fn check(&self, url: &Url) -> Result<(), EgressError> {
        self.check_url(url)?;
        if let Host::Name(name) = host(url) {
            let name = name
                .parse()
                .map_err(|_| EgressError::forbidden("its host is no name"))?;
            self.resolve(name).await?;
        }
        Ok(())
    }

    /// The addresses of a name, if all of them may be called.
    pub(super) async fn resolve(&self, name: Name) -> Result<Vec<SocketAddr>, EgressError> {
        let addresses = self.resolver.resolve(name).await;
        // A name may have any number of addresses; nobody dials more than a few.
        let addresses: Vec<_> = addresses
            .map_err(EgressError::unresolved)?
            .take(MAX_ADDRESSES)
            .collect();
        if addresses.is_empty() {
            return Err(EgressError::unresolved("the name has no address"));
        }
        for address in &addresses {
            self.judge(address.ip())?;
        }
        Ok(addresses)
    }

    fn judge(&self, address: IpAddr) -> Result<(), EgressError> {
        match address::special(address) {
            Some(special) if !(special.is_private && self.allows_private) => {
                let name = special.name;
                // Which address it is would tell strangers about the network; they learn what kind it is.
                Err(EgressError::forbidden(format!("its host has a {name} address")))
            }
            _ => Ok(()),
        }
    }
}

/// The length of a name in DNS, with a dot at its end.
const MAX_NAME: usize = 254;
const MAX_ADDRESSES: usize = 64;

impl Default for EgressPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for EgressPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EgressPolicy")
            .field("allows_private", &self.allows_private)
            .finish_non_exhaustive()
    }
}

enum Host<'a> {
    Address(IpAddr),
    Name(&'a str),
}

/// The host of a URL. However an address was written, the URL has it in its usual form by now.
fn host(url: &Url) -> Host<'_> {
    let host = url.host_str().unwrap_or_default();
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    bare.parse().map_or(Host::Name(host), Host::Address)
}

/// Why a URL is not called. The message goes on after "the webhook is not called: ".
#[derive(Debug)]
pub(super) struct EgressError {
    message: String,
    /// Why the name could not be resolved, which may be otherwise the next time.
    unresolved: Option<Box<dyn Error + Send + Sync>>,
}

impl EgressError {
    fn forbidden(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            unresolved: None,
        }
    }

    fn unresolved(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            message: "its host cannot be resolved".to_owned(),
            unresolved: Some(source.into()),
        }
    }

    /// Whether the policy forbids the address, rather than not knowing it.
    pub(super) fn is_forbidden(&self) -> bool {
        self.unresolved.is_none()
    }
}

impl fmt::Display for EgressError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for EgressError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.unresolved.as_deref().map(|source| source as _)
    }
}
