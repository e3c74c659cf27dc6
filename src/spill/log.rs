use super::space::SpillFile;
use super::{Space, SpillError};
use std::borrow::Cow;
use std::io;
use std::path::Path;
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
    is_kept: bool,
    chunks: Mutex<Chunks>,
}

/// Records behind each other, in chunks of memory or, from the first one that is too many, in a file.
#[derive(Debug, Default)]
struct Chunks {
    end: u64,
    held: Vec<(u64, Vec<u8>)>,
    file: Option<SpillFile>,
}

/// Bytes of a chunk of small records.
const CHUNK: usize = 1 << 20;

impl LogWriter {
    /// An empty log of which one in so many parts of the space stays in memory.
    pub fn new(space: &Space, of: u64) -> Self {
        Self { share: space.share(of), is_kept: false, space: space.clone(), chunks: Mutex::default() }
    }

    /// A log in a file of this name, of which the first so many bytes are there already; it is kept beyond the run.
    pub fn kept(space: &Space, place: &Path, bytes: u64) -> Self {
        let chunks = Chunks { end: bytes, held: Vec::new(), file: Some(space.file_at(place, bytes)) };
        Self { share: 0, is_kept: true, space: space.clone(), chunks: Mutex::new(chunks) }
    }

    /// Adds bytes, and says where the first of them stands.
    pub fn append(&self, bytes: Vec<u8>) -> u64 {
        self.space.go_on();
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let at = chunks.end;
        chunks.end += bytes.len() as u64;
        if chunks.end > self.share as u64 && chunks.file.is_none() {
            let file = self.space.file();
            std::mem::take(&mut chunks.held).iter().for_each(|(at, bytes)| file.write(bytes, *at));
            self.space.count(at as usize);
            chunks.file = Some(file);
        }
        match &chunks.file {
            Some(file) => {
                file.write(&bytes, at);
                // What is kept goes to the disk in any case.
                self.space.count(if self.is_kept { 0 } else { bytes.len() });
            }
            None => chunks.hold(at, bytes),
        }
        at
    }

    /// Waits until the disk has what is kept, and says how many bytes these are.
    pub fn flush(&self) -> u64 {
        let chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        chunks.file.iter().for_each(SpillFile::flush);
        chunks.end
    }

    /// The log, to be read.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn finish(self) -> Result<Log, SpillError> {
        self.space.check()?;
        Ok(Log { chunks: self.chunks.into_inner().unwrap_or_else(PoisonError::into_inner) })
    }
}

impl Chunks {
    fn hold(&mut self, at: u64, bytes: Vec<u8>) {
        if bytes.len() >= CHUNK / 2 {
            self.held.push((at, bytes));
            return;
        }
        match self.held.last_mut().filter(|(_, chunk)| chunk.len() + bytes.len() <= chunk.capacity()) {
            Some((_, chunk)) => chunk.extend_from_slice(&bytes),
            None => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.extend_from_slice(&bytes);
                self.held.push((at, chunk));
            }
        }
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
            let kept = LogWriter::kept(&space, &place, 0);
            chunks[1..].iter().for_each(|chunk| _ = kept.append(chunk.clone()));
            let before = kept.flush();
            kept.append(vec![7; 9]);
            drop(kept);
            let kept = LogWriter::kept(&space, &place, before);
            kept.append(chunks[0].clone());
            let bytes = kept.flush();
            let again = Log::open(&space, &place, bytes).expect("it was kept");
            let last = &chunks[0];
            let address = Address { at: bytes - last.len() as u64, bytes: last.len() as u32 };
            prop_assert_eq!(&again.read(address)[..], &last[..]);
            prop_assert!(Log::open(&space, &place, bytes + 1).is_err());
        }
    }
}
