//! Figures: the numbers of a text as a reader sees them, told apart from how they are written.
//!
//! A figure is a stretch of digits in which single characters other than spaces may stand between digits: `1,277`, `3.84`,
//! `6-5/16`, `84r3`, `1/4/1426`. Letters beside it do not count, digits of any script count by their value. Two figures are the same
//! when all their digits in a row are the same number (`1,277` and `1277`), or when their runs of digits are the same in any
//! order (`10/8/1433` and `1433/8/10`, `3.84` and `84r3`).

use super::Words;
use super::fold::digit;
use ahash::AHashSet;
use std::ops::Range;

/// The figures of a text.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    figures: Vec<Figure>,
    /// Of each word, the figure in it, if any; of several the last.
    of_word: Vec<Option<u32>>,
    joined: AHashSet<u64>,
    runs: AHashSet<Vec<u64>>,
}

#[derive(Debug, Clone)]
struct Figure {
    /// The word in which it starts.
    word: u32,
    /// All its digits as one number.
    joined: u64,
    /// Its runs of digits as numbers, ascending.
    runs: Vec<u64>,
}

impl Figures {
    /// The figures of `text`, cut into `words`.
    pub fn of(text: &str, words: &Words) -> Self {
        let mut found = Self { of_word: vec![None; words.len()], ..Self::default() };
        let mut end: Option<usize> = None;
        for (word, span) in words.spans.iter().enumerate() {
            let start = span.start as usize;
            if is_of_letters(&text.as_bytes()[start..], (span.end - span.start) as usize) {
                continue;
            }
            let digits = span.of(text).char_indices().filter_map(|(at, c)| Some((start + at, c, digit(c)?)));
            for (at, c, digit) in digits {
                let value = u64::from(digit);
                match (found.figures.last_mut(), end) {
                    (Some(last), Some(end)) if end == at => last.push(value, false),
                    (Some(last), Some(end)) if joins(&text[end..at]) => last.push(value, true),
                    _ => found.figures.push(Figure { word: word as u32, joined: value, runs: vec![value] }),
                }
                found.of_word[word] = Some(found.figures.len() as u32 - 1);
                end = Some(at + c.len_utf8());
            }
        }
        for figure in &mut found.figures {
            figure.runs.sort_unstable();
            found.joined.insert(figure.joined);
            found.runs.insert(figure.runs.clone());
        }
        found
    }

    /// How many figures begin in a range of words and stand somewhere in `other` too.
    pub fn kept(&self, words: Range<u32>, other: &Self) -> u32 {
        self.within(words).filter(|figure| other.has(figure)).count() as u32
    }

    /// How many figures begin in a range of words.
    pub fn count(&self, words: Range<u32>) -> u32 {
        self.within(words).count() as u32
    }

    fn within(&self, words: Range<u32>) -> impl Iterator<Item = &Figure> {
        let from = self.figures.partition_point(|figure| figure.word < words.start);
        self.figures[from..].iter().take_while(move |figure| figure.word < words.end)
    }

    /// The first figure in a range of words that stands nowhere in `other`, as one number.
    pub fn new_in(&self, mut words: Range<u32>, other: &Self) -> Option<u64> {
        words.find_map(|word| {
            let figure = &self.figures[self.of_word[word as usize]? as usize];
            (!other.has(figure)).then_some(figure.joined)
        })
    }

    fn has(&self, figure: &Figure) -> bool {
        self.joined.contains(&figure.joined) || self.runs.contains(&figure.runs)
    }
}

impl Figure {
    fn push(&mut self, digit: u64, new_run: bool) {
        self.joined = self.joined.wrapping_mul(10).wrapping_add(digit);
        if new_run {
            self.runs.push(0);
        }
        if let Some(run) = self.runs.last_mut() {
            *run = run.wrapping_mul(10).wrapping_add(digit);
        }
    }
}

/// Whether a word, the first `length` of `bytes`, is surely of ASCII letters alone, as most are: of short words it is asked at once.
#[inline]
fn is_of_letters(bytes: &[u8], length: usize) -> bool {
    // Of the ASCII that a word can hold, letters have the bit 0x40 and digits have not.
    const HIGH: u64 = u64::from_ne_bytes([0xc0; 8]);
    const LETTERS: u64 = u64::from_ne_bytes([0x40; 8]);
    match bytes.first_chunk().filter(|_| (1..=8).contains(&length)) {
        Some(eight) => (u64::from_le_bytes(*eight) & HIGH ^ LETTERS) << (8 * (8 - length)) == 0,
        None => bytes[..length].iter().all(u8::is_ascii_alphabetic),
    }
}

/// Whether digits on both sides of this belong to one figure.
fn joins(between: &str) -> bool {
    let mut characters = between.chars();
    characters.next().is_some_and(|c| !c.is_whitespace()) && characters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figures(text: &str) -> Figures {
        Figures::of(text, &Words::cut(text))
    }

    #[test]
    fn a_figure_is_the_same_however_it_is_written() {
        for (one, other) in
            [("1,277", "1277"), ("10/8/1433", "1433/8/10"), ("3.84", "84r3"), ("٢٠٣١", "2031"), ("12h", "12")]
        {
            assert_eq!(figures(one).new_in(0..1, &figures(other)), None, "{one} {other}");
        }
        assert_eq!(figures("12 dead").new_in(0..2, &figures("14 dead")), Some(12));
        assert_eq!(figures("5 16").figures.len(), 2);
    }

    proptest! {
        #[test]
        fn words_of_letters_are_told_at_once(word in "[a-zA-Z]{0,7}[a-zA-Z0-9é]{1,2}[a-z]{0,9}", behind in "[ 0-9a-z]{0,9}") {
            let told = is_of_letters(format!("{word}{behind}").as_bytes(), word.len());
            prop_assert_eq!(told, word.bytes().all(|byte| byte.is_ascii_alphabetic()));
        }
    }

    #[test]
    fn figures_that_both_hold_are_counted_where_they_begin() {
        let (a, b) = (figures("on 4 March 1,277 of 12 left"), figures("1277 left on 4 May"));
        assert_eq!((a.kept(0..7, &b), a.kept(0..3, &b), b.kept(0..5, &a)), (2, 1, 2));
        assert_eq!((a.count(0..7), a.count(0..3), b.count(1..1)), (3, 1, 0));
    }
}
