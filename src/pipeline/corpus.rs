//! A corpus: its articles on a shelf, and of each in memory what every stage asks for.

use super::Progress;
use super::read::{Entry, Gathered, gather};
use super::ready::{Ready, Taken};
use super::shelving::{Outlets, Shelved, in_order, starts};
use super::sketch::SketchWriter;
use crate::findings::{Digest, Outlet, Skipped};
use crate::hash;
use crate::ingest::{Guessed, Inputs, Shelf};
use crate::spill::{Address, Log, LogWriter, Space, SpillError};
use crate::text::{DocId, Said, TextId, Words};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

/// The shelf stays in memory up to this part of the space, one in so many.
const SHELF: u64 = 8;

/// What is asked of each article again and again.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) words: u32,
    pub(super) outlet: u32,
    pub(super) outlet_is_given: bool,
    pub(super) seconds: Option<i64>,
}

/// Articles by id; an article's number is its place.
pub(super) struct Corpus {
    pub(super) shelf: Arc<Shelf>,
    rows: Vec<Row>,
    outlets: Vec<Outlet>,
    taken: Taken,
    space: Space,
    pub(super) digests: Vec<Digest>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) passed_over: u64,
    pub(super) guessed: Guessed,
}

/// A corpus that was read.
pub(super) struct AsRead {
    pub(super) corpus: Corpus,
    /// What each article says, as a number.
    pub(super) identities: Vec<u128>,
    /// The number of each article in the order in which they came.
    pub(super) numbers: Vec<u32>,
}

/// By what the paragraphs of an outlet are told from those of others.
pub(super) fn outlet_key(name: &str) -> u64 {
    hash::stable(name.as_bytes())
}

/// A corpus without its shelf, as it is kept for a later run.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept<'a> {
    bytes: u64,
    starts: Cow<'a, [u64]>,
    lengths: Cow<'a, [u32]>,
    rows: Cow<'a, [Row]>,
    identities: Cow<'a, [u128]>,
    outlets: Vec<(String, u32, u64)>,
    digests: Cow<'a, [Digest]>,
    skipped: Cow<'a, [Skipped]>,
    passed_over: u64,
    guessed: Guessed,
}

impl Corpus {
    /// Reads every article of `inputs`; the shelf is kept at a `place`, if there is one. What each says is handed to `sketches`, by numbers in the order in which
    /// they come.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub(super) fn read(
        inputs: &Inputs,
        space: &Space,
        place: Option<&Path>,
        sketches: Option<&SketchWriter>,
        progress: &dyn Progress,
    ) -> Result<AsRead, SpillError> {
        let log = match place {
            Some(place) => LogWriter::kept(space, place, 0),
            None => LogWriter::new(space, SHELF),
        };
        let next = AtomicU32::new(0);
        let make = |entries: Vec<Entry>| {
            let first = next.fetch_add(entries.len() as u32, Relaxed);
            let articles = (first..).map(TextId).zip(&entries);
            sketches.iter().for_each(|all| {
                all.add(articles.clone().map(|(number, entry)| (number, &entry.said, entry.given_outlet())));
            });
            Shelved::of(entries, first, &log)
        };
        let Gathered { pieces, digests, mut skipped, passed_over, guessed } = gather(inputs, &make, progress);
        log.flush();
        let log = log.finish()?;
        let starts: Vec<Vec<u64>> = pieces.iter().map(starts).collect();
        let address = |(piece, row): (u32, u32)| Address {
            at: starts[piece as usize][row as usize],
            bytes: pieces[piece as usize].rows[row as usize].bytes,
        };
        let kept = in_order(&pieces, &log, &address, &mut skipped);
        let outlets = Outlets::of(&pieces, &kept);
        let of = |(piece, row): (u32, u32)| &pieces[piece as usize].rows[row as usize];
        let rows: Vec<Row> = kept
            .iter()
            .map(|&place| Row {
                outlet: outlets.of_piece[place.0 as usize][of(place).row.outlet as usize],
                ..of(place).row
            })
            .collect();
        let identities = kept.iter().map(|&place| of(place).identity).collect();
        let shelf = Arc::new(Shelf::new(log, kept.iter().map(|&place| address(place))));
        let outlets = outlets.counted(&rows);
        let taken = Taken::new(space);
        let space = space.clone();
        let numbers = kept.iter().map(|&(piece, row)| pieces[piece as usize].first + row).collect();
        let corpus = Self { shelf, rows, outlets, taken, space, digests, skipped, passed_over, guessed };
        Ok(AsRead { corpus, identities, numbers })
    }

    /// A corpus of articles that stand on a shelf, of each of which this is known.
    pub(super) fn of_shelf(shelf: Shelf, rows: Vec<Row>, space: &Space) -> Self {
        Self {
            shelf: Arc::new(shelf),
            rows,
            outlets: Vec::new(),
            taken: Taken::new(space),
            space: space.clone(),
            digests: Vec::new(),
            skipped: Vec::new(),
            passed_over: 0,
            guessed: Guessed::default(),
        }
    }

    /// What is kept of it beside the shelf.
    pub(super) fn kept<'a>(&'a self, identities: &'a [u128]) -> Kept<'a> {
        let (log, starts, lengths) = self.shelf.parts();
        Kept {
            bytes: log.bytes(),
            starts: starts.into(),
            lengths: lengths.into(),
            rows: (&self.rows[..]).into(),
            identities: identities.into(),
            outlets: self.outlets.iter().map(|outlet| (outlet.name.clone(), outlet.articles, outlet.words)).collect(),
            digests: (&self.digests[..]).into(),
            skipped: (&self.skipped[..]).into(),
            passed_over: self.passed_over,
            guessed: self.guessed.clone(),
        }
    }

    /// The corpus that was kept, if its shelf at this place is whole.
    pub(super) fn again(kept: Kept<'_>, space: &Space, place: &Path) -> Option<(Self, Vec<u128>)> {
        let log = Log::open(space, place, kept.bytes).ok()?;
        let addresses = kept.starts.iter().zip(kept.lengths.iter()).map(|(&at, &bytes)| Address { at, bytes });
        let outlet = |(name, articles, words)| Outlet { name, articles, words, share: None };
        let corpus = Self {
            shelf: Arc::new(Shelf::new(log, addresses)),
            rows: kept.rows.into_owned(),
            outlets: kept.outlets.into_iter().map(outlet).collect(),
            taken: Taken::new(space),
            space: space.clone(),
            digests: kept.digests.into_owned(),
            skipped: kept.skipped.into_owned(),
            passed_over: kept.passed_over,
            guessed: kept.guessed,
        };
        Some((corpus, kept.identities.into_owned()))
    }

    /// How many articles there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// An article, cut into words: as it was left here, or taken from the shelf.
    pub(super) fn take(&self, article: DocId) -> Arc<Ready> {
        self.space.go_on();
        self.taken.ready(article, || Ready::of(self.shelf.take(article).open().1.to_owned()))
    }

    /// An article that is not asked for again soon, cut into words.
    pub(super) fn cut(&self, article: DocId) -> Words {
        self.space.go_on();
        Words::cut(self.shelf.take(article).open().1)
    }

    /// What an article says.
    pub(super) fn said(&self, article: DocId) -> Said<'static> {
        self.space.go_on();
        Said::cut(self.shelf.take(article).open().1)
    }

    /// How many words an article has.
    pub(super) fn words(&self, article: DocId) -> u32 {
        self.rows[article.index()].words
    }

    /// When an article was published, in seconds since 1970.
    pub(super) fn seconds(&self, article: DocId) -> Option<i64> {
        self.rows[article.index()].seconds
    }

    /// The number of an article's outlet.
    pub(super) fn outlet(&self, article: DocId) -> u32 {
        self.rows[article.index()].outlet
    }

    /// By what the paragraphs of an article's outlet are told from those of others.
    pub(super) fn outlet_key(&self, article: DocId) -> u64 {
        let number = self.outlet(article);
        self.outlets.get(number as usize).map_or(number.into(), |outlet| outlet_key(&outlet.name))
    }

    /// The same, if the input names the outlet.
    pub(super) fn given_outlet(&self, article: DocId) -> Option<u64> {
        self.rows[article.index()].outlet_is_given.then(|| self.outlet_key(article))
    }

    /// The outlets by name.
    pub(super) fn outlets(&self) -> &[Outlet] {
        &self.outlets
    }
}
