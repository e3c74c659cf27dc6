//! Spread: by whom each repeated run is carried.
//!
//! Grams that follow each other in a story mostly have the same texts behind them. Each different set of texts is kept once, and with it the
//! outlets that print one of its texts and when. So a hundred thousand copies of a text, or reports of one template, are one set, not one for each gram.
//!
//! Cost: one entry for each shared gram of each text, and for each different set its texts, outlets and carriers.

use super::moment::Moment;
use super::repeat::{Place, Repeats};
use crate::hash;
use crate::text::{DocId, TextId};
use ahash::AHashMap;
use std::ops::Range;

/// An article that carries a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Carrier {
    /// When it appeared.
    pub moment: Moment,
    /// The article.
    pub article: DocId,
    /// Its outlet, as a number given by the caller.
    pub outlet: u32,
}

/// The articles of a corpus by the text that they carry, the earliest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carriers {
    starts: Vec<usize>,
    all: Vec<Carrier>,
}

impl Carriers {
    /// From the carriers of each text, in the order of the texts.
    pub fn new(of_texts: impl Iterator<Item = Vec<Carrier>>) -> Self {
        let (mut starts, mut all) = (vec![0], Vec::new());
        for mut carriers in of_texts {
            carriers.sort_unstable();
            all.append(&mut carriers);
            starts.push(all.len());
        }
        Self { starts, all }
    }

    /// The carriers of a text; at least one.
    pub fn of(&self, text: TextId) -> &[Carrier] {
        &self.all[self.starts[text.index()]..self.starts[text.index() + 1]]
    }
}

/// An outlet that prints one of a set's texts, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printing {
    /// The outlet.
    pub outlet: u32,
    start: u32,
    end: u32,
}

/// The number of a set of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetId(pub u32);

impl SetId {
    const NONE: Self = Self(u32::MAX);

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is known of one set.
#[derive(Debug, Clone)]
struct TextSet {
    texts: Range<u32>,
    printings: Range<u32>,
    /// How many articles carry one of the texts.
    articles: u64,
    /// The text of the earliest of them.
    origin: TextId,
}

/// The shared grams of a corpus and the sets of texts behind them.
#[derive(Debug)]
pub struct Spread<'a> {
    repeats: &'a Repeats,
    set_of: Vec<SetId>,
    sets: Vec<TextSet>,
    texts: Vec<TextId>,
    printings: Vec<Printing>,
    moments: Vec<Moment>,
    /// The places of each class, by text, then word.
    holders: Vec<(TextId, u32)>,
    holder_starts: Vec<usize>,
}

impl<'a> Spread<'a> {
    /// Gathers the texts of each class, and their carriers.
    pub fn of(repeats: &'a Repeats, carriers: &Carriers) -> Self {
        let (holder_starts, holders) = holders(repeats);
        let mut spread = Self {
            repeats,
            set_of: vec![SetId::NONE; repeats.classes() as usize],
            sets: Vec::new(),
            texts: Vec::new(),
            printings: Vec::new(),
            moments: Vec::new(),
            holders,
            holder_starts,
        };
        let mut known: AHashMap<u64, SetId> = AHashMap::new();
        let mut texts: Vec<TextId> = Vec::new();
        for class in 0..repeats.classes() {
            texts.clear();
            texts.extend(spread.places(class).iter().map(|place| place.0));
            texts.dedup();
            spread.set_of[class as usize] = spread.set(&texts, carriers, &mut known);
        }
        spread
    }

    /// The set of these texts, added if it is new; none if fewer than two articles carry them.
    fn set(&mut self, texts: &[TextId], carriers: &Carriers, known: &mut AHashMap<u64, SetId>) -> SetId {
        let articles: u64 = texts.iter().map(|text| carriers.of(*text).len() as u64).sum();
        if articles < 2 {
            return SetId::NONE;
        }
        let bytes: Vec<u8> = texts.iter().flat_map(|text| text.0.to_le_bytes()).collect();
        let mut key = hash::stable(&bytes);
        while let Some(&set) = known.get(&key) {
            if self.texts(set) == texts {
                return set;
            }
            key = key.wrapping_add(1);
        }
        let set = SetId(self.sets.len() as u32);
        known.insert(key, set);
        let mut printed: Vec<(u32, Moment)> = texts
            .iter()
            .flat_map(|text| carriers.of(*text).iter().map(|carrier| (carrier.outlet, carrier.moment)))
            .collect();
        printed.sort_unstable();
        let (first_text, first_printing) = (self.texts.len() as u32, self.printings.len() as u32);
        for of_outlet in printed.chunk_by(|x, y| x.0 == y.0) {
            let start = self.moments.len() as u32;
            self.moments.extend(of_outlet.iter().map(|printed| printed.1));
            self.printings.push(Printing { outlet: of_outlet[0].0, start, end: self.moments.len() as u32 });
        }
        self.texts.extend_from_slice(texts);
        let origin = texts.iter().copied().min_by_key(|text| carriers.of(*text)[0]);
        self.sets.push(TextSet {
            texts: first_text..self.texts.len() as u32,
            printings: first_printing..self.printings.len() as u32,
            articles,
            origin: origin.expect("a set holds at least one text"),
        });
        set
    }

    /// The shared grams.
    pub fn repeats(&self) -> &'a Repeats {
        self.repeats
    }

    /// The shared grams of a text that more than one article carries, ascending by word, each with its set.
    pub fn of_text(&self, text: TextId) -> impl Iterator<Item = (Place, SetId)> {
        let with_set = |place: &Place| (*place, self.set_of[place.class as usize]);
        self.repeats.of_text(text).iter().map(with_set).filter(|(_, set)| *set != SetId::NONE)
    }

    /// Where the grams of a class stand, by text, then word.
    pub fn places(&self, class: u32) -> &[(TextId, u32)] {
        &self.holders[self.holder_starts[class as usize]..self.holder_starts[class as usize + 1]]
    }

    /// The texts of a set, ascending.
    pub fn texts(&self, set: SetId) -> &[TextId] {
        let texts = &self.sets[set.index()].texts;
        &self.texts[texts.start as usize..texts.end as usize]
    }

    /// The outlets of a set, ascending.
    pub fn printings(&self, set: SetId) -> &[Printing] {
        let printings = &self.sets[set.index()].printings;
        &self.printings[printings.start as usize..printings.end as usize]
    }

    /// When an outlet printed texts of a set, ascending.
    pub fn moments(&self, printing: Printing) -> &[Moment] {
        &self.moments[printing.start as usize..printing.end as usize]
    }

    /// How many articles carry texts of a set.
    pub fn articles(&self, set: SetId) -> u64 {
        self.sets[set.index()].articles
    }

    /// The text of a set whose carrier is the earliest of all.
    pub fn origin(&self, set: SetId) -> TextId {
        self.sets[set.index()].origin
    }
}

/// The places of all classes, by class, text and word, and where each class begins.
fn holders(repeats: &Repeats) -> (Vec<usize>, Vec<(TextId, u32)>) {
    let texts = || (0..repeats.texts() as u32).map(TextId);
    let mut starts = vec![0; repeats.classes() as usize + 1];
    texts().for_each(|text| repeats.of_text(text).iter().for_each(|place| starts[place.class as usize + 1] += 1));
    (1..starts.len()).for_each(|class| starts[class] += starts[class - 1]);
    let mut next = starts.clone();
    let mut holders = vec![(TextId(0), 0); starts[starts.len() - 1]];
    for text in texts() {
        for place in repeats.of_text(text) {
            holders[next[place.class as usize]] = (text, place.at);
            next[place.class as usize] += 1;
        }
    }
    (starts, holders)
}
