//! Runs that are stopped, short of memory or of room: what stood there before stands there still, and a later run goes on.
#![cfg(unix)]

use retold::hash::scatter;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const RETOLD: &str = env!("CARGO_BIN_EXE_retold");

/// Records of invented words, of which every third tells a part of the one before.
fn news(folder: &Path, articles: u64) -> PathBuf {
    let letter = |bits: u64| char::from(b'a' + (bits % 16) as u8);
    let word = |hash: u64| (0..5).map(|place| letter(hash >> (4 * place))).collect::<String>() + " ";
    let words = |seed: u64, count: u64| (0..count).map(|at| word(scatter(seed << 20 | at))).collect::<String>();
    let text = |number: u64| match number % 3 {
        0 if number > 0 => words(number - 1, 120) + "\n\n" + &words(number, 60),
        _ => words(number, 150),
    };
    let line = |number: u64| {
        let source = format!("outlet {}", number % 7);
        format!("{}\n", json!({"id": number.to_string(), "source": source, "text": text(number)}))
    };
    let path = folder.join("news.jsonl");
    fs::write(&path, (0..articles).map(line).collect::<String>()).expect("the file can be written");
    path
}

fn scan(news: &Path, out: &Path, flags: &[&str]) -> Command {
    let mut command = Command::new(RETOLD);
    command.arg("scan").arg(news).arg("--out").arg(out).args(flags).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn run(mut command: Command) -> Output {
    command.output().expect("the program starts")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The files of a result but for the one that holds times; hidden ones too.
fn files(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(out).expect("the folder can be read").map(|entry| entry.expect("the entry can be read"));
    let named = entries.map(|entry| (entry.file_name().into_string().expect("the names are plain"), entry.path()));
    let plain = named.filter(|(name, path)| name != "run.json" && path.is_file());
    plain.map(|(name, path)| (name, fs::read(path).expect("the file can be read"))).collect()
}

fn hidden(out: &Path) -> Vec<String> {
    let entries = fs::read_dir(out).expect("the folder can be read").map(|entry| entry.expect("the entry can be read"));
    let names = entries.map(|entry| entry.file_name().into_string().expect("the names are plain"));
    names.filter(|name| name.starts_with('.')).collect()
}

fn record(out: &Path) -> Value {
    serde_json::from_slice(&fs::read(out.join("run.json")).expect("the file was written")).expect("it is JSON")
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").arg(format!("-{name}")).arg(child.id().to_string()).status();
    assert!(sent.expect("kill is there").success());
}

/// Waits until a file of a run holds a word; whether it came to that before the run ended.
fn waited_for(child: &mut Child, path: &Path, word: &str) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(120) {
        if fs::read_to_string(path).is_ok_and(|held| held.contains(word)) {
            return true;
        }
        if child.try_wait().expect("the run can be asked").is_some() {
            return false;
        }
        sleep(Duration::from_millis(2));
    }
    panic!("the run takes too long");
}

/// A folder with news, and the results of a scan of them that nobody disturbed.
fn undisturbed(articles: u64) -> (TempDir, PathBuf, BTreeMap<String, Vec<u8>>) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = news(folder.path(), articles);
    let out = folder.path().join("whole");
    assert!(run(scan(&path, &out, &[])).status.success());
    let whole = files(&out);
    assert!(whole["pairs.jsonl"].len() > 1000 && whole["groups.jsonl"].len() > 1000 && hidden(&out).is_empty());
    (folder, path, whole)
}

#[test]
fn little_memory_gives_the_same_answer() {
    let (folder, news, whole) = undisturbed(900);
    let out = folder.path().join("little");
    assert!(run(scan(&news, &out, &["--memory", "64K"])).status.success());
    assert!(files(&out) == whole);
    assert!(record(&out)["spilled_bytes"].as_u64().is_some_and(|bytes| bytes > 500_000), "{}", record(&out));
    assert_eq!(record(&folder.path().join("whole"))["spilled_bytes"], 0);
}

#[test]
fn a_killed_run_leaves_the_old_results_and_the_next_one_goes_on() {
    let (folder, news, whole) = undisturbed(900);
    for stage in ["articles", "pairs", "reworded"] {
        let out = folder.path().join(stage);
        fs::create_dir(&out).expect("the folder can be made");
        fs::write(out.join("clusters.jsonl"), "old").expect("the file can be written");
        let mut child = scan(&news, &out, &[]).spawn().expect("the program starts");
        let is_kept = waited_for(&mut child, &out.join(".retold-unfinished/stages.json"), &format!("\"{stage}\""));
        assert!(is_kept, "the run was over before it could be killed after {stage}");
        signal(&child, "KILL");
        child.wait().expect("the run ends");
        assert_eq!(files(&out).into_iter().collect::<Vec<_>>(), [("clusters.jsonl".to_owned(), b"old".to_vec())]);
        let again = run(scan(&news, &out, &["--resume"]));
        assert!(again.status.success(), "{}", told(&again));
        assert!(files(&out) == whole && hidden(&out).is_empty(), "{:?}", hidden(&out));
        let resumed = record(&out)["resumed"].clone();
        assert!(resumed.as_array().is_some_and(|stages| stages.contains(&json!("articles"))), "{resumed}");
        assert!(stage == "articles" || resumed.as_array().is_some_and(|stages| stages.len() == 2), "{resumed}");
    }
}

#[test]
fn killed_at_any_moment_nothing_is_half_written() {
    let (folder, news, whole) = undisturbed(300);
    let out = folder.path().join("out");
    let start = Instant::now();
    assert!(run(scan(&news, &out, &[])).status.success());
    let length = start.elapsed();
    for moment in 1..=6 {
        let mut child = scan(&news, &out, &[]).spawn().expect("the program starts");
        sleep(length * moment / 6);
        _ = Command::new("kill").arg("-KILL").arg(child.id().to_string()).stderr(Stdio::null()).status();
        child.wait().expect("the run ends");
        assert!(files(&out) == whole, "after {moment} sixths");
    }
    assert!(run(scan(&news, &out, &[])).status.success());
    assert!(hidden(&out).is_empty(), "what killed runs left is swept: {:?}", hidden(&out));
}

#[test]
fn other_files_or_settings_start_anew_and_say_so() {
    let (folder, news, _) = undisturbed(900);
    let out = folder.path().join("out");
    let mut child = scan(&news, &out, &[]).spawn().expect("the program starts");
    assert!(waited_for(&mut child, &out.join(".retold-unfinished/stages.json"), "\"pairs\""));
    let other = run(scan(&news, &out, &["--resume"]));
    assert!(told(&other).contains("another run writes there") && other.status.code() == Some(2), "{}", told(&other));
    signal(&child, "KILL");
    child.wait().expect("the run ends");
    let anew = run(scan(&news, &out, &["--resume", "--threshold", "0.9"]));
    assert!(told(&anew).contains("starting anew"), "{}", told(&anew));
    assert_eq!(record(&out)["resumed"], json!([]));
}

#[test]
fn an_interrupted_run_leaves_no_file() {
    let (folder, news, _) = undisturbed(900);
    for name in ["INT", "TERM"] {
        let out = folder.path().join(name);
        let mut child = scan(&news, &out, &[]).spawn().expect("the program starts");
        assert!(waited_for(&mut child, &out.join(".retold-unfinished/stages.json"), "\"articles\""));
        signal(&child, name);
        let ended = child.wait_with_output().expect("the run ends");
        assert_eq!(ended.status.code(), Some(130));
        assert!(told(&ended).contains("interrupted") && files(&out).is_empty(), "{}", told(&ended));
        assert_eq!(hidden(&out), [".retold-unfinished"], "what --resume goes on from");
    }
}

/// A limit on the size of files stands for a full disk: writing fails in the middle.
#[test]
fn a_full_disk_is_one_line_and_the_old_results_stay() {
    let (folder, news, _) = undisturbed(300);
    let out = folder.path().join("out");
    fs::create_dir(&out).expect("the folder can be made");
    fs::write(out.join("pairs.jsonl"), "old").expect("the file can be written");
    for (blocks, flags) in [(8, ""), (8, "--memory 64K --temp-dir .")] {
        let line = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec {RETOLD} scan {} --out {} {flags}",
            news.display(),
            out.display()
        );
        let ended = Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output().expect("sh is there");
        let told = told(&ended);
        assert!(ended.status.code() == Some(2) && told.lines().count() == 1, "{:?} {told}", ended.status);
        assert_eq!(files(&out).into_iter().collect::<Vec<_>>(), [("pairs.jsonl".to_owned(), b"old".to_vec())]);
    }
    let (_folder, news, _) = undisturbed(900);
    let nowhere = run(scan(&news, &out, &["--memory", "64K", "--temp-dir", "no/such/folder"]));
    assert!(
        told(&nowhere).starts_with("retold: no/such/folder: temporary files cannot be kept there: "),
        "{}",
        told(&nowhere)
    );
}
