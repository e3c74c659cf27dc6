//! Pieces of input, small enough to hold and large enough to share out among threads.

use super::input::Format;
use super::record::{RecordContext, document};
use super::{Cause, InputFile, Inputs, Skipped};
use crate::text::{Document, Origin};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

/// Bytes of whole lines that one batch of a record file holds; a longer line makes a batch of its own.
const BATCH_BYTES: usize = 1 << 20;
/// Bytes that are asked of the system at once.
const READ_BYTES: usize = 1 << 18;

/// What a file was, for the record of a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest {
    /// The path as given or found.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A piece of input.
#[derive(Debug)]
pub struct Batch<'a> {
    file: &'a InputFile,
    piece: Piece,
}

#[derive(Debug)]
pub(super) enum Piece {
    /// The whole file, still on disk.
    Unread,
    /// The whole of standard input, or of a file whose format had to be guessed: one article.
    Text(Vec<u8>),
    /// Whole lines, the first of which has this number.
    Lines { first: u64, bytes: Vec<u8> },
    /// The file is at its end.
    End(Digest),
    /// The file stopped giving.
    Failed(io::Error),
}

/// What a piece of input held.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Its articles.
    pub documents: Vec<Document>,
    /// What could not be used.
    pub skipped: Vec<Skipped>,
    /// The file, where the piece was its last.
    pub digest: Option<Digest>,
}

impl Inputs {
    /// The pieces of all files, in order, read as they are asked for.
    pub fn batches(&self) -> impl Iterator<Item = Batch<'_>> + Send {
        self.files.iter().flat_map(|file| Pieces::open(file).map(move |piece| Batch { file, piece }))
    }
}

/// Reads one file piece by piece.
pub(super) enum Pieces {
    Once(Option<Piece>),
    Lines { reader: Box<dyn BufRead + Send>, next: u64, bytes: u64, sha256: Sha256, done: bool, file: String },
}

impl Pieces {
    fn open(file: &InputFile) -> Self {
        match file.format {
            Format::Text => Self::Once(Some(Piece::Unread)),
            _ => Self::start(file).unwrap_or_else(|error| Self::Once(Some(Piece::Failed(error)))),
        }
    }

    /// Reads a file line by line, whatever its format.
    pub(super) fn reopen(file: &InputFile) -> Self {
        match File::open(&file.path) {
            Ok(raw) => Self::lines(file, Box::new(BufReader::with_capacity(READ_BYTES, raw))),
            Err(error) => Self::Once(Some(Piece::Failed(error))),
        }
    }

    fn start(file: &InputFile) -> io::Result<Self> {
        let raw: Box<dyn Read + Send> =
            if file.path.as_os_str() == "-" { Box::new(io::stdin()) } else { Box::new(File::open(&file.path)?) };
        let mut reader = Box::new(BufReader::with_capacity(READ_BYTES, raw));
        if file.format == Format::Guess {
            let head = reader.fill_buf()?;
            let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
            if head.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes)?;
                return Ok(Self::Once(Some(Piece::Text(bytes))));
            }
        }
        Ok(Self::lines(file, reader))
    }

    fn lines(file: &InputFile, reader: Box<dyn BufRead + Send>) -> Self {
        Self::Lines { reader, next: 1, bytes: 0, sha256: Sha256::new(), done: false, file: file.name.clone() }
    }
}

impl Iterator for Pieces {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let (reader, next, bytes, sha256, done, file) = match self {
            Self::Once(piece) => return piece.take(),
            Self::Lines { done: true, .. } => return None,
            Self::Lines { reader, next, bytes, sha256, done, file } => (reader, next, bytes, sha256, done, file),
        };
        let mut piece = Vec::with_capacity(BATCH_BYTES);
        let first = *next;
        while piece.len() < BATCH_BYTES {
            match reader.read_until(b'\n', &mut piece) {
                Ok(0) => break,
                Ok(_) => *next += 1,
                Err(error) => {
                    *done = true;
                    return Some(Piece::Failed(error));
                }
            }
        }
        *bytes += piece.len() as u64;
        sha256.update(&piece);
        if piece.is_empty() {
            *done = true;
            let sha256 = hex(&sha256.finalize_reset());
            return Some(Piece::End(Digest { path: file.clone(), bytes: *bytes, sha256 }));
        }
        Some(Piece::Lines { first, bytes: piece })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Batch<'_> {
    /// Turns the piece into documents.
    pub fn parse(self) -> Parsed {
        let mut parsed = Parsed::default();
        match self.piece {
            Piece::Unread => match std::fs::read(&self.file.path) {
                Ok(bytes) => self.file.article(bytes, &mut parsed),
                Err(error) => parsed.skipped.push(self.file.unreadable(&error)),
            },
            Piece::Text(bytes) => self.file.article(bytes, &mut parsed),
            Piece::Lines { first, bytes } => self.file.records(first, &bytes, &mut parsed),
            Piece::End(digest) => {
                if digest.bytes == 0 {
                    parsed.skipped.push(self.file.skipped(None, Cause::Empty));
                }
                parsed.digest = Some(digest);
            }
            Piece::Failed(error) => parsed.skipped.push(self.file.unreadable(&error)),
        }
        parsed
    }
}

impl InputFile {
    fn article(&self, bytes: Vec<u8>, parsed: &mut Parsed) {
        let sha256 = hex(&Sha256::digest(&bytes));
        parsed.digest = Some(Digest { path: self.name.clone(), bytes: bytes.len() as u64, sha256 });
        let text = String::from_utf8(bytes).map_err(|error| Cause::InvalidUtf8(error.utf8_error().valid_up_to()));
        match text.and_then(usable) {
            Ok(text) => parsed.documents.push(Document {
                id: self.name.clone(),
                source: RecordContext::of(self).folder,
                source_is_given: self.name != "-",
                title: None,
                date: None,
                url: None,
                text,
                origin: Origin { path: self.name.clone(), line: None },
            }),
            Err(cause) => parsed.skipped.push(self.skipped(None, cause)),
        }
    }

    fn records(&self, first: u64, bytes: &[u8], parsed: &mut Parsed) {
        let context = RecordContext::of(self);
        for (number, line) in (first..).zip(bytes.split_inclusive(|&byte| byte == b'\n')) {
            let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let origin = Origin { path: self.name.clone(), line: Some(number) };
            match document(line, &context, origin.clone()) {
                Ok(document) => parsed.documents.push(document),
                Err(cause) => parsed.skipped.push(Skipped { origin, cause }),
            }
        }
    }

    pub(super) fn unreadable(&self, error: &io::Error) -> Skipped {
        self.skipped(None, Cause::Unreadable(error.to_string()))
    }

    pub(super) fn skipped(&self, line: Option<u64>, cause: Cause) -> Skipped {
        Skipped { origin: Origin { path: self.name.clone(), line }, cause }
    }
}

/// A text that can be an article.
pub(super) fn usable(text: String) -> Result<String, Cause> {
    if text.len() > u32::MAX as usize {
        Err(Cause::TooLong(text.len()))
    } else if text.trim().is_empty() {
        Err(Cause::Empty)
    } else {
        Ok(text)
    }
}
