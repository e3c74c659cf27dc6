//! Texts that were brought together, as a corpus of their own.

use super::super::Scan;
use super::super::corpus::{Corpus, Row};
use super::super::house::OwnTexts;
use super::super::judge::{Compared, Judge};
use super::super::outlines::{OutlineWriter, Outlines};
use super::pairs::ComparedRow;
use crate::ingest::{About, Shelf};
use crate::neardup::{Copies, Outline};
use crate::shingle::shingle_numbers;
use crate::spill::{Address, LogWriter, Space, SpillError};
use crate::text::{DocId, TextId};
use ahash::AHashSet;
use rayon::prelude::*;

/// The shelf of a portion and its passages stay in memory up to this part of the space each, one in so many.
const PART: u64 = 4;

/// A distinct text.
#[derive(Debug, Clone)]
pub struct Text<'t> {
    /// Its number: numbers ascend in the order in which texts should represent others.
    pub number: u32,
    /// How many words it has.
    pub words: u32,
    /// The number of its outlet.
    pub outlet: u32,
    /// When it was published, in seconds since 1970.
    pub seconds: Option<i64>,
    /// What [`rest`](super::rest) is to leave out of it: the keys of its paragraphs that are house text.
    pub house: Vec<u64>,
    /// It.
    pub text: &'t str,
}

/// A portion on the way.
pub struct PortionWriter {
    space: Space,
    shelf: LogWriter,
    texts: Vec<(u32, Row, Address)>,
    house: AHashSet<u64>,
    with_house: Vec<u32>,
}

/// Some texts of a corpus, in the order of their numbers.
pub struct Portion {
    pub(super) numbers: Vec<u32>,
    corpus: Corpus,
    copies: Copies,
    own: OwnTexts,
    space: Space,
}

impl PortionWriter {
    /// No texts; what does not fit into a space goes to the disk.
    pub fn new(space: &Space) -> Self {
        Self {
            space: space.clone(),
            shelf: LogWriter::new(space, PART),
            texts: Vec::new(),
            house: AHashSet::new(),
            with_house: Vec::new(),
        }
    }

    /// Adds a text, unless it is there.
    pub fn add(&mut self, text: Text) {
        let mut bytes = Vec::with_capacity(text.text.len() + 64);
        About { words: text.words, ..About::default() }.write(text.text, &mut bytes);
        let length = bytes.len() as u32;
        let address = Address { at: self.shelf.append(bytes), bytes: length };
        let row = Row { words: text.words, outlet: text.outlet, outlet_is_given: true, seconds: text.seconds };
        if !text.house.is_empty() {
            self.with_house.push(text.number);
        }
        self.house.extend(text.house);
        self.texts.push((text.number, row, address));
    }

    /// The portion.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub fn finish(mut self) -> Result<Portion, SpillError> {
        self.texts.sort_unstable_by_key(|(number, ..)| *number);
        self.texts.dedup_by_key(|(number, ..)| *number);
        self.shelf.flush();
        let shelf = Shelf::new(self.shelf.finish()?, self.texts.iter().map(|(_, _, address)| *address));
        let numbers: Vec<u32> = self.texts.iter().map(|(number, ..)| *number).collect();
        let rows: Vec<Row> = self.texts.iter().map(|(_, row, ..)| *row).collect();
        let all: Vec<DocId> = (0..numbers.len() as u32).map(DocId).collect();
        let copies = Copies::group(&all, |article| article.0.into());
        let place = |number: &u32| numbers.binary_search(number).ok().map(|place| TextId(place as u32));
        let own = OwnTexts::known(self.house, self.with_house.iter().filter_map(place));
        let corpus = Corpus::of_shelf(shelf, rows, &self.space);
        self.space.check()?;
        Ok(Portion { numbers, corpus, copies, own, space: self.space })
    }
}

impl Portion {
    /// The place of a text by its number.
    pub(super) fn place(&self, number: u32) -> Option<TextId> {
        self.numbers.binary_search(&number).ok().map(|place| TextId(place as u32))
    }

    /// The outlines of its texts.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub(super) fn outlines(&self, scan: &Scan) -> Result<Outlines, SpillError> {
        const BATCH: usize = 128;
        let writer = OutlineWriter::new(&self.space);
        let texts: Vec<TextId> = self.copies.texts().collect();
        texts.par_chunks(BATCH).for_each(|texts| {
            let outline = |text: &TextId| {
                let said = self.corpus.said(self.copies.carriers(*text)[0]);
                (*text, Outline::of(&shingle_numbers(&said.hashes, scan.recipe.shingle)))
            };
            let outlines: Vec<(TextId, Outline)> = texts.iter().map(outline).collect();
            writer.add(outlines.iter().map(|(text, outline)| (*text, outline)));
        });
        writer.finish(self.numbers.len(), Some)
    }

    /// Lets `work` compare, by the outlines if pairs are looked for, and tells what it found by the numbers of texts.
    pub(super) fn compare<T>(
        &self,
        scan: &Scan,
        outlines: Option<&Outlines>,
        work: impl FnOnce(&Judge) -> (T, Vec<Compared>),
    ) -> Result<(T, Vec<ComparedRow>), SpillError> {
        let log = LogWriter::new(&self.space, PART);
        let judge = Judge { corpus: &self.corpus, copies: &self.copies, own: &self.own, outlines, log: &log, scan };
        let (other, compared) = work(&judge);
        log.flush();
        let log = log.finish()?;
        let number = |text: TextId| self.numbers[text.index()];
        let row = |pair: &Compared| ComparedRow {
            a: number(pair.edge.a),
            b: number(pair.edge.b),
            similarity: pair.edge.similarity,
            covered: pair.edge.covered,
            verdict: pair.verdict,
            aligned: pair.aligned,
            passages: pair.passages.map(|(at, bytes)| log.read(Address { at, bytes }).into_owned()),
        };
        let rows = compared.iter().map(row).collect();
        self.space.check()?;
        Ok((other, rows))
    }
}
