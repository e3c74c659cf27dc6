//! Whatever happens to a file on its way, reading it ends, in bounds and without a panic.

use crate::alike::FILES;
use crate::program::bytes;
use proptest::prelude::*;
use proptest::sample::Index;
use retold::ingest::{Limits, Parsed, Reading, parse_bytes};
use retold::text::Words;

fn reading() -> Reading {
    let limits = Limits { document_bytes: 1 << 16, unpacked_bytes: 1 << 22, ..Limits::default() };
    Reading { limits, ..Reading::default() }
}

fn check(name: &str, parsed: &Parsed) {
    let limits = reading().limits;
    for document in &parsed.documents {
        assert!(!document.id.is_empty() && document.text.len() <= limits.document_bytes, "{name}");
        assert!(document.origin.path.starts_with(name), "{name}: {}", document.origin);
    }
    for skipped in &parsed.skipped {
        let line = skipped.to_string();
        assert!(line.starts_with(name) && !line.contains(char::is_control), "{name}: {line:?}");
    }
}

/// What happens to bytes.
#[derive(Debug, Clone)]
enum Harm {
    Cut(Index),
    Set(Index, u8),
    Double(Index, Index),
    Drop(Index, Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        1 => any::<Index>().prop_map(Harm::Cut),
        6 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Harm::Set(at, byte)),
        1 => any::<(Index, Index)>().prop_map(|(from, to)| Harm::Double(from, to)),
        2 => any::<(Index, Index)>().prop_map(|(from, to)| Harm::Drop(from, to)),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        if bytes.is_empty() {
            break;
        }
        let place = |index: &Index| index.index(bytes.len());
        let range =
            |a: &Index, b: &Index| place(a).min(place(b))..place(a).max(place(b)).min(place(a).min(place(b)) + 64);
        match harm {
            Harm::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Harm::Set(at, byte) => {
                let at = place(at);
                bytes[at] = *byte;
            }
            Harm::Double(a, b) => {
                let piece = bytes[range(a, b)].to_vec();
                bytes.extend(piece);
            }
            Harm::Drop(a, b) => drop(bytes.drain(range(a, b))),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_files_are_read_to_an_end(file in 0..FILES.len(), harms in prop::collection::vec(harm(), 1..6)) {
        let (name, _) = FILES[file];
        check(name, &parse_bytes(name, &harmed(bytes(name), &harms), &reading()));
    }

    #[test]
    fn any_bytes_are_read_to_an_end(start in 0..10_usize, rest in prop::collection::vec(any::<u8>(), 0..300)) {
        const STARTS: [&[u8]; 10] = [
            b"", b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"PAR1", b"WARC/1.0\r\n", b"[{", b"{\"text\":\"", b"<html>", b"\xff\xfe",
        ];
        let bytes = [STARTS[start], &rest].concat();
        for name in ["x", "x.txt", "x.jsonl", "x.json", "x.csv", "x.html", "x.warc", "x.tar", "x.zip", "x.parquet", "x.txt.gz", "x.jsonl.zst"] {
            check(name, &parse_bytes(name, &bytes, &reading()));
        }
    }

    #[test]
    fn pages_of_any_tags_are_read_to_an_end(tags in prop::collection::vec(
        prop::sample::select(vec!["<p>", "<div>", "</div>", "<b>", "<table><tr><td>", "</table>", "<svg><path/>", "<a href=x>", "<script>", "</script>",
            "<!--", "-->", "<br>", "<template>", "<h1>", "text, more text, and a sentence. ", "&#x1b;&amp", "<li>", "<article>", "\u{0}"]), 0..200)) {
        let parsed = parse_bytes("x.html", tags.concat().as_bytes(), &reading());
        check("x.html", &parsed);
        for document in parsed.documents {
            let words = Words::cut(&document.text);
            prop_assert!(words.spans.iter().all(|span| !span.of(&document.text).is_empty()));
        }
    }
}
