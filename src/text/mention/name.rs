use super::language::Language;
use super::{Lexeme, Mention, MentionKind};
use crate::text::{Span, Start, Words};
use ahash::AHashSet;

/// The runs of words with a capital, in the order of the text.
///
/// A word at the beginning of a sentence counts if it has a capital inside one, too, or stands before a name and never in small letters.
pub(super) fn names(text: &str, words: &Words, lexemes: &[Lexeme], language: &Language) -> Vec<Mention> {
    let inside = |at: &usize| words.starts[*at] == Start::Inside && !opens_speech(words, *at);
    let known: AHashSet<u64> =
        (0..words.len()).filter(inside).filter(|&at| lexemes[at].capital).map(|at| words.hashes[at].0).collect();
    let small: AHashSet<u64> =
        (0..words.len()).filter(|&at| !lexemes[at].capital).map(|at| words.hashes[at].0).collect();
    let is_name = |at: usize| {
        let lexeme = &lexemes[at];
        let day = language.month(&lexeme.lower).is_some() || language.weekday(&lexeme.lower).is_some();
        let hash = words.hashes[at].0;
        lexeme.capital && !lexeme.stop && !day && (inside(&at) || known.contains(&hash) || !small.contains(&hash))
    };
    let mut found: Vec<Mention> = Vec::new();
    for at in (0..words.len()).filter(|&at| is_name(at)) {
        let goes_on = found.last().is_some_and(|last| last.words.end == at as u32)
            && words.starts[at] == Start::Inside
            && Span { start: words.spans[at - 1].end, end: words.spans[at].start }
                .of(text)
                .chars()
                .all(|c| matches!(c, ' ' | '-'));
        match found.last_mut().filter(|_| goes_on) {
            Some(last) => last.words.end += 1,
            None => found.push(Mention { kind: MentionKind::Name, words: at as u32..at as u32 + 1 }),
        }
    }
    // A single word that only ever opens sentences is no name.
    found.retain(|name| name.words.len() > 1 || known.contains(&words.hashes[name.words.start as usize].0));
    if language.nouns_have_capitals() {
        found.retain(|name| name.words.len() > 1);
    }
    found
}

/// Whether a word is the first of a quotation, which begins with a capital as a sentence does.
fn opens_speech(words: &Words, at: usize) -> bool {
    words.quoted[at] && (at == 0 || !words.quoted[at - 1])
}
