//! Articles in other words, planted among the corpus: a scan finds each with its original, on every number of threads and in every order.

use retold::findings::{Article, Comparison, Findings, Grade};
use retold::pipeline::{Scan, Silent, scan, with_threads};
use retold::report;
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// The articles of the corpus that have 150 words and more between spaces, by id.
fn originals(findings: &Findings) -> Vec<(String, String)> {
    let text = |article: Cow<Article>| {
        let file = fs::read_to_string(&article.origin.path).expect("the corpus can be read");
        let Some(line) = article.origin.line else { return Some((article.id.clone(), file)) };
        let record: serde_json::Value =
            serde_json::from_str(file.lines().nth(line as usize - 1)?).expect("the corpus holds records");
        let text = ["text", "body"].iter().find_map(|name| record.get(name)?.as_str())?;
        Some((article.id.clone(), text.to_owned()))
    };
    let all = findings.articles.iter().filter_map(text);
    all.filter(|(id, text)| id.contains("wire") && text.split_whitespace().count() >= 150).collect()
}

/// A text with so many in a hundred of its words replaced by words of other texts.
fn spun(text: &str, others: &[&str], percent: usize, numbers: &mut Numbers) -> String {
    let word = |word: &str, numbers: &mut Numbers| match numbers.below(100) < percent {
        true => others[numbers.below(others.len())].to_owned(),
        false => word.to_owned(),
    };
    let line = |line: &str, numbers: &mut Numbers| {
        line.split_whitespace().map(|found| word(found, numbers)).collect::<Vec<_>>().join(" ")
    };
    text.lines().map(|found| line(found, numbers)).collect::<Vec<_>>().join("\n")
}

fn scan_with(path: PathBuf, threads: usize, reworded: bool) -> Findings {
    let paths = vec![PathBuf::from("corpus"), path];
    let task = Scan { paths, reworded, ..Scan::default() };
    with_threads(threads, || scan(&task, &Silent)).expect("so few threads can be had").expect("the memory suffices")
}

/// Plants copies of articles, in this order or the other, and scans.
fn planted(folder: &Path, percent: usize, backwards: bool) -> (Vec<(String, String)>, PathBuf) {
    let alone = scan_with(folder.join("none"), 0, false);
    let originals = originals(&alone);
    assert!(originals.len() >= 5, "{originals:?}");
    let mut numbers = Numbers(7);
    let mut lines = Vec::new();
    for (at, (id, text)) in originals.iter().enumerate() {
        // Words of the next article, so that they are of the language or of another.
        let others: Vec<&str> = originals[(at + 1) % originals.len()].1.split_whitespace().collect();
        let text = spun(text, &others, percent, &mut numbers);
        lines.push(serde_json::json!({ "id": format!("spun-{id}"), "text": text }).to_string());
    }
    if backwards {
        lines.reverse();
    }
    let path = folder.join("planted.jsonl");
    fs::write(&path, lines.join("\n")).expect("the folder can be written to");
    (originals, path)
}

fn between(findings: &Findings, a: &str, b: &str) -> Option<Comparison> {
    let id = |number: retold::text::DocId| findings.articles.id(number);
    findings
        .comparisons
        .iter()
        .find(|found| [id(found.a), id(found.b)] == [a, b] || [id(found.a), id(found.b)] == [b, a])
}

fn reworded_words(comparison: &Comparison) -> u32 {
    let reworded = comparison.passages.iter().filter(|passage| passage.grade == Grade::Reworded);
    reworded.map(|passage| passage.a.words.min(passage.b.words)).sum()
}

#[test]
fn articles_with_four_words_in_ten_swapped_are_found_with_their_originals() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (originals, path) = planted(folder.path(), 40, false);
    let (with, without) = (scan_with(path.clone(), 0, true), scan_with(path, 0, false));
    for (id, _) in &originals {
        let copy = format!("spun-{id}");
        let found = between(&with, id, &copy).unwrap_or_else(|| panic!("{copy} is not found"));
        assert!(reworded_words(&found) * 10 >= found.a_coverage.of.min(found.b_coverage.of) * 7, "{copy}: {found:?}");
    }
    let missed = originals.iter().filter(|(id, _)| between(&without, id, &format!("spun-{id}")).is_none()).count();
    assert!(missed > 0, "runs of equal words alone find them all, too");
    let search = with.run.reworded.expect("it was asked for");
    assert!(search.pairs >= originals.len() as u64 && search.candidates >= search.pairs);
    assert_eq!(without.run.reworded, None);
}

#[test]
fn clusters_and_pairs_are_those_of_a_scan_without() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (_, path) = planted(folder.path(), 30, false);
    let (with, without) = (scan_with(path.clone(), 0, true), scan_with(path, 0, false));
    assert_eq!((with.clusters, with.pairs), (without.clusters, without.pairs));
}

#[test]
fn threads_and_order_leave_no_trace() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let told = |backwards: bool, threads: usize| {
        let (_, path) = planted(folder.path(), 40, backwards);
        let findings = scan_with(path, threads, true);
        let mut out = Vec::new();
        for comparison in findings.comparisons.iter() {
            report::write_comparison(&findings.articles, &comparison, &mut out).expect("a vector takes all");
        }
        out
    };
    let one = told(false, 1);
    assert_eq!(told(false, 3), one);
    assert_eq!(told(true, 2), one);
}
