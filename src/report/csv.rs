//! Pairs of articles as one table, a row a pair: for spreadsheets.
//!
//! What came from outside is made harmless in a cell: control characters are shown, not obeyed, and a cell that a spreadsheet would take
//! for a formula (`=`, `+`, `-`, `@` in front) begins with an apostrophe. Programs that need texts as they are read the JSON forms.

use crate::findings::{Article, Articles, Comparison, Coverage, Findings, Pair, Ratio};
use crate::text::{DocId, printable};
use std::cmp::Ordering;
use std::io::{self, Write};

/// The columns that are told of every pair.
const COLUMNS: [&str; 19] = [
    "a",
    "a_source",
    "a_title",
    "a_date",
    "a_words",
    "a_shared_words",
    "a_share",
    "b",
    "b_source",
    "b_title",
    "b_date",
    "b_words",
    "b_shared_words",
    "b_share",
    "jaccard",
    "containment",
    "passages",
    "longest_run",
    "grades",
];

/// Writes the pairs of a scan that are near-duplicates or share passages, by article A, then B, under a header. Beside what
/// [`write_comparisons_csv`] tells: `near_duplicate` (`yes`, `template` or nothing) and the `cluster` in which both are.
///
/// # Errors
/// When `out` takes no more.
pub fn write_pairs_csv(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS.iter().chain(&["near_duplicate", "cluster"]))?;
    let cluster_of = clusters(findings);
    let mut row = |pair: Option<&Pair>, comparison: Option<&Comparison>| {
        let Some((a, b)) = pair.map(|it| (it.a, it.b)).or(comparison.map(|it| (it.a, it.b))) else { return Ok(()) };
        let similarity = pair.map(|it| it.similarity).or(comparison.map(|it| it.similarity)).unwrap_or_default();
        let likeness = [similarity.jaccard(), similarity.containment()];
        let near = pair.map_or("", |pair| if pair.template { "template" } else { "yes" });
        let cluster = cluster_of[a.index()].filter(|_| cluster_of[a.index()] == cluster_of[b.index()]);
        let cluster = cluster.map_or(String::new(), |number| number.to_string());
        let sides = [a, b].map(|it| findings.articles.get(it));
        let cells = cells([&sides[0], &sides[1]], likeness, comparison);
        table.write_record(cells.into_iter().chain([near.to_owned(), cluster]))
    };
    // Both lists ascend.
    let (mut pairs, mut comparisons) = (findings.pairs.iter().peekable(), findings.comparisons.iter().peekable());
    loop {
        let order = match (pairs.peek(), comparisons.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(pair), Some(comparison)) => (pair.a, pair.b).cmp(&(comparison.a, comparison.b)),
        };
        let pair = if order.is_le() { pairs.next() } else { None };
        let comparison = if order.is_ge() { comparisons.next() } else { None };
        row(pair, comparison.as_ref())?;
    }
    table.flush()
}

/// Writes comparisons, a row each, under a header: of either side id, outlet, headline, date, words, the words that stand in the other and
/// their share from 0 to 1; Jaccard similarity and containment of the smaller, rounded down; the number of passages, the longest run of
/// equal words, and the grades.
///
/// # Errors
/// When `out` takes no more.
pub fn write_comparisons_csv<'a>(
    articles: &Articles,
    comparisons: impl IntoIterator<Item = &'a Comparison>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for comparison in comparisons {
        let likeness = [comparison.similarity.jaccard(), comparison.similarity.containment()];
        let sides = [comparison.a, comparison.b].map(|it: DocId| articles.get(it));
        table.write_record(cells([&sides[0], &sides[1]], likeness, Some(comparison)))?;
    }
    table.flush()
}

/// The cells of [`COLUMNS`]. Where no passages were looked for, what they tell stays empty.
fn cells(sides: [&Article; 2], likeness: [Ratio; 2], comparison: Option<&Comparison>) -> Vec<String> {
    let coverages = [comparison.map(|it| it.a_coverage), comparison.map(|it| it.b_coverage)];
    let mut cells = Vec::with_capacity(COLUMNS.len() + 2);
    for (article, coverage) in sides.into_iter().zip(coverages) {
        let told = |text: &Option<String>| text.as_deref().map(cell).unwrap_or_default();
        let share = |of: Coverage| decimal(Ratio { shared: of.words.into(), total: of.of.into() });
        cells.extend([cell(&article.id), cell(&article.source), told(&article.title), told(&article.date)]);
        cells.push(article.words.to_string());
        cells.push(coverage.map_or(String::new(), |it| it.words.to_string()));
        cells.push(coverage.map_or(String::new(), share));
    }
    cells.extend(likeness.map(decimal));
    cells.push(comparison.map_or(String::new(), |it| it.passages.len().to_string()));
    cells.push(comparison.map_or(String::new(), |it| it.longest_run.to_string()));
    let mut grades: Vec<&str> = comparison.iter().flat_map(|it| &it.passages).map(|it| it.grade.name()).collect();
    grades.sort_unstable();
    grades.dedup();
    cells.push(grades.join(" "));
    cells
}

/// A text from outside as a cell.
pub(super) fn cell(text: &str) -> String {
    let shown = printable(text);
    let is_formula = shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\'']);
    if is_formula { format!("'{shown}") } else { shown.into_owned() }
}

/// A ratio in four places, rounded down.
fn decimal(ratio: Ratio) -> String {
    let places = (10_000 * ratio.shared).checked_div(ratio.total).unwrap_or(0);
    format!("{}.{:04}", places / 10_000, places % 10_000)
}

/// The number of each article's cluster, counted from 1.
fn clusters(findings: &Findings) -> Vec<Option<usize>> {
    let mut cluster_of = vec![None; findings.articles.len()];
    for (number, cluster) in (1..).zip(&findings.clusters) {
        let members = cluster.members.iter().map(|(member, _)| *member);
        members.chain([cluster.representative]).for_each(|member| cluster_of[member.index()] = Some(number));
    }
    cluster_of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_from_outside_is_a_formula() {
        let cases = [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", " =1"),
            ("＝1", "'＝1"),
            ("'quoted'", "''quoted'"),
            ("a=b, \u{1b}c\nd", "a=b, �c d"),
        ];
        for (given, shown) in cases {
            assert_eq!(cell(given), shown);
        }
    }

    #[test]
    fn shares_are_rounded_down() {
        let of = |shared, total| decimal(Ratio { shared, total });
        assert_eq!([of(2, 3), of(1, 1), of(0, 0), of(99_999, 100_000)], ["0.6666", "1.0000", "0.0000", "0.9999"]);
    }
}
