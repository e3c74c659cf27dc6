//! How much of each list a page carries.

use serde::Serialize;

/// Clusters, the largest first.
pub(super) const CLUSTERS: usize = 5_000;
/// Articles that clusters may name; the clusters behind are left out.
pub(super) const CLUSTERED: usize = 20_000;
/// Members of one cluster, the earliest first.
pub(super) const MEMBERS: usize = 500;
/// Passage groups, those of most outlets times words first.
pub(super) const GROUPS: usize = 2_000;
/// Carriers of one passage group, the earliest first.
pub(super) const CARRIERS: usize = 40;
/// Paragraphs of house text, those of most words first.
pub(super) const HOUSE: usize = 500;
/// Outlets in the table, those of most words first.
pub(super) const OUTLETS: usize = 2_000;
/// Outlets in the matrix, those that share most words.
pub(super) const MATRIX: usize = 40;
/// Pairs of articles told of two outlets, those that share most words first.
pub(super) const PAIRS: usize = 25;
/// Inputs that were skipped, by path and line.
pub(super) const SKIPPED: usize = 500;
/// Files that were read, by path.
pub(super) const INPUTS: usize = 2_000;
/// Characters of a text.
pub(super) const TEXT: usize = 600;

/// The first entries of a list, and how many there are in all.
#[derive(Debug, Serialize)]
pub(super) struct Listed<T> {
    pub(super) shown: Vec<T>,
    pub(super) all: usize,
    /// The file in which all of them stand, in either form of the files.
    pub(super) file: &'static str,
}

/// The beginning of a text, and whether it goes on.
pub(super) fn beginning(text: &str) -> (String, bool) {
    match text.char_indices().nth(TEXT) {
        Some((end, _)) => (text[..end].to_owned(), true),
        None => (text.to_owned(), false),
    }
}
