use super::bounds::{Listed, MATRIX, OUTLETS};
use super::cast::Cast;
use crate::findings::{Findings, OutletPair};
use serde::Serialize;
use std::cmp::Reverse;

/// An outlet: its name, articles, words; where passages were looked for its own words, those that no other outlet has, house text, and the
/// outlet from which most of its words are.
#[derive(Debug, Serialize)]
pub(super) struct OutletData(u32, u32, u64, Option<[u64; 3]>, Option<u32>);

/// The outlets of most words.
pub(super) fn outlets(findings: &Findings, cast: &mut Cast) -> Listed<OutletData> {
    let mut largest: Vec<u32> = (0..findings.outlets.len() as u32).collect();
    largest.sort_by_key(|&number| (Reverse(findings.outlets[number as usize].words), number));
    let shown = largest.into_iter().take(OUTLETS).map(|number| {
        let outlet = &findings.outlets[number as usize];
        let share = outlet.share.map(|it| [it.own_words, it.unshared_words, it.boilerplate_words]);
        let source = outlet.share.and_then(|it| it.main_source).map(|source| cast.outlet(source));
        OutletData(cast.outlet(number), outlet.articles, outlet.words, share, source)
    });
    Listed { shown: shown.collect(), all: findings.outlets.len(), file: "outlets.csv" }
}

/// Who shares with whom.
#[derive(Debug, Serialize)]
pub(super) struct MatrixData {
    /// The outlets, those first that share most words; by place among the findings' outlets, which the page does not see.
    #[serde(skip)]
    pub(super) numbers: Vec<u32>,
    outlets: Vec<u32>,
    /// Their words.
    words: Vec<u64>,
    /// Row, column, shared articles and words, and of these words those earlier, later, undecided in the column's outlet.
    cells: Vec<(usize, usize, u32, u64, u64, u64, u64)>,
    /// How many outlets share anything with another.
    all: usize,
}

/// The outlets that share most words with others.
pub(super) fn matrix(findings: &Findings, cast: &mut Cast) -> MatrixData {
    let mut shared = vec![0; findings.outlets.len()];
    let between = || findings.outlet_pairs.iter().filter(|pair| pair.outlet != pair.other);
    between().for_each(|pair: &OutletPair| shared[pair.outlet as usize] += pair.words);
    let mut numbers: Vec<u32> = (0..shared.len() as u32).filter(|&number| shared[number as usize] > 0).collect();
    let all = numbers.len();
    numbers.sort_by_key(|&number| (Reverse(shared[number as usize]), number));
    numbers.truncate(MATRIX);
    let place = |number: u32| numbers.iter().position(|it| *it == number);
    let cells = between().filter_map(|pair| {
        let (row, column) = (place(pair.outlet)?, place(pair.other)?);
        Some((row, column, pair.articles, pair.words, pair.words_earlier, pair.words_later, pair.words_undecided))
    });
    let cells = cells.collect();
    let outlets = numbers.iter().map(|&number| cast.outlet(number)).collect();
    let words = numbers.iter().map(|&number| findings.outlets[number as usize].words).collect();
    MatrixData { numbers, outlets, words, cells, all }
}
