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
    let (month, day, end) = if let Some(weekday) = language.weekday(&lexemes[at].lower) {
        return Some((MentionKind::Weekday(weekday), at as u32..at as u32 + 1));
    } else if let (Some(month), Some(day)) = (month(at), number(at + 1)) {
        (u32::from(month), day, at + 2)
    } else if let (Some(day), Some(month)) = (number(at), month(at + 1)) {
        (u32::from(month), day, at + 2)
    } else if let (Some(day), true, Some(month)) = (number(at), letter(at + 1, "de"), month(at + 2)) {
        (u32::from(month), day, at + 3)
    } else if let (Some(month), true, Some(day)) =
        (number(at), letter(at + 1, "月"), letters_number(words, text, at + 2))
    {
        (month, day.0, if letter(day.1, "日") { day.1 + 1 } else { return None })
    } else if words.spans[at].of(text).len() == 4 && gap(at + 1) == Some("-") && gap(at + 2) == Some("-") {
        (number(at + 1)?, number(at + 2)?, at + 3)
    } else {
        return None;
    };
    let is_day = (1..=12).contains(&month) && (1..=31).contains(&day);
    is_day.then_some((MentionKind::Day { month: month as u8, day: day as u8 }, at as u32..end as u32))
}

/// The number that stands at a word, and the word behind it.
fn letters_number(words: &Words, text: &str, at: usize) -> Option<(u32, usize)> {
    Some((small_number(words.spans.get(at)?.of(text))?, at + 1))
}

/// One or two digits and at most two letters: `7`, `7th`, `07`.
fn small_number(word: &str) -> Option<u32> {
    let digits: Vec<u32> = word.chars().map_while(digit).collect();
    let letters = word.chars().count() - digits.len();
    (matches!(digits.len(), 1 | 2) && letters <= 2).then(|| digits.iter().fold(0, |value, digit| value * 10 + digit))
}
