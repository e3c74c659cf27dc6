//! A comparison on the wire.

use super::closeup::CloseupLine;
use super::{ArticleLine, ContainmentLine, RatioLine, SideLine, SidesLine, SpanLine, write_line};
use crate::findings::{Articles, Comparison, Coverage, Edit, Passage};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct CoverageLine {
    /// Equal words.
    words: u32,
    of: u32,
    /// Of the equal words, those that are speech on both sides.
    quoted: u32,
    /// Of the equal words, those of house text.
    boilerplate: u32,
    /// Words beside that stand in reworded passages.
    reworded: u32,
    paragraphs: u32,
    of_paragraphs: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    characters: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of_characters: Option<u32>,
}

impl CoverageLine {
    fn new(coverage: Coverage, characters: Option<(u32, u32)>) -> Self {
        Self {
            words: coverage.words,
            of: coverage.of,
            quoted: coverage.quoted,
            boilerplate: coverage.boilerplate,
            reworded: coverage.reworded,
            paragraphs: coverage.paragraphs,
            of_paragraphs: coverage.of_paragraphs,
            characters: characters.map(|(equal, _)| equal),
            of_characters: characters.map(|(_, all)| all),
        }
    }
}

#[derive(Serialize)]
struct EditLine {
    kind: &'static str,
    a: SpanLine,
    b: SpanLine,
}

impl From<&Edit> for EditLine {
    fn from(edit: &Edit) -> Self {
        Self { kind: edit.kind.name(), a: edit.a.into(), b: edit.b.into() }
    }
}

#[derive(Serialize)]
struct PassageLine {
    grade: &'static str,
    words_equal: u32,
    a: SideLine,
    b: SideLine,
    /// What differs or moved inside; not in a scan.
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<Vec<EditLine>>,
}

impl PassageLine {
    fn new(passage: &Passage, close: bool) -> Self {
        Self {
            grade: passage.grade.name(),
            words_equal: passage.words_equal,
            a: passage.a.into(),
            b: passage.b.into(),
            edits: close.then(|| passage.edits.iter().map(EditLine::from).collect()),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ComparisonLine {
    schema: &'static str,
    a: ArticleLine,
    b: ArticleLine,
    jaccard: RatioLine,
    containment: ContainmentLine,
    coverage: SidesLine<CoverageLine>,
    passages: Vec<PassageLine>,
    /// Further places of what the passages hold.
    repeats: Vec<PassageLine>,
    #[serde(flatten)]
    closeup: Option<CloseupLine>,
}

/// Writes one comparison as a line of JSON, schema `retold.comparison/1`; the numbers in it are places in `articles`.
///
/// # Errors
/// When `out` takes no more.
pub fn write_comparison(articles: &Articles, comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    write_line(&ComparisonLine::new(articles, comparison), out)
}

impl ComparisonLine {
    pub(super) fn new(articles: &Articles, comparison: &Comparison) -> Self {
        let told = |again: bool| {
            let passages = comparison.passages.iter().filter(move |passage| passage.again == again);
            passages.map(|passage| PassageLine::new(passage, comparison.closeup.is_some())).collect()
        };
        let characters = |side: usize| comparison.closeup.as_ref().map(|closeup| closeup.characters[side]);
        Self {
            schema: "retold.comparison/1",
            a: articles.get(comparison.a).as_ref().into(),
            b: articles.get(comparison.b).as_ref().into(),
            jaccard: comparison.similarity.jaccard().into(),
            containment: comparison.similarity.into(),
            coverage: SidesLine {
                a: CoverageLine::new(comparison.a_coverage, characters(0)),
                b: CoverageLine::new(comparison.b_coverage, characters(1)),
            },
            passages: told(false),
            repeats: told(true),
            closeup: comparison.closeup.as_ref().map(CloseupLine::from),
        }
    }
}
