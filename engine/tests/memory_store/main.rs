//! The store in memory: what it does beyond the contract of stores, and the contract where the implementation is
//! intricate (lists, packing, threads).

#[cfg(test)]
mod lists;
#[cfg(test)]
mod logs;
#[cfg(test)]
mod packing;
#[cfg(test)]
mod room;
#[cfg(test)]
mod support;
#[cfg(test)]
mod threads;
#[cfg(test)]
mod webhooks;
