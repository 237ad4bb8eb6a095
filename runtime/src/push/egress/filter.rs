//! The policy as the resolver of the HTTP client, so that nothing else than what was judged is dialled.

use super::EgressPolicy;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::error::Error;
use std::net::SocketAddr;

/// Resolves names for the HTTP client; addresses that the policy forbids are an error.
///
/// An address in a URL reaches no resolver: those are judged with the URL.
pub(in crate::push) struct Filter(pub(in crate::push) EgressPolicy);

impl Resolve for Filter {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = self.0.clone();
        Box::pin(async move {
            match policy.resolve(name).await {
                Ok(addresses) => Ok(boxed(addresses)),
                Err(error) => Err(Box::new(error) as Box<dyn Error + Send + Sync>),
            }
        })
    }
}

/// Resolves names as the system does.
pub(super) struct System;

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // Port 0 leaves the port to the URL.
            let addresses = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(boxed(addresses.collect()))
        })
    }
}

fn boxed(addresses: Vec<SocketAddr>) -> Addrs {
    Box::new(addresses.into_iter())
}
