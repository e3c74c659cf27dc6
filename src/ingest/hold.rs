use super::{Inputs, Skipped};
use std::io;
use tempfile::{NamedTempFile, TempPath};

/// Standard input in a temporary file, which vanishes with this.
#[derive(Debug)]
pub struct Held(#[expect(dead_code, reason = "held for its drop, which removes the file")] TempPath);

impl Inputs {
    /// Copies standard input, where it is named, into a temporary file, so that it can be read more than once. Its name stays `-`.
    ///
    /// # Errors
    /// When it cannot be read or the file cannot be written.
    pub fn hold(&mut self) -> Result<Option<Held>, Skipped> {
        let Some(file) = self.files.iter_mut().find(|file| file.path.as_os_str() == "-") else { return Ok(None) };
        let copy = || -> io::Result<TempPath> {
            let mut held = NamedTempFile::with_prefix("retold-")?;
            io::copy(&mut io::stdin().lock(), &mut held)?;
            Ok(held.into_temp_path())
        };
        let held = copy().map_err(|error| file.skipped(None, error.into()))?;
        (file.path, file.is_regular) = (held.to_path_buf(), true);
        Ok(Some(Held(held)))
    }
}
