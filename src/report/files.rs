use super::json::{write_cluster, write_comparison, write_pair, write_run};
use crate::findings::Findings;
use std::io::{self, Write};

/// Writes one file of a report.
pub type WriteFile = fn(&Findings, &mut dyn Write) -> io::Result<()>;

/// The files of a scan's report by name. `run.json` comes last: where it stands, the others are whole.
pub const FILES: [(&str, WriteFile); 5] = [
    ("clusters.jsonl", clusters),
    ("pairs.jsonl", pairs),
    ("passages.jsonl", passages),
    ("outlets.csv", outlets),
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
    findings.comparisons.iter().try_for_each(|comparison| write_comparison(&findings.articles, comparison, out))
}

pub(super) fn outlets(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["outlet", "articles", "words", "other", "shared_articles", "shared_words"])?;
    for (number, outlet) in (0..).zip(&findings.outlets) {
        let (articles, words) = (outlet.articles.to_string(), outlet.words.to_string());
        let start = findings.outlet_pairs.partition_point(|pair| pair.outlet < number);
        let shared = findings.outlet_pairs[start..].iter().take_while(|pair| pair.outlet == number);
        for pair in shared {
            let other = &findings.outlets[pair.other as usize].name;
            let counts = [pair.articles.to_string(), pair.words.to_string()];
            table.write_record([&outlet.name, &articles, &words, other, &counts[0], &counts[1]])?;
        }
    }
    table.flush()
}
