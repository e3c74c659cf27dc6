#![no_main]
libfuzzer_sys::fuzz_target!(init: retold_fuzz::init(), |bytes: &[u8]| retold_fuzz::read("x.zip", bytes));
