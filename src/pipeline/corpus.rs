//! A corpus: its articles on a shelf, and of each in memory what every stage asks for.

use super::Progress;
use super::read::{Entry, Gathered, gather};
use crate::findings::{Digest, Outlet, Skipped};
use crate::ingest::{Cause, Guessed, Inputs, Record, Shelf};
use crate::shingle::{ShingleSet, ShingleSize};
use crate::spill::{Address, Log, LogWriter, Space, SpillError};
use crate::text::{DocId, Words};
use ahash::AHashMap;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The shelf stays in memory up to this part of the space, one in so many.
const SHELF: u64 = 8;
/// Articles that were taken from the shelf and cut are kept up to this part ...
const READY: u64 = 8;
/// ... and up to so many bytes in any case.
const MOST_READY: usize = 256 << 20;
/// Bytes that a word takes, once cut.
const WORD_BYTES: usize = 26;

/// What is asked of each article again and again.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Row {
    words: u32,
    outlet: u32,
    outlet_is_given: bool,
    seconds: Option<i64>,
}

/// Articles by id; an article's number is its place.
pub(super) struct Corpus {
    pub(super) shelf: Arc<Shelf>,
    rows: Vec<Row>,
    outlets: Vec<Outlet>,
    ready: Cache<DocId, Arc<Ready>, Weight>,
    pub(super) digests: Vec<Digest>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) passed_over: u64,
    pub(super) guessed: Guessed,
}

/// An article taken from the shelf, cut into words.
pub(super) struct Ready {
    pub(super) entry: Entry,
    shingles: OnceLock<ShingleSet>,
}

impl Ready {
    pub(super) fn words(&self) -> &Words {
        &self.entry.words
    }

    /// Its shingles; one size is asked for in a run.
    pub(super) fn shingles(&self, size: ShingleSize) -> &ShingleSet {
        self.shingles.get_or_init(|| ShingleSet::of(&self.entry.words.hashes, size))
    }
}

/// The words of an article that was taken.
pub(super) struct CutWords(pub(super) Arc<Ready>);

impl Borrow<Words> for CutWords {
    fn borrow(&self) -> &Words {
        self.0.words()
    }
}

#[derive(Clone)]
struct Weight;

impl Weighter<DocId, Arc<Ready>> for Weight {
    fn weight(&self, _: &DocId, ready: &Arc<Ready>) -> u64 {
        // The shingles count too.
        (ready.entry.document.text.len() + ready.entry.words.len() * (WORD_BYTES + 8) + 512) as u64
    }
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

/// A batch of articles on the way to the shelf.
struct Shelved {
    /// Where the first of them stands.
    start: u64,
    rows: Vec<NewRow>,
    ids: String,
    sources: Vec<String>,
}

struct NewRow {
    bytes: u32,
    id_end: u32,
    row: Row,
    identity: u128,
}

impl Shelved {
    fn of(entries: Vec<Entry>, log: &LogWriter) -> Self {
        let (mut bytes, mut rows, mut ids) = (Vec::new(), Vec::with_capacity(entries.len()), String::new());
        let mut sources: Vec<String> = Vec::new();
        for entry in entries {
            let (first, about) = (bytes.len(), entry.about());
            about.write(&entry.document.text, &mut bytes);
            let identity = about.identity;
            let Entry { document, words } = entry;
            ids.push_str(&document.id);
            let row = Row {
                words: words.len() as u32,
                outlet: sources.iter().position(|known| *known == document.source).unwrap_or(sources.len()) as u32,
                outlet_is_given: document.source_is_given,
                seconds: document.date.as_ref().and_then(|date| date.seconds),
            };
            if row.outlet as usize == sources.len() {
                sources.push(document.source);
            }
            rows.push(NewRow { bytes: (bytes.len() - first) as u32, id_end: ids.len() as u32, row, identity });
        }
        rows.shrink_to_fit();
        ids.shrink_to_fit();
        Self { start: log.append(bytes), rows, ids, sources }
    }

    fn id(&self, row: u32) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.rows[before as usize].id_end);
        &self.ids[start as usize..self.rows[row as usize].id_end as usize]
    }
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
        let ready = ready(space);
        Ok((Self { shelf, rows, outlets, ready, digests, skipped, passed_over, guessed }, identities))
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
            ready: ready(space),
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
        let take = || Ok::<_, std::convert::Infallible>(Arc::new(self.take_once(article)));
        match self.ready.get_or_insert_with(&article, take) {
            Ok(ready) => ready,
            Err(never) => match never {},
        }
    }

    /// An article that is not asked for again soon.
    pub(super) fn take_once(&self, article: DocId) -> Ready {
        let document = self.shelf.take(article).document();
        let words = Words::cut(&document.text);
        Ready { entry: Entry { document, words }, shingles: OnceLock::new() }
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

fn ready(space: &Space) -> Cache<DocId, Arc<Ready>, Weight> {
    let weight = space.share(READY).min(MOST_READY);
    Cache::with_weighter(weight / (4 << 10), weight as u64, Weight)
}

/// Where each article of a piece stands.
fn starts(piece: &Shelved) -> Vec<u64> {
    let mut next = piece.start;
    let start = |row: &NewRow| {
        let at = next;
        next += u64::from(row.bytes);
        at
    };
    piece.rows.iter().map(start).collect()
}

/// The articles, by piece and row, in the order of their ids; of two with one id, the one that stands first by path and line.
fn in_order(
    pieces: &[Shelved],
    log: &Log,
    address: &(dyn Fn((u32, u32)) -> Address + Sync),
    skipped: &mut Vec<Skipped>,
) -> Vec<(u32, u32)> {
    let rows = |(number, piece): (u32, &Shelved)| {
        (0..piece.rows.len() as u32).map(move |row| (number, row)).collect::<Vec<_>>()
    };
    let mut all: Vec<(u32, u32)> = (0..).zip(pieces).flat_map(rows).collect();
    let id = |(piece, row): (u32, u32)| pieces[piece as usize].id(row);
    let origin = |place: (u32, u32)| Record::at(log, address(place)).open().0.origin();
    all.par_sort_unstable_by(|x, y| match id(*x).cmp(id(*y)) {
        Ordering::Equal => origin(*x).cmp(&origin(*y)),
        order => order,
    });
    let mut again = Vec::new();
    let mut first = None;
    all.retain(|&place| match first.filter(|&first| id(first) == id(place)) {
        Some(first) => {
            again.push((place, first));
            false
        }
        None => {
            first = Some(place);
            true
        }
    });
    skipped.extend(again.into_iter().map(|(place, first)| {
        let cause = Cause::DuplicateId(id(place).to_owned(), origin(first));
        Skipped { origin: origin(place), cause }
    }));
    skipped.sort_unstable();
    all
}

/// The outlets of all pieces, by name.
struct Outlets {
    names: Vec<String>,
    /// For each piece the numbers of its outlets.
    of_piece: Vec<Vec<u32>>,
}

impl Outlets {
    /// Those of the articles that were kept.
    fn of(pieces: &[Shelved], kept: &[(u32, u32)]) -> Self {
        let mut is_kept: Vec<Vec<bool>> = pieces.iter().map(|piece| vec![false; piece.sources.len()]).collect();
        for &(piece, row) in kept {
            is_kept[piece as usize][pieces[piece as usize].rows[row as usize].row.outlet as usize] = true;
        }
        let sources = pieces.iter().zip(&is_kept).flat_map(|(piece, is_kept)| piece.sources.iter().zip(is_kept));
        let names: BTreeSet<&str> = sources.filter(|(_, kept)| **kept).map(|(source, _)| source.as_str()).collect();
        let numbers: AHashMap<&str, u32> = names.iter().copied().zip(0..).collect();
        let number = |source: &String| numbers.get(source.as_str()).copied().unwrap_or_default();
        let of_piece = pieces.iter().map(|piece| piece.sources.iter().map(number).collect());
        Self { of_piece: of_piece.collect(), names: names.into_iter().map(str::to_owned).collect() }
    }

    fn counted(self, rows: &[Row]) -> Vec<Outlet> {
        let new = |name| Outlet { name, articles: 0, words: 0, share: None };
        let mut outlets: Vec<Outlet> = self.names.into_iter().map(new).collect();
        for row in rows {
            outlets[row.outlet as usize].articles += 1;
            outlets[row.outlet as usize].words += u64::from(row.words);
        }
        outlets
    }
}
