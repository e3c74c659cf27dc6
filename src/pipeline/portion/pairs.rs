//! From groups to pairs, and from pairs to what they have in common.

use super::super::Scan;
use super::super::judge::Judge;
use super::super::kin::Kin;
use super::texts::Portion;
use crate::neardup::{BbitSignature, Ratio, Similarity, Verdict};
use crate::spill::SpillError;
use crate::text::TextId;
use ahash::AHashSet;

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
    let mut pairs = Vec::new();
    kin.pairs(&texts, &mut |a, b| pairs.push((a.0, b.0)));
    pairs
}

/// Whether two texts are kin of one representative.
pub fn are_siblings(a: Member, b: Member) -> bool {
    let kin = [a, b].into_iter().filter_map(|(text, kin)| kin.map(|(of, alike)| (TextId(text), (TextId(of), alike))));
    Kin::of_crowds(kin).are_siblings((TextId(a.0), TextId(b.0)))
}

/// Whether two texts are worth a comparison, by what their signatures tell and how many words they have, and whether they share a fingerprint.
pub fn may_be_related(x: (BbitSignature, u32), y: (BbitSignature, u32), sharing: bool, scan: &Scan) -> bool {
    // Shingles are hardly fewer than words.
    let least = scan.recipe.settings.near_duplicate.least_jaccard(x.1.into(), y.1.into());
    sharing && scan.passages || x.0.may_reach(&y.0, least)
}

/// Compares pairs of a portion's texts; tells those of which something is to be told or learnt.
///
/// # Errors
/// When the disk takes no more.
pub fn compare(portion: &Portion, pairs: &[Pair], scan: &Scan) -> Result<Vec<ComparedRow>, SpillError> {
    let compare = |judge: &Judge| {
        let place =
            |pair: &Pair| Some((((portion.place(pair.a)?, portion.place(pair.b)?), pair.sharing), pair.siblings));
        let pairs: Vec<_> = pairs.iter().filter_map(place).collect();
        let siblings: AHashSet<_> = pairs.iter().filter(|it| it.1).map(|it| it.0.0).collect();
        let pairs: Vec<_> = pairs.into_iter().map(|it| it.0).collect();
        let by_first = pairs.chunk_by(|x, y| x.0.0 == y.0.0);
        let worth = by_first.flat_map(|pairs| judge.worth_a_look(pairs));
        ((), worth.filter_map(|(pair, sharing)| judge.look_at(pair, sharing, siblings.contains(&pair))).collect())
    };
    Ok(portion.compare(scan, Some(&portion.outlines(scan)?), compare)?.1)
}

#[cfg(test)]
mod tests {
    use super::super::{PortionWriter, Text};
    use super::*;
    use crate::spill::Space;
    use crate::text::Said;
    use crate::{Silent, scan};

    /// Each article of a folder compared with each.
    #[test]
    fn texts_compared_two_by_two_are_what_a_scan_found() {
        let task = Scan {
            paths: ["faro-de-sal", "gaceta-del-valle", "minato-shinpo", "aogiri-tsushin"]
                .map(|name| format!("corpus/{name}").into())
                .to_vec(),
            ..Scan::default()
        };
        let task = Scan { reworded: false, ..task };
        let found = scan(&task, &Silent).expect("memory takes it");
        let texts: Vec<(u32, String)> = (0..found.articles.len() as u32)
            .map(|number| {
                let article = found.articles.get(crate::text::DocId(number));
                (number, std::fs::read_to_string(&article.origin.path).expect("the article is there"))
            })
            .collect();
        let mut near = 0;
        for (a, left) in &texts {
            for (b, right) in texts.iter().filter(|(b, _)| a < b) {
                let mut portion = PortionWriter::new(&Space::unlimited());
                for (number, text) in [(*b, right), (*a, left), (*b, right)] {
                    let words = Said::cut(text).hashes.len() as u32;
                    portion.add(Text { number, words, outlet: 0, seconds: None, house: Vec::new(), text });
                }
                let portion = portion.finish().expect("memory takes it");
                let pair = Pair { a: *a, b: *b, sharing: true, siblings: false };
                let compared = compare(&portion, &[pair], &task).expect("memory takes it");
                let same = |pair: &&crate::findings::Pair| (pair.a.0, pair.b.0) == (*a, *b) && !pair.template;
                let told = found.pairs.iter().find(same);
                let is_near = compared.iter().any(|it| it.verdict == Verdict::NearDuplicates);
                assert_eq!(told.is_some(), is_near, "{a} {b}");
                if let Some(told) = told {
                    near += 1;
                    let counts = |it: Similarity| [it.shared, it.a.min(it.b), it.a.max(it.b)];
                    assert_eq!(counts(compared[0].similarity), counts(told.similarity));
                }
            }
        }
        assert!(near > 1, "{near}");
    }
}
