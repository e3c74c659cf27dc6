#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| retold_fuzz::words(text));
