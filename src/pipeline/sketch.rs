//! From articles to distinct texts, and from texts to what they are found by.

use super::Progress;
use super::corpus::Corpus;
use super::house;
use super::outlines::{OutlineWriter, Outlines};
use super::scan::Scan;
use crate::index::{Place, PlaceSorter, Recipe, Segment, SegmentWriter, Sketch, place_sorter, renumbered};
use crate::neardup::Copies;
use crate::spill::{Sorted, SpillError};
use crate::text::{DocId, Said, TextId};
use rayon::prelude::*;
use std::sync::Arc;

/// The longer paragraphs stay in memory up to this part of the space, one in so many.
const PARAGRAPHS: u64 = 32;

/// The distinct texts, numbered in the order in which they should represent others.
pub(super) fn copies(corpus: &Corpus, identities: &[u128], recipe: &Recipe) -> Copies {
    let known = (0..corpus.len() as u32).map(DocId).map(|it| (corpus.seconds(it), corpus.words(it) as usize));
    let preference = recipe.settings.keep.preference(&known.collect::<Vec<_>>());
    Copies::group(&preference, |article| identities[article.index()])
}

/// Sketches on the way: of articles while they are read, in no order, or of texts from the shelf.
pub(super) struct SketchWriter<'a> {
    recipe: &'a Recipe,
    segment: SegmentWriter,
    paragraphs: PlaceSorter,
    /// If pairs are wanted.
    outlines: Option<OutlineWriter>,
}

/// What texts are found by: the keys of all, their longer paragraphs, and their outlines if pairs are wanted.
pub(super) struct Sketched {
    pub(super) segment: Segment,
    pub(super) paragraphs: Sorted<Place>,
    pub(super) outlines: Option<Outlines>,
}

impl<'a> SketchWriter<'a> {
    /// None yet; by what pairs are found only if these are wanted.
    pub(super) fn new(scan: &'a Scan, pairs: bool) -> Self {
        Self {
            recipe: &scan.recipe,
            segment: SegmentWriter::new(&scan.space, scan.passages),
            paragraphs: place_sorter(&scan.space, PARAGRAPHS),
            outlines: pairs.then(|| OutlineWriter::new(&scan.space)),
        }
    }

    /// Adds what articles say, each with its number and, if the input names its outlet, the key of that. Any thread may do so, in any order.
    pub(super) fn add<'s>(&self, articles: impl Iterator<Item = (TextId, &'s Said<'s>, Option<u64>)>) {
        let mut places = Vec::new();
        let sketch = |(number, said, outlet): (TextId, &Said, Option<u64>)| {
            places.extend(outlet.into_iter().flat_map(|outlet| house::places(number, said, outlet)));
            (number, Sketch::of(&said.hashes, self.recipe, self.outlines.is_some()))
        };
        let sketches: Vec<(TextId, Sketch)> = articles.map(sketch).collect();
        self.segment.add(&sketches);
        self.outlines.iter().for_each(|all| all.add(sketches.iter().map(|(text, sketch)| (*text, sketch.outline()))));
        self.paragraphs.push(&places);
    }

    /// Those of so many texts that stand on a shelf.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub(super) fn of_shelf(
        self,
        corpus: &Corpus,
        copies: &Copies,
        progress: &dyn Progress,
    ) -> Result<Sketched, SpillError> {
        const BATCH: usize = 128;
        for_each_text(corpus, copies, BATCH, &|texts| {
            let article = |text: &TextId| copies.carriers(*text)[0];
            let said: Vec<Said> = texts.iter().map(|text| corpus.said(article(text))).collect();
            self.add(texts.iter().zip(&said).map(|(text, said)| (*text, said, corpus.given_outlet(article(text)))));
            progress.advance(texts.len() as u64);
        });
        let outlines = self.outlines.map(|outlines| outlines.finish(copies.len(), Some)).transpose()?;
        Ok(Sketched { segment: self.segment.finish(), paragraphs: self.paragraphs.finish().without_lone(), outlines })
    }

    /// Those of articles that were added by these numbers, of each text those of the article that tells it.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub(super) fn of_read(self, places: &[u32], copies: &Copies) -> Result<Sketched, SpillError> {
        let mut numbers = vec![None; places.iter().max().map_or(0, |last| *last as usize + 1)];
        for text in copies.texts() {
            numbers[places[copies.carriers(text)[0].index()] as usize] = Some(text);
        }
        let numbers: Arc<[Option<TextId>]> = numbers.into();
        let of = |read: TextId| numbers.get(read.index()).copied().flatten();
        let outlines = self.outlines.map(|outlines| outlines.finish(copies.len(), of)).transpose()?;
        let segment = self.segment.finish().renumbered(&numbers);
        Ok(Sketched {
            segment,
            paragraphs: renumbered(self.paragraphs.finish().without_lone(), &numbers, |place| &mut place.text),
            outlines,
        })
    }
}

/// Works on all texts, so many at a time, in the order in which they stand on the shelf.
pub(super) fn for_each_text(corpus: &Corpus, copies: &Copies, batch: usize, work: &(dyn Fn(&[TextId]) + Sync)) {
    let mut texts: Vec<TextId> = copies.texts().collect();
    texts.par_sort_unstable_by_key(|text| corpus.shelf.place(copies.carriers(*text)[0]));
    texts.par_chunks(batch).for_each(work);
}
