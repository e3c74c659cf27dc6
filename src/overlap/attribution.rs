//! Attribution: how many of an outlet's words stand in another's articles, and who had them first, each word counted once.
//!
//! A word of an article is shared with an outlet if it stands in a shared run that an article of that outlet holds too. It is *earlier* there,
//! if one of those articles is earlier; else *undecided*, if of one of them it cannot be said; else *later*. So the three add up to the shared words.
//!
//! One sweep over each article's repeats counts all outlets at once. From one to the next few outlets come or go, so what is looked at is
//! not who shares a repeat, but who joins and who leaves; where a stretch of an outlet ends, its words are added.
//!
//! **Exact**, over all articles, however many carry a run. **Cost.** For each article the outlets that share its stretches and those that
//! change inside them; no pairs of articles, and one line of counters for each outlet.

use super::moment::{Moment, Order, order};
use super::set::{Printing, SetId};
use super::spread::Spread;
use super::steps::Steps;
use crate::text::TextId;

/// What one outlet shares with another, counted in the first one's words; outlets are numbers given by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutletPair {
    /// The outlet whose articles and words are counted.
    pub outlet: u32,
    /// The outlet that they are shared with; may be the same, then with its other articles.
    pub other: u32,
    /// Its articles that share at least one run with the other's.
    pub articles: u32,
    /// Their words that stand in the other's articles too.
    pub words: u64,
    /// Of these, the words that stand in an earlier article of the other.
    pub words_earlier: u64,
    /// Of these, the words that stand in none that is known to be earlier, and in one of which the order is not known.
    pub words_undecided: u64,
    /// Of these, the words that stand in later articles of the other only.
    pub words_later: u64,
}

/// What an outlet shares with the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutletShares {
    /// With each outlet that it shares words with, by number.
    pub pairs: Vec<OutletPair>,
    /// Its words that stand in an article of any other outlet.
    pub words: u64,
    /// Its words that stand in an earlier article of any other outlet.
    pub words_earlier: u64,
}

/// What an outlet shares, from its articles: the text of each and when it appeared. `outlets` is how many outlets there are; with a `window`,
/// articles more days apart share nothing.
pub fn outlet_shares(
    outlet: u32,
    articles: &[(TextId, Moment)],
    (spread, steps): (&Spread, &Steps),
    outlets: usize,
    window: Option<u32>,
) -> OutletShares {
    let (repeats, sets) = (&spread.repeats, &spread.sets);
    let mut sweep = Sweep::new(outlet, outlets, repeats.run());
    for &(text, moment) in articles {
        let order = |printing: Printing| order(sets.moments(printing), moment, printing.outlet == outlet, window);
        // Where the grams ended that were looked at last, and whose they were.
        let mut before: Option<(u32, SetId)> = None;
        for held in spread.of_text(text) {
            match before {
                Some((end, last)) if end == held.at => {
                    if last != held.set {
                        steps.each(sets, last, held.set, |printing| {
                            sweep.turn(printing.outlet, held.at, order(printing));
                        });
                        sweep.turn_any(held.at);
                    }
                }
                _ => {
                    sweep.close(before.map_or(0, |(end, _)| end));
                    for printing in sets.printings(held.set) {
                        sweep.turn(printing.outlet, held.at, order(printing));
                    }
                    sweep.turn_any(held.at);
                }
            }
            before = Some((held.end(), held.set));
        }
        sweep.close(before.map_or(0, |(end, _)| end));
        sweep.finish_article();
    }
    sweep.into_shares()
}

/// One outlet as the sweep sees it. The three counters are of the words that are earlier; earlier or undecided; shared at all.
#[derive(Debug, Clone, Copy, Default)]
struct Counter {
    order: Option<Order>,
    /// Where the stretch that is open begins.
    open: [u32; 3],
    /// Where the last stretch ended.
    end: [u32; 3],
    words: [u64; 3],
    articles: u32,
    in_article: bool,
}

impl Counter {
    /// From the gram at `at` on, the outlet stands so; `run` is the words of a gram.
    fn turn(&mut self, at: u32, order: Option<Order>, run: u32) {
        for (level, least) in [Order::Earlier, Order::Undecided, Order::Later].into_iter().enumerate() {
            let holds = |order: Option<Order>| order.is_some_and(|order| order <= least);
            match (holds(self.order), holds(order)) {
                (false, true) => self.open[level] = at.max(self.end[level]),
                (true, false) => {
                    // The last gram before `at` still holds all its words.
                    let end = at + run - 1;
                    self.words[level] += u64::from(end - self.open[level]);
                    self.end[level] = end;
                }
                _ => {}
            }
        }
        self.order = order;
    }
}

/// The sweep over an outlet's articles.
struct Sweep {
    outlet: u32,
    run: u32,
    counters: Vec<Counter>,
    /// All other outlets together.
    any: Counter,
    /// How many other outlets stand in each order.
    standing: [u32; 3],
    touched: Vec<u32>,
    active: Vec<u32>,
}

impl Sweep {
    fn new(outlet: u32, outlets: usize, run: u32) -> Self {
        let counters = vec![Counter::default(); outlets];
        let (touched, active) = (Vec::new(), Vec::new());
        Self { outlet, run, counters, any: Counter::default(), standing: [0; 3], touched, active }
    }

    fn turn(&mut self, other: u32, at: u32, order: Option<Order>) {
        let counter = &mut self.counters[other as usize];
        if counter.order == order {
            return;
        }
        if !counter.in_article {
            counter.in_article = true;
            self.touched.push(other);
        }
        if counter.order.is_none() {
            self.active.push(other);
        }
        if other != self.outlet {
            counter.order.iter().for_each(|order| self.standing[*order as usize] -= 1);
            order.iter().for_each(|order| self.standing[*order as usize] += 1);
        }
        counter.turn(at, order, self.run);
    }

    /// Brings all other outlets together up to what each of them is.
    fn turn_any(&mut self, at: u32) {
        let orders = [Order::Earlier, Order::Undecided, Order::Later];
        let first = orders.into_iter().find(|order| self.standing[*order as usize] > 0);
        self.any.turn(at, first, self.run);
    }

    /// A stretch is over: no gram begins at `at`.
    fn close(&mut self, at: u32) {
        for other in std::mem::take(&mut self.active) {
            self.turn(other, at, None);
        }
        self.active.clear();
        self.turn_any(at);
    }

    fn finish_article(&mut self) {
        for other in self.touched.drain(..) {
            let counter = &mut self.counters[other as usize];
            counter.articles += 1;
            counter.in_article = false;
            counter.end = [0; 3];
        }
        self.any.end = [0; 3];
    }

    fn into_shares(self) -> OutletShares {
        let shared = (0..).zip(&self.counters).filter(|(_, counter)| counter.articles > 0);
        let pairs = shared.map(|(other, counter)| {
            let [earlier, decided, words] = counter.words;
            OutletPair {
                outlet: self.outlet,
                other,
                articles: counter.articles,
                words,
                words_earlier: earlier,
                words_undecided: decided - earlier,
                words_later: words - decided,
            }
        });
        OutletShares { pairs: pairs.collect(), words: self.any.words[2], words_earlier: self.any.words[0] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::carrier::{Carrier, Carriers};
    use crate::overlap::spread::tests::Look;
    use crate::text::DocId;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    const RUN: usize = 3;

    /// An article: its text, its outlet, its hour.
    type Given = (usize, u32, Option<i64>);

    fn moment(hour: Option<i64>) -> Moment {
        Moment::of(hour.map(|hour| hour * 3600))
    }

    fn shares(texts: &[Vec<u64>], articles: &[Given], window: Option<u32>, few: usize) -> Vec<OutletShares> {
        let numbered = || (0..).map(DocId).zip(articles);
        let carriers = Carriers::new((0..texts.len()).map(|text| {
            let of_text = numbered().filter(|(_, given)| given.0 == text);
            of_text.map(|(article, given)| Carrier { moment: moment(given.2), article, outlet: given.1 }).collect()
        }));
        let (spread, _) = Look::new(RUN, RUN).at(texts, &carriers);
        let steps = Steps::beyond(few, &spread);
        let of_outlet = |outlet: u32| {
            let own = articles.iter().filter(|given| given.1 == outlet);
            let own: Vec<_> = own.map(|given| (TextId(given.0 as u32), moment(given.2))).collect();
            outlet_shares(outlet, &own, (&spread, &steps), 3, window)
        };
        (0..3).map(of_outlet).collect()
    }

    /// Every word of every article against every other article.
    fn naive(
        texts: &[Vec<u64>],
        articles: &[Given],
        window: Option<u32>,
    ) -> BTreeMap<(u32, u32), (BTreeSet<usize>, [u64; 3])> {
        let mut found: BTreeMap<(u32, u32), (BTreeSet<usize>, [u64; 3])> = BTreeMap::new();
        for (a, own) in articles.iter().enumerate() {
            let words = &texts[own.0];
            let mut orders: BTreeMap<(u32, usize), Order> = BTreeMap::new();
            for other in articles.iter().enumerate().filter(|(b, _)| *b != a).map(|(_, other)| other) {
                let Some(order) = order(&[moment(other.2)], moment(own.2), false, window) else { continue };
                for (at, run) in words.windows(RUN).enumerate() {
                    if texts[other.0].windows(RUN).any(|others| others == run) {
                        for word in at..at + RUN {
                            let known = orders.entry((other.1, word)).or_insert(order);
                            *known = order.min(*known);
                        }
                    }
                }
            }
            for ((other, _), order) in orders {
                let counts = found.entry((own.1, other)).or_default();
                counts.0.insert(a);
                counts.1[order as usize] += 1;
            }
        }
        found
    }

    fn given() -> impl Strategy<Value = Given> {
        (0usize..6, 0u32..3, prop::option::of(0i64..60))
    }

    proptest! {
        #[test]
        fn shares_are_those_of_comparing_every_article_with_every_other(
            texts in prop::collection::vec(prop::collection::vec(0u64..3, 1..24), 6), articles in prop::collection::vec(given(), 0..9),
            window in prop::option::of(0u32..3), few in 0usize..6,
        ) {
            // Each text has a carrier, as in a corpus.
            let articles: Vec<Given> = (0..6).map(|text| (text, text as u32 % 3, Some(30))).chain(articles).collect();
            let wanted = naive(&texts, &articles, window);
            let found = shares(&texts, &articles, window, few);
            let pairs: BTreeMap<_, _> = found
                .iter()
                .flat_map(|shares| &shares.pairs)
                .map(|pair| {
                    prop_assert_eq!(pair.words, pair.words_earlier + pair.words_undecided + pair.words_later);
                    Ok(((pair.outlet, pair.other), (pair.articles as usize, [pair.words_earlier, pair.words_undecided, pair.words_later])))
                })
                .collect::<Result<_, TestCaseError>>()?;
            let wanted: BTreeMap<_, _> = wanted.into_iter().map(|(key, (articles, words))| (key, (articles.len(), words))).collect();
            prop_assert_eq!(pairs, wanted);
        }

        #[test]
        fn all_other_outlets_together_are_as_one(
            texts in prop::collection::vec(prop::collection::vec(0u64..3, 1..24), 6), articles in prop::collection::vec(given(), 0..9),
        ) {
            let articles: Vec<Given> = (0..6).map(|text| (text, text as u32 % 3, Some(30))).chain(articles).collect();
            let found = shares(&texts, &articles, None, 0);
            for (outlet, shares) in (0..3).zip(&found) {
                let merged: Vec<Given> =
                    articles.iter().map(|&(text, of, hour)| (text, u32::from(of != outlet), hour)).collect();
                let [earlier, undecided, later] =
                    naive(&texts, &merged, None).get(&(0, 1)).map_or([0; 3], |counts| counts.1);
                prop_assert_eq!((shares.words_earlier, shares.words), (earlier, earlier + undecided + later));
            }
        }
    }
}
