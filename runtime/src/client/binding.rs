//! The protocol bindings that the client speaks (§5.2).

use std::fmt;

/// A protocol binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Binding {
    /// JSON-RPC 2.0 over HTTP (§9).
    JsonRpc,
    /// HTTP+JSON (§11).
    HttpJson,
}

impl Binding {
    /// Every binding that the client speaks.
    pub(super) const ALL: [Self; 2] = [Self::JsonRpc, Self::HttpJson];

    /// The binding's name in an agent card: `JSONRPC` or `HTTP+JSON` (§4.4.6).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonRpc => "JSONRPC",
            Self::HttpJson => "HTTP+JSON",
        }
    }

    /// The binding with this name, in either case of its letters; `None` for one that the client does not speak.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|binding| binding.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Binding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
