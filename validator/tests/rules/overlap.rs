//! Exchanges that overlap.
