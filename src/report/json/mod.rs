//! The wire form of findings: names that programs read, changed only together with a schema number.

mod closeup;
mod comparison;
mod trace;

pub use comparison::write_comparison;
pub use trace::write_trace_json;

use crate::findings::{Article, Boilerplate, Cluster, Findings, Group, LeftOut, Pair, Proof, Ratio, Side, Similarity};
use crate::text::Span;
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
struct SidesLine<T> {
    a: T,
    b: T,
}

#[derive(Serialize)]
struct SpanLine {
    start: u32,
    end: u32,
}

impl From<Span> for SpanLine {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
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

/// A carrier of a passage.
#[derive(Serialize)]
struct CarrierLine<'a> {
    id: &'a str,
    source: &'a str,
    date: Option<&'a str>,
    start: u32,
    end: u32,
    paragraphs: (u32, u32),
    words: u32,
    words_equal: u32,
    variant: u32,
}

#[derive(Serialize)]
struct GroupLine<'a> {
    schema: &'static str,
    group: usize,
    words: u32,
    articles: u32,
    outlets: u32,
    variants: u32,
    /// As the first carrier has it.
    text: &'a str,
    carriers: Vec<CarrierLine<'a>>,
}

/// A passage and its carriers, schema `retold.group/1`.
pub(super) fn write_group(articles: &[Article], number: usize, group: &Group, out: &mut dyn Write) -> io::Result<()> {
    let carriers = group.carriers.iter().map(|carrier| {
        let article = &articles[carrier.article.index()];
        let SideLine { start, end, paragraphs, words } = carrier.side.into();
        CarrierLine {
            id: &article.id,
            source: &article.source,
            date: article.date.as_deref(),
            start,
            end,
            paragraphs,
            words,
            words_equal: carrier.words_equal,
            variant: carrier.variant,
        }
    });
    let line = GroupLine {
        schema: "retold.group/1",
        group: number,
        words: group.words(),
        articles: group.articles,
        outlets: group.outlets,
        variants: group.variants(),
        text: &group.text,
        carriers: carriers.collect(),
    };
    write_line(&line, out)
}

#[derive(Serialize)]
struct BoilerplateLine<'a> {
    schema: &'static str,
    source: &'a str,
    articles: u32,
    words: u32,
    total_words: u64,
    /// The first article by id that has it.
    first: &'a str,
    text: &'a str,
}

/// A paragraph of house text, schema `retold.boilerplate/1`.
pub(super) fn write_boilerplate(findings: &Findings, found: &Boilerplate, out: &mut dyn Write) -> io::Result<()> {
    let line = BoilerplateLine {
        schema: "retold.boilerplate/1",
        source: &findings.outlets[found.outlet as usize].name,
        articles: found.articles,
        words: found.words,
        total_words: found.total_words,
        first: &findings.articles[found.first.index()].id,
        text: &found.text,
    };
    write_line(&line, out)
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
            "repeated_runs": run.repeated_runs,
            "passage_groups": findings.groups.len(),
            "boilerplate_paragraphs": findings.boilerplate.len(),
            "boilerplate_words": findings.outlets.iter().filter_map(|outlet| outlet.share).map(|share| share.boilerplate_words).sum::<u64>(),
            "outlet_pairs": findings.outlet_pairs.len(),
            "outlet_pairs_unlisted": findings.outlets.iter().filter_map(|outlet| outlet.share).map(|share| u64::from(share.others_unlisted)).sum::<u64>(),
            "skipped": run.skipped.len(),
            "passed_over_files": run.passed_over,
        },
        "measured_recall": run.recall.map(|recall| json!({
            "sampled": recall.sampled, "pairs": recall.pairs, "found": recall.found,
        })),
        "exact": run.proof.map(proof),
        "window_days": run.window_days,
        "passages_sought": run.passages_sought,
        "skipped": run.skipped.iter().map(|skipped| json!({
            "path": skipped.origin.path, "line": skipped.origin.line,
            "kind": skipped.cause.kind(), "cause": skipped.cause.to_string(),
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

fn proof(proof: Proof) -> Value {
    match proof {
        Proof::TooMany { articles, most } => json!({"compared": false, "articles": articles, "most": most}),
        Proof::Compared { runs, runs_found, pairs, pairs_listed, pairs_grouped } => json!({
            "compared": true, "runs": runs, "runs_found": runs_found,
            "pairs": pairs, "pairs_listed": pairs_listed, "pairs_told_by_group": pairs_grouped,
        }),
    }
}

/// Whole numbers without a fraction.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as u64) } else { json!(value) }
}
