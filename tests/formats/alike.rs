//! The same articles in every format are the same findings.

use crate::program::{bytes, file, folder, retold, rows, text};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Every file, and what it is.
pub(crate) const FILES: [(&str, &str); 15] = [
    ("news.jsonl", "lines"),
    ("news.jsonl.gz", "lines, two gzip members"),
    ("news.jsonl.zst", "lines, zstd"),
    ("news.json", "an array over many lines"),
    ("news.csv", "commas, quoted line ends"),
    ("news.semicolon.csv.zst", "semicolons, byte order mark"),
    ("news.utf16.tsv.gz", "tabs, UTF-16"),
    ("news.parquet", "row groups, zstd inside"),
    ("news.snappy.parquet", "a dictionary, large strings, snappy inside"),
    ("pages.warc.gz", "pages as crawled: plain, gzip, chunked"),
    ("texts.warc.wet.gz", "texts of crawled pages"),
    ("pages.tar.gz", "a folder of pages"),
    ("pages.zip", "the same, with a directory"),
    ("texts.tar.zst", "a folder of texts"),
    ("texts.zip", "the same, with a directory"),
];

/// The name that an article has in every format, read off its id: the id itself, an address and a record's number, or a path.
fn name(id: &str) -> String {
    let first = id.split(' ').next().unwrap_or_default();
    let last = first.rsplit('/').next().unwrap_or_default();
    last.trim_end_matches(".html").trim_end_matches(".txt").to_owned()
}

/// What is said of each pair: two names in order, and all counts but those that depend on the side.
type Said = BTreeSet<(String, String, Vec<String>)>;

fn said(rows: &[Value], told: impl Fn(&Value, &str, &str) -> Vec<String>) -> Said {
    let said = rows.iter().map(|row| {
        let id = |side: &str| name(row[side].as_str().or(row[side]["id"].as_str()).expect("a side has an id"));
        let (a, b) = (id("a"), id("b"));
        let turned = a > b;
        let told = if turned { told(row, "b", "a") } else { told(row, "a", "b") };
        if turned { (b, a, told) } else { (a, b, told) }
    });
    said.collect()
}

/// The near-duplicates and the shared passages of a scan of `path`, with their counts.
fn findings(at: &Path, path: &str, input: &[u8]) -> (Said, Said, Value) {
    let run = retold(at, &["scan", path, "--out", "out"], input);
    assert_eq!(run.status.code(), Some(0), "{path}: {}", text(&run.stderr));
    assert_eq!(text(&run.stderr), "", "{path}");
    let pairs = said(&rows(&at.join("out/pairs.jsonl")), |row, _, _| {
        vec![row["jaccard"].to_string(), row["covered"].to_string(), row["template"].to_string()]
    });
    let passages = said(&rows(&at.join("out/passages.jsonl")), |row, a, b| {
        let side = |side: &str| format!("{} words, {} paragraphs", row[side]["words"], row[side]["paragraphs"]);
        let shared = |passage: &Value| {
            let words = |side: &str| format!("{} in {}", passage[side]["words"], passage[side]["paragraphs"]);
            format!("{} {} {} {}", passage["grade"], passage["words_equal"], words(a), words(b))
        };
        let mut passages: Vec<String> = row["passages"].as_array().expect("a list").iter().map(shared).collect();
        passages.sort_unstable();
        [vec![side(a), side(b)], passages].concat()
    });
    let run: Value = serde_json::from_str(&std::fs::read_to_string(at.join("out/run.json")).expect("it was written"))
        .expect("the record is JSON");
    (pairs, passages, run)
}

#[test]
fn the_same_articles_in_every_format_are_the_same_findings() {
    let wanted = {
        let at = folder(&[]);
        findings(at.path(), &file("news.jsonl").to_string_lossy(), b"")
    };
    assert!(wanted.0.len() >= 8 && wanted.1.len() >= 8, "{} pairs, {} that share", wanted.0.len(), wanted.1.len());
    for (name, what) in FILES {
        let at = folder(&[]);
        let found = findings(at.path(), &file(name).to_string_lossy(), b"");
        assert_eq!(found.0, wanted.0, "{name}: {what}");
        assert_eq!(found.1, wanted.1, "{name}: {what}");
        assert_eq!(found.2["counts"]["articles"], wanted.2["counts"]["articles"], "{name}");
        assert_eq!(found.2["counts"]["outlets"], wanted.2["counts"]["outlets"], "{name}");
        let inputs = found.2["inputs"].as_array().expect("a list");
        assert_eq!(inputs.len(), 1, "{name}");
        let length = bytes(name).len();
        assert_eq!(inputs[0]["bytes"], length, "{name}: the digest is of the file as given");
    }
}

#[test]
fn standard_input_is_told_by_its_first_bytes() {
    let wanted = {
        let at = folder(&[]);
        findings(at.path(), &file("news.jsonl").to_string_lossy(), b"").0
    };
    // Tables begin with any word: only the user knows.
    for (name, _) in FILES.iter().filter(|(name, _)| !name.contains(".csv") && !name.contains(".tsv")) {
        let at = folder(&[]);
        assert_eq!(findings(at.path(), "-", &bytes(name)).0, wanted, "{name}");
    }
    let at = folder(&[]);
    let run = retold(at.path(), &["scan", "-", "--input-format", "csv"], &bytes("news.csv"));
    assert!(text(&run.stdout).starts_with("17 articles of"), "{}", text(&run.stdout));
}

#[test]
fn pages_say_who_printed_them_when_under_which_headline() {
    let at = folder(&[]);
    let run = retold(at.path(), &["scan", &file("pages.zip").to_string_lossy(), "--top", "0"], b"");
    let shown = text(&run.stdout);
    assert!(shown.contains("2031-03-04  kestrel-wire") && shown.contains("1 file of other"), "{shown}");
    assert!(!shown.contains("newsletter") && !shown.contains("Copyright"), "{shown}");
}
