//! Keys that signatures are verified with.

use crate::error::{Error, with_causes};
use crate::files;
use a2a_runtime::signatures::VerifyingKey;
use std::path::PathBuf;

/// Reads the keys in files, each of which has a JWK or a set of them.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<VerifyingKey>, Error> {
    let mut keys = Vec::new();
    for path in paths {
        let json = files::read(path)?;
        let read = match VerifyingKey::from_jwk(&json) {
            Ok(key) => Ok(vec![key]),
            // Which of both it is meant to be shows in what the second one says.
            Err(no_key) => match VerifyingKey::from_jwk_set(&json) {
                Ok(set) => Ok(set),
                Err(_) => Err(no_key),
            },
        };
        let read =
            read.map_err(|error| Error::usage(format!("{}: {}", path.display(), with_causes(&error))))?;
        if read.is_empty() {
            let message = format!("{}: the set has no key of P-256 or Ed25519", path.display());
            return Err(Error::usage(message));
        }
        keys.extend(read);
    }
    Ok(keys)
}
