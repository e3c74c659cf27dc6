//! Where a corpus is written.

use std::io::BufWriter;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that arrives in its place when it is whole.
pub(super) struct Target {
    path: PathBuf,
    pub(super) out: BufWriter<NamedTempFile>,
}

impl Target {
    pub(super) fn new(path: &Path) -> Result<Self, String> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = named(".retold-", folder).map_err(|error| refused(path, &error))?;
        Ok(Self { path: path.to_owned(), out: BufWriter::new(file) })
    }

    /// The name that it has until then.
    pub(super) fn temporary(&self) -> PathBuf {
        self.out.get_ref().path().to_owned()
    }

    pub(super) fn finish(self) -> Result<(), String> {
        let file = self.out.into_inner().map_err(|error| refused(&self.path, error.error()))?;
        file.persist(&self.path).map_err(|error| refused(&self.path, &error.error))?;
        Ok(())
    }
}

/// A temporary file with the rights that a new file has.
pub(super) fn named(prefix: &str, folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(".jsonl");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

pub(super) fn refused(path: &Path, error: &std::io::Error) -> String {
    format!("{}: cannot be written: {error}: check the name, its rights and the space left", path.display())
}
