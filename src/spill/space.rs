use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use thiserror::Error;

/// What did not fit into memory could not be kept on the disk either.
#[derive(Debug, Clone, Error)]
#[error("{}: temporary files cannot be kept there: {cause}: see to the folder and the space on its disk, name another with --temp-dir, or raise --memory", place.display())]
pub struct SpillError {
    place: PathBuf,
    cause: Arc<io::Error>,
}

/// With what a run unwinds that was asked to [`halt`](Space::halt).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Halted;

/// How much memory a run may take, and where the rest goes; and whether it is still wanted.
#[derive(Debug, Clone)]
pub struct Space(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    limit: Option<u64>,
    folder: PathBuf,
    spilled: AtomicU64,
    failed: Mutex<Option<SpillError>>,
    is_halted: AtomicBool,
}

impl Space {
    /// Memory alone, as much as there is.
    pub fn unlimited() -> Self {
        Self::new(None, Path::new("."))
    }

    /// So many bytes of memory, and temporary files in `folder`.
    pub fn limited(bytes: u64, folder: &Path) -> Self {
        Self::new(Some(bytes), folder)
    }

    fn new(limit: Option<u64>, folder: &Path) -> Self {
        let (spilled, failed, is_halted) = (AtomicU64::new(0), Mutex::new(None), AtomicBool::new(false));
        Self(Arc::new(Shared { limit, folder: folder.to_owned(), spilled, failed, is_halted }))
    }

    /// Asks the run that works in this space to stop, for good; from any thread.
    pub fn halt(&self) {
        self.0.is_halted.store(true, Ordering::Relaxed);
    }

    /// Whether the run was asked to stop.
    pub fn is_halted(&self) -> bool {
        self.0.is_halted.load(Ordering::Relaxed)
    }

    /// Ends the work of a run that was asked to stop, by unwinding with [`Halted`] to whoever runs the stages: no panic hook is asked, kernels
    /// know nothing of it, and temporary files go as ever. Called wherever a record is written or an article taken, which is many times a second.
    pub fn go_on(&self) {
        if self.is_halted() {
            std::panic::resume_unwind(Box::new(Halted));
        }
    }

    /// Bytes of memory for one of so many things.
    pub fn share(&self, of: u64) -> usize {
        self.0.limit.map_or(usize::MAX, |limit| usize::try_from(limit / of).unwrap_or(usize::MAX))
    }

    /// How many bytes went to temporary files so far.
    pub fn spilled(&self) -> u64 {
        self.0.spilled.load(Ordering::Relaxed)
    }

    /// Counts what went to a file because there was no room.
    pub(super) fn count(&self, bytes: usize) {
        self.0.spilled.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Whether every temporary file could be written and read so far.
    ///
    /// # Errors
    /// With what failed first, if anything did.
    pub fn check(&self) -> Result<(), SpillError> {
        self.0.failed.lock().unwrap_or_else(PoisonError::into_inner).clone().map_or(Ok(()), Err)
    }

    fn note(&self, place: &Path, cause: io::Error) {
        let mut failed = self.0.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.get_or_insert_with(|| SpillError { place: place.to_owned(), cause: Arc::new(cause) });
    }

    /// The file of this name, which stays, with its first bytes.
    pub(super) fn file_at(&self, path: &Path, bytes: u64) -> SpillFile {
        let file = File::options().read(true).write(true).create(true).truncate(false).open(path);
        self.of(path, file.and_then(|file| file.set_len(bytes).map(|()| file)))
    }

    /// A file that was kept, to be read.
    pub(super) fn open(&self, path: &Path) -> io::Result<SpillFile> {
        Ok(self.of(path, Ok(File::open(path)?)))
    }

    /// A new temporary file; where none can be made, one that keeps nothing.
    pub(super) fn file(&self) -> SpillFile {
        self.of(&self.0.folder, tempfile::tempfile_in(&self.0.folder))
    }

    fn of(&self, place: &Path, file: io::Result<File>) -> SpillFile {
        let file = file.map_err(|cause| self.note(place, cause)).ok();
        SpillFile { file, place: place.to_owned(), space: self.clone() }
    }
}

/// A file, without a name if it is temporary.
#[derive(Debug)]
pub(super) struct SpillFile {
    file: Option<File>,
    /// Where it is, for errors.
    place: PathBuf,
    space: Space,
}

impl SpillFile {
    /// Writes bytes at a place.
    pub(super) fn write(&self, bytes: &[u8], at: u64) {
        if let Some(Err(cause)) = self.file.as_ref().map(|file| write_at(file, bytes, at)) {
            self.space.note(&self.place, cause);
        }
    }

    /// Waits until the disk has it.
    pub(super) fn flush(&self) {
        if let Some(Err(cause)) = self.file.as_ref().map(File::sync_all) {
            self.space.note(&self.place, cause);
        }
    }

    /// Its length in bytes.
    pub(super) fn len(&self) -> u64 {
        self.file.as_ref().and_then(|file| file.metadata().ok()).map_or(0, |known| known.len())
    }

    /// Reads what was written at a place.
    pub(super) fn read(&self, bytes: &mut [u8], at: u64) {
        if let Some(Err(cause)) = self.file.as_ref().map(|file| read_at(file, bytes, at)) {
            self.space.note(&self.place, cause);
        }
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        (bytes, at) = (&bytes[written..], at + written as u64);
    }
    Ok(())
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (bytes, at) = (&mut bytes[read..], at + read as u64);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_is_told_once() {
        let space = Space::limited(1, Path::new("/no such folder"));
        let file = space.file();
        file.write(b"lost", 0);
        let mut bytes = *b"----";
        file.read(&mut bytes, 0);
        let told = space.check().expect_err("nothing can be kept there").to_string();
        assert!(told.starts_with("/no such folder: temporary files cannot be kept there: "), "{told}");
    }
}
