//! The part of the Python package `retold` that is Rust: it turns what Python hands over into what the library takes, and findings into JSON,
//! tables and pages. Nothing is worked out here.
//!
//! Python's sources (`python/python/retold`) have the functions and classes that users see; what stands here is for them alone.

mod arrow;
mod columns;
mod errors;
mod portions;
mod records;
mod results;
mod settings;
mod signatures;
mod tasks;
mod work;

use pyo3::prelude::*;

/// What the package retold is made of; not for use on its own.
#[pymodule]
mod _retold {
    #[pymodule_export]
    use crate::portions::{CrowdWork, Portions};
    #[pymodule_export]
    use crate::results::{Compared, Deduplicated, Scanned, Table};
    #[pymodule_export]
    use crate::signatures::{Signed, signatures};
    #[pymodule_export]
    use crate::tasks::{compare, dedup, scan};
    use pyo3::prelude::*;
    use retold::pipeline::portion;

    /// Panics that become skipped input have nothing to say.
    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("CROWD", portion::CROWD)?;
        module.add("LANGUAGE_TEXTS", portion::LANGUAGE_TEXTS)?;
        module.add("LEAST_CARRIERS", portion::LEAST_CARRIERS)?;
        module.add("LEAST_SHARED", portion::LEAST_SHARED)?;
        module.add("LOOKED_AT", portion::LOOKED_AT)?;
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !retold::ingest::panic_is_contained() {
                told(panic);
            }
        }));
        Ok(())
    }
}
