//! Archives: their members one by one, each read as a file of its name is.

use super::batch::{Sink, Stop};
use super::input::shown;
use super::kind::Kind;
use super::read::open;
use super::stream::{Budget, Meter, Seekable, Stream};
use super::{Cause, Limits};
use std::borrow::Cow;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

/// Bytes of the heads between two members of a tar archive, long names among them.
const HEADS_BYTES: u64 = 1 << 20;

/// Reads the members of a tar archive in a row.
pub(super) fn tar(stream: Stream, depth: usize, sink: &mut Sink) -> Result<(), Stop> {
    let budget = Rc::clone(&stream.budget);
    let below = Meter::new(&budget);
    let members = Meter::new(&budget);
    let mut archive = tar::Archive::new(below.over(stream.reader));
    below.allow(HEADS_BYTES);
    for entry in archive.entries()? {
        let entry = entry?;
        // What is not read of a member is passed by with it.
        below.allow(entry.size().saturating_add(HEADS_BYTES));
        let kind = entry.header().entry_type();
        if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) {
            continue;
        }
        let path = shown_bytes(&entry.path_bytes());
        let whole = Whole { left: entry.size(), entry, path: path.clone(), budget: Rc::clone(&budget) };
        member(&path, members.over(whole), &budget, depth, sink)?;
    }
    Ok(())
}

/// A member that must not end before its end.
struct Whole<R> {
    entry: R,
    left: u64,
    path: String,
    budget: Rc<Budget>,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.entry.read(buffer)?;
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            // No member comes behind it.
            self.budget.end(Cause::Malformed("tar archive".into(), format!("ends inside {}", self.path)));
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

/// Reads the members of a zip archive in the order of its directory.
pub(super) fn zip(file: Seekable, budget: &Rc<Budget>, depth: usize, sink: &mut Sink) -> Result<(), Stop> {
    let broken = |error: zip::result::ZipError| Cause::Malformed("zip archive".into(), error.to_string());
    let mut archive =
        zip::ZipArchive::new(std::io::BufReader::new(file)).map_err(|error| Stop::Failed(broken(error)))?;
    let members = Meter::new(budget);
    for number in 0..archive.len() {
        match archive.by_index(number) {
            Ok(entry) if entry.is_file() => {
                let path =
                    entry.name().map_or_else(|_| shown_bytes(entry.name_raw()), Cow::into_owned).replace('\\', "/");
                member(&path, members.over(entry), budget, depth, sink)?;
            }
            Ok(_) => {}
            Err(error) => sink.skip(None, Cause::Member(number as u64 + 1, error.to_string()))?,
        }
    }
    Ok(())
}

/// Reads a member, unless a folder's walk would leave a file of its name alone.
fn member(path: &str, reader: impl Read, budget: &Rc<Budget>, depth: usize, sink: &mut Sink) -> Result<(), Stop> {
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let hidden = |part: &str| (part.starts_with('.') && part != "..") || part == "__MACOSX";
    if path.split('/').any(hidden) {
        return Ok(());
    }
    let Some(kind) = Kind::of_listed(Path::new(path)) else {
        return sink.pass_over();
    };
    let unit = sink.unit.member(path);
    let mut sink = sink.of_member(unit);
    let Limits { nesting, .. } = sink.unit.reading.limits;
    let too_deep = (kind.packing.is_some() || kind.format.is_archive()) && depth >= nesting;
    let read = if too_deep {
        Err(Stop::Failed(Cause::TooDeep(nesting)))
    } else {
        open_member(kind, reader, budget, depth, &mut sink)
    };
    match read {
        Err(Stop::Failed(cause)) if !budget.is_broken() => sink.skip(None, cause),
        read => read,
    }
}

fn open_member(kind: Kind, reader: impl Read, budget: &Rc<Budget>, depth: usize, sink: &mut Sink) -> Result<(), Stop> {
    let (head, stream) = Stream::new(reader, budget).head(1)?;
    if head.is_empty() {
        return Err(Stop::Failed(Cause::Empty));
    }
    open(kind, stream, depth, sink)
}

/// A path in an archive as text; bytes that are no UTF-8 are escaped.
fn shown_bytes(path: &[u8]) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        shown(Path::new(std::ffi::OsStr::from_bytes(path)))
    }
    #[cfg(not(unix))]
    shown(Path::new(&*String::from_utf8_lossy(path)))
}
