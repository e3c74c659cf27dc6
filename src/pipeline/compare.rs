use super::Progress;
use super::corpus::{AsRead, Corpus};
use super::house::{OwnTexts, Paragraphs};
use super::read::about;
use super::sketch::copies;
use crate::findings::{Article, Articles, Closeup, Comparison, Digest, Guessed, Skipped, Subject};
use crate::index::Recipe;
use crate::ingest::{Cause, Inputs, PairLine, Reading, article as read_article, article_at, pair_lines};
use crate::neardup::similarity;
use crate::overlap::{Coverage, Standing, passages, standings};
use crate::shingle::{ShingleSet, ShingleSize};
use crate::spill::Space;
use crate::text::{DocId, Document, Mentions, Origin, Said, Span, TextId, Words};
use ahash::AHashMap;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Articles compared two by two.
#[derive(Debug)]
pub struct Compared {
    /// The articles, each once, in the order in which they were first named.
    pub articles: Articles,
    /// Their texts.
    pub texts: Vec<String>,
    /// The comparisons, in the order in which the pairs were named.
    pub comparisons: Vec<Comparison>,
    /// Pairs that could not be compared.
    pub skipped: Vec<Skipped>,
    /// The files whose character set was guessed.
    pub guessed: Guessed,
    /// The files that were read, by path.
    pub inputs: Vec<Digest>,
    /// The parameters that decided the numbers.
    pub recipe: Vec<(&'static str, f64)>,
}

/// Compares two articles, each a file of its own or `-` for standard input.
///
/// # Errors
/// When one of them cannot be used: it names the file and says why.
pub fn compare_files(a: &Path, b: &Path, recipe: &Recipe, reading: &Reading) -> Result<Compared, Skipped> {
    let mut guessed = Guessed::new();
    let ((a, a_file), (b, b_file)) = (read_article(a, reading, &mut guessed)?, read_article(b, reading, &mut guessed)?);
    let inputs = ordered(a_file.into_iter().chain(b_file).collect());
    Ok(Compared { guessed, inputs, ..compare_documents(a, b, recipe) })
}

/// Compares two articles from memory.
pub fn compare_documents(a: Document, b: Document, recipe: &Recipe) -> Compared {
    let chosen = [a, b].map(|document| Chosen { document, is_own: None });
    compare((chosen.into(), false), &[(0, 1)], recipe, &super::Silent)
}

fn ordered(mut inputs: Vec<Digest>) -> Vec<Digest> {
    inputs.sort_unstable();
    inputs.dedup();
    inputs
}

/// Compares two articles by their ids among those below `docs` or, failing that, by their paths. What is boilerplate, `docs` tell, too.
///
/// # Errors
/// When one of them cannot be found or used.
pub fn compare_named(
    [a, b]: [&str; 2],
    docs: &[PathBuf],
    recipe: &Recipe,
    reading: &Reading,
    progress: &dyn Progress,
) -> Result<Compared, Skipped> {
    progress.stage("reading articles", None);
    let mut known = Known::read(docs, recipe, reading, progress);
    let mut place = |name: &str| {
        let origin = || Origin { path: name.to_owned(), line: None };
        known.find(name, reading).map_err(|cause| Skipped { origin: origin(), cause })
    };
    let pair = (place(a)?, place(b)?);
    Ok(known.compare(&[pair], recipe, progress))
}

/// Compares the pairs that a file lists, two paths or ids a line with a tab between them; ids are those of the articles
/// below `docs`. A line that cannot be resolved is skipped.
///
/// # Errors
/// When the list itself cannot be read.
pub fn compare_pairs(
    list: &Path,
    docs: &[PathBuf],
    recipe: &Recipe,
    reading: &Reading,
    progress: &dyn Progress,
) -> Result<Compared, Skipped> {
    progress.stage("reading articles", None);
    let (lines, mut skipped) = pair_lines(list)?;
    let mut known = Known::read(docs, recipe, reading, progress);
    skipped.extend_from_slice(&known.corpus.skipped);
    if let Some(first) = skipped.iter().min().filter(|_| reading.strict) {
        return Err(first.clone());
    }
    let mut pairs = Vec::new();
    for PairLine { origin, a, b } in lines {
        match known.find(&a, reading).and_then(|a| Ok((a, known.find(&b, reading)?))) {
            Ok(pair) => pairs.push(pair),
            Err(cause) if reading.strict => return Err(Skipped { origin, cause }),
            Err(cause) => skipped.push(Skipped { origin, cause }),
        }
    }
    progress.stage("comparing pairs", Some(pairs.len() as u64));
    skipped.sort_unstable();
    Ok(Compared { skipped, ..known.compare(&pairs, recipe, progress) })
}

/// The articles that names in a list can mean.
struct Known {
    corpus: Corpus,
    by_id: AHashMap<String, DocId>,
    house: House,
    /// Whether a corpus tells what is house text.
    has_docs: bool,
    chosen: Vec<Chosen>,
    places: AHashMap<String, usize>,
    guessed: Guessed,
    inputs: Vec<Digest>,
}

/// The house text among the articles below `docs`.
struct House {
    own: OwnTexts,
    text_of: Vec<TextId>,
    size: ShingleSize,
}

/// An article that is to be compared and, where it has house text, whether each word is its own.
struct Chosen {
    document: Document,
    is_own: Option<Vec<bool>>,
}

impl Known {
    fn read(docs: &[PathBuf], recipe: &Recipe, reading: &Reading, progress: &dyn Progress) -> Self {
        let space = Space::unlimited();
        let AsRead { mut corpus, identities, .. } =
            Corpus::read(&Inputs::find(docs, reading), &space, None, None, progress)
                .expect("memory without a limit needs no disk");
        let copies = copies(&corpus, &identities, recipe);
        let paragraphs = Paragraphs { corpus: &corpus, copies: &copies, size: recipe.shingle };
        let own = paragraphs.of_all(&space);
        let mut text_of = vec![TextId(0); corpus.len()];
        for text in copies.texts() {
            copies.carriers(text).iter().for_each(|article| text_of[article.index()] = text);
        }
        let articles = (0..corpus.len() as u32).map(DocId);
        let by_id = articles.map(|article| (corpus.shelf.take(article).open().0.id.to_owned(), article)).collect();
        let (guessed, inputs) = (std::mem::take(&mut corpus.guessed), std::mem::take(&mut corpus.digests));
        let house = House { own, text_of, size: recipe.shingle };
        let has_docs = !docs.is_empty();
        Self { corpus, by_id, house, has_docs, chosen: Vec::new(), places: AHashMap::new(), guessed, inputs }
    }

    /// The place among the chosen articles of the one with this id or, failing that, at this path.
    fn find(&mut self, name: &str, reading: &Reading) -> Result<usize, Cause> {
        if let Some(&place) = self.places.get(name) {
            return Ok(place);
        }
        let chosen = match self.by_id.get(name) {
            Some(&article) => {
                let document = self.corpus.shelf.take(article).document();
                let (text, outlet) = (self.house.text_of[article.index()], self.corpus.outlet_key(article));
                let own = self.house.own.of(text, &Said::cut(&document.text), outlet, self.house.size);
                Chosen { document, is_own: own.map(|own| own.is_own) }
            }
            None => {
                let (document, digest) = article_at(name, reading, &mut self.guessed)?;
                self.inputs.extend(digest);
                Chosen { document, is_own: None }
            }
        };
        self.places.insert(name.to_owned(), self.chosen.len());
        self.chosen.push(chosen);
        Ok(self.chosen.len() - 1)
    }

    fn compare(self, pairs: &[(usize, usize)], recipe: &Recipe, progress: &dyn Progress) -> Compared {
        let Self { chosen, corpus, guessed, inputs, has_docs, .. } = self;
        let inputs = ordered(inputs);
        Compared { skipped: corpus.skipped, guessed, inputs, ..compare((chosen, has_docs), pairs, recipe, progress) }
    }
}

/// An article, made ready to be compared.
struct Side {
    words: Words,
    shingles: ShingleSet,
    mentions: Mentions,
}

impl Side {
    fn of(document: &Document, recipe: &Recipe) -> Self {
        let words = Words::cut(&document.text);
        let shingles = ShingleSet::of(&words.hashes, recipe.shingle);
        let mentions = Mentions::of(&document.text, &words);
        Self { words, shingles, mentions }
    }

    fn subject<'a>(&'a self, document: &'a Document) -> Subject<'a> {
        let headline = document.title.as_deref();
        Subject { text: &document.text, headline, words: &self.words, mentions: &self.mentions }
    }
}

/// Compares articles, of which a corpus tells what is house text, or none does.
fn compare(
    (chosen, has_docs): (Vec<Chosen>, bool),
    pairs: &[(usize, usize)],
    recipe: &Recipe,
    progress: &dyn Progress,
) -> Compared {
    let sides: Vec<Side> = chosen.par_iter().map(|chosen| Side::of(&chosen.document, recipe)).collect();
    let comparisons = pairs.par_iter().map(|&(a, b)| {
        progress.advance(1);
        let ([of_a, of_b], numbers) = ([&sides[a], &sides[b]], [a, b].map(|place| DocId(place as u32)));
        let found = passages(&of_a.words, &of_b.words, recipe.close_alignment());
        let similarity = similarity(&of_a.shingles, &of_b.shingles);
        let mut comparison = Comparison::new((numbers[0], &of_a.words), (numbers[1], &of_b.words), similarity, &found);
        let [own_a, own_b] = [a, b].map(|place| chosen[place].is_own.as_ref());
        if own_a.is_some() || own_b.is_some() {
            let [in_a, in_b] = standings(&of_a.words, &of_b.words, &found);
            let parted = |coverage: Coverage, standings: &[Standing], own: Option<&Vec<bool>>| {
                own.map_or(coverage, |own| coverage.with_house_text(standings, own))
            };
            comparison.a_coverage = parted(comparison.a_coverage, &in_a, own_a);
            comparison.b_coverage = parted(comparison.b_coverage, &in_b, own_b);
        }
        let [subject_a, subject_b] = [a, b].map(|place| sides[place].subject(&chosen[place].document));
        let mut closeup = Closeup::new(subject_a, subject_b, &found);
        closeup.boilerplate =
            has_docs.then(|| [(of_a, own_a), (of_b, own_b)].map(|(side, own)| house_text(&side.words, own)));
        comparison.closeup = Some(closeup);
        comparison
    });
    let comparisons = comparisons.collect();
    let article = |(chosen, side): (&Chosen, &Side)| Article::of(&about(&chosen.document, &side.words));
    Compared {
        comparisons,
        articles: chosen.iter().zip(&sides).map(article).collect::<Vec<_>>().into(),
        texts: chosen.into_iter().map(|chosen| chosen.document.text).collect(),
        skipped: Vec::new(),
        guessed: Guessed::new(),
        inputs: Vec::new(),
        recipe: recipe.close_parameters(),
    }
}

/// The stretches of words that are not the article's own.
fn house_text(words: &Words, is_own: Option<&Vec<bool>>) -> Vec<Span> {
    let mut start = 0;
    let runs = is_own.into_iter().flat_map(|is_own| is_own.chunk_by(|x, y| x == y)).map(|run| {
        let range = start..start + run.len() as u32;
        start = range.end;
        (run[0], range)
    });
    runs.filter(|(own, _)| !own).map(|(_, range)| words.span(range)).collect()
}
