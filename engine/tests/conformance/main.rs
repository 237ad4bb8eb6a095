//! The conformance suite of stores, tried on a store that keeps the contract.

#[cfg(test)]
mod reference;
#[cfg(test)]
mod a_store_that_ends_with_the_process {
    use crate::reference::Reference;
    a2a_engine::store_conformance!(async || Ok(Reference::default()));
}
