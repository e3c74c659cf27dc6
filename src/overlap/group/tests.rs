use super::*;
use crate::hash::scatter;
use crate::overlap::carrier::{Carrier, Carriers};
use crate::overlap::moment::Moment;
use crate::overlap::spread::tests::Look;
use crate::text::{DocId, TextId, WordHash};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

const RUN: usize = 12;

/// Articles that appear day by day, each text in one article of its own outlet.
fn carriers(texts: usize) -> Carriers {
    let moment = |number: u32| Moment::of(Some(i64::from(number) * 86_400));
    let carrier = |number: u32| vec![Carrier { moment: moment(number), article: DocId(number), outlet: number }];
    Carriers::new((0..texts as u32).map(carrier))
}

/// The groups of texts; of repeats of at most so many grams.
fn text_groups(texts: &[Vec<u64>], carriers: &Carriers, most: u32) -> Vec<TextGroup> {
    let (spread, _) = Look { most, ..Look::new(RUN, 8) }.at(texts, carriers);
    let found = (0..texts.len() as u32).flat_map(|text| groups_of(TextId(text), &spread, carriers)).collect();
    outermost(found, RUN as u32)
}

/// The groups of articles.
fn groups(texts: &[Vec<u64>], window: Option<u32>) -> Vec<PassageGroup> {
    let carriers = carriers(texts.len());
    let found = text_groups(texts, &carriers, u32::MAX);
    let expand = |(number, group): (usize, &TextGroup)| {
        let listings = Listing::of((number as u32, group), RUN as u32, &carriers, window);
        listings
            .into_iter()
            .map(|listing| {
                let expanded = listing.expand(group, RUN as u32, &carriers, window);
                let first = &expanded.occurrences[0];
                assert_eq!((listing.articles, listing.outlets), (expanded.articles, expanded.outlets));
                assert_eq!((listing.origin, listing.start), (first.article, first.words.start));
                assert_eq!(listing.words, first.words.end - first.words.start);
                expanded
            })
            .collect::<Vec<_>>()
    };
    found.iter().enumerate().flat_map(expand).collect()
}

fn variants(group: &PassageGroup, texts: &[Vec<u64>]) -> Vec<u32> {
    let mut variants = Variants::default();
    let number = |found: &Occurrence| {
        let words = &texts[found.article.0 as usize][found.words.start as usize..found.words.end as usize];
        variants.number(&words.iter().map(|&word| WordHash(scatter(word))).collect::<Vec<_>>())
    };
    group.occurrences.iter().map(number).collect()
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
    assert_eq!((two.len(), two[0].occurrences[1].words.clone(), two[0].occurrences[1].words_equal), (1, 0..200, 198));
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
    assert_eq!(variants(&many[0], &texts), [1, 2, 3, 4, 4]);
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
    let equal: BTreeSet<(u32, u32)> = found[0].occurrences[1..].iter().map(|x| (x.article.0, x.words_equal)).collect();
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

    #[test]
    fn repeats_cut_into_single_grams_make_the_same_groups(
        texts in prop::collection::vec(prop::collection::vec((0u64..4, prop::option::of(0usize..30)), 0..5), 2..7),
    ) {
        // Blocks of thirty words, in some of which a word is another.
        let block = |(number, edit): (u64, Option<usize>)| {
            let mut words = story(number + 1, 30);
            edit.into_iter().for_each(|at| words[at] += 50);
            words
        };
        let texts: Vec<Vec<u64>> =
            texts.into_iter().map(|blocks| blocks.into_iter().flat_map(block).collect()).collect();
        let carriers = carriers(texts.len());
        prop_assert_eq!(text_groups(&texts, &carriers, u32::MAX), text_groups(&texts, &carriers, 1));
    }

    #[test]
    fn parts_are_those_of_looking_at_each_gram(
        grams in prop::collection::btree_set((0u32..3, 0u32..200), 1..60), run in 1u32..20,
    ) {
        let carriers = carriers(3);
        let each = grams.iter().map(|&(text, at)| GramRange { text: TextId(text), at, grams: 1 });
        let group = TextGroup::of(TextId(0), each.clone().chain(each.rev()).collect(), run, &carriers);
        let mut naive: Vec<Part> = Vec::new();
        for &(text, at) in &grams {
            let words = at..at + run;
            match naive.last_mut().filter(|part| part.text.0 == text && at <= part.words.end + BRIDGE) {
                Some(part) => {
                    part.words_equal += run.min(words.end - part.words.end);
                    part.words.end = words.end;
                }
                None => naive.push(Part { text: TextId(text), words, words_equal: run }),
            }
        }
        prop_assert_eq!(group.parts(run).collect::<Vec<_>>(), naive);
    }
}
