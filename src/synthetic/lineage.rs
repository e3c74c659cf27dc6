use super::draw::{Draw, Purpose};
use super::operation::Operation;

/// What an article was made from, by number; the others are earlier than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sources {
    /// The original it was made from and how; nothing if it is an original itself.
    pub made_from: Option<(Operation, u64)>,
    /// The original that it was joined with.
    pub joined_with: Option<u64>,
}

/// One article in so many is a wire story.
const WIRE_EVERY: u64 = 32;

/// One wire story in so many is told everywhere.
const BIG_EVERY: u64 = 64;

/// How far back most sources lie: about three days.
const RECENT: u64 = 8192;

impl Sources {
    const NONE: Self = Self { made_from: None, joined_with: None };

    pub(super) fn of(seed: u64, number: u64) -> Self {
        if Self::is_original(seed, number) {
            return Self::NONE;
        }
        let mut draw = Draw::new(seed, Purpose::Lineage, number);
        let source = source(seed, number, &mut draw);
        let operation = Operation::MAKING[draw.below(Operation::MAKING.len() as u64) as usize];
        let other = original(seed, number - 1 - draw.below(number.min(RECENT)));
        match operation {
            // Where there is no other, there is nothing to join.
            Operation::Joined if other == source => Self { made_from: Some((Operation::Moved, source)), ..Self::NONE },
            Operation::Joined => Self { made_from: Some((operation, source)), joined_with: Some(other) },
            _ => Self { made_from: Some((operation, source)), joined_with: None },
        }
    }

    pub(super) fn is_original(seed: u64, number: u64) -> bool {
        // One in five of all is none, and no wire story.
        let drawn = || Draw::new(seed, Purpose::Role, number).below(5 * (WIRE_EVERY - 1));
        number.is_multiple_of(WIRE_EVERY) || drawn() >= WIRE_EVERY
    }

    /// All of them.
    pub fn iter(self) -> impl Iterator<Item = u64> {
        self.made_from.map(|(_, source)| source).into_iter().chain(self.joined_with)
    }
}

/// The original that an article is made from. Half of them are wire stories, one in eight of these one that is told everywhere; of the
/// others one in four may lie as far back as one likes.
fn source(seed: u64, number: u64, draw: &mut Draw) -> u64 {
    if draw.one_in(2) {
        let latest = number / WIRE_EVERY;
        let wire = latest - draw.below((latest + 1).min(RECENT / WIRE_EVERY));
        return if draw.one_in(8) { wire - wire % BIG_EVERY } else { wire } * WIRE_EVERY;
    }
    let far = if draw.one_in(4) { number } else { number.min(RECENT) };
    original(seed, number - 1 - draw.below(far))
}

/// The last original up to an article.
pub(super) fn original(seed: u64, number: u64) -> u64 {
    (0..=number).rev().find(|&number| Sources::is_original(seed, number)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn one_article_in_five_is_made_from_an_earlier_original() {
        const ARTICLES: u64 = 50_000;
        let mut made = 0;
        let mut carried: BTreeMap<u64, u64> = BTreeMap::new();
        let mut operations: BTreeMap<&str, u64> = BTreeMap::new();
        for number in 0..ARTICLES {
            let sources = Sources::of(5, number);
            for source in sources.iter() {
                assert!(source < number && Sources::is_original(5, source));
            }
            if let Some((operation, source)) = sources.made_from {
                assert_ne!(sources.joined_with, Some(source));
                made += 1;
                *carried.entry(source).or_default() += 1;
                *operations.entry(operation.name()).or_default() += 1;
            }
        }
        assert!((9_600..10_400).contains(&made), "{made}");
        assert!(operations.values().all(|&count| (1_850..2_150).contains(&count)), "{operations:?}");
        assert!(carried.values().any(|&count| count > 20), "no story is told everywhere");
        assert!(carried.values().filter(|&&count| count == 1).count() > 3_000, "most are copied once");
    }
}
