//! Gathering: repeats that originate in a text, into groups.

use super::text_group::{BRIDGE, GramRange, TextGroup};
use crate::overlap::carrier::Carriers;
use crate::overlap::set::SetId;
use crate::overlap::spread::{Held, Spread};
use crate::text::TextId;

/// Articles behind neighbouring grams of a passage: those common to both are at least this part, one in two, of those behind either. So a
/// passage of two carriers may gain two more and lose them again, and one of a hundred halves before it ends.
const ALIKE: u64 = 2;

/// Passages in passages in passages are looked for so many times; each time what is looked at is less.
const DEPTH: u32 = 8;

/// The groups whose repeats originate in a text, by their first word.
pub fn groups_of(origin: TextId, spread: &Spread, carriers: &Carriers) -> Vec<TextGroup> {
    let is_first = |held: &Held| {
        let holders = spread.repeats.holders(held.repeat);
        holders[holders.partition_point(|holder| holder.0 < origin)].1 == held.at
    };
    let own = spread.of_text(origin).filter(|held| spread.sets.origin(held.set) == origin && is_first(held));
    let held: Vec<Held> = own.collect();
    let gathering = Gathering { origin, spread, carriers };
    let mut taken = vec![false; held.len()];
    let mut groups = Vec::new();
    for first in 0..held.len() {
        if !taken[first] {
            let members = gathering.stretch(&held, &taken, first);
            members.iter().for_each(|&member| taken[member] = true);
            let members: Vec<Held> = members.into_iter().map(|member| held[member]).collect();
            gathering.layers(&members, DEPTH, &mut groups);
        }
    }
    groups
}

/// What it takes to make the groups of one origin.
struct Gathering<'a> {
    origin: TextId,
    spread: &'a Spread,
    carriers: &'a Carriers,
}

impl Gathering<'_> {
    /// Whether a gram at a word can still be of a passage whose grams ended before.
    fn reaches(&self, before: Held, at: u32) -> bool {
        at < before.end() + self.spread.repeats.run() + BRIDGE
    }

    /// The repeats, by number, that make a passage from the `first` one on. All grams of one have the same articles behind them, so they stand
    /// or fall together.
    fn stretch(&self, held: &[Held], taken: &[bool], first: usize) -> Vec<usize> {
        let (mut members, mut waiting) = (vec![first], Vec::new());
        let mut last = first;
        for (next, repeat) in held.iter().enumerate().skip(first + 1) {
            if !self.reaches(held[last], repeat.at) {
                break;
            }
            if taken[next] {
                continue;
            }
            let common = Common::of(held[last].set, repeat.set, self.spread, self.carriers);
            if common.is_much_of_either() {
                members.append(&mut waiting);
                members.push(next);
                last = next;
            } else if common.is_much_of_second() {
                // Fewer of the same articles: inside the passage, if the others come back.
                waiting.push(next);
            }
        }
        members
    }

    /// A passage as one group; or, where some hold only a little of it, a group of those who hold much of it, and one for each
    /// piece that the others hold too.
    fn layers(&self, members: &[Held], depth: u32, groups: &mut Vec<TextGroup>) {
        let run = self.spread.repeats.run();
        let whole = TextGroup::of(self.origin, self.ranges(members), run, self.carriers);
        let minor = whole.minor_texts(run);
        if minor.is_empty() || depth == 0 {
            groups.push(whole);
            return;
        }
        let mut pieces: Vec<(Vec<Held>, Vec<TextId>)> = Vec::new();
        for held in members {
            let texts = self.spread.sets.texts(held.set).iter().copied();
            let here: Vec<TextId> = texts.filter(|text| minor.binary_search(text).is_ok()).collect();
            if here.is_empty() {
                continue;
            }
            let goes_on = |(piece, last): &&mut (Vec<Held>, Vec<TextId>)| {
                let shared = last.iter().filter(|text| here.binary_search(text).is_ok()).count() as u64;
                let all = (last.len() + here.len()) as u64 - shared;
                piece.last().is_some_and(|before| self.reaches(*before, held.at)) && ALIKE * shared >= all
            };
            match pieces.last_mut().filter(goes_on) {
                Some((piece, last)) => {
                    piece.push(*held);
                    *last = here;
                }
                None => pieces.push((vec![*held], here)),
            }
        }
        for (piece, _) in &pieces {
            self.layers(piece, depth - 1, groups);
        }
        groups.extend(whole.without(&minor, self.carriers));
    }

    /// Where anyone holds these repeats.
    fn ranges(&self, members: &[Held]) -> Vec<GramRange> {
        let repeats = &self.spread.repeats;
        let holders = members.iter().map(|held| repeats.holders(held.repeat).len()).sum();
        let mut ranges = Vec::with_capacity(holders);
        for held in members {
            let holders = repeats.holders(held.repeat).iter();
            ranges.extend(holders.map(|&(text, at)| GramRange { text, at, grams: held.grams }));
        }
        ranges
    }
}

/// What two sets have in common, in articles.
struct Common {
    shared: u64,
    first: u64,
    second: u64,
}

impl Common {
    fn of(x: SetId, y: SetId, Spread { sets, .. }: &Spread, carriers: &Carriers) -> Self {
        let (first, second) = (sets.articles(x), sets.articles(y));
        if x == y {
            return Self { shared: first, first, second };
        }
        let (few, many) = (sets.texts(x), sets.texts(y));
        let (few, many) = if few.len() <= many.len() { (few, many) } else { (many, few) };
        let both = few.iter().filter(|text| many.binary_search(text).is_ok());
        Self { shared: carriers.count(both.copied()), first, second }
    }

    fn is_much_of_either(&self) -> bool {
        ALIKE * self.shared >= self.first + self.second - self.shared
    }

    fn is_much_of_second(&self) -> bool {
        ALIKE * self.shared >= self.second
    }
}
