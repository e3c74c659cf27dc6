//! Repeats: which runs of words stand in two articles or more, and where?
//!
//! A *repeat* is a longest run of shared grams that stand together wherever one of them stands, each behind the one before it, with the same
//! texts behind all of them. So what two articles have in common is a handful of repeats, however long it is: one ends only where somebody
//! leaves, joins or goes on otherwise. In the graph whose nodes are grams and whose edges lead to the next gram of a text, they are
//! the paths that do not branch: what genome assembly calls unitigs, here of one colour set each.
//!
//! Example, t = 3: of `a b c d e f`, `x b c d e y` and `a b c d e f` the repeats are `a b c` (texts 0 and 2), `b c d e` (all) and `d e f` (0 and 2).
//!
//! Built from [`Streaks`], which say for each text where its grams stand first: cut where any of them begins or ends, in the words of that
//! first text, they are repeats. **Cost.** One pass to gather the cuts, one to apply them; 16 bytes for each place of a repeat and 16 for each repeat.
//!
//! Unitigs: Kececioglu and Myers, "Combinatorial algorithms for DNA sequence assembly" (1995); coloured: Iqbal et al., "De novo assembly and
//! genotyping of variants using colored de Bruijn graphs" (2012).

use super::set::SetId;
use super::streak::{Streak, Streaks};
use crate::text::TextId;
use std::ops::Range;

/// A place of a repeat: the word that begins it, and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The first word, counted from 0.
    pub at: u32,
    /// Twice the number; one more, if nobody is told of it here.
    repeat: u32,
}

impl Place {
    fn new(at: u32, repeat: u32, told: bool) -> Self {
        Self { at, repeat: repeat << 1 | u32::from(!told) }
    }

    /// The number of the repeat: below 2^31, as 2^32 places are more than memory holds.
    pub fn repeat(self) -> u32 {
        self.repeat >> 1
    }

    /// Whether it stands here in words of the text's own.
    pub fn is_told(self) -> bool {
        self.repeat & 1 == 0
    }
}

/// What is known of one repeat; its holders begin where those of the repeat before it end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Repeat {
    grams: u32,
    set: SetId,
    holders_end: usize,
}

/// The shared runs of a corpus, by text and by run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeats {
    run: u32,
    starts: Vec<usize>,
    places: Vec<Place>,
    repeats: Vec<Repeat>,
    /// The places of each repeat where it is told, by text, then word.
    holders: Vec<(TextId, u32)>,
}

impl Repeats {
    /// The repeats of streaks of grams of `run` words.
    pub fn of(streaks: Streaks, run: usize) -> Self {
        let cuts = Cuts::of(&streaks);
        let mut repeats = Self {
            run: run as u32,
            starts: Vec::with_capacity(streaks.counts.len() + 1),
            places: Vec::with_capacity(streaks.len()),
            repeats: vec![Repeat { grams: 0, set: SetId::NONE, holders_end: 0 }; cuts.used as usize],
            holders: Vec::new(),
        };
        repeats.starts.push(0);
        let mut all = streaks.blocks.into_iter().flatten();
        for count in streaks.counts {
            for streak in all.by_ref().take(count as usize) {
                repeats.add(&streak, &cuts);
            }
            repeats.starts.push(repeats.places.len());
        }
        repeats.gather_holders();
        repeats
    }

    fn add(&mut self, streak: &Streak, cuts: &Cuts) {
        for (number, grams) in cuts.of_streak(streak) {
            let repeat = &mut self.repeats[number as usize];
            let told = streak.set != SetId::NONE;
            if told {
                repeat.set = streak.set;
                repeat.holders_end += 1;
            }
            repeat.grams = grams.end - grams.start;
            self.places.push(Place::new(streak.at + (grams.start - streak.first_at), number, told));
        }
    }

    /// Counts, as they stand in `holders_end`, into places.
    fn gather_holders(&mut self) {
        let mut end = 0;
        for repeat in &mut self.repeats {
            // For now where the next one goes.
            (repeat.holders_end, end) = (end, end + repeat.holders_end);
        }
        self.holders = vec![(TextId(0), 0); end];
        for text in 0..self.texts() {
            for place in self.places[self.starts[text]..self.starts[text + 1]].iter().filter(|place| place.is_told()) {
                let next = &mut self.repeats[place.repeat() as usize].holders_end;
                self.holders[*next] = (TextId(text as u32), place.at);
                *next += 1;
            }
        }
    }

    /// Words of a gram.
    pub fn run(&self) -> u32 {
        self.run
    }

    /// How many repeats there are; they are numbered from 0.
    pub fn len(&self) -> usize {
        self.repeats.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.repeats.is_empty()
    }

    /// How many texts were looked at.
    pub fn texts(&self) -> usize {
        self.starts.len() - 1
    }

    /// The repeats of a text, ascending by word; no gram stands in two.
    pub fn of_text(&self, text: TextId) -> &[Place] {
        &self.places[self.starts[text.index()]..self.starts[text.index() + 1]]
    }

    /// How many grams a repeat has.
    pub fn grams(&self, repeat: u32) -> u32 {
        self.repeats[repeat as usize].grams
    }

    /// The texts that hold a repeat in words of their own; none, if fewer than two articles do.
    pub fn set(&self, repeat: u32) -> SetId {
        self.repeats[repeat as usize].set
    }

    /// Where a repeat stands in words of a text's own, by text, then word.
    pub fn holders(&self, repeat: u32) -> &[(TextId, u32)] {
        let start = repeat.checked_sub(1).map_or(0, |before| self.repeats[before as usize].holders_end);
        &self.holders[start..self.repeats[repeat as usize].holders_end]
    }

    /// The repeat that the gram at a word of a text stands in, and which gram of it it is; equal for equal grams.
    pub fn class_at(&self, text: TextId, at: u32) -> Option<(u32, u32)> {
        let places = self.of_text(text);
        let place = places[..places.partition_point(|place| place.at <= at)].last()?;
        let gram = at - place.at;
        (gram < self.grams(place.repeat())).then_some((place.repeat(), gram))
    }
}

/// Where repeats begin, in the words of the texts that hold them first.
struct Cuts {
    starts: Vec<usize>,
    /// Of each text, ascending.
    words: Vec<u32>,
    /// The number of the repeat that begins there; of a cut where none begins, any.
    numbers: Vec<u32>,
    used: u32,
}

impl Cuts {
    fn of(streaks: &Streaks) -> Self {
        let mut starts = vec![0; streaks.counts.len() + 1];
        streaks.all().for_each(|streak| starts[streak.first_text.index() + 1] += 2);
        (1..starts.len()).for_each(|text| starts[text] += starts[text - 1]);
        let mut next = starts.clone();
        let mut words = vec![0; starts[starts.len() - 1]];
        for streak in streaks.all() {
            let next = &mut next[streak.first_text.index()];
            (words[*next], words[*next + 1]) = (streak.first_at, streak.first_at + streak.grams);
            *next += 2;
        }
        let mut end = 0;
        for text in 0..streaks.counts.len() {
            let range = starts[text]..starts[text + 1];
            starts[text] = end;
            words[range.clone()].sort_unstable();
            for at in range {
                if end == starts[text] || words[end - 1] != words[at] {
                    words[end] = words[at];
                    end += 1;
                }
            }
        }
        *starts.last_mut().expect("one more than texts") = end;
        words.truncate(end);
        words.shrink_to_fit();
        let mut cuts = Self { starts, numbers: vec![0; words.len()], words, used: 0 };
        for streak in streaks.all() {
            let cut = cuts.within(streak);
            cuts.numbers[cut].fill(1);
        }
        for number in &mut cuts.numbers {
            (*number, cuts.used) = (cuts.used, cuts.used + *number);
        }
        cuts
    }

    /// The cuts from where a streak begins to before its end.
    fn within(&self, streak: &Streak) -> Range<usize> {
        let first = self.starts[streak.first_text.index()];
        let words = &self.words[first..self.starts[streak.first_text.index() + 1]];
        let start = words.partition_point(|word| *word < streak.first_at);
        let more = words[start..].iter().take_while(|word| **word < streak.first_at + streak.grams).count();
        first + start..first + start + more
    }

    /// The repeats of a streak, each with its words in the first text.
    fn of_streak(&self, streak: &Streak) -> impl Iterator<Item = (u32, Range<u32>)> {
        // Behind each cut within a streak there is one more, at its end at the latest.
        self.within(streak).map(|cut| (self.numbers[cut], self.words[cut]..self.words[cut + 1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::spread::Spread;
    use crate::overlap::spread::tests::{Look, one_each};
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    type Places = BTreeSet<(usize, usize)>;

    /// All grams of all texts in a map: where each stands, and which texts hold it in words of their own.
    fn naive(texts: &[Vec<u64>], is_own: &[Vec<bool>], run: usize, copied: usize) -> BTreeSet<(Places, Vec<TextId>)> {
        let mut places: BTreeMap<&[u64], Places> = BTreeMap::new();
        for (text, words) in texts.iter().enumerate() {
            for (at, gram) in words.windows(run).enumerate() {
                places.entry(gram).or_default().insert((text, at));
            }
        }
        let texts = |places: &Places| places.iter().map(|place| place.0).collect::<BTreeSet<usize>>();
        let is_told = |texts: &BTreeSet<usize>| texts.len() > 1 || texts.contains(&copied);
        let shared = places.into_values().filter(|places| is_told(&texts(places)));
        let with_set = |places: Places| {
            let own = |&(text, at): &(usize, usize)| !is_own[text][at..at + run].contains(&false);
            let own = texts(&places.iter().copied().filter(own).collect());
            let set =
                if is_told(&own) { own.into_iter().map(|text| TextId(text as u32)).collect() } else { Vec::new() };
            (places, set)
        };
        shared.map(with_set).collect()
    }

    /// Repeats into single grams.
    fn classes(Spread { repeats, sets }: &Spread) -> BTreeSet<(Places, Vec<TextId>)> {
        let mut classes: BTreeMap<(u32, u32), Places> = BTreeMap::new();
        for text in 0..repeats.texts() {
            for place in repeats.of_text(TextId(text as u32)) {
                for gram in 0..repeats.grams(place.repeat()) {
                    let at = (place.at + gram) as usize;
                    classes.entry((place.repeat(), gram)).or_default().insert((text, at));
                }
            }
        }
        let set = |repeat: u32| match repeats.set(repeat) {
            SetId::NONE => Vec::new(),
            set => sets.texts(set).to_vec(),
        };
        classes.into_iter().map(|((repeat, _), places)| (places, set(repeat))).collect()
    }

    fn flags(texts: &[Vec<u64>], house: &BTreeSet<(usize, usize)>) -> Vec<Vec<bool>> {
        let own = |text: usize, words: usize| (0..words).map(|word| !house.contains(&(text, word))).collect();
        texts.iter().enumerate().map(|(text, words)| own(text, words.len())).collect()
    }

    proptest! {
        #[test]
        fn classes_are_those_of_a_map_of_all_grams(
            texts in prop::collection::vec(prop::collection::vec(0u64..4, 0..60), 0..8), run in 2usize..9, copied in 0usize..12,
            house in prop::collection::btree_set((0usize..8, 0usize..60), 0..4), parts in 1u64..5,
        ) {
            let carriers = one_each(texts.len(), copied);
            let is_own = flags(&texts, &house);
            let look = Look { parts, is_own: &is_own, ..Look::new(run, run.min(3)) };
            let (spread, count) = look.at(&texts, &carriers);
            let wanted = naive(&texts, &is_own, run, copied);
            prop_assert_eq!(count as usize, wanted.len());
            prop_assert_eq!(classes(&spread), wanted);
        }

        #[test]
        fn repeats_are_as_long_as_they_can_be_and_their_holders_are_where_texts_hold_them(
            texts in prop::collection::vec(prop::collection::vec(0u64..6, 0..4), 1..6),
            house in prop::collection::btree_set((0usize..6, 0usize..60), 0..3), parts in 1u64..4,
        ) {
            // Texts of blocks of ten words, so that runs of twelve are shared in many ways.
            let texts: Vec<Vec<u64>> = texts
                .iter()
                .map(|blocks| blocks.iter().flat_map(|block| (0..10).map(move |word| block * 100 + word)).collect())
                .collect();
            let (carriers, is_own) = (one_each(texts.len(), usize::MAX), flags(&texts, &house));
            let (Spread { repeats, .. }, _) = Look { parts, is_own: &is_own, ..Look::new(4, 3) }.at(&texts, &carriers);
            let mut holders = vec![Vec::new(); repeats.len()];
            let mut followed: BTreeMap<u32, BTreeSet<Option<u32>>> = BTreeMap::new();
            let mut preceded = followed.clone();
            for text in (0..texts.len() as u32).map(TextId) {
                let places = repeats.of_text(text);
                let told = places.iter().filter(|place| place.is_told());
                told.for_each(|place| holders[place.repeat() as usize].push((text, place.at)));
                let touches = |x: &Place, y: &Place| x.at + repeats.grams(x.repeat()) == y.at && x.is_told() == y.is_told();
                for (number, place) in places.iter().enumerate() {
                    let next = places.get(number + 1).filter(|next| touches(place, next));
                    let before = number.checked_sub(1).map(|before| &places[before]).filter(|before| touches(before, place));
                    followed.entry(place.repeat()).or_default().insert(next.map(|next| next.repeat()));
                    preceded.entry(place.repeat()).or_default().insert(before.map(|before| before.repeat()));
                }
            }
            for repeat in 0..repeats.len() as u32 {
                prop_assert_eq!(repeats.holders(repeat), &holders[repeat as usize][..]);
                prop_assert!(repeats.grams(repeat) > 0);
            }
            // Two that always stand together, with one set, would be one.
            for (repeat, next) in followed {
                let [Some(next)] = next.into_iter().collect::<Vec<_>>()[..] else { continue };
                let together = preceded[&next] == BTreeSet::from([Some(repeat)]);
                prop_assert!(!together || repeats.set(repeat) != repeats.set(next));
            }
        }
    }

    #[test]
    fn a_word_a_hundred_thousand_times_costs_no_more_than_its_places() {
        let texts = [vec![1; 100_000], vec![1; 20]];
        let (Spread { repeats, .. }, classes) = Look::new(12, 8).at(&texts, &one_each(2, usize::MAX));
        let places = [0, 1].map(|text| repeats.of_text(TextId(text)).len());
        assert_eq!((classes, repeats.len(), places), (1, 1, [99_989, 9]));
    }
}
