//! The formats: files made by the tools that people use, and files that are broken. `make.py` says how the former came about.

mod alike;
mod bad;
mod cleaned;
#[cfg(feature = "parquet")]
mod columns;
mod damaged;
mod program;
