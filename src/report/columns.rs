//! The findings as Parquet: a row a pair, a member of a cluster, a passage; for engines that hold more of them than memory does.

use super::WriteFile;
use super::files::{boilerplate, outlets};
use super::html::write_findings_html;
use super::json::write_run;
use crate::findings::{Article, Carrier, Comparison, Findings, Group, Pair, Passage, Ratio, Side, Similarity};
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
    ("clusters.parquet", clusters),
    ("pairs.parquet", pairs),
    ("passages.parquet", passages),
    ("groups.parquet", groups),
    ("boilerplate.jsonl", boilerplate),
    ("outlets.csv", outlets),
    ("report.html", write_findings_html),
    ("run.json", write_run),
];

/// Rows that are turned into columns at once.
const BATCH_ROWS: usize = 1 << 16;

/// Rows on their way into columns: all have the same names.
type Columns = Vec<(&'static str, ArrayRef)>;

/// Writes a table: `columns` makes those of some rows, no rows too, which tell what an empty table holds.
fn write<R>(
    rows: impl IntoIterator<Item = R>,
    columns: impl Fn(&[R]) -> Columns,
    out: &mut dyn Write,
) -> io::Result<()> {
    let failed = io::Error::other::<ParquetError>;
    let batch = |rows: &[R]| RecordBatch::try_from_iter(columns(rows)).map_err(io::Error::other);
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
    // A buffer between: the writer wants one that can go to another thread.
    let mut writer = ArrowWriter::try_new(Vec::new(), batch(&[])?.schema(), Some(properties)).map_err(failed)?;
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<R> = rows.by_ref().take(BATCH_ROWS).collect();
        if some.is_empty() {
            break;
        }
        writer.write(&batch(&some)?).map_err(failed)?;
        out.write_all(&std::mem::take(writer.inner_mut()))?;
    }
    writer.finish().map_err(failed)?;
    out.write_all(&std::mem::take(writer.inner_mut()))
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

fn pairs(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let columns = |rows: &[Pair]| {
        let [jaccard_shared, jaccard_total] = ratio(rows, |pair| pair.similarity.jaccard());
        let [covered_shared, covered_total] = ratio(rows, |pair| pair.covered);
        vec![
            ("a", words(rows.iter().map(|pair| id(findings, pair.a)))),
            ("b", words(rows.iter().map(|pair| id(findings, pair.b)))),
            ("jaccard_shared", jaccard_shared),
            ("jaccard_total", jaccard_total),
            ("a_shingles", numbers(rows.iter().map(|pair| pair.similarity.a))),
            ("b_shingles", numbers(rows.iter().map(|pair| pair.similarity.b))),
            ("covered_shared", covered_shared),
            ("covered_total", covered_total),
            ("template", Arc::new(BooleanArray::from_iter(rows.iter().map(|pair| Some(pair.template)))) as ArrayRef),
        ]
    };
    write(findings.pairs.iter().copied(), columns, out)
}

/// A row a carrier; of the first of each passage its text.
struct CarrierRow<'a> {
    number: u32,
    group: &'a Group,
    carrier: &'a Carrier,
    is_first: bool,
    article: Cow<'a, Article>,
}

fn groups(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
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
    write(carriers, columns, out)
}

/// A member of a cluster, or its representative.
struct Member<'a> {
    cluster: u32,
    size: u32,
    representative: Cow<'a, str>,
    article: Cow<'a, Article>,
    similarity: Similarity,
}

fn clusters(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let members = (1..).zip(&findings.clusters).flat_map(|(number, cluster)| {
        let of = cluster.members.first().map_or(0, |(_, similarity)| similarity.a);
        let itself = (cluster.representative, Similarity { shared: of, a: of, b: of });
        let all = std::iter::once(itself).chain(cluster.members.iter().copied());
        all.map(move |(article, similarity)| Member {
            cluster: number,
            size: cluster.size() as u32,
            representative: id(findings, cluster.representative),
            article: findings.articles.get(article),
            similarity,
        })
    });
    let columns = |rows: &[Member]| {
        let [jaccard_shared, jaccard_total] = ratio(rows, |member| member.similarity.jaccard());
        let given = |of: fn(&Article) -> Option<&str>| {
            Arc::new(StringArray::from_iter(rows.iter().map(|member| of(&member.article)))) as ArrayRef
        };
        vec![
            ("cluster", numbers(rows.iter().map(|member| member.cluster))),
            ("size", numbers(rows.iter().map(|member| member.size))),
            ("representative", words(rows.iter().map(|member| &member.representative))),
            ("id", words(rows.iter().map(|member| &member.article.id))),
            ("source", words(rows.iter().map(|member| &member.article.source))),
            ("title", given(|article| article.title.as_deref())),
            ("date", given(|article| article.date.as_deref())),
            ("words", numbers(rows.iter().map(|member| member.article.words))),
            ("jaccard_shared", jaccard_shared),
            ("jaccard_total", jaccard_total),
            ("representative_shingles", numbers(rows.iter().map(|member| member.similarity.a))),
            ("shingles", numbers(rows.iter().map(|member| member.similarity.b))),
        ]
    };
    write(members, columns, out)
}

fn passages(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let rows = findings.comparisons.iter().flat_map(|comparison| {
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
            ("a", words(rows.iter().map(|(a, ..)| id(findings, *a)))),
            ("b", words(rows.iter().map(|(_, b, _)| id(findings, *b)))),
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
    write(rows, columns, out)
}
