use super::side::Side;
use super::{Fact, FactKind, Likeness, MOST_PLACES, common, fact};
use crate::text::{Mention, MentionKind};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Speech of fewer telling words must stand in paragraphs with [`SPOKEN_ABOUT`] others in common.
const LONG_SPEECH: usize = 4;
/// The speaker, say, and the matter.
const SPOKEN_ABOUT: usize = 2;

/// The speech of which both hold at least half of the telling words.
pub(super) fn speech(a: &Side, b: &Side) -> Vec<Fact> {
    let quotations = |side: &Side| {
        let mentions = side.mentions.that(|kind| kind == MentionKind::Quotation).cloned();
        mentions
            .map(|mention| (side.content(&mention), mention))
            .filter(|(content, _)| !content.is_empty())
            .collect::<Vec<_>>()
    };
    let of_b = quotations(b);
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (number, (content, _)) in of_b.iter().enumerate() {
        content.iter().for_each(|&word| holders.entry(word).or_default().push(number));
    }
    let mut found = Vec::new();
    for (content, mention) in quotations(a) {
        let mut others: Vec<usize> = content
            .iter()
            .filter_map(|word| holders.get(word))
            .flat_map(|all| all.iter().take(MOST_PLACES))
            .copied()
            .collect();
        others.sort_unstable();
        others.dedup();
        let alike = others.into_iter().filter_map(|number| {
            let (other, partner) = &of_b[number];
            let shared = common(&content, other);
            let shorter = content.len().min(other.len());
            let near = || common(&a.paragraph(&mention), &b.paragraph(partner)) >= SPOKEN_ABOUT;
            let near = shorter >= LONG_SPEECH || near();
            (2 * shared >= shorter && near).then_some((shared, partner))
        });
        let best = alike.max_by_key(|(shared, partner)| (*shared, Reverse(partner.words.start)));
        found.extend(best.map(|(_, partner)| {
            let says = |side: &Side, mention: &Mention| {
                side.words.hashes[mention.words.start as usize..mention.words.end as usize].to_vec()
            };
            let same = says(a, &mention) == says(b, partner);
            let likeness = if same { Likeness::Same } else { Likeness::Reworded };
            fact(FactKind::Quotation, likeness, (&mention, partner), (1, 1))
        }));
    }
    found
}
