//! Near-duplicates on the wire: pairs, clusters, and what was left out.

use super::{ContainmentLine, RatioLine, write_line};
use crate::findings::{Article, Cluster, Findings, LeftOut, Pair, Similarity};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

#[derive(Serialize)]
pub(super) struct PairLine<'a> {
    a: Cow<'a, str>,
    b: Cow<'a, str>,
    jaccard: RatioLine,
    containment: ContainmentLine,
    /// Of the smaller article's words, those in shared passages that are no quotations.
    covered: RatioLine,
    /// The same sentences with other figures.
    template: bool,
}

pub(in crate::report) fn write_pair(findings: &Findings, pair: &Pair, out: &mut dyn Write) -> io::Result<()> {
    write_line(&PairLine::new(findings, pair), out)
}

impl<'a> PairLine<'a> {
    pub(super) fn new(findings: &'a Findings, pair: &Pair) -> Self {
        Self {
            a: findings.articles.id(pair.a),
            b: findings.articles.id(pair.b),
            jaccard: pair.similarity.jaccard().into(),
            containment: pair.similarity.into(),
            covered: pair.covered.into(),
            template: pair.template,
        }
    }
}

/// A member of a cluster, compared with its representative: A is the representative, B the member.
#[derive(Serialize)]
struct MemberLine {
    id: String,
    source: String,
    title: Option<String>,
    date: Option<String>,
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
pub(super) struct ClusterLine<'a> {
    cluster: usize,
    representative: Cow<'a, str>,
    size: usize,
    members: Vec<MemberLine>,
    /// The lowest Jaccard similarity of a member to the representative.
    lowest: RatioLine,
}

pub(in crate::report) fn write_cluster(
    findings: &Findings,
    number: usize,
    cluster: &Cluster,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_line(&ClusterLine::new(findings, number, cluster), out)
}

impl<'a> ClusterLine<'a> {
    /// The line of the cluster with this number, counted from 1.
    pub(super) fn new(findings: &'a Findings, number: usize, cluster: &Cluster) -> Self {
        let representative = findings.articles.id(cluster.representative);
        let of = cluster.members.first().map_or(0, |(_, similarity)| similarity.a);
        let itself = Similarity { shared: of, a: of, b: of };
        let all = std::iter::once((cluster.representative, itself)).chain(cluster.members.iter().copied());
        let members =
            all.map(|(number, similarity)| MemberLine::new(findings.articles.get(number).into_owned(), similarity));
        Self {
            cluster: number,
            representative,
            size: cluster.size(),
            members: members.collect(),
            lowest: cluster.lowest().into(),
        }
    }
}

impl MemberLine {
    fn new(article: Article, similarity: Similarity) -> Self {
        Self {
            id: article.id,
            source: article.source,
            title: article.title,
            date: article.date,
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
        let article = findings.articles.get(gone.article);
        let line = LeftOutLine {
            id: &article.id,
            source: &article.source,
            path: &article.origin.path,
            line: article.origin.line,
            kept: &findings.articles.id(gone.kept),
            jaccard: gone.similarity.jaccard().into(),
            containment: MemberContainment::of(gone.similarity),
            covered: gone.covered.into(),
            why: gone.why.name(),
        };
        write_line(&line, out)
    })
}
