//! Signatures of agent cards: the vectors of the RFCs, the specification's example, another SDK's signatures, and
//! what must never verify.
#![cfg(feature = "signatures")]

mod canonical_form;
mod forgeries;
mod jose_vectors;
mod keys;
mod mutations;
mod python_sdk;
mod rfc8785;
mod round_trips;
mod support;
