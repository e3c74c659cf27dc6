//! Pages to look at, made by the program as a user makes them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The page of a comparison; its file goes when this is dropped.
pub(crate) struct Made {
    _folder: TempDir,
    pub(crate) page: PathBuf,
}

/// Compares two files with these further arguments.
pub(crate) fn compare(a: &Path, b: &Path, further: &[&str]) -> Made {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let page = folder.path().join("report.html");
    let out = Command::new(env!("CARGO_BIN_EXE_retold"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("compare")
        .args([a, b])
        .args(further)
        .args(["--html".as_ref(), page.as_os_str()])
        .output()
        .expect("the program runs");
    assert!(page.exists(), "{}", String::from_utf8_lossy(&out.stderr));
    Made { _folder: folder, page }
}

/// Compares two articles of the corpus.
pub(crate) fn compare_articles(a: &str, b: &str, further: &[&str]) -> Made {
    let at = |name: &str| Path::new("corpus").join(name);
    compare(&at(a), &at(b), further)
}

/// Compares two texts.
pub(crate) fn compare_texts(a: &str, b: &str) -> Made {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("the file can be written");
        path
    };
    compare(&write("a.txt", a), &write("b.txt", b), &[])
}
