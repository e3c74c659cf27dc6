//! `retold bench`, driven as a user drives it.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn bench(args: &[&str], folder: &TempDir) -> Command {
    let mut command = Command::cargo_bin("retold").expect("the program is built");
    command.arg("bench").args(args).current_dir(folder.path());
    command
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

fn printed(command: &mut Command, code: i32) -> String {
    String::from_utf8(command.assert().code(code).get_output().stdout.clone()).expect("the program prints UTF-8")
}

fn told(command: &mut Command, code: i32) -> String {
    String::from_utf8(command.assert().code(code).get_output().stderr.clone()).expect("the program prints UTF-8")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = entries.map(|entry| name(entry.expect("the entry can be read"))).collect();
    names.sort();
    names
}

#[test]
fn the_corpus_is_the_same_for_any_number_of_threads_and_a_part_of_each_larger_one() {
    let place = folder();
    let read = |name: &str| fs::read_to_string(place.path().join(name)).expect("the file was written");
    for (docs, threads, name) in [("2k", "1", "one"), ("2000", "3", "three"), ("700", "2", "part")] {
        let truth = format!("{name}.truth");
        let args = ["--docs", docs, "--threads", threads, "--write", name, "--truth", &truth];
        assert_eq!(printed(&mut bench(&args, &place), 0), "");
    }
    assert!(read("one") == read("three") && read("one.truth") == read("three.truth"));
    assert!(read("one").starts_with(&read("part")) && read("one.truth").starts_with(&read("part.truth")));
    assert_eq!((read("one").lines().count(), read("part").lines().count()), (2000, 700));
    assert_eq!(names(place.path()).len(), 6, "nothing but the files is left");
    let streamed = bench(&["--docs", "700", "--write", "-"], &place).assert().code(0).get_output().stdout.clone();
    assert_eq!(streamed, read("part").as_bytes());
    let other = bench(&["--docs", "700", "--seed", "2", "--write", "-"], &place).assert().get_output().stdout.clone();
    assert_ne!(streamed, other);
    let made: Vec<Value> = read("one.truth").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let planted = made.iter().filter(|truth| truth["operation"] == "planted").count();
    let joined = made.iter().filter(|truth| truth["operation"] == "joined").count() / 2;
    let derived = made.len() - planted - joined;
    assert!((320..480).contains(&derived), "{derived} of 2,000 articles are made from others");
    assert!((140..260).contains(&planted), "{planted} planted paragraphs");
}

#[test]
fn a_measurement_tells_what_a_scan_costs_and_finds() {
    let place = folder();
    fs::create_dir(place.path().join("temp")).expect("the folder can be made");
    let args = ["--docs", "600", "--runs", "2", "--temp", "temp", "--json", "--threads", "2"];
    let record: Value = serde_json::from_str(&printed(&mut bench(&args, &place), 0)).expect("it is JSON");
    assert!(names(&place.path().join("temp")).is_empty(), "the corpus is gone");
    assert_eq!((&record["schema"], &record["job"]["seed"]), (&"retold.bench/1".into(), &1.into()));
    assert_eq!(record["trials"].as_array().map(Vec::len), Some(2));
    let median = &record["median"];
    assert_eq!((&median["counts"]["articles"], &median["threads"]), (&600.into(), &2.into()));
    for number in ["wall_seconds", "cpu_seconds", "peak_memory_bytes"] {
        assert!(median[number].as_f64().is_some_and(|number| number > 0.0), "{number}");
    }
    let stages = median["stages"].as_array().expect("a list");
    let sum: f64 = stages.iter().filter_map(|stage| stage["wall_seconds"].as_f64()).sum();
    assert!(stages.len() > 5 && sum <= 1.5 * median["wall_seconds"].as_f64().unwrap_or_default());
    assert!(record["word_count"]["cpu_seconds"].as_f64().is_some_and(|seconds| seconds > 0.0));
    let truth = &record["checked"]["truth"];
    for found in [&truth["near_duplicates"], &truth["pairs"], &truth["members"], &truth["planted"]] {
        assert!(found["known"].as_u64().is_some_and(|known| known > 20), "{truth}");
        assert_eq!(found["found"], found["known"], "{truth}");
    }
    let brute = &record["checked"]["brute_force"];
    assert!(brute["found"] == brute["known"] && brute["known"].as_u64().is_some_and(|known| known > 20), "{brute}");
}

#[test]
fn the_table_fits_a_terminal_and_an_earlier_run_stands_beside_it() {
    let place = folder();
    let args = ["--docs", "200", "--no-check", "--no-passages"];
    let json = printed(&mut bench(&[&args[..], &["--json"]].concat(), &place), 0);
    let write = |name: &str, record: &Value| {
        fs::write(place.path().join(name), record.to_string()).expect("the file can be written");
    };
    let record: Value = serde_json::from_str(&json).expect("it is JSON");
    // A machine may dawdle, but not a thousandfold.
    let scaled = |factor: f64| {
        let mut record = record.clone();
        let scale = |number: &mut Value| *number = (number.as_f64().unwrap_or_default() * factor).into();
        scale(&mut record["median"]["cpu_seconds"]);
        let stages = record["median"]["stages"].as_array_mut().expect("a list");
        stages.iter_mut().for_each(|stage| scale(&mut stage["cpu_seconds"]));
        record
    };
    write("slow.json", &scaled(1000.0));
    write("fast.json", &scaled(0.001));
    let mut other = scaled(1000.0);
    other["job"]["bytes"] = 7.into();
    write("other.json", &other);
    for (name, code) in [("slow.json", 0), ("fast.json", 1), ("other.json", 0)] {
        let text = printed(&mut bench(&[&args[..], &["--compare", name]].concat(), &place), code);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(text.contains("200 articles") && text.contains("Beside the earlier run"), "{text}");
        assert_eq!(text.contains("Warning: slower: all takes"), name == "fast.json", "{text}");
        assert_eq!(text.contains("Warning: the earlier run read another corpus"), name == "other.json", "{text}");
    }
    write("none.json", &Value::from(7));
    fs::write(place.path().join("run.json"), r#"{"schema": "retold.run/1"}"#).expect("the file can be written");
    for name in ["none.json", "run.json", "nowhere.json"] {
        let error = told(&mut bench(&[&args[..], &["--compare", name]].concat(), &place), 2);
        assert!(error.starts_with(&format!("retold: {name}: ")) && error.lines().count() == 1, "{error}");
    }
}

#[test]
fn own_articles_are_measured_too() {
    let place = folder();
    printed(&mut bench(&["--docs", "150", "--write", "news/a.jsonl"], &place), 2);
    fs::create_dir(place.path().join("news")).expect("the folder can be made");
    printed(&mut bench(&["--docs", "150", "--write", "news/a.jsonl"], &place), 0);
    let text = printed(&mut bench(&["--input", "news", "--no-passages", "--sample", "20"], &place), 0);
    assert!(text.contains("150 articles") && text.contains("of the pairs of 20 texts"), "{text}");
    assert!(!text.contains("by truth"), "{text}");
}

#[test]
fn what_cannot_be_measured_is_said_in_one_line() {
    let place = folder();
    for args in [
        &[][..],
        &["--docs", "0"],
        &["--docs", "10x"],
        &["--docs", "5", "--input", "x"],
        &["--docs", "5", "--runs", "0"],
    ] {
        bench(args, &place).assert().code(2);
    }
    let error = told(&mut bench(&["--input", "-"], &place), 2);
    assert!(error.contains("name a file"), "{error}");
    let error = told(&mut bench(&["--docs", "5", "--temp", "nowhere"], &place), 2);
    assert!(error.contains("nowhere: cannot be written") && error.lines().count() == 1, "{error}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_benchmark_leaves_nothing_behind() {
    use std::process::Stdio;
    let place = folder();
    for args in [&["--docs", "5m", "--temp", "."][..], &["--docs", "5m", "--write", "news.jsonl"]] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_retold"))
            .arg("bench")
            .args(args)
            .current_dir(place.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        while names(place.path()).is_empty() {
            assert!(child.try_wait().expect("it is ours").is_none(), "it ended early");
            std::thread::yield_now();
        }
        let kill = std::process::Command::new("kill").arg(child.id().to_string()).status();
        assert!(kill.expect("there is a kill").success());
        assert_eq!(child.wait().expect("it is ours").code(), Some(130));
        assert!(names(place.path()).is_empty(), "{args:?}");
    }
}
