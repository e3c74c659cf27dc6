//! Text in other words.

use super::super::Scan;
use super::super::reword;
use super::pairs::ComparedRow;
use super::texts::Portion;
use crate::index;
use crate::neardup::Verdict;
use crate::overlap::{self, Language};
use crate::spill::SpillError;
use crate::text::{TextId, Words};

pub use crate::index::is_candidate;

/// What a sample of texts knows of its words: that of the [`LANGUAGE_TEXTS`](super::LANGUAGE_TEXTS) that are the first by identity, then number.
pub fn language<'t>(texts: impl Iterator<Item = &'t str>) -> Language {
    let cut: Vec<Words> = texts.map(Words::cut).collect();
    Language::of(&cut)
}

/// The keys by which a text is found in other words, each once.
pub fn skip_grams(text: &str, language: &Language) -> Vec<u64> {
    overlap::skip_grams(&Words::cut(text), language)
}

/// The pairs that meet under a key; texts ascend.
pub fn meet(texts: &[u32], each: &mut dyn FnMut(u32, u32)) {
    index::meetings_under(texts.len(), |a, b| each(texts[a], texts[b]));
}

/// Whether two texts may be one in other words: by the first text that each is a near-duplicate or a report of one template of, or itself, and by
/// what the two were found to be.
pub fn is_open(alike: (u32, u32), verdict: Option<Verdict>) -> bool {
    reword::is_open((TextId(alike.0), TextId(alike.1)), verdict)
}

/// Looks for reworded passages in pairs of a portion's texts; tells those that have one.
///
/// # Errors
/// When the disk takes no more.
pub fn compare_words(
    portion: &Portion,
    pairs: &[(u32, u32)],
    language: &Language,
    scan: &Scan,
) -> Result<Vec<ComparedRow>, SpillError> {
    let place = |&(a, b): &(u32, u32)| Some((portion.place(a)?, portion.place(b)?));
    let mut pairs: Vec<(TextId, TextId)> = pairs.iter().filter_map(place).collect();
    pairs.sort_unstable();
    let compare = |judge: &super::super::judge::Judge| {
        let by_first = pairs.chunk_by(|x, y| x.0 == y.0);
        ((), by_first.flat_map(|pairs| reword::compare_words(judge, language, pairs)).collect())
    };
    Ok(portion.compare(scan, None, compare)?.1)
}
