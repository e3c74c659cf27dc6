//! From articles to distinct texts, and from texts to keys.

use super::Progress;
use super::corpus::Corpus;
use super::house::Paragraphs;
use super::scan::Scan;
use crate::index::{PlaceSorter, Recipe, Segment, SegmentWriter, Sketch, place_sorter};
use crate::neardup::Copies;
use crate::overlap::Language;
use crate::text::{DocId, TextId};
use rayon::prelude::*;

/// The distinct texts, numbered in the order in which they should represent others.
pub(super) fn copies(corpus: &Corpus, identities: &[u128], recipe: &Recipe) -> Copies {
    let known = (0..corpus.len() as u32).map(DocId).map(|it| (corpus.seconds(it), corpus.words(it) as usize));
    let preference = recipe.settings.keep.preference(&known.collect::<Vec<_>>());
    Copies::group(&preference, |article| identities[article.index()])
}

/// The keys of all texts, and their paragraphs: by their bands if these are wanted, and by skip-grams if there is a language.
pub(super) fn sketch(
    paragraphs: &Paragraphs,
    scan: &Scan,
    (bands, language): (bool, Option<&Language>),
    progress: &dyn Progress,
) -> (Segment, PlaceSorter) {
    const BATCH: usize = 128;
    let (corpus, copies) = (paragraphs.corpus, paragraphs.copies);
    let (writer, given) = (SegmentWriter::new(&scan.space), place_sorter(&scan.space, 32));
    for_each_text(corpus, copies, BATCH, &|texts| {
        let mut places = Vec::new();
        let sketch = |&text: &TextId| {
            let ready = corpus.take_once(copies.carriers(text)[0]);
            paragraphs.add(text, ready.words(), &mut places);
            (text, Sketch::of(ready.words(), &scan.recipe, bands, language))
        };
        writer.add(&texts.iter().map(sketch).collect::<Vec<_>>());
        given.push(&places);
        progress.advance(texts.len() as u64);
    });
    (writer.finish(copies.len()), given)
}

/// Works on all texts, so many at a time, in the order in which they stand on the shelf.
pub(super) fn for_each_text(corpus: &Corpus, copies: &Copies, batch: usize, work: &(dyn Fn(&[TextId]) + Sync)) {
    let mut texts: Vec<TextId> = copies.texts().collect();
    texts.par_sort_unstable_by_key(|text| corpus.shelf.place(copies.carriers(*text)[0]));
    texts.par_chunks(batch).for_each(work);
}
