use super::Passage;
use crate::text::Figures;
use ahash::AHashSet;
use std::ops::Range;

/// What happened to the figures of two texts that share passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FigureChanges {
    /// Figures in equal words.
    pub kept: u32,
    /// Short replacements in which each side has a figure that the other text has nowhere.
    pub changed: u32,
    /// The same, each change of one figure into another counted once.
    pub distinct: u32,
}

/// The longest replacement, in words of either side, that can fill a place in a template. 3 to 8 gave the same on labelled pairs.
const LONGEST_FILLER: u32 = 5;

/// Counts what `passages` keep and change of the figures of A and B, which have so many words.
pub fn figure_changes(
    passages: &[Passage],
    (a, a_words): (&Figures, u32),
    (b, b_words): (&Figures, u32),
) -> FigureChanges {
    let mut found = FigureChanges::default();
    let mut changes: AHashSet<(u64, u64)> = AHashSet::new();
    for passage in passages {
        found.kept += passage.kept.iter().map(|run| a.kept(run.side(true), b)).sum::<u32>();
        for (in_a, in_b) in replacements(passage, a_words, b_words) {
            let long = (in_a.end - in_a.start).max(in_b.end - in_b.start);
            if long > LONGEST_FILLER {
                continue;
            }
            if let (Some(before), Some(after)) = (a.new_in(in_a, b), b.new_in(in_b, a)) {
                found.changed += 1;
                found.distinct += u32::from(changes.insert((before, after)));
            }
        }
    }
    found
}

/// Fewer figures on either side of a passage say nothing.
const FEWEST_FIGURES: u32 = 3;
/// A reworded passage keeps at least this share of its figures: of articles with half of their words swapped, figures among them, nearly
/// all do; of wire items that were told and are reports of one template (bonds, oil prices, the money market) hardly one.
const KEPT_FIGURES: (u32, u32) = (2, 5);

/// Whether a passage says the same of something else: both sides have figures, and that with fewer of them shares few with the other text.
pub fn tells_other_figures(passage: &Passage, a: &Figures, b: &Figures) -> bool {
    let of_a = (a.kept(passage.a.clone(), b), a.count(passage.a.clone()));
    let of_b = (b.kept(passage.b.clone(), a), b.count(passage.b.clone()));
    let (kept, all) = if of_a.1 <= of_b.1 { of_a } else { of_b };
    all >= FEWEST_FIGURES && kept * KEPT_FIGURES.1 < all * KEPT_FIGURES.0
}

/// What stands between the runs of a passage, and before the first and behind the last one, where that is all there is.
fn replacements(passage: &Passage, a_words: u32, b_words: u32) -> impl Iterator<Item = (Range<u32>, Range<u32>)> + '_ {
    let inner = passage.kept.windows(2).map(|runs| (runs[0].a_end()..runs[1].a, runs[0].b_end()..runs[1].b));
    let before = passage.kept.first().map(|first| (0..first.a, 0..first.b));
    let behind = passage.kept.last().map(|last| (last.a_end()..a_words, last.b_end()..b_words));
    inner.chain(before).chain(behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::{Alignment, passages};
    use crate::text::Words;

    #[test]
    fn the_same_said_of_other_figures_is_known() {
        let tells = |a: &str, b: &str| {
            let (x, y) = (Words::cut(a), Words::cut(b));
            let (in_a, in_b) = (0..x.len() as u32, 0..y.len() as u32);
            let kept = vec![crate::overlap::Match { a: 0, b: 0, len: 1 }];
            let grade = crate::overlap::Grade::Reworded;
            let passage = Passage { a: in_a, b: in_b, kept, moved: Vec::new(), grade, again: false };
            tells_other_figures(&passage, &Figures::of(a, &x), &Figures::of(b, &y))
        };
        let bond = "the bank issues 300 crowns due 1994 at 11-1/4 and 98 of par";
        assert!(tells(bond, "the fund sells 120 crowns due 1999 at 8-1/4 and 98 of par"));
        assert!(!tells(bond, "the bank sells 300 crowns until 1994 for 8-1/4 and 97 of par"));
        assert!(!tells(bond, "the fund sells crowns due 1999 at 8-1/4 of par"));
    }

    #[test]
    fn new_figures_in_old_sentences_are_changes() {
        let a = "Cod sold for 412 crowns a tonne on the quay at Harbour Veil on Monday morning and 17 boats landed their catch";
        let b = "Cod sold for 389 crowns a tonne on the quay at Harbour Veil on Monday morning and 21 boats landed their catch";
        let (x, y) = (Words::cut(a), Words::cut(b));
        let found = passages(&x, &y, Alignment { seed_words: 5, least_words: 12, rewording: None });
        let changes =
            figure_changes(&found, (&Figures::of(a, &x), x.len() as u32), (&Figures::of(b, &y), y.len() as u32));
        assert_eq!(changes, FigureChanges { kept: 0, changed: 2, distinct: 2 });
    }
}
