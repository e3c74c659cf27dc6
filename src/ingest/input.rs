use super::{Cause, Skipped};
use crate::text::Origin;
use ignore::WalkBuilder;
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
    /// Walks `paths`: folders with everything below them (`.txt`, `.jsonl`, `.ndjson`; hidden files and links are left
    /// alone), files as they are, `-` for standard input. The order in which the paths are named leaves no trace.
    pub fn find(paths: &[PathBuf]) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            if path.as_os_str() != "-" && path.is_dir() {
                inputs.walk(path);
            } else {
                let format = format_of(path).unwrap_or(Format::Guess);
                inputs.files.push(InputFile { name: path.to_string_lossy().into_owned(), path: path.clone(), format });
            }
        }
        inputs.files.sort_unstable();
        inputs.files.dedup_by(|later, first| later.path == first.path);
        inputs
    }

    fn walk(&mut self, folder: &Path) {
        for entry in WalkBuilder::new(folder).standard_filters(false).hidden(true).build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                Ok(entry) => {
                    match format_of(entry.path()).filter(|_| entry.file_type().is_some_and(|kind| kind.is_file())) {
                        Some(format) => {
                            let path = entry.into_path();
                            self.files.push(InputFile { name: path.to_string_lossy().into_owned(), path, format });
                        }
                        None => self.passed_over += 1,
                    }
                }
                Err(error) => self.skipped.push(Skipped {
                    origin: Origin { path: folder.to_string_lossy().into_owned(), line: None },
                    cause: Cause::Unreadable(error.to_string()),
                }),
            }
        }
    }
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
        for name in ["b.txt", "a.jsonl", "notes.pdf", ".hidden.txt", "deep/c.TXT"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("the file has a folder")).expect("the folder can be made");
            fs::write(path, "x").expect("the file can be written");
        }
        let one = Inputs::find(&[folder.path().to_owned(), folder.path().join("b.txt")]);
        let other = Inputs::find(&[folder.path().join("b.txt"), folder.path().to_owned()]);
        assert_eq!(one, other);
        let names: Vec<_> = one.files.iter().filter_map(|file| file.path.file_name()).collect();
        assert_eq!(names, ["a.jsonl", "b.txt", "c.TXT"]);
        assert_eq!(one.passed_over, 1);
    }
}
