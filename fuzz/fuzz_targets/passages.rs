#![no_main]
libfuzzer_sys::fuzz_target!(|texts: (&str, &str)| retold_fuzz::passages(texts.0, texts.1));
