//! All findings of a scan as one stream: an object of lists, or a line each.

use super::cluster::{ClusterLine, PairLine};
use super::comparison::ComparisonLine;
use super::group::{BoilerplateLine, GroupLine};
use super::outlet::{OutletLine, OutletPairLine};
use super::run::record;
use super::write_line;
use crate::findings::{Comparison, Findings};
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};

/// One finding, told from the others by its `kind`; beside that each is what stands in the file of its kind.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum FindingLine<'a> {
    Cluster(ClusterLine<'a>),
    Pair(PairLine<'a>),
    Comparison(Box<ComparisonLine>),
    Group(GroupLine<'a>),
    Boilerplate(BoilerplateLine<'a>),
    Outlet(OutletLine<'a>),
    OutletPair(OutletPairLine<'a>),
    Run(Value),
}

/// Hands over the findings of one kind, one by one, so that no more than one is held beside them.
type Each = fn(&Findings, &mut dyn FnMut(FindingLine) -> io::Result<()>) -> io::Result<()>;

/// The lists of findings, in the order in which they are told.
const LISTS: [(&str, Each); 7] = [
    ("clusters", |findings, tell| {
        let mut clusters = (1..).zip(&findings.clusters);
        clusters.try_for_each(|(number, it)| tell(FindingLine::Cluster(ClusterLine::new(findings, number, it))))
    }),
    ("pairs", |findings, tell| {
        findings.pairs.iter().try_for_each(|it| tell(FindingLine::Pair(PairLine::new(findings, it))))
    }),
    ("comparisons", |findings, tell| {
        let line = |it: Comparison| ComparisonLine::new(&findings.articles, &it);
        findings.comparisons.iter().try_for_each(|it| tell(FindingLine::Comparison(Box::new(line(it)))))
    }),
    ("groups", |findings, tell| {
        let mut groups = (1..).zip(&findings.groups);
        groups.try_for_each(|(number, it)| tell(FindingLine::Group(GroupLine::new(&findings.articles, number, it))))
    }),
    ("boilerplate", |findings, tell| {
        let line = |it| FindingLine::Boilerplate(BoilerplateLine::new(findings, it));
        findings.boilerplate.iter().try_for_each(|it| tell(line(it)))
    }),
    ("outlets", |findings, tell| {
        findings.outlets.iter().try_for_each(|it| tell(FindingLine::Outlet(OutletLine::new(findings, it))))
    }),
    ("outlet_pairs", |findings, tell| {
        let line = |it| FindingLine::OutletPair(OutletPairLine::new(findings, it));
        findings.outlet_pairs.iter().try_for_each(|it| tell(line(it)))
    }),
];

/// Writes the findings as one JSON object, schema `retold.scan/1`: `clusters`, `pairs`, `comparisons`, `groups`, `boilerplate`, `outlets`,
/// `outlet_pairs`, and the record of the `run` but for its times, so that equal runs print the same.
///
/// # Errors
/// When `out` takes no more.
pub fn write_findings_json(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"schema\":\"retold.scan/1\"")?;
    for (list, each) in LISTS {
        write!(out, ",\n\"{list}\":[")?;
        let mut before = "\n";
        each(findings, &mut |line| {
            out.write_all(std::mem::replace(&mut before, ",").as_bytes())?;
            write_line(&line, out)
        })?;
        write!(out, "]")?;
    }
    write!(out, ",\n\"run\":")?;
    serde_json::to_writer(&mut *out, &record(findings))?;
    out.write_all(b"}\n")
}

/// Writes one list of [`write_findings_json`] as JSON lines, each with its `kind`; nothing for a list of no such name.
///
/// # Errors
/// When `out` takes no more.
pub fn write_findings_list(findings: &Findings, list: &str, out: &mut dyn Write) -> io::Result<()> {
    let named = LISTS.iter().filter(|(name, _)| *name == list);
    named.into_iter().try_for_each(|(_, each)| each(findings, &mut |line| write_line(&line, out)))
}

/// Writes the findings as JSON lines, each with its `kind`: `cluster`, `pair`, `comparison`, `group`, `boilerplate`, `outlet`,
/// `outlet_pair`, and last the `run`.
///
/// # Errors
/// When `out` takes no more.
pub fn write_findings_jsonl(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    LISTS.iter().try_for_each(|(_, each)| each(findings, &mut |line| write_line(&line, out)))?;
    write_line(&FindingLine::Run(record(findings)), out)
}
