//! The cut: where the words of a text stand, and what each is folded into.
//!
//! Runs of ASCII are told by bits, 64 bytes at a time, and are words as they stand. A run with anything else in it is cut letter by letter,
//! and each letter is folded as it comes; a word whose letters depend on each other is folded once more as a whole.

use super::WordHash;
use super::blocks::{Edges, SPAN};
use super::fold::{fold_whole, is_invisible};
use super::letter::letter;
use super::role::Role;
use crate::hash;
use smallvec::SmallVec;
use std::ops::Range;

/// Characters of a stem. On PAN 2013 (English), passages found by stems of 5 and 6 characters and by the Snowball stemmer score within
/// 0.002 of each other, by whole words 0.005 less.
const STEM_LETTERS: usize = 6;

/// Zeros that follow a folded word or text, so that whoever reads from within finds so many behind each byte.
const PADDING: usize = 16;
/// A text of no more bytes needs no memory but the stack's.
const SHORT_TEXT: usize = 8 << 10;
/// Bytes of a folded word and its padding, for nearly all words.
const FOLDED: usize = 64;

/// A word as it was found.
pub(super) struct Found<'f> {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// Its folded form, and what follows that.
    folded: &'f [u8],
    /// The bytes of its folded form.
    length: usize,
    is_ascii: bool,
}

impl Found<'_> {
    /// What it says.
    pub(super) fn hash(&self) -> WordHash {
        WordHash(hash::word(self.folded, self.length))
    }

    /// What it says but for its ending.
    pub(super) fn stem(&self) -> WordHash {
        let bytes = match self.is_ascii {
            true => STEM_LETTERS.min(self.length),
            false => {
                let begins_letter = |byte: &u8| byte & 0xc0 != 0x80;
                let letters = self.folded[..self.length].iter().enumerate().filter(|(_, byte)| begins_letter(byte));
                letters.map(|(at, _)| at).nth(STEM_LETTERS).unwrap_or(self.length)
            }
        };
        WordHash(hash::word(self.folded, bytes))
    }
}

/// Calls `found` with each word of `text`, in order; `is_latin` says whether most of its letters are.
pub(super) fn each_word(text: &str, is_latin: bool, mut found: impl FnMut(Found)) {
    let bytes = text.as_bytes();
    // A gap at least follows the text.
    let spans = bytes.len() / SPAN + 1;
    let mut lower: SmallVec<[u8; SHORT_TEXT]> = SmallVec::new();
    lower.resize(spans * SPAN + PADDING, 0);
    let lower = &mut lower[..];
    let mut mixed = Mixed { is_latin, folded: Vec::with_capacity(FOLDED) };
    let mut edges = Edges::default();
    for number in 0..spans {
        let first = number * SPAN;
        let (lowered, _) = lower.as_chunks_mut::<SPAN>();
        edges.add(&bytes[first..bytes.len().min(first + SPAN)], first, &mut lowered[number]);
        for (run, is_mixed) in edges.runs() {
            match is_mixed {
                true => mixed.each_word(text, run, &mut found),
                false => found(Found { folded: &lower[run.start..], length: run.len(), is_ascii: true, range: run }),
            }
        }
        edges.keep_open();
    }
}

/// Cuts runs that are not ASCII alone.
struct Mixed {
    is_latin: bool,
    /// The folded form of the word that is open.
    folded: Vec<u8>,
}

/// A word of a mixed run, on the way.
struct Open {
    start: usize,
    /// Where its last visible character ends.
    last: usize,
    /// Whether it may take more letters.
    is_run: bool,
    has_latin: bool,
    has_lookalike: bool,
    /// Whether one of its letters depends on its neighbours.
    is_bound: bool,
}

impl Mixed {
    fn each_word(&mut self, text: &str, run: Range<usize>, found: &mut impl FnMut(Found)) {
        let mut open: Option<Open> = None;
        for (at, c) in text[run.clone()].char_indices() {
            let (at, end) = (run.start + at, run.start + at + c.len_utf8());
            let letter = letter(c);
            match (letter.role, &mut open) {
                (Role::Letter, Some(word)) if word.is_run => word.last = end,
                (Role::Mark, Some(word)) => word.last = if is_invisible(c) { word.last } else { end },
                (Role::Mark, None) => continue,
                (role, word) => {
                    if let Some(word) = word.take() {
                        self.close(text, &word, found);
                    }
                    if role == Role::Gap {
                        continue;
                    }
                    let (has_latin, is_run) = (self.is_latin, role == Role::Letter);
                    open =
                        Some(Open { start: at, last: end, is_run, has_latin, has_lookalike: false, is_bound: false });
                }
            }
            let Some(word) = &mut open else { continue };
            word.has_latin |= letter.is_latin;
            word.has_lookalike |= letter.is_lookalike;
            match letter.folded() {
                Some(folded) => self.folded.extend_from_slice(folded),
                None => word.is_bound = true,
            }
        }
        if let Some(word) = open {
            self.close(text, &word, found);
        }
    }

    fn close(&mut self, text: &str, word: &Open, found: &mut impl FnMut(Found)) {
        let range = word.start..word.last;
        if word.is_bound || word.has_latin && word.has_lookalike {
            let mut whole = String::new();
            fold_whole(&text[range.clone()], self.is_latin, &mut whole);
            self.folded = whole.into_bytes();
        }
        let length = self.folded.len();
        self.folded.extend([0; PADDING]);
        found(Found { range, folded: &self.folded, length, is_ascii: false });
        self.folded.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold_in;
    use proptest::prelude::*;

    /// The words by the rules: where each stands, and its folded form.
    fn naive(text: &str, is_latin: bool) -> Vec<(Range<usize>, String)> {
        let mut words = Vec::new();
        // The word that is open: where it starts, where its last visible character ends, whether it may take more letters.
        let mut open: Option<(usize, usize, bool)> = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let end = at + c.len_utf8();
            open = match (crate::text::role::role(c), open) {
                (Role::Letter, Some((start, _, true))) => Some((start, end, true)),
                (Role::Mark, Some((start, last, run))) => Some((start, if is_invisible(c) { last } else { end }, run)),
                (Role::Mark, None) => None,
                (role, word) => {
                    words.extend(word.map(|(start, last, _)| start..last));
                    (role != Role::Gap).then_some((at, end, role == Role::Letter))
                }
            };
        }
        let fold = |range: Range<usize>| {
            let mut folded = String::new();
            fold_in(&text[range.clone()], is_latin, &mut folded);
            (range, folded)
        };
        words.into_iter().map(fold).collect()
    }

    fn hash_of(folded: &str) -> WordHash {
        WordHash(hash::word(&[folded.as_bytes(), &[0; PADDING]].concat(), folded.len()))
    }

    proptest! {
        #[test]
        fn words_are_those_of_the_rules(
            text in "([a-zA-Z ]{0,9}|[a-z]{30,80}|[ .,0-9\n]|[“”’—é\u{ad}\u{200b}\u{301}ー]|[À-žα-ωА-я]{0,4}|[港のありがと]{0,4}|[\u{e00}-\u{e4f}]{0,4}|\\PC){0,40}",
            is_latin: bool,
        ) {
            let mut found = Vec::new();
            each_word(&text, is_latin, |word| found.push((word.range.clone(), word.hash(), word.stem())));
            let expected = naive(&text, is_latin).into_iter().map(|(range, folded)| {
                let stem: String = folded.chars().take(STEM_LETTERS).collect();
                (range, hash_of(&folded), hash_of(&stem))
            });
            prop_assert_eq!(found, expected.collect::<Vec<_>>());
        }
    }
}
