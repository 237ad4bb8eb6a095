//! On whose behalf a store is used.

use std::fmt;

/// On whose behalf a task is made or asked for (§13.1).
///
/// What is in another scope does not exist: a store answers for it exactly as for what it never had.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Scope {
    /// The tenant that the request names; empty where tenants are not in use.
    pub tenant: String,
    /// The id of the caller; empty where callers are not told apart.
    pub principal: String,
}

impl Scope {
    /// The scope of a caller in a tenant.
    #[must_use]
    pub fn new(tenant: impl Into<String>, principal: impl Into<String>) -> Self {
        Self {
            tenant: tenant.into(),
            principal: principal.into(),
        }
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Scope({:?}, {:?})", self.tenant, self.principal)
    }
}
