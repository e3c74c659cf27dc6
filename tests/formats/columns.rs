//! Findings written as Parquet are those written as JSON lines.

use crate::program::{file, folder, retold, rows, text};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn table(path: &Path) -> Vec<Row> {
    let file = fs::File::open(path).expect("the file was written");
    let reader = SerializedFileReader::new(file).expect("the file is Parquet");
    reader.get_row_iter(None).expect("it has rows").map(|row| row.expect("the row is whole")).collect()
}

/// A cell as JSON has it.
fn cell(row: &Row, name: &str) -> Value {
    let (_, field) =
        row.get_column_iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no column {name}"));
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => (*value).into(),
        Field::UInt(value) => (*value).into(),
        Field::ULong(value) => (*value).into(),
        Field::Str(value) => value.as_str().into(),
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn the_tables_hold_what_the_lines_hold() {
    let at = folder(&[]);
    let news = file("news.jsonl").to_string_lossy().into_owned();
    let scan = |args: &[&str]| {
        let run = retold(at.path(), &[&["scan", &news, "--out"], args].concat(), b"");
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        run.stdout
    };
    assert_eq!(scan(&["lines"]), scan(&["tables", "--out-format", "parquet"]));
    let (lines, tables) = (
        |name: &str| rows(&at.path().join("lines").join(name)),
        |name: &str| table(&at.path().join("tables").join(name)),
    );
    let (pairs, columns) = (lines("pairs.jsonl"), tables("pairs.parquet"));
    assert!(pairs.len() == columns.len() && !pairs.is_empty());
    for (pair, row) in pairs.iter().zip(&columns) {
        for (name, wanted) in [
            ("a", &pair["a"]),
            ("b", &pair["b"]),
            ("jaccard_shared", &pair["jaccard"]["shared"]),
            ("jaccard_total", &pair["jaccard"]["total"]),
            ("a_shingles", &pair["containment"]["a_in_b"]["total"]),
            ("b_shingles", &pair["containment"]["b_in_a"]["total"]),
            ("covered_shared", &pair["covered"]["shared"]),
            ("covered_total", &pair["covered"]["total"]),
            ("template", &pair["template"]),
        ] {
            assert_eq!(&cell(row, name), wanted, "{name}");
        }
    }
    let members: Vec<Value> = lines("clusters.jsonl")
        .iter()
        .flat_map(|cluster| cluster["members"].as_array().cloned().unwrap_or_default())
        .collect();
    let columns = tables("clusters.parquet");
    assert!(members.len() == columns.len() && !members.is_empty());
    for (member, row) in members.iter().zip(&columns) {
        for name in ["id", "source", "title", "date", "words"] {
            assert_eq!(cell(row, name), member[name], "{name}");
        }
        assert_eq!(cell(row, "jaccard_shared"), member["jaccard"]["shared"]);
    }
    let comparisons = lines("passages.jsonl");
    let passages: Vec<(&Value, &Value)> = comparisons
        .iter()
        .flat_map(|row| row["passages"].as_array().into_iter().flatten().map(move |passage| (row, passage)))
        .collect();
    let columns = tables("passages.parquet");
    assert!(passages.len() == columns.len() && !passages.is_empty());
    for ((comparison, passage), row) in passages.iter().zip(&columns) {
        assert_eq!((cell(row, "a"), cell(row, "b")), (comparison["a"]["id"].clone(), comparison["b"]["id"].clone()));
        assert_eq!(
            (cell(row, "grade"), cell(row, "words_equal")),
            (passage["grade"].clone(), passage["words_equal"].clone())
        );
        for side in ["a", "b"] {
            assert_eq!(cell(row, &format!("{side}_start")), passage[side]["start"]);
            assert_eq!(cell(row, &format!("{side}_end")), passage[side]["end"]);
            assert_eq!(cell(row, &format!("{side}_last_paragraph")), passage[side]["paragraphs"][1]);
        }
    }
    // The other form is taken away, and a folder of findings is no corpus.
    scan(&["tables"]);
    assert!(!at.path().join("tables/pairs.parquet").exists() && at.path().join("tables/pairs.jsonl").exists());
    let run = retold(at.path(), &["scan", "lines"], b"");
    assert!(text(&run.stdout).starts_with("0 articles"), "{}", text(&run.stdout));
    let told = "retold: lines: holds the findings of a scan: name the folder of the articles\n";
    assert_eq!((text(&run.stderr).as_str(), run.status.code()), (told, Some(2)));
}

#[test]
fn what_an_article_does_not_have_is_null_in_a_table() {
    let story = "The old harbour crane was taken down on Friday after ninety years of daily service there.";
    let records = format!("{{\"text\": \"{story}\", \"date\": \"2031-03-07\"}}\n{{\"text\": \"{story}\"}}\n");
    let at = folder(&[("two.jsonl", records.as_bytes())]);
    let run = retold(at.path(), &["scan", "two.jsonl", "--out", "tables", "--out-format", "parquet"], b"");
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let cells = |name: &str, column: &str| -> Vec<Value> {
        table(&at.path().join("tables").join(name)).iter().map(|row| cell(row, column)).collect()
    };
    assert_eq!(cells("clusters.parquet", "date"), [Value::from("2031-03-07"), Value::Null]);
    assert_eq!(cells("clusters.parquet", "title"), [Value::Null, Value::Null]);
    assert_eq!(cells("groups.parquet", "passage")[1], Value::Null, "its text stands with the first carrier");
}
