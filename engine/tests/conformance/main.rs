//! The conformance suite of stores, tried on a store that keeps the contract, and on dozens that do not.

#[cfg(test)]
mod mutant;
#[cfg(test)]
mod mutants;
#[cfg(test)]
mod reference;

#[cfg(test)]
mod a_store_that_ends_with_the_process {
    use crate::reference::Reference;

    a2a_engine::store_conformance!(async || Ok(Reference::default()));
}

#[cfg(test)]
mod a_store_that_lasts {
    use crate::mutant::Mutant;
    use crate::reference::State;
    use std::sync::{Arc, Mutex};

    a2a_engine::store_conformance!(async || Ok(Arc::<Mutex<State>>::default()), async |disk: &Arc<
        Mutex<State>,
    >| Ok(
        Mutant::open(disk, None)
    ));
}
