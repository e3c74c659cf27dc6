//! A group as texts hold it: runs of grams, and the parts that they make.

use crate::overlap::carrier::Carriers;
use crate::text::TextId;
use std::ops::Range;

/// So many words may differ inside a passage: a long sentence. More of them, and what stands before and behind are two passages.
pub const BRIDGE: u32 = 24;

/// A carrier of a passage holds at least this part, one in two, of its words. Whoever holds less carries a passage of that little: the story that one
/// printed whole and three quote a sentence of is two passages.
const MUCH: u32 = 2;

/// Grams that follow each other in a text. They sort by text, then by word.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GramRange {
    /// The text.
    pub text: TextId,
    /// The first gram's first word.
    pub at: u32,
    /// How many grams.
    pub grams: u32,
}

impl GramRange {
    /// The first word that begins none of its grams any more.
    fn end(&self) -> u32 {
        self.at + self.grams
    }
}

/// A stretch of a text that a group covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: TextId,
    /// From its first shared word to its last.
    pub words: Range<u32>,
    /// How many of these words stand in shared runs.
    pub words_equal: u32,
}

/// A passage and the texts that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextGroup {
    /// The text that has it first.
    pub(super) origin: TextId,
    /// Words of the passage in its origin.
    pub(super) words: u32,
    /// How many articles carry it.
    pub(super) articles: u64,
    /// The grams that it shares, by text, then word; between two ranges of a text stands a gram that it does not share.
    pub(super) ranges: Vec<GramRange>,
}

impl TextGroup {
    /// The group of these grams, of `run` words each, in any order.
    pub(super) fn of(origin: TextId, ranges: Vec<GramRange>, run: u32, carriers: &Carriers) -> Self {
        let mut group = Self { origin, words: 0, articles: 0, ranges };
        group.settle();
        let of_origin = group.parts(run).filter(|part| part.text == origin);
        group.words = of_origin.map(|part| part.words.end - part.words.start).sum();
        group.articles = carriers.count(group.ranges.chunk_by(|x, y| x.text == y.text).map(|ranges| ranges[0].text));
        group
    }

    /// Puts the grams in order, each once.
    pub(super) fn settle(&mut self) {
        self.ranges.sort_unstable();
        self.ranges.dedup_by(|next, last| {
            let goes_on = next.text == last.text && next.at <= last.end();
            if goes_on {
                last.grams = last.end().max(next.end()) - last.at;
            }
            goes_on
        });
        self.ranges.shrink_to_fit();
    }

    /// The parts that its grams, of `run` words each, make, by text, then word.
    pub fn parts(&self, run: u32) -> impl Iterator<Item = Part> {
        // The last gram of a range begins at its last word but `run`.
        let together = move |x: &GramRange, y: &GramRange| x.text == y.text && y.at < x.end() + run + BRIDGE;
        self.ranges.chunk_by(together).map(move |ranges| {
            let (first, last) = (ranges[0], ranges[ranges.len() - 1]);
            let grams: u32 = ranges.iter().map(|range| range.grams).sum();
            let between: u32 = ranges.windows(2).map(|pair| (pair[1].at - pair[0].end()).min(run - 1)).sum();
            let words = first.at..last.end() - 1 + run;
            Part { text: first.text, words, words_equal: grams + between + run - 1 }
        })
    }

    /// The texts, ascending, that hold less than one word in two of those that the origin shares.
    pub(super) fn minor_texts(&self, run: u32) -> Vec<TextId> {
        let mut equal: Vec<(TextId, u32)> = self.parts(run).map(|part| (part.text, part.words_equal)).collect();
        equal.dedup_by(|next, last| {
            let same = next.0 == last.0;
            last.1 += if same { next.1 } else { 0 };
            same
        });
        let whole = equal.iter().find(|(text, _)| *text == self.origin).map_or(0, |(_, words)| *words);
        equal.into_iter().filter(|(_, words)| MUCH * words < whole).map(|(text, _)| text).collect()
    }

    /// The group without these texts, which ascend, if two articles are left.
    pub(super) fn without(mut self, texts: &[TextId], carriers: &Carriers) -> Option<Self> {
        self.ranges.retain(|range| texts.binary_search(&range.text).is_err());
        self.ranges.shrink_to_fit();
        self.articles -= carriers.count(texts.iter().copied());
        (self.articles > 1).then_some(self)
    }
}
