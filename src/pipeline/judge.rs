//! One pair of texts: counted, aligned where that can matter, judged.

use super::Scan;
use super::corpus::{Corpus, Entry};
use crate::index::Segment;
use crate::neardup::{Copies, Edge, Evidence, Ratio, Verdict, similarity};
use crate::overlap::{Coverage, Grade, Passage, figure_changes, passages};
use crate::text::{Figures, TextId};

/// A pair of texts, compared.
pub(super) struct Compared {
    pub(super) edge: Edge,
    pub(super) verdict: Verdict,
    /// Whether passages were looked for.
    pub(super) aligned: bool,
    /// The passages to be told.
    pub(super) passages: Vec<Passage>,
}

/// What it takes to compare texts.
pub(super) struct Judge<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) copies: &'a Copies,
    pub(super) segment: &'a Segment,
    pub(super) scan: &'a Scan,
}

impl Judge<'_> {
    /// Compares two texts. They are aligned if they are `sharing` a fingerprint and passages are wanted, or if their verdict may hang on it.
    pub(super) fn compare(&self, (a, b): (TextId, TextId), sharing: bool) -> Compared {
        let recipe = &self.scan.recipe;
        let rule = recipe.settings.near_duplicate;
        let similarity = similarity(&self.segment.sketch(a).shingles, &self.segment.sketch(b).shingles);
        let wanted = rule.wants_evidence(similarity);
        let told = self.scan.passages && sharing;
        if !wanted && !told {
            let edge = Edge { a, b, similarity, covered: Ratio::default() };
            return Compared { edge, verdict: Verdict::Apart, aligned: false, passages: Vec::new() };
        }
        let (left, right) = (self.entry(a), self.entry(b));
        let mut passages = passages(&left.words, &right.words, recipe.alignment);
        let evidence = if wanted { evidence(left, right, &passages) } else { Evidence::default() };
        let verdict = rule.verdict(similarity, &evidence);
        if !told && (verdict == Verdict::Apart || !self.scan.passages) {
            passages.clear();
        }
        let covered = Ratio { shared: evidence.covered.into(), total: evidence.words.into() };
        Compared { edge: Edge { a, b, similarity, covered }, verdict, aligned: true, passages }
    }

    fn entry(&self, text: TextId) -> &Entry {
        &self.corpus.entries[self.copies.carriers(text)[0].index()]
    }
}

fn evidence(a: &Entry, b: &Entry, passages: &[Passage]) -> Evidence {
    let size = |entry: &Entry| entry.words.len() as u32;
    let [a_figures, b_figures] = [a, b].map(|entry| Figures::of(&entry.document.text, &entry.words));
    let changes = figure_changes(passages, (&a_figures, size(a)), (&b_figures, size(b)));
    let own: Vec<Passage> = passages.iter().filter(|passage| passage.grade != Grade::Quotation).cloned().collect();
    let [of_a, of_b] = Coverage::of(&a.words, &b.words, &own);
    let smaller = if of_b.of < of_a.of { of_b } else { of_a };
    Evidence {
        words: smaller.of,
        covered: smaller.words,
        figures_kept: changes.kept,
        figures_changed: changes.changed,
        figures_distinct: changes.distinct,
        days_apart: days_apart(a, b),
    }
}

fn days_apart(a: &Entry, b: &Entry) -> Option<u32> {
    const DAY: u64 = 24 * 60 * 60;
    let seconds = |entry: &Entry| entry.document.date.as_ref()?.seconds;
    u32::try_from(seconds(a)?.abs_diff(seconds(b)?) / DAY).ok()
}
