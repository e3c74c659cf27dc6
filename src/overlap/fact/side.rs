use super::{TELLING, is_year};
use crate::text::{Mention, MentionKind, Mentions, Start, Words};
use std::collections::BTreeMap;
use std::ops::Range;

/// So many words before and behind a mention, in its sentence, are its surroundings.
const SURROUNDINGS: u32 = 8;

/// A text and its mentions.
pub(super) struct Side<'a> {
    pub(super) words: &'a Words,
    pub(super) mentions: &'a Mentions,
}

impl<'a> Side<'a> {
    pub(super) fn new((words, mentions): (&'a Words, &'a Mentions)) -> Self {
        Self { words, mentions }
    }

    /// What the telling words around a mention say, in its sentence.
    pub(super) fn surroundings(&self, mention: &Mention) -> Vec<u64> {
        let inside = |word: &u32| self.words.starts[*word as usize] == Start::Inside;
        let before = (0..mention.words.start).rev().take(SURROUNDINGS as usize);
        let mut first = mention.words.start;
        for word in before {
            if !inside(&(word + 1)) {
                break;
            }
            first = word;
        }
        let all = self.words.len() as u32;
        let behind = (mention.words.end..all).take(SURROUNDINGS as usize).take_while(inside);
        let words = (first..mention.words.start).chain(behind);
        words.filter_map(|word| self.mentions.content[word as usize]).collect()
    }

    /// The mentions with a value, by it.
    pub(super) fn by_value(&self) -> BTreeMap<MentionKind, Vec<&'a Mention>> {
        let mut found: BTreeMap<MentionKind, Vec<&Mention>> = BTreeMap::new();
        for mention in self.mentions.that(|kind| !matches!(kind, MentionKind::Name | MentionKind::Quotation)) {
            found.entry(mention.kind).or_default().push(mention);
        }
        found
    }

    /// The telling numbers, ascending, of which all mentions are new.
    pub(super) fn numbers(&self, is_new: impl Fn(&Range<u32>) -> bool) -> Vec<(u64, Vec<&'a Mention>)> {
        let telling = |kind| match kind {
            MentionKind::Number { thousandths, ordinal: false, percent: false } if !is_year(thousandths) => {
                Some(thousandths).filter(|value| *value >= TELLING)
            }
            _ => None,
        };
        let numbers = self.by_value().into_iter().filter_map(|(kind, mentions)| Some((telling(kind)?, mentions)));
        numbers.filter(|(_, mentions)| mentions.iter().all(|mention| is_new(&mention.words))).collect()
    }

    /// The telling words around a mention in its paragraph.
    pub(super) fn paragraph(&self, mention: &Mention) -> Vec<u64> {
        let whole = &self.words.paragraphs[self.words.paragraph_of(mention.words.start)].words;
        let words = whole.clone().filter(|word| !mention.words.contains(word));
        words.filter_map(|word| self.mentions.content[word as usize]).collect()
    }

    /// The telling words of a mention.
    pub(super) fn content(&self, mention: &Mention) -> Vec<u64> {
        mention.words.clone().filter_map(|word| self.mentions.content[word as usize]).collect()
    }
}
