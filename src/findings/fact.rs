use super::Subject;
use crate::overlap::{self, FactKind, Likeness, facts};
use crate::text::{Span, Start, Words};
use std::ops::Range;

/// A fact that both articles report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// How the two mentions are the same.
    pub likeness: Likeness,
    /// How A says it.
    pub a: FactSide,
    /// How B says it.
    pub b: FactSide,
}

/// How one article reports a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactSide {
    /// Where it says so.
    pub span: Span,
    /// The words around it, in its sentence.
    pub context: Span,
    /// The paragraph, counted from 1.
    pub paragraph: u32,
    /// How often it says so.
    pub mentions: u32,
    /// Its words, by number.
    pub(super) words: Range<u32>,
}

/// Words of context before and behind.
const CONTEXT: u32 = 6;

impl Fact {
    pub(super) fn all(a: Subject, b: Subject) -> Vec<Self> {
        let found = facts((a.words, a.mentions), (b.words, b.mentions));
        let told = |fact: overlap::Fact| Self {
            kind: fact.kind,
            likeness: fact.likeness,
            a: FactSide::new(a.words, fact.a, fact.a_mentions),
            b: FactSide::new(b.words, fact.b, fact.b_mentions),
        };
        found.into_iter().map(told).collect()
    }
}

impl FactSide {
    fn new(words: &Words, range: Range<u32>, mentions: u32) -> Self {
        let inside = |word: u32| words.starts[word as usize] == Start::Inside;
        let mut context = range.clone();
        while context.start > 0 && range.start - context.start < CONTEXT && inside(context.start) {
            context.start -= 1;
        }
        while (context.end as usize) < words.len() && context.end - range.end < CONTEXT && inside(context.end) {
            context.end += 1;
        }
        Self {
            span: words.span(range.clone()),
            context: words.span(context),
            paragraph: words.paragraph_of(range.start) as u32 + 1,
            mentions,
            words: range,
        }
    }
}
