//! Reports of scans to look at, made by the program as a user makes them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The page of a scan; its file goes when this is dropped.
pub(crate) struct Scanned {
    folder: TempDir,
    pub(crate) page: PathBuf,
}

impl Scanned {
    /// A file of the report beside the page.
    pub(crate) fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join("out").join(name)).expect("the file was written")
    }
}

/// Scans these paths with these further arguments.
pub(crate) fn scan(paths: &[&Path], further: &[&str]) -> Scanned {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    scan_into(folder, paths, further)
}

/// Scans records, a value each.
pub(crate) fn scan_records(records: &[serde_json::Value], further: &[&str]) -> Scanned {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let docs = folder.path().join("docs.jsonl");
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    fs::write(&docs, lines).expect("the file can be written");
    scan_into(folder, &[&docs], further)
}

fn scan_into(folder: TempDir, paths: &[&Path], further: &[&str]) -> Scanned {
    let out = folder.path().join("out");
    let run = Command::new(env!("CARGO_BIN_EXE_retold"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("scan")
        .args(paths)
        .args(further)
        .args(["--out".as_ref(), out.as_os_str()])
        .output()
        .expect("the program runs");
    let page = out.join("report.html");
    assert!(page.exists(), "{}", String::from_utf8_lossy(&run.stderr));
    Scanned { folder, page }
}
