//! The store in memory: what it does beyond the contract of stores, and the contract where the implementation is
//! intricate (lists, packing, threads).

mod lists;
mod logs;
mod packing;
mod room;
mod support;
mod threads;
mod webhooks;
