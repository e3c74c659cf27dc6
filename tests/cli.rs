//! The command line, driven as a user drives it.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FERRY: &str = "The night ferry to Tarrow will stop at the end of March because its licence has run out, the company said on Monday.\n\n\
    Passengers who hold a season ticket will be paid the rest of its price by bank transfer within thirty days of the last crossing.\n";
const CUT: &str = "The night ferry to Tarrow will stop at the end of March because its licence has run out, the company said on Monday.\n";
const BRIDGE: &str = "A new footbridge over the Lyde was lowered into place on Saturday in front of several hundred people with umbrellas.\n";

fn retold(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("retold").expect("the program is built");
    command.args(args);
    command
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("the file has a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }
    folder
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8")
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("the file was written")).expect("the file is JSON")
}

#[test]
fn help_and_version_are_there() {
    for args in [&["--help"][..], &["scan", "--help"], &["compare", "--help"]] {
        let out = retold(args).assert().code(0).get_output().stdout.clone();
        assert!(text(&out).contains("Examples:"), "{args:?}");
    }
    assert!(text(&retold(&["--version"]).output().expect("the program runs").stdout).starts_with("retold "));
    retold(&[]).assert().code(2);
    retold(&["scan"]).assert().code(2);
    retold(&["scan", "x", "--threshold", "2"]).assert().code(2);
}

#[test]
fn the_exit_code_tells_what_was_found() {
    let news = folder(&[
        ("a/ferry.txt", FERRY.as_bytes()),
        ("b/cut.txt", CUT.as_bytes()),
        ("b/bridge.txt", BRIDGE.as_bytes()),
    ]);
    let at = |name: &str| news.path().join(name).to_string_lossy().into_owned();
    retold(&["scan", &at("")]).assert().code(0);
    retold(&["scan", &at("b")]).assert().code(1);
    retold(&["scan", &at("b"), &at("nowhere")]).assert().code(2);
    retold(&["compare", &at("a/ferry.txt"), &at("b/cut.txt")]).assert().code(0);
    retold(&["compare", &at("a/ferry.txt"), &at("b/bridge.txt")]).assert().code(1);
    retold(&["compare", &at("a/ferry.txt"), &at("nowhere.txt")]).assert().code(2);
    retold(&["compare", &at("a/ferry.txt"), &at("b")]).assert().code(2);
}

#[test]
fn every_kind_of_bad_input_is_one_line_and_the_rest_is_read() {
    let records = [
        format!("{{\"id\": \"ferry\", \"text\": {FERRY:?}}}"),
        "{\"id\": \"broken\", \"text\": \"no end".to_owned(),
        format!("{{\"id\": \"ferry\", \"text\": {BRIDGE:?}}}"),
        "{\"id\": \"other\", \"words\": \"x\"}".to_owned(),
        "{\"id\": \"short\", \"text\": \"word\"}".to_owned(),
        format!("{{\"id\": \"cut\", \"text\": {CUT:?}}}"),
    ];
    let news = folder(&[
        ("a/empty.txt", b""),
        ("a/binary.txt", b"caf\xe9\0society"),
        ("a/records.jsonl", records.join("\n").as_bytes()),
        ("a/passed.over", b"x"),
    ]);
    let out = news.path().join("out");
    let run = retold(&["scan", ".", "missing.txt", "--out", "out"])
        .current_dir(news.path())
        .assert()
        .code(2)
        .get_output()
        .clone();
    let lines: Vec<String> = text(&run.stderr).lines().map(str::to_owned).collect();
    let wanted = [
        ("./a/binary.txt: ", "is no text: byte 4 is NUL"),
        ("./a/empty.txt: ", "holds no text"),
        ("./a/records.jsonl:2: ", "is no JSON object"),
        ("./a/records.jsonl:3: ", "repeats the id 'ferry' of ./a/records.jsonl:1"),
        ("./a/records.jsonl:4: ", "fields found: id, words"),
        ("./a/records.jsonl:5: ", "has 1 word"),
        ("missing.txt: ", "cannot be read"),
    ];
    assert_eq!(lines.len(), wanted.len(), "{lines:#?}");
    for (line, (place, cause)) in lines.iter().zip(wanted) {
        assert!(line.starts_with(&format!("retold: {place}")) && line.contains(cause), "{line}");
    }
    let record = json(&out.join("run.json"));
    assert_eq!((&record["counts"]["articles"], &record["counts"]["skipped"]), (&2.into(), &7.into()));
    assert_eq!(record["counts"]["passed_over_files"], 1);
    let kinds: Vec<&str> =
        record["skipped"].as_array().expect("a list").iter().filter_map(|x| x["kind"].as_str()).collect();
    assert_eq!(
        kinds,
        ["binary", "empty", "malformed-json", "duplicate-id", "no-text-field", "too-short", "unreadable"]
    );
    assert!(text(&run.stdout).contains("2 articles of 1 outlet") && text(&run.stdout).contains("7 inputs skipped"));
    assert_eq!(fs::read_to_string(out.join("pairs.jsonl")).expect("the pairs were written").lines().count(), 1);
}

#[test]
fn the_files_hold_what_programs_expect() {
    let out = tempfile::tempdir().expect("a temporary folder can be made");
    retold(&["scan", "corpus", "--out", &out.path().to_string_lossy()]).assert().code(0);
    let rows = |name: &str| -> Vec<Value> {
        let text = fs::read_to_string(out.path().join(name)).expect("the file was written");
        text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
    };
    let clusters = rows("clusters.jsonl");
    for cluster in &clusters {
        let members = cluster["members"].as_array().expect("members are a list");
        assert_eq!(cluster["size"], members.len());
        assert_eq!(cluster["representative"], members[0]["id"]);
        let lowest = |member: &Value| {
            member["jaccard"]["shared"].as_f64().unwrap_or(0.0) / member["jaccard"]["total"].as_f64().unwrap_or(1.0)
        };
        let least = members.iter().map(lowest).fold(1.0, f64::min);
        assert!((least - lowest(&serde_json::json!({"jaccard": cluster["lowest"]}))).abs() < 1e-12);
    }
    for pair in rows("pairs.jsonl") {
        assert!(pair["a"].as_str() < pair["b"].as_str());
        assert_eq!(pair["jaccard"]["shared"], pair["containment"]["a_in_b"]["shared"]);
    }
    let mut passages = 0;
    for comparison in rows("passages.jsonl") {
        assert_eq!(comparison["schema"], "retold.comparison/1");
        for passage in comparison["passages"].as_array().expect("passages are a list") {
            assert!(passage["words_equal"].as_u64() <= passage["a"]["words"].as_u64());
            assert!(passage["a"]["start"].as_u64() < passage["a"]["end"].as_u64());
            assert!(passage["a"]["paragraphs"][0].as_u64() >= Some(1));
            passages += 1;
        }
    }
    assert!(clusters.len() >= 10 && passages > 100);
    let outlets = fs::read_to_string(out.path().join("outlets.csv")).expect("the table was written");
    assert!(
        outlets.starts_with("outlet,articles,words,other,shared_articles,shared_words,words_earlier,words_later,")
            && outlets.lines().count() > 20
    );
    let groups = rows("groups.jsonl");
    assert!(groups.len() > 20);
    for group in &groups {
        assert_eq!(group["schema"], "retold.group/1");
        let carriers = group["carriers"].as_array().expect("carriers are a list");
        let ids: std::collections::BTreeSet<_> = carriers.iter().map(|carrier| carrier["id"].as_str()).collect();
        assert!(ids.len() > 1 && group["articles"] == ids.len(), "{group}");
        let length = group["text"].as_str().map(str::len).expect("the text is told");
        assert_eq!(
            carriers[0]["end"].as_u64().zip(carriers[0]["start"].as_u64()).map(|(end, start)| (end - start) as usize),
            Some(length)
        );
        assert!(carriers.iter().all(|carrier| carrier["words_equal"].as_u64() >= Some(12)), "{group}");
    }
    let run = json(&out.path().join("run.json"));
    assert_eq!(run["counts"]["passage_groups"], groups.len());
    assert!(run["inputs"].as_array().map(Vec::len) > Some(40));
    assert_eq!((&run["keep"], &run["recipe"]["shingle_words"]), (&"earliest".into(), &5.into()));
    assert!(
        run["inputs"]
            .as_array()
            .expect("inputs are a list")
            .iter()
            .all(|input| input["sha256"].as_str().map(str::len) == Some(64))
    );
    assert_eq!(fs::read_dir(out.path()).expect("the folder can be listed").count(), 8, "something was left behind");
}

#[test]
fn threads_and_the_order_of_inputs_leave_no_trace() {
    let files = |args: &[&str]| {
        let out = tempfile::tempdir().expect("a temporary folder can be made");
        let run = retold(&[&["scan", "--out", &out.path().to_string_lossy()], args].concat())
            .assert()
            .code(0)
            .get_output()
            .clone();
        let names = ["clusters.jsonl", "pairs.jsonl", "passages.jsonl", "groups.jsonl", "outlets.csv"];
        let files = names.map(|name| fs::read(out.path().join(name)).expect("the file was written"));
        (files, run.stdout)
    };
    let one = files(&[
        "--threads",
        "1",
        "corpus/harbour-times",
        "corpus/kestrel-wire",
        "corpus/daily-lantern/articles.jsonl",
    ]);
    let other = files(&[
        "--threads",
        "2",
        "corpus/daily-lantern/articles.jsonl",
        "corpus/kestrel-wire",
        "corpus/harbour-times",
    ]);
    assert!(one == other);
}

#[test]
fn a_comparison_is_told_in_a_sentence_and_in_json() {
    let news = folder(&[("ferry.txt", FERRY.as_bytes()), ("cut.txt", CUT.as_bytes())]);
    let out = retold(&["compare", "ferry.txt", "cut.txt"])
        .current_dir(news.path())
        .assert()
        .code(0)
        .get_output()
        .stdout
        .clone();
    let shown = text(&out);
    assert!(shown.starts_with("B repeats 49 % of A's words; 1 of 2 paragraphs; longest run 23 words."), "{shown}");
    assert!(
        shown.contains("A ¶1 = B ¶1  verbatim, all 23 words") && shown.contains("Only in A: 24 words; all of ¶2"),
        "{shown}"
    );
    assert!(!shown.contains('\u{1b}'), "colour where there is no terminal");
    let out = retold(&["compare", "ferry.txt", "-", "--format", "json"])
        .current_dir(news.path())
        .write_stdin(CUT)
        .assert()
        .code(0)
        .get_output()
        .stdout
        .clone();
    let found: Value = serde_json::from_slice(&out).expect("the answer is one JSON object");
    assert_eq!(found["schema"], "retold.comparison/1");
    assert_eq!((&found["a"]["words"], &found["b"]["words"]), (&47.into(), &23.into()));
    let passage = &found["passages"][0];
    let side = |letter: &str, key: &str| passage[letter][key].as_u64().expect("a number") as usize;
    assert_eq!(&FERRY[side("a", "start")..side("a", "end")], CUT.trim_end().trim_end_matches('.'));
    assert_eq!((passage["grade"].as_str(), side("b", "words")), (Some("verbatim"), 23));
}

#[test]
fn many_pairs_are_compared_in_the_order_of_the_list() {
    let records = format!("{{\"id\": 1, \"text\": {FERRY:?}}}\n{{\"id\": 2, \"text\": {CUT:?}}}\n");
    let list = "1\t2\nbridge.txt\t1\n1 2\n1\tnobody\n2\t1\n";
    let news = folder(&[
        ("docs.jsonl", records.as_bytes()),
        ("bridge.txt", BRIDGE.as_bytes()),
        ("pairs.tsv", list.as_bytes()),
    ]);
    let run = retold(&["compare", "--pairs", "pairs.tsv", "--docs", "docs.jsonl", "--format", "json"])
        .current_dir(news.path())
        .assert()
        .code(2)
        .get_output()
        .clone();
    let rows: Vec<Value> = text(&run.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let ids: Vec<_> = rows.iter().map(|row| (row["a"]["id"].as_str(), row["b"]["id"].as_str())).collect();
    assert_eq!(ids, [(Some("1"), Some("2")), (Some("bridge.txt"), Some("1")), (Some("2"), Some("1"))]);
    let errors = text(&run.stderr);
    assert!(errors.contains("pairs.tsv:3: does not name two articles"), "{errors}");
    assert!(errors.contains("pairs.tsv:4: 'nobody' is neither an article's id nor a file"), "{errors}");
}

#[test]
fn records_are_read_from_standard_input() {
    let records = format!("{{\"id\": 1, \"text\": {FERRY:?}}}\n{{\"id\": 2, \"text\": {FERRY:?}}}\n");
    let out = retold(&["scan", "-"]).write_stdin(records).assert().code(0).get_output().stdout.clone();
    assert!(text(&out).contains("1 cluster of near-duplicates holds"), "{}", text(&out));
}

#[test]
fn what_is_shown_cannot_steer_the_terminal() {
    let record =
        |id: &str| format!("{{\"id\": \"{id}\", \"source\": \"\\u001b]0;x\\u0007\\u202e\", \"text\": {FERRY:?}}}\n");
    let records = record("\\u001b[2J1") + &record("2\\n3");
    let out = retold(&["scan", "-"]).write_stdin(records).assert().code(0).get_output().stdout.clone();
    let shown = text(&out);
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
    assert!(shown.contains("�[2J1") && shown.contains("2 3"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    use std::process::{Command, Stdio};
    let program = assert_cmd::cargo::cargo_bin("retold");
    let mut run = Command::new(program)
        .args(["scan", "corpus", "--top", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(run.stdout.take());
    let done = run.wait_with_output().expect("the program ends");
    assert_eq!((done.status.code(), text(&done.stderr).as_str()), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn an_answer_that_cannot_be_written_leaves_the_old_one() {
    let news = folder(&[("ferry.txt", FERRY.as_bytes()), ("out", b"a file where the folder should be")]);
    let run =
        retold(&["scan", "ferry.txt", "--out", "out"]).current_dir(news.path()).assert().code(2).get_output().clone();
    assert!(text(&run.stderr).starts_with("retold: out: cannot be written"), "{}", text(&run.stderr));
    assert_eq!(
        fs::read(news.path().join("out")).expect("the file is still there"),
        b"a file where the folder should be"
    );
}

#[test]
fn the_paragraphs_of_an_article_are_traced_to_where_they_were_printed_first() {
    let day = |id: &str, date: &str, text: &str| {
        format!("{{\"id\": {id:?}, \"source\": {id:?}, \"date\": {date:?}, \"text\": {text:?}}}\n")
    };
    let both = format!("{BRIDGE}\n\n{CUT}");
    let records = [
        day("wire", "2031-03-01", FERRY),
        day("late", "2031-03-09", CUT),
        day("paper", "2031-03-05", &both),
        day("other", "2031-03-02", "The museum of the old town opens its doors again in autumn with twelve new rooms."),
    ];
    let news = folder(&[("docs.jsonl", records.concat().as_bytes()), ("paper.txt", both.as_bytes())]);
    let run = |args: &[&str]| {
        let out = retold(args).current_dir(news.path()).assert().get_output().clone();
        (out.status.code(), text(&out.stdout).to_owned(), text(&out.stderr).to_owned())
    };
    let (code, shown, _) = run(&["trace", "paper", "--in", "docs.jsonl"]);
    assert_eq!(code, Some(0));
    assert!(shown.starts_with("1 of 2 paragraphs stands in 2 articles of 3."), "{shown}");
    assert!(shown.contains("2031-03-01, before  wire  wire ¶1  verbatim, 100 %"), "{shown}");
    assert!(shown.contains("2031-03-09, after  late  late ¶1  verbatim, 100 %"), "{shown}");
    let (_, found, _) = run(&["trace", "paper.txt", "--in", "docs.jsonl", "--format", "json"]);
    let found: Value = serde_json::from_str(&found).expect("the answer is one JSON object");
    let ids: Vec<_> =
        found["paragraphs"][1]["places"].as_array().expect("a list").iter().map(|it| it["id"].as_str()).collect();
    assert_eq!(ids, [Some("wire"), Some("paper"), Some("late")]);
    let (code, _, error) = run(&["trace", "nobody", "--in", "docs.jsonl"]);
    assert!(code == Some(2) && error.contains("neither an article's id nor a file"), "{error}");
}

#[test]
fn what_two_reports_have_in_common_beside_text_is_told() {
    let a = "Harbour master Ilse Brandt said on 7 March that the storm sank 274 boats. Crews freed four trapped seals.";
    let b = "On March 7 a gale sent 274 vessels down, reported Ilse Brandt. Rescuers freed 4 trapped \u{430}nimals.";
    let records = format!("{{\"id\": 1, \"title\": \"Storm sinks boats\", \"text\": {a:?}}}\n{{\"id\": 2, \"title\": \"Gale sinks boats\", \"text\": {:?}}}\n", b)
        .replace("\\u{430}", "\u{430}");
    let news = folder(&[("docs.jsonl", records.as_bytes()), ("pairs.tsv", b"1\t2\n")]);
    let out = retold(&["compare", "--pairs", "pairs.tsv", "--docs", "docs.jsonl", "--format", "json"])
        .current_dir(news.path())
        .assert()
        .code(1)
        .get_output()
        .stdout
        .clone();
    let found: Value = serde_json::from_slice(&out).expect("the answer is one JSON object");
    let facts: Vec<_> =
        found["facts"].as_array().expect("a list").iter().map(|it| it["kind"].as_str().unwrap_or("")).collect();
    assert_eq!(facts, ["number", "number", "date", "name"]);
    assert_eq!((&found["headline"]["grade"], &found["headline"]["words_equal"]), (&"reworded".into(), &2.into()));
    assert_eq!(found["disguises"]["b"][0]["kind"], "look_alike");
    assert_eq!(found["alone"]["a"][0]["words"], 19);
}

#[test]
fn the_proof_compares_everything_and_holds_or_says_why_not() {
    let out = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = out.path().to_string_lossy().into_owned();
    let run = retold(&["scan", "corpus", "--exact", "--out", &folder]).assert().code(0).get_output().clone();
    let proof = json(&out.path().join("run.json"))["exact"].clone();
    assert!(proof["runs"].as_u64() > Some(200) && proof["runs"] == proof["runs_found"], "{proof}");
    let count = |name: &str| proof[name].as_u64().expect("a number");
    assert!(count("pairs") > 60 && count("pairs") == count("pairs_listed") + count("pairs_told_by_group"), "{proof}");
    assert!(text(&run.stdout).contains("By comparing all with all, "));
    let run = retold(&["scan", "corpus", "--exact=77"]).assert().code(2).get_output().clone();
    assert!(text(&run.stdout).contains("Not proved: 78 articles are more than 77"), "{}", text(&run.stdout));
    retold(&["scan", "corpus", "--exact", "--window", "3"]).assert().code(2);
}

/// Three outlets print one story: on one day, two days later, ten days later.
fn dated() -> String {
    let record = |id: &str, source: &str, date: &str| {
        format!(
            "{{\"id\": {id:?}, \"source\": {source:?}, \"date\": {date:?}, \"text\": {:?}}}\n",
            format!("{FERRY} {id}")
        )
    };
    record("one", "wire", "2031-03-04")
        + &record("two", "gazette", "2031-03-06")
        + &record("six", "lantern", "2031-03-14")
}

#[test]
fn findings_do_not_go_into_the_folder_that_is_read() {
    let news = folder(&[("a/one.txt", FERRY.as_bytes()), ("a/two.txt", CUT.as_bytes())]);
    let place = news.path().join("a");
    let place = place.to_str().expect("the path is plain");
    let refused = retold(&["scan", place, "--out", &format!("{place}/../a")]).assert().code(2);
    let said = text(&refused.get_output().stderr);
    assert!(said.contains("/../a: is read, so the findings cannot go there: name another folder"), "{said}");
    retold(&["scan", place, "--out", &format!("{place}/found")]).assert().code(0);
    retold(&["scan", place, "--out", &format!("{place}/found")]).assert().code(0);
}

#[test]
fn the_outlet_table_says_who_had_the_words_first_within_the_window() {
    let news = folder(&[("news.jsonl", dated().as_bytes())]);
    let table = |more: &[&str]| -> Vec<String> {
        let args = [&["scan", "news.jsonl", "--out", "out"], more].concat();
        retold(&args).current_dir(news.path()).assert().code(0);
        let table = fs::read_to_string(news.path().join("out/outlets.csv")).expect("the table was written");
        table.lines().skip(1).map(str::to_owned).collect()
    };
    assert_eq!(
        table(&[]),
        [
            "gazette,1,48,lantern,1,47,0,47,0,1,1,0,wire",
            "gazette,1,48,wire,1,47,47,0,0,1,1,0,wire",
            "lantern,1,48,gazette,1,47,47,0,0,1,1,0,gazette",
            "lantern,1,48,wire,1,47,47,0,0,1,1,0,gazette",
            "wire,1,48,gazette,1,47,0,47,0,48,1,0,",
            "wire,1,48,lantern,1,47,0,47,0,48,1,0,",
        ]
    );
    assert_eq!(
        table(&["--window", "3"]),
        [
            "gazette,1,48,wire,1,47,47,0,0,1,1,0,wire",
            "lantern,1,48,,0,0,0,0,0,48,48,0,",
            "wire,1,48,gazette,1,47,0,47,0,48,1,0,",
        ]
    );
    let groups = fs::read_to_string(news.path().join("out/groups.jsonl")).expect("the groups were written");
    let group: Value = serde_json::from_str(groups.trim()).expect("there is one group");
    assert_eq!(
        (&group["carriers"][0]["id"], &group["articles"], &group["words"]),
        (&"one".into(), &2.into(), &47.into())
    );
}

#[test]
fn house_text_that_the_corpus_tells_is_no_share_of_its_own() {
    let house = "Readers who like this can sign up for the morning letter of the house and get it for a year";
    let record = |number: u32| {
        let own: String = (0..40).map(|word| format!("word{}x{word} ", number)).collect();
        let text = format!("{own}\n\n{house}");
        format!("{{\"id\": \"n{number}\", \"source\": \"Harbour Post\", \"text\": {text:?}}}\n")
    };
    let news = folder(&[("docs.jsonl", (1..=9).map(record).collect::<String>().as_bytes())]);
    let out = retold(&["compare", "n1", "n2", "--docs", "docs.jsonl", "--format", "json"])
        .current_dir(news.path())
        .assert()
        .code(0)
        .get_output()
        .stdout
        .clone();
    let found: Value = serde_json::from_slice(&out).expect("the answer is one JSON object");
    let coverage = &found["coverage"]["a"];
    assert_eq!((&coverage["words"], &coverage["boilerplate"], &coverage["of"]), (&20.into(), &20.into(), &60.into()));
}
