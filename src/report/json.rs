//! The wire form of findings: names that programs read, changed only together with a schema number.

use crate::findings::{
    Article, Cluster, Comparison, Coverage, Findings, LeftOut, Pair, Passage, Ratio, Side, Similarity,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

#[derive(Serialize)]
struct RatioLine {
    shared: u64,
    total: u64,
}

impl From<Ratio> for RatioLine {
    fn from(ratio: Ratio) -> Self {
        Self { shared: ratio.shared, total: ratio.total }
    }
}

#[derive(Serialize)]
struct ContainmentLine {
    a_in_b: RatioLine,
    b_in_a: RatioLine,
}

impl From<Similarity> for ContainmentLine {
    fn from(similarity: Similarity) -> Self {
        Self { a_in_b: similarity.a_in_b().into(), b_in_a: similarity.b_in_a().into() }
    }
}

#[derive(Serialize)]
struct ArticleLine<'a> {
    id: &'a str,
    source: &'a str,
    words: u32,
    paragraphs: u32,
}

impl<'a> From<&'a Article> for ArticleLine<'a> {
    fn from(article: &'a Article) -> Self {
        Self { id: &article.id, source: &article.source, words: article.words, paragraphs: article.paragraphs }
    }
}

#[derive(Serialize)]
struct CoverageLine {
    words: u32,
    of: u32,
}

impl From<Coverage> for CoverageLine {
    fn from(coverage: Coverage) -> Self {
        Self { words: coverage.words, of: coverage.of }
    }
}

#[derive(Serialize)]
struct SidesLine<T> {
    a: T,
    b: T,
}

#[derive(Serialize)]
struct SideLine {
    start: u32,
    end: u32,
    paragraphs: (u32, u32),
    words: u32,
}

impl From<Side> for SideLine {
    fn from(side: Side) -> Self {
        Self { start: side.span.start, end: side.span.end, paragraphs: side.paragraphs, words: side.words }
    }
}

#[derive(Serialize)]
struct PassageLine {
    grade: &'static str,
    words_equal: u32,
    a: SideLine,
    b: SideLine,
}

impl From<&Passage> for PassageLine {
    fn from(passage: &Passage) -> Self {
        Self { grade: passage.grade.name(), words_equal: passage.words_equal, a: passage.a.into(), b: passage.b.into() }
    }
}

#[derive(Serialize)]
struct ComparisonLine<'a> {
    schema: &'static str,
    a: ArticleLine<'a>,
    b: ArticleLine<'a>,
    jaccard: RatioLine,
    containment: ContainmentLine,
    coverage: SidesLine<CoverageLine>,
    passages: Vec<PassageLine>,
}

/// Writes one comparison as a line of JSON, schema `retold.comparison/1`; the numbers in it are places in `articles`.
///
/// # Errors
/// When `out` takes no more.
pub fn write_comparison(articles: &[Article], comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let line = ComparisonLine {
        schema: "retold.comparison/1",
        a: (&articles[comparison.a.index()]).into(),
        b: (&articles[comparison.b.index()]).into(),
        jaccard: comparison.similarity.jaccard().into(),
        containment: comparison.similarity.into(),
        coverage: SidesLine { a: comparison.a_coverage.into(), b: comparison.b_coverage.into() },
        passages: comparison.passages.iter().map(PassageLine::from).collect(),
    };
    write_line(&line, out)
}

pub(super) fn write_line(line: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct PairLine<'a> {
    a: &'a str,
    b: &'a str,
    jaccard: RatioLine,
    containment: ContainmentLine,
    /// Of the smaller article's words, those in shared passages that are no quotations.
    covered: RatioLine,
    /// The same sentences with other figures.
    template: bool,
}

pub(super) fn write_pair(findings: &Findings, pair: &Pair, out: &mut dyn Write) -> io::Result<()> {
    let line = PairLine {
        a: &findings.articles[pair.a.index()].id,
        b: &findings.articles[pair.b.index()].id,
        jaccard: pair.similarity.jaccard().into(),
        containment: pair.similarity.into(),
        covered: pair.covered.into(),
        template: pair.template,
    };
    write_line(&line, out)
}

/// A member of a cluster, compared with its representative: A is the representative, B the member.
#[derive(Serialize)]
struct MemberLine<'a> {
    id: &'a str,
    source: &'a str,
    title: Option<&'a str>,
    date: Option<&'a str>,
    words: u32,
    jaccard: RatioLine,
    containment: MemberContainment,
}

#[derive(Serialize)]
struct MemberContainment {
    in_representative: RatioLine,
    of_representative: RatioLine,
}

#[derive(Serialize)]
struct ClusterLine<'a> {
    cluster: usize,
    representative: &'a str,
    size: usize,
    members: Vec<MemberLine<'a>>,
    /// The lowest Jaccard similarity of a member to the representative.
    lowest: RatioLine,
}

pub(super) fn write_cluster(
    findings: &Findings,
    number: usize,
    cluster: &Cluster,
    out: &mut dyn Write,
) -> io::Result<()> {
    let representative = &findings.articles[cluster.representative.index()];
    let of = cluster.members.first().map_or(0, |(_, similarity)| similarity.a);
    let itself = Similarity { shared: of, a: of, b: of };
    let all = std::iter::once((cluster.representative, itself)).chain(cluster.members.iter().copied());
    let members = all.map(|(number, similarity)| MemberLine::new(&findings.articles[number.index()], similarity));
    let line = ClusterLine {
        cluster: number,
        representative: &representative.id,
        size: cluster.size(),
        members: members.collect(),
        lowest: cluster.lowest().into(),
    };
    write_line(&line, out)
}

impl<'a> MemberLine<'a> {
    fn new(article: &'a Article, similarity: Similarity) -> Self {
        Self {
            id: &article.id,
            source: &article.source,
            title: article.title.as_deref(),
            date: article.date.as_deref(),
            words: article.words,
            jaccard: similarity.jaccard().into(),
            containment: MemberContainment::of(similarity),
        }
    }
}

impl MemberContainment {
    /// The representative is A.
    fn of(similarity: Similarity) -> Self {
        Self { in_representative: similarity.b_in_a().into(), of_representative: similarity.a_in_b().into() }
    }
}

/// An article that was left out, and the one that stays for it.
#[derive(Serialize)]
struct LeftOutLine<'a> {
    id: &'a str,
    source: &'a str,
    path: &'a str,
    line: Option<u64>,
    kept: &'a str,
    jaccard: RatioLine,
    containment: MemberContainment,
    covered: RatioLine,
    why: &'static str,
}

/// Writes the articles that are left out of a corpus, a line of JSON each.
///
/// # Errors
/// When `out` takes no more.
pub fn write_left_out(findings: &Findings, left_out: &[LeftOut], out: &mut dyn Write) -> io::Result<()> {
    left_out.iter().try_for_each(|gone| {
        let article = &findings.articles[gone.article.index()];
        let line = LeftOutLine {
            id: &article.id,
            source: &article.source,
            path: &article.origin.path,
            line: article.origin.line,
            kept: &findings.articles[gone.kept.index()].id,
            jaccard: gone.similarity.jaccard().into(),
            containment: MemberContainment::of(gone.similarity),
            covered: gone.covered.into(),
            why: gone.why.name(),
        };
        write_line(&line, out)
    })
}

/// The record of a run, schema `retold.run/1`. The only file whose bytes differ between two equal runs: it holds times.
pub(super) fn write_run(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let run = &findings.run;
    let recipe: Map<String, Value> = run.recipe.iter().map(|&(name, value)| (name.to_owned(), number(value))).collect();
    let record = json!({
        "schema": "retold.run/1",
        "version": env!("CARGO_PKG_VERSION"),
        "recipe": recipe,
        "keep": run.keep,
        "inputs": run.inputs.iter().map(|input| json!({
            "path": input.path, "bytes": input.bytes, "sha256": input.sha256,
        })).collect::<Vec<_>>(),
        "counts": {
            "articles": findings.articles.len(),
            "outlets": findings.outlets.len(),
            "words": findings.outlets.iter().map(|outlet| outlet.words).sum::<u64>(),
            "candidate_pairs": run.candidates,
            "aligned_pairs": run.aligned,
            "crowds": run.crowds,
            "pairs_told_by_representative": run.untold,
            "near_duplicate_pairs": findings.pairs.iter().filter(|pair| !pair.template).count(),
            "template_pairs": findings.pairs.iter().filter(|pair| pair.template).count(),
            "clusters": findings.clusters.len(),
            "clustered_articles": findings.clusters.iter().map(Cluster::size).sum::<usize>(),
            "sharing_pairs": findings.comparisons.len(),
            "passages": findings.comparisons.iter().map(|comparison| comparison.passages.len()).sum::<usize>(),
            "skipped": run.skipped.len(),
            "passed_over_files": run.passed_over,
        },
        "measured_recall": run.recall.map(|recall| json!({
            "sampled": recall.sampled, "pairs": recall.pairs, "found": recall.found,
        })),
        "passages_sought": run.passages_sought,
        "skipped": run.skipped.iter().map(|skipped| json!({
            "path": skipped.origin.path, "line": skipped.origin.line,
            "kind": skipped.cause.kind(), "cause": skipped.cause.to_string(),
        })).collect::<Vec<_>>(),
        "guessed_encodings": run.guessed.iter().map(|((path, encoding), texts)| json!({
            "path": path, "encoding": encoding, "texts": texts,
        })).collect::<Vec<_>>(),
        "timings": run.stages.iter().map(|stage| json!({
            "stage": stage.name, "seconds": stage.wall_time.as_secs_f64(),
        })).collect::<Vec<_>>(),
        "threads": run.threads,
        "cpu_seconds": run.cpu_time.map(|time| time.as_secs_f64()),
        "peak_memory_bytes": run.peak_memory_bytes,
    });
    serde_json::to_writer_pretty(&mut *out, &record)?;
    out.write_all(b"\n")
}

/// Whole numbers without a fraction.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as u64) } else { json!(value) }
}
