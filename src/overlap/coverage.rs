use super::{Grade, Passage};
use crate::text::Words;
use std::ops::Range;

/// What a word of one text is to the other text. Where several hold, the last of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Standing {
    /// It stands in no passage.
    #[default]
    Outside,
    /// It stands in a passage and differs.
    Differing,
    /// It stands in a reworded passage and is not equal, but has something in its place.
    Reworded,
    /// It is equal.
    Equal,
    /// It is equal and speech, between quotation marks on both sides.
    Quoted,
}

/// So many words can stand for one of the other text: `went to` for `visited`. What is longer was left out, or added.
const MOST_FOR_ONE: usize = 2;

/// What the words of A are to B, and those of B to A.
pub fn standings(a: &Words, b: &Words, passages: &[Passage]) -> [Vec<Standing>; 2] {
    let mut found = [vec![Standing::Outside; a.len()], vec![Standing::Outside; b.len()]];
    let mut raise = |side: usize, words: Range<u32>, to: Standing| {
        let words = &mut found[side][words.start as usize..words.end as usize];
        words.iter_mut().for_each(|standing| *standing = to.max(*standing));
    };
    for passage in passages {
        for (in_a, in_b) in passage.gaps() {
            let inside = |words: &Range<u32>, others: &Range<u32>| match passage.grade {
                Grade::Reworded if words.len() <= MOST_FOR_ONE * others.len() => Standing::Reworded,
                Grade::Reworded => Standing::Outside,
                _ => Standing::Differing,
            };
            raise(0, in_a.clone(), inside(&in_a, &in_b));
            raise(1, in_b.clone(), inside(&in_b, &in_a));
        }
        for run in passage.runs() {
            for (x, y) in run.side(true).zip(run.side(false)) {
                let quoted = a.quoted[x as usize] && b.quoted[y as usize];
                let standing = if quoted { Standing::Quoted } else { Standing::Equal };
                raise(0, x..x + 1, standing);
                raise(1, y..y + 1, standing);
            }
        }
    }
    found
}

/// How much of one text stands in the other: each word counted once, however many passages hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Words of this text that are equal in a shared passage.
    pub words: u32,
    /// All its words.
    pub of: u32,
    /// Of `words`, those that are speech on both sides.
    pub quoted: u32,
    /// Of `words`, those that the outlet prints under all its articles, as far as a corpus tells; none of `quoted`.
    pub boilerplate: u32,
    /// Words beside `words` that stand in reworded passages.
    pub reworded: u32,
    /// Paragraphs of which at least half of the words are equal or reworded.
    pub paragraphs: u32,
    /// All its paragraphs.
    pub of_paragraphs: u32,
}

impl Coverage {
    /// The coverage of a text of which each word has this standing.
    pub fn of(words: &Words, standings: &[Standing]) -> Self {
        let count = |range: Range<u32>, least: Standing| {
            let range = &standings[range.start as usize..range.end as usize];
            range.iter().filter(|standing| **standing >= least).count() as u32
        };
        let all = 0..words.len() as u32;
        let repeated = |range: &Range<u32>| 2 * count(range.clone(), Standing::Reworded) >= range.end - range.start;
        let equal = count(all.clone(), Standing::Equal);
        Self {
            words: equal,
            of: all.end,
            quoted: count(all.clone(), Standing::Quoted),
            boilerplate: 0,
            reworded: count(all, Standing::Reworded) - equal,
            paragraphs: words.paragraphs.iter().filter(|paragraph| repeated(&paragraph.words)).count() as u32,
            of_paragraphs: words.paragraphs.len() as u32,
        }
    }

    /// The same, given of each word whether it is the article's own: the others are boilerplate.
    pub fn with_house_text(self, standings: &[Standing], is_own: &[bool]) -> Self {
        let house = || standings.iter().zip(is_own).filter(|(_, own)| !**own).map(|(standing, _)| *standing);
        let quoted = house().filter(|standing| *standing == Standing::Quoted).count() as u32;
        let boilerplate = house().filter(|standing| *standing >= Standing::Equal).count() as u32;
        Self { quoted: self.quoted - quoted, boilerplate, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::{Alignment, Match, passages};

    #[test]
    fn a_paragraph_printed_twice_counts_where_it_is_printed() {
        let paragraph = "the old harbour crane was taken down after ninety years of daily service there";
        let (a, b) =
            (Words::cut(paragraph), Words::cut(&format!("{paragraph}\n\n{paragraph}\n\nnothing else was said")));
        let found = passages(&a, &b, Alignment { seed_words: 5, least_words: 12, rewording: None });
        let [of_a, of_b] = standings(&a, &b, &found);
        let (of_a, of_b) = (Coverage::of(&a, &of_a), Coverage::of(&b, &of_b));
        assert_eq!((of_a.words, of_a.of, of_a.paragraphs, of_a.of_paragraphs), (14, 14, 1, 1));
        assert_eq!((of_b.words, of_b.of, of_b.paragraphs, of_b.of_paragraphs), (28, 32, 2, 3));
    }

    #[test]
    fn equal_quoted_reworded_and_differing_words_are_told_apart() {
        let (a, b) =
            (Words::cut("one two “three four” five six\n\nseven eight"), Words::cut("one two “three four” 5 six"));
        let kept = vec![Match { a: 0, b: 0, len: 4 }, Match { a: 5, b: 5, len: 1 }];
        let passage = |grade| Passage { a: 0..6, b: 0..6, kept: kept.clone(), moved: Vec::new(), grade, again: false };
        use Standing::{Differing, Equal, Outside, Quoted, Reworded};
        let [of_a, _] = standings(&a, &b, &[passage(Grade::Edited)]);
        assert_eq!(of_a, [Equal, Equal, Quoted, Quoted, Differing, Equal, Outside, Outside]);
        assert_eq!(
            Coverage::of(&a, &of_a),
            Coverage { words: 5, of: 8, quoted: 2, boilerplate: 0, reworded: 0, paragraphs: 1, of_paragraphs: 2 }
        );
        let own = [true, false, false, true, true, true, false, false];
        let parted = Coverage::of(&a, &of_a).with_house_text(&of_a, &own);
        assert_eq!((parted.words, parted.quoted, parted.boilerplate), (5, 1, 2));
        let [of_a, of_b] = standings(&a, &b, &[passage(Grade::Reworded)]);
        assert_eq!((of_a[4], of_b[4], Coverage::of(&a, &of_a).reworded), (Reworded, Reworded, 1));
    }
}
