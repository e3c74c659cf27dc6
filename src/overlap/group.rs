//! Passage groups: a passage told once, with everyone who carries it.
//!
//! Each shared gram has an origin, the earliest article that holds it. A group is a stretch of an origin's words whose grams have much the same
//! articles behind them, from gram to gram: where a brief ends that a hundred outlets print, and a story goes on that three print, a
//! group ends and another begins. What some hold only a piece of is a group of those who hold much of it, and the piece one of all. A word that one carrier edits takes that carrier out of twelve grams and no more; a word that all
//! but one edit leaves a gap of a word, behind which the same articles go on. Both are bridged. So each carrier has a span of its own: where
//! its first shared gram begins to where its last one ends, and a second one, if it prints the passage in parts that lie far apart.
//!
//! The edited word makes grams of its own, if two carriers edited alike, and these would be a small group inside the large one. A group that lies in
//! a larger one in its carriers says nothing new; its words are counted there.
//!
//! Cost: each shared gram is looked at a bounded number of times, with the set of texts behind it; no pairs of carriers.

use super::moment::Moment;
use super::spread::{Carriers, SetId, Spread};
use crate::hash;
use crate::text::{DocId, TextId, WordHash};
use ahash::AHashMap;
use std::cmp::Reverse;
use std::ops::Range;

/// So many words may differ inside a passage: a long sentence. More of them, and what stands before and behind are two passages.
pub const BRIDGE: u32 = 24;

/// Articles behind neighbouring grams of a passage: those common to both are at least this part, one in two, of those behind either. So a
/// passage of two carriers may gain two more and lose them again, and one of a hundred halves before it ends.
const ALIKE: u64 = 2;

/// A carrier of a passage holds at least this part, one in two, of its words. Whoever holds less carries a passage of that little: the story that one
/// printed whole and three quote a sentence of is two passages.
const MUCH: u32 = 2;

/// A group lies in another if it does so, word by word, in seven parts of eight: beside two edits of its own a carrier may have a gap where the
/// others have none.
const MOST: (usize, usize) = (7, 8);

/// Passages in passages in passages are looked for so many times; each time what is looked at is less.
const DEPTH: u32 = 8;

/// A stretch of a text that a group covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: TextId,
    /// From its first shared word to its last.
    pub words: Range<u32>,
    /// How many of these words stand in shared runs.
    pub words_equal: u32,
}

/// A passage and the texts that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextGroup {
    origin: TextId,
    /// The grams that it shares, by text, then word.
    places: Vec<(TextId, u32)>,
    /// By text, then word.
    parts: Vec<Part>,
    /// How many articles carry it.
    articles: u64,
}

/// A gram where it originates.
#[derive(Debug, Clone, Copy)]
struct OriginGram {
    at: u32,
    class: u32,
    set: SetId,
}

/// The groups whose grams originate in a text, by their first word.
pub fn groups_of(origin: TextId, spread: &Spread, carriers: &Carriers) -> Vec<TextGroup> {
    let is_first = |class: u32, at: u32| {
        let places = spread.places(class);
        places[places.partition_point(|place| place.0 < origin)].1 == at
    };
    let own =
        spread.of_text(origin).filter(|(place, set)| spread.origin(*set) == origin && is_first(place.class, place.at));
    let grams: Vec<OriginGram> = own.map(|(place, set)| OriginGram { at: place.at, class: place.class, set }).collect();
    let mut taken = vec![false; grams.len()];
    let mut groups = Vec::new();
    for first in 0..grams.len() {
        if !taken[first] {
            let members = stretch(&grams, &taken, first, spread, carriers);
            members.iter().for_each(|&gram| taken[gram] = true);
            let members: Vec<OriginGram> = members.into_iter().map(|gram| grams[gram]).collect();
            layers(origin, &members, (spread, carriers), DEPTH, &mut groups);
        }
    }
    groups
}

/// The grams, by number, that make a passage from the `first` one on.
fn stretch(grams: &[OriginGram], taken: &[bool], first: usize, spread: &Spread, carriers: &Carriers) -> Vec<usize> {
    let reach = spread.repeats().run() + BRIDGE;
    let (mut members, mut waiting) = (vec![first], Vec::new());
    let mut last = first;
    for (next, gram) in grams.iter().enumerate().skip(first + 1) {
        if gram.at > grams[last].at + reach {
            break;
        }
        if taken[next] {
            continue;
        }
        let common = Common::of(grams[last].set, gram.set, spread, carriers);
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
fn layers(
    origin: TextId,
    members: &[OriginGram],
    (spread, carriers): (&Spread, &Carriers),
    depth: u32,
    groups: &mut Vec<TextGroup>,
) {
    let whole = TextGroup::of(origin, members.iter().map(|gram| gram.class), spread, carriers);
    let minor = whole.minor_texts();
    if minor.is_empty() || depth == 0 {
        groups.push(whole);
        return;
    }
    let minor_here = |gram: &OriginGram| -> Vec<TextId> {
        spread.texts(gram.set).iter().copied().filter(|text| minor.binary_search(text).is_ok()).collect()
    };
    let reach = spread.repeats().run() + BRIDGE;
    let mut pieces: Vec<(Vec<OriginGram>, Vec<TextId>)> = Vec::new();
    for gram in members {
        let here = minor_here(gram);
        if here.is_empty() {
            continue;
        }
        let goes_on = |(piece, last): &&mut (Vec<OriginGram>, Vec<TextId>)| {
            let shared = last.iter().filter(|text| here.binary_search(text).is_ok()).count() as u64;
            let all = (last.len() + here.len()) as u64 - shared;
            piece.last().is_some_and(|before| gram.at <= before.at + reach) && ALIKE * shared >= all
        };
        match pieces.last_mut().filter(goes_on) {
            Some((piece, last)) => {
                piece.push(*gram);
                *last = here;
            }
            None => pieces.push((vec![*gram], here)),
        }
    }
    for (piece, _) in &pieces {
        layers(origin, piece, (spread, carriers), depth - 1, groups);
    }
    groups.extend(whole.without(&minor, carriers));
}

/// What two sets have in common, in articles.
struct Common {
    shared: u64,
    first: u64,
    second: u64,
}

impl Common {
    fn of(x: SetId, y: SetId, spread: &Spread, carriers: &Carriers) -> Self {
        let (first, second) = (spread.articles(x), spread.articles(y));
        if x == y {
            return Self { shared: first, first, second };
        }
        let (few, many) = (spread.texts(x), spread.texts(y));
        let (few, many) = if few.len() <= many.len() { (few, many) } else { (many, few) };
        let both = few.iter().filter(|text| many.binary_search(text).is_ok());
        Self { shared: both.map(|text| carriers.of(*text).len() as u64).sum(), first, second }
    }

    fn is_much_of_either(&self) -> bool {
        ALIKE * self.shared >= self.first + self.second - self.shared
    }

    fn is_much_of_second(&self) -> bool {
        ALIKE * self.shared >= self.second
    }
}

impl TextGroup {
    fn of(origin: TextId, classes: impl Iterator<Item = u32>, spread: &Spread, carriers: &Carriers) -> Self {
        let places = classes.flat_map(|class| spread.places(class)).copied().collect();
        let mut group = Self { origin, places, parts: Vec::new(), articles: 0 };
        group.settle(spread.repeats().run());
        let texts = group.parts.chunk_by(|x, y| x.text == y.text).map(|parts| parts[0].text);
        group.articles = texts.map(|text| carriers.of(text).len() as u64).sum();
        group
    }

    /// Puts the grams, of `run` words each, in order, and finds the parts that they make.
    fn settle(&mut self, run: u32) {
        self.places.sort_unstable();
        self.places.dedup();
        let together = |x: &(TextId, u32), y: &(TextId, u32)| x.0 == y.0 && y.1 <= x.1 + run + BRIDGE;
        let parts = self.places.chunk_by(together);
        self.parts = parts
            .map(|places| {
                let (text, start) = places[0];
                let end = places[places.len() - 1].1 + run;
                let words_equal: u32 = places.windows(2).map(|pair| (pair[1].1 - pair[0].1).min(run)).sum();
                Part { text, words: start..end, words_equal: words_equal + run }
            })
            .collect();
    }

    /// The texts, ascending, that hold less than one word in two of those that the origin shares.
    fn minor_texts(&self) -> Vec<TextId> {
        let equal = |parts: &[Part]| parts.iter().map(|part| part.words_equal).sum::<u32>();
        let of_texts = || self.parts.chunk_by(|x, y| x.text == y.text);
        let whole = of_texts().find(|parts| parts[0].text == self.origin).map_or(0, equal);
        of_texts().filter(|parts| MUCH * equal(parts) < whole).map(|parts| parts[0].text).collect()
    }

    /// The group without these texts, if two articles are left.
    fn without(mut self, texts: &[TextId], carriers: &Carriers) -> Option<Self> {
        self.parts.retain(|part| texts.binary_search(&part.text).is_err());
        self.places.retain(|place| texts.binary_search(&place.0).is_err());
        self.articles -= texts.iter().map(|text| carriers.of(*text).len() as u64).sum::<u64>();
        (self.articles > 1).then_some(self)
    }

    /// Words of the passage in its origin.
    fn words(&self) -> u32 {
        self.parts.iter().filter(|part| part.text == self.origin).map(|part| part.words.end - part.words.start).sum()
    }
}

/// The groups, those of most articles first; what lies in one before it, in its carriers, is counted there.
pub fn outermost(mut groups: Vec<TextGroup>, run: u32) -> Vec<TextGroup> {
    groups.sort_by_key(|group| {
        (Reverse(group.articles), Reverse(group.words()), group.origin, group.parts[0].words.start)
    });
    let mut spans: AHashMap<TextId, Vec<(Range<u32>, u32)>> = AHashMap::new();
    let mut kept: Vec<TextGroup> = Vec::new();
    for group in groups {
        let around = outer(&group, &spans, run);
        for part in &group.parts {
            let number = around.unwrap_or(kept.len() as u32);
            let known = spans.entry(part.text).or_default();
            let holds = |span: &Range<u32>| span.start <= part.words.start && part.words.end <= span.end;
            if !known.iter().any(|(span, other)| *other == number && holds(span)) {
                known.push((part.words.clone(), number));
            }
        }
        match around {
            Some(number) => kept[number as usize].places.extend_from_slice(&group.places),
            None => kept.push(group),
        }
    }
    kept.iter_mut().for_each(|group| group.settle(run));
    kept
}

/// The first of the groups before it that all its carriers carry, and in which it lies in most of them: inside, in a gap, or less than a gram beyond an end.
fn outer(group: &TextGroup, spans: &AHashMap<TextId, Vec<(Range<u32>, u32)>>, run: u32) -> Option<u32> {
    let of_text = |text: TextId| spans.get(&text).map_or(&[][..], Vec::as_slice);
    // For each group that all carriers so far carry, in how many parts this one lies in it.
    let mut candidates: Vec<(u32, usize)> = of_text(group.origin).iter().map(|(_, number)| (*number, 0)).collect();
    candidates.sort_unstable();
    candidates.dedup();
    for part in &group.parts {
        if candidates.is_empty() {
            return None;
        }
        let here = of_text(part.text);
        candidates.retain_mut(|(number, inside)| {
            let own = || here.iter().filter(|(_, other)| other == number).map(|(span, _)| span);
            let before = own().any(|span| span.start < part.words.start + run && part.words.start <= span.end + BRIDGE);
            let behind = own().any(|span| part.words.end < span.end + run && span.start <= part.words.end + BRIDGE);
            *inside += usize::from(before && behind);
            own().next().is_some()
        });
    }
    let parts = group.parts.len();
    candidates.into_iter().find(|(_, inside)| MOST.1 * inside >= MOST.0 * parts).map(|(number, _)| number)
}

/// A passage and the articles that carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageGroup {
    /// Who carries it, the earliest article first, then by word; an article that prints it in parts stands there once for each.
    pub occurrences: Vec<Occurrence>,
    /// How many articles carry it: at least two.
    pub articles: u32,
    /// How many outlets they are of.
    pub outlets: u32,
}

/// Where an article carries a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The article.
    pub article: DocId,
    /// From its first shared word to its last.
    pub words: Range<u32>,
    /// How many of these words stand in runs that it shares with carriers.
    pub words_equal: u32,
    /// Equal for occurrences that are equal word for word, from 1 in the order of first appearance.
    pub variant: u32,
}

impl PassageGroup {
    /// Texts into articles. With a `window`, articles of so many days from the first one make a group, the first one behind them begins another, and
    /// articles without a date are left out.
    pub fn of<'a>(
        group: &TextGroup,
        carriers: &Carriers,
        words: impl Fn(TextId) -> &'a [WordHash],
        window: Option<u32>,
    ) -> Vec<Self> {
        let said = |part: &Part| {
            let range = part.words.start as usize..part.words.end as usize;
            let bytes: Vec<u8> = words(part.text)[range].iter().flat_map(|word| word.0.to_le_bytes()).collect();
            hash::identity(&bytes)
        };
        let mut found: Vec<(Moment, DocId, u32, usize, u32)> = Vec::new();
        for (number, part) in group.parts.iter().enumerate() {
            let of_part = carriers.of(part.text).iter();
            found.extend(of_part.map(|x| (x.moment, x.article, part.words.start, number, x.outlet)));
        }
        found.sort_unstable();
        let said: Vec<u128> = group.parts.iter().map(said).collect();
        let mut rest: &[_] = &found;
        let mut groups = Vec::new();
        while let Some(first) = rest.first() {
            let near = |moment: Moment| match window {
                None => true,
                Some(days) => first.0.is_known() && moment.is_known() && moment.days_from(first.0) <= u64::from(days),
            };
            if !near(first.0) {
                break;
            }
            let (these, others) = rest.split_at(rest.partition_point(|other| near(other.0)));
            rest = others;
            groups.extend(Self::of_occurrences(these, &group.parts, &said));
        }
        groups
    }

    fn of_occurrences(found: &[(Moment, DocId, u32, usize, u32)], parts: &[Part], said: &[u128]) -> Option<Self> {
        let articles = found.chunk_by(|x, y| x.1 == y.1).count() as u32;
        let mut outlets: Vec<u32> = found.iter().map(|found| found.4).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let mut variants: AHashMap<u128, u32> = AHashMap::new();
        let occurrences = found.iter().map(|&(_, article, _, number, _)| {
            let next = variants.len() as u32 + 1;
            let variant = *variants.entry(said[number]).or_insert(next);
            let Part { words, words_equal, .. } = &parts[number];
            Occurrence { article, words: words.clone(), words_equal: *words_equal, variant }
        });
        let occurrences = occurrences.collect();
        (articles > 1).then_some(Self { occurrences, articles, outlets: outlets.len() as u32 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::scatter;
    use crate::overlap::repeat::{Repeats, grams};
    use crate::overlap::spread::Carrier;
    use crate::overlap::winnow::Winnowing;
    use crate::shingle::ShingleSize;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const RUN: usize = 12;

    /// The groups of articles that appear day by day, each text in one article of its own outlet.
    fn groups(texts: &[Vec<u64>], window: Option<u32>) -> Vec<PassageGroup> {
        let words: Vec<Vec<WordHash>> =
            texts.iter().map(|text| text.iter().map(|&word| WordHash(scatter(word))).collect()).collect();
        let size = ShingleSize::new(8).expect("eight words make a shingle");
        let winnowing = Winnowing::guaranteeing(RUN, size).expect("a run is longer than a shingle");
        let each = (0..).map(TextId).zip(&words);
        let mut all: Vec<_> = each.flat_map(|(text, words)| grams((text, words), winnowing, false, |_| true)).collect();
        all.sort_unstable();
        let repeats = Repeats::of(&all, RUN, texts.len(), |text| &words[text.index()], |_| false);
        let moment = |number: u32| Moment::of(Some(i64::from(number) * 86_400));
        let carrier = |number: u32| vec![Carrier { moment: moment(number), article: DocId(number), outlet: number }];
        let carriers = Carriers::new((0..texts.len() as u32).map(carrier));
        let spread = Spread::of(&repeats, &carriers);
        let found = (0..texts.len() as u32).flat_map(|text| groups_of(TextId(text), &spread, &carriers)).collect();
        let found = outermost(found, RUN as u32);
        found.iter().flat_map(|group| PassageGroup::of(group, &carriers, |text| &words[text.index()], window)).collect()
    }

    fn story(seed: u64, words: u64) -> Vec<u64> {
        (0..words).map(|word| seed * 100_000 + word).collect()
    }

    fn who(group: &PassageGroup) -> Vec<u32> {
        group.occurrences.iter().map(|found| found.article.0).collect()
    }

    #[test]
    fn an_edited_word_cuts_no_group_whoever_edits_it() {
        let edit = |at: &[usize], word: u64| {
            let mut text = story(1, 200);
            at.iter().for_each(|&at| text[at] = word);
            text
        };
        let two = groups(&[story(1, 200), edit(&[90, 140], 7)], None);
        assert_eq!(
            (two.len(), two[0].occurrences[1].words.clone(), two[0].occurrences[1].words_equal),
            (1, 0..200, 198)
        );
        // The third edits a word, the fourth and fifth another alike, and all but the first a third.
        let texts = [
            story(1, 200),
            edit(&[150], 9),
            {
                let mut t = edit(&[150], 9);
                t[40] = 3;
                t
            },
            {
                let mut t = edit(&[150], 9);
                t[80] = 5;
                t
            },
            {
                let mut t = edit(&[150], 9);
                t[80] = 5;
                t.push(8);
                t
            },
        ];
        let many = groups(&texts, None);
        assert_eq!((many.len(), who(&many[0])), (1, vec![0, 1, 2, 3, 4]));
        assert_eq!(many[0].occurrences.iter().map(|found| found.variant).collect::<Vec<_>>(), [1, 2, 3, 4, 4]);
    }

    #[test]
    fn a_group_ends_where_most_carriers_leave_it() {
        let brief = story(1, 300)[..100].to_vec();
        let found = groups(
            &[
                story(1, 300),
                story(1, 300).into_iter().chain([1]).collect(),
                brief.clone(),
                [vec![3], brief.clone()].concat(),
                [vec![4], brief].concat(),
            ],
            None,
        );
        let told: Vec<_> = found.iter().map(|group| (who(group), group.occurrences[0].words.clone())).collect();
        assert_eq!(told, [(vec![0, 1, 2, 3, 4], 0..100), (vec![0, 1], 89..300)]);
    }

    #[test]
    fn a_sentence_of_many_inside_a_story_of_few_is_a_group_of_its_own() {
        let common = story(9, 14);
        let whole = [story(1, 50), common.clone(), story(2, 50)].concat();
        let mut texts = vec![[vec![1], common.clone()].concat(), whole.clone(), [whole, vec![3]].concat()];
        texts.extend((0..9).map(|number| [vec![number + 10], common.clone(), vec![number + 30]].concat()));
        let found = groups(&texts, None);
        assert_eq!(found.iter().map(|group| group.articles).collect::<Vec<_>>(), [12, 2]);
        assert_eq!(found[1].occurrences[1].words, 0..114, "the sentence does not cut the story");
    }

    #[test]
    fn who_quotes_a_sentence_carries_the_sentence_alone() {
        let quote = |number: u64| [vec![number], story(1, 120)[50..70].to_vec(), vec![number]].concat();
        let found = groups(&[story(1, 120), [vec![9], story(1, 120)].concat(), quote(2), quote(3)], None);
        let told: Vec<_> = found.iter().map(|group| (who(group), group.occurrences[0].words.clone())).collect();
        assert_eq!(told, [(vec![0, 1, 2, 3], 50..70), (vec![0, 1], 0..120)]);
    }

    #[test]
    fn a_version_that_the_origin_lacks_is_counted_in_the_group_around_it() {
        // The origin edits three words of a story that twenty print, one of them with edits of its own between.
        let mut texts = vec![story(1, 200); 21];
        [90, 101, 112].iter().for_each(|&at| texts[0][at] = 7);
        [96, 107].iter().for_each(|&at| texts[5][at] = 8);
        (0..).zip(&mut texts).for_each(|(number, text)| text.push(900 + number));
        let found = groups(&texts, None);
        assert_eq!((found.len(), found[0].articles), (1, 21));
        let equal: BTreeSet<(u32, u32)> =
            found[0].occurrences[1..].iter().map(|x| (x.article.0, x.words_equal)).collect();
        assert!((1..21).filter(|&number| number != 5).all(|number| equal.contains(&(number, 200))), "{equal:?}");
    }

    #[test]
    fn a_carrier_that_prints_it_in_parts_is_told_part_by_part() {
        let parted = [story(1, 60), story(5, 100), story(1, 120)[60..].to_vec()].concat();
        let found = groups(&[story(1, 120), parted], None);
        let spans: Vec<_> = found[0].occurrences.iter().map(|found| (found.article.0, found.words.clone())).collect();
        assert_eq!(spans, [(0, 0..120), (1, 0..60), (1, 160..220)]);
        assert_eq!(found[0].articles, 2);
    }

    #[test]
    fn a_window_parts_carriers_that_lie_far_apart_in_time() {
        let texts: Vec<Vec<u64>> = (0..7).map(|day| [vec![500 + day], story(1, 40)].concat()).collect();
        assert_eq!(groups(&texts, Some(2)).iter().map(who).collect::<Vec<_>>(), [vec![0, 1, 2], vec![3, 4, 5]]);
    }

    proptest! {
        #[test]
        fn every_shared_run_of_two_articles_lies_in_groups_of_both(
            texts in prop::collection::vec(prop::collection::vec(0u64..3, 0..4), 2..6),
        ) {
            // Texts of blocks of ten words, so that runs of twelve are shared in many ways.
            let texts: Vec<Vec<u64>> =
                texts.iter().map(|blocks| blocks.iter().flat_map(|&block| story(block + 1, 10)).collect()).collect();
            let found = groups(&texts, None);
            let covers = |text: usize, at: usize, group: &PassageGroup| {
                let holds = |words: &Range<u32>| words.start as usize <= at && at + RUN <= words.end as usize;
                group.occurrences.iter().any(|found| found.article.0 as usize == text && holds(&found.words))
            };
            let grams = |text: usize| texts[text].windows(RUN).enumerate();
            for (a, b) in (0..texts.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
                for (x, _) in grams(a).filter(|(_, gram)| grams(b).any(|(_, other)| other == *gram)) {
                    let in_b = |group: &PassageGroup| group.occurrences.iter().any(|found| found.article.0 as usize == b);
                    prop_assert!(found.iter().any(|group| covers(a, x, group) && in_b(group)), "{a} {b} {x}");
                }
            }
            for group in &found {
                let articles: BTreeSet<u32> = who(group).into_iter().collect();
                prop_assert!(group.articles as usize == articles.len() && articles.len() > 1);
            }
        }
    }
}
