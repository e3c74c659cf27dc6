//! From groups to pairs, and from pairs to what they have in common.

use super::super::Scan;
use super::super::judge::{self, Compared};
use super::super::kin::Kin;
use super::texts::Portion;
use crate::neardup::{BbitSignature, Ratio, Similarity, Verdict};
use crate::spill::SpillError;
use crate::text::TextId;

/// A text of a group, and to which representative of a crowd it is alike or related, and whether alike.
pub type Member = (u32, Option<(u32, bool)>);

/// Two texts to be compared, the lower number first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The one.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Whether they share a fingerprint.
    pub sharing: bool,
    /// Whether they are kin of one representative.
    pub siblings: bool,
}

/// Two texts that were compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedRow {
    /// The one that should rather represent.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// What was counted on shingles.
    pub similarity: Similarity,
    /// How many of the smaller text's words stand in shared passages that are no quotations.
    pub covered: Ratio,
    /// What the pair is.
    pub verdict: Verdict,
    /// Whether passages were looked for.
    pub aligned: bool,
    /// The passages to be told, as [`passages`](super::passages) takes them.
    pub passages: Option<Vec<u8>>,
}

/// The pairs of a group of texts with a key in common, no more of them than a [`CROWD`](super::CROWD), that are worth comparing.
pub fn pairs(group: &[Member]) -> Vec<(u32, u32)> {
    let kin = group.iter().filter_map(|&(text, kin)| kin.map(|(of, alike)| (TextId(text), (TextId(of), alike))));
    let kin = Kin::of_crowds(kin);
    let mut texts: Vec<TextId> = group.iter().map(|&(text, _)| TextId(text)).collect();
    texts.sort_unstable();
    kin.pairs(&texts).into_iter().map(|(a, b)| (a.0, b.0)).collect()
}

/// Whether two texts are kin of one representative.
pub fn are_siblings(a: Member, b: Member) -> bool {
    let kin = [a, b].into_iter().filter_map(|(text, kin)| kin.map(|(of, alike)| (TextId(text), (TextId(of), alike))));
    Kin::of_crowds(kin).are_siblings((TextId(a.0), TextId(b.0)))
}

/// Whether two texts are worth a comparison, by what their signatures tell and how many words they have, and whether they share a fingerprint.
pub fn may_be_related(x: (BbitSignature, u32), y: (BbitSignature, u32), sharing: bool, scan: &Scan) -> bool {
    sharing && scan.passages || judge::may_be_related(&scan.recipe.settings.near_duplicate, x, y)
}

/// Compares pairs of a portion's texts; tells those of which something is to be told or learnt.
///
/// # Errors
/// When the disk takes no more.
pub fn compare(portion: &Portion, pairs: &[Pair], scan: &Scan) -> Result<Vec<ComparedRow>, SpillError> {
    let compare = |judge: &judge::Judge| {
        let look = |pair: &Pair| -> Option<Compared> {
            let texts = (portion.place(pair.a)?, portion.place(pair.b)?);
            judge.look_at(texts, pair.sharing, || pair.siblings)
        };
        ((), pairs.iter().filter_map(look).collect())
    };
    Ok(portion.compare(scan, compare)?.1)
}
