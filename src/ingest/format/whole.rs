//! Files that are one article: plain text and web pages.

use super::super::batch::{Parsed, Piece, Sink, Stop, Unit};
use super::super::encoding::decode_whole;
use super::super::kind::Format;
use super::super::record::Parts;
use super::super::stream::{Stream, Tapped, hex};
use super::super::{Cause, Digest, Limits};
use super::html;
use crate::text::Document;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A file still on disk, to be read by the thread that parses it.
#[derive(Debug)]
pub(in super::super) struct Unread {
    pub(in super::super) path: PathBuf,
    pub(in super::super) format: Format,
}

/// A file that was read elsewhere, out of order, and whose digest is wanted.
#[derive(Debug)]
pub(in super::super) struct Undigested {
    pub(in super::super) path: PathBuf,
}

/// The bytes of one article.
#[derive(Debug)]
struct Whole {
    bytes: Vec<u8>,
    format: Format,
}

/// Reads a stream that is one article.
pub(in super::super) fn whole(mut stream: Stream, format: Format, sink: &mut Sink) -> Result<(), Stop> {
    let most = sink.unit.reading.limits.document_bytes;
    match stream.whole(page_bytes(format, most)) {
        // Of a file without a byte its digest tells.
        Ok(Ok(bytes)) if bytes.is_empty() && stream.budget.is_unread() => Ok(()),
        Ok(Ok(bytes)) => sink.take(Whole { bytes, format }),
        Ok(Err(cause)) => Err(Stop::Failed(cause)),
        Err(error) => Err(Stop::Failed(stream.budget.cause(&error))),
    }
}

/// Bytes of the longest file that is read: a page holds more than its article, but not without bound.
fn page_bytes(format: Format, most: usize) -> usize {
    if format == Format::Html { most.max(1 << 20).saturating_mul(2) } else { most }
}

impl Piece for Unread {
    fn parse(self: Box<Self>, unit: &Unit, parsed: &mut Parsed) {
        let read = || -> io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            let most = page_bytes(self.format, unit.reading.limits.document_bytes);
            File::open(&self.path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let most = page_bytes(self.format, unit.reading.limits.document_bytes);
        match read() {
            Ok(bytes) if bytes.len() > most => match digest_of(&self.path, &unit.name) {
                Ok(digest) => {
                    parsed.skip(unit, None, Cause::TooLong(digest.bytes as usize, most));
                    parsed.digest = Some(digest);
                }
                Err(error) => parsed.skip(unit, None, error.into()),
            },
            Ok(bytes) => {
                let sha256 = hex(&Sha256::digest(&bytes));
                parsed.digest = Some(Digest { path: unit.name.clone(), bytes: bytes.len() as u64, sha256 });
                let found = article(bytes, self.format, unit, parsed);
                parsed.take(unit, None, found);
            }
            Err(error) => parsed.skip(unit, None, error.into()),
        }
    }
}

impl Piece for Whole {
    fn parse(self: Box<Self>, unit: &Unit, parsed: &mut Parsed) {
        let found = article(self.bytes, self.format, unit, parsed);
        parsed.take(unit, None, found);
    }
}

impl Piece for Undigested {
    fn parse(self: Box<Self>, unit: &Unit, parsed: &mut Parsed) {
        match digest_of(&self.path, &unit.name) {
            Ok(digest) => parsed.digest = Some(digest),
            Err(error) => parsed.skip(unit, None, error.into()),
        }
    }
}

/// What a file is, read in a row and not held.
fn digest_of(path: &Path, name: &str) -> io::Result<Digest> {
    Tapped::open(path, Limits::default())?.0.finish(name)
}

fn article(bytes: Vec<u8>, format: Format, unit: &Unit, parsed: &mut Parsed) -> Result<Document, Cause> {
    let declared = (format == Format::Html).then(|| html::declared(&bytes)).flatten();
    let (text, charset) = decode_whole(bytes, declared, &unit.reading)?;
    let parts = match format {
        Format::Html => html::parts(text, None)?,
        _ => Parts { text: Some(text), ..Parts::default() },
    };
    let mut document = parts.document(unit, None)?;
    // The folder of a file that is one article is its outlet's.
    document.source_is_given |= !unit.is_standard_input();
    parsed.tell(unit, charset);
    Ok(document)
}
