//! See `a2a_fuzz::json_rpc`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| a2a_fuzz::json_rpc(data));
