//! A scan at a glance: what was read, the clusters, who shares with whom, and which paragraphs.

use super::grid::with_ids;
use super::outlets::{write_outlets, write_shares};
use super::page::{FAINT, HEADING, INDENT, Page, count, grade_style, label, name, percent, quotient, styled, things};
use super::passages::{write_boilerplate, write_groups};
use crate::findings::{Cluster, Comparison, Findings, Grade, Guessed, ParagraphPair, Proof, Skipped};
use crate::text::{DocId, printable};
use anstyle::Style;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the answer of a scan.
///
/// # Errors
/// When `out` takes no more.
pub fn write_findings(findings: &Findings, page: Page, out: &mut dyn Write) -> io::Result<()> {
    for line in summary(findings) {
        writeln!(out, "{}", page.fill(&line, ""))?;
    }
    write_clusters(findings, page, out)?;
    write_groups(findings, page, out)?;
    write_shares(findings, page, out)?;
    write_outlets(findings, page, out)?;
    write_boilerplate(findings, page, out)?;
    write_passages(findings, page, out)
}

/// Writes the S-curve of a search: similarities and the chances that a pair of each is looked at.
///
/// # Errors
/// When `out` takes no more.
pub fn write_s_curve(curve: &[(f64, f64)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", styled(HEADING, "Jaccard  looked at"))?;
    for (jaccard, probability) in curve {
        let bar = "█".repeat((probability * 40.0).round() as usize);
        writeln!(out, "   {jaccard:.2}     {probability:.4}  {}", styled(FAINT, &bar))?;
    }
    Ok(())
}

/// Writes what could not be used, a line each, for standard error.
///
/// # Errors
/// When `out` takes no more.
pub fn write_skipped(skipped: &[Skipped], out: &mut dyn Write) -> io::Result<()> {
    skipped.iter().try_for_each(|skipped| writeln!(out, "retold: {skipped}"))
}

/// The files whose character set was guessed, one line each; of many the first twenty and how many more there are.
///
/// # Errors
/// When `out` takes no more.
pub fn write_guessed(guessed: &Guessed, out: &mut dyn Write) -> io::Result<()> {
    const SHOWN: usize = 20;
    for ((path, encoding), texts) in guessed.iter().take(SHOWN) {
        let (path, texts) = (printable(path), things(*texts, "text"));
        writeln!(out, "retold: {path}: {texts} read as {encoding}, a guess: --encoding names another")?;
    }
    match guessed.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(
            out,
            "retold: and {} whose encoding was guessed: run.json of --out lists them",
            things(more as u64, "more file")
        ),
    }
}

/// What was read, and what was not: one line.
pub(super) fn what_was_read(findings: &Findings) -> String {
    let words: u64 = findings.outlets.iter().map(|outlet| outlet.words).sum();
    let mut read = format!(
        "{} of {}, {}.",
        things(findings.articles.len() as u64, "article"),
        things(findings.outlets.len() as u64, "outlet"),
        things(words, "word")
    );
    let run = &findings.run;
    if !run.skipped.is_empty() {
        read += &format!(" {} skipped: {}.", things(run.skipped.len() as u64, "input"), kinds(&run.skipped));
    }
    if run.passed_over > 0 {
        read += &format!(" {} of other kinds passed over.", things(run.passed_over, "file"));
    }
    read
}

pub(in crate::report) fn summary(findings: &Findings) -> Vec<String> {
    let clustered: usize = findings.clusters.iter().map(Cluster::size).sum();
    let mut found = match findings.clusters.len() {
        0 => "No near-duplicates.".to_owned(),
        clusters => format!(
            "{} of near-duplicates hold{} {}.",
            things(clusters as u64, "cluster"),
            if clusters == 1 { "s" } else { "" },
            things(clustered as u64, "article")
        ),
    };
    if findings.run.passages_sought {
        found += &match findings.comparisons.len() {
            0 => " No shared passages.".to_owned(),
            1 => " 1 pair shares passages.".to_owned(),
            pairs => format!(" {} share passages.", things(pairs as u64, "pair")),
        };
        if let Some(search) = findings.run.reworded.filter(|search| search.pairs > 0) {
            found += &format!(" {} of texts hold the same in other words.", things(search.pairs, "pair"));
        }
    }
    let mut lines = vec![what_was_read(findings), found];
    if let Some(chance) = findings.run.chance {
        lines.push(format!(
            "Chance: of {} on one subject that are neither near-duplicates nor reworded, half share at most {} of the smaller one's words, nine in ten at most {}.",
            things(chance.pairs, "pair"),
            percent(chance.median.shared, chance.median.total),
            percent(chance.nine_in_ten.shared, chance.nine_in_ten.total),
        ));
    }
    if let Some(recall) = findings.run.recall {
        let share =
            if recall.pairs == 0 { String::new() } else { format!(" ({})", percent(recall.found, recall.pairs)) };
        lines.push(format!(
            "Recall: of {} with one of {} sampled texts, by comparing all, {} were looked at{share}.",
            things(recall.pairs, "near-duplicate pair"),
            count(recall.sampled),
            count(recall.found),
        ));
    }
    lines.extend(findings.run.proof.map(proof));
    lines
}

fn proof(proof: Proof) -> String {
    match proof {
        Proof::TooMany { articles, most } => format!(
            "Not proved: {} are more than {} to be compared each with each. Take a part of them, or give --exact={articles}.",
            things(articles, "article"),
            count(most)
        ),
        Proof::Compared { runs, runs_found, pairs, pairs_listed, pairs_grouped } => format!(
            "By comparing all with all, {} of {} were found; {} of {} that share one were told, {} of them by a passage group.",
            count(runs_found),
            things(runs, "shared run"),
            count(pairs_listed + pairs_grouped),
            things(pairs, "pair"),
            count(pairs_grouped)
        ),
    }
}

/// How many inputs were skipped for which reason: `2 empty, 1 invalid-utf8`.
fn kinds(skipped: &[Skipped]) -> String {
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for skipped in skipped {
        *kinds.entry(skipped.cause.kind()).or_default() += 1;
    }
    kinds.iter().map(|(kind, number)| format!("{} {kind}", count(*number))).collect::<Vec<_>>().join(", ")
}

pub(super) fn heading(title: &str, shown: usize, all: usize, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let title = page.fill(title, "");
    let (above, last) = title.rsplit_once('\n').unwrap_or(("", &title));
    writeln!(out)?;
    above.lines().try_for_each(|line| writeln!(out, "{}", styled(HEADING, line)))?;
    let part = format!("({shown} of {} shown)", count(all as u64));
    let pieces = [(last.to_owned(), HEADING), (part, FAINT)];
    writeln!(out, "{}", page.pack(&pieces[..if shown == all { 1 } else { 2 }], "", ""))
}

fn write_clusters(findings: &Findings, page: Page, out: &mut dyn Write) -> io::Result<()> {
    if findings.clusters.is_empty() {
        return Ok(());
    }
    let shown = page.entries.min(findings.clusters.len());
    heading("Near-duplicates", shown, findings.clusters.len(), page, out)?;
    for (number, cluster) in (1..).zip(&findings.clusters[..shown]) {
        write_cluster(findings, number, cluster, page, out)?;
    }
    Ok(())
}

fn write_cluster(
    findings: &Findings,
    number: usize,
    cluster: &Cluster,
    page: Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let size = things(cluster.size() as u64, "article");
    writeln!(out, "{number:>3}  {size}, lowest Jaccard {}", quotient(cluster.lowest()))?;
    let mut members: Vec<_> = cluster.members.iter().collect();
    members.sort_by(|x, y| y.1.jaccard().compare(x.1.jaccard()).then(x.0.cmp(&y.0)));
    let shown = page.entries.min(members.len());
    let mut rows = vec![member(findings, cluster.representative, "represents".to_owned())];
    for (article, similarity) in &members[..shown] {
        let evidence = format!("J {} C {}", quotient(similarity.jaccard()), quotient(similarity.containment()));
        rows.push(member(findings, *article, evidence));
    }
    with_ids(&rows, page).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    if shown < members.len() {
        let more = format!("and {} more", count((members.len() - shown) as u64));
        writeln!(out, "{INDENT} {}", styled(FAINT, &more))?;
    }
    Ok(())
}

/// An article's row; its id stands last, whole, so that it can be copied however long it is.
pub(super) fn member(findings: &Findings, number: DocId, evidence: String) -> Vec<String> {
    let article = findings.articles.get(number);
    let day = article.day.as_deref().unwrap_or("");
    vec![evidence, name(day), label(&article.source), name(&article.id)]
}

/// Pairs that share passages without being near-duplicates of one cluster: what the clusters do not tell.
fn write_passages(findings: &Findings, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut cluster_of: Vec<Option<usize>> = vec![None; findings.articles.len()];
    for (number, cluster) in findings.clusters.iter().enumerate() {
        let members = cluster.members.iter().map(|(member, _)| *member);
        members.chain([cluster.representative]).for_each(|member| cluster_of[member.index()] = Some(number));
    }
    let together = |pair: &Comparison| {
        cluster_of[pair.a.index()].is_some() && cluster_of[pair.a.index()] == cluster_of[pair.b.index()]
    };
    // An article that a representative stands for would tell the same again: such pairs come last.
    let represented = |number: DocId| {
        cluster_of[number.index()].is_some_and(|cluster| findings.clusters[cluster].representative != number)
    };
    // Only what is told is kept.
    let mut first: BTreeMap<_, Comparison> = BTreeMap::new();
    let mut all = 0;
    for pair in findings.comparisons.iter().filter(|pair| !together(pair)) {
        let again = represented(pair.a) || represented(pair.b);
        first.insert((again, Reverse(pair.a_coverage.words.max(pair.b_coverage.words)), pair.a, pair.b), pair);
        if first.len() > page.entries {
            first.pop_last();
        }
        all += 1;
    }
    if all == 0 {
        return Ok(());
    }
    heading("Shared paragraphs outside the clusters", first.len(), all, page, out)?;
    for pair in first.values() {
        let [a, b] = [pair.a, pair.b].map(|number| name(&findings.articles.id(number)));
        writeln!(out, "  A {a}\n  B {b}")?;
        let words =
            format!("{} of A's {} words:", count(pair.a_coverage.words.into()), count(pair.a_coverage.of.into()));
        let line = format!("{words} {}", paragraphs(&pair.paragraphs));
        writeln!(out, "{}", page.fill(&line, INDENT))?;
    }
    Ok(())
}

/// The paragraphs that two articles share, neighbours of one grade taken together: `¶1-3 = ¶2-4 verbatim, ¶6 = ¶8 edited`.
fn paragraphs(pairs: &[ParagraphPair]) -> String {
    let runs = pairs.chunk_by(|x, y| x.a + 1 == y.a && x.b + 1 == y.b && x.grade == y.grade);
    let range = |first: u32, last: u32| if first == last { format!("¶{first}") } else { format!("¶{first}-{last}") };
    let shown = runs.filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        let grade: (Grade, Style) = (first.grade, grade_style(first.grade));
        Some(format!("{} = {} {}", range(first.a, last.a), range(first.b, last.b), styled(grade.1, grade.0.name())))
    });
    shown.collect::<Vec<_>>().join(", ")
}
