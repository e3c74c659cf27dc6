//! Text in other words, looked for among all.

use super::Progress;
use super::corpus::Corpus;
use super::judge::{Compared, Judge};
use super::propose::{Pair, Proposed};
use super::sketch::for_each_text;
use crate::findings::RewordedSearch;
use crate::index::{Meetings, SkipGramWriter, SkipGrams};
use crate::neardup::{Copies, Verdict};
use crate::overlap::{self, Language, Telling};
use crate::spill::Space;
use crate::text::{TextId, Words};
use rayon::prelude::*;

/// So many texts tell how frequent words are; a smaller corpus tells by all its texts. A stem that a tenth of the texts hold is then seen in
/// 8 to 12 of a hundred.
pub const LANGUAGE_TEXTS: usize = 2048;

/// What a sample of the texts knows of its words. The sample is chosen by what texts say, as `identities` of articles tell, so it is the same in
/// whatever order they come.
pub(super) fn language(corpus: &Corpus, copies: &Copies, identities: &[u128]) -> Language {
    let article = |text: TextId| copies.carriers(text)[0];
    let mut texts: Vec<TextId> = copies.texts().collect();
    let said = |text: &TextId| (identities[article(*text).index()], *text);
    if texts.len() > LANGUAGE_TEXTS {
        texts.select_nth_unstable_by_key(LANGUAGE_TEXTS, said);
        texts.truncate(LANGUAGE_TEXTS);
    }
    let taken: Vec<Words> = texts.par_iter().map(|&text| corpus.cut(article(text))).collect();
    Language::of(&taken)
}

/// The skip-grams of all texts.
pub(super) fn skip_grams(judge: &Judge, language: &Language, progress: &dyn Progress) -> SkipGrams {
    const BATCH: usize = 128;
    let (corpus, copies) = (judge.corpus, judge.copies);
    let writer = SkipGramWriter::new(&judge.scan.space);
    for_each_text(corpus, copies, BATCH, &|texts| {
        let keys = |text: &TextId| (*text, overlap::skip_grams(&corpus.cut(copies.carriers(*text)[0]), language));
        writer.add(&texts.iter().map(keys).collect::<Vec<_>>());
        progress.advance(texts.len() as u64);
    });
    writer.finish(copies.len())
}

/// Lets the texts meet that have skip-grams in common.
pub(super) fn meet(grams: &SkipGrams, space: &Space) -> Meetings {
    let writer = grams.meetings(space);
    Meetings::parts().into_par_iter().for_each(|part| writer.add(part));
    writer.finish()
}

/// Looks for reworded passages in the texts that share skip-grams, and adds what it finds to what was compared, which stands in ascending
/// order before and after. Near-duplicates and reports of one template are left as they are, and so are two texts that are alike to
/// one and the same: of these the one speaks.
pub(super) fn find(
    judge: &Judge,
    language: &Language,
    meetings: &Meetings,
    proposed: &mut Proposed,
    progress: &dyn Progress,
) -> RewordedSearch {
    let Proposed { compared, looked_at, candidates: all, .. } = proposed;
    let search = Search { judge, language, compared, alike_to: alike_to(compared, judge.copies.len()) };
    let parts = Meetings::parts().into_par_iter().map(|part| search.part(meetings.candidates(part), progress));
    let blocks: Vec<(u64, Vec<Compared>)> = parts.collect();
    let candidates = blocks.iter().map(|(candidates, _)| candidates).sum();
    let found: Vec<Compared> = blocks.into_iter().flat_map(|(_, found)| found).collect();
    let pairs = found.len() as u64;
    let places: Vec<Option<usize>> = found.iter().map(|new| search.known(new.pair())).collect();
    let fresh = found.iter().map(Compared::pair).filter(|pair| looked_at.binary_search(pair).is_err());
    let fresh: Vec<Pair> = fresh.collect();
    for (new, place) in found.into_iter().zip(places) {
        match place {
            Some(at) => compared[at] = new,
            None => compared.push(new),
        }
    }
    compared.par_sort_unstable_by_key(Compared::pair);
    looked_at.extend(fresh);
    looked_at.par_sort_unstable();
    *all = looked_at.len() as u64;
    RewordedSearch { candidates, pairs, frequent_keys: meetings.frequent }
}

/// For each text the first that it is a near-duplicate or a report of one template of; itself if there is none before it.
fn alike_to(compared: &[Compared], texts: usize) -> Vec<TextId> {
    let mut first: Vec<TextId> = (0..texts as u32).map(TextId).collect();
    for pair in compared.iter().filter(|pair| pair.verdict != Verdict::Apart) {
        let other = &mut first[pair.edge.b.index()];
        *other = (*other).min(pair.edge.a);
    }
    first
}

/// Whether two texts may be one in other words, by what each is alike to and what they were found to be.
pub(super) fn is_open((a, b): (TextId, TextId), verdict: Option<Verdict>) -> bool {
    a != b && verdict.is_none_or(|verdict| verdict == Verdict::Apart)
}

/// What is told of pairs that have their first text in common.
pub(super) fn compare_words(judge: &Judge, language: &Language, pairs: &[Pair]) -> Vec<Compared> {
    let telling = |text: TextId| Telling::of(&judge.take(text).words, language);
    let first = telling(pairs[0].0);
    let begins = |pair: &&Pair| judge.scan.recipe.proof.begins(&first, &telling(pair.1));
    pairs.iter().filter(begins).filter_map(|&pair| judge.compare_words(pair, language)).collect()
}

/// What it takes to look.
struct Search<'a> {
    judge: &'a Judge<'a>,
    language: &'a Language,
    compared: &'a [Compared],
    alike_to: Vec<TextId>,
}

impl Search<'_> {
    /// How many of the candidates of a part were looked at, and those in which something is told.
    fn part(&self, candidates: Vec<(TextId, TextId)>, progress: &dyn Progress) -> (u64, Vec<Compared>) {
        let open: Vec<(TextId, TextId)> = candidates.into_iter().filter(|pair| self.is_open(*pair)).collect();
        progress.advance(open.len() as u64);
        let by_first: Vec<&[(TextId, TextId)]> = open.chunk_by(|x, y| x.0 == y.0).collect();
        let found = by_first.into_par_iter().flat_map_iter(|pairs| compare_words(self.judge, self.language, pairs));
        (open.len() as u64, found.collect())
    }

    fn is_open(&self, pair: (TextId, TextId)) -> bool {
        let alike = |text: TextId| self.alike_to[text.index()];
        let verdict = self.known(pair).map(|at| self.compared[at].verdict);
        is_open((alike(pair.0), alike(pair.1)), verdict)
    }

    /// The place of a pair among what was compared.
    fn known(&self, pair: (TextId, TextId)) -> Option<usize> {
        self.compared.binary_search_by_key(&pair, Compared::pair).ok()
    }
}
