//! Media types, by their form (RFC 9110 §8.3.1, RFC 6838 §4.2).

/// Whether text is a media type, or a range of them, with or without parameters.
pub(super) fn is_media_type(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim();
    match essence.split_once('/') {
        Some(("*", "*")) => true,
        Some((kind, "*")) => is_name(kind),
        Some((kind, name)) => is_name(kind) && is_name(name),
        None => false,
    }
}

fn is_name(text: &str) -> bool {
    let is_valid = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
    !text.is_empty() && text.len() <= 127 && text.bytes().all(is_valid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_have_two_names() {
        for text in [
            "text/plain",
            "application/vnd.geo+json",
            "text/html; charset=utf-8",
            "image/*",
            "*/*",
        ] {
            assert!(is_media_type(text), "{text}");
        }
        for text in ["text", "", "/", "text/", "text/plain/x", "te xt/plain", "*/plain"] {
            assert!(!is_media_type(text), "{text}");
        }
    }
}
