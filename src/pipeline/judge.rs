//! One pair of texts: counted, aligned where that can matter, judged.

use super::Scan;
use super::corpus::Corpus;
use super::house::{OwnText, OwnTexts};
use super::outlines::{Marked, Outlines};
use super::propose::Pair;
use super::ready::Ready;
use crate::neardup::{Copies, Edge, Evidence, Ratio, Similarity, Verdict, similarity};
use crate::overlap::{Grade, Language, Passage, figure_changes, passages, proven_passages, tells_other_figures};
use crate::shingle::ShingleSet;
use crate::spill::{Address, Log, LogWriter};
use crate::text::TextId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A pair of texts, compared.
#[derive(Serialize, Deserialize)]
pub(super) struct Compared {
    pub(super) edge: Edge,
    pub(super) verdict: Verdict,
    /// Whether passages were looked for.
    pub(super) aligned: bool,
    /// Whether one of the passages is reworded.
    pub(super) is_reworded: bool,
    /// Where the passages to be told stand in the log of passages; nothing, if there are none.
    pub(super) passages: Option<(u64, u32)>,
}

impl Compared {
    /// The two texts.
    pub(super) fn pair(&self) -> (TextId, TextId) {
        (self.edge.a, self.edge.b)
    }

    /// The passages to be told.
    pub(super) fn passages(&self, log: &Log) -> Vec<Passage> {
        let Some((at, bytes)) = self.passages else { return Vec::new() };
        // Nothing but a failing disk gives bytes that are no passages, and the space of the log knows of it.
        postcard::from_bytes(&log.read(Address { at, bytes })).unwrap_or_default()
    }
}

/// What it takes to compare texts.
pub(super) struct Judge<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) copies: &'a Copies,
    pub(super) own: &'a OwnTexts,
    /// The outline of each text, if pairs are looked for.
    pub(super) outlines: Option<&'a Outlines>,
    /// Takes the passages.
    pub(super) log: &'a LogWriter,
    pub(super) scan: &'a Scan,
}

/// One of two texts that are compared.
struct Side {
    text: TextId,
    ready: Arc<Ready>,
}

impl Judge<'_> {
    /// Compares two texts. They are aligned if they are `sharing` a fingerprint and passages are wanted, or if their verdict may hang on
    /// it: of `siblings`, reports of one template perhaps, only if their shingles are alike.
    /// Texts with house text are near-duplicates only if they are without it, too.
    pub(super) fn compare(&self, (a, b): (TextId, TextId), sharing: bool, siblings: bool) -> Compared {
        let rule = self.scan.recipe.settings.near_duplicate;
        let told = self.scan.passages && sharing;
        let matters = |similarity: Similarity| match siblings {
            true => rule.met_by(similarity),
            false => rule.wants_evidence(similarity),
        };
        let apart = |similarity: Similarity| {
            let edge = Edge { a, b, similarity, covered: Ratio::default() };
            Compared { edge, verdict: Verdict::Apart, aligned: false, is_reworded: false, passages: None }
        };
        let (left, right) = (self.side(a), self.side(b));
        let all = [self.shingles(&left), self.shingles(&right)];
        let counted = similarity(all[0], all[1]);
        if !told && !matters(counted) {
            return apart(counted);
        }
        let own = if matters(counted) { self.own_similarity([(&left, all[0]), (&right, all[1])]) } else { None };
        let wanted = matters(counted) && own.is_none_or(matters);
        if !wanted && !told {
            return apart(counted);
        }
        let mut passages = passages(&left.ready.words, &right.ready.words, self.scan.recipe.alignment);
        let evidence = if wanted { self.evidence(&left, &right, &passages) } else { Evidence::default() };
        let mut verdict = if wanted { rule.verdict(counted, &evidence) } else { Verdict::Apart };
        if own.is_some_and(|own| rule.verdict(own, &evidence) == Verdict::Apart) {
            verdict = Verdict::Apart;
        }
        if !told && (verdict == Verdict::Apart || !self.scan.passages) {
            passages.clear();
        }
        let covered = Ratio { shared: evidence.covered.into(), total: evidence.words.into() };
        self.compared(Edge { a, b, similarity: counted, covered }, verdict, &passages)
    }

    /// Of pairs of one text with others that follow it, each with whether the two are sharing a fingerprint, those of which a comparison can tell anything.
    pub(super) fn worth_a_look(&self, pairs: &[(Pair, bool)]) -> Vec<(Pair, bool)> {
        let mut marked: Option<Marked> = None;
        let can_tell = |&&(pair, sharing): &&(Pair, bool)| {
            // Two texts of which passages are to be told are looked at in any case.
            let told = sharing && self.scan.passages;
            self.outlines.filter(|_| !told).is_none_or(|outlines| {
                let marked = marked.get_or_insert_with(|| outlines.marked(pair.0));
                marked.may_be_related(pair.1, &self.scan.recipe.settings.near_duplicate)
            })
        };
        pairs.iter().filter(can_tell).copied().collect()
    }

    /// Compares two texts, as [`compare`](Self::compare) does, and tells if that told anything.
    pub(super) fn look_at(&self, pair: Pair, sharing: bool, siblings: bool) -> Option<Compared> {
        let compared = self.compare(pair, sharing, siblings);
        (compared.aligned || self.are_related(compared.edge.similarity)).then_some(compared)
    }

    /// Looks for passages in other words, in texts that are no near-duplicates; nothing if none is proven, or if the two are
    /// reports of one template.
    pub(super) fn compare_words(&self, (a, b): (TextId, TextId), language: &Language) -> Option<Compared> {
        let recipe = &self.scan.recipe;
        let (left, right) = (self.side(a), self.side(b));
        let words = (&left.ready.words, &right.ready.words);
        let mut passages = proven_passages(words.0, words.1, recipe.close_alignment(), language, &recipe.proof);
        let is_reworded = |passage: &Passage| passage.grade == Grade::Reworded;
        if passages.iter().any(is_reworded) {
            let [of_a, of_b] = [&left, &right].map(|side| side.ready.figures());
            passages.retain(|passage| !is_reworded(passage) || !tells_other_figures(passage, of_a, of_b));
        }
        if !passages.iter().any(is_reworded) {
            return None;
        }
        let similarity = similarity(self.shingles(&left), self.shingles(&right));
        let evidence = self.evidence(&left, &right, &passages);
        let covered = Ratio { shared: evidence.covered.into(), total: evidence.words.into() };
        let edge = Edge { a, b, similarity, covered };
        let told = !evidence.is_template(similarity);
        told.then(|| self.compared(edge, Verdict::Apart, &passages))
    }

    fn compared(&self, edge: Edge, verdict: Verdict, passages: &[Passage]) -> Compared {
        let is_reworded = passages.iter().any(|passage| passage.grade == Grade::Reworded);
        let log = |passages: &[Passage]| {
            let bytes = postcard::to_allocvec(passages).expect("numbers can be written to memory");
            let length = bytes.len() as u32;
            (self.log.append(bytes), length)
        };
        let passages = (!passages.is_empty()).then(|| log(passages));
        Compared { edge, verdict, aligned: true, is_reworded, passages }
    }

    /// Whether two texts have so much in common that their alignment was looked at.
    pub(super) fn are_related(&self, similarity: Similarity) -> bool {
        self.scan.recipe.settings.near_duplicate.wants_evidence(similarity)
    }

    /// The article that tells a text.
    pub(super) fn take(&self, text: TextId) -> Arc<Ready> {
        self.corpus.take(self.copies.carriers(text)[0])
    }

    fn side(&self, text: TextId) -> Side {
        Side { text, ready: self.take(text) }
    }

    fn shingles<'s>(&self, side: &'s Side) -> &'s ShingleSet {
        side.ready.shingles(self.scan.recipe.shingle)
    }

    /// What a text is without the house text of its outlet, if it has any.
    fn own<'s>(&self, side: &'s Side) -> Option<&'s OwnText> {
        let outlet = self.corpus.outlet_key(self.copies.carriers(side.text)[0]);
        side.ready.own(|said| self.own.of(side.text, said, outlet, self.scan.recipe.shingle))
    }

    /// How similar two texts are without house text, if one of them has some.
    fn own_similarity(&self, sides: [(&Side, &ShingleSet); 2]) -> Option<Similarity> {
        let sides = sides.map(|(side, all)| (self.own(side), all));
        let [of_left, of_right] = sides.map(|(own, all)| own.map_or(all, |own| &own.shingles));
        sides.iter().any(|(own, _)| own.is_some()).then(|| similarity(of_left, of_right))
    }

    /// What the passages of two texts say of them; words of the house count on neither side.
    fn evidence(&self, left: &Side, right: &Side, passages: &[Passage]) -> Evidence {
        let size = |side: &Side| side.ready.words.len() as u32;
        let changes =
            figure_changes(passages, (left.ready.figures(), size(left)), (right.ready.figures(), size(right)));
        let own =
            || passages.iter().filter(|passage| passage.grade != Grade::Quotation).flat_map(|passage| &passage.kept);
        let covered = |side: &Side, of_a: bool| {
            let mut words = vec![false; side.ready.words.len()];
            own().for_each(|run| words[run.side(of_a).start as usize..run.side(of_a).end as usize].fill(true));
            match self.own(side) {
                Some(own) => {
                    let both = words.iter().zip(&own.is_own).filter(|(covered, own)| **covered && **own).count();
                    (own.is_own.iter().filter(|own| **own).count() as u32, both as u32)
                }
                None => (words.len() as u32, words.iter().filter(|covered| **covered).count() as u32),
            }
        };
        let (words, covered) = covered(left, true).min(covered(right, false));
        Evidence {
            words,
            covered,
            figures_kept: changes.kept,
            figures_changed: changes.changed,
            figures_distinct: changes.distinct,
            days_apart: self.days_apart(left.text, right.text),
        }
    }

    fn days_apart(&self, a: TextId, b: TextId) -> Option<u32> {
        const DAY: u64 = 24 * 60 * 60;
        let seconds = |text: TextId| self.corpus.seconds(self.copies.carriers(text)[0]);
        u32::try_from(seconds(a)?.abs_diff(seconds(b)?) / DAY).ok()
    }
}
