use super::bounds::PAIRS;
use super::cast::{Cast, outlet_of};
use super::outlets::MatrixData;
use crate::findings::{Comparison, Findings, Grade};
use crate::text::DocId;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The pairs of articles behind the matrix.
#[derive(Debug, Serialize)]
pub(super) struct PairsData {
    grades: [&'static str; 4],
    /// By places of two outlets in the matrix, the smaller first: how many pairs of their articles were told, and those of them that share
    /// most words.
    of: Vec<(usize, usize, u64, Vec<PairData>)>,
}

/// The article of the first outlet and that of the second, of either its words that stand in the other, and the grade of the largest passage.
#[derive(Debug, Serialize)]
struct PairData(u32, u32, u32, u32, usize);

/// The pairs of articles of two outlets that share most words; kept while all of them pass by.
#[derive(Debug, Default)]
struct Largest {
    all: u64,
    kept: Vec<Kept>,
}

#[derive(Debug, Clone, Copy)]
struct Kept {
    articles: (DocId, DocId),
    words: (u32, u32),
    grade: Grade,
}

const GRADES: [Grade; 4] = [Grade::Verbatim, Grade::Edited, Grade::Reworded, Grade::Quotation];

/// The pairs of articles of outlets that stand in the matrix. Looks at every comparison once, in order.
pub(super) fn pairs(findings: &Findings, matrix: &MatrixData, cast: &mut Cast) -> PairsData {
    let mut row_of = vec![None; findings.outlets.len()];
    matrix.numbers.iter().enumerate().for_each(|(row, &number)| row_of[number as usize] = Some(row));
    let row = |number: DocId| row_of[outlet_of(findings, &findings.articles.get(number).source) as usize];
    let mut largest: BTreeMap<(usize, usize), Largest> = BTreeMap::new();
    for comparison in findings.comparisons.iter() {
        let Some((a, b)) = row(comparison.a).zip(row(comparison.b)).filter(|(a, b)| a != b) else { continue };
        if let Some(kept) = Kept::of(&comparison, a > b) {
            largest.entry((a.min(b), a.max(b))).or_default().take(kept);
        }
    }
    let of = largest.into_iter().map(|((first, second), found)| {
        let told = found.sorted().into_iter().map(|Kept { articles, words, grade }| {
            let grade = GRADES.iter().position(|it| *it == grade).unwrap_or_default();
            PairData(cast.article(articles.0), cast.article(articles.1), words.0, words.1, grade)
        });
        (first, second, found.all, told.collect())
    });
    PairsData { grades: GRADES.map(Grade::name), of: of.collect() }
}

impl Kept {
    /// What is kept of a comparison; with B first, if it is `turned`. Nothing of one without a passage.
    fn of(comparison: &Comparison, turned: bool) -> Option<Self> {
        let grade = comparison.passages.iter().max_by_key(|passage| passage.words_equal)?.grade;
        let (a, b) = (comparison.a, comparison.b);
        let words = (comparison.a_coverage.words, comparison.b_coverage.words);
        Some(match turned {
            true => Self { articles: (b, a), words: (words.1, words.0), grade },
            false => Self { articles: (a, b), words, grade },
        })
    }

    fn order(&self) -> (Reverse<u32>, (DocId, DocId)) {
        (Reverse(self.words.0.max(self.words.1)), self.articles)
    }
}

impl Largest {
    fn take(&mut self, kept: Kept) {
        self.all += 1;
        self.kept.push(kept);
        // Now and then, so that little is held and little is sorted.
        if self.kept.len() >= 4 * PAIRS {
            self.kept = self.sorted();
        }
    }

    fn sorted(&self) -> Vec<Kept> {
        let mut kept = self.kept.clone();
        kept.sort_by_key(Kept::order);
        kept.truncate(PAIRS);
        kept
    }
}
