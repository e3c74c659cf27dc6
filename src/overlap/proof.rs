//! Proof: when a reworded region found among many texts is one text in other words, and not two on one subject.
//!
//! A likelihood over bags of words is right about two texts that someone put side by side. Among millions of pairs, two kinds of strangers look
//! reworded: reports of one event, which share the rare words (names, places, figures) and not the common ones between them; and
//! reports of one template, which share the common words and not the rare ones. Who rewords a text keeps words of both kinds at one rate, and most
//! of them in order. So of the words that the alignment finds equal three things are asked: their share of a region's longer side, how
//! surprising they are together, and that they hold a share of its rare words, too. A word's surprise is -ln of the share of texts that hold it, and it is rare
//! if one text in 300 holds it or fewer, in the collection without these two.
//!
//! Example: of `the ferry Sorrel was late again on Tuesday` against `again the Sorrel boat was late on Tuesday`, in order `the`, `Sorrel`, `was`, `late`,
//! `on`, `Tuesday` are equal: six of eight words, with the rare `Sorrel`.
//!
//! **When it is wrong.** Notices of one template that keep names and whose figures are too small to be told apart (bond issues through one bank) are
//! taken for rewordings now and then. Where a story stands in the sample by dozens of articles its own words are not rare, and what is reworded of it
//! may be missed. Also tried: the share of equal words weighed by surprise, its square and its cube, which told three
//! times as many templates at the same recall.

use super::{Language, Passage, Telling};
use crate::text::{WordHash, Words};
use ahash::AHashSet;

/// What a scan asks of a reworded passage beyond what two articles compared are asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proof {
    /// Nats of telling words in one order, without which two texts are not aligned. 30: of 32,700 candidates among wire items 4,600 are left, of
    /// 9,100 among reports of the same events 3,100; of what could be proven one in 20 is lost, of the articles with half of their words
    /// swapped one in 40.
    pub least_ordered_nats: f64,
    /// The least share of words that are equal, of the longer side. 0.42: half of the words swapped leave 0.50 and a little less where
    /// borders are wrong; reports of one event written separately share 0.22, one in ten over 0.34.
    pub least_share: f64,
    /// The least share of rare words that are equal, of the side that has fewer, and the fewest of them. A third and 2: of template reports
    /// that meet the other two three in four have none, of articles with half of their words swapped one in 20 does not meet this.
    pub least_rare_share: f64,
    /// See above.
    pub least_rare_words: u32,
    /// Nats of surprise that the equal words have together. 100: at 50 three times as many pairs that nobody planted are told, at 160 one wire
    /// item in ten with three in ten words swapped is lost, as they are short.
    pub least_nats: f64,
}

impl Default for Proof {
    fn default() -> Self {
        Self {
            least_ordered_nats: 30.0,
            least_share: 0.42,
            least_rare_share: 1.0 / 3.0,
            least_rare_words: 2,
            least_nats: 100.0,
        }
    }
}

impl Proof {
    /// Whether two texts have so many telling words in one order that an alignment may prove something.
    pub fn begins(&self, a: &Telling, b: &Telling) -> bool {
        let common = a.in_common(b);
        common.rare >= self.least_rare_words && common.nats >= self.least_ordered_nats
    }
}

/// Two texts with the words that each holds, of a language.
pub(super) struct Witness<'w> {
    a: &'w Words,
    b: &'w Words,
    stems: [AHashSet<WordHash>; 2],
    language: &'w Language,
}

impl<'w> Witness<'w> {
    pub(super) fn new(a: &'w Words, b: &'w Words, language: &'w Language) -> Self {
        let stems = |words: &Words| words.stems.iter().copied().collect();
        Self { a, b, stems: [stems(a), stems(b)], language }
    }

    /// Whether the equal words of a passage prove it.
    pub(super) fn proves(&self, passage: &Passage, proof: &Proof) -> bool {
        let longer = passage.a.len().max(passage.b.len()) as f64;
        if f64::from(passage.words_equal()) < proof.least_share * longer {
            return false;
        }
        let equal = self.sum(self.a, passage.runs().flat_map(|run| run.side(true)));
        let sides = [self.sum(self.a, passage.a.clone()), self.sum(self.b, passage.b.clone())];
        let rare = f64::from(sides[0].rare.min(sides[1].rare));
        equal.nats >= proof.least_nats
            && equal.rare >= proof.least_rare_words
            && f64::from(equal.rare) >= proof.least_rare_share * rare
    }

    fn sum(&self, text: &Words, words: impl Iterator<Item = u32>) -> Surprise {
        let mut sum = Surprise::default();
        for word in words {
            let stem = text.stems[word as usize];
            let own = self.stems.iter().filter(|stems| stems.contains(&stem)).count() as u32;
            sum.nats += self.language.surprise(stem, own);
            sum.rare += u32::from(self.language.is_rare(stem, own));
        }
        sum
    }
}

/// Surprise of several words.
#[derive(Default)]
struct Surprise {
    nats: f64,
    rare: u32,
}

#[cfg(test)]
mod tests {
    use super::super::{Alignment, Rewording, proven_passages};
    use super::*;

    /// A text of 120 words, every third common to all: `kind` says which of the others are kept as `x`, the rest being its own.
    fn text(name: char, kept: impl Fn(u32) -> bool) -> Words {
        let word = |at: u32| match at % 3 {
            0 => format!("common{} ", at % 9),
            _ if kept(at) => format!("{at}x "),
            _ => format!("{at}{name} "),
        };
        Words::cut(&(0..120).map(word).collect::<String>())
    }

    fn found(other: &Words) -> usize {
        let original = text('x', |_| true);
        let rest: Vec<Words> = (0..40)
            .map(|n| {
                Words::cut(
                    &text('z', |_| false)
                        .hashes
                        .iter()
                        .enumerate()
                        .map(|(at, _)| if at % 3 == 0 { format!("common{} ", at % 9) } else { format!("{at}r{n} ") })
                        .collect::<String>(),
                )
            })
            .collect();
        let language = Language::of(rest.iter().chain([&original, other]));
        let alignment = Alignment { seed_words: 5, least_words: 12, rewording: Some(Rewording::default()) };
        proven_passages(&original, other, alignment, &language, &Proof::default()).len()
    }

    #[test]
    fn half_of_the_words_of_every_kind_prove_a_rewording_and_common_words_alone_do_not() {
        assert_eq!(found(&text('y', |at| at % 2 == 0)), 1);
        assert_eq!(found(&text('y', |at| at % 12 == 1)), 0);
        assert_eq!(found(&text('y', |_| false)), 0);
    }
}
