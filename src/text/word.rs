//! Words: runs of letters and digits, cut where they stand and hashed as folded.
//!
//! A word is a longest run of letters, digits and their marks (general category Alphabetic, Nd, Nl, No, M), so
//! "ceasefire-for-hostage" is three words and "don't" two, in every language alike. Scripts that are written without
//! spaces (Han, Hiragana, Thai, Lao, Khmer, Myanmar, Tai) have no such runs: there each letter with its marks is a word, which an
//! inserted letter cannot put out of step. Digits are runs in every script. Invisible characters inside a word do not end it.
//!
//! Example: `The “café” opened` has the words `The`, `café`, `opened`, hashed as `the`, `cafe`, `opened`; the second is quoted.
//! Each word also has a stem, the first letters of its folded form: cut at six, `announced` and `announcing` are one, in no language by
//! name. A letter that is a word by itself says too little alone, so its stem is that of the pair it makes with the next. And each says whether a sentence or a paragraph begins with it, as far as punctuation and line ends tell.
//!
//! Cost: one pass over the text, 26 bytes a word.

use super::cut::each_word;
use super::fold::is_latin;
use super::letter::letter;
use super::role::Role;
use super::said::{Parting, WORD_BYTES, identity};
use super::start::start as start_of;
use super::{Said, Span, Start, quoted};
use crate::hash;
use bytemuck::{Pod, Zeroable};
use std::ops::Range;

/// The stable hash of a folded word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Pod, Zeroable)]
#[repr(transparent)]
pub struct WordHash(pub u64);

/// A paragraph that holds at least one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands in the text.
    pub span: Span,
    /// Which words of the text are its own.
    pub words: Range<u32>,
}

/// A text cut into words: columns of equal length, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Where each word stands.
    pub spans: Vec<Span>,
    /// What each word says.
    pub hashes: Vec<WordHash>,
    /// What each word says but for its ending: the hash of the first six characters of the folded word; of a letter that is a word by
    /// itself, together with the one that follows.
    pub stems: Vec<WordHash>,
    /// What begins with each word.
    pub starts: Vec<Start>,
    /// Whether each word stands between quotation marks.
    pub quoted: Vec<bool>,
    /// The paragraphs; together they hold each word once.
    pub paragraphs: Vec<Paragraph>,
    /// Whether most of its letters are Latin, so that a word of letters that only look it is taken for one in disguise.
    pub is_latin: bool,
}

impl Words {
    /// Cuts `text`.
    pub fn cut(text: &str) -> Self {
        let mut words = Self::sized(text.len() / WORD_BYTES, is_latin(text));
        let mut paragraphs = Parting::new(text);
        let mut speech = Vec::new().into_iter().peekable();
        let (mut before, mut touch): (Option<usize>, bool) = (None, false);
        each_word(text, words.is_latin, |word| {
            let (start, end) = (word.range.start, word.range.end);
            let opens = paragraphs.before(start, words.len());
            if opens {
                speech = paragraphs.span().map_or_else(Vec::new, |span| quoted(text, span)).into_iter().peekable();
            }
            while speech.next_if(|quote| quote.end as usize <= start).is_some() {}
            words.quoted.push(speech.peek().is_some_and(|quote| quote.start as usize <= start));
            words.starts.push(
                before.map_or(Start::Paragraph, |end| start_of(&text[end..start], &text[word.range.clone()], opens)),
            );
            touch |= before == Some(start);
            before = Some(end);
            words.spans.push(Span::new(start, end));
            words.hashes.push(word.hash());
            words.stems.push(word.stem());
        });
        words.paragraphs = paragraphs.finish(words.len());
        if touch {
            words.pair_letters(text);
        }
        words
    }

    /// No words, with room for so many.
    fn sized(words: usize, is_latin: bool) -> Self {
        Self {
            spans: Vec::with_capacity(words),
            hashes: Vec::with_capacity(words),
            stems: Vec::with_capacity(words),
            starts: Vec::with_capacity(words),
            quoted: Vec::with_capacity(words),
            paragraphs: Vec::new(),
            is_latin,
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// What the text says, as one number: equal for texts that are equal word for word, whatever stands between the words.
    pub fn identity(&self) -> u128 {
        identity(&self.hashes)
    }

    /// What the text says, without where it stands.
    pub fn said(&self) -> Said<'_> {
        Said { hashes: (&self.hashes[..]).into(), paragraphs: (&self.paragraphs[..]).into() }
    }

    /// The place in the text of a range of words; an empty range is an empty span behind the word before it.
    pub fn span(&self, range: Range<u32>) -> Span {
        match (self.spans.get(range.start as usize), range.end.checked_sub(1)) {
            (Some(first), Some(last)) if last >= range.start => first.join(self.spans[last as usize]),
            _ => {
                let end = range.start.checked_sub(1).map_or(0, |word| self.spans[word as usize].end);
                Span { start: end, end }
            }
        }
    }

    /// The paragraph, from 0, in which a word stands.
    pub fn paragraph_of(&self, word: u32) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.words.end <= word)
    }

    /// Makes the stem of each single letter that of a pair, where the next word follows at once.
    fn pair_letters(&mut self, text: &str) {
        for at in 0..self.len().saturating_sub(1) {
            let (span, next) = (self.spans[at], self.spans[at + 1]);
            if span.end == next.start && span.of(text).chars().next().is_some_and(|c| letter(c).role == Role::Alone) {
                let pair = self.hashes[at].0 ^ self.hashes[at + 1].0.rotate_left(32);
                self.stems[at] = WordHash(hash::scatter(pair));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::role::role;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        Words::cut(text).spans.into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(cut("The U.S. didn't pay €3,000 (yet)."), ["The", "U", "S", "didn", "t", "pay", "3", "000", "yet"]);
        assert_eq!(cut("har\u{ad}bour cafe\u{301}\u{200b} naïve"), ["har\u{ad}bour", "cafe\u{301}", "naïve"]);
        assert_eq!(cut("की सरकार"), ["की", "सरकार"]);
        assert_eq!(cut("قَالَ الوزير."), ["قَالَ", "الوزير"]);
    }

    #[test]
    fn scripts_without_spaces_give_a_word_a_letter() {
        assert_eq!(cut("港のフェリーは3隻。"), ["港", "の", "フェリー", "は", "3", "隻"]);
        assert_eq!(cut("ผู้ว่า"), ["ผู้", "ว่", "า"]);
    }

    #[test]
    fn quoted_words_are_known() {
        let words = Words::cut("He said “we open” today.\n\n“We” close.");
        assert_eq!(words.quoted, [false, false, true, true, false, true, false]);
        assert_eq!(words.paragraphs.iter().map(|p| p.words.clone()).collect::<Vec<_>>(), [0..5, 5..7]);
        assert_eq!((words.paragraph_of(4), words.paragraph_of(5)), (0, 1));
    }

    #[test]
    fn stems_leave_endings_out() {
        let words = Words::cut("Announced, announcing: ANNOUNCE Straßenbahn strassen port ports");
        let stems = &words.stems;
        assert!(stems[0] == stems[1] && stems[1] == stems[2] && stems[3] == stems[4]);
        assert_ne!(stems[5], stems[6], "short words have no ending to lose");
        assert_eq!(stems[5], words.hashes[5]);
    }

    #[test]
    fn a_single_letter_has_the_stem_of_a_pair() {
        let Words { stems, hashes, .. } = Words::cut("港湾、空港湾 港");
        assert!(stems[0] == stems[3] && stems[0] != stems[5] && hashes[0] == hashes[5]);
        assert_eq!((stems[1], stems[5]), (hashes[1], hashes[5]), "nothing follows at once");
    }

    #[test]
    fn sentences_and_paragraphs_begin_where_punctuation_says() {
        use Start::{Inside as I, Paragraph as P, Sentence as S};
        for (text, wanted) in [
            ("We open. “Now,” she said.", vec![P, I, S, I, I]),
            ("It cost 3.5 million… or more? Yes!", vec![P, I, I, I, I, S, I, S]),
            ("One two\n\nthree four.\nFive", vec![P, I, P, I, P]),
            ("終わる。次だ！三", vec![P, I, I, S, I, S]),
            ("انتهى الأمر؟ نعم", vec![P, I, S]),
            ("a line that is wrapped\nhere and goes on", vec![P, I, I, I, I, I, I, I, I]),
        ] {
            assert_eq!(Words::cut(text).starts, wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_stand_in_order_on_character_boundaries(text in "\\PC{0,80}(\n{0,2}[a-z“”\" 港のé\u{301}\u{ad}]{0,40}){0,4}") {
            let words = Words::cut(&text);
            let mut end = 0;
            for span in &words.spans {
                prop_assert!(span.start >= end && !span.is_empty());
                prop_assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
                prop_assert!(span.of(&text).chars().any(|c| role(c) != Role::Gap && role(c) != Role::Mark));
                end = span.end;
            }
            let mut next = 0;
            for paragraph in &words.paragraphs {
                prop_assert_eq!(paragraph.words.start, next);
                next = paragraph.words.end;
            }
            prop_assert_eq!(next as usize, words.len());
            prop_assert_eq!(words.quoted.len(), words.len());
            prop_assert_eq!((words.stems.len(), words.starts.len()), (words.len(), words.len()));
            prop_assert!(words.starts.first().is_none_or(|start| *start == Start::Paragraph));
        }
    }
}
