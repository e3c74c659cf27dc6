use super::language::Language;
use super::{Lexeme, MentionKind};
use crate::text::fold::digit;
use crate::text::{Span, Words};
use std::ops::Range;

/// The day that begins with a word, and the words that it takes: `7 March`, `March 7th`, `7 de marzo`, `2031-03-07`, `3月7日`, `Saturday`.
pub(super) fn day(
    text: &str,
    words: &Words,
    lexemes: &[Lexeme],
    language: &Language,
    at: usize,
) -> Option<(MentionKind, Range<u32>)> {
    let number = |at: usize| small_number(words.spans.get(at)?.of(text));
    let month = |at: usize| language.month(&lexemes.get(at)?.lower);
    let letter = |at: usize, wanted: &str| lexemes.get(at).is_some_and(|lexeme| lexeme.lower == wanted);
    let gap = |at: usize| {
        let (before, word) = (words.spans.get(at.checked_sub(1)?)?, words.spans.get(at)?);
        Some(Span { start: before.end, end: word.start }.of(text))
    };
    let year_at = |at: usize| year(words.spans.get(at)?.of(text));
    let joined = |at: usize, sign: &str| gap(at) == Some(sign) && gap(at + 1) == Some(sign);
    let (month, day, end, year) = if let Some(weekday) = language.weekday(&lexemes[at].lower) {
        return Some((MentionKind::Weekday(weekday), at as u32..at as u32 + 1));
    } else if let (Some(year), true) = (year_at(at), joined(at + 1, "-")) {
        (number(at + 1)?, number(at + 2)?, at + 3, Some(year))
    } else if let (Some(day), true, Some(year)) = (number(at), joined(at + 1, "."), year_at(at + 2)) {
        (number(at + 1)?, day, at + 3, Some(year))
    } else if let (Some(month), true, Some(day)) = (number(at), letter(at + 1, "月"), number(at + 2)) {
        let before = at.checked_sub(2).and_then(year_at).filter(|_| letter(at - 1, "年"));
        (month, day, if letter(at + 3, "日") { at + 4 } else { return None }, before)
    } else {
        let (month, day, end) = if let (Some(month), Some(day)) = (month(at), number(at + 1)) {
            (month, day, at + 2)
        } else if let (Some(day), Some(month)) = (number(at), month(at + 1)) {
            (month, day, at + 2)
        } else if let (Some(day), true, Some(month)) = (number(at), letter(at + 1, "de"), month(at + 2)) {
            (month, day, at + 3)
        } else {
            return None;
        };
        let place = if letter(end, "de") { end + 1 } else { end };
        let near = (end..=place).all(|at| gap(at).is_some_and(|gap| gap.trim_matches([',', '.']).trim().is_empty()));
        match year_at(place).filter(|_| near) {
            Some(year) => (u32::from(month), day, place + 1, Some(year)),
            None => (u32::from(month), day, end, None),
        }
    };
    let is_day = (1..=12).contains(&month) && (1..=31).contains(&day);
    let kind = MentionKind::Day { month: month as u8, day: day as u8, year: year.unwrap_or(0) };
    is_day.then_some((kind, at as u32..end as u32))
}

/// A year of our time.
fn year(word: &str) -> Option<u16> {
    let digits: Vec<u32> = word.chars().map(digit).collect::<Option<_>>()?;
    let value = digits.iter().fold(0, |value, digit| value * 10 + digit);
    (digits.len() == 4 && (1500..2200).contains(&value)).then_some(value as u16)
}

/// One or two digits and at most two letters: `7`, `7th`, `07`.
fn small_number(word: &str) -> Option<u32> {
    let digits: Vec<u32> = word.chars().map_while(digit).collect();
    let letters = word.chars().count() - digits.len();
    (matches!(digits.len(), 1 | 2) && letters <= 2).then(|| digits.iter().fold(0, |value, digit| value * 10 + digit))
}
