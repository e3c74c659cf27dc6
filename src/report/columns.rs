//! The findings as tables: a row a pair, a member of a cluster, a passage; as Parquet for engines that hold more of them than memory does, and
//! as they are for programs that take them from memory.

use super::WriteFile;
use super::files::{boilerplate, outlets};
use super::html::write_findings_html;
use super::json::write_run;
use crate::findings::{
    Article, Articles, Carrier, Comparison, Findings, Group, LeftOut, Pair, Passage, Ratio, Side, Similarity,
};
use crate::text::DocId;
use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StringArray, UInt32Array, UInt64Array};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

/// The files of a scan's report with Parquet in place of JSON lines. `run.json` comes last.
pub const PARQUET_FILES: [(&str, WriteFile); 8] = [
    ("clusters.parquet", |findings, out| write(&|tell| clusters(findings, tell), out)),
    ("pairs.parquet", |findings, out| write(&|tell| pairs(findings, tell), out)),
    ("passages.parquet", |findings, out| write(&|tell| passages(findings, tell), out)),
    ("groups.parquet", |findings, out| write(&|tell| groups(findings, tell), out)),
    ("boilerplate.jsonl", boilerplate),
    ("outlets.csv", outlets),
    ("report.html", write_findings_html),
    ("run.json", write_run),
];

/// Rows that are turned into columns at once.
const BATCH_ROWS: usize = 1 << 16;

/// Columns in which a row may have nothing.
const MAY_BE_ABSENT: [&str; 4] = ["title", "date", "passage", "line"];

/// Rows on their way into columns: all have the same names.
type Columns = Vec<(&'static str, ArrayRef)>;

/// Is told a table, some rows at a time; first no rows, which tell what an empty one holds.
type Tell<'a> = &'a mut dyn FnMut(RecordBatch) -> io::Result<()>;

/// Tells a table: `columns` makes those of some rows, no rows too.
fn told<R>(rows: impl IntoIterator<Item = R>, columns: impl Fn(&[R]) -> Columns, tell: Tell) -> io::Result<()> {
    // Every batch says the same of its columns, whatever stands in it.
    let told = |(name, column)| (name, column, MAY_BE_ABSENT.contains(&name));
    let batch = |rows: &[R]| {
        let columns = columns(rows).into_iter().map(told);
        RecordBatch::try_from_iter_with_nullable(columns).map_err(io::Error::other)
    };
    tell(batch(&[])?)?;
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<R> = rows.by_ref().take(BATCH_ROWS).collect();
        if some.is_empty() {
            return Ok(());
        }
        tell(batch(&some)?)?;
    }
}

/// Writes a table as Parquet.
fn write(table: &dyn Fn(Tell) -> io::Result<()>, out: &mut dyn Write) -> io::Result<()> {
    let failed = io::Error::other::<ParquetError>;
    // A buffer between: the writer wants one that can go to another thread.
    let mut writer: Option<ArrowWriter<Vec<u8>>> = None;
    table(&mut |rows| {
        let Some(writer) = &mut writer else {
            let packed = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
            writer = Some(ArrowWriter::try_new(Vec::new(), rows.schema(), Some(packed)).map_err(failed)?);
            return Ok(());
        };
        writer.write(&rows).map_err(failed)?;
        out.write_all(&std::mem::take(writer.inner_mut()))
    })?;
    let Some(mut writer) = writer else { return Ok(()) };
    writer.finish().map_err(failed)?;
    out.write_all(&std::mem::take(writer.inner_mut()))
}

/// The tables of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// A row a member of a cluster.
    Clusters,
    /// A row a pair of near-duplicates.
    Pairs,
    /// A row a passage that two articles share.
    Passages,
    /// A row a carrier of a passage.
    Groups,
}

impl Table {
    /// All of them, by the names of their Parquet files.
    pub const ALL: [(&'static str, Self); 4] =
        [("clusters", Self::Clusters), ("pairs", Self::Pairs), ("passages", Self::Passages), ("groups", Self::Groups)];
}

/// A table of findings, with the columns of the Parquet file of its name, in batches of which the first has no rows. All rows are held.
///
/// # Errors
/// When more text comes together in a batch than a column takes (2 GiB).
pub fn findings_table(findings: &Findings, table: Table) -> io::Result<Vec<RecordBatch>> {
    held(&|tell| match table {
        Table::Clusters => clusters(findings, tell),
        Table::Pairs => pairs(findings, tell),
        Table::Passages => passages(findings, tell),
        Table::Groups => groups(findings, tell),
    })
}

/// The passages of some comparisons, whose numbers are places in `articles`, as in the table of a scan.
///
/// # Errors
/// As [`findings_table`].
pub fn passages_table(articles: &Articles, comparisons: &[Comparison]) -> io::Result<Vec<RecordBatch>> {
    held(&|tell| passages_of(articles, comparisons.iter().cloned(), tell))
}

/// Some pairs of near-duplicates, whose numbers are places in `articles`, as in the table of a scan.
///
/// # Errors
/// As [`findings_table`].
pub fn pairs_table(articles: &Articles, pairs: &[Pair]) -> io::Result<Vec<RecordBatch>> {
    held(&|tell| pairs_of(articles, pairs.iter().copied(), tell))
}

/// Some members of clusters, whose numbers are places in `articles`, as in the table of a scan.
///
/// # Errors
/// As [`findings_table`].
pub fn members_table(articles: &Articles, members: &[Member]) -> io::Result<Vec<RecordBatch>> {
    held(&|tell| members_of(articles, members.iter().copied(), tell))
}

/// What is left out of a corpus, with the columns of the table of pairs and where each stood.
///
/// # Errors
/// As [`findings_table`].
pub fn left_out_table(findings: &Findings, left_out: &[LeftOut]) -> io::Result<Vec<RecordBatch>> {
    held(&|tell| self::left_out(findings, left_out, tell))
}

fn held(table: &dyn Fn(Tell) -> io::Result<()>) -> io::Result<Vec<RecordBatch>> {
    let mut all = Vec::new();
    table(&mut |rows| {
        all.push(rows);
        Ok(())
    })?;
    Ok(all)
}

fn words(words: impl Iterator<Item = impl AsRef<str>>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(words))
}

fn numbers(numbers: impl Iterator<Item = u32>) -> ArrayRef {
    Arc::new(UInt32Array::from_iter_values(numbers))
}

/// The shared and the total of each row.
fn ratio<R>(rows: &[R], of: impl Fn(&R) -> Ratio) -> [ArrayRef; 2] {
    let counts = |count: fn(Ratio) -> u64| -> ArrayRef {
        Arc::new(UInt64Array::from_iter_values(rows.iter().map(|row| count(of(row)))))
    };
    [counts(|ratio| ratio.shared), counts(|ratio| ratio.total)]
}

fn id(findings: &Findings, article: DocId) -> Cow<'_, str> {
    findings.articles.id(article)
}

fn pairs(findings: &Findings, tell: Tell) -> io::Result<()> {
    pairs_of(&findings.articles, findings.pairs.iter().copied(), tell)
}

fn pairs_of(articles: &Articles, pairs: impl Iterator<Item = Pair>, tell: Tell) -> io::Result<()> {
    let columns = |rows: &[Pair]| {
        let [jaccard_shared, jaccard_total] = ratio(rows, |pair| pair.similarity.jaccard());
        let [covered_shared, covered_total] = ratio(rows, |pair| pair.covered);
        vec![
            ("a", words(rows.iter().map(|pair| articles.id(pair.a)))),
            ("b", words(rows.iter().map(|pair| articles.id(pair.b)))),
            ("jaccard_shared", jaccard_shared),
            ("jaccard_total", jaccard_total),
            ("a_shingles", numbers(rows.iter().map(|pair| pair.similarity.a))),
            ("b_shingles", numbers(rows.iter().map(|pair| pair.similarity.b))),
            ("covered_shared", covered_shared),
            ("covered_total", covered_total),
            ("template", Arc::new(BooleanArray::from_iter(rows.iter().map(|pair| Some(pair.template)))) as ArrayRef),
        ]
    };
    told(pairs, columns, tell)
}

/// A row a carrier; of the first of each passage its text.
struct CarrierRow<'a> {
    number: u32,
    group: &'a Group,
    carrier: &'a Carrier,
    is_first: bool,
    article: Cow<'a, Article>,
}

fn groups(findings: &Findings, tell: Tell) -> io::Result<()> {
    let carriers = (1..).zip(&findings.groups).flat_map(|(number, group)| {
        (0..).zip(&group.carriers).map(move |(place, carrier)| CarrierRow {
            number,
            group,
            carrier,
            is_first: place == 0,
            article: findings.articles.get(carrier.article),
        })
    });
    let columns = |rows: &[CarrierRow]| {
        let text = rows.iter().map(|row| row.is_first.then_some(row.group.text.as_str()));
        let number = |of: fn(&CarrierRow) -> u32| numbers(rows.iter().map(of));
        vec![
            ("group", number(|row| row.number)),
            ("articles", number(|row| row.group.articles)),
            ("outlets", number(|row| row.group.outlets)),
            ("passage", Arc::new(StringArray::from_iter(text)) as ArrayRef),
            ("id", words(rows.iter().map(|row| &row.article.id))),
            ("source", words(rows.iter().map(|row| &row.article.source))),
            ("start", number(|row| row.carrier.side.span.start)),
            ("end", number(|row| row.carrier.side.span.end)),
            ("words", number(|row| row.carrier.side.words)),
            ("words_equal", number(|row| row.carrier.words_equal)),
            ("variant", number(|row| row.carrier.variant)),
        ]
    };
    told(carriers, columns, tell)
}

/// A member of a cluster, or its representative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The number of the cluster, from 1, the largest first.
    pub cluster: u32,
    /// How many articles it has.
    pub size: u32,
    /// The article that stands for all.
    pub representative: DocId,
    /// The member.
    pub article: DocId,
    /// How similar it is to the representative (as `a`).
    pub similarity: Similarity,
}

fn clusters(findings: &Findings, tell: Tell) -> io::Result<()> {
    let members = (1..).zip(&findings.clusters).flat_map(|(number, cluster)| {
        let of = cluster.members.first().map_or(0, |(_, similarity)| similarity.a);
        let itself = (cluster.representative, Similarity { shared: of, a: of, b: of });
        let all = std::iter::once(itself).chain(cluster.members.iter().copied());
        all.map(move |(article, similarity)| Member {
            cluster: number,
            size: cluster.size() as u32,
            representative: cluster.representative,
            article,
            similarity,
        })
    });
    members_of(&findings.articles, members, tell)
}

fn members_of(articles: &Articles, members: impl Iterator<Item = Member>, tell: Tell) -> io::Result<()> {
    let members = members.map(|member| (member, articles.id(member.representative), articles.get(member.article)));
    let columns = |rows: &[(Member, Cow<str>, Cow<Article>)]| {
        let [jaccard_shared, jaccard_total] = ratio(rows, |(member, ..)| member.similarity.jaccard());
        let given = |of: fn(&Article) -> Option<&str>| {
            Arc::new(StringArray::from_iter(rows.iter().map(|(.., article)| of(article)))) as ArrayRef
        };
        vec![
            ("cluster", numbers(rows.iter().map(|(member, ..)| member.cluster))),
            ("size", numbers(rows.iter().map(|(member, ..)| member.size))),
            ("representative", words(rows.iter().map(|(_, representative, _)| representative))),
            ("id", words(rows.iter().map(|(.., article)| &article.id))),
            ("source", words(rows.iter().map(|(.., article)| &article.source))),
            ("title", given(|article| article.title.as_deref())),
            ("date", given(|article| article.date.as_deref())),
            ("words", numbers(rows.iter().map(|(.., article)| article.words))),
            ("jaccard_shared", jaccard_shared),
            ("jaccard_total", jaccard_total),
            ("representative_shingles", numbers(rows.iter().map(|(member, ..)| member.similarity.a))),
            ("shingles", numbers(rows.iter().map(|(member, ..)| member.similarity.b))),
        ]
    };
    told(members, columns, tell)
}

fn passages(findings: &Findings, tell: Tell) -> io::Result<()> {
    passages_of(&findings.articles, findings.comparisons.iter(), tell)
}

fn passages_of(articles: &Articles, comparisons: impl Iterator<Item = Comparison>, tell: Tell) -> io::Result<()> {
    let rows = comparisons.flat_map(|comparison| {
        let Comparison { a, b, passages, .. } = comparison;
        passages.into_iter().map(move |passage| (a, b, passage))
    });
    let columns = |rows: &[(DocId, DocId, Passage)]| {
        let side = |names: [&'static str; 5], of: fn(&Passage) -> Side| {
            let numbers = |number: fn(Side) -> u32| numbers(rows.iter().map(|(.., passage)| number(of(passage))));
            let columns = [
                numbers(|side| side.span.start),
                numbers(|side| side.span.end),
                numbers(|side| side.paragraphs.0),
                numbers(|side| side.paragraphs.1),
                numbers(|side| side.words),
            ];
            names.into_iter().zip(columns)
        };
        let mut columns = vec![
            ("a", words(rows.iter().map(|(a, ..)| articles.id(*a)))),
            ("b", words(rows.iter().map(|(_, b, _)| articles.id(*b)))),
            ("grade", words(rows.iter().map(|(.., passage)| passage.grade.name()))),
            ("words_equal", numbers(rows.iter().map(|(.., passage)| passage.words_equal))),
        ];
        columns.extend(side(["a_start", "a_end", "a_first_paragraph", "a_last_paragraph", "a_words"], |passage| {
            passage.a
        }));
        columns.extend(side(["b_start", "b_end", "b_first_paragraph", "b_last_paragraph", "b_words"], |passage| {
            passage.b
        }));
        columns
    };
    told(rows, columns, tell)
}

fn left_out(findings: &Findings, left_out: &[LeftOut], tell: Tell) -> io::Result<()> {
    let rows = left_out.iter().map(|gone| (*gone, findings.articles.get(gone.article)));
    let columns = |rows: &[(LeftOut, Cow<Article>)]| {
        let [jaccard_shared, jaccard_total] = ratio(rows, |(gone, _)| gone.similarity.jaccard());
        let [covered_shared, covered_total] = ratio(rows, |(gone, _)| gone.covered);
        let lines = UInt64Array::from_iter(rows.iter().map(|(_, article)| article.origin.line));
        vec![
            ("id", words(rows.iter().map(|(_, article)| &article.id))),
            ("source", words(rows.iter().map(|(_, article)| &article.source))),
            ("path", words(rows.iter().map(|(_, article)| &article.origin.path))),
            ("line", Arc::new(lines) as ArrayRef),
            ("kept", words(rows.iter().map(|(gone, _)| id(findings, gone.kept)))),
            ("jaccard_shared", jaccard_shared),
            ("jaccard_total", jaccard_total),
            ("representative_shingles", numbers(rows.iter().map(|(gone, _)| gone.similarity.a))),
            ("shingles", numbers(rows.iter().map(|(gone, _)| gone.similarity.b))),
            ("covered_shared", covered_shared),
            ("covered_total", covered_total),
            ("why", words(rows.iter().map(|(gone, _)| gone.why.name()))),
        ]
    };
    told(rows, columns, tell)
}
