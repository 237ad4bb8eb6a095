//! See `a2a_fuzz::path`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| a2a_fuzz::path(data));
