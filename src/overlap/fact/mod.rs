//! Facts: what two texts both report, each perhaps in its own words.
//!
//! A fact is a mention of A and one of B that say the same: a name, a number, a day, speech. A number that many texts hold says little
//! alone, so small numbers and weekdays must stand amid a word in common; so must a round number that stands for an exact one (37,000 for
//! 37,084). Speech is the same when at least half of the telling words of the shorter are the other's, and a short one when
//! their paragraphs have words in common, too.
//!
//! Example: `freed four Israeli captives` and `freed 4 more captives` both report the number four. Cost: the mentions of one kind that say the same,
//! times each other, [`MOST_PLACES`] of each at most.

mod name;
mod side;
mod speech;

use crate::text::{Mention, MentionKind, Mentions, Words};
use name::names;
use side::Side;
use speech::speech;
use std::cmp::Reverse;
use std::ops::Range;

/// What a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// A number.
    Number,
    /// A day of the year or of the week.
    Date,
    /// Speech.
    Quotation,
    /// A name.
    Name,
}

/// How two mentions are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// They say the same: `four` and `4` do.
    Same,
    /// One number is the other, rounded.
    Rounded,
    /// Speech in other words.
    Reworded,
}

impl FactKind {
    /// The name by which programs know the kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Quotation => "quotation",
            Self::Name => "name",
        }
    }
}

impl Likeness {
    /// The name by which programs know the likeness.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Rounded => "rounded",
            Self::Reworded => "reworded",
        }
    }
}

/// A fact that both texts report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// How the two mentions are the same.
    pub likeness: Likeness,
    /// The words of A; of several mentions the one that has most in common with B's.
    pub a: Range<u32>,
    /// The words of B.
    pub b: Range<u32>,
    /// How often A says so.
    pub a_mentions: u32,
    /// How often B says so.
    pub b_mentions: u32,
}

/// So many mentions of one thing are compared, the first of each text.
const MOST_PLACES: usize = 64;
/// Numbers below this need a word in common in their surroundings; ranks below [`TELLING_RANK`], too.
const TELLING: u64 = 100 * 1000;
/// The third and all below are too common to say something alone.
const TELLING_RANK: u64 = 4 * 1000;
/// A round number stands for one that is at most this part of it away: 37,000 for 37,084, 1,200 for 1,194.
const ROUNDED: u64 = 50;

/// The facts that two texts both report, by kind, then in the order of A; names by how often they are named.
pub fn facts(a: (&Words, &Mentions), b: (&Words, &Mentions)) -> Vec<Fact> {
    // Always from the same side, so that both orders tell the same.
    let mut found = if (a.0.len(), &a.0.hashes) > (b.0.len(), &b.0.hashes) {
        gathered(&Side::new(b), &Side::new(a)).into_iter().map(Fact::swapped).collect()
    } else {
        gathered(&Side::new(a), &Side::new(b))
    };
    found.sort_by_key(|fact| {
        let named = (fact.kind == FactKind::Name).then(|| Reverse(fact.a_mentions.min(fact.b_mentions)));
        (fact.kind, named, fact.a.start, fact.b.start)
    });
    found
}

/// The facts in no order.
fn gathered(a: &Side, b: &Side) -> Vec<Fact> {
    let mut found = valued(a, b);
    found.extend(rounded(a, b, &found));
    found.extend(speech(a, b));
    found.extend(names(a, b));
    found
}

impl Fact {
    fn swapped(self) -> Self {
        let Self { kind, likeness, a, b, a_mentions, b_mentions } = self;
        Self { kind, likeness, a: b, b: a, a_mentions: b_mentions, b_mentions: a_mentions }
    }
}

/// How many different words of `x` stand in `y`.
fn common(x: &[u64], y: &[u64]) -> usize {
    let mut x = x.to_vec();
    x.sort_unstable();
    x.dedup();
    x.iter().filter(|word| y.contains(word)).count()
}

/// Of the mentions of one thing the two that have most in common around them, the first of equals; and how much that is.
fn nearest<'a>(
    a: &Side<'a>,
    b: &Side<'a>,
    in_a: &[&'a Mention],
    in_b: &[&'a Mention],
) -> Option<(&'a Mention, &'a Mention, usize)> {
    let around_b: Vec<Vec<u64>> = in_b.iter().take(MOST_PLACES).map(|mention| b.surroundings(mention)).collect();
    let pairs = in_a.iter().take(MOST_PLACES).flat_map(|&x| {
        let around = a.surroundings(x);
        around_b.iter().zip(in_b).map(move |(other, &y)| (x, y, common(&around, other)))
    });
    pairs.min_by_key(|(x, y, common)| (Reverse(*common), x.words.start, y.words.start))
}

fn fact(kind: FactKind, likeness: Likeness, (x, y): (&Mention, &Mention), (in_a, in_b): (usize, usize)) -> Fact {
    let (a, b) = (x.words.clone(), y.words.clone());
    Fact { kind, likeness, a, b, a_mentions: in_a as u32, b_mentions: in_b as u32 }
}

/// Whether a number looks like a year, which says little alone and is never rounded.
fn is_year(thousandths: u64) -> bool {
    (1_500_000..2_200_000).contains(&thousandths) && thousandths.is_multiple_of(1000)
}

/// The numbers and days that both hold.
fn valued(a: &Side, b: &Side) -> Vec<Fact> {
    let of_b = b.by_value();
    let both = a.by_value().into_iter().filter_map(|(kind, in_a)| {
        let in_b: &Vec<&Mention> = match kind {
            // A day without a year is that day of any year.
            MentionKind::Day { month, day, year } => {
                let same = |other: &MentionKind| match *other {
                    MentionKind::Day { month: m, day: d, year: y } => {
                        (m, d) == (month, day) && (y == year || y == 0 || year == 0)
                    }
                    _ => false,
                };
                of_b.iter().find(|(other, _)| same(other))?.1
            }
            _ => of_b.get(&kind)?,
        };
        let (telling, fact_kind) = match kind {
            MentionKind::Number { thousandths, ordinal: true, .. } => (thousandths >= TELLING_RANK, FactKind::Number),
            MentionKind::Number { thousandths, .. } => {
                (thousandths >= TELLING && !is_year(thousandths), FactKind::Number)
            }
            MentionKind::Day { .. } => (true, FactKind::Date),
            _ => (false, FactKind::Date),
        };
        let (x, y, common) = nearest(a, b, &in_a, in_b)?;
        (telling || common > 0).then(|| fact(fact_kind, Likeness::Same, (x, y), (in_a.len(), in_b.len())))
    });
    both.collect()
}

/// The numbers of which one is the other, rounded, and neither in `known`.
fn rounded(a: &Side, b: &Side, known: &[Fact]) -> Vec<Fact> {
    let is_new = |range: &Range<u32>| !known.iter().any(|fact| fact.a == *range);
    let is_new_in_b = |range: &Range<u32>| !known.iter().any(|fact| fact.b == *range);
    let (in_a, in_b) = (a.numbers(is_new), b.numbers(is_new_in_b));
    let mut found = Vec::new();
    for (x, x_mentions) in &in_a {
        let from = in_b.partition_point(|(y, _)| *y < x - x / ROUNDED);
        for (y, y_mentions) in in_b[from..].iter().take_while(|(y, _)| *y <= x + x / ROUNDED) {
            let near =
                (is_rounded(*x, *y) || is_rounded(*y, *x)).then(|| nearest(a, b, x_mentions, y_mentions)).flatten();
            let near = near.filter(|(_, _, common)| *common > 0);
            found.extend(near.map(|(m, n, _)| {
                fact(FactKind::Number, Likeness::Rounded, (m, n), (x_mentions.len(), y_mentions.len()))
            }));
        }
    }
    found
}

/// Whether `round` has two digits or more less than it could have, and is what `exact` is when it is rounded or cut to these digits.
fn is_rounded(exact: u64, round: u64) -> bool {
    let mut unit = 1;
    while round.is_multiple_of(unit * 10) {
        unit *= 10;
    }
    let near = exact.abs_diff(round);
    unit > 1000 && near < unit && near <= exact / ROUNDED
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "Harbour master Ilse Brandt said on 7 March that the storm sank 274 boats of the fleet. \
        The crew freed four trapped seals from the nets. It was the eighth storm of the winter. \
        In all 37,084 fish boxes were lost, said Brandt, who wants a \"real harbour\". She keeps two dogs.";
    const B: &str = "On March 7, a gale sent 274 vessels to the bottom, reported Ilse Brandt of the Port Office. \
        Rescuers freed 4 trapped animals. The losses of fish boxes passed 37,000. After its eighth gale the town wants \
        what Brandt calls \"an actual harbour\". Two schools stay closed.";

    fn told(a: &str, b: &str) -> Vec<(FactKind, Likeness, String, String)> {
        let (of_a, of_b) = (Words::cut(a), Words::cut(b));
        let found = facts((&of_a, &Mentions::of(a, &of_a)), (&of_b, &Mentions::of(b, &of_b)));
        let text = |words: &Words, text: &str, range: &Range<u32>| words.span(range.clone()).of(text).to_owned();
        found.iter().map(|fact| (fact.kind, fact.likeness, text(&of_a, a, &fact.a), text(&of_b, b, &fact.b))).collect()
    }

    #[test]
    fn two_reports_of_one_event_report_the_same_facts() {
        let fact = |kind, likeness, a: &str, b: &str| (kind, likeness, a.to_owned(), b.to_owned());
        let wanted = [
            fact(FactKind::Number, Likeness::Same, "274", "274"),
            fact(FactKind::Number, Likeness::Same, "four", "4"),
            fact(FactKind::Number, Likeness::Same, "eighth", "eighth"),
            fact(FactKind::Number, Likeness::Rounded, "37,084", "37,000"),
            fact(FactKind::Date, Likeness::Same, "7 March", "March 7"),
            fact(FactKind::Quotation, Likeness::Reworded, "real harbour", "an actual harbour"),
            fact(FactKind::Name, Likeness::Same, "Ilse Brandt", "Ilse Brandt"),
        ];
        assert_eq!(told(A, B), wanted);
        let back: Vec<_> = told(B, A).into_iter().map(|(kind, likeness, b, a)| (kind, likeness, a, b)).collect();
        assert!(back.len() == wanted.len() && wanted.iter().all(|fact| back.contains(fact)), "{back:?}");
    }

    #[test]
    fn of_mentions_with_as_much_in_common_both_orders_choose_the_same() {
        let a = "Crews freed four seals. Later crews freed four seals of Ilse Brandt. They said \"a real harbour for all boats\".";
        let b = "Four seals, freed by crews, swam off. Crews freed 4 seals. Some want \"a real harbour\", others \"a harbour for boats\".";
        let back: Vec<_> = told(b, a).into_iter().map(|(kind, likeness, b, a)| (kind, likeness, a, b)).collect();
        let mut found = told(a, b);
        assert!(found.len() >= 2);
        found.sort();
        let mut back = back;
        back.sort();
        assert_eq!(found, back);
    }

    #[test]
    fn numbers_are_rounded_to_few_digits_only() {
        for (exact, round, wanted) in
            [(37_084, 37_000, true), (1_194, 1_200, true), (105, 100, false), (274, 275, false), (251, 240, false)]
        {
            assert_eq!(is_rounded(exact * 1000, round * 1000), wanted, "{exact} {round}");
        }
    }

    #[test]
    fn other_stories_and_empty_texts_have_no_facts() {
        assert!(told(A, "The museum of the old town opens its doors again in autumn with 12 rooms.").is_empty());
        assert!(told(A, "").is_empty() && told("", B).is_empty());
    }
}
