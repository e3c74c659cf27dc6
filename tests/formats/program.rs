//! The program, run on files.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// A file made by another tool.
pub(crate) fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files").join(name)
}

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    fs::read(file(name)).expect("the file stands there")
}

pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("the file has a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }
    folder
}

/// Runs the program in a folder, with this standard input.
pub(crate) fn retold(at: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut command = Command::cargo_bin("retold").expect("the program is built");
    command.args(args).current_dir(at).write_stdin(input).output().expect("the program runs")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8")
}

pub(crate) fn rows(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("the file was written");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}
