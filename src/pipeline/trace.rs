use super::Progress;
use super::read::{Entry, Gathered, about, gather, in_order};
use crate::findings::{Article, Comparison, Guessed, Skipped, Trace};
use crate::index::Recipe;
use crate::ingest::{Cause, Inputs, Reading, article as read_article};
use crate::neardup::similarity;
use crate::overlap::{Fingerprint, Moment, Standing, fingerprints, passages, standings};
use crate::shingle::ShingleSet;
use crate::text::{DocId, Document, Paragraph, Said, WordHash, Words};
use ahash::AHashSet;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A traced article.
#[derive(Debug)]
pub struct Traced {
    /// Where its paragraphs stand.
    pub trace: Trace,
    /// Its text.
    pub text: String,
    /// What of the corpus could not be used.
    pub skipped: Vec<Skipped>,
    /// The encodings that were guessed.
    pub guessed: Guessed,
}

/// Looks through the articles below `corpus` for the paragraphs of one article: a file, `-` for standard input, or the id of one of them.
///
/// The article itself, by its id or its path, is not among them. Every article that shares a run of as many words as the recipe
/// promises is found. Articles that share nothing are not kept: memory grows with what is found, time with what is read.
///
/// # Errors
/// When the article cannot be used: it names the file and says why.
pub fn trace(
    file: &Path,
    corpus: &[PathBuf],
    recipe: &Recipe,
    reading: &Reading,
    progress: &dyn Progress,
) -> Result<Traced, Skipped> {
    let inputs = Inputs::find(corpus, reading);
    let mut guessed = Guessed::new();
    let document = find(file, &inputs, &mut guessed, progress)?;
    let words = Words::cut(&document.text);
    let prints = |words: &[WordHash]| fingerprints(words, recipe.winnowing);
    let own: AHashSet<u64> = prints(&words.hashes).iter().map(|print| print.hash).collect();
    let shares = |words: &[WordHash]| prints(words).iter().any(|Fingerprint { hash, .. }| own.contains(hash));
    let searched = AtomicU64::new(0);
    let place = Path::new(&document.origin.path).canonicalize().ok();
    let is_itself = |other: &Document| {
        let same_place = || place.is_some() && Path::new(&other.origin.path).canonicalize().ok() == place;
        other.id == document.id || other.origin.line == document.origin.line && same_place()
    };
    let is_wanted = |other: &Document, said: &Said| {
        let wanted = shares(&said.hashes);
        let itself = wanted && is_itself(other);
        searched.fetch_add(u64::from(!itself), Ordering::Relaxed);
        wanted && !itself
    };
    progress.stage("looking through articles", None);
    let wanted = |entries: Vec<Entry>| -> Vec<Entry> {
        entries.into_iter().filter(|entry| is_wanted(&entry.document, &entry.said)).collect()
    };
    let Gathered { pieces, mut skipped, guessed: read_by_guess, .. } = gather(&inputs, &wanted, progress);
    let found = in_order(pieces.into_iter().flatten().collect(), &mut skipped);
    progress.stage("aligning", Some(found.len() as u64));
    let set = |words: &Words| ShingleSet::of(&words.hashes, recipe.shingle);
    let shingles = set(&words);
    let compare = |(number, other): (usize, &Entry)| {
        progress.advance(1);
        let other = Words::cut(&other.document.text);
        let shared = passages(&words, &other, recipe.close_alignment());
        let similarity = similarity(&shingles, &set(&other));
        let side = DocId(number as u32 + 1);
        let [standings, _] = standings(&words, &other, &shared);
        let equal = |paragraph: &Paragraph| {
            let words = &standings[paragraph.words.start as usize..paragraph.words.end as usize];
            words.iter().filter(|standing| **standing >= Standing::Equal).count() as u32
        };
        (!shared.is_empty()).then(|| {
            let comparison = Comparison::new((DocId(0), &words), (side, &other), similarity, &shared);
            (comparison, words.paragraphs.iter().map(equal).collect())
        })
    };
    let comparisons: Vec<(Comparison, Vec<u32>)> = found.par_iter().enumerate().filter_map(compare).collect();
    let moment = |document: &Document| Moment::of(document.date.as_ref().and_then(|date| date.seconds));
    let itself = (Article::of(&about(&document, &words)), moment(&document));
    let others = found.iter().map(|entry| (Article::of(&entry.about()), moment(&entry.document)));
    let (articles, moments): (Vec<Article>, Vec<_>) = std::iter::once(itself).chain(others).unzip();
    let paragraphs = words.paragraphs.iter().map(|paragraph| (paragraph.span, paragraph.words.len() as u32));
    let trace = Trace::new(articles, &moments, paragraphs, &comparisons, searched.into_inner());
    for (key, texts) in read_by_guess {
        *guessed.entry(key).or_default() += texts;
    }
    Ok(Traced { trace, text: document.text, skipped, guessed })
}

/// The article in a file or, if there is none, of this id in the corpus.
fn find(name: &Path, inputs: &Inputs, guessed: &mut Guessed, progress: &dyn Progress) -> Result<Document, Skipped> {
    let unknown = match read_article(name, &inputs.reading, guessed) {
        Err(skipped) if !name.exists() && name.as_os_str() != "-" => skipped.origin,
        found => return found.map(|(document, _)| document),
    };
    progress.stage("looking for the article", None);
    let is_it = |entries: Vec<Entry>| -> Vec<Entry> {
        entries.into_iter().filter(|entry| name.to_str() == Some(entry.document.id.as_str())).collect()
    };
    let Gathered { pieces, mut skipped, .. } = gather(inputs, &is_it, progress);
    let found = in_order(pieces.into_iter().flatten().collect(), &mut skipped).into_iter().next();
    let cause = Cause::UnknownArticle(unknown.path.clone());
    found.map(|entry| entry.document).ok_or(Skipped { origin: unknown, cause })
}
