//! What a comparison of two articles tells beside, on the wire.

use super::{SideLine, SidesLine, SpanLine};
use crate::findings::{Closeup, Disguise, Fact, FactSide, Headline};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct CloseupLine {
    headline: Option<HeadlineLine>,
    /// What only A has, and what only B has.
    alone: SidesLine<Vec<SideLine>>,
    facts: Vec<FactLine>,
    disguises: SidesLine<Vec<DisguiseLine>>,
}

impl From<&Closeup> for CloseupLine {
    fn from(closeup: &Closeup) -> Self {
        let sides = |sides: &[crate::findings::Side]| sides.iter().map(|&side| side.into()).collect();
        let [a, b] = &closeup.disguises;
        let disguises = |of: &[Disguise]| of.iter().map(DisguiseLine::from).collect();
        Self {
            headline: closeup.headline.map(HeadlineLine::from),
            alone: SidesLine { a: sides(&closeup.left_out), b: sides(&closeup.added) },
            facts: closeup.facts.iter().map(FactLine::from).collect(),
            disguises: SidesLine { a: disguises(a), b: disguises(b) },
        }
    }
}

#[derive(Serialize)]
struct HeadlineLine {
    grade: Option<&'static str>,
    words_equal: u32,
    a_words: u32,
    b_words: u32,
}

impl From<Headline> for HeadlineLine {
    fn from(headline: Headline) -> Self {
        let Headline { a_words, b_words, words_equal, grade } = headline;
        Self { grade: grade.map(|grade| grade.name()), words_equal, a_words, b_words }
    }
}

#[derive(Serialize)]
struct FactLine {
    kind: &'static str,
    likeness: &'static str,
    a: FactSideLine,
    b: FactSideLine,
}

impl From<&Fact> for FactLine {
    fn from(fact: &Fact) -> Self {
        Self {
            kind: fact.kind.name(),
            likeness: fact.likeness.name(),
            a: FactSideLine::from(&fact.a),
            b: FactSideLine::from(&fact.b),
        }
    }
}

#[derive(Serialize)]
struct FactSideLine {
    #[serde(flatten)]
    span: SpanLine,
    paragraph: u32,
    mentions: u32,
}

impl From<&FactSide> for FactSideLine {
    fn from(side: &FactSide) -> Self {
        Self { span: side.span.into(), paragraph: side.paragraph, mentions: side.mentions }
    }
}

#[derive(Serialize)]
struct DisguiseLine {
    kind: &'static str,
    count: u32,
    first: SpanLine,
}

impl From<&Disguise> for DisguiseLine {
    fn from(disguise: &Disguise) -> Self {
        Self { kind: disguise.kind.name(), count: disguise.count, first: disguise.first.into() }
    }
}
