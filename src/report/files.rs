use super::csv::cell;
use super::html::write_findings_html;
use super::json::{write_boilerplate, write_cluster, write_comparison, write_group, write_pair, write_run};
use crate::findings::{Findings, Outlet, OutletPair};
use std::io::{self, Write};

/// Writes one file of a report.
pub type WriteFile = fn(&Findings, &mut dyn Write) -> io::Result<()>;

/// The files of a scan's report by name. `run.json` comes last: where it stands, the others are whole.
pub const FILES: [(&str, WriteFile); 8] = [
    ("clusters.jsonl", clusters),
    ("pairs.jsonl", pairs),
    ("passages.jsonl", passages),
    ("groups.jsonl", groups),
    ("boilerplate.jsonl", boilerplate),
    ("outlets.csv", outlets),
    ("report.html", write_findings_html),
    ("run.json", write_run),
];

fn clusters(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let mut clusters = (1..).zip(&findings.clusters);
    clusters.try_for_each(|(number, cluster)| write_cluster(findings, number, cluster, out))
}

fn pairs(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    findings.pairs.iter().try_for_each(|pair| write_pair(findings, pair, out))
}

fn passages(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    findings.comparisons.iter().try_for_each(|comparison| write_comparison(&findings.articles, &comparison, out))
}

fn groups(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let mut groups = (1..).zip(&findings.groups);
    groups.try_for_each(|(number, group)| write_group(&findings.articles, number, group, out))
}

pub(super) fn boilerplate(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    findings.boilerplate.iter().try_for_each(|found| write_boilerplate(findings, found, out))
}

/// A row for each outlet and other outlet that it shares words with; one without the other for an outlet that shares none.
pub(super) fn outlets(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
        "outlet",
        "articles",
        "words",
        "other",
        "shared_articles",
        "shared_words",
        "words_earlier",
        "words_later",
        "words_undecided",
        "own_words",
        "unshared_words",
        "boilerplate_words",
        "main_source",
    ])?;
    for (number, outlet) in (0..).zip(&findings.outlets) {
        let start = findings.outlet_pairs.partition_point(|pair| pair.outlet < number);
        let end = findings.outlet_pairs.partition_point(|pair| pair.outlet <= number);
        let pairs = &findings.outlet_pairs[start..end];
        pairs.iter().try_for_each(|pair| table.write_record(row(findings, outlet, Some(pair))))?;
        if pairs.is_empty() && outlet.share.is_some() {
            table.write_record(row(findings, outlet, None))?;
        }
    }
    table.flush()
}

fn row(findings: &Findings, outlet: &Outlet, pair: Option<&OutletPair>) -> [String; 13] {
    let name = |number: u32| cell(&findings.outlets[number as usize].name);
    let share = outlet.share.unwrap_or_default();
    let of_pair = |count: fn(&OutletPair) -> u64| pair.map_or(0, count).to_string();
    [
        cell(&outlet.name),
        outlet.articles.to_string(),
        outlet.words.to_string(),
        pair.map(|pair| name(pair.other)).unwrap_or_default(),
        of_pair(|pair| pair.articles.into()),
        of_pair(|pair| pair.words),
        of_pair(|pair| pair.words_earlier),
        of_pair(|pair| pair.words_later),
        of_pair(|pair| pair.words_undecided),
        share.own_words.to_string(),
        share.unshared_words.to_string(),
        share.boilerplate_words.to_string(),
        share.main_source.map(name).unwrap_or_default(),
    ]
}
