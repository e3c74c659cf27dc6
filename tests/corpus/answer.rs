//! The corpus, its articles' own answers, and a run of the library over it.

use retold::findings::Findings;
use retold::pipeline::{Scan, Silent, scan, with_threads};
use retold::report;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What the name of an article says of it: `corpus/harbour-times/sorrel-ferry.cut.txt` is a `cut` of the story `sorrel-ferry`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The stories it tells; a joined article tells two.
    pub(crate) stories: BTreeSet<String>,
    /// How it came about.
    pub(crate) kind: String,
}

impl Answer {
    /// Reads the answer off an id.
    pub(crate) fn of(id: &str) -> Self {
        let name = id.rsplit('/').next().unwrap_or(id);
        let name = name.strip_suffix(".txt").unwrap_or(name);
        let (stories, kind) = name.rsplit_once('.').unwrap_or_else(|| panic!("'{id}' does not mark its answer"));
        Self { stories: stories.split('+').map(str::to_owned).collect(), kind: kind.to_owned() }
    }

    /// Whether the two tell a common story.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        !self.stories.is_disjoint(&other.stories)
    }

    /// Whether it is of one of these kinds.
    pub(crate) fn is(&self, kinds: &[&str]) -> bool {
        kinds.contains(&self.kind.as_str())
    }
}

/// Scans the corpus on so many threads.
pub(crate) fn scan_corpus(threads: usize) -> Findings {
    let task = Scan { paths: vec![PathBuf::from("corpus")], ..Scan::default() };
    with_threads(threads, || scan(&task, &Silent)).expect("the threads can be started").expect("the memory suffices")
}

/// All files of a report but the one that holds times, as one text.
pub(crate) fn files(findings: &Findings) -> String {
    let mut all = Vec::new();
    for (_, write) in report::FILES.iter().filter(|(name, _)| *name != "run.json") {
        write(findings, &mut all).expect("a vector takes all");
    }
    String::from_utf8(all).expect("reports are UTF-8")
}
