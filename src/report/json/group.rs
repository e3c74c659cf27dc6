//! Passage groups and house text on the wire.

use super::{SideLine, write_line};
use crate::findings::{Articles, Boilerplate, Carrier, Findings, Group};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

/// A carrier of a passage.
#[derive(Serialize)]
struct CarrierLine {
    id: String,
    source: String,
    date: Option<String>,
    start: u32,
    end: u32,
    paragraphs: (u32, u32),
    words: u32,
    words_equal: u32,
    variant: u32,
}

#[derive(Serialize)]
pub(super) struct GroupLine<'a> {
    schema: &'static str,
    group: usize,
    words: u32,
    articles: u32,
    outlets: u32,
    variants: u32,
    /// As the first carrier has it.
    text: &'a str,
    carriers: Vec<CarrierLine>,
}

/// A passage and its carriers, schema `retold.group/1`.
pub(in crate::report) fn write_group(
    articles: &Articles,
    number: usize,
    group: &Group,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_line(&GroupLine::new(articles, number, group), out)
}

impl<'a> GroupLine<'a> {
    /// The line of the group with this number, counted from 1.
    pub(super) fn new(articles: &Articles, number: usize, group: &'a Group) -> Self {
        Self {
            schema: "retold.group/1",
            group: number,
            words: group.words(),
            articles: group.articles,
            outlets: group.outlets,
            variants: group.variants(),
            text: &group.text,
            carriers: group.carriers.iter().map(|carrier| CarrierLine::new(articles, carrier)).collect(),
        }
    }
}

impl CarrierLine {
    fn new(articles: &Articles, carrier: &Carrier) -> Self {
        let article = articles.get(carrier.article).into_owned();
        let SideLine { start, end, paragraphs, words } = carrier.side.into();
        Self {
            id: article.id,
            source: article.source,
            date: article.date,
            start,
            end,
            paragraphs,
            words,
            words_equal: carrier.words_equal,
            variant: carrier.variant,
        }
    }
}

#[derive(Serialize)]
pub(super) struct BoilerplateLine<'a> {
    schema: &'static str,
    source: &'a str,
    articles: u32,
    words: u32,
    total_words: u64,
    /// The first article by id that has it.
    first: Cow<'a, str>,
    text: &'a str,
}

/// A paragraph of house text, schema `retold.boilerplate/1`.
pub(in crate::report) fn write_boilerplate(
    findings: &Findings,
    found: &Boilerplate,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_line(&BoilerplateLine::new(findings, found), out)
}

impl<'a> BoilerplateLine<'a> {
    pub(super) fn new(findings: &'a Findings, found: &'a Boilerplate) -> Self {
        Self {
            schema: "retold.boilerplate/1",
            source: &findings.outlets[found.outlet as usize].name,
            articles: found.articles,
            words: found.words,
            total_words: found.total_words,
            first: findings.articles.id(found.first),
            text: &found.text,
        }
    }
}
