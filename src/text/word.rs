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

use super::fold::{digit, fold_in, is_invisible, is_latin};
use super::letter::letter;
use super::{Span, paragraphs, quoted};
use crate::hash;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// The stable hash of a folded word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordHash(pub u64);

/// What begins with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Start {
    /// Nothing: it stands inside a sentence.
    #[default]
    Inside,
    /// A sentence.
    Sentence,
    /// A paragraph, and with it a sentence.
    Paragraph,
}

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

/// Characters of a stem. On PAN 2013 (English), passages found by stems of 5 and 6 characters and by the Snowball stemmer score within
/// 0.002 of each other, by whole words 0.005 less.
const STEM_LETTERS: usize = 6;

impl Words {
    /// Cuts `text`.
    pub fn cut(text: &str) -> Self {
        let mut words = Self { is_latin: is_latin(text), ..Self::default() };
        let mut folded = String::new();
        for paragraph in paragraphs(text) {
            let first = words.len();
            words.cut_paragraph(text, paragraph, &mut folded);
            let range = first as u32..words.len() as u32;
            if !range.is_empty() {
                words.paragraphs.push(Paragraph { span: paragraph, words: range });
            }
        }
        words
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
        let bytes: Vec<u8> = self.hashes.iter().flat_map(|word| word.0.to_le_bytes()).collect();
        hash::identity(&bytes)
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
    fn pair_letters(&mut self, text: &str, from: usize) {
        for at in from..self.len().saturating_sub(1) {
            let (span, next) = (self.spans[at], self.spans[at + 1]);
            if span.end == next.start && span.of(text).chars().next().is_some_and(|c| letter(c).role == Role::Alone) {
                let pair = self.hashes[at].0 ^ self.hashes[at + 1].0.rotate_left(32);
                self.stems[at] = WordHash(hash::scatter(pair));
            }
        }
    }

    fn cut_paragraph(&mut self, text: &str, paragraph: Span, folded: &mut String) {
        let first = self.len();
        let speech = quoted(text, paragraph);
        let mut speech = speech.iter().peekable();
        let mut before = self.spans.last().map(|span| span.end);
        each_word(paragraph.of(text), |range| {
            let span = Span::new(paragraph.start as usize + range.start, paragraph.start as usize + range.end);
            folded.clear();
            fold_in(span.of(text), self.is_latin, folded);
            while speech.next_if(|quote| quote.end <= span.start).is_some() {}
            self.spans.push(span);
            let whole = WordHash(hash::stable(folded.as_bytes()));
            let stem = folded.char_indices().nth(STEM_LETTERS).map(|(end, _)| &folded.as_bytes()[..end]);
            self.hashes.push(whole);
            self.stems.push(stem.map_or(whole, |stem| WordHash(hash::stable(stem))));
            self.starts.push(before.map_or(Start::Paragraph, |end| {
                let opens = end <= paragraph.start;
                start(&text[end as usize..span.start as usize], span.of(text), opens)
            }));
            before = Some(span.end);
            self.quoted.push(speech.peek().is_some_and(|quote| quote.start <= span.start));
        });
        self.pair_letters(text, first);
    }
}

/// What begins with `word`, which stands behind `gap` and may open a paragraph.
///
/// A line end before a small letter and behind no full stop is a wrapped line, also where the paragraphs part there.
fn start(gap: &str, word: &str, opens: bool) -> Start {
    let (mut ended, mut spaced, mut lines) = (false, false, 0);
    for c in gap.chars() {
        if is_terminator(c) {
            // Marks of scripts without spaces need none behind them.
            (ended, spaced) = (true, matches!(c, '。' | '！' | '？'));
        } else if c.is_whitespace() {
            spaced = true;
            lines += u32::from(matches!(c, '\n' | '\u{2028}' | '\u{2029}'));
        }
    }
    let wrapped = lines == 1 && !ended && word.starts_with(char::is_lowercase);
    if (opens && !wrapped) || (lines == 1 && ended) {
        Start::Paragraph
    } else if (lines > 0 && !wrapped) || (ended && spaced) {
        Start::Sentence
    } else {
        Start::Inside
    }
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।')
}

/// What a character is to the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Belongs to a run.
    Letter,
    /// Is a word by itself.
    Alone,
    /// Goes with the character before it, whatever that is.
    Mark,
    /// Ends a word.
    Gap,
}

/// What a character is, by the rules; [`letter`] looks it up.
pub(super) fn role(c: char) -> Role {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Role::Letter } else { Role::Gap };
    }
    if is_combining_mark(c) || is_invisible(c) || matches!(c, 'ー' | 'ｰ') {
        return Role::Mark;
    }
    // Radicals are symbols by category, and stand for characters in text taken out of PDF files.
    if matches!(c, '\u{2e80}'..='\u{2fd5}') {
        return Role::Alone;
    }
    if !c.is_alphanumeric() {
        return Role::Gap;
    }
    if is_unspaced(c) && digit(c).is_none() { Role::Alone } else { Role::Letter }
}

/// Whether a letter is of a script that is written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    use Script::{Han, Hiragana, Khmer, Lao, Myanmar, New_Tai_Lue, Tai_Le, Tai_Tham, Thai};
    matches!(c.script(), Han | Hiragana | Thai | Lao | Khmer | Myanmar | Tai_Le | New_Tai_Lue | Tai_Tham)
}

/// Calls `found` with the place of each word of `text`, in order.
fn each_word(text: &str, mut found: impl FnMut(Range<usize>)) {
    // The word that is open: where it starts, where its last visible character ends, whether it may take more letters.
    let mut open: Option<(usize, usize, bool)> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        open = match (letter(c).role, open) {
            (Role::Letter, Some((start, _, true))) => Some((start, end, true)),
            (Role::Mark, Some((start, last, run))) => Some((start, if is_invisible(c) { last } else { end }, run)),
            (Role::Mark, None) => None,
            (role, word) => {
                if let Some((start, last, _)) = word {
                    found(start..last);
                }
                (role != Role::Gap).then_some((at, end, role == Role::Letter))
            }
        };
    }
    if let Some((start, last, _)) = open {
        found(start..last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
