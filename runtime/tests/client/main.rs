//! The client, byte by byte on the wire.
#![cfg(feature = "client")]

mod sse;
