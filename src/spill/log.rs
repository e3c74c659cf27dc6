use super::space::SpillFile;
use super::{Space, SpillError};
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Where a record stands in a [`Log`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Address {
    /// Its first byte, counted over all records.
    pub at: u64,
    /// Its length in bytes.
    pub bytes: u32,
}

/// Byte records, written once and read in any order.
#[derive(Debug)]
pub struct Log {
    chunks: Chunks,
}

/// A log that is being written, by any thread.
#[derive(Debug)]
pub struct LogWriter {
    space: Space,
    /// Bytes that stay in memory.
    share: usize,
    /// Where it is to be kept beyond the run.
    place: Option<PathBuf>,
    chunks: Mutex<Chunks>,
}

/// Chunks of records behind each other, in memory or, from the first one that is too many, in a file.
#[derive(Debug, Default)]
struct Chunks {
    end: u64,
    held: Vec<(u64, Vec<u8>)>,
    file: Option<SpillFile>,
}

impl LogWriter {
    /// An empty log of which one in so many parts of the space stays in memory.
    pub fn new(space: &Space, of: u64) -> Self {
        Self { share: space.share(of), space: space.clone(), place: None, chunks: Mutex::default() }
    }

    /// The same, kept in a file of this name.
    #[must_use]
    pub fn kept(self, place: Option<PathBuf>) -> Self {
        Self { place, ..self }
    }

    /// Adds bytes, and says where the first of them stands.
    pub fn append(&self, bytes: Vec<u8>) -> u64 {
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let at = chunks.end;
        chunks.end += bytes.len() as u64;
        if chunks.end > self.share as u64 && chunks.file.is_none() {
            let file = self.file();
            std::mem::take(&mut chunks.held).iter().for_each(|(at, bytes)| file.write(bytes, *at));
            self.space.count(at as usize);
            chunks.file = Some(file);
        }
        match &chunks.file {
            Some(file) => {
                file.write(&bytes, at);
                self.space.count(bytes.len());
            }
            None => chunks.held.push((at, bytes)),
        }
        at
    }

    fn file(&self) -> SpillFile {
        self.place.as_ref().map_or_else(|| self.space.file(), |place| self.space.file_at(place))
    }

    /// The log, to be read.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn finish(mut self) -> Result<Log, SpillError> {
        let chunks = std::mem::take(self.chunks.get_mut().unwrap_or_else(PoisonError::into_inner));
        if self.place.is_some() {
            if chunks.file.is_none() {
                let file = self.file();
                chunks.held.iter().for_each(|(at, bytes)| file.write(bytes, *at));
                file.flush();
            }
            chunks.file.iter().for_each(SpillFile::flush);
        }
        self.space.check()?;
        Ok(Log { chunks })
    }
}

impl Log {
    /// A log of so many bytes that was kept.
    ///
    /// # Errors
    /// When the file cannot be opened, or is not whole.
    pub fn open(space: &Space, place: &Path, bytes: u64) -> io::Result<Self> {
        let file = space.open(place)?;
        match file.len() == bytes {
            true => Ok(Self { chunks: Chunks { end: bytes, held: Vec::new(), file: Some(file) } }),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// How many bytes it holds.
    pub fn bytes(&self) -> u64 {
        self.chunks.end
    }

    /// The bytes at an address that lies within what one [`append`](LogWriter::append) wrote.
    pub fn read(&self, address: Address) -> Cow<'_, [u8]> {
        let length = address.bytes as usize;
        match &self.chunks.file {
            Some(file) => {
                let mut bytes = vec![0; length];
                file.read(&mut bytes, address.at);
                Cow::Owned(bytes)
            }
            None => {
                let chunk = self.chunks.held.partition_point(|(at, _)| *at <= address.at) - 1;
                let (start, bytes) = &self.chunks.held[chunk];
                let first = (address.at - start) as usize;
                Cow::Borrowed(&bytes[first..first + length])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn records_come_back_from_memory_and_from_the_disk(
            chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..50), 1..30), limit in 1u64..800,
        ) {
            let folder = tempfile::tempdir().expect("a temporary folder can be made");
            let space = Space::limited(limit, folder.path());
            let writer = LogWriter::new(&space, 1);
            let starts: Vec<u64> = chunks.iter().map(|chunk| writer.append(chunk.clone())).collect();
            let log = writer.finish().expect("the disk has room");
            for (chunk, at) in chunks.iter().zip(starts) {
                let half = chunk.len() / 2;
                let rest = Address { at: at + half as u64, bytes: (chunk.len() - half) as u32 };
                prop_assert_eq!(&log.read(rest)[..], &chunk[half..]);
            }
            let all: usize = chunks.iter().map(Vec::len).sum();
            prop_assert_eq!(space.spilled(), if all as u64 > limit { all as u64 } else { 0 });
            let place = folder.path().join("kept");
            let kept = LogWriter::new(&space, 1).kept(Some(place.clone()));
            chunks.iter().for_each(|chunk| _ = kept.append(chunk.clone()));
            let bytes = kept.finish().expect("the disk has room").bytes();
            let again = Log::open(&space, &place, bytes).expect("it was kept");
            let last = chunks.last().expect("there is one");
            let address = Address { at: bytes - last.len() as u64, bytes: last.len() as u32 };
            prop_assert_eq!(&again.read(address)[..], &last[..]);
            prop_assert!(Log::open(&space, &place, bytes + 1).is_err());
        }
    }
}
