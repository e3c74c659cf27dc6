use super::kind::Kind;
use super::{Cause, Handover, Reading, Skipped};
use crate::text::Origin;
use ignore::WalkBuilder;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// The path as given or found, as it is shown.
    pub name: String,
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
    /// Whether it can be read twice and out of order: no pipe, no device, not standard input.
    pub(super) is_regular: bool,
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
    /// How they are read.
    pub reading: Arc<Reading>,
    /// What a program hands over beside them.
    pub(super) handover: Option<Handover>,
}

impl Inputs {
    /// Walks `paths`: folders with everything below them (files whose ending tells a [`Format`], also behind `.gz` and `.zst`; hidden
    /// files, links and this program's own reports and lists are left alone), files as they are, `-` for standard input. Neither the order
    /// in which the paths are named nor naming one twice leaves a trace.
    ///
    /// [`Format`]: super::Format
    pub fn find(paths: &[PathBuf], reading: &Reading) -> Self {
        let mut found = Found::default();
        for path in paths {
            if path.as_os_str() != "-" && path.is_dir() {
                found.walk(path);
            } else {
                found.files.push(InputFile::new(path.clone(), Kind::of_name(path).unwrap_or(Kind::GUESS)));
            }
        }
        found.files.sort_unstable();
        let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
        found.files.retain(|file| seen.insert(identity(&file.path)));
        Self {
            files: found.files,
            skipped: found.skipped,
            passed_over: found.passed_over.len() as u64,
            reading: Arc::new(reading.clone()),
            handover: None,
        }
    }

    /// These, and behind them what a program hands over.
    pub fn with(self, handover: Handover) -> Self {
        Self { handover: Some(handover), ..self }
    }
}

impl Inputs {
    /// By which they are known to be the same later, without being read: path, length and time of change of each. Nothing, if one of them
    /// can be read only once.
    pub fn stamp(&self) -> Option<Vec<(String, u64, Option<SystemTime>)>> {
        if self.handover.is_some() {
            return None;
        }
        self.files.iter().map(InputFile::stamp).collect()
    }

    /// How many bytes the files have, if all of them can tell and nothing comes from elsewhere.
    pub fn bytes(&self) -> Option<u64> {
        if self.handover.is_some() {
            return None;
        }
        self.files.iter().map(InputFile::bytes).sum()
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
        // The filter below is not asked about the folder itself.
        if is_report(folder) {
            let origin = Origin { path: shown(folder), line: None };
            self.skipped.push(Skipped { origin, cause: Cause::Findings });
            return;
        }
        let mut walk = WalkBuilder::new(folder);
        walk.standard_filters(false).hidden(true).filter_entry(|entry| !is_report(entry.path()));
        for entry in walk.build() {
            match entry {
                Ok(entry) if entry.path().is_dir() => {}
                Ok(entry) => {
                    let plain = entry.file_type().is_some_and(|kind| kind.is_file());
                    match Kind::of_listed(entry.path()).filter(|_| plain) {
                        Some(kind) => self.files.push(InputFile::new(entry.into_path(), kind)),
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
    /// How many bytes it has, if it is a regular file.
    pub(super) fn bytes(&self) -> Option<u64> {
        self.is_regular.then(|| self.path.metadata().ok()).flatten().map(|known| known.len())
    }

    /// Its length and when it changed last, as far as the system tells; nothing for what can be read only once.
    fn stamp(&self) -> Option<(String, u64, Option<SystemTime>)> {
        let known = self.is_regular.then(|| self.path.metadata().ok()).flatten()?;
        Some((self.name.clone(), known.len(), known.modified().ok()))
    }

    fn new(path: PathBuf, kind: Kind) -> Self {
        let is_regular = path.as_os_str() != "-" && path.is_file();
        Self { name: shown(&path), path, kind, is_regular }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_order_of_paths_leaves_no_trace_and_unknown_files_are_counted() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for name in ["b.txt", "a.jsonl", "notes.pdf", "README.md", "clean.left-out.jsonl", ".hidden.txt", "deep/c.TXT"]
        {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("the file has a folder")).expect("the folder can be made");
            fs::write(path, "x").expect("the file can be written");
        }
        let find = |paths: &[PathBuf]| Inputs::find(paths, &Reading::default());
        let one = find(&[folder.path().to_owned(), folder.path().join("b.txt")]);
        let other = find(&[folder.path().join("b.txt"), folder.path().to_owned()]);
        assert_eq!(one, other);
        let names: Vec<_> = one.files.iter().filter_map(|file| file.path.file_name()).collect();
        assert_eq!(names, ["a.jsonl", "b.txt", "c.TXT"]);
        assert_eq!(one.passed_over, 3);
    }
}
