//! What is told beside the passages: headlines, what was left out and added, facts that both report, what was folded away.

use crate::findings::{Closeup, Disguise, DisguiseKind, Fact, FactSide, Headline};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Beside<'a> {
    headline: Option<HeadlineData>,
    /// Words that only A has, and only B.
    alone: [u32; 2],
    /// Whether a corpus told what is house text.
    boilerplate_told: bool,
    /// Of A and of B, what was looked through: the name of its kind, how often, and the first of words that look alike.
    folded: [Vec<(&'static str, u32, &'a str)>; 2],
    facts: Vec<FactData<'a>>,
}

#[derive(Serialize)]
struct HeadlineData {
    grade: Option<&'static str>,
    equal: u32,
    of: [u32; 2],
}

/// Its kind, how the two are alike, and how A and B say it.
#[derive(Serialize)]
struct FactData<'a>(&'static str, &'static str, [SaidData<'a>; 2]);

/// The paragraph, the words before, the words themselves, the words behind, and how often it is said.
#[derive(Serialize)]
struct SaidData<'a>(u32, &'a str, &'a str, &'a str, u32);

impl<'a> Beside<'a> {
    pub(super) fn new(closeup: &Closeup, texts: [&'a str; 2]) -> Self {
        let words = |sides: &[crate::findings::Side]| sides.iter().map(|side| side.words).sum();
        Self {
            headline: closeup.headline.map(HeadlineData::from),
            alone: [words(&closeup.left_out), words(&closeup.added)],
            boilerplate_told: closeup.boilerplate.is_some(),
            folded: [0, 1].map(|side| closeup.disguises[side].iter().map(|it| folded(it, texts[side])).collect()),
            facts: closeup.facts.iter().map(|fact| FactData::new(fact, texts)).collect(),
        }
    }
}

impl From<Headline> for HeadlineData {
    fn from(it: Headline) -> Self {
        Self { grade: it.grade.map(|grade| grade.name()), equal: it.words_equal, of: [it.a_words, it.b_words] }
    }
}

fn folded<'a>(it: &Disguise, text: &'a str) -> (&'static str, u32, &'a str) {
    (it.kind.name(), it.count, if it.kind == DisguiseKind::LookAlike { it.first.of(text) } else { "" })
}

impl<'a> FactData<'a> {
    fn new(fact: &Fact, texts: [&'a str; 2]) -> Self {
        let sides = [SaidData::new(&fact.a, texts[0]), SaidData::new(&fact.b, texts[1])];
        Self(fact.kind.name(), fact.likeness.name(), sides)
    }
}

impl<'a> SaidData<'a> {
    fn new(side: &FactSide, text: &'a str) -> Self {
        let part = |from: u32, to: u32| &text[from as usize..to as usize];
        let (before, after) = (part(side.context.start, side.span.start), part(side.span.end, side.context.end));
        Self(side.paragraph, before, side.span.of(text), after, side.mentions)
    }
}
