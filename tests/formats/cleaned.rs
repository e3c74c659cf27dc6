//! A corpus without its near-duplicates has the format that it was given in.

use crate::program::{bytes, file, folder, retold, rows, text};
use std::fs;

/// The formats that lose records, each with an ending.
const RECORDS: [&str; 8] = [
    "news.jsonl",
    "news.jsonl.gz",
    "news.jsonl.zst",
    "news.json",
    "news.csv",
    "news.semicolon.csv.zst",
    "news.parquet",
    "news.snappy.parquet",
];

#[test]
fn what_stays_is_read_again_and_holds_no_near_duplicates() {
    let mut wanted = None;
    for name in RECORDS.into_iter().chain(["pages.warc.gz", "texts.warc.wet.gz"]) {
        let at = folder(&[]);
        let ending = name.split_once('.').expect("names have endings").1;
        let out = format!("clean.{ending}");
        let run = retold(at.path(), &["dedup", &file(name).to_string_lossy(), "--out", &out], b"");
        assert_eq!(run.status.code(), Some(0), "{name}: {}", text(&run.stderr));
        let list = fs::read_dir(at.path()).expect("the folder can be listed").filter_map(Result::ok);
        let list = list.map(|entry| entry.path()).find(|path| path.to_string_lossy().ends_with("left-out.jsonl"));
        let gone = rows(&list.expect("the list was written")).len();
        let again = retold(at.path(), &["scan", &out, "--no-passages"], b"");
        assert_eq!(again.status.code(), Some(1), "{name}: {}{}", text(&again.stdout), text(&again.stderr));
        let said = text(&again.stdout).split('.').next().unwrap_or_default().to_owned();
        assert!(said.starts_with(&format!("{} articles", 17 - gone)), "{name}: {said}");
        let wanted = wanted.get_or_insert((gone, said.clone()));
        assert_eq!((gone, &said), (wanted.0, &wanted.1), "{name}");
    }
}

#[test]
fn a_table_keeps_its_header_and_the_bytes_of_its_rows() {
    let at = folder(&[]);
    retold(at.path(), &["dedup", &file("news.csv").to_string_lossy(), "--out", "clean.csv"], b"");
    let (given, clean) = (text(&bytes("news.csv")), fs::read_to_string(at.path().join("clean.csv")).expect("written"));
    let (header, mut rest) = given.split_once('\n').expect("there is a header");
    let kept = clean.strip_prefix(header).expect("the header stays").trim_start();
    assert!(!kept.is_empty() && clean.len() < given.len());
    for row in kept.split_inclusive("\"\r\n") {
        let at = rest.find(row).unwrap_or_else(|| panic!("the row is new: {row}"));
        rest = &rest[at + row.len()..];
    }
}

#[cfg(feature = "parquet")]
#[test]
fn columns_keep_their_schema() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let at = folder(&[]);
    for name in ["news.parquet", "news.snappy.parquet"] {
        retold(at.path(), &["dedup", &file(name).to_string_lossy(), "--out", "clean.parquet"], b"");
        let open = |path: std::path::PathBuf| {
            let file = fs::File::open(path).expect("the file is there");
            SerializedFileReader::new(file).expect("the file is Parquet")
        };
        let (given, clean) = (open(file(name)), open(at.path().join("clean.parquet")));
        let columns = |reader: &SerializedFileReader<fs::File>| {
            let told = reader.metadata();
            let columns = told.file_metadata().schema_descr().columns().iter();
            let columns: Vec<_> = columns.map(|column| (column.name().to_owned(), column.physical_type())).collect();
            (columns, told.row_group(0).column(0).compression())
        };
        assert_eq!(columns(&given).0, columns(&clean).0, "{name}");
        assert!(clean.metadata().file_metadata().num_rows() < given.metadata().file_metadata().num_rows());
    }
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is() {
    let at = folder(&[("twice.gz", &gzip(&gzip(b"{\"text\": \"a b\"}\n")))]);
    let utf16 = file("news.utf16.tsv.gz");
    for (path, words) in [
        (file("texts.zip"), "articles cannot be taken out of an archive: unpack it"),
        (file("pages.tar.gz"), "articles cannot be taken out of an archive"),
        (utf16, "records in UTF-16 are not written again"),
        (at.path().join("twice.gz"), "packed twice"),
    ] {
        let run = retold(at.path(), &["dedup", &path.to_string_lossy(), "--out", "out/clean"], b"");
        let said = text(&run.stderr);
        assert!(run.status.code() == Some(2) && said.contains(words) && said.lines().count() == 1, "{said}");
        assert!(!at.path().join("out/clean").exists());
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).expect("memory takes all");
    out.finish().expect("memory takes all")
}
