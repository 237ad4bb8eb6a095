//! See `a2a_fuzz::card`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| a2a_fuzz::card(data));
