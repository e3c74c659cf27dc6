//! What a text says: its words as numbers, and which of them make a paragraph. All that sketches and exact counts ask for, at a part of the cost
//! of [`Words`](super::Words).

use super::cut::each_word;
use super::fold::is_latin;
use super::word::Paragraph;
use super::{WordHash, paragraphs};
use crate::hash;
use std::borrow::Cow;

/// What a text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said<'w> {
    /// What each word says.
    pub hashes: Cow<'w, [WordHash]>,
    /// The paragraphs; together they hold each word once.
    pub paragraphs: Cow<'w, [Paragraph]>,
}

/// Bytes of a word and the space behind it, about.
pub(super) const WORD_BYTES: usize = 5;

impl Said<'_> {
    /// Reads `text`.
    pub fn cut(text: &str) -> Self {
        let mut hashes = Vec::with_capacity(text.len() / WORD_BYTES);
        let mut paragraphs = Parting::new(text);
        each_word(text, is_latin(text), |word| {
            paragraphs.before(word.range.start, hashes.len());
            hashes.push(word.hash());
        });
        Self { paragraphs: paragraphs.finish(hashes.len()).into(), hashes: hashes.into() }
    }

    /// All of it as one number: equal for texts that are equal word for word, whatever stands between the words.
    pub fn identity(&self) -> u128 {
        identity(&self.hashes)
    }
}

/// What words say, as one number of 128 bits.
pub(super) fn identity(words: &[WordHash]) -> u128 {
    hash::identity(&bytes(words))
}

/// The stable hash of a run of words.
pub fn stable(words: &[WordHash]) -> u64 {
    hash::stable(&bytes(words))
}

/// Their numbers, the lowest byte of each first on any machine.
fn bytes(words: &[WordHash]) -> Cow<'_, [u8]> {
    match cfg!(target_endian = "little") {
        true => bytemuck::cast_slice(words).into(),
        false => words.iter().flat_map(|word| word.0.to_le_bytes()).collect(),
    }
}

/// Shares words out among paragraphs as they come.
pub(super) struct Parting {
    spans: std::vec::IntoIter<super::Span>,
    open: Option<(super::Span, u32)>,
    found: Vec<Paragraph>,
}

impl Parting {
    /// The paragraphs of a text, with no words yet.
    pub(super) fn new(text: &str) -> Self {
        let mut spans = paragraphs(text).into_iter();
        let open = spans.next().map(|span| (span, 0));
        Self { spans, open, found: Vec::new() }
    }

    /// Takes notice of a word that starts at this byte and before which there are so many. Whether it opens a paragraph.
    pub(super) fn before(&mut self, start: usize, words: usize) -> bool {
        while let Some((span, first)) = self.open.filter(|(span, _)| span.end as usize <= start) {
            self.close(span, first, words);
            self.open = self.spans.next().map(|span| (span, words as u32));
        }
        self.open.is_some_and(|(_, first)| first as usize == words)
    }

    /// The paragraph in which the word stands that was taken notice of last.
    pub(super) fn span(&self) -> Option<super::Span> {
        self.open.map(|(span, _)| span)
    }

    fn close(&mut self, span: super::Span, first: u32, words: usize) {
        if (first as usize) < words {
            self.found.push(Paragraph { span, words: first..words as u32 });
        }
    }

    /// The paragraphs that hold a word, of a text of so many.
    pub(super) fn finish(mut self, words: usize) -> Vec<Paragraph> {
        if let Some((span, first)) = self.open {
            self.close(span, first, words);
        }
        self.found
    }
}
