//! Rows to articles, and pairs to what they have in common.

use super::rows::compared;
use super::{Batches, Portions};
use crate::columns::{self, Columns, made};
use retold::pipeline::portion::{self, Pair, ReadRow};
use retold::pipeline::with_threads;
use std::io;

impl Portions {
    pub(super) fn read_rows(&self, columns: Columns) -> Batches {
        let work = || portion::read(columns.batch(), &self.scan.reading, self.scan.recipe.keep());
        // One of many workers of an engine: it has no cores of its own.
        let rows: Vec<ReadRow> = with_threads(1, work).map_err(io::Error::other)?;
        let each = |of: fn(&portion::ReadArticle) -> Option<&str>| {
            columns::words(rows.iter().map(|row| row.as_ref().ok().and_then(of)))
        };
        let number = |of: fn(&portion::ReadArticle) -> Option<i64>| {
            columns::numbers_given(rows.iter().map(|row| row.as_ref().ok().and_then(of)))
        };
        let bytes = |of: fn(&portion::ReadArticle) -> u128| {
            columns::bytes(rows.iter().map(|row| row.as_ref().ok().map(|article| of(article).to_be_bytes())))
        };
        made(vec![
            ("kind", columns::words(rows.iter().map(|row| row.as_ref().err().map(|cause| cause.kind())))),
            ("cause", columns::words(rows.iter().map(|row| row.as_ref().err().map(ToString::to_string)))),
            ("id", each(|article| Some(&article.id))),
            ("source", each(|article| Some(&article.source))),
            ("given", columns::flags(rows.iter().map(|row| row.as_ref().is_ok_and(|it| it.source_is_given)))),
            ("title", each(|article| article.title.as_deref())),
            ("date", each(|article| article.date.as_ref().map(|date| date.given.as_str()))),
            ("seconds", number(|article| article.date.as_ref().and_then(|date| date.seconds))),
            ("words", number(|article| Some(article.words.into()))),
            ("identity", bytes(|article| article.identity)),
            ("rank1", number(|article| Some(article.rank.0))),
            ("rank2", number(|article| Some(article.rank.1))),
            ("digest", bytes(|article| article.digest)),
            ("body", each(|article| Some(&article.text))),
        ])
    }

    pub(super) fn compare_pairs(&self, columns: &Columns) -> Batches {
        let (a, b) = (columns.numbers("a_text")?, columns.numbers("b_text")?);
        let (sharing, siblings) = (columns.flags("sharing")?, columns.flags("siblings")?);
        let pair = |row: usize| Pair {
            a: a.value(row) as u32,
            b: b.value(row) as u32,
            sharing: sharing.value(row),
            siblings: siblings.value(row),
        };
        let pairs: Vec<Pair> = (0..columns.rows()).map(pair).collect();
        compared(&portion::compare(&self.portion(columns)?, &pairs, &self.scan).map_err(io::Error::other)?)
    }

    pub(super) fn compare_words_of(&self, columns: &Columns) -> Batches {
        let (a, b) = (columns.numbers("a_text")?, columns.numbers("b_text")?);
        let pairs: Vec<(u32, u32)> =
            (0..columns.rows()).map(|row| (a.value(row) as u32, b.value(row) as u32)).collect();
        let portion = self.portion(columns)?;
        let found = portion::compare_words(&portion, &pairs, self.known_language()?, &self.scan);
        compared(&found.map_err(io::Error::other)?)
    }
}
