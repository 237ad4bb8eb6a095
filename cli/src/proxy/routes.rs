//! Which address of the proxy stands for which address of the agent.
//!
//! The paths of the agent's own origin are the proxy's paths. What a card names at other origins is below `/~/`, with
//! the origin's scheme and authority as the next two segments: these paths say by themselves where they lead, and
//! are the same after a restart. Only what a card has named is there, so the proxy is none for anywhere.

use super::origin::Origin;
use a2a_validator::layer::Mounts;
use http::Uri;
use http::uri::{PathAndQuery, Scheme};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// What the paths of other origins begin with.
const FOREIGN: &str = "/~/";
/// So many origins a card can add.
const MAX_FOREIGN: usize = 32;

/// Which address stands for which. It grows with the cards that pass.
pub(crate) struct Routes {
    /// The URL under which clients reach the proxy, without a slash at its end.
    base_url: String,
    /// The agent's own origin.
    upstream: Origin,
    /// Whether other origins are reached by way of the proxy, too.
    pub(super) mounts_foreign: bool,
    table: RwLock<Arc<Table>>,
}

/// What the cards have said so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    foreign: Vec<Origin>,
    interfaces: Vec<Interface>,
}

/// An interface of the agent, where the proxy has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Interface {
    /// The binding, as the card names it.
    pub(crate) binding: String,
    /// The path at the proxy, without a query.
    pub(crate) path: String,
}

impl Routes {
    /// Nothing but the agent's own origin.
    pub(crate) fn new(base_url: impl Into<String>, upstream: Origin, mounts_foreign: bool) -> Self {
        Self {
            base_url: base_url.into(),
            upstream,
            mounts_foreign,
            table: RwLock::default(),
        }
    }

    /// The agent's own origin.
    pub(crate) fn upstream(&self) -> &Origin {
        &self.upstream
    }

    /// The URL under which clients reach the proxy.
    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Where a request goes that the proxy has got. `None` if its path is that of an origin that no card has named.
    pub(super) fn resolve(&self, uri: &Uri) -> Option<Uri> {
        let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        let (origin, target) = match target.strip_prefix(FOREIGN).and_then(parse_foreign) {
            Some((origin, rest)) => {
                let table = self.table();
                let known = table.foreign.iter().find(|known| **known == origin)?;
                (known.clone(), rest)
            }
            None => (self.upstream.clone(), target),
        };
        // Nothing is decoded or normalised on the way.
        let target = if target.starts_with('/') {
            target.to_owned()
        } else {
            format!("/{target}")
        };
        Uri::builder()
            .scheme(origin.scheme)
            .authority(origin.authority)
            .path_and_query(target)
            .build()
            .ok()
    }

    /// The proxy's URL for one of the agent's; from now on, it leads there.
    pub(super) fn mount(&self, url: &str, binding: Option<&str>) -> Result<String, Unmounted> {
        let (origin, rest) = Origin::split(url).ok_or(Unmounted::NotHttp)?;
        let path = if origin == self.upstream {
            rest.to_owned()
        } else {
            self.add_foreign(&origin)?;
            format!("{FOREIGN}{}/{}{rest}", origin.scheme, origin.authority)
        };
        if let Some(binding) = binding {
            let path = path.split(['?', '#']).next().unwrap_or_default();
            self.add_interface(binding, path);
        }
        Ok(format!("{}{path}", self.base_url))
    }

    fn add_foreign(&self, origin: &Origin) -> Result<(), Unmounted> {
        // Whoever reaches a proxy on loopback reaches by himself what it reaches. For others it must not be a way in.
        if !self.mounts_foreign && origin.host() != self.upstream.host() {
            return Err(Unmounted::Foreign);
        }
        if self.table().foreign.contains(origin) {
            return Ok(());
        }
        self.change(|table| {
            if table.foreign.len() >= MAX_FOREIGN {
                return Err(Unmounted::TooMany);
            }
            table.foreign.push(origin.clone());
            Ok(())
        })
    }

    fn add_interface(&self, binding: &str, path: &str) {
        let interface = Interface {
            binding: binding.to_ascii_uppercase(),
            path: path.to_owned(),
        };
        if self.table().interfaces.contains(&interface) {
            return;
        }
        self.change(|table| {
            // A card that changes all the time must not fill the memory.
            if table.interfaces.len() >= 2 * MAX_FOREIGN {
                table.interfaces.clear();
            }
            table.interfaces.push(interface);
        });
    }

    /// Takes the agent for one that serves both bindings below a path, because it has no card that says where.
    pub(crate) fn assume(&self, path: &str) {
        for binding in ["JSONRPC", "HTTP+JSON"] {
            self.add_interface(binding, path);
        }
    }

    /// What is known now.
    pub(crate) fn table(&self) -> Arc<Table> {
        // A table is exchanged as a whole, so a panic elsewhere leaves a good one.
        Arc::clone(&self.table.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn change<T>(&self, change: impl FnOnce(&mut Table) -> T) -> T {
        let mut table = self.table.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut table))
    }
}

impl Table {
    /// Which path of the proxy is served by which binding.
    pub(crate) fn mounts(&self) -> Mounts {
        let mut mounts = Mounts::new();
        for interface in &self.interfaces {
            mounts = match interface.binding.as_str() {
                "JSONRPC" => mounts.json_rpc(&interface.path),
                "HTTP+JSON" => mounts.http_json(&interface.path),
                _ => mounts,
            };
        }
        mounts
    }

    /// What the cards have named.
    pub(crate) fn interfaces(&self) -> &[Interface] {
        &self.interfaces
    }
}

impl fmt::Debug for Routes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Routes")
            .field("base_url", &self.base_url)
            .field("upstream", &self.upstream)
            .field("table", &self.table())
            .finish_non_exhaustive()
    }
}

/// Why a URL of a card stays what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unmounted {
    NotHttp,
    Foreign,
    TooMany,
}

impl fmt::Display for Unmounted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotHttp => "it is no URL of HTTP or has a user in it",
            Self::Foreign => "it is on another host, and the proxy is open to others than this machine",
            Self::TooMany => "there are too many other origins",
        })
    }
}

/// The origin in a path behind the prefix, and what comes after it.
fn parse_foreign(path: &str) -> Option<(Origin, &str)> {
    let (scheme, rest) = path.split_once('/')?;
    let scheme = match scheme {
        "http" => Scheme::HTTP,
        "https" => Scheme::HTTPS,
        _ => return None,
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at_checked(end)?;
    Some((Origin::new(scheme, authority)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(mounts_foreign: bool) -> Routes {
        let (upstream, _) = Origin::split("https://agent.example.com").unwrap();
        Routes::new("http://127.0.0.1:9000", upstream, mounts_foreign)
    }

    #[test]
    fn what_a_card_names_leads_back_there() {
        let routes = routes(true);
        for (url, mounted) in [
            ("https://agent.example.com", "http://127.0.0.1:9000"),
            (
                "https://AGENT.example.com:443/a%2Fb/../c?k=v",
                "http://127.0.0.1:9000/a%2Fb/../c?k=v",
            ),
            (
                "http://agent.example.com/rpc",
                "http://127.0.0.1:9000/~/http/agent.example.com/rpc",
            ),
            ("https://other:8443", "http://127.0.0.1:9000/~/https/other:8443"),
            (
                "https://other:8443/v1/?a=/~/",
                "http://127.0.0.1:9000/~/https/other:8443/v1/?a=/~/",
            ),
        ] {
            assert_eq!(routes.mount(url, None).as_deref(), Ok(mounted), "{url}");
            let uri: Uri = mounted
                .strip_prefix("http://127.0.0.1:9000")
                .unwrap()
                .parse()
                .unwrap_or_default();
            let resolved = routes.resolve(&uri).unwrap().to_string();
            let (origin, rest) = Origin::split(url).unwrap();
            let slash = if rest.is_empty() { "/" } else { "" };
            assert_eq!(resolved, format!("{origin}{slash}{rest}"), "{url}");
        }
    }

    #[test]
    fn nothing_leads_to_what_no_card_has_named() {
        let routes = routes(true);
        let leads = |path: &str| routes.resolve(&path.parse().unwrap()).map(|uri| uri.to_string());
        assert_eq!(leads("/~/http/169.254.169.254/latest"), None);
        assert_eq!(
            leads("/~/ftp/x"),
            Some("https://agent.example.com/~/ftp/x".to_owned())
        );
        routes.mount("http://other/rpc", None).unwrap();
        assert_eq!(
            leads("/~/http/other/admin"),
            Some("http://other/admin".to_owned())
        );
        assert_eq!(leads("/~/https/other/admin"), None);
        // A client that takes us for a forward proxy gets no further than to the agent.
        assert_eq!(
            leads("http://elsewhere/x?y"),
            Some("https://agent.example.com/x?y".to_owned())
        );
    }

    #[test]
    fn a_proxy_for_others_mounts_no_other_host() {
        let routes = routes(false);
        assert_eq!(routes.mount("http://127.0.0.1:1/", None), Err(Unmounted::Foreign));
        assert!(routes.mount("http://agent.example.com:81/", None).is_ok());
        for port in 0..MAX_FOREIGN - 1 {
            routes
                .mount(&format!("http://agent.example.com:{}/", port + 100), None)
                .unwrap();
        }
        assert_eq!(
            routes.mount("http://agent.example.com:1/", None),
            Err(Unmounted::TooMany)
        );
    }
}
