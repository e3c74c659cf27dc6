//! A trace on the wire.

use super::{ArticleLine, write_line};
use crate::findings::{Article, Place, Trace, TracedParagraph};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct TraceLine<'a> {
    schema: &'static str,
    article: ArticleLine,
    searched: u64,
    paragraphs: Vec<ParagraphLine<'a>>,
}

#[derive(Serialize)]
struct ParagraphLine<'a> {
    paragraph: u32,
    start: u32,
    end: u32,
    words: u32,
    places: Vec<PlaceLine<'a>>,
}

#[derive(Serialize)]
struct PlaceLine<'a> {
    id: &'a str,
    source: &'a str,
    date: Option<&'a str>,
    paragraph: u32,
    words_equal: u32,
    grade: &'static str,
    earlier: Option<bool>,
}

/// Writes a trace as a line of JSON, schema `retold.trace/1`.
///
/// # Errors
/// When `out` takes no more.
pub fn write_trace_json(trace: &Trace, out: &mut dyn Write) -> io::Result<()> {
    let line = TraceLine {
        schema: "retold.trace/1",
        article: (&trace.articles[0]).into(),
        searched: trace.searched,
        paragraphs: trace.paragraphs.iter().map(|paragraph| ParagraphLine::new(paragraph, &trace.articles)).collect(),
    };
    write_line(&line, out)
}

impl<'a> ParagraphLine<'a> {
    fn new(paragraph: &TracedParagraph, articles: &'a [Article]) -> Self {
        Self {
            paragraph: paragraph.number,
            start: paragraph.span.start,
            end: paragraph.span.end,
            words: paragraph.words,
            places: paragraph.places.iter().map(|place| PlaceLine::new(*place, articles)).collect(),
        }
    }
}

impl<'a> PlaceLine<'a> {
    fn new(place: Place, articles: &'a [Article]) -> Self {
        let article = &articles[place.article.index()];
        Self {
            id: &article.id,
            source: &article.source,
            date: article.date.as_deref(),
            paragraph: place.paragraph,
            words_equal: place.words_equal,
            grade: place.grade.name(),
            earlier: place.earlier,
        }
    }
}
