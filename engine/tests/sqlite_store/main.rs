//! What is SQLite's own in the store that keeps tasks in a file. What holds for every store is tested by
//! `a2a_engine::store::conformance`.

#[cfg(test)]
mod files;
#[cfg(test)]
mod handles;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod logs;
#[cfg(test)]
mod support;
#[cfg(test)]
mod sweeping;
