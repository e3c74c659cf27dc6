//! Broken, hostile and merely odd input: each is one line with its place and cause, and harms nothing else.

use crate::program::{folder, retold, text};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::fs;
use std::io::Write;

const FERRY: &str =
    "The night ferry to Tarrow will stop at the end of March because its licence has run out, the company said.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).expect("memory takes all");
    out.finish().expect("memory takes all")
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut head = tar::Header::new_gnu();
        head.set_size(bytes.len() as u64);
        head.set_mode(0o644);
        out.append_data(&mut head, name, *bytes).expect("memory takes all");
    }
    out.into_inner().expect("memory takes all")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory takes all");
        out.write_all(bytes).expect("memory takes all");
    }
    out.finish().expect("memory takes all").into_inner()
}

fn record(id: u32) -> String {
    format!("{{\"id\": \"{id}\", \"text\": \"{FERRY}\"}}")
}

/// A record of a web archive.
fn web(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("WARC/1.0\r\n{head}Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body, b"\r\n\r\n"].concat()
}

const WET: &str = "WARC-Type: conversion\r\nWARC-Target-URI: https://a.example/x\r\nContent-Type: text/plain\r\n";
const PAGE: &str = "WARC-Type: response\r\nWARC-Target-URI: https://a.example/y\r\nContent-Type: application/http\r\n";

/// A file, what stands on standard error behind its name (nothing where nothing is wrong), and how many articles it gives.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    said: Vec<&'static str>,
    articles: u64,
}

fn case(name: &'static str, bytes: impl Into<Vec<u8>>, said: &[&'static str], articles: u64) -> Case {
    Case { name, bytes: bytes.into(), said: said.to_vec(), articles }
}

fn lines_and_json() -> Vec<Case> {
    let deep = format!("{}\n{{\"text\": {}1{}}}\n", record(1), "[".repeat(100_000), "]".repeat(100_000));
    // Longer than a document, and longer than any record that could hold one.
    let long = |words: usize| format!("{}\n{{\"text\": \"{}\"}}\n{}\n", record(1), "x ".repeat(words), record(3));
    let array = format!("[{},\n {{\"text\": tru}}, 7, {{\"text\": 1}},\n{}]", record(1), record(2));
    let open = format!("[{}, {{\"text\": \"no end", record(1));
    let with_nul = format!("{}\n{{\"text\": \"a\0b\"}}\n", record(1));
    vec![
        case("empty.jsonl", "", &[": holds no text"], 0),
        case("deep.jsonl", deep, &[":2: is no JSON object: recursion limit"], 1),
        case("long.jsonl", long(140_000), &[":2: has 280000 bytes, more than 262144: cut it"], 2),
        case("longer.jsonl", long(1_400_000), &[":2: has 2800013 bytes, more than 2621440: cut it"], 2),
        case(
            "long.json",
            format!("[{}]", long(1_400_000).trim().replace('\n', ",")),
            &[":2: has 2800012 bytes, more than"],
            2,
        ),
        case("nul.jsonl", with_nul, &[":2: is no text: byte 11 is NUL"], 1),
        case("array.json", array, &[":2: is no JSON object", ":3: is no JSON object", ":4: has no text"], 2),
        case("open.json", open, &[":2: is no JSON object: EOF while parsing a string"], 1),
        case("words.json", "no json at all", &[":1: is no JSON object"], 0),
        case("brackets.json", "[".repeat(1_000_000), &[": is a broken JSON file: ends inside its array"], 0),
        case("cut.json", format!("[{},\n", record(1)), &[": is a broken JSON file: ends inside its array"], 1),
        case("none.json", "[]\n", &[], 0),
        case("one.json", record(1), &[], 1),
    ]
}

fn tables() -> Vec<Case> {
    let long = "x ".repeat(1_400_000);
    vec![
        case(
            "fields.csv",
            "id,words\n1,x\n",
            &[": has no text: fields found: id, words; name the one that holds it"],
            0,
        ),
        case(
            "ragged.csv",
            format!("id,text\n1,{}\n2\n3,a,b\n4,c d\n", FERRY.replace(',', "")),
            &[
                ":3: is a broken row of the table: 1 cells where the header has 2",
                ":4: is a broken row of the table: 3 cells where the header has 2",
            ],
            2,
        ),
        case(
            "quote.csv",
            format!("id,text\n1,a b\n2,\"{long}"),
            &[":3: is a broken table: a quotation mark is never closed"],
            1,
        ),
        case(
            "open-quote.csv",
            format!("id,text\n1,{0}\n2,\"{0}\n3,{0}\n4,{0}\n", FERRY.replace(',', "")),
            &[
                ":3: is a broken table: a quotation mark is never closed, so 3 lines up to the end of the file are not read",
            ],
            1,
        ),
        case(
            "closed-quote.csv",
            format!("id,text\n1,\"{0}\n\nand \"\"{0}\"\"\"\n4,{0} 5\" wide\n", FERRY.replace(',', "")),
            &[],
            2,
        ),
        case("utf32.txt", b"\xff\xfe\0\0a\0\0\0b\0\0\0".to_vec(), &[": cannot be read: it is UTF-32: convert it"], 0),
        case("empty-cell.tsv", "id\ttext\n1\t\n2\ta b\n", &[":2: holds no text"], 1),
        case("header.csv", "id,text\n", &[], 0),
        #[cfg(feature = "parquet")]
        case("no.parquet", "PAR1 is what it is not PAR1", &[": is a broken Parquet file"], 0),
        #[cfg(feature = "parquet")]
        case(
            "cut.parquet",
            crate::program::bytes("news.parquet")[..20_000].to_vec(),
            &[": is a broken Parquet file"],
            0,
        ),
    ]
}

fn packed() -> Vec<Case> {
    let whole = gzip(format!("{}\n{}\n", record(1), record(2)).as_bytes());
    let two = [whole.clone(), b"garbage".to_vec()].concat();
    let zeros = gzip(&vec![b' '; 12 << 20]);
    let nest = gzip(&tar(&[("a.tar.gz", &gzip(&tar(&[("b.txt", b"a b")]))), ("c.txt", FERRY.as_bytes())]));
    let zst = zstd::encode_all(format!("{}\n", record(1)).as_bytes(), 3).expect("memory takes all");
    vec![
        case("cut.jsonl.gz", whole[..whole.len() - 9].to_vec(), &[": cannot be read: "], 2),
        case("tail.jsonl.gz", two, &[": cannot be read: "], 2),
        case("not.jsonl.gz", record(1), &[": cannot be read: invalid gzip header"], 0),
        case("not.jsonl.zst", record(1), &[": cannot be read: "], 0),
        case("cut.jsonl.zst", zst[..zst.len() - 5].to_vec(), &[": cannot be read: "], 0),
        case("bomb.jsonl.gz", zeros.clone(), &[": unpacks to more than 200 times its length"], 0),
        case(
            "bomb.tar",
            tar(&[("x.txt.gz", &zeros), ("y.txt", FERRY.as_bytes())]),
            &[": unpacks to more than 200 times its length"],
            0,
        ),
        case("empty.txt.gz", gzip(b""), &[": holds no text"], 0),
        case("nest.tar.gz", nest, &["/a.tar.gz: is packed more than 3 levels deep"], 1),
    ]
}

fn archives() -> Vec<Case> {
    let plain = tar(&[("a/one.txt", FERRY.as_bytes()), ("a/two.txt", b"\0"), ("a/.hidden.txt", b"x"), ("b.png", b"x")]);
    let packed = zip(&[("../../etc/one.txt", FERRY.as_bytes()), ("a/e\x1b[2J.txt", b""), ("a/two.txt", b"a b")]);
    let mut torn = zip(&[("a/one.txt", &[FERRY, FERRY].concat().into_bytes()), ("a/two.txt", b"a b")]);
    let at = torn.windows(5).position(|bytes| bytes == b".txtE" || bytes == b".txt\x0b").unwrap_or(45);
    torn[at + 8] ^= 0xff;
    let same = tar(&[("a.txt", FERRY.as_bytes()), ("a.txt", b"a b c")]);
    vec![
        case("plain.tar", plain.clone(), &["/a/two.txt: is no text: byte 0 is NUL"], 1),
        case("cut.tar", plain[..600].to_vec(), &[": is a broken tar archive: ends inside a/one.txt"], 0),
        case("no.tar", vec![b'x'; 2000], &[": cannot be read: "], 0),
        case("packed.zip", packed, &["/a/e�[2J.txt: holds no text"], 2),
        case("torn.zip", torn, &["/a/one.txt: cannot be read: "], 1),
        case("no.zip", "PK but no more", &[": is a broken zip archive"], 0),
        case("same.tar", same, &["/a.txt: repeats the id"], 1),
    ]
}

fn web_archives() -> Vec<Case> {
    let text = web(WET, FERRY.as_bytes());
    let page = |body: &str| web(PAGE, format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}").as_bytes());
    let deep = page(&"<div>".repeat(10_000));
    let bomb = [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".to_vec(), gzip(&vec![b' '; 12 << 20])].concat();
    vec![
        case("cut.warc", text[..text.len() - 40].to_vec(), &[":1: is a broken web archive: ends inside a record"], 0),
        case("no.warc", "no record", &[":1: is a broken web archive: no record where one should begin"], 0),
        case(
            "endless.warc",
            [b"WARC/1.0\r\n".to_vec(), vec![b'x'; 200_000]].concat(),
            &[":1: is a broken web archive"],
            0,
        ),
        case(
            "length.warc",
            [&b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\n"[..], &text].concat(),
            &[":1: is a broken web"],
            0,
        ),
        case("deep.warc", [&deep[..], &text].concat(), &[":1: is a broken web page: more than 500 elements"], 1),
        case("bomb.warc", [web(PAGE, &bomb), text.clone()].concat(), &[":1: has "], 1),
        case("head.warc", [web(PAGE, b"no answer"), text].concat(), &[":1: is a broken web archive: an HTTP head"], 1),
    ]
}

fn texts() -> Vec<Case> {
    vec![
        case("long.txt", "x ".repeat(1 << 18), &[": has 524288 bytes, more than 262144: cut it"], 0),
        case("binary.txt", [0x7f, b'E', b'L', b'F', 0, 1], &[": is no text: byte 4 is NUL"], 0),
        case("no-article.html", "<html><body></body></html>", &[": is a web page without an article"], 0),
        case("deep.html", "<b>".repeat(100_000), &[": is a broken web page: more than 500 elements inside"], 0),
        case(
            "latin.txt",
            b"Der Regen h\xf6rte am Abend auf, die B\xe4che fielen.".to_vec(),
            &[": 1 text read as windows-1252, a guess"],
            1,
        ),
        case(
            "broken.txt",
            b"Caf\xc3\xa9 soci\xc3\xa9t\xc3\xa9 na\xefve t\xc3\xaate".to_vec(),
            &[": 1 text read as UTF-8 with errors"],
            1,
        ),
        case("one-word.txt", "word", &[": has 1 word"], 0),
        case("million.txt", "word ".repeat(50_000), &[], 1),
        case("new\nline\x1b[2J.txt", "", &[": holds no text"], 0),
    ]
}

/// What is wrong with what the program makes of a case that stands beside a good file.
fn wrong(case: &Case) -> Option<String> {
    let Case { name, bytes, said, articles } = case;
    let at = folder(&[(name, bytes), ("zz-good.jsonl", record(99).as_bytes())]);
    let limit = ["--longest-document", "256K"];
    let run = retold(at.path(), &[&["scan", ".", "--out", "out", "--no-passages"][..], &limit].concat(), b"");
    let lines: Vec<String> = text(&run.stderr).lines().map(str::to_owned).collect();
    let shown = name.replace('\n', " ").replace('\x1b', "�");
    let fits = |(line, words): (&String, &&str)| {
        line.starts_with(&format!("retold: ./{shown}"))
            && line.contains(words)
            && !line.contains(char::is_control)
            && line.len() < 400
    };
    if lines.len() != said.len() || !lines.iter().zip(said).all(fits) {
        return Some(format!("{lines:#?} instead of {said:?}"));
    }
    let record = fs::read(at.path().join("out/run.json")).expect("the record was written");
    let record: Value = serde_json::from_slice(&record).expect("the record is JSON");
    let guesses = record["guessed_encodings"].as_array().map_or(0, Vec::len);
    let counts = |name: &str| record["counts"][name].as_u64();
    let skipped = said.len() - guesses;
    if (counts("articles"), counts("skipped")) != (Some(articles + 1), Some(skipped as u64)) {
        return Some(format!("{:?} articles, {:?} skipped", counts("articles"), counts("skipped")));
    }
    if (run.status.code() == Some(2)) != (skipped > 0) {
        return Some(format!("exit code {:?}", run.status.code()));
    }
    let strict = retold(at.path(), &[&["scan", ".", "--out", "strict", "--strict"][..], &limit].concat(), b"");
    let first = (skipped > 0).then(|| format!("{}\n", lines[0]));
    let stopped = text(&strict.stderr) == first.clone().unwrap_or_default()
        && strict.stdout.is_empty()
        && !at.path().join("strict").exists()
        && strict.status.code() == Some(2);
    (first.is_some() && !stopped).then(|| format!("strict: {}", text(&strict.stderr)))
}

fn each_is_one_line(cases: Vec<Case>) {
    let wrong: Vec<String> = cases.iter().filter_map(|case| Some(format!("{}: {}", case.name, wrong(case)?))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_broken_record_is_one_line() {
    each_is_one_line(lines_and_json());
    each_is_one_line(tables());
}

#[test]
fn every_broken_packing_is_one_line() {
    each_is_one_line(packed());
}

#[test]
fn every_broken_archive_is_one_line() {
    each_is_one_line(archives());
}

#[test]
fn every_broken_web_archive_is_one_line() {
    each_is_one_line(web_archives());
}

#[test]
fn every_broken_text_is_one_line() {
    each_is_one_line(texts());
}

#[test]
fn strict_stops_at_the_same_place_on_any_number_of_threads() {
    let records = |from: u32| -> String {
        let bad = |id: u32| if id % 997 == 7 { "{broken\n".to_owned() } else { record(id) + "\n" };
        (from..from + 5_000).map(bad).collect()
    };
    let at = folder(&[("a.jsonl", records(0).as_bytes()), ("b.jsonl", b"{"), ("c.txt", b"")]);
    for threads in ["1", "2", "5"] {
        let run = retold(at.path(), &["scan", "c.txt", "b.jsonl", "a.jsonl", "--strict", "--threads", threads], b"");
        assert!(text(&run.stderr).starts_with("retold: a.jsonl:8: is no JSON object"), "{}", text(&run.stderr));
        assert_eq!((text(&run.stderr).lines().count(), run.status.code()), (1, Some(2)));
    }
}

#[test]
fn limits_have_flags() {
    let zeros = gzip(&vec![b' '; 12 << 20]);
    let nest = gzip(&gzip(&gzip(&gzip(FERRY.as_bytes()))));
    let at = folder(&[("a.txt", FERRY.as_bytes()), ("z.jsonl.gz", &zeros), ("nest", &nest)]);
    let said = |args: &[&str]| text(&retold(at.path(), &[&["scan"], args].concat(), b"").stderr);
    assert!(said(&["a.txt", "--longest-document", "64"]).contains("has 106 bytes, more than 64"));
    assert!(said(&["z.jsonl.gz"]).contains("unpacks to more than 200 times"));
    assert_eq!(said(&["z.jsonl.gz", "--most-ratio", "5000", "--longest-document", "1G"]), "");
    assert!(said(&["z.jsonl.gz", "--most-unpacked", "1M"]).contains("unpacks to more than 1048576 bytes"));
    assert!(said(&["nest"]).contains("packed more than 3 levels deep"));
    assert_eq!(said(&["nest", "--nesting", "4"]), "");
    for args in [
        ["--longest-document", "0"],
        ["--longest-document", "1X"],
        ["--encoding", "klingon"],
        ["--input-format", "pdf"],
    ] {
        assert_eq!(
            retold(at.path(), &[&["scan", "a.txt"], &args[..]].concat(), b"").status.code(),
            Some(2),
            "{args:?}"
        );
    }
}

#[test]
fn fields_are_named_by_flags() {
    let table = format!(
        "nr;story;paper;when;where;head\n7;{FERRY};Gazette;2031-03-04;https://x.example;Ferry\n8;{FERRY} More.;G;;;\n"
    );
    let at = folder(&[("a.csv", table.as_bytes())]);
    let args = [
        "--text-field",
        "story",
        "--id-field",
        "nr",
        "--source-field",
        "paper",
        "--date-field",
        "when",
        "--url-field",
        "where",
    ];
    let run =
        retold(at.path(), &[&["scan", "a.csv", "--out", "out", "--title-field", "head"], &args[..]].concat(), b"");
    let pairs = crate::program::rows(&at.path().join("out/pairs.jsonl"));
    assert_eq!((&pairs[0]["a"], &pairs[0]["b"]), (&"7".into(), &"8".into()), "{}", text(&run.stderr));
    let shown = text(&run.stdout);
    assert!(shown.contains("2031-03-04  Gazette"), "{shown}");
    let run = retold(at.path(), &["scan", "a.csv", "--text-field", "Story"], b"");
    assert!(
        text(&run.stderr).contains("fields found: nr, story, paper, when, where, head; name"),
        "{}",
        text(&run.stderr)
    );
}

#[test]
fn encodings_are_read_and_guesses_told() {
    let german = "Der Bürgermeister sagte, das Hallenbad müsse schließen, weil die Gemeinde die Kosten nicht länger tragen könne.";
    let russian =
        "Мэр города заявил, что бассейн придётся закрыть, потому что община больше не может нести расходы на него.";
    let japanese = "市長は記者会見で、町がこれ以上費用を負担できないため、プールを閉鎖しなければならないと述べた。";
    let encode = |label: &str, text: &str| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("the label is known");
        encoding.encode(text).0.into_owned()
    };
    let utf16 = |text: &str| -> Vec<u8> {
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let page = |text: &str, charset: &str| {
        let page = format!(
            "<html><head><meta charset={charset}><title>T</title></head><body><article><p>{text}</p></article></body></html>"
        );
        encode(charset, &page)
    };
    let lines = [
        encode("windows-1252", &format!("{{\"text\": \"{german}\"}}\n")),
        format!("{{\"text\": \"{german}\"}}\n").into_bytes(),
    ];
    // Each file beside the same text in UTF-8: equal words are equal.
    for (name, bytes, text_of, guess) in [
        ("x.txt", encode("windows-1252", german), german, Some("windows-1252")),
        ("x.txt", encode("windows-1251", russian), russian, Some("windows-1251")),
        ("x.txt", encode("shift_jis", japanese), japanese, Some("Shift_JIS")),
        ("x.txt", utf16(russian), russian, None),
        ("x.txt", [b"\xef\xbb\xbf", german.as_bytes()].concat(), german, None),
        ("x.html", page(russian, "koi8-r"), russian, None),
        ("x.html", page(japanese, "euc-jp"), japanese, None),
        ("x.jsonl", lines.concat(), german, Some("windows-1252")),
        ("x.csv", encode("windows-1252", &format!("id;text\n1;\"{german}\"\n")), german, Some("windows-1252")),
    ] {
        let at = folder(&[(name, &bytes), ("good.txt", text_of.as_bytes())]);
        let run = retold(at.path(), &["scan", ".", "--out", "out", "--shingle", "3"], b"");
        let told = text(&run.stderr);
        match guess {
            Some(guess) => assert_eq!(
                told,
                format!("retold: ./{name}: 1 text read as {guess}, a guess: --encoding names another\n")
            ),
            None => assert_eq!(told, "", "{name}"),
        }
        let pairs = crate::program::rows(&at.path().join("out/pairs.jsonl"));
        assert!(!pairs.is_empty(), "{name}: {}", text(&run.stdout));
        for pair in pairs {
            assert_eq!(pair["jaccard"]["shared"], pair["jaccard"]["total"], "{name} {guess:?}");
        }
    }
    let at = folder(&[("x.txt", &encode("windows-1251", russian)), ("good.txt", russian.as_bytes())]);
    let run = retold(at.path(), &["scan", ".", "--encoding", "windows-1251"], b"");
    assert_eq!((run.status.code(), text(&run.stderr).as_str()), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn links_that_go_round_and_odd_names_stop_nothing() {
    use std::os::unix::ffi::OsStrExt;
    let at = folder(&[("a/one.txt", FERRY.as_bytes())]);
    std::os::unix::fs::symlink("..", at.path().join("a/up")).expect("the link can be made");
    std::os::unix::fs::symlink("self.txt", at.path().join("self.txt")).expect("the link can be made");
    let odd = std::ffi::OsStr::from_bytes(b"a/odd\xff\n\x1b[31m.txt");
    fs::write(at.path().join(odd), FERRY).expect("the file can be written");
    let run = retold(at.path(), &["scan", "."], b"");
    assert_eq!((run.status.code(), text(&run.stderr).as_str()), (Some(0), ""));
    let shown = text(&run.stdout);
    assert!(
        shown.starts_with("2 articles of 1 outlet") && !shown.contains('\x1b') && shown.contains("\\xff"),
        "{shown}"
    );
}

/// A column chunk with a negative length, which the reader of Parquet asserts cannot be.
#[cfg(feature = "parquet")]
#[test]
fn a_reader_that_panics_costs_its_file_alone() {
    let good = crate::program::bytes("news.snappy.parquet");
    let mut broken = None;
    // The foot is some kilobytes of packed numbers: some byte of it is the sign of a length.
    for at in (good.len() - 4000..good.len() - 8).rev() {
        let mut harmed = good.clone();
        harmed[at] = 151;
        let parsed = retold::ingest::parse_bytes("x.parquet", &harmed, &retold::ingest::Reading::default());
        if parsed.skipped.iter().any(|skipped| skipped.to_string().contains("should not be negative")) {
            broken = Some(harmed);
            break;
        }
    }
    let at = folder(&[("x.parquet", &broken.expect("a byte breaks a length")), ("zz.txt", FERRY.as_bytes())]);
    let run = retold(at.path(), &["scan", "."], b"");
    let said = text(&run.stderr);
    assert!(said.starts_with("retold: ./x.parquet: is a broken Parquet file: ") && said.lines().count() == 1, "{said}");
    assert!(text(&run.stdout).starts_with("1 article of 1 outlet"), "{}", text(&run.stdout));
}
