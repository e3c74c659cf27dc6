//! A corpus: its articles on a shelf, and of each in memory what every stage asks for.

use super::Progress;
use super::read::{Gathered, gather};
use super::ready::{Ready, Taken};
use super::shelving::{Outlets, Shelved, in_order, starts};
use crate::findings::{Digest, Outlet, Skipped};
use crate::ingest::{Guessed, Inputs, Shelf};
use crate::spill::{Address, Log, LogWriter, Space, SpillError};
use crate::text::{DocId, Said, Words};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

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
    /// Reads every article of `inputs`; the shelf is kept at a `place`, if there is one. Beside the corpus it gives what each article says,
    /// as a number.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub(super) fn read(
        inputs: &Inputs,
        space: &Space,
        place: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<(Self, Vec<u128>), SpillError> {
        let log = match place {
            Some(place) => LogWriter::kept(space, place, 0),
            None => LogWriter::new(space, SHELF),
        };
        let Gathered { pieces, digests, mut skipped, passed_over, guessed } =
            gather(inputs, &|entries| Shelved::of(entries, &log), progress);
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
        Ok((Self { shelf, rows, outlets, taken, space, digests, skipped, passed_over, guessed }, identities))
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

    /// Whether the input names an article's outlet.
    pub(super) fn outlet_is_given(&self, article: DocId) -> bool {
        self.rows[article.index()].outlet_is_given
    }

    /// The outlets by name.
    pub(super) fn outlets(&self) -> &[Outlet] {
        &self.outlets
    }
}
