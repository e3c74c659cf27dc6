//! Numbers in digits and in words, as one value.

use super::language::Language;
use super::{Lexeme, MentionKind};
use crate::text::fold::digit;
use crate::text::{Span, Words};
use ahash::AHashMap;
use std::ops::Range;

/// The most words of a number: "two hundred and seventy four thousand".
const MOST_WORDS: usize = 6;

/// Thousandths, so that `1.5 million` and `1,500,000` are one whole number.
pub(super) const ONE: u64 = 1000;

/// Reads the numbers of a text, word for word.
pub(super) struct Numbers<'a> {
    text: &'a str,
    words: &'a Words,
    lexemes: &'a [Lexeme],
    language: &'a Language,
    /// Of each distinct word, the number that it is alone.
    single: AHashMap<u64, Option<(u64, bool)>>,
}

impl<'a> Numbers<'a> {
    pub(super) fn new(text: &'a str, words: &'a Words, lexemes: &'a [Lexeme], language: &'a Language) -> Self {
        Self { text, words, lexemes, language, single: AHashMap::new() }
    }

    /// The number that begins with a word, and the words that it takes.
    pub(super) fn at(&mut self, at: usize) -> Option<(MentionKind, Range<u32>)> {
        if self.goes_on(at) {
            return None;
        }
        let (value, ordinal, end) = match self.digits(at) {
            Some((value, end)) => match self.scale(end) {
                Some(scale) => (value.checked_mul(scale)?, false, end + 1),
                None => (value, false, end),
            },
            None => {
                let (value, ordinal, end) = self.spelt(at)?;
                (value.checked_mul(ONE)?, ordinal, end)
            }
        };
        let percent = !ordinal && self.is_percent(end);
        Some((MentionKind::Number { thousandths: value, ordinal, percent }, at as u32..end as u32))
    }

    /// A number in digits, in thousandths, and the word behind it: `274`, `37,084`, `1.5`, `80th`; no date, no time, no score.
    fn digits(&self, at: usize) -> Option<(u64, usize)> {
        let mut value = self.figure(at)?.checked_mul(self.suffix(at))?;
        let mut end = at + 1;
        let mut groups = 0;
        while end < self.words.len() {
            let gap = self.gap(end)?;
            let (grouped, decimal) =
                (matches!(gap, "," | "." | "’" | "'" | "\u{a0}" | "\u{202f}" | "٬"), matches!(gap, "." | "," | "٫"));
            let Some(more) = self.figure(end).filter(|_| !gap.contains(char::is_whitespace) || grouped) else { break };
            let places = self.places(end);
            if grouped && places == 3 && (groups > 0 || value < 1000) && value > 0 {
                (value, end, groups) = (value.checked_mul(1000)?.checked_add(more)?, end + 1, groups + 1);
            } else if decimal && groups == 0 && places < 3 {
                let thousandths = value.checked_mul(ONE)?.checked_add(more * [1000, 100, 10][places])?;
                return Some((thousandths.checked_mul(self.suffix(end))?, end + 1));
            } else {
                return None;
            }
        }
        Some((value.checked_mul(ONE)?, end))
    }

    /// The digits of a word as one number, if it begins with one and holds few other letters (`80th`).
    fn figure(&self, at: usize) -> Option<u64> {
        let word = self.words.spans[at].of(self.text);
        let digits = word.chars().map_while(digit);
        let count = digits.clone().count();
        let letters = word.chars().count() - count;
        (count > 0 && count <= 12 && letters <= 2).then(|| digits.fold(0, |value, digit| value * 10 + u64::from(digit)))
    }

    /// What the letters behind the digits of a word multiply them by: `500m`, `2.5bn`, `450k`.
    fn suffix(&self, at: usize) -> u64 {
        match self.lexemes[at].lower.trim_start_matches(char::is_numeric) {
            "k" => 1_000,
            "m" | "mn" | "mio" => 1_000_000,
            "bn" | "b" | "mrd" => 1_000_000_000,
            _ => 1,
        }
    }

    /// Whether a word is the end of what began with digits: the minutes of a time, the second half of a score.
    fn goes_on(&self, at: usize) -> bool {
        let joined = |gap: &str| gap.chars().count() == 1 && !gap.contains(char::is_whitespace);
        at > 0 && self.gap(at).is_some_and(joined) && self.figure(at - 1).is_some() && self.figure(at).is_some()
    }

    fn is_percent(&self, end: usize) -> bool {
        let from = self.words.spans[end - 1].end as usize;
        let sign = self.text[from..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with(['%', '٪', '％']);
        let word = |at: usize| self.lexemes.get(at).map_or("", |lexeme| lexeme.lower.as_str());
        let two = matches!((word(end), word(end + 1)), ("per" | "por" | "pour", "cent" | "ciento" | "cento"));
        sign || two || matches!(word(end), "percent" | "pct" | "prozent" | "procent")
    }

    fn places(&self, at: usize) -> usize {
        self.words.spans[at].of(self.text).chars().map_while(digit).count()
    }

    /// What stands between a word and the one before.
    fn gap(&self, at: usize) -> Option<&'a str> {
        let (before, word) = (self.words.spans.get(at.checked_sub(1)?)?, self.words.spans.get(at)?);
        Some(Span { start: before.end, end: word.start }.of(self.text))
    }

    /// A power of thousand in words: `million`.
    fn scale(&mut self, at: usize) -> Option<u64> {
        let (value, ordinal) = self.single(at)?;
        (!ordinal && matches!(value, 1_000 | 1_000_000 | 1_000_000_000)).then_some(value)
    }

    /// A number in words and the word behind it.
    fn spelt(&mut self, at: usize) -> Option<(u64, bool, usize)> {
        // `thousands` is no thousand, `one` mostly no number.
        let alone = self.lexemes[at].lower.as_str();
        let vague = |value: u64| value < 2 || value >= 100 && alone.ends_with('s');
        let mut found = self.single(at).map(|(value, ordinal)| (value, ordinal, at + 1))?;
        let mut joined = self.lexemes[at].lower.to_string();
        for end in at + 1..self.words.len().min(at + MOST_WORDS) {
            if found.1 || self.gap(end)?.chars().any(|c| !matches!(c, ' ' | '-')) {
                break;
            }
            joined.push(' ');
            joined.push_str(&self.lexemes[end].lower);
            if let Some((value, ordinal)) = self.language.number(&joined) {
                found = (value, ordinal, end + 1);
            }
        }
        Some(found).filter(|(value, ordinal, end)| *ordinal || *end > at + 1 || !vague(*value))
    }

    fn single(&mut self, at: usize) -> Option<(u64, bool)> {
        let lexeme = self.lexemes.get(at)?;
        let language = self.language;
        *self.single.entry(self.words.hashes[at].0).or_insert_with(|| language.number(&lexeme.lower))
    }
}
