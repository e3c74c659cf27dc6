//! The terminal's form stays on its page: names in wide letters, from right to left, very long ones, and narrow pages.

use retold::report::{Page, write_findings};
use retold::{Findings, Scan, Silent, scan};
use std::fs;
use std::path::PathBuf;
use unicode_width::UnicodeWidthChar;

/// Columns of a text, as terminals count them.
fn width(text: &str) -> usize {
    text.chars().filter_map(char::width).sum()
}

const OUTLETS: [&str; 4] = [
    "汐見沢新報デジタル編集部",
    "وكالة النورس للأنباء",
    "The Exceedingly Long-Winded Morning Intelligencer and Commercial Advertiser of Northfold",
    "wire",
];

/// Articles of outlets with such names: all print one story, and each ends with a line of its own.
fn findings() -> Findings {
    let story: String = (0..60).map(|word| format!("word{word} ")).collect();
    let record = |(number, outlet): (usize, &str)| {
        let id = format!("archive/{}/2031-03-04/a-story-with-an-address-{number}", "folder".repeat(8));
        let own: String = (0..8).map(|word| format!("own{number}x{word} ")).collect();
        serde_json::json!({"id": id, "source": outlet, "date": format!("2031-03-0{}", number + 1), "text": format!("{story}\n\n{own}")})
            .to_string()
            + "\n"
    };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("news.jsonl");
    fs::write(&path, OUTLETS.into_iter().enumerate().map(record).collect::<String>()).expect("the file is written");
    scan(&Scan { paths: vec![PathBuf::from(&path), "corpus".into()], ..Scan::default() }, &Silent)
        .expect("the memory suffices")
}

/// The answer without its colours.
fn shown(findings: &Findings, columns: usize) -> String {
    let mut out = anstream::StripStream::new(Vec::new());
    write_findings(findings, Page { columns, entries: 60 }, &mut out).expect("memory takes it");
    String::from_utf8(out.into_inner()).expect("it is UTF-8")
}

#[test]
fn nothing_but_an_id_alone_on_its_line_is_wider_than_the_page() {
    let findings = findings();
    let is_id = |text: &str| findings.articles.iter().any(|article| article.id == text);
    for columns in [40, 80, 120] {
        let shown = shown(&findings, columns);
        assert!(shown.lines().count() > 100);
        for line in shown.lines().filter(|line| width(line) > columns) {
            let text = line.trim_start();
            let alone = text.strip_prefix("A ").or(text.strip_prefix("B ")).unwrap_or(text);
            assert!(is_id(alone), "{} of {columns} columns: {line}", width(line));
        }
    }
}

#[test]
fn an_id_can_be_copied_whole_however_narrow_the_page() {
    let findings = findings();
    let shown = shown(&findings, 40);
    let ids: Vec<String> =
        findings.articles.iter().map(|it| it.id.clone()).filter(|id| id.starts_with("archive/")).collect();
    assert_eq!(ids.len(), OUTLETS.len());
    assert!(ids.iter().all(|id| shown.lines().any(|line| line.trim() == *id)), "{shown}");
}

#[test]
fn counts_stand_below_each_other_whatever_the_script_of_the_names() {
    let wide = shown(&findings(), 120);
    let start = wide.find("Whose words outlets print").expect("the table is there");
    let table: Vec<&str> = wide[start..].lines().skip(2).take(18).collect();
    let ends: Vec<usize> = table.iter().filter_map(|line| line.find(" %").map(|at| width(&line[..at]))).collect();
    assert!(ends.len() == 18 && ends.iter().all(|end| *end == ends[0]), "{ends:?}\n{}", table.join("\n"));
    let arabic = table
        .iter()
        .find(|line| line.trim_start().starts_with("\u{200e}وكالة النورس للأنباء"))
        .expect("the outlet has a row");
    assert!(
        arabic.contains("\u{200e}وكالة") && arabic.contains("للأنباء\u{200e} "),
        "numbers would change places: {arabic:?}"
    );
}

#[test]
fn on_a_narrow_page_each_count_stands_with_its_word() {
    let narrow = shown(&findings(), 40);
    let start = narrow.find("Words that stand in another outlet too").expect("the table is there");
    let entry: Vec<&str> = narrow[start..].lines().skip(3).collect();
    assert!(entry.iter().any(|line| line.contains("وكالة")), "{}", entry.join("\n"));
    let at = entry.iter().position(|line| line.contains("وكالة") && line.contains("wire")).expect("the pair is told");
    assert_eq!(entry[at + 1].trim(), "articles 1  words 60  of all 88 %");
}
