//! What is told of articles: rows to the tables of a scan.

use super::rows::similarity;
use super::{Batches, Portions};
use crate::columns::Columns;
use arrow_array::Array;
use retold::findings::{Article, Articles, Ratio};
use retold::pipeline::portion::{self, PassageRow};
use retold::report::{self, members_table, pairs_table, passages_table};
use retold::text::{DocId, Origin};
use std::io;

/// Articles of which some columns tell, by name, put in order by id.
fn articles(ids: impl Iterator<Item = Article>) -> (Articles, Vec<DocId>) {
    let all: Vec<Article> = ids.collect();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|&x, &y| all[x].id.cmp(&all[y].id));
    let mut numbers = vec![DocId(0); all.len()];
    let mut kept: Vec<Article> = Vec::with_capacity(all.len());
    for place in order {
        // What is known of an article beside its id is told of the first that says it.
        if kept.last().is_none_or(|last| last.id != all[place].id) {
            kept.push(all[place].clone());
        }
        numbers[place] = DocId(kept.len() as u32 - 1);
    }
    (Articles::from(kept), numbers)
}

fn named(id: &str) -> Article {
    Article {
        id: id.to_owned(),
        source: String::new(),
        title: None,
        date: None,
        day: None,
        words: 0,
        paragraphs: 0,
        identity: 0,
        origin: Origin { path: String::new(), line: None },
    }
}

impl Portions {
    pub(super) fn tell_passages(&self, columns: &Columns) -> Batches {
        let ids = [columns.words("a_id")?, columns.words("b_id")?];
        let bodies = [columns.words("a_body")?, columns.words("b_body")?];
        let (similarity, found) = (similarity(columns)?, columns.bytes("passages")?);
        let rows = 0..columns.rows();
        let (articles, numbers) = articles(rows.clone().flat_map(|row| ids.map(|ids| named(ids.value(row)))));
        let row = |row: usize| {
            let (a, b) = (numbers[2 * row], numbers[2 * row + 1]);
            let texts = bodies.map(|bodies| bodies.value(row));
            let swapped = b < a;
            let known = found.is_valid(row).then(|| (similarity(row), found.value(row), swapped));
            let (articles, texts) = if swapped { ([b, a], [texts[1], texts[0]]) } else { ([a, b], texts) };
            PassageRow { articles, texts, known }
        };
        let rows: Vec<PassageRow> = rows.map(row).collect();
        let told = portion::passages(&rows, &self.scan).map_err(io::Error::other)?;
        passages_table(&articles, &told)
    }

    pub(super) fn tell_pairs(columns: &Columns) -> Batches {
        let ids = [columns.words("a_id")?, columns.words("b_id")?];
        let (similarity, template) = (similarity(columns)?, columns.flags("template")?);
        let covered = [columns.numbers("covered_shared")?, columns.numbers("covered_total")?];
        let rows = 0..columns.rows();
        let (articles, numbers) = articles(rows.clone().flat_map(|row| ids.map(|ids| named(ids.value(row)))));
        let pair = |row: usize| {
            let [shared, total] = covered.map(|covered| covered.value(row) as u64);
            let counted = (similarity(row), Ratio { shared, total });
            portion::pair((numbers[2 * row], numbers[2 * row + 1]), counted, template.value(row))
        };
        pairs_table(&articles, &rows.map(pair).collect::<Vec<_>>())
    }

    pub(super) fn tell_members(columns: &Columns) -> Batches {
        let (id, source, title, date) =
            (columns.words("id")?, columns.words("source")?, columns.words("title")?, columns.words("date")?);
        let (representative, words) = (columns.words("representative")?, columns.numbers("words")?);
        let (cluster, size, similarity) = (columns.numbers("cluster")?, columns.numbers("size")?, similarity(columns)?);
        let some = |column: &arrow_array::LargeStringArray, row: usize| {
            column.is_valid(row).then(|| column.value(row).to_owned())
        };
        let rows = 0..columns.rows();
        let member = |row: usize| Article {
            source: source.value(row).to_owned(),
            title: some(title, row),
            date: some(date, row),
            words: words.value(row) as u32,
            ..named(id.value(row))
        };
        // The members themselves come first, so what is known of one is told of it.
        let all: Vec<Article> =
            rows.clone().map(member).chain(rows.clone().map(|row| named(representative.value(row)))).collect();
        let places = (0..columns.rows() as u32).map(DocId);
        let members: Vec<report::Member> = rows
            .zip(places)
            .map(|(row, article)| report::Member {
                cluster: cluster.value(row) as u32,
                size: size.value(row) as u32,
                representative: DocId((columns.rows() + row) as u32),
                article,
                similarity: similarity(row),
            })
            .collect();
        members_table(&Articles::from(all), &members)
    }
}
