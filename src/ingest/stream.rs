//! Bytes on their way in: counted, hashed, unpacked, and stopped where they become too many.

use super::kind::Packing;
use super::{Cause, Digest, Limits};
use sha2::{Digest as _, Sha256};
use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that are asked of the system at once.
const READ_BYTES: usize = 1 << 18;
/// What may come out of a packed file before the ratio counts.
const FREE_BYTES: u64 = 8 << 20;

/// How much of a file was read, and how much may come out of it.
#[derive(Debug)]
pub(super) struct Budget {
    limits: Limits,
    /// The length of the file, where it has one: reading a part of it twice earns nothing.
    length: Option<u64>,
    read: Cell<u64>,
    /// Why no more comes out.
    broken: RefCell<Option<Cause>>,
}

impl Budget {
    pub(super) fn new(limits: Limits, length: Option<u64>) -> Rc<Self> {
        Rc::new(Self { limits, length, read: Cell::new(0), broken: RefCell::new(None) })
    }

    /// What came of reading: the broken limit, where one was, and else what the system says.
    pub(super) fn cause(&self, error: &io::Error) -> Cause {
        self.broken.borrow().clone().unwrap_or_else(|| Cause::Unreadable(error.to_string()))
    }

    /// Whether no byte of the file was read.
    pub(super) fn is_unread(&self) -> bool {
        self.read.get() == 0
    }

    /// Takes so many bytes of the file for read.
    pub(super) fn count(&self, bytes: u64) {
        self.read.set(bytes);
    }

    /// Lets nothing more be read of the file, because of this.
    pub(super) fn end(&self, cause: Cause) {
        *self.broken.borrow_mut() = Some(cause);
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken.borrow().is_some()
    }

    fn allow(&self, unpacked: u64) -> io::Result<()> {
        let read = self.length.map_or(self.read.get(), |length| length.min(self.read.get()));
        let Limits { unpacked_bytes, unpacked_ratio, .. } = self.limits;
        let broken = if unpacked > unpacked_bytes {
            Cause::TooMuchUnpacked(unpacked_bytes)
        } else if unpacked > FREE_BYTES.saturating_add(read.saturating_mul(unpacked_ratio)) {
            Cause::TooDense(unpacked_ratio)
        } else {
            return Ok(());
        };
        self.end(broken);
        Err(io::Error::other("limit"))
    }
}

/// Reads a file, counts and, if it is read in a row, hashes it.
pub(super) struct Tap {
    inner: Box<dyn Read>,
    budget: Rc<Budget>,
    sha256: Sha256,
    bytes: u64,
    told: Option<Arc<AtomicU64>>,
}

/// A [`Tap`] that can be asked for its digest when its readers are gone.
#[derive(Clone)]
pub(super) struct Tapped(Rc<RefCell<Tap>>);

impl Read for Tapped {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let tap = &mut *self.0.borrow_mut();
        let count = tap.inner.read(buffer)?;
        tap.sha256.update(&buffer[..count]);
        tap.bytes += count as u64;
        tap.told.iter().for_each(|told| _ = told.fetch_add(count as u64, Ordering::Relaxed));
        tap.budget.count(tap.bytes);
        Ok(count)
    }
}

impl Tapped {
    /// Opens a file, or standard input by the path `-`.
    pub(super) fn open(path: &Path, limits: Limits) -> io::Result<(Self, Rc<Budget>)> {
        let (inner, length): (Box<dyn Read>, _) = if path.as_os_str() == "-" {
            (Box::new(io::stdin()), None)
        } else {
            let file = File::open(path)?;
            let length = file.metadata().ok().filter(|found| found.is_file()).map(|found| found.len());
            (Box::new(file), length)
        };
        let budget = Budget::new(limits, length);
        let tap = Tap { inner, budget: Rc::clone(&budget), sha256: Sha256::new(), bytes: 0, told: None };
        Ok((Self(Rc::new(RefCell::new(tap))), budget))
    }

    /// Counts what is read from here on there too.
    pub(super) fn tell(&self, so_far: &Arc<AtomicU64>) {
        self.0.borrow_mut().told = Some(Arc::clone(so_far));
    }

    /// Reads what is left and says what the file was.
    pub(super) fn finish(mut self, name: &str) -> io::Result<Digest> {
        io::copy(&mut BufReader::with_capacity(READ_BYTES, &mut self), &mut io::sink())?;
        let tap = &mut *self.0.borrow_mut();
        Ok(Digest { path: name.to_owned(), bytes: tap.bytes, sha256: hex(&tap.sha256.finalize_reset()) })
    }
}

/// Bytes as lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a file anywhere and counts what is read of it.
pub(super) struct Seekable {
    file: File,
    budget: Rc<Budget>,
}

impl Seekable {
    pub(super) fn open(path: &Path, limits: Limits) -> io::Result<(Self, Rc<Budget>)> {
        let file = File::open(path)?;
        let budget = Budget::new(limits, Some(file.metadata()?.len()));
        Ok((Self { file, budget: Rc::clone(&budget) }, budget))
    }

    /// A file that holds what a stream holds, for what can only be read out of order; it vanishes with this.
    pub(super) fn spool(stream: &mut dyn Read, budget: &Rc<Budget>) -> io::Result<Self> {
        let mut file = tempfile::tempfile()?;
        io::copy(stream, &mut file)?;
        file.rewind()?;
        Ok(Self { file, budget: Rc::clone(budget) })
    }

    pub(super) fn into_file(self) -> File {
        self.file
    }
}

impl Read for Seekable {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        if self.budget.length.is_some() {
            self.budget.count(self.budget.read.get() + count as u64);
        }
        Ok(count)
    }
}

impl Seek for Seekable {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Counts what comes out of a packing or an archive.
#[derive(Clone)]
pub(super) struct Meter {
    budget: Rc<Budget>,
    unpacked: Rc<Cell<u64>>,
    /// Bytes that may yet come before somebody says again how many.
    quota: Rc<Cell<u64>>,
}

impl Meter {
    pub(super) fn new(budget: &Rc<Budget>) -> Self {
        Self { budget: Rc::clone(budget), unpacked: Rc::default(), quota: Rc::new(Cell::new(u64::MAX)) }
    }

    /// Lets so many more bytes come.
    pub(super) fn allow(&self, bytes: u64) {
        self.quota.set(bytes);
    }

    pub(super) fn over<R: Read>(&self, inner: R) -> Metered<R> {
        Metered { inner, meter: self.clone() }
    }
}

pub(super) struct Metered<R> {
    inner: R,
    meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let meter = &self.meter;
        let left = meter.quota.get().checked_sub(count as u64).ok_or_else(|| io::Error::other("a head is too long"))?;
        meter.quota.set(left);
        meter.unpacked.set(meter.unpacked.get() + count as u64);
        meter.budget.allow(meter.unpacked.get())?;
        Ok(count)
    }
}

/// A source of bytes: a file, a member of an archive, what either unpacks to.
pub(super) struct Stream<'a> {
    pub(super) reader: Box<dyn BufRead + 'a>,
    pub(super) budget: Rc<Budget>,
}

impl<'a> Stream<'a> {
    pub(super) fn new(reader: impl Read + 'a, budget: &Rc<Budget>) -> Self {
        let reader = Box::new(BufReader::with_capacity(READ_BYTES, reader));
        Self { reader, budget: Rc::clone(budget) }
    }

    /// Unpacks what comes.
    pub(super) fn unpack(self, packing: Packing) -> io::Result<Self> {
        let meter = Meter::new(&self.budget);
        Ok(match packing {
            Packing::Gzip => Self::new(meter.over(flate2::bufread::MultiGzDecoder::new(self.reader)), &self.budget),
            Packing::Zstd => Self::new(meter.over(zstd::Decoder::with_buffer(self.reader)?), &self.budget),
        })
    }

    /// The first bytes, at most `count`, which stay to be read.
    pub(super) fn head(self, count: u64) -> io::Result<(Vec<u8>, Self)> {
        let Self { mut reader, budget } = self;
        let mut head = Vec::new();
        reader.by_ref().take(count).read_to_end(&mut head)?;
        let reader = Box::new(Cursor::new(head.clone()).chain(reader));
        Ok((head, Self { reader, budget }))
    }

    /// All bytes, if they are no more than `most`.
    pub(super) fn whole(&mut self, most: usize) -> io::Result<Result<Vec<u8>, Cause>> {
        let mut bytes = Vec::new();
        self.reader.by_ref().take(most as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() <= most {
            return Ok(Ok(bytes));
        }
        let rest = io::copy(&mut self.reader, &mut io::sink())?;
        Ok(Err(Cause::TooLong(bytes.len() + rest as usize, most)))
    }
}
