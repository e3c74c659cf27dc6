use super::side::Side;
use super::{Fact, FactKind, Likeness};
use crate::text::MentionKind;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The longest name that is looked for.
const LONGEST_NAME: usize = 6;

/// The names of A, or the longest parts of them, that B names too; none that is part of a longer one.
pub(super) fn names(a: &Side, b: &Side) -> Vec<Fact> {
    let is_name = |kind: MentionKind| kind == MentionKind::Name;
    let parts = |side: &Side, range: Range<u32>| side.words.hashes[range.start as usize..range.end as usize].to_vec();
    let mut in_b: BTreeMap<Vec<_>, (Range<u32>, u32)> = BTreeMap::new();
    for name in b.mentions.that(is_name) {
        for range in sub_ranges(&name.words) {
            in_b.entry(parts(b, range.clone())).or_insert((range, 0)).1 += 1;
        }
    }
    let whole_names = |side: &Side| -> BTreeSet<Vec<_>> {
        side.mentions.that(is_name).map(|name| parts(side, name.words.clone())).collect()
    };
    let (whole_a, whole_b) = (whole_names(a), whole_names(b));
    let mut found: BTreeMap<Vec<_>, Fact> = BTreeMap::new();
    for name in a.mentions.that(is_name) {
        let mut at = name.words.start;
        while at < name.words.end {
            let from_here = sub_ranges(&(at..name.words.end)).filter(|range| range.start == at);
            let longest =
                from_here.filter(|range| in_b.contains_key(&parts(a, range.clone()))).max_by_key(|range| range.end);
            at = longest.as_ref().map_or(at + 1, |range| range.end);
            let Some(range) = longest else { continue };
            let key = parts(a, range.clone());
            let (other, count) = in_b[&key].clone();
            found
                .entry(key)
                .or_insert(Fact {
                    kind: FactKind::Name,
                    likeness: Likeness::Same,
                    a: range,
                    b: other,
                    a_mentions: 0,
                    b_mentions: count,
                })
                .a_mentions += 1;
        }
    }
    let whole: Vec<Vec<_>> = found.keys().cloned().collect();
    let is_part =
        |key: &[_]| whole.iter().any(|name| name.len() > key.len() && name.windows(key.len()).any(|part| part == key));
    let telling = |fact: &Fact| fact.a.clone().any(|word| a.mentions.content[word as usize].is_some());
    // `Korea` of North Korea and South Korea is no name in common; it is one where either text says it alone.
    let is_whole = |key: &Vec<_>| key.len() > 1 || whole_a.contains(key) || whole_b.contains(key);
    let names = found.into_iter().filter(|(key, fact)| !is_part(key) && is_whole(key) && telling(fact));
    names.map(|(_, fact)| fact).collect()
}

/// The ranges of at most [`LONGEST_NAME`] words inside a range.
fn sub_ranges(range: &Range<u32>) -> impl Iterator<Item = Range<u32>> + use<> {
    let end = range.end;
    range.clone().flat_map(move |from| (from + 1..=end.min(from + LONGEST_NAME as u32)).map(move |to| from..to))
}
