//! From articles to distinct texts, and from texts to keys.

use super::Progress;
use super::corpus::Corpus;
use super::house::Paragraphs;
use super::outlines::{OutlineWriter, Outlines};
use super::scan::Scan;
use crate::index::{PlaceSorter, Recipe, Segment, SegmentWriter, Sketch, place_sorter};
use crate::neardup::Copies;
use crate::overlap::Language;
use crate::spill::SpillError;
use crate::text::{DocId, TextId, Words};
use rayon::prelude::*;

/// The distinct texts, numbered in the order in which they should represent others.
pub(super) fn copies(corpus: &Corpus, identities: &[u128], recipe: &Recipe) -> Copies {
    let known = (0..corpus.len() as u32).map(DocId).map(|it| (corpus.seconds(it), corpus.words(it) as usize));
    let preference = recipe.settings.keep.preference(&known.collect::<Vec<_>>());
    Copies::group(&preference, |article| identities[article.index()])
}

/// The keys of all texts, their paragraphs, and their outlines: as wholes if pairs are wanted, and by skip-grams if there is a language.
///
/// # Errors
/// When the disk takes no more.
pub(super) fn sketch(
    paragraphs: &Paragraphs,
    scan: &Scan,
    (pairs, language): (bool, Option<&Language>),
    progress: &dyn Progress,
) -> Result<(Segment, PlaceSorter, Option<Outlines>), SpillError> {
    const BATCH: usize = 128;
    let (corpus, copies) = (paragraphs.corpus, paragraphs.copies);
    let (writer, given) = (SegmentWriter::new(&scan.space), place_sorter(&scan.space, 32));
    let outlines = pairs.then(|| OutlineWriter::new(&scan.space, copies.len()));
    for_each_text(corpus, copies, BATCH, &|texts| {
        let mut places = Vec::new();
        let sketch = |&text: &TextId| {
            let article = copies.carriers(text)[0];
            // Who asks for skip-grams asks for all that is known of words.
            let words = language.map(|_| corpus.cut(article));
            let said = words.as_ref().map_or_else(|| corpus.said(article), Words::said);
            paragraphs.add(text, &said, &mut places);
            let sketch = Sketch::of(&said.hashes, &scan.recipe, pairs);
            let whole = match language.zip(words) {
                Some((language, words)) => sketch.with_skip_grams(&words, language),
                None => sketch,
            };
            (text, whole)
        };
        let sketches: Vec<(TextId, Sketch)> = texts.iter().map(sketch).collect();
        writer.add(&sketches);
        outlines.iter().for_each(|all| all.add(sketches.iter().map(|(text, sketch)| (*text, sketch.outline()))));
        given.push(&places);
        progress.advance(texts.len() as u64);
    });
    Ok((writer.finish(copies.len()), given, outlines.map(OutlineWriter::finish).transpose()?))
}

/// Works on all texts, so many at a time, in the order in which they stand on the shelf.
pub(super) fn for_each_text(corpus: &Corpus, copies: &Copies, batch: usize, work: &(dyn Fn(&[TextId]) + Sync)) {
    let mut texts: Vec<TextId> = copies.texts().collect();
    texts.par_sort_unstable_by_key(|text| corpus.shelf.place(copies.carriers(*text)[0]));
    texts.par_chunks(batch).for_each(work);
}
