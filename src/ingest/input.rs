use super::layout::is_list;
use super::{Cause, Skipped};
use crate::text::Origin;
use ignore::WalkBuilder;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Format {
    /// One article.
    Text,
    /// A JSON object a line.
    JsonLines,
    /// One of the two, told by the first byte that is not white.
    Guess,
}

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// The path as given or found, as it is shown.
    pub name: String,
    pub(super) path: PathBuf,
    pub(super) format: Format,
}

/// The files that a run reads, by name, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The files.
    pub files: Vec<InputFile>,
    /// Paths that could not be followed.
    pub skipped: Vec<Skipped>,
    /// Files in the folders that are of no known kind.
    pub passed_over: u64,
}

impl Inputs {
    /// Walks `paths`: folders with everything below them (`.txt`, `.jsonl`, `.ndjson`; hidden files, links and this program's own
    /// reports and lists are left alone), files as they are, `-` for standard input. Neither the order in which the paths are named nor naming
    /// one twice leaves a trace.
    pub fn find(paths: &[PathBuf]) -> Self {
        let mut found = Found::default();
        for path in paths {
            if path.as_os_str() != "-" && path.is_dir() {
                found.walk(path);
            } else {
                found.files.push(InputFile::new(path.clone(), format_of(path).unwrap_or(Format::Guess)));
            }
        }
        found.files.sort_unstable();
        let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
        found.files.retain(|file| seen.insert(identity(&file.path)));
        Self { files: found.files, skipped: found.skipped, passed_over: found.passed_over.len() as u64 }
    }
}

#[derive(Default)]
struct Found {
    files: Vec<InputFile>,
    skipped: Vec<Skipped>,
    passed_over: BTreeSet<PathBuf>,
}

impl Found {
    fn walk(&mut self, folder: &Path) {
        let mut walk = WalkBuilder::new(folder);
        walk.standard_filters(false).hidden(true).filter_entry(|entry| !is_report(entry.path()));
        for entry in walk.build() {
            match entry {
                Ok(entry) if entry.path().is_dir() => {}
                Ok(entry) => {
                    let plain = entry.file_type().is_some_and(|kind| kind.is_file());
                    match format_of(entry.path()).filter(|_| plain && !is_list(entry.path())) {
                        Some(format) => self.files.push(InputFile::new(entry.into_path(), format)),
                        None => _ = self.passed_over.insert(identity(entry.path())),
                    }
                }
                Err(error) => self.skipped.push(Skipped {
                    origin: Origin { path: shown(folder), line: None },
                    cause: Cause::Unreadable(error.to_string()),
                }),
            }
        }
    }
}

impl InputFile {
    fn new(path: PathBuf, format: Format) -> Self {
        Self { name: shown(&path), path, format }
    }
}

/// The one path that all ways of spelling a file lead to.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// A path as text; bytes that are no UTF-8 are escaped, so that two paths never read alike.
pub(super) fn shown(path: &Path) -> String {
    let mut shown = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        shown.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    shown
}

/// Whether a folder holds the files of an earlier scan.
fn is_report(folder: &Path) -> bool {
    let mut head = [0; 64];
    let read = File::open(folder.join("run.json")).and_then(|mut file| file.read(&mut head));
    read.is_ok_and(|length| String::from_utf8_lossy(&head[..length]).contains("\"retold.run/"))
}

fn format_of(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "txt" => Some(Format::Text),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_order_of_paths_leaves_no_trace_and_unknown_files_are_counted() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for name in ["b.txt", "a.jsonl", "notes.pdf", "clean.left-out.jsonl", ".hidden.txt", "deep/c.TXT"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("the file has a folder")).expect("the folder can be made");
            fs::write(path, "x").expect("the file can be written");
        }
        let one = Inputs::find(&[folder.path().to_owned(), folder.path().join("b.txt")]);
        let other = Inputs::find(&[folder.path().join("b.txt"), folder.path().to_owned()]);
        assert_eq!(one, other);
        let names: Vec<_> = one.files.iter().filter_map(|file| file.path.file_name()).collect();
        assert_eq!(names, ["a.jsonl", "b.txt", "c.TXT"]);
        assert_eq!(one.passed_over, 2);
    }
}
