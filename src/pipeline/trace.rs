use super::Progress;
use super::corpus::{Corpus, Entry, article};
use crate::findings::{Comparison, Guessed, Skipped, Trace};
use crate::index::Recipe;
use crate::ingest::{Cause, Inputs, Reading, article as read_article};
use crate::neardup::similarity;
use crate::overlap::{Fingerprint, Moment, Standing, fingerprints, passages, standings};
use crate::shingle::ShingleSet;
use crate::text::{DocId, Document, Paragraph, Words};
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
    let prints = |words: &Words| fingerprints(&words.hashes, recipe.winnowing);
    let own: AHashSet<u64> = prints(&words).iter().map(|print| print.hash).collect();
    let shares = |words: &Words| prints(words).iter().any(|Fingerprint { hash, .. }| own.contains(hash));
    let searched = AtomicU64::new(0);
    let place = Path::new(&document.origin.path).canonicalize().ok();
    let is_itself = |other: &Document| {
        let same_place = || place.is_some() && Path::new(&other.origin.path).canonicalize().ok() == place;
        other.id == document.id || other.origin.line == document.origin.line && same_place()
    };
    let is_wanted = |other: &Document, words: &Words| {
        let wanted = shares(words);
        let itself = wanted && is_itself(other);
        searched.fetch_add(u64::from(!itself), Ordering::Relaxed);
        wanted && !itself
    };
    progress.stage("looking through articles", None);
    let mut found = Corpus::read_if(&inputs, &is_wanted, progress);
    progress.stage("aligning", Some(found.entries.len() as u64));
    let set = |words: &Words| ShingleSet::of(&words.hashes, recipe.shingle);
    let shingles = set(&words);
    let compare = |(number, other): (usize, &Entry)| {
        progress.advance(1);
        let shared = passages(&words, &other.words, recipe.close_alignment());
        let similarity = similarity(&shingles, &set(&other.words));
        let side = DocId(number as u32 + 1);
        let [standings, _] = standings(&words, &other.words, &shared);
        let equal = |paragraph: &Paragraph| {
            let words = &standings[paragraph.words.start as usize..paragraph.words.end as usize];
            words.iter().filter(|standing| **standing >= Standing::Equal).count() as u32
        };
        (!shared.is_empty()).then(|| {
            let comparison = Comparison::new((DocId(0), &words), (side, &other.words), similarity, &shared);
            (comparison, words.paragraphs.iter().map(equal).collect())
        })
    };
    let comparisons: Vec<(Comparison, Vec<u32>)> = found.entries.par_iter().enumerate().filter_map(compare).collect();
    let entries = std::iter::once((&document, &words)).chain(found.entries.iter().map(|it| (&it.document, &it.words)));
    let moment = |document: &Document| Moment::of(document.date.as_ref().and_then(|date| date.seconds));
    let (articles, moments): (Vec<_>, Vec<_>) =
        entries.map(|(document, words)| (article(document, words), moment(document))).unzip();
    let paragraphs = words.paragraphs.iter().map(|paragraph| (paragraph.span, paragraph.words.len() as u32));
    let trace = Trace::new(articles, &moments, paragraphs, &comparisons, searched.into_inner());
    for (key, texts) in std::mem::take(&mut found.guessed) {
        *guessed.entry(key).or_default() += texts;
    }
    Ok(Traced { trace, text: document.text, skipped: std::mem::take(&mut found.skipped), guessed })
}

/// The article in a file or, if there is none, of this id in the corpus.
fn find(name: &Path, inputs: &Inputs, guessed: &mut Guessed, progress: &dyn Progress) -> Result<Document, Skipped> {
    let unknown = match read_article(name, &inputs.reading, guessed) {
        Err(skipped) if !name.exists() && name.as_os_str() != "-" => skipped.origin,
        found => return found.map(|(document, _)| document),
    };
    progress.stage("looking for the article", None);
    let is_it = |document: &Document, _: &Words| name.to_str() == Some(document.id.as_str());
    let found = Corpus::read_if(inputs, &is_it, progress).entries.into_iter().next();
    let cause = Cause::UnknownArticle(unknown.path.clone());
    found.map(|entry| entry.document).ok_or(Skipped { origin: unknown, cause })
}
