//! A corpus written again without its near-duplicates, driven as a user drives it.

use assert_cmd::Command;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

const FERRY: &str = "The night ferry to Tarrow will stop at the end of March because its licence has run out, the company said on Monday.\n\n\
    Passengers who hold a season ticket will be paid the rest of its price by bank transfer within thirty days of the last crossing.\n";
const EDITED: &str = "The night ferry to Tarrow will stop at the end of March because its licence has run out, the company said on Monday.\n\n\
    Passengers who hold a season ticket will be paid the rest of its price by bank transfer within thirty days of the final trip.\n";
const CUT: &str = "The night ferry to Tarrow will stop at the end of March because its licence has run out, the company said on Monday.\n";
const BRIDGE: &str = "A new footbridge over the Lyde was lowered into place on Saturday in front of several hundred people with umbrellas.\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("the file has a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }
    folder
}

fn dedup(at: &TempDir, args: &[&str], code: i32) -> Output {
    dedup_of(at, args, "", code)
}

fn dedup_of(at: &TempDir, args: &[&str], input: impl Into<Vec<u8>>, code: i32) -> Output {
    let mut command = Command::cargo_bin("retold").expect("the program is built");
    let command = command.arg("dedup").args(args).current_dir(at.path()).write_stdin(input);
    command.assert().code(code).get_output().clone()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8")
}

/// The files below a folder, hidden ones too, by their path in it.
fn files(at: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(at).expect("the folder can be listed") {
        let path = entry.expect("the entry can be read").path();
        let name = path.file_name().expect("entries have names").to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, fs::read(path).expect("the file can be read"));
        }
    }
    found
}

fn names(at: &Path) -> Vec<String> {
    files(at).into_keys().collect()
}

fn read(at: &TempDir, name: &str) -> String {
    text(&fs::read(at.path().join(name)).expect("the file was written"))
}

fn rows(list: &str) -> Vec<Value> {
    list.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn record(id: &str, text: &str) -> String {
    format!("{{\"id\": \"{id}\", \"text\": {text:?}}}")
}

/// Lines of every kind, each with its own end: what can be used, what cannot, and what lies between.
fn lines() -> Vec<(String, bool)> {
    let line = |text: String, stays: bool| (text, stays);
    vec![
        line(record("z-cut", CUT) + "\r\n", false),
        line("{\"id\": \"broken\", \"text\": \"no end\r\n".to_owned(), true),
        line("  \t\r\n".to_owned(), true),
        line(record("full", FERRY) + "  \r\n", true),
        line(record("one-word", "ferry") + "\n", true),
        line(record("full", BRIDGE) + "\n", true),
        line(record("y-edited", EDITED) + "\n", false),
        line("\n".to_owned(), true),
        line(record("x-copy", &FERRY.to_uppercase()) + "\n", false),
        line("{\"words\": \"none\"}\n".to_owned(), true),
        line(record("bridge", BRIDGE), true),
    ]
}

fn joined(lines: &[(String, bool)], all: bool) -> String {
    lines.iter().filter(|(_, stays)| all || *stays).map(|(line, _)| line.as_str()).collect()
}

#[test]
fn a_file_keeps_every_other_line_byte_for_byte() {
    let lines = lines();
    let at = folder(&[("news.jsonl", joined(&lines, true).as_bytes())]);
    let run = dedup(&at, &["news.jsonl", "--out", "clean.jsonl"], 2);
    assert_eq!(read(&at, "clean.jsonl"), joined(&lines, false));
    assert_eq!(names(at.path()), ["clean.jsonl", "clean.left-out.jsonl", "news.jsonl"]);
    assert_eq!(text(&run.stderr).lines().count(), 4, "{}", text(&run.stderr));
    let shown = text(&run.stdout);
    assert!(shown.starts_with("5 articles of 1 outlet, "), "{shown}");
    assert!(shown.contains("\n3 articles left out (60 %; 51 % of the bytes): 1 identical, 1 similar, 1"), "{shown}");
    assert!(shown.contains("\nWritten to clean.jsonl; the list: clean.left-out.jsonl\n"), "{shown}");
    assert_eq!(shown.lines().count(), 5, "{shown}");
}

#[test]
fn the_last_line_may_go_and_the_one_before_it_keeps_its_end() {
    let at = folder(&[("news.jsonl", (record("a", FERRY) + "\r\n" + &record("b", FERRY)).as_bytes())]);
    dedup(&at, &["news.jsonl", "--out", "deep/clean.jsonl"], 0);
    assert_eq!(read(&at, "deep/clean.jsonl"), record("a", FERRY) + "\r\n");
}

#[test]
fn the_list_tells_what_went_and_why() {
    let lines = lines();
    let at = folder(&[("news.jsonl", joined(&lines, true).as_bytes())]);
    dedup(&at, &["news.jsonl", "--out", "clean.jsonl"], 2);
    let rows = rows(&read(&at, "clean.left-out.jsonl"));
    let told = |key: &str| rows.iter().map(|row| row[key].clone()).collect::<Vec<_>>();
    assert_eq!(told("line"), [1, 7, 9]);
    assert_eq!(told("id"), ["z-cut", "y-edited", "x-copy"]);
    assert_eq!(told("why"), ["contained", "similar", "identical"]);
    assert!(told("kept").iter().all(|id| id == "full") && told("path").iter().all(|path| path == "news.jsonl"));
    let keys: Vec<&String> = rows[0].as_object().expect("a line is an object").keys().collect();
    assert_eq!(keys.len(), 9);
    assert_eq!((&rows[0]["covered"]["shared"], &rows[0]["covered"]["total"]), (&23.into(), &23.into()));
    let ratio = |row: &Value, name: &str| (row[name]["shared"].as_u64(), row[name]["total"].as_u64());
    let cut = &rows[0]["containment"];
    assert_eq!(ratio(cut, "in_representative"), (Some(19), Some(19)));
    assert_eq!(ratio(cut, "of_representative"), (Some(19), Some(43)));
    assert_eq!(ratio(&rows[2], "jaccard"), (Some(43), Some(43)));
}

#[test]
fn a_story_that_all_print_stays_once() {
    let many = |letter: &str, number: u32, text: &str| -> String {
        (0..number).map(|at| record(&format!("{letter}{at}"), text) + "\n").collect()
    };
    let at = folder(&[("news.jsonl", (many("a", 150, EDITED) + &many("b", 80, FERRY)).as_bytes())]);
    dedup(&at, &["news.jsonl", "--out", "clean.jsonl"], 0);
    assert_eq!(read(&at, "clean.jsonl"), record("a0", EDITED) + "\n");
    assert_eq!(rows(&read(&at, "clean.left-out.jsonl")).len(), 229);
}

#[test]
fn a_folder_keeps_its_layout() {
    let records = record("a", CUT) + "\n" + &record("b", BRIDGE) + "\n";
    let at = folder(&[
        ("news/a/ferry.txt", FERRY.as_bytes()),
        ("news/b/deep/copy.txt", FERRY.as_bytes()),
        ("news/b/empty.txt", b""),
        ("news/b/latin1.txt", b"caf\xe9 society"),
        ("news/b/records.jsonl", records.as_bytes()),
        ("news/b/only.ndjson", (record("z", FERRY) + "\n").as_bytes()),
        ("news/photo.png", b"x"),
    ]);
    let run = dedup(&at, &["news", "--out", "clean"], 2);
    let wanted = ["a/ferry.txt", "b/empty.txt", "b/latin1.txt", "b/records.jsonl", "left-out.jsonl"];
    assert_eq!(names(&at.path().join("clean")), wanted);
    assert_eq!(fs::read(at.path().join("clean/b/latin1.txt")).expect("it was copied"), b"caf\xe9 society");
    assert_eq!(read(&at, "clean/b/records.jsonl"), record("b", BRIDGE) + "\n");
    let rows = rows(&read(&at, "clean/left-out.jsonl"));
    let told: Vec<_> = rows.iter().map(|row| (row["path"].as_str().unwrap_or(""), row["line"].as_u64())).collect();
    assert_eq!(
        told,
        [("news/b/deep/copy.txt", None), ("news/b/only.ndjson", Some(1)), ("news/b/records.jsonl", Some(1))]
    );
    assert!(text(&run.stdout).contains("1 file of other"), "{}", text(&run.stdout));
    // What was cleaned is clean, and what an earlier run wrote in the place of what now goes is taken away.
    fs::remove_file(at.path().join("clean/b/empty.txt")).expect("the file can be removed");
    fs::remove_file(at.path().join("clean/b/latin1.txt")).expect("the file can be removed");
    dedup(&at, &["clean", "--dry-run"], 1);
    fs::write(at.path().join("clean/b/only.ndjson"), "old").expect("the file can be written");
    dedup(&at, &["news", "--out", "clean"], 2);
    assert_eq!(names(&at.path().join("clean")), wanted);
}

#[test]
fn several_paths_stand_below_their_own_names() {
    let at = folder(&[
        ("x/news/a.txt", FERRY.as_bytes()),
        ("more/a.txt", BRIDGE.as_bytes()),
        ("one.jsonl", (record("1", FERRY) + "\n" + &record("2", CUT)).as_bytes()),
    ]);
    dedup(&at, &["x/news", "more", "one.jsonl", "--out", "out"], 0);
    assert_eq!(names(&at.path().join("out")), ["left-out.jsonl", "more/a.txt", "one.jsonl"]);
    assert_eq!(read(&at, "out/one.jsonl"), record("1", FERRY) + "\n");
}

#[test]
fn standard_input_goes_to_a_file() {
    let lines = lines();
    let at = folder(&[]);
    dedup_of(&at, &["-", "--out", "clean.jsonl"], joined(&lines, true), 2);
    assert_eq!(read(&at, "clean.jsonl"), joined(&lines, false));
    let rows = rows(&read(&at, "clean.left-out.jsonl"));
    assert!(rows.len() == 3 && rows.iter().all(|row| row["path"] == "-" && row["source"] == "-"));
    dedup_of(&at, &["-", "--out", "text.txt"], FERRY, 1);
    assert_eq!(read(&at, "text.txt"), FERRY);
}

#[test]
fn a_dry_run_writes_nothing() {
    let lines = lines();
    let at = folder(&[("news.jsonl", joined(&lines, true).as_bytes())]);
    let dry = dedup(&at, &["news.jsonl", "--dry-run"], 2);
    dedup(&at, &["news.jsonl", "--dry-run", "--out", "clean/news.jsonl"], 2);
    dedup_of(&at, &["-", "--dry-run"], joined(&lines, true), 2);
    assert_eq!(names(at.path()), ["news.jsonl"]);
    assert!(!at.path().join("clean").exists());
    let wet = dedup(&at, &["news.jsonl", "--out", "clean.jsonl"], 2);
    let (dry, wet) = (text(&dry.stdout), text(&wet.stdout));
    assert!(wet.starts_with(&dry) && dry.contains("left out"), "{dry}\n{wet}");
}

#[test]
fn the_exit_code_tells_whether_something_went() {
    let at = folder(&[
        ("a.jsonl", (record("1", FERRY) + "\n" + &record("2", CUT)).as_bytes()),
        ("b.jsonl", record("1", FERRY).as_bytes()),
        ("empty.jsonl", b""),
    ]);
    dedup(&at, &["a.jsonl", "--out", "out.jsonl"], 0);
    let run = dedup(&at, &["b.jsonl", "--out", "out.jsonl"], 1);
    assert!(text(&run.stdout).contains("No near-duplicates; 1 article kept."), "{}", text(&run.stdout));
    assert_eq!(read(&at, "out.jsonl"), record("1", FERRY));
    assert_eq!(read(&at, "out.left-out.jsonl"), "");
    dedup(&at, &["empty.jsonl", "--out", "out.jsonl"], 2);
    assert_eq!(read(&at, "out.jsonl"), "");
    dedup(&at, &["a.jsonl"], 2);
    dedup(&at, &["a.jsonl", "--threshold", "1", "--containment", "1", "--out", "out.jsonl"], 0);
}

#[test]
fn the_rule_is_that_of_a_scan() {
    let at = folder(&[("a.jsonl", (record("1", FERRY) + "\n" + &record("2", EDITED)).as_bytes())]);
    dedup(&at, &["a.jsonl", "--dry-run"], 0);
    dedup(&at, &["a.jsonl", "--dry-run", "--threshold", "0.99", "--containment", "0.99"], 1);
}

#[test]
fn whoever_represents_stays() {
    let dated = |id: &str, day: &str, text: &str| {
        format!("{{\"id\": \"{id}\", \"date\": \"2031-03-{day}\", \"text\": {text:?}}}\n")
    };
    let records =
        [dated("a", "03", CUT), dated("b", "01", EDITED), dated("c", "02", &(FERRY.to_owned() + "More follows."))];
    let at = folder(&[("news.jsonl", records.concat().as_bytes())]);
    for (keep, kept) in [("earliest", 1), ("longest", 2), ("first", 0)] {
        dedup(&at, &["news.jsonl", "--keep", keep, "--out", "clean.jsonl"], 0);
        assert!(read(&at, "clean.jsonl").contains(&records[kept]), "{keep}");
    }
}

#[test]
fn what_cannot_be_written_leaves_the_old() {
    let records = record("1", FERRY) + "\n" + &record("2", CUT);
    let at = folder(&[
        ("news.jsonl", records.as_bytes()),
        ("old/clean.jsonl", b"old"),
        ("old/clean.left-out.jsonl/in-the-way", b"x"),
        ("folder/b/a.txt", FERRY.as_bytes()),
        ("folder/c.txt", BRIDGE.as_bytes()),
        ("out/b", b"a file where a folder should be"),
        ("out/c.txt", b"old"),
        ("out/left-out.jsonl", b"old"),
    ]);
    let before = files(at.path());
    let run = dedup(&at, &["news.jsonl", "--out", "old/clean.jsonl"], 2);
    assert!(text(&run.stderr).contains("old/clean.left-out.jsonl: cannot be written"), "{}", text(&run.stderr));
    dedup(&at, &["folder", "--out", "out"], 2);
    dedup(&at, &["nowhere.jsonl", "--out", "out/c.txt"], 2);
    assert!(files(at.path()) == before);
}

#[cfg(unix)]
#[test]
fn an_input_that_breaks_off_leaves_the_old() {
    use std::os::unix::fs::symlink;
    let at = folder(&[("clean.jsonl", b"old")]);
    // Opens, and fails on the first read.
    symlink("/proc/self/mem", at.path().join("news.jsonl")).expect("the link can be made");
    if fs::read(at.path().join("news.jsonl")).is_ok() || !Path::new("/proc/self/mem").exists() {
        return;
    }
    let run = dedup(&at, &["news.jsonl", "--out", "clean.jsonl"], 2);
    assert!(text(&run.stderr).contains("news.jsonl: cannot be read"), "{}", text(&run.stderr));
    assert_eq!(read(&at, "clean.jsonl"), "old");
    assert!(!at.path().join("clean.left-out.jsonl").exists());
}

#[test]
fn an_out_that_would_destroy_or_mix_is_refused() {
    let at = folder(&[
        ("news/a.txt", FERRY.as_bytes()),
        ("x/news/a.txt", FERRY.as_bytes()),
        ("other/b.txt", b"other"),
        ("one.jsonl", record("1", FERRY).as_bytes()),
    ]);
    let before = files(at.path());
    let cases: [(&[&str], &str); 8] = [
        (&["news", "--out", "news/clean"], "lies in the input news"),
        (&["news", "--out", "./news"], "is an input"),
        (&["one.jsonl", "--out", "./one.jsonl"], "is an input"),
        (&["news", "x/news", "--out", "clean"], "would go to one place"),
        (&["news", "one.jsonl", "--out", "."], "holds the input"),
        (&["news", "--out", "other"], "holds b.txt, which is not of this corpus"),
        (&["-", "news", "--out", "clean"], "standard input"),
        (&["one.jsonl", "--out", "news"], "is no file"),
    ];
    for (args, words) in cases {
        let said = text(&dedup(&at, args, 2).stderr);
        assert!(said.starts_with("retold: ") && said.contains(words) && said.lines().count() == 1, "{args:?}: {said}");
    }
    assert!(files(at.path()) == before);
}

#[test]
fn threads_and_the_order_of_inputs_leave_no_trace() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let outlets = ["kestrel-wire", "harbour-times", "daily-lantern", "saltmarsh-gazette"];
    let paths = outlets.map(|outlet| corpus.join(outlet).to_string_lossy().into_owned());
    let clean = |threads: &str, backwards: bool| {
        let at = folder(&[]);
        let mut args: Vec<&str> = paths.iter().map(String::as_str).collect();
        if backwards {
            args.reverse();
        }
        let run = dedup(&at, &[&args[..], &["--out", "out", "--threads", threads]].concat(), 0);
        (files(at.path()), run.stdout)
    };
    let one = clean("1", false);
    assert!(one.0.len() > 10);
    assert!(one == clean("2", false));
    assert!(one == clean("2", true));
}

#[test]
fn what_goes_and_what_stays_are_the_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let at = folder(&[]);
    let run = dedup(&at, &[&corpus.to_string_lossy(), "--out", "out"], 0);
    let rows = rows(&read(&at, "out/left-out.jsonl"));
    let gone = |name: &str, line: Option<u64>| {
        let path = corpus.join(name).to_string_lossy().into_owned();
        rows.iter().any(|row| row["path"] == path && row["line"].as_u64() == line)
    };
    let mut wanted = BTreeMap::new();
    for (name, bytes) in files(&corpus).into_iter().filter(|(name, _)| !name.ends_with(".md")) {
        if name.ends_with(".jsonl") {
            let lines = (1..).zip(bytes.split_inclusive(|&byte| byte == b'\n'));
            let kept: Vec<u8> =
                lines.filter(|(line, _)| !gone(&name, Some(*line))).flat_map(|(_, line)| line).copied().collect();
            wanted.insert(name, kept);
        } else if !gone(&name, None) {
            wanted.insert(name, bytes);
        }
    }
    let mut written = files(&at.path().join("out"));
    written.remove("left-out.jsonl");
    assert!(written == wanted);
    assert!(text(&run.stdout).contains(&format!("\n{} articles left out (", rows.len())));
}

#[test]
fn the_help_shows_examples() {
    let help = text(&dedup(&folder(&[]), &["--help"], 0).stdout);
    for words in
        ["Examples:", "--dry-run", "--threshold", "--containment", "--recall", "--keep", "--shingle", "--threads"]
    {
        assert!(help.contains(words), "{words}");
    }
    assert!(!help.contains("--min-words"));
}
