//! Descriptions to documentation comments.

use proc_macro2::TokenStream;
use quote::quote;

/// Where a line of a comment ends, at the latest.
const WIDTH: usize = 96;

/// Documentation of the item that follows.
pub(super) fn item_docs(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#[doc = #lines])*)
}

/// Documentation of the module or file around it.
pub(super) fn docs(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#![doc = #lines])*)
}

fn lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n") {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            line.push(' ');
            line.push_str(&escape(word));
        }
        lines.push(line);
    }
    lines
}

/// Keeps text that was not written for rustdoc from being taken for links or HTML.
fn escape(word: &str) -> String {
    if word.contains('`') || word.starts_with("[`") {
        return word.to_owned();
    }
    if let Some(start) = word.find("http://").or_else(|| word.find("https://"))
        && !word.contains(['<', '('])
    {
        let end = word.trim_end_matches(['.', ',', ';', ')', '"']).len();
        return format!("{}<{}>{}", &word[..start], &word[start..end], &word[end..]);
    }
    if word.contains("](") || word.starts_with("<http") || word.starts_with("(<http") {
        return word.to_owned();
    }
    word.replace('[', "\\[").replace('<', "\\<")
}
