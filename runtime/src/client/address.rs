//! URLs of agents, as they are taken and as they are shown.

use super::error::{ClientError, ClientErrorKind};
use reqwest::Url;
use std::fmt;

/// The absolute URL of something that HTTP reaches.
pub(super) fn parse_url(text: &str) -> Result<Url, ClientError> {
    let refused = |why: &str| ClientError::new(ClientErrorKind::Request, why);
    let url =
        Url::parse(text).map_err(|error| refused("the address is no absolute URL").with_source(error))?;
    if matches!(url.scheme(), "http" | "https") {
        Ok(url)
    } else {
        Err(refused(&format!(
            "an address of scheme `{}` is not one of HTTP or HTTPS",
            url.scheme()
        )))
    }
}

/// A URL as it can be shown: without user, password, query and fragment, which may hold credentials.
pub(super) struct Place<'a>(pub(super) &'a Url);

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut url = self.0.clone();
        // Both fail only for a URL without a host, which has neither.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.set_query(None);
        url.set_fragment(None);
        formatter.write_str(url.as_str())
    }
}
