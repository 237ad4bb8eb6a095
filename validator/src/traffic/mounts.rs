//! Which path is served by which binding.

/// Where an agent card stands below the address of its agent (§8.2).
const AGENT_CARD: &str = "/.well-known/agent-card.json";

/// Where which binding is served.
///
/// A JSON-RPC mount is one path, an HTTP+JSON mount everything below a path, so both can have the same one. Of
/// several that contain a path, the longest counts. A slash at the end makes no difference. Agent cards are known
/// by their path, `/.well-known/agent-card.json` at the root or below anything that is not ignored.
///
/// Paths are the raw ones of the requests, so for a layer inside a router that strips a prefix they lack it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mounts(Vec<(String, Kind)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    JsonRpc,
    HttpJson,
    Ignored,
}

/// What is at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place<'a> {
    JsonRpc,
    /// With the path below the mount, without a slash at the end.
    HttpJson(&'a str),
    AgentCard,
    Nothing,
}

impl Mounts {
    /// Nothing but agent cards.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// JSON-RPC is served at this path.
    #[must_use]
    pub fn json_rpc(self, path: &str) -> Self {
        self.with(path, Kind::JsonRpc)
    }

    /// HTTP+JSON is served below this path, and nothing else is.
    #[must_use]
    pub fn http_json(self, path: &str) -> Self {
        self.with(path, Kind::HttpJson)
    }

    /// What is below this path is no A2A.
    #[must_use]
    pub fn ignore(self, path: &str) -> Self {
        self.with(path, Kind::Ignored)
    }

    fn with(mut self, path: &str, kind: Kind) -> Self {
        let path = path.trim_matches('/');
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("/{path}")
        };
        self.0.push((path, kind));
        self
    }

    /// The paths with JSON-RPC, in the order in which they were named.
    pub fn json_rpc_paths(&self) -> impl Iterator<Item = &str> {
        self.paths(Kind::JsonRpc)
    }

    /// The paths below which there is HTTP+JSON.
    pub fn http_json_paths(&self) -> impl Iterator<Item = &str> {
        self.paths(Kind::HttpJson)
    }

    /// The paths below which nothing is looked at.
    pub fn ignored_paths(&self) -> impl Iterator<Item = &str> {
        self.paths(Kind::Ignored)
    }

    fn paths(&self, wanted: Kind) -> impl Iterator<Item = &str> {
        let paths = self.0.iter().filter(move |(_, kind)| *kind == wanted);
        paths.map(|(path, _)| if path.is_empty() { "/" } else { path.as_str() })
    }

    pub(super) fn place<'a>(&self, path: &'a str) -> Place<'a> {
        let path = path.strip_suffix('/').unwrap_or(path);
        if self
            .0
            .iter()
            .any(|(mount, kind)| *kind == Kind::JsonRpc && mount == path)
        {
            return Place::JsonRpc;
        }
        let below = |mount: &str| {
            path.strip_prefix(mount)
                .filter(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mounts = self.0.iter().filter(|(_, kind)| *kind != Kind::JsonRpc);
        let longest = mounts
            .filter_map(|(mount, kind)| Some((mount.len(), *kind, below(mount)?)))
            .max_by_key(|(length, ..)| *length);
        match longest {
            Some((_, Kind::Ignored, _)) => Place::Nothing,
            _ if path.ends_with(AGENT_CARD) => Place::AgentCard,
            Some((_, _, rest)) => Place::HttpJson(rest),
            None => Place::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let both = Mounts::new().json_rpc("/").http_json("/");
        let apart = Mounts::new()
            .http_json("/v1/")
            .json_rpc("v1/rpc")
            .ignore("/v1/health")
            .ignore("/other");
        for (mounts, path, expected) in [
            (&both, "/", Place::JsonRpc),
            (&both, "", Place::JsonRpc),
            (&both, "/tasks/1", Place::HttpJson("/tasks/1")),
            (&both, "/.well-known/agent-card.json", Place::AgentCard),
            (&apart, "/v1/rpc", Place::JsonRpc),
            (&apart, "/v1/rpc/", Place::JsonRpc),
            (&apart, "/v1/rpc/x", Place::HttpJson("/rpc/x")),
            (&apart, "/v1/tasks/", Place::HttpJson("/tasks")),
            (&apart, "/v1", Place::HttpJson("")),
            (&apart, "/v1x/tasks", Place::Nothing),
            (&apart, "/v1/health", Place::Nothing),
            (&apart, "/v1/health/live", Place::Nothing),
            (&apart, "/v1/healthy", Place::HttpJson("/healthy")),
            (&apart, "/a/.well-known/agent-card.json", Place::AgentCard),
            (&apart, "/other/.well-known/agent-card.json", Place::Nothing),
            (&apart, "/", Place::Nothing),
        ] {
            assert_eq!(mounts.place(path), expected, "{path}");
        }
    }
}
