//! The arguments of `inspect`.

use super::proxy::{Upstream, upstream};
use clap::Args;
use std::net::SocketAddr;

/// Look at an agent in a browser: its card, a conversation with it, and everything that passes, with what is wrong.
///
/// Prints the address of a page, which is served by this program and needs nothing from elsewhere. Whoever has the address
/// can use the agent by way of the page; nobody else can, and no other web page. Other clients may be given the second
/// address: what they say is shown on the page, too.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a inspect localhost:8080
  a2a inspect https://agent.example.com")]
pub(crate) struct InspectArgs {
    /// The agent: the URL below which its card is. [default: the page asks for it]
    #[arg(value_name = "URL", value_parser = upstream)]
    pub(crate) agent: Option<Upstream>,
    /// Address of this machine to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:9001", value_parser = loopback)]
    pub(crate) listen: SocketAddr,
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text.parse().map_err(|error| format!("{error}"))?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err("the page is for this machine: use an address such as 127.0.0.1:9001".to_owned())
    }
}
