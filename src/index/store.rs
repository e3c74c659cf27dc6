//! Where finished files are put: all of them or none, and never half of one.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use thiserror::Error;

/// The result could not be put in its place; what stood there before stands there still.
#[derive(Debug, Error)]
#[error("{}: cannot be written: {source}: check the name, its rights and the space left", path.display())]
pub struct StoreError {
    path: PathBuf,
    source: io::Error,
}

/// Files on their way into a folder.
///
/// They are written into a hidden folder beside their place, flushed to the disk, and renamed into it by
/// [`commit`](Self::commit). Dropped before that, they vanish.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    staged: TempDir,
    names: Vec<String>,
}

impl Staging {
    /// Prepares to write into `folder`, which is made if it does not exist.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn new(folder: &Path) -> Result<Self, StoreError> {
        let failed = |source| StoreError { path: folder.to_owned(), source };
        if folder.exists() && !folder.is_dir() {
            return Err(failed(io::Error::other("it is a file, and a folder is wanted")));
        }
        fs::create_dir_all(folder).map_err(failed)?;
        let staged = tempfile::Builder::new().prefix(".retold-").tempdir_in(folder).map_err(failed)?;
        Ok(Self { folder: folder.to_owned(), staged, names: Vec::new() })
    }

    /// Writes one file. Files arrive in their place in the order in which they were written.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&mut self, name: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), StoreError> {
        let write = || {
            let mut out = BufWriter::new(File::create(self.staged.path().join(name))?);
            fill(&mut out)?;
            out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
        };
        write().map_err(|source| StoreError { path: self.folder.join(name), source })?;
        self.names.push(name.to_owned());
        Ok(())
    }

    /// Puts the files in their place. The last one written arrives last: it tells that the others are whole, so its older
    /// version is taken away first.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn commit(self) -> Result<(), StoreError> {
        let Some(last) = self.names.last().map(|name| self.folder.join(name)) else { return Ok(()) };
        match fs::remove_file(&last) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => return Err(StoreError { path: last, source }),
            _ => {}
        }
        for name in &self.names {
            let path = self.folder.join(name);
            fs::rename(self.staged.path().join(name), &path).map_err(|source| StoreError { path, source })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_arrives_before_all_is_written() {
        let place = tempfile::tempdir().expect("a temporary folder can be made");
        let seen = || {
            let mut names: Vec<_> = fs::read_dir(place.path())
                .expect("the folder can be read")
                .map(|entry| {
                    entry.expect("the entry can be read").file_name().into_string().expect("the names are plain")
                })
                .filter(|name| !name.starts_with('.'))
                .collect();
            names.sort();
            names
        };
        let mut staging = Staging::new(place.path()).expect("the folder can be written to");
        staging.write("pairs", |out| out.write_all(b"1")).expect("the disk has room");
        assert!(staging.write("broken", |_| Err(io::Error::other("full"))).is_err());
        assert!(seen().is_empty());
        staging.write("run", |out| out.write_all(b"2")).expect("the disk has room");
        staging.commit().expect("the files can be renamed");
        assert_eq!(seen(), ["pairs", "run"]);
        drop(Staging::new(place.path()).expect("the folder can be written to"));
        assert_eq!(fs::read_dir(place.path()).expect("the folder can be read").count(), 2);
    }
}
