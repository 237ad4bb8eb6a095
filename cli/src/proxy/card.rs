//! Agent cards on their way to a client: the URLs of interfaces become the proxy's, and nothing else changes.

use super::routes::Routes;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::ops::Range;

/// A card as the client gets it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rewritten {
    pub(super) json: Vec<u8>,
    /// Whether it has signatures, which no longer verify.
    pub(super) is_signed: bool,
    /// The interfaces by which a client gets past the proxy, each with the reason.
    pub(super) left: Vec<String>,
}

/// A card, or the envelope of JSON-RPC around one (§3.1.11). The last fields are those of version 0.3.
#[derive(Deserialize)]
struct Card<'a> {
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    #[serde(borrow, rename = "supportedInterfaces", alias = "supported_interfaces")]
    supported_interfaces: Option<&'a RawValue>,
    #[serde(borrow)]
    skills: Option<&'a RawValue>,
    #[serde(borrow)]
    signatures: Option<&'a RawValue>,
    #[serde(borrow)]
    url: Option<&'a RawValue>,
    #[serde(borrow, rename = "additionalInterfaces")]
    additional_interfaces: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Interface<'a> {
    #[serde(borrow)]
    url: Option<&'a RawValue>,
    #[serde(rename = "protocolBinding", alias = "protocol_binding", alias = "transport")]
    binding: Option<Value>,
    #[serde(rename = "protocolVersion", alias = "protocol_version")]
    /// Often a number, by mistake.
    version: Option<Value>,
}

/// Puts the proxy's URLs into a card; the routes lead where they led. `None` for what is no card.
pub(super) fn rewrite(json: &[u8], routes: &Routes) -> Option<Rewritten> {
    let text = std::str::from_utf8(json).ok()?;
    let mut card: Card<'_> = serde_json::from_str(text).ok()?;
    if let (None, Some(result)) = (card.supported_interfaces, card.result) {
        card = serde_json::from_str(result.get()).ok()?;
    }
    let mut edits = Edits {
        text,
        routes,
        edits: Vec::new(),
        left: Vec::new(),
    };
    // A card of version 0.3 has no list of this name.
    if card.supported_interfaces.is_none() && (card.url.is_none() || card.skills.is_none()) {
        return None;
    }
    for interface in card.supported_interfaces.map(elements).unwrap_or_default() {
        edits.interface(interface, true);
    }
    if let Some(url) = card.url {
        edits.url(url, None);
    }
    for interface in card.additional_interfaces.map(elements).unwrap_or_default() {
        edits.interface(interface, false);
    }
    let is_signed = card
        .signatures
        .is_some_and(|signatures| !elements(signatures).is_empty());
    Some(edits.apply(is_signed))
}

/// The elements of an array.
fn elements(array: &RawValue) -> Vec<&RawValue> {
    serde_json::from_str(array.get()).unwrap_or_default()
}

struct Edits<'a> {
    text: &'a str,
    routes: &'a Routes,
    edits: Vec<(Range<usize>, String)>,
    left: Vec<String>,
}

impl<'a> Edits<'a> {
    fn interface(&mut self, json: &'a RawValue, is_current: bool) {
        let Ok(Interface {
            url: Some(url),
            binding,
            version,
        }) = serde_json::from_str(json.get())
        else {
            return;
        };
        let binding = binding.as_ref().and_then(Value::as_str).unwrap_or_default();
        let binding = binding.to_ascii_uppercase();
        if binding == "GRPC" {
            self.left.push(format!(
                "the interface {url} is gRPC, which the proxy does not speak"
            ));
            return;
        }
        // What is said in older versions passes, and is not checked against this one.
        let is_checked = is_current
            && !version.is_some_and(|version| version.to_string().trim_start_matches('"').starts_with("0."));
        self.url(url, is_checked.then_some(&binding));
    }

    fn url(&mut self, literal: &'a RawValue, binding: Option<&str>) {
        let Ok(url) = serde_json::from_str::<String>(literal.get()) else {
            return;
        };
        match self.routes.mount(&url, binding) {
            Ok(mounted) => {
                // The literal is a part of the text, so its place is the difference of their addresses.
                let start = (literal.get().as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
                let literal = start..start.saturating_add(literal.get().len());
                self.edits.push((literal, Value::String(mounted).to_string()));
            }
            Err(reason) => self
                .left
                .push(format!("the interface {literal} stays as it is: {reason}")),
        }
    }

    fn apply(mut self, is_signed: bool) -> Rewritten {
        self.edits.sort_by_key(|(place, _)| place.start);
        let (mut json, mut end) = (String::with_capacity(self.text.len()), 0);
        for (place, new) in self.edits {
            json.push_str(self.text.get(end..place.start).unwrap_or_default());
            json.push_str(&new);
            end = place.end;
        }
        json.push_str(self.text.get(end..).unwrap_or_default());
        Rewritten {
            json: json.into_bytes(),
            is_signed,
            left: self.left,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::origin::Origin;
    use super::*;

    fn check(card: &str, expected: &str) -> Rewritten {
        let (upstream, _) = Origin::split("http://agent").unwrap();
        let routes = Routes::new("http://proxy:1", upstream, true);
        let rewritten = rewrite(card.as_bytes(), &routes).unwrap_or_else(|| panic!("{card}"));
        assert_eq!(String::from_utf8_lossy(&rewritten.json), expected);
        rewritten
    }

    #[test]
    fn only_urls_of_interfaces_change() {
        let rewritten = check(
            "{ \"z\": 1.0,\"supportedInterfaces\" : [ {\"url\":\"http:\\/\\/agent/rpc\", \"protocolBinding\":\"JSONRPC\"},\n\
             {\"url\":\"https://other/v1/\",\"protocolBinding\":\"HTTP+JSON\",\"url2\":\"http://agent\"}, 7, {\"url\":7}, {\"url\":\"/x\"}],\
             \"provider\":{\"url\":\"http://agent\"}, \"signatures\":[{}], \"a\":\"é\" }\n",
            "{ \"z\": 1.0,\"supportedInterfaces\" : [ {\"url\":\"http://proxy:1/rpc\", \"protocolBinding\":\"JSONRPC\"},\n\
             {\"url\":\"http://proxy:1/~/https/other/v1/\",\"protocolBinding\":\"HTTP+JSON\",\"url2\":\"http://agent\"}, 7, {\"url\":7}, {\"url\":\"/x\"}],\
             \"provider\":{\"url\":\"http://agent\"}, \"signatures\":[{}], \"a\":\"é\" }\n",
        );
        assert!(rewritten.is_signed);
        assert_eq!(rewritten.left.len(), 1, "{rewritten:?}");
    }

    #[test]
    fn envelopes_and_older_members_are_known_and_grpc_is_left_alone() {
        check(
            r#"{"jsonrpc":"2.0","id":1,"result":{"supported_interfaces":[{"url":"http://agent"}]}}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":{"supported_interfaces":[{"url":"http://proxy:1"}]}}"#,
        );
        let rewritten = check(
            r#"{"url":"http://agent/old","supportedInterfaces":[{"url":"http://agent:50051","protocolBinding":"grpc"}],"additionalInterfaces":[{"url":"http://agent/v0","transport":"HTTP+JSON"}]}"#,
            r#"{"url":"http://proxy:1/old","supportedInterfaces":[{"url":"http://agent:50051","protocolBinding":"grpc"}],"additionalInterfaces":[{"url":"http://proxy:1/v0","transport":"HTTP+JSON"}]}"#,
        );
        assert!(!rewritten.is_signed);
        assert_eq!(rewritten.left.len(), 1);
        check(
            r#"{"url":"http://agent/old","protocolVersion":"0.3.0","skills":[],"additionalInterfaces":[{"url":"http://agent/v0"}]}"#,
            r#"{"url":"http://proxy:1/old","protocolVersion":"0.3.0","skills":[],"additionalInterfaces":[{"url":"http://proxy:1/v0"}]}"#,
        );
    }

    #[test]
    fn members_of_the_wrong_type_keep_no_interface_past_the_proxy() {
        check(
            r#"{"supportedInterfaces":[{"url":"http://agent/a","protocolVersion":1.0},{"url":"http://agent/b","protocolBinding":["JSONRPC"]}]}"#,
            r#"{"supportedInterfaces":[{"url":"http://proxy:1/a","protocolVersion":1.0},{"url":"http://proxy:1/b","protocolBinding":["JSONRPC"]}]}"#,
        );
    }

    #[test]
    fn what_is_no_card_is_none() {
        let (upstream, _) = Origin::split("http://agent").unwrap();
        let routes = Routes::new("http://proxy:1", upstream, true);
        for text in [
            "",
            "{",
            "[]",
            "7",
            "{}",
            r#"{"result":{"id":"t"}}"#,
            r#"{"result":7}"#,
            "\u{feff}{}",
        ] {
            assert_eq!(rewrite(text.as_bytes(), &routes), None, "{text}");
        }
        assert_eq!(rewrite(b"{\"supportedInterfaces\":[\"\xff\"]}", &routes), None);
    }
}
