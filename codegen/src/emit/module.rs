//! A tree of modules, rendered as files or as one.

use super::ident;
use proc_macro2::TokenStream;
use quote::quote;

/// A module.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    /// Inner documentation.
    pub(crate) docs: TokenStream,
    pub(crate) items: Vec<TokenStream>,
    pub(crate) children: Vec<Module>,
}

impl Module {
    pub(crate) fn leaf(name: &str, docs: TokenStream, items: Vec<TokenStream>) -> Self {
        Self {
            name: name.to_owned(),
            docs,
            items,
            children: Vec::new(),
        }
    }

    /// A module that re-exports everything of its children.
    pub(crate) fn table_of_contents(name: &str, docs: TokenStream, children: Vec<Self>) -> Self {
        Self {
            name: name.to_owned(),
            docs,
            items: Vec::new(),
            children,
        }
    }

    /// The paths of the files and their items; the declarations of the children stand in the parent's file.
    pub(crate) fn files(&self) -> Vec<(String, Vec<TokenStream>)> {
        if self.children.is_empty() {
            return vec![(format!("{}.rs", self.name), self.own_items())];
        }
        let mut sorted: Vec<_> = self.children.iter().collect();
        sorted.sort_by(|one, other| one.name.cmp(&other.name));
        let names: Vec<_> = sorted.iter().map(|child| ident(&child.name)).collect();
        let mut items = self.own_items();
        items.push(quote!(#(mod #names;)*));
        items.push(quote!(#(pub use #names::*;)*));
        let mut files = vec![(format!("{}/mod.rs", self.name), items)];
        for child in &self.children {
            files.extend(
                child
                    .files()
                    .into_iter()
                    .map(|(path, items)| (format!("{}/{path}", self.name), items)),
            );
        }
        files
    }

    /// The whole tree as the items of one file, without the documentation of the tree itself.
    pub(crate) fn inline_body(&self) -> TokenStream {
        let items = &self.items;
        let children: Vec<_> = self
            .children
            .iter()
            .map(|child| {
                let name = ident(&child.name);
                let docs = &child.docs;
                let body = child.inline_body();
                quote!(mod #name { #docs #body } pub use #name::*;)
            })
            .collect();
        quote!(#(#items)* #(#children)*)
    }

    fn own_items(&self) -> Vec<TokenStream> {
        let mut items = vec![self.docs.clone()];
        items.extend(self.items.iter().cloned());
        items
    }
}
