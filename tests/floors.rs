//! The house holds: imports run down the floors, and what must stand in one room stands only there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floor of each room of the library; a room imports only from floors below its own.
const FLOORS: [(&str, u8); 12] = [
    ("pipeline", 6),
    ("report", 6),
    ("index", 5),
    ("findings", 5),
    ("neardup", 4),
    ("overlap", 4),
    ("shingle", 3),
    ("ingest", 3),
    ("text", 2),
    ("synthetic", 2),
    ("hash", 1),
    ("spill", 1),
];

/// What may be named only in certain rooms (a room, or a file of one); tests inside a room are free.
const ONLY_IN: [(&str, &[&str]); 10] = [
    ("std::fs", &["ingest", "index/store.rs", "index/checkpoint.rs", "spill"]),
    ("File::open", &["ingest", "index/store.rs", "spill"]),
    ("rayon", &["pipeline"]),
    ("std::thread", &["pipeline"]),
    ("xxhash_rust", &["hash.rs"]),
    ("clap", &[]),
    ("println!", &[]),
    ("process::exit", &[]),
    ("std::env", &[]),
    ("pyo3", &[]),
];

fn floor(room: &str) -> u8 {
    FLOORS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("the room {room} has no floor")).1
}

/// The library's files below `src`, with the part of each that is no test.
fn sources() -> BTreeMap<PathBuf, String> {
    fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(folder).expect("the sources can be listed") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("the source can be read");
                let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
                let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
                found.insert(path, code.join("\n"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    walk(&root, &mut found);
    found
        .into_iter()
        .map(|(path, code)| (path.strip_prefix(&root).expect("the file lies below src").to_owned(), code))
        .filter(|(path, _)| !path.starts_with("bin") && path != Path::new("lib.rs"))
        .collect()
}

fn room(path: &Path) -> String {
    let first = path.components().next().expect("a path has a component").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a source names behind `crate::`, also in braces.
fn imports(code: &str) -> Vec<String> {
    let names = |rest: &str| -> Vec<String> {
        let list = rest.strip_prefix('{').map_or(rest, |list| list.split('}').next().unwrap_or_default());
        let parts = if rest.starts_with('{') { list.split(',').collect() } else { vec![rest] };
        let name = |part: &str| part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        parts.into_iter().map(name).collect()
    };
    code.match_indices("crate::").flat_map(|(at, found)| names(&code[at + found.len()..])).collect()
}

#[test]
fn imports_run_down_the_floors() {
    let sources = sources();
    assert!(sources.len() > 30, "the sources were not found");
    for (path, code) in &sources {
        let own = room(path);
        for other in imports(code).into_iter().filter(|other| *other != own) {
            assert!(floor(&other) < floor(&own), "{} imports {other}, which is not below {own}", path.display());
        }
    }
}

#[test]
fn the_report_sees_findings_and_text_alone() {
    for (path, code) in sources().iter().filter(|(path, _)| room(path) == "report") {
        for other in imports(code) {
            assert!(["report", "findings", "text"].contains(&other.as_str()), "{} sees {other}", path.display());
        }
    }
}

#[test]
fn what_belongs_in_one_room_stands_there_alone() {
    for (path, code) in sources() {
        for (name, rooms) in ONLY_IN {
            let allowed = rooms.iter().any(|place| path.starts_with(place));
            assert!(allowed || !code.contains(name), "{} names {name}", path.display());
        }
    }
}

#[test]
fn the_check_itself_sees_imports() {
    assert_eq!(imports("use crate::{text::Span, hash};\nuse crate::runs::Run;"), ["text", "hash", "runs"]);
}
