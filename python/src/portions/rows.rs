//! What rows hold, as the library takes it.

use super::Batches;
use crate::columns::{self, Columns, given, listed, made};
use crate::errors;
use pyo3::prelude::*;
use retold::findings::Similarity;
use retold::neardup::{BbitSignature, Verdict};
use retold::pipeline::portion::{ComparedRow, PortionWriter, Text};
use std::collections::BTreeSet;
use std::io;

pub(super) fn similarity(columns: &Columns) -> io::Result<impl Fn(usize) -> Similarity> {
    let names = ["shared", "a_shingles", "b_shingles"];
    let [shared, a, b] = names.map(|name| columns.numbers(name).cloned());
    let (shared, a, b) = (shared?, a?, b?);
    Ok(move |row| Similarity { shared: shared.value(row) as u32, a: a.value(row) as u32, b: b.value(row) as u32 })
}

pub(super) fn counts(of: impl Iterator<Item = Similarity> + Clone) -> [(&'static str, arrow_array::ArrayRef); 3] {
    let column = |count: fn(Similarity) -> u32| columns::numbers(of.clone().map(|it| count(it).into()));
    [("shared", column(|it| it.shared)), ("a_shingles", column(|it| it.a)), ("b_shingles", column(|it| it.b))]
}

pub(super) fn verdict(number: i64) -> Verdict {
    match number {
        1 => Verdict::NearDuplicates,
        2 => Verdict::Template,
        _ => Verdict::Apart,
    }
}

pub(super) fn number(verdict: Verdict) -> i64 {
    match verdict {
        Verdict::Apart => 0,
        Verdict::NearDuplicates => 1,
        Verdict::Template => 2,
    }
}

pub(super) fn compared(rows: &[ComparedRow]) -> Batches {
    let mut all = vec![
        ("a", columns::numbers(rows.iter().map(|row| row.a.into()))),
        ("b", columns::numbers(rows.iter().map(|row| row.b.into()))),
    ];
    all.extend(counts(rows.iter().map(|row| row.similarity)));
    all.extend([
        ("covered_shared", columns::numbers(rows.iter().map(|row| row.covered.shared as i64))),
        ("covered_total", columns::numbers(rows.iter().map(|row| row.covered.total as i64))),
        ("verdict", columns::numbers(rows.iter().map(|row| number(row.verdict)))),
        ("aligned", columns::flags(rows.iter().map(|row| row.aligned))),
        ("passages", columns::bytes(rows.iter().map(|row| row.passages.as_deref()))),
    ]);
    made(all)
}

pub(super) fn bbit(bytes: &[u8]) -> io::Result<BbitSignature> {
    bytes.try_into().map(BbitSignature).map_err(|_| io::Error::other("a signature has 128 bytes"))
}

/// What a text is to a representative, in one number.
pub(super) fn kin(number: Option<i64>) -> Option<(u32, bool)> {
    number.map(|number| ((number >> 1) as u32, number & 1 == 1))
}

/// Adds the texts in some columns, whose names begin so, to a portion.
pub(super) fn add(portion: &mut PortionWriter, columns: &Columns, side: &str) -> io::Result<()> {
    let name = |part: &str| format!("{side}{part}");
    let (numbers, words) = (columns.numbers(&name("text"))?, columns.numbers(&name("words"))?);
    let (outlet, seconds) = (columns.numbers(&name("outlet"))?, columns.numbers(&name("seconds"))?);
    let (house, body) = (columns.lists(&name("house"))?, columns.words(&name("body"))?);
    let mut known = BTreeSet::new();
    for row in (0..columns.rows()).filter(|&row| known.insert(numbers.value(row))) {
        portion.add(Text {
            number: numbers.value(row) as u32,
            words: words.value(row) as u32,
            outlet: outlet.value(row) as u32,
            seconds: given(seconds, row),
            house: listed(house, row)?,
            text: body.value(row),
        });
    }
    Ok(())
}

pub(super) fn disk(py: Python<'_>, error: impl std::fmt::Display) -> PyErr {
    errors::disk(py, error)
}
