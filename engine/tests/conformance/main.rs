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

#[cfg(test)]
mod memory {
    use a2a_engine::store::MemoryStore;

    a2a_engine::store_conformance!(async || Ok(MemoryStore::new()));
}

#[cfg(all(test, feature = "sqlite"))]
mod sqlite {
    use a2a_engine::store::{Durability, SqliteOptions};
    use tempfile::TempDir;

    a2a_engine::store_conformance!(async || Ok(TempDir::new()?), async |folder: &TempDir| {
        // What a case has to say of a restart is the same without waiting for the disk.
        let options = SqliteOptions::new().with_durability(Durability::Normal);
        Ok(options.open(folder.path().join("tasks"))?)
    });
}
