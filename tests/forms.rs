//! The forms of an answer: what programs, spreadsheets and mails are given holds the same findings, and nothing from outside steers them.

use assert_cmd::Command;
use serde_json::Value;
use std::collections::BTreeMap;

fn run(args: &[&str], input: &str) -> (i32, String) {
    let mut command = Command::cargo_bin("retold").expect("the program is built");
    let out = command.args(args).write_stdin(input).output().expect("it runs");
    (out.status.code().unwrap_or(-1), String::from_utf8(out.stdout).expect("the program prints UTF-8"))
}

/// The rows of a table under its header.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let header = table.headers().expect("there is a header").clone();
    let cells = |row: csv::StringRecord| header.iter().zip(&row).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    table.records().map(|row| cells(row.expect("each row has all columns"))).collect()
}

#[test]
fn a_scan_tells_the_same_in_one_object_in_lines_and_in_files() {
    let (code, object) = run(&["scan", "corpus", "--format", "json"], "");
    let object: Value = serde_json::from_str(&object).expect("the answer is one JSON object");
    assert_eq!((code, &object["schema"]), (0, &"retold.scan/1".into()));
    let (_, lines) = run(&["scan", "corpus", "--format", "jsonl"], "");
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let lists = ["clusters", "pairs", "comparisons", "groups", "boilerplate", "outlets", "outlet_pairs"];
    let listed: Vec<Value> =
        lists.iter().flat_map(|list| object[list].as_array().expect("a list").iter().cloned()).collect();
    assert_eq!(lines[..lines.len() - 1], listed[..]);
    let run_line = lines.last().expect("there are lines");
    assert_eq!((&run_line["kind"], &run_line["counts"]), (&"run".into(), &object["run"]["counts"]));
    assert!(object["run"]["timings"].is_null() && object["run"]["inputs"][0]["sha256"].is_string());
    let out = tempfile::tempdir().expect("a temporary folder can be made");
    run(&["scan", "corpus", "--out", &out.path().to_string_lossy()], "");
    for (file, list) in [("clusters.jsonl", 0), ("pairs.jsonl", 1), ("passages.jsonl", 2), ("groups.jsonl", 3)] {
        let text = std::fs::read_to_string(out.path().join(file)).expect("the file was written");
        let written: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let told = object[lists[list]].as_array().expect("a list").iter().cloned().map(|mut line| {
            line.as_object_mut().and_then(|line| line.remove("kind"));
            line
        });
        assert!(written.len() > 10 && written == told.collect::<Vec<_>>(), "{file}");
    }
}

#[test]
fn a_table_has_a_row_for_every_pair_with_both_shares() {
    let (_, table) = run(&["scan", "corpus", "--format", "csv"], "");
    let (_, object) = run(&["scan", "corpus", "--format", "json"], "");
    let object: Value = serde_json::from_str(&object).expect("JSON");
    let rows = rows(&table);
    let ids: Vec<_> = rows.iter().map(|row| (row["a"].clone(), row["b"].clone())).collect();
    assert!(ids.is_sorted(), "rows are in the order of ids");
    let told = |list: &str| object[list].as_array().expect("a list").clone();
    let near: Vec<&str> = rows.iter().map(|row| row["near_duplicate"].as_str()).filter(|it| !it.is_empty()).collect();
    assert_eq!(near.len(), told("pairs").len());
    assert!(near.len() > 20 && near.contains(&"yes"));
    for comparison in told("comparisons") {
        let id = |side: &str| comparison[side]["id"].as_str().unwrap_or_default().to_owned();
        let row = rows.iter().find(|row| (&row["a"], &row["b"]) == (&id("a"), &id("b"))).expect("the pair has a row");
        for side in ["a", "b"] {
            let coverage = &comparison["coverage"][side];
            assert_eq!(row[&format!("{side}_shared_words")], coverage["words"].to_string());
            let share: f64 = row[&format!("{side}_share")].parse().expect("a share");
            let exact = coverage["words"].as_f64().unwrap_or(0.0) / coverage["of"].as_f64().unwrap_or(1.0);
            assert!(share <= exact && exact - share < 0.0001, "{share} {exact}");
        }
    }
    let (_, few) = run(&["scan", "corpus", "--no-passages", "--format", "csv"], "");
    assert!(self::rows(&few).iter().all(|row| row["a_share"].is_empty() && !row["near_duplicate"].is_empty()));
}

/// Two equal articles of which everything around the text would steer what shows it.
fn hostile() -> String {
    let text = "The night ferry to Tarrow will stop at the end of March because its licence has run out, <b>the</b> company said.";
    let record = |id: &str| {
        let title = "=cmd|' /C calc'!A0\nnext | [link](javascript:x) <script>\u{202e}";
        serde_json::json!({"id": id, "source": "@SUM(1)", "title": title, "text": text}).to_string() + "\n"
    };
    record("+1") + &record("-2`*")
}

#[test]
fn no_form_is_steered_by_what_it_shows() {
    let (code, table) = run(&["scan", "-", "--format", "csv"], &hostile());
    let rows = rows(&table);
    let row = &rows[0];
    assert_eq!((code, rows.len(), row["a"].as_str(), row["b"].as_str()), (0, 1, "'+1", "'-2`*"));
    assert_eq!((row["a_source"].as_str(), row["a_share"].as_str()), ("'@SUM(1)", "1.0000"));
    assert!(row["a_title"].starts_with("'=cmd|' /C calc'!A0 next"), "{}", row["a_title"]);
    let (_, shown) = run(&["scan", "-", "--format", "markdown"], &hostile());
    assert!(
        shown.contains(r"\[link\](javascript:x) \<script\>�”") && shown.contains(r"-2\`\*") == shown.contains("-2")
    );
    for line in shown.lines().filter(|line| line.starts_with('|')) {
        let columns = line.replace("\\|", "").matches('|').count();
        assert!([6, 9].contains(&columns), "a cell broke the table: {line}");
    }
    for form in ["json", "jsonl"] {
        let (_, shown) = run(&["scan", "-", "--format", form], &hostile());
        assert!(shown.contains(r#""id":"+1""#) && !shown.contains("\\u001b"), "ids are told as they are");
    }
}

#[test]
fn a_comparison_can_be_pasted_into_a_mail() {
    let a = "corpus/harbour-times/northfold-school-budget.edited.txt";
    let b = "corpus/saltmarsh-gazette/northfold-school-budget.reprint.txt";
    let (code, shown) = run(&["compare", a, b, "--format", "markdown"], "");
    assert_eq!(code, 0);
    assert!(shown.starts_with("**B repeats 92 % of A's words; 10 of 11 paragraphs; longest run 38 words. A holds"));
    let row = shown.lines().find(|line| line.starts_with("| ¶2 | ¶2 | edited | 33 of 36 and 36 |")).expect("a row");
    assert!(row.contains("**throwing out** a plan") && row.contains("**rejecting** a plan"), "{row}");
    assert_eq!(shown.lines().filter(|line| line.starts_with("| ¶")).count(), 10);
    let (_, table) = run(&["compare", a, b, "--format", "csv"], "");
    let rows = rows(&table);
    assert_eq!((rows.len(), rows[0]["a_share"].as_str(), rows[0]["jaccard"].as_str()), (1, "0.9182", "0.5539"));
    let (_, json) = run(&["compare", a, b, "--format", "json"], "");
    assert_eq!(run(&["compare", a, b, "--format", "jsonl"], "").1, json);
}
