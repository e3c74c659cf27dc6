//! Pieces of input, small enough to hold and large enough to share out among threads.

use super::encoding::Charset;
use super::input::shown;
use super::{Cause, InputFile, Reading, Skipped};
use crate::text::{Document, Origin};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// Bytes that one batch of records holds; a longer record makes a batch of its own.
pub(super) const BATCH_BYTES: usize = 1 << 20;

/// What a file was, for the record of a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Digest {
    /// The path as given or found.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A piece of input: a file, some of its records, or what else can be told of it.
#[derive(Debug)]
pub struct Batch {
    unit: Arc<Unit>,
    piece: Box<dyn Piece>,
}

/// What a batch holds; each format has its own.
pub(super) trait Piece: Send + fmt::Debug {
    fn parse(self: Box<Self>, unit: &Unit, parsed: &mut Parsed);
}

/// What a batch belongs to: a file or a member of an archive.
#[derive(Debug)]
pub(super) struct Unit {
    /// The path as given or found; that of a member stands below that of its archive.
    pub(super) name: String,
    /// The name of the folder that it stands in, which is the outlet where nothing else tells.
    pub(super) folder: String,
    pub(super) reading: Arc<Reading>,
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
    /// Files and charsets that were guessed, with the number of articles.
    pub guessed: Guessed,
    /// Members of archives that are of no known kind.
    pub passed_over: u64,
}

/// By file and charset the number of texts that were read by a guess.
pub type Guessed = BTreeMap<(String, Cow<'static, str>), u64>;

/// Takes the pieces of a file, one after the other.
pub(super) struct Sink<'a> {
    pub(super) unit: Arc<Unit>,
    send: &'a mut dyn FnMut(Batch) -> ControlFlow<()>,
}

/// Why reading ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// Nobody wants more.
    Enough,
    /// The file gives no more than it gave, because of this.
    Failed(Cause),
}

impl<'a> Sink<'a> {
    pub(super) fn new(unit: Unit, send: &'a mut dyn FnMut(Batch) -> ControlFlow<()>) -> Self {
        Self { unit: Arc::new(unit), send }
    }

    /// The sink of a member.
    pub(super) fn of_member(&mut self, unit: Unit) -> Sink<'_> {
        Sink { unit: Arc::new(unit), send: &mut *self.send }
    }

    pub(super) fn take(&mut self, piece: impl Piece + 'static) -> Result<(), Stop> {
        match (self.send)(Batch { unit: Arc::clone(&self.unit), piece: Box::new(piece) }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }

    pub(super) fn skip(&mut self, line: Option<u64>, cause: Cause) -> Result<(), Stop> {
        self.take(Note::Skipped(line, cause))
    }

    pub(super) fn digest(&mut self, digest: Digest) -> Result<(), Stop> {
        self.take(Note::Digest(digest))
    }

    pub(super) fn pass_over(&mut self) -> Result<(), Stop> {
        self.take(Note::PassedOver)
    }
}

/// A piece that holds no article.
#[derive(Debug)]
enum Note {
    Skipped(Option<u64>, Cause),
    Digest(Digest),
    PassedOver,
}

impl Piece for Note {
    fn parse(self: Box<Self>, unit: &Unit, parsed: &mut Parsed) {
        match *self {
            Self::Skipped(line, cause) => parsed.skip(unit, line, cause),
            Self::Digest(digest) => {
                if digest.bytes == 0 {
                    parsed.skip(unit, None, Cause::Empty);
                }
                parsed.digest = Some(digest);
            }
            Self::PassedOver => parsed.passed_over += 1,
        }
    }
}

impl Batch {
    /// Turns the piece into documents.
    pub fn parse(self) -> Parsed {
        let mut parsed = Parsed::default();
        self.piece.parse(&self.unit, &mut parsed);
        parsed
    }
}

impl Parsed {
    /// Takes what another piece held.
    pub(super) fn append(&mut self, mut other: Self) {
        self.documents.append(&mut other.documents);
        self.skipped.append(&mut other.skipped);
        self.digest = other.digest.or(self.digest.take());
        for (place, texts) in other.guessed {
            *self.guessed.entry(place).or_default() += texts;
        }
        self.passed_over += other.passed_over;
    }

    pub(super) fn take(&mut self, unit: &Unit, line: Option<u64>, found: Result<Document, Cause>) {
        match found {
            Ok(document) => self.documents.push(document),
            Err(cause) => self.skip(unit, line, cause),
        }
    }

    pub(super) fn skip(&mut self, unit: &Unit, line: Option<u64>, cause: Cause) {
        self.skipped.push(Skipped { origin: unit.origin(line), cause });
    }

    pub(super) fn tell(&mut self, unit: &Unit, charset: Option<Charset>) {
        if let Some(name) = charset.and_then(Charset::told) {
            *self.guessed.entry((unit.name.clone(), name.into())).or_default() += 1;
        }
    }
}

impl Unit {
    /// A file; standard input has no folder.
    pub(super) fn of(file: &InputFile, reading: &Arc<Reading>) -> Self {
        let path = (file.name != "-").then(|| std::path::absolute(&file.path).ok()).flatten();
        let folder = path.as_deref().and_then(Path::parent).and_then(Path::file_name);
        Self {
            name: file.name.clone(),
            folder: folder.map_or_else(|| "-".to_owned(), |name| shown(Path::new(name))),
            reading: Arc::clone(reading),
        }
    }

    /// A member of this archive, by its path in it.
    pub(super) fn member(&self, path: &str) -> Self {
        let folder = path.rsplit('/').nth(1).filter(|name| !matches!(*name, "" | "." | ".."));
        Self {
            name: format!("{}/{path}", self.name),
            folder: folder.map_or_else(|| self.folder.clone(), str::to_owned),
            reading: Arc::clone(&self.reading),
        }
    }

    pub(super) fn is_standard_input(&self) -> bool {
        self.name == "-"
    }

    pub(super) fn origin(&self, line: Option<u64>) -> Origin {
        Origin { path: self.name.clone(), line }
    }
}
