//! Where finished files are put: all of them or none, and never half of one.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tempfile::TempDir;
use thiserror::Error;

/// The result could not be put in its place; what stood there before stands there still.
#[derive(Debug, Error)]
#[error("{}: cannot be written: {source}: check the name, its rights and the space left", path.display())]
pub struct StoreError {
    path: PathBuf,
    source: io::Error,
}

impl StoreError {
    pub(super) fn new(path: &Path, source: io::Error) -> Self {
        Self { path: path.to_owned(), source }
    }
}

/// The hidden folders in which files of this process are on their way, for [`abandon`].
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Takes away what is on its way and not in its place, for a process that ends at once: when it was interrupted, say. Files that are just
/// being put in their place arrive first.
pub fn abandon() {
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    unfinished.drain(..).for_each(|folder| _ = fs::remove_dir_all(folder));
    // Nothing arrives any more.
    std::mem::forget(unfinished);
}

/// Makes a folder for results, if it does not exist.
pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    if folder.exists() && !folder.is_dir() {
        return Err(StoreError::new(folder, io::Error::other("it is a file, and a folder is wanted")));
    }
    fs::create_dir_all(folder).map_err(|source| StoreError::new(folder, source))
}

/// Takes away what runs left behind that were killed: their folders are not locked.
fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_staged = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(STAGED));
        if is_staged && is_left(&path) {
            fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

/// Whether a hidden folder is nobody's any more: its file is not locked, or it never had one and is not new.
fn is_left(folder: &Path) -> bool {
    match [LOCK, BEFORE].iter().find_map(|name| File::open(folder.join(name)).ok()) {
        Some(lock) => lock.try_lock().is_ok(),
        None => {
            let age = folder.metadata().and_then(|known| known.modified()).map(|made| made.elapsed());
            age.is_ok_and(|age| age.is_ok_and(|age| age > NEW))
        }
    }
}

/// How long a hidden folder may take until its file is locked.
const NEW: Duration = Duration::from_secs(60);

/// How the hidden folders are called, and the file in each that is locked.
const STAGED: &str = ".retold-staged-";
const LOCK: &str = ".lock";
/// The same file before it is locked.
const BEFORE: &str = "lock";

/// Files on their way into a folder.
///
/// They are written into a hidden folder beside their place, flushed to the disk, and renamed into it by
/// [`commit`](Self::commit). Dropped before that, they vanish.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    staged: TempDir,
    /// Locked as long as they are on their way.
    _lock: File,
    places: Vec<PathBuf>,
    vacated: Vec<PathBuf>,
}

/// A file that is being written, to be taken by its [`Staging`] when it is whole.
#[derive(Debug)]
pub struct StagedFile {
    out: BufWriter<File>,
    place: PathBuf,
    /// Where it is going, for errors.
    path: PathBuf,
}

/// A file that is whole and on the disk.
#[derive(Debug)]
pub struct Staged(PathBuf);

impl StagedFile {
    /// Writes further bytes.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.out.write_all(bytes).map_err(|source| StoreError { path: self.path.clone(), source })
    }

    /// Flushes the file to the disk.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(self) -> Result<Staged, StoreError> {
        let Self { out, place, path } = self;
        let flush = || out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all();
        flush().map_err(|source| StoreError { path, source })?;
        Ok(Staged(place))
    }
}

impl Staging {
    /// Prepares to write into `folder`, which is made if it does not exist.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn new(folder: &Path) -> Result<Self, StoreError> {
        let failed = |source| StoreError::new(folder, source);
        make_folder(folder)?;
        sweep(folder).map_err(failed)?;
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let staged = tempfile::Builder::new().prefix(STAGED).tempdir_in(folder).map_err(failed)?;
        unfinished.push(staged.path().to_owned());
        // Locked before it has the name by which another run would look for it.
        let place = staged.path().join(BEFORE);
        let lock = File::create(&place).map_err(failed)?;
        lock.lock().map_err(failed)?;
        fs::rename(place, staged.path().join(LOCK)).map_err(failed)?;
        Ok(Self { folder: folder.to_owned(), staged, _lock: lock, places: Vec::new(), vacated: Vec::new() })
    }

    /// Writes one file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(
        &mut self,
        place: impl AsRef<Path>,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let mut file = self.create(place.as_ref())?;
        fill(&mut file.out).map_err(|source| StoreError { path: file.path.clone(), source })?;
        self.take(file.finish()?);
        Ok(())
    }

    /// Begins a file, by its place below the folder. Many can be written at once.
    ///
    /// # Errors
    /// When the disk refuses, or has a file in that place already because it takes two names for one.
    pub fn create(&self, place: &Path) -> Result<StagedFile, StoreError> {
        let path = self.path(place);
        let create = || {
            let staged = self.staged.path().join(place);
            staged.parent().map_or(Ok(()), fs::create_dir_all)?;
            File::create_new(staged)
        };
        match create() {
            Ok(file) => Ok(StagedFile { out: BufWriter::new(file), place: place.to_owned(), path }),
            Err(source) => Err(StoreError { path, source }),
        }
    }

    /// Takes a whole file. Files arrive in their place in the order in which they were taken.
    pub fn take(&mut self, file: Staged) {
        self.places.push(file.0);
    }

    /// The path of a place.
    pub fn path(&self, place: &Path) -> PathBuf {
        if self.folder == Path::new(".") { place.to_owned() } else { self.folder.join(place) }
    }

    /// Lets a place be empty: a file that stands there is removed when the others arrive.
    pub fn vacate(&mut self, place: &Path) {
        self.vacated.push(place.to_owned());
    }

    /// Puts the files in their place. The last one taken arrives last: it tells that the others are whole, so its older
    /// version is taken away first.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn commit(self) -> Result<(), StoreError> {
        // An interruption waits until all are in their place.
        let _unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| StoreError { path, source }
        };
        // What can be refused is asked for before anything is touched.
        for place in &self.places {
            let path = self.path(place);
            path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed(&path))?;
            if path.is_dir() {
                return Err(failed(&path)(io::ErrorKind::IsADirectory.into()));
            }
        }
        for place in self.places.last().into_iter().chain(&self.vacated) {
            let path = self.path(place);
            match fs::remove_file(&path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => return Err(failed(&path)(source)),
                _ => {}
            }
        }
        for place in &self.places {
            let path = self.path(place);
            fs::rename(self.staged.path().join(place), &path).map_err(failed(&path))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_arrive_in_folders_and_others_go() {
        let place = tempfile::tempdir().expect("a temporary folder can be made");
        let read = |name: &str| fs::read_to_string(place.path().join(name)).ok();
        fs::create_dir(place.path().join("a")).expect("the folder can be made");
        fs::write(place.path().join("a/gone"), "old").expect("the file can be written");
        fs::write(place.path().join("list"), "old").expect("the file can be written");
        let mut staging = Staging::new(place.path()).expect("the folder can be written to");
        let mut file = staging.create(Path::new("b/deep/kept")).expect("the disk has room");
        assert!(staging.create(Path::new("b/deep/kept")).is_err());
        file.write(b"1").expect("the disk has room");
        staging.take(file.finish().expect("the disk has room"));
        staging.vacate(Path::new("a/gone"));
        staging.vacate(Path::new("a/never"));
        staging.write("list", |out| out.write_all(b"2")).expect("the disk has room");
        assert_eq!((read("list").as_deref(), read("a/gone").as_deref()), (Some("old"), Some("old")));
        staging.commit().expect("the files can be renamed");
        assert_eq!((read("list").as_deref(), read("b/deep/kept").as_deref()), (Some("2"), Some("1")));
        assert_eq!(read("a/gone"), None);
    }

    #[test]
    fn a_place_that_is_taken_leaves_everything_as_it_was() {
        let place = tempfile::tempdir().expect("a temporary folder can be made");
        fs::create_dir(place.path().join("b")).expect("the folder can be made");
        fs::write(place.path().join("run"), "old").expect("the file can be written");
        let mut staging = Staging::new(place.path()).expect("the folder can be written to");
        for name in ["a", "b", "run"] {
            staging.write(name, |out| out.write_all(b"new")).expect("the disk has room");
        }
        assert!(staging.commit().is_err());
        assert_eq!(fs::read(place.path().join("run")).expect("the file is there"), b"old");
        assert!(!place.path().join("a").exists());
    }

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
