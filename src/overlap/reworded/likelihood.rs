//! Likelihood: what the words of one side are worth as evidence that they come from the other side.

use super::Rewording;
use super::area::Area;
use super::pair::{Pair, Side};
use std::ops::Range;

/// Occurrences assumed of a word nobody has seen. Plagdet on PAN 2013's training half is the same from 0.35 to 0.5.
pub(super) const UNSEEN: f64 = 0.5;
/// The highest share of kept words assumed: even a copy may miss a word in 33. Within 0.001 from 0.95 to 0.99.
const MOST_RETENTION: f64 = 0.97;

/// Weighs words; owns the scratch memory that it takes.
pub(super) struct Likelihood<'p, 'w> {
    pub(super) pair: &'p Pair<'w>,
    pub(super) rewording: &'p Rewording,
    pub(super) own: Tally,
    other: Tally,
    spent: Tally,
    gains: Vec<f64>,
    /// The share of words that are single letters.
    pub(super) letters: f64,
}

/// How one word can occur by chance: what is needed to say it.
struct Chance<'t> {
    pair: &'t Pair<'t>,
    own: &'t Tally,
    other: &'t Tally,
    inside: Range<usize>,
    /// Words outside the area, with the assumed background.
    outside: f64,
    /// Words of the other side.
    room: f64,
}

impl Chance<'_> {
    /// The probability that a background text as long as the other side holds the stem of the word at `at`.
    fn of(&self, at: usize, stem: u32) -> f64 {
        let all = self.pair.count(stem);
        let itself = u32::from(!self.inside.contains(&at));
        let outside = all - self.own.get(stem) - self.other.get(stem) - itself;
        let rate = ((f64::from(outside) + self.pair.known(stem) + UNSEEN) / self.outside)
            .min(f64::from(all) / self.pair.len() as f64);
        1.0 - (-rate * self.room).exp()
    }

    /// How far a word of the side is explained by the other: each word there explains one here.
    fn share(&self, stem: u32) -> f64 {
        let there = self.other.get(stem);
        if there == 0 { 0.0 } else { (f64::from(there) / f64::from(self.own.get(stem).max(1))).min(1.0) }
    }
}

impl<'p, 'w> Likelihood<'p, 'w> {
    pub(super) fn new(pair: &'p Pair<'w>, rewording: &'p Rewording) -> Self {
        let tally = || Tally::new(pair.kinds());
        let letters = pair.letters();
        Self { pair, rewording, own: tally(), other: tally(), spent: tally(), gains: Vec::new(), letters }
    }

    /// Words of language beyond the two texts, known and assumed; of these thrice as many where they are letters, as a word is then two or three.
    pub(super) fn background(&self) -> f64 {
        self.rewording.background_words * (1.0 + 2.0 * self.letters) + self.pair.known_words
    }

    /// So many nats; twice as many where words are letters, as each letter is then in two stems and counts twice.
    pub(super) fn needed(&self, nats: f64) -> f64 {
        nats * (1.0 + self.letters)
    }

    /// The nats that each word `within` one side's text gains, given the area, and the share of the side's words that is kept.
    ///
    /// Words of the range are explained in equal parts; words outside by what the range leaves over of the other side, the nearest first,
    /// before it and behind it each by itself.
    pub(super) fn weigh(&mut self, side: Side, area: &Area, within: Range<usize>, least: f64) -> (&[f64], f64) {
        let (text, opposite) = self.pair.seen_from(side);
        let (inside, there) = area.seen_from(side);
        let stems = &text.stems;
        self.own.count(&stems[inside.clone()]);
        self.other.count(&opposite.stems[there.clone()]);
        let chance = Chance {
            pair: self.pair,
            own: &self.own,
            other: &self.other,
            outside: (self.pair.len() - inside.len() - there.len()) as f64 + self.background(),
            room: there.len() as f64,
            inside: inside.clone(),
        };
        let (mut kept, mut possible) = (0.0, 1e-9);
        for at in inside.clone() {
            let by_chance = chance.of(at, stems[at]);
            kept += chance.share(stems[at]) - by_chance;
            possible += 1.0 - by_chance;
        }
        let retention = f64::clamp(kept / possible, least, MOST_RETENTION);
        let missed = (1.0 - retention).ln();
        let gain = |at: usize, share: f64| {
            if share == 0.0 {
                return missed;
            }
            let by_chance = chance.of(at, stems[at]);
            share * ((retention + (1.0 - retention) * by_chance) / by_chance).ln() + (1.0 - share) * missed
        };
        self.gains.clear();
        self.gains.resize(within.len(), 0.0);
        (inside.start.max(within.start)..inside.end.min(within.end))
            .for_each(|at| self.gains[at - within.start] = gain(at, chance.share(stems[at])));
        let behind = inside.end.max(within.start)..within.end;
        let before = (within.start..inside.start.min(within.end)).rev();
        for outwards in [&mut behind.into_iter() as &mut dyn Iterator<Item = usize>, &mut before.into_iter()] {
            self.spent.count(&[]);
            for at in outwards {
                let stem = stems[at];
                let left = chance.other.get(stem) > chance.own.get(stem) + self.spent.get(stem);
                if left {
                    self.spent.add(stem);
                }
                self.gains[at - within.start] = gain(at, f64::from(u8::from(left)));
            }
        }
        (&self.gains, retention)
    }

    /// The score of an area: the nats of both sides, but for speech.
    pub(super) fn score(&mut self, area: &Area) -> f64 {
        let sides = [(Side::A, &area.a), (Side::B, &area.b)].map(|(side, range)| {
            let quoted = &self.pair.seen_from(side).0.words.quoted[range.clone()];
            own_words(self.weigh(side, area, range.clone(), self.rewording.least_retention).0, quoted)
        });
        sides.iter().sum()
    }
}

/// The gains of the words that are the writer's own. What two reports quote alike, they have from the speaker; it says nothing of where
/// the rest is from.
pub(super) fn own_words(gains: &[f64], quoted: &[bool]) -> f64 {
    gains.iter().zip(quoted).filter(|(_, quoted)| !**quoted).map(|(gain, _)| gain).sum()
}

/// How often each stem occurs in a range; begun anew without clearing.
pub(super) struct Tally {
    counts: Vec<(u32, u32)>,
    round: u32,
}

impl Tally {
    fn new(kinds: usize) -> Self {
        Self { counts: vec![(0, 0); kinds], round: 0 }
    }

    /// Forgets what was counted and counts `stems`.
    pub(super) fn count(&mut self, stems: &[u32]) {
        self.round += 1;
        for &stem in stems {
            self.add(stem);
        }
    }

    fn add(&mut self, stem: u32) {
        let (round, count) = &mut self.counts[stem as usize];
        if *round != self.round {
            (*round, *count) = (self.round, 0);
        }
        *count += 1;
    }

    pub(super) fn get(&self, stem: u32) -> u32 {
        let (round, count) = self.counts[stem as usize];
        if round == self.round { count } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Words;

    #[test]
    fn a_word_is_evidence_once_and_less_where_it_is_frequent() {
        let filler = |letter: char| (0..200).map(|at| format!(" {letter}{at}")).collect::<String>();
        let a = Words::cut(&format!("ferry harbour harbour the{}", filler('a')));
        let b = Words::cut(&format!("ferry harbour the{} the the the the", filler('b')));
        let (pair, rewording) = (Pair::new(&a, &b), Rewording::default());
        let mut likelihood = Likelihood::new(&pair, &rewording);
        let area = Area { a: 0..4, b: 0..3 };
        let (gains, retention) = likelihood.weigh(Side::A, &area, 0..5, 0.4);
        assert!((0.4..=MOST_RETENTION).contains(&retention));
        assert!(gains[0] > gains[3] && gains[3] > 0.0, "{gains:?}");
        assert!(gains[1] == gains[2] && gains[1] < gains[0] && gains[4] < 0.0, "{gains:?}");
    }
}
