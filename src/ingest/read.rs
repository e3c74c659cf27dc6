//! From files to pieces: packings are taken off, archives opened, formats told.

use super::batch::{Batch, Parsed, Sink, Stop, Unit};
use super::kind::{Format, Kind};
use super::stream::{Budget, Seekable, Stream, Tapped};
use super::{Cause, InputFile, Inputs, Limits, Reading, archive, format};
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that tell what a file is; a tar archive says so behind the first 257.
const HEAD_BYTES: u64 = 512;

impl Inputs {
    /// Hands the pieces of all files, in order, to `send`, until that wants no more. Holds no more of a file than one batch and its
    /// longest record; packed Parquet and zip files inside others go through a temporary file. `so_far` counts the bytes of the files that
    /// were read.
    pub fn read(&self, so_far: &Arc<AtomicU64>, send: &mut dyn FnMut(Batch) -> ControlFlow<()>) {
        let mut before = 0;
        for file in &self.files {
            // What was read out of order, or by others, was not counted on the way.
            so_far.store(before, Ordering::Relaxed);
            before += file.bytes().unwrap_or(0);
            let mut sink = Sink::new(Unit::of(file, &self.reading), send);
            let ended = match file.read(&mut sink, so_far) {
                Err(Stop::Failed(cause)) => sink.skip(None, cause),
                ended => ended,
            };
            if ended.is_err() {
                return;
            }
        }
        // Nothing is behind it that would have to know whether it was read to its end.
        _ = self.handover.as_ref().map(|handover| handover.read(&self.reading, send));
    }
}

/// What `bytes` hold, read as a file of this name in a folder of no name.
pub fn parse_bytes(name: &str, bytes: &[u8], reading: &Reading) -> Parsed {
    let mut all = Parsed::default();
    let mut send = |batch: Batch| {
        all.append(batch.parse());
        ControlFlow::Continue(())
    };
    let unit = Unit { name: name.to_owned(), folder: "-".to_owned(), reading: Arc::new(reading.clone()) };
    let mut sink = Sink::new(unit, &mut send);
    let kind = Kind::of_name(Path::new(name)).unwrap_or(Kind::GUESS);
    let budget = Budget::new(reading.limits, Some(bytes.len() as u64));
    // Nothing of it is read again, so none of it is free.
    budget.count(bytes.len() as u64);
    if let Err(Stop::Failed(cause)) = open(kind, Stream::new(bytes, &budget), 0, &mut sink) {
        // Somebody who takes all is told the rest.
        _ = sink.skip(None, cause);
    }
    all
}

impl InputFile {
    fn read(&self, sink: &mut Sink, so_far: &Arc<AtomicU64>) -> Result<(), Stop> {
        let kind = self.sniffed(sink)?;
        match kind {
            Kind { packing: None, format } if self.is_regular && format.is_one_article() => {
                sink.take(format::Unread { path: self.path.clone(), format })
            }
            Kind { packing: None, format: format @ (Format::Parquet | Format::Zip) } if self.is_regular => {
                let (file, budget) = Seekable::open(&self.path, sink.unit.reading.limits).map_err(unreadable)?;
                match format {
                    Format::Zip => archive::zip(file, &budget, 1, sink)?,
                    _ => format::parquet(file, sink)?,
                }
                sink.take(format::Undigested { path: self.path.clone() })
            }
            kind => {
                let (tapped, budget) = Tapped::open(&self.path, sink.unit.reading.limits).map_err(unreadable)?;
                tapped.tell(so_far);
                open(kind, Stream::new(tapped.clone(), &budget), 0, sink)?;
                let digest = tapped.finish(&self.name).map_err(unreadable)?;
                sink.digest(digest)
            }
        }
    }

    /// What the file is, asked of its first bytes where its name does not tell.
    fn sniffed(&self, sink: &Sink) -> Result<Kind, Stop> {
        match (self.kind, sink.unit.reading.format) {
            (Kind::GUESS, Some(format)) => Ok(Kind { packing: None, format }),
            (Kind::GUESS, None) if self.is_regular => {
                let mut head = Vec::new();
                File::open(&self.path)
                    .and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head))
                    .map_err(unreadable)?;
                // Two bytes a character: told when they are read.
                let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
                Ok(if marked { Kind::GUESS } else { Kind::of_head(&head) })
            }
            (kind, _) => Ok(kind),
        }
    }
}

/// Reads what a kind says out of a stream that lies so many packings and archives deep.
pub(super) fn open(kind: Kind, mut stream: Stream, depth: usize, sink: &mut Sink) -> Result<(), Stop> {
    let budget = std::rc::Rc::clone(&stream.budget);
    let failed = |error: io::Error| Stop::Failed(budget.cause(&error));
    let Limits { nesting, .. } = sink.unit.reading.limits;
    if let Some(packing) = kind.packing {
        if depth >= nesting {
            return Err(Stop::Failed(Cause::TooDeep(nesting)));
        }
        let stream = stream.unpack(packing).map_err(failed)?;
        return open(Kind { packing: None, ..kind }, stream, depth + 1, sink);
    }
    if kind.format.is_text() {
        stream = stream.without_utf16(&sink.unit.reading).map_err(failed)?;
    }
    let ended = match kind.format {
        Format::Guess => {
            let (head, stream) = stream.head(HEAD_BYTES).map_err(failed)?;
            return open(Kind::of_head(&head), stream, depth, sink);
        }
        Format::Tar | Format::Zip if depth >= nesting => Err(Stop::Failed(Cause::TooDeep(nesting))),
        Format::Tar => archive::tar(stream, depth + 1, sink),
        Format::Zip => {
            let file = Seekable::spool(&mut stream.reader, &budget).map_err(failed)?;
            archive::zip(file, &budget, depth + 1, sink)
        }
        Format::Parquet => {
            let file = Seekable::spool(&mut stream.reader, &budget).map_err(failed)?;
            format::parquet(file, sink)
        }
        Format::Text | Format::Html => format::whole(stream, kind.format, sink),
        Format::JsonLines => format::lines(stream, sink),
        Format::Json => format::json(stream, sink),
        Format::Csv => format::csv(stream, None, sink),
        Format::Tsv => format::csv(stream, Some(b'\t'), sink),
        Format::Warc => format::warc(stream, sink),
    };
    // A broken limit is told by its name, whatever the format makes of it.
    match ended {
        Err(Stop::Failed(Cause::Unreadable(words))) if budget.is_broken() => {
            Err(Stop::Failed(budget.cause(&io::Error::other(words))))
        }
        ended => ended,
    }
}

fn unreadable(error: io::Error) -> Stop {
    Stop::Failed(error.into())
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.into())
    }
}
